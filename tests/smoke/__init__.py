"""One private copy of the whole site, driven once through its main loop: `python -m tests.smoke`."""
