"""What all torture tests share: exports that are made up, runs of crossoff, and a look into its
history that leaves nothing to belief."""
import argparse
import concurrent.futures
import contextlib
import csv
import datetime
import io
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_exports"
HEADER = ("Work Order", "Part", "Description", "Shop", "Qty", "Qty Completed", "Due Date", "Status")
SHOPS = ("Saw", "Lathe", "Mill", "Grinding", "Inspection, final")
NOUNS = ("Bracket", "Housing", 'Nipple 1/2"', "Flange, DN 50", "Spacer\nsee drawing", "Welle 25 ø")
VIEWS = ("completed", "cancelled", "moved", "new_orders", "reopened", "carried_over", "changes",
         "daily", "daily_shop", "orders", "open_orders")
TIMEOUT = 60  # seconds; a run takes a hundredth of one
# How a line begins after which the day has to be there, whatever comes.
ACKNOWLEDGED = (b"crossoff: recorded: ", b"crossoff: amended: ", b"crossoff: took back ")
NO_HISTORY = "there is no history"


def main(description, test, **options):
    """Runs test(rig) and ends the program; options: name=(bounded, full, help) of numbers."""
    parser = argparse.ArgumentParser(description=description,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crossoff", type=Path, help="the program under torture")
    parser.add_argument("--shims", type=Path, help="the folder of the preloaded libraries")
    parser.add_argument("--full", action="store_true", help="all of it, not a sample")
    parser.add_argument("--seed", type=int, help="of everything random (else 1; with --full another one each time)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="at the same time")
    parser.add_argument("--keep", action="store_true", help="leave the folder behind")
    parser.add_argument("--job", help="only this job of jobs.py, where a test goes over them")
    for name, (bounded, full, text) in options.items():
        parser.add_argument(f"--{name}", type=int, help=f"{text} ({bounded}; {full} in full)")
    args = parser.parse_args()
    for name, (bounded, full, _) in options.items():
        if getattr(args, name) is None:
            setattr(args, name, full if args.full else bounded)
    rig = Rig(args)
    start = time.monotonic()
    try:
        test(rig)
    finally:
        if not args.keep:
            rig.remove()
    print(f"{rig.checks} checked, {len(rig.problems)} failed, {time.monotonic() - start:.1f} s, "
          f"--seed {rig.seed}")
    sys.exit(1 if rig.problems else 0)


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err
        self.text = err.decode("utf-8", "replace").strip()

    @property
    def n_acknowledged(self):
        return sum(line.startswith(ACKNOWLEDGED) for line in self.err.splitlines())

    @property
    def is_acknowledged(self):
        return self.n_acknowledged > 0

    def __str__(self):
        return f"status {self.status}: {self.text or '(no message)'}"


class Rig:
    def __init__(self, args):
        self.args = args
        self.crossoff = args.crossoff.resolve()
        # A sample goes with every test run, and the same commit should give the same answer.
        usual = random.SystemRandom().randrange(1 << 31) if args.full else 1
        self.seed = usual if args.seed is None else args.seed
        self.rng = random.Random(self.seed)
        # Memory, where there is some: thousands of runs wait for the disk else. What reaches the
        # disk when is not measured here but played, by power-cut.
        fast = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="crossoff-torture-", dir=fast)).resolve()
        self.checks = 0
        self.problems = []
        self.serial = 0
        self.has_check = self.run("help", "check").status == 0

    def remove(self):
        subprocess.run(["chmod", "-R", "u+rwX", self.folder], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_folder(self, name="run"):
        self.serial += 1
        path = self.folder / f"{name}-{self.serial}"
        path.mkdir()
        return path

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                "TMPDIR": str(self.folder)}

    def shim(self, name):
        return str((self.args.shims / f"libtorture_{name}.so").resolve())

    def start(self, *words, preload=None, env=None, before=(), **popen):
        """A running crossoff; both outputs go to pipes unless told otherwise."""
        environment = self.environment() | (env or {})
        if preload:
            environment["LD_PRELOAD"] = self.shim(preload)
        popen = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
                 "stderr": subprocess.PIPE, "cwd": self.folder} | popen
        return subprocess.Popen([*before, self.crossoff, *map(str, words)], env=environment, **popen)

    def run(self, *words, timeout=TIMEOUT, **rest):
        process = self.start(*words, **rest)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            return Result("hangs", out or b"", err or b"")
        return Result(process.returncode, out or b"", err or b"")

    def check(self, is_right, what, detail=""):
        """One claim; `what` says how to see it fail again."""
        self.checks += 1
        if not is_right and len(self.problems) < 1000:
            self.problems.append(what)
            if len(self.problems) <= 40:
                print(f"FAILED: {what}" + (f"\n    {detail}" if detail else ""), flush=True)
        return is_right

    def in_parallel(self, work, items):
        """work(item) for all, at most --jobs at a time; the first exception ends it."""
        with concurrent.futures.ThreadPoolExecutor(self.args.jobs) as pool:
            for future in concurrent.futures.as_completed([pool.submit(work, i) for i in items]):
                future.result()


# --- exports -------------------------------------------------------------------------------------

def business_days(n, first=datetime.date(2026, 1, 5)):
    """So many working days as text."""
    days = (first + datetime.timedelta(i) for i in range(n * 2 + 7))
    return [day.isoformat() for day in days if day.weekday() < 5][:n]


def new_order(rng, number):
    quantity = rng.randint(1, 200)
    return {"Work Order": f"WO-{number:06}", "Part": f"{rng.randint(1, 99999):07}",
            "Description": rng.choice(NOUNS), "Shop": rng.choice(SHOPS), "Qty": quantity,
            "Qty Completed": 0, "Due Date": f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            "Status": "Released"}


