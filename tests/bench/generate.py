#!/usr/bin/env python3
"""Make up lists of open work orders: a pair of days or a sequence of days.

The same shape and seed give the same bytes everywhere. Beside the lists, truth.json tells what
became of the orders between the last two days.
"""
import argparse
import dataclasses
import datetime
import json
import random
import tempfile
from pathlib import Path

FORMAT = 3  # counts up when the generated rows change, so that no old file is reused
SEED = 20261119
HEADER = ("Work Order", "Part", "Description", "Work Center", "Qty Ordered", "Qty Completed",
          "Start Date", "Due Date", "Status", "Priority", "Customer", "Planner")
CENTERS = ("SAW-01", "LATHE-02", "LATHE-05", "MILL-01", "MILL-03", "GRIND-02", "DEBURR", "INSPECT")
NOUNS = ("BRACKET", "HOUSING", "SHAFT", "FLANGE", "BUSHING", "COVER PLATE", "GEAR BLANK", "SPACER")
CUSTOMERS = ("Adler Hydraulics", "Brandt Pumps", "Corvin Rail", "Dahl Marine", "Elster Tools")
PLANNERS = ("AK", "MB", "RT", "SW")
NOTES = ("", "", "", "see router", "hold for gauge", "split lot", "material at saw", "rework")
PARTS = tuple(f"P-{part:05}-{'ABC'[part % 3]}" for part in range(2500))
QUOTED = (", LEFT", ', 3/4" BORE', "\nSEE DRAWING REV B", ", RIGHT")
ENDINGS = {"none": ("",), "some": ("",) * 6 + QUOTED[:3], "row": QUOTED, "all": ("",) * 6 + QUOTED[:3]}
UNDATED, SLIPPED = 0.03, 0.2  # of all orders; of those that change
SLIPS = (-3, -2, -1, 1, 2, 3, 5, 7, 10, 14)
BACK = 2  # orders that come back each day, a day after they left


@dataclasses.dataclass(frozen=True)
class Shape:
    """What lists look like. quotes: in no row, some rows, every row, or around all cells."""
    rows: int
    days: int = 2
    first: str = "2026-11-18"
    quotes: str = "some"
    encoding: str = "utf-8"
    columns: int = len(HEADER)
    turnover: float = 0.08
    changed: float = 0.05
    seed: int = SEED

    def name(self):
        return "-".join(str(value) for value in dataclasses.astuple(self)) + f"-{FORMAT}"


@dataclasses.dataclass
class Order:
    """What stays (number, chance: bits that every fixed cell is taken from) and what changes."""
    __slots__ = ("number", "chance", "start", "made", "due")
    number: int
    chance: int
    start: int
    made: int
    due: int

    def ordered(self):
        return 2 + (self.chance >> 24) % 499

    def key(self):
        return f"{self.number:08}"


class Lists:
    """The orders of a plant from day to day; `now` are those on the list."""

    def __init__(self, shape):
        self.shape = shape
        self.rng = random.Random(f"{shape.seed} {shape.rows}")
        self.number, self.index, self.now, self.gone, self.changed = 400_000, 0, [], [], []
        self.dates = [""] + [date_of(shape.first, day) for day in range(2 * shape.days + 400)]
        self.descriptions = [self.cell(noun + ending) for noun in NOUNS
                             for ending in ENDINGS[shape.quotes]]

    def cell(self, text):
        if self.shape.quotes == "all":
            return text.replace('"', '""')
        return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n') else text

    def open(self, day):
        chance = self.rng.getrandbits(64)
        order = Order(self.number, chance, day, 0, 0)
        order.made = (chance >> 34) % order.ordered()
        if self.rng.random() >= UNDATED:
            order.due = day + 3 + (chance >> 44) % 30
        self.number += 1
        return order

    def work(self, order):
        """One more piece made or more, or another due date: never the same row as before."""
        left = order.ordered() - order.made - 1
        if left and self.rng.random() >= SLIPPED:
            order.made += 1 + int(self.rng.random() * min(left - 1, 40))
        else:
            due = order.due + self.rng.choice(SLIPS)
            order.due = due if due > order.start else max(order.due, order.start) + 20

    def advance(self, day):
        """Go on to the list of a day (an index into `dates`), its rows in another order."""
        rows = self.shape.rows + self.index * 3 % 7  # not a number at which programs stop to export
        back, self.gone = self.gone[:BACK], []
        if self.index:
            count = round(rows * self.shape.turnover)
            self.gone, self.now = self.now[:count], self.now[count:]
            self.changed = self.now[:round(rows * self.shape.changed)]
            for order in self.changed:
                self.work(order)
        self.now += back
        self.now += [self.open(day) for _ in range(rows - len(self.now))]
        self.rng.shuffle(self.now)
        self.index += 1

    def lines(self):
        edge, comma = ('"', '","') if self.shape.quotes == "all" else ("", ",")
        extra = range(self.shape.columns - len(HEADER))
        dates, descriptions = self.dates, self.descriptions
        yield edge + comma.join((*HEADER, *(f"Note {i + 1}" for i in extra))) + edge + "\r\n"
        for order in self.now:
            chance = order.chance
            cells = (f"{order.number:08}", PARTS[chance % 2500],
                     descriptions[(chance >> 12) % len(descriptions)], CENTERS[chance >> 20 & 7],
                     str(2 + (chance >> 24) % 499), str(order.made), dates[order.start],
                     dates[order.due], "Released", "12345"[(chance >> 50) % 5],
                     CUSTOMERS[(chance >> 53) % 5], PLANNERS[chance >> 60 & 3],
                     *(NOTES[(chance >> i % 60) & 7] for i in extra))
            yield edge + comma.join(cells) + edge + "\r\n"

    def text(self):
        return "".join(self.lines())


