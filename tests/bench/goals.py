"""What crossoff aims at, and what of it a run of the benchmark reached.

Ratios within one run; absolute figures drift with the machine. A goal is a line of GOALS.
"""
import dataclasses
from collections.abc import Callable

import generate

FEW, SOME, MANY = 20, 10_007, 1_000_003  # orders a day that the goals speak of
DRY, DRY_ONE, RECORDED = "crossoff -n", "crossoff -n, one processor", "crossoff, recorded"
ALONE, BOTH = "crossoff, history and today", "crossoff, history and both"
LIBCSV, COMM, DUCKDB, ORIGIN = "libcsv alone", "cut, sort, comm", "DuckDB, rows", "Python, two sets"


def is_usual(case):
    """Goals speak of usual lists, and of those with every field quoted."""
    shape = case["shape"]
    return shape == dataclasses.asdict(generate.Shape(shape["rows"], quotes=shape["quotes"]))


def figure(result, name, what, rows, quotes="some"):
    """One figure of one program, or None if it was not measured."""
    for case in filter(is_usual, result["cases"]):
        if case["shape"]["rows"] == rows and case["shape"]["quotes"] == quotes:
            for line in case["peers"]:
                if line["name"] == name:
                    return line.get(what)
    return None


def of(name, what="passed", rows=MANY, quotes="some"):
    return lambda result: figure(result, name, what, rows, quotes)


def both(combine, first, second):
    def compute(result):
        values = first(result), second(result)
        return None if None in values else combine(*values)
    return compute


def ratio(name, other, rows=MANY, quotes="some"):
    return both(lambda a, b: a / b, of(name, rows=rows, quotes=quotes), of(other, rows=rows, quotes=quotes))


def more(name, other, rows=MANY):
    return both(lambda a, b: a - b, of(name, rows=rows), of(other, rows=rows))


def growth(name):
    """Time per byte where it is greatest over where it is least, from SOME orders up to the most."""
    def compute(result):
        costs = [figure(result, name, "passed", case["shape"]["rows"]) for case in base(result)]
        costs = [cost / case["bytes"] for cost, case in zip(costs, base(result)) if cost]
        return max(costs) / min(costs) if len(costs) > 1 else None
    return compute


def base(result):
    return [case for case in filter(is_usual, result["cases"])
            if case["shape"]["quotes"] == "some" and case["shape"]["rows"] >= SOME]


def stated(case, name):
    """The MB that crossoff(1), MEMORY, allows a run that shows no long list."""
    lists = 3 if name == BOTH else 2
    return 50 + lists * (case["bytes"] / 2e6 + 60 * case["shape"]["rows"] / 1e6)


def most_over_stated(result):
    """Peak memory of crossoff over what its manual states, where that is most."""
    shares = [line["peak_mb"] / stated(case, line["name"]) for case in result["cases"]
              if case["shape"]["encoding"] == "utf-8" for line in case["peers"]
              if line["name"].startswith("crossoff") and "peak_mb" in line]
    return max(shares, default=None)


def synced(name):
    return lambda result: result["syncs"].get(name)


def years(what):
    return lambda result: (result.get("years") or {}).get(what)


@dataclasses.dataclass(frozen=True)
class Goal:
    """Reached if the figure is at most the goal; `two` is for all processors, where that differs."""
    work: str
    one: float
    of_one: Callable
    two: float | None = None
    of_two: Callable | None = None
    unit: str = ""


GOALS = (
    Goal("1M pair, -n, over libcsv alone", 0.25, ratio(DRY_ONE, LIBCSV), 0.16, ratio(DRY, LIBCSV)),
    Goal("1M pair, -n, over DuckDB rows", 0.18, ratio(DRY_ONE, DUCKDB), 0.12, ratio(DRY, DUCKDB)),
    Goal("1M pair, -n, over cut+sort+comm", 0.36, ratio(DRY_ONE, COMM), 0.25, ratio(DRY, COMM)),
    Goal("1M pair, -n, over the origin's Python", 0.036, ratio(DRY_ONE, ORIGIN), 0.024,
         ratio(DRY, ORIGIN)),
    Goal("the same, every field quoted, over libcsv alone", 0.40, ratio(DRY_ONE, LIBCSV, quotes="all"),
         0.25, ratio(DRY, LIBCSV, quotes="all")),
    Goal("1M pair, -n, peak memory", 270, of(DRY_ONE, "peak_mb"), 290, of(DRY, "peak_mb"), "MB"),
    Goal("1M pair, every field quoted, -n, peak memory", 270, of(DRY_ONE, "peak_mb", quotes="all"), 290,
         of(DRY, "peak_mb", quotes="all"), "MB"),
    Goal("any lists, peak memory over what crossoff(1) states", 1.0, most_over_stated),
    Goal("1M pair, recorded with full sync, more than -n", 1.0, more(RECORDED, DRY), unit="s"),
    Goal("10k pair, recorded and printed, over cut+sort+comm", 0.8, ratio(RECORDED, COMM, SOME)),
    Goal("20 rows, recorded and printed, over the origin's Python", 0.25, ratio(RECORDED, ORIGIN, FEW)),
    Goal("20 rows, recorded, the first list: fsyncs", 4, synced(RECORDED)),
    Goal("20 rows, recorded, any later list: fsyncs", 4, synced(ALONE)),
    Goal("10k, a day against the history alone, over with yesterday's file", 1.0,
         ratio(ALONE, BOTH, SOME)),
    Goal("1M, a day against the history alone, over with yesterday's file", 1.0, ratio(ALONE, BOTH)),
    Goal("time per byte, most over least, 10k to the most orders", 2.0, growth(DRY_ONE), 2.0,
         growth(DRY)),
    Goal("five years: recording a day, a whole process (1)", 20, years("recording_ms"), unit="ms"),
    Goal("five years: slowest day, month or order, a whole process (1)", 10, years("slowest_ms"),
         unit="ms"),
    Goal("five years: slowest day, month or order, SQL alone (1)", 10, years("slowest_sql_ms"),
         unit="ms"),
    Goal("five years: the file (1)", 200, years("file_mb"), unit="MB"),
)


def judged(result):
    """[{work, unit, one: {goal, value, reached}, two: the same or None}]; not measured: value None."""
    def side(goal, compute):
        if compute is None:
            return None
        value = compute(result)
        return {"goal": goal, "value": value, "reached": None if value is None else value <= goal}

    return [{"work": goal.work, "unit": goal.unit, "one": side(goal.one, goal.of_one),
             "two": side(goal.two, goal.of_two)} for goal in GOALS]
