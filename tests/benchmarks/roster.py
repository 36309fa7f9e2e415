"""Time and memory of loading the network and the whole roster through the real importers."""

import os
import re
import resource
import subprocess
import sys
import time

from django.conf import settings
from django.db import connection

from deputies.models import Deputy, Mandate


def run() -> dict:
    """Run the import commands in processes of their own; seconds and peak memory of each."""
    return {
        "stations": _command("import_stations", str(_stations())),
        "deputies": _command("import_deputies", str(_roster())),
        "people": Deputy.objects.count(),
        "mandates": Mandate.objects.count(),
    }


def _stations():
    return settings.BASE_DIR / "stations" / "data" / "tongling_stations.csv"


def _roster():
    from supervision.management import demonstration

    target = settings.DATA_DIR / "bench-roster.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(demonstration.roster_workbook())
    return target


def _command(*words: str) -> dict:
    url = re.sub(
        r"/[^/?]+(\?|$)",
        rf"/{connection.settings_dict['NAME']}\1",
        os.environ["DATABASE_URL"],
        count=1,
    )
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "manage.py", *words],
        env=os.environ | {"DATABASE_URL": url},
        cwd=settings.BASE_DIR,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    seconds = time.perf_counter() - began
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": seconds, "peak_mb": peak_mb}


def printed(found: dict) -> str:
    """The figures in one line."""
    parts = [
        f"{name} {found[key]['seconds']:.1f} 秒、峰值 {found[key]['peak_mb']:.0f} MB"
        for key, name in (("stations", "站点"), ("deputies", "代表"))
    ]
    return f"{'；'.join(parts)}；{found['people']} 人、{found['mandates']} 个代表资格"
