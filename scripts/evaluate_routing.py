"""How often routing guesses the category a person gave: rows of a labelled CSV, column by column.

python scripts/evaluate_routing.py FILE.csv [--label 一级标签] [--text 留言主题 --text 留言详情]
"""

import argparse
import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from suggestions.routing import guess_category


def main():
    """Read, guess, and print the share of hits, overall and by category."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--label", default="一级标签")
    parser.add_argument("--text", action="append", default=[])
    options = parser.parse_args()
    columns = options.text or ["留言主题", "留言详情"]
    wrong: dict[str, Counter] = defaultdict(Counter)
    seen: Counter = Counter()
    with options.file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            expected = row[options.label].split("|")
            text = " ".join(row.get(column, "") for column in columns)
            guess = guess_category(text)[0].label
            seen[expected[0]] += 1
            if guess not in expected:
                wrong[expected[0]][guess] += 1
    total = sum(seen.values())
    missed = sum(count for guesses in wrong.values() for count in guesses.values())
    print(f"{options.file.name}: {total - missed}/{total} = {(total - missed) / total:.1%}")
    for label, count in seen.most_common():
        hit = count - sum(wrong[label].values())
        print(f"  {label} {hit}/{count} = {hit / count:.1%}  {wrong[label].most_common(4)}")


if __name__ == "__main__":
    main()