def change(rng, order):
    what = rng.choice(("Qty Completed", "Due Date", "Shop", "Status"))
    value = {"Qty Completed": min(order["Qty Completed"] + rng.randint(1, 20), order["Qty"] - 1),
             "Due Date": f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
             "Shop": rng.choice(SHOPS), "Status": rng.choice(("Released", "On hold"))}[what]
    return order | {what: max(value, 0) if what == "Qty Completed" else value}


def days_of_orders(rng, n_orders, n_days, first_number=1):
    """Lists of a shop floor: some orders leave, come, come back and change from day to day."""
    orders = {n: new_order(rng, n) for n in range(first_number, first_number + n_orders)}
    gone, number = {}, first_number + n_orders
    for _ in range(n_days):
        yield list(orders.values())
        for n in rng.sample(sorted(orders), n_orders // 20):
            gone[n] = orders.pop(n)
        for n in rng.sample(sorted(gone), min(len(gone), n_orders // 100)):
            orders[n] = gone.pop(n)
        for n in range(number, number + n_orders // 25):
            orders[n] = new_order(rng, n)
        number += n_orders // 25
        for n in rng.sample(sorted(orders), n_orders // 12):
            orders[n] = change(rng, orders[n])


def export_text(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_export(path, rows):
    path.write_text(export_text(rows), "utf-8", newline="")
    return path


def write_days(folder, lists, days=None):
    """One file per list, named by its day."""
    lists = list(lists)
    return [write_export(folder / f"orders-{day}.csv", rows)
            for day, rows in zip(days or business_days(len(lists)), lists)]


def now_of(index):
    """A clock that goes on by an hour with every step."""
    start = datetime.datetime(2027, 1, 1) + datetime.timedelta(hours=index)
    return start.strftime("%Y-%m-%dT%H:%M:%SZ")


# --- the history ---------------------------------------------------------------------------------

def is_there(history):
    """An empty file is none: SQLite makes one before it writes the first page."""
    return history.exists() and (history.stat().st_size > 0 or
                                 history.with_name(history.name + "-journal").exists())


@contextlib.contextmanager
def opened(history):
    db = sqlite3.connect(history, isolation_level=None)
    db.text_factory = bytes
    try:
        yield db
    finally:
        db.close()


def dump(history, but=None):
    """All that is in it, or all but what is in a table; opening it rolls a hot journal back, as the
    next run would."""
    if not is_there(history):
        return NO_HISTORY
    with sqlite3.connect(history) as db:
        if but:
            copy = sqlite3.connect(":memory:")
            db.backup(copy)
            copy.execute(f"DELETE FROM {but}")
            lines = "\n".join(copy.iterdump())
            copy.close()
        else:
            lines = "\n".join(db.iterdump())
        version = db.execute("PRAGMA user_version").fetchone()[0]
    db.close()
    if version == 0 and "CREATE" not in lines:
        return NO_HISTORY
    return f"{version}\n{lines}"


def view(history, name, columns="*"):
    with opened(history) as db:
        return sorted(db.execute(f"SELECT {columns} FROM {name}").fetchall(), key=repr)


IDENTITIES = (  # what crossoff-history(5) promises of daily and daily_shop: no row of these
    ("daily", "yesterday <> completed + cancelled + moved + carried_over"),
    ("daily", "yesterday IS NOT NULL AND today <> carried_over + new + reopened"),
    ("daily_shop", "yesterday + from_other_shop <> "
                   "completed + cancelled + moved + carried_over + to_other_shop"),
    ("daily_shop", "yesterday IS NOT NULL AND today <> carried_over + new + reopened"),
)
FOLDED = {  # column of daily: the view whose rows it counts
    "completed": "completed", "cancelled": "cancelled", "moved": "moved",
    "carried_over": "carried_over", "new": "new_orders", "reopened": "reopened",
}


def wrong_in(history):
    """What is wrong inside the file, by SQLite's word and by the identities; None if nothing."""
    with opened(history) as db:
        found = db.execute("PRAGMA integrity_check").fetchall()
        if found != [(b"ok",)]:
            return f"integrity_check: {found[:3]}"
        found = db.execute("PRAGMA foreign_key_check").fetchall()
        if found:
            return f"foreign_key_check: {found[:3]}"
        for table, wrong in IDENTITIES:
            found = db.execute(f"SELECT date FROM {table} WHERE {wrong}").fetchall()
            if found:
                return f"{table}: {wrong} on {found[:3]}"
        for column, name in FOLDED.items():
            found = db.execute(
                f"SELECT d.date, d.{column} FROM daily AS d WHERE d.{column} <> "
                f"(SELECT count(*) FROM {name} AS v WHERE v.date = d.date AND v.feed = d.feed)"
            ).fetchall()
            if found:
                return f"daily.{column} is not the rows of {name} on {found[:3]}"
            found = db.execute(
                f"SELECT d.date FROM daily AS d WHERE d.{column} <> (SELECT ifnull(sum(s.{column}), 0)"
                f" FROM daily_shop AS s WHERE s.date = d.date AND s.feed = d.feed)").fetchall()
            if found:
                return f"the shops of {found[:3]} do not add up to daily.{column}"
    return None


def verify(rig, history, what):
    """The file is sound, by SQLite, by the identities, and by the program's own word."""
    problem = wrong_in(history)
    rig.check(problem is None, f"{what}: the history is sound", problem)
    if rig.has_check:
        result = rig.run("check", "--deep", "--history", history)
        rig.check(result.status == 0, f"{what}: check --deep", str(result))


def count_of(path):
    """The number a preloaded library left behind."""
    return int(path.read_text()) if path.exists() and path.read_text().strip() else None


def signal_name(status):
    return signal.Signals(-status).name if isinstance(status, int) and status < 0 else str(status)
