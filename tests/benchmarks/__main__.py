"""`make bench`: run every measurement on a database of its own and print the figures."""

import argparse
import os
import sys


def main() -> int:
    """Measure; exit status 0 unless something could not run."""
    parser = argparse.ArgumentParser(description="测量页面、提交与导入。")
    parser.add_argument("--sizes", default="1000,10000,100000", help="诉求条数")
    parser.add_argument(
        "--only",
        choices=[
            "pages",
            "today",
            "load",
            "roster",
            "compliance",
            "dossiers",
            "points",
            "concerns",
        ],
        help="只测一项",
    )
    parser.add_argument("--full", action="store_true", help="121 再测一个省的规模")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.settings")
    os.environ.setdefault("STATEMENT_TIMEOUT", "300s")
    os.environ["TEST_DATABASE"] = "bench_liaison"
    from liaison.embedded import services

    with services.available():
        import django

        django.setup()
        _measure(options)
    return 0


def _measure(options) -> None:
    from tests.benchmarks import dossiers, ground, load, pages, roster, today

    everything = {"roster", "pages", "today", "load", "compliance", "dossiers", "points"}
    wanted = {options.only} if options.only else everything
    with ground.database():
        if wanted - {"compliance", "points"}:
            print(f"导入花名册：{roster.printed(roster.run())}")
        sizes = tuple(int(size) for size in options.sizes.split(","))
        if "pages" in wanted:
            print(pages.printed(pages.run(sizes)))
        if "today" in wanted:
            print(today.printed(today.run(sizes)))
        if "load" in wanted:
            print(load.printed(load.run(pages.STATION)))
        if "dossiers" in wanted:
            print(dossiers.printed(dossiers.run()))
        _measure_networks(wanted, options)


def _measure_networks(wanted, options) -> None:
    """Last: a million concerns, only when asked for; and what empties the network and fills it anew."""
    from tests.benchmarks import compliance, concerns, points

    if "concerns" in wanted:
        print(concerns.printed(concerns.run()))
    if "compliance" in wanted:
        for size in (compliance.CITY, *([compliance.PROVINCE] if options.full else [])):
            print(compliance.printed(compliance.run(size)))
    if "points" in wanted:
        points.tell(tenfold=options.full)


if __name__ == "__main__":
    sys.exit(main())
