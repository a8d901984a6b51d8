"""The programs that are measured on the same lists, and how each one's answer is read.

A new one is one line of PEERS. What it prints is checked before anything is timed.
"""
import csv
import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import generate

HERE = Path(__file__).resolve().parent
KEY = "Work Order"


@dataclasses.dataclass(frozen=True)
class Tools:
    """Where the programs are that are no commands of the machine; None where there are none."""
    crossoff: Path
    libcsv: Path | None
    duckdb: Path | None


@dataclasses.dataclass
class Job:
    """One pair of lists in one run of a program, which has the folder to itself."""
    tools: Tools
    shape: generate.Shape
    yesterday: Path
    today: Path
    folder: Path


@dataclasses.dataclass
class Answer:
    """What became of the orders; None is what a program does not tell."""
    completed: set
    new: set
    carried: int | None = None
    changed: int | None = None


def read_signed(file):
    """Lines: -KEY completed, +KEY new, ~KEY changed, =N carried over."""
    found = {sign: [] for sign in "-+~="}
    for line in file:
        found.get(line[0], []).append(line[1:].rstrip("\n"))
    return Answer(set(found["-"]), set(found["+"]), int(found["="][0]) if found["="] else None,
                  len(found["~"]) if found["~"] else None)


def read_columns(file):
    """As comm --total has it: completed at the margin, new after a tab, at the end the totals."""
    lines = file.read().split("\n")
    carried = int(lines.pop(-2).split("\t")[2])
    keys = [line.replace('"', "") for line in lines if line]
    return Answer({key for key in keys if key[0] != "\t"}, {key[1:] for key in keys if key[0] == "\t"},
                  carried)


def read_crossoff(file):
    answer = Answer(set(), set(), 0, 0)
    for row in csv.DictReader(file):
        if row["verdict"] == "carried over":
            answer.carried += 1
            answer.changed += row["changes"] != ""
        else:
            {"completed": answer.completed, "new": answer.new}[row["verdict"]].add(row["work_order"])
    return answer


def nothing(_job):
    """Many programs need no files but the lists."""


def configure(job):
    """No configuration of the machine has a say; lists that look odd on purpose are expected."""
    odd = f"expect = {date_of(job.today)} G2,G3,G11 (bench)\n" if job.shape.turnover > 0.2 else ""
    (job.folder / "crossoff.conf").write_text("[crossoff]\n" + odd, "utf-8")


def record_yesterday(job):
    """The history that a feed has in the morning, on the disk before the time begins to count."""
    kept = job.yesterday.parent / f"yesterday-{job.tools.crossoff.stat().st_mtime_ns}"
    if not kept.is_dir():
        for old in job.yesterday.parent.glob("yesterday-*"):  # another build's
            shutil.rmtree(old)
        work = job.folder / "kept"
        work.mkdir()
        words = [job.tools.crossoff, "-q", "--history", work / "history.db", "--now", now(job.yesterday),
                 job.yesterday]
        subprocess.run(words, check=True, env={"PATH": os.environ["PATH"], "HOME": str(job.folder)},
                       stdout=subprocess.DEVNULL)
        work.rename(kept)
    configure(job)
    for path in kept.iterdir():
        shutil.copyfile(path, job.folder / path.name)
        with open(job.folder / path.name, "rb") as file:
            os.fsync(file.fileno())


def date_of(path):
    return path.stem[-len("2026-11-18"):]


def now(path):
    """The clock of a run: the evening of the list's day."""
    return date_of(path) + "T20:00:00Z"


def crossoff(*options, lists=("yesterday", "today")):
    """The command; that it is not held is said by its exit status."""
    return lambda job: [job.tools.crossoff, "--config", job.folder / "crossoff.conf", "--history",
                        job.folder / "history.db", "--now", now(job.today), *options,
                        *(getattr(job, name) for name in lists)]


def shell(script):
    return lambda job: ["sh", "-c", script, "sh", job.yesterday, job.today, job.folder]


def files(*words):
    return lambda job: [*words, job.yesterday, job.today]