def working_days(first, count):
    """Monday to Friday, ten of each year's left out as holidays: distances from the first."""
    day, found = datetime.date.fromisoformat(first), []
    start = day.toordinal()
    while len(found) < count:
        if day.weekday() < 5 and day.timetuple().tm_yday % 36:
            found.append(day.toordinal() - start)
        day += datetime.timedelta(1)
    return found


def date_of(first, distance):
    return (datetime.date.fromisoformat(first) + datetime.timedelta(distance)).isoformat()


def series(shape):
    """(date, Lists as of that day) of each day; the lists are one object that moves on."""
    lists = Lists(shape)
    for day in working_days(shape.first, shape.days):
        lists.advance(day + 1)
        yield lists.dates[day + 1], lists


def generate(shape, folder):
    """Write each day's list and truth.json into the folder."""
    before = set()
    for date, lists in series(shape):
        path = folder / f"open-orders-{date}.csv"
        with open(path, "w", encoding=shape.encoding, newline="") as file:
            file.write(lists.text())
        keys = {order.key() for order in lists.now}
        truth = {"completed": sorted(before - keys), "new": sorted(keys - before),
                 "carried": len(before & keys), "changed": len(lists.changed)}
        before = keys
    (folder / "truth.json").write_text(json.dumps(truth), "utf-8")


def cached(shape, cache):
    """The folder that has the lists of this shape, made if it is not there."""
    folder = cache / "lists" / shape.name()
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Elsewhere first: a generation that was interrupted must not be measured.
        work = Path(tempfile.mkdtemp(dir=folder.parent))
        generate(shape, work)
        work.rename(folder)
    return folder


def add_shape_options(parser):
    parser.add_argument("--quotes", choices=ENDINGS, default="some",
                        help="quotes in none, in some rows (default), in every row, or around all cells")
    parser.add_argument("--encoding", default="utf-8",
                        help="as Python names it, such as utf-16 (default: utf-8)")
    parser.add_argument("--columns", type=int, default=len(HEADER), metavar="N",
                        help=f"at least {len(HEADER)}, the default")
    parser.add_argument("--turnover", type=float, default=Shape.turnover, metavar="SHARE",
                        help="what leaves the list and comes new each day (default: 0.08)")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N")


def shape_of(options, rows, **other):
    return Shape(rows, quotes=options.quotes, encoding=options.encoding, columns=options.columns,
                 turnover=options.turnover, seed=options.seed, **other)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=10_007, metavar="N", help="orders a day")
    parser.add_argument("--days", type=int, default=2, metavar="N", help="2 make a pair (default)")
    parser.add_argument("--first", default=Shape.first, metavar="DATE", help="the first day")
    add_shape_options(parser)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    generate(shape_of(options, options.rows, days=options.days, first=options.first),
             options.folder)


if __name__ == "__main__":
    main()
