#!/usr/bin/env python
"""Django's command line; private services are found or started when none are configured."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.settings")
    from liaison.embedded import services

    with services.available():
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
