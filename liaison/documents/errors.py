"""What is said about a file that cannot be read."""


class Unreadable(Exception):
    """The file is not what was asked for; the message is Chinese, for the person who sent it."""
