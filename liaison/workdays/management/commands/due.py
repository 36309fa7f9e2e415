"""Says when a term is up, and why: `due 2026-09-30 --working-days 3`."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser

from liaison.workdays.models import current_calendar
from liaison.workdays.terms import CalendarDays, Months, WorkingDays, due

TERMS = {"working_days": WorkingDays, "months": Months, "calendar_days": CalendarDays}


class Command(BaseCommand):
    """Prints the due day as JSON with its explanation."""

    help = "计算到期日并说明理由：起算日不计，按工作日、自然日或月计算。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("start", metavar="起算日", help="如 2026-09-30")
        term = parser.add_mutually_exclusive_group(required=True)
        term.add_argument("--working-days", metavar="N", help="工作日数")
        term.add_argument("--months", metavar="N", help="月数")
        term.add_argument("--calendar-days", metavar="N", help="自然日数")

    def handle(self, *args, **options) -> None:
        start = _day(options["start"])
        term = _term(options)
        try:
            promise = due(start, term, current_calendar())
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(promise.as_json(), ensure_ascii=False, indent=2))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"起算日“{text}”不是有效日期，请写成 2026-09-30 这样的形式。") from None


def _term(options: dict) -> WorkingDays | Months | CalendarDays:
    name = next(name for name in TERMS if options[name] is not None)
    try:
        return TERMS[name](int(options[name]))
    except ValueError as error:
        known = str(error) if str(error).startswith("期限") else ""
        raise CommandError(known or f"期限“{options[name]}”不是整数。") from error
