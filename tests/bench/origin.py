"""What crossoff began as: the keys of both lists as sets, and what they do not share."""
import csv
import sys


def keys(name):
    with open(name, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {row[0] for row in rows}


yesterday, today = keys(sys.argv[1]), keys(sys.argv[2])
for key in yesterday - today:
    print("-" + key)
for key in today - yesterday:
    print("+" + key)
print("=" + str(len(yesterday & today)))
