"""`python -m liaison.embedded COMMAND …`: run a command while the servers and secrets it needs are there."""

import subprocess
import sys

from liaison.embedded import services
from liaison.embedded.folder import Unavailable


def main(command: list[str]) -> int:
    """The exit code of `command`; 1 when a server cannot run."""
    try:
        with services.available():
            return subprocess.run(command, check=False).returncode
    except Unavailable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