CUT_SORT_COMM = """cut -d, -f1 "$1" | sort >"$3/a"; cut -d, -f1 "$2" | sort >"$3/b"
comm -3 --total "$3/a" "$3/b" """

AWK = r"""NR == FNR { y[$1]; next } $1 in y { n++; delete y[$1]; next } { print "+" $1 }
END { for (k in y) print "-" k; print "=" n }"""

MILLER = """if (FILENUM == 1) {@y[${Work Order}] = 1}
elif (haskey(@y, ${Work Order})) {@n += 1; unset @y[${Work Order}]}
else {print "+".${Work Order}}
end {for (k, v in @y) {print "-".k} print "=".@n}"""

SQLITE = """select '-' || "Work Order" from y where "Work Order" not in (select "Work Order" from t);
select '+' || "Work Order" from t where "Work Order" not in (select "Work Order" from y);
select '=' || count(*) from y where "Work Order" in (select "Work Order" from t)"""


def sqlite(job):
    return ["sqlite3", "-csv", ":memory:", f".import '{job.yesterday}' y", f".import '{job.today}' t",
            SQLITE]


def duckdb(what):
    return lambda job: ["node", HERE / "subtract.js", job.tools.duckdb, what, job.yesterday, job.today]


@dataclasses.dataclass(frozen=True)
class Peer:
    """needs: a command of the machine or a member of Tools. answers: what it compares; "nothing" if it
    only reads. read: its answer; check: the command that prints it, if it is not the one measured.
    wide: also measured on lists with every cell quoted. cpu: the one processor that it may use."""
    name: str
    answers: str
    needs: str
    command: Callable
    read: Callable | None = None
    check: Callable | None = None
    wide: bool = False
    prepare: Callable = nothing
    cpu: int | None = None


DRY, DRY_TOLD = crossoff("-n"), crossoff("-n", "--format", "csv")
PAIR, PAIR_TOLD = crossoff(), crossoff("--format", "csv")
DAY, DAY_TOLD = crossoff(lists=("today",)), crossoff("--format", "csv", lists=("today",))

PEERS = (
    Peer("wc -l", "nothing", "wc", files("wc", "-l"), wide=True),
    Peer("libcsv alone", "nothing", "libcsv", lambda job: files(job.tools.libcsv)(job), wide=True),
    Peer("libcsv alone, a thread per file", "nothing", "libcsv",
         lambda job: files(job.tools.libcsv, "--threads")(job), wide=True),
    Peer("crossoff -n", "rows", "crossoff", DRY, read_crossoff, DRY_TOLD, wide=True,
         prepare=configure),
    Peer("crossoff -n, one processor", "rows", "crossoff", DRY, read_crossoff, DRY_TOLD, wide=True,
         prepare=configure, cpu=min(os.sched_getaffinity(0))),
    Peer("crossoff, recorded", "rows", "crossoff", PAIR, read_crossoff, PAIR_TOLD, wide=True,
         prepare=configure),
    Peer("crossoff, history and today", "rows", "crossoff", DAY, read_crossoff, DAY_TOLD,
         prepare=record_yesterday),
    Peer("crossoff, history and both", "rows", "crossoff", PAIR, read_crossoff, PAIR_TOLD,
         prepare=record_yesterday),
    Peer("cut, sort, comm", "keys", "comm", shell(CUT_SORT_COMM), read_columns, wide=True),
    Peer("awk", "keys", "awk", files("awk", "-F,", AWK), read_signed),
    Peer("DuckDB, keys", "keys", "duckdb", duckdb("keys"), read_signed),
    Peer("DuckDB, rows", "rows", "duckdb", duckdb("rows"), read_signed, wide=True),
    Peer("Python, two sets", "keys", "python3", files(sys.executable, HERE / "origin.py"), read_signed),
    Peer("Miller", "keys", "mlr", files("mlr", "--icsv", "--onidx", "put", "-q", MILLER), read_signed),
    Peer("sqlite3", "keys", "sqlite3", sqlite, read_signed),
)


def is_here(peer, tools):
    if hasattr(tools, peer.needs):
        tool = getattr(tools, peer.needs)
        return bool(tool) and Path(tool).exists()
    return bool(shutil.which(peer.needs))
