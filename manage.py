#!/usr/bin/env python
"""Django's command line; private services are found or started when none are configured."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.settings")
    from liaison.embedded import services
    from liaison.embedded.folder import Unavailable

    try:
        with services.available():
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except Unavailable as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
