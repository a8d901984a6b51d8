"""The history of the sample exports, at fixed times, and a report of every kind that is a table."""
import os
import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_exports"
DEFAULT_CROSSOFF = ROOT / "build/dev/crossoff"
MACHINING = ["report", "--feed", "machining"]
ASSEMBLY = ["report", "--feed", "assembly"]

TABLES = {
    "by-shop": [*MACHINING, "--by", "shop"],
    "by-date": [*MACHINING, "--by", "date", "--last", "5"],
    "by-week": [*MACHINING, "--by", "week"],
    "by-month": [*ASSEMBLY, "--by", "month"],
    "by-part": [*ASSEMBLY, "--by", "part"],
    "by-column": [*MACHINING, "--by", "PRIORITY"],
    "of-shops": [*ASSEMBLY, "--by", "week", "--shop", "Endmontage", "--shop", "Prüffeld"],
    "measures": [*MACHINING, "--last", "10", "--measures"],
    "measures-by-shop": [*MACHINING, "--last", "10", "--measures", "--by", "shop"],
    "trend": [*MACHINING, "--last", "10", "--trend"],
    "hot": [*ASSEMBLY, "--hot", "10"],
    "slips": [*MACHINING, "--slips", "--last", "10"],
    "list": [*ASSEMBLY, "--list", "--date", "2026-11-10"],
    "show": ["show", "MW-104176"],
    "days": ["days"],
    "status": ["status"],
    "columns": ["columns", "--feed", "machining", "machining/open-orders-2026-11-20.csv"],
    "mails": ["mail", "--list"],
    "sql": ["sql", "SELECT work_order, part, due_date, quantity, quantity_completed, shop, past_due"
            " FROM open_orders WHERE feed = 'assembly' ORDER BY work_order LIMIT 12"],
    "sql-odd": ["sql", "SELECT '=1+1' AS formula, '0012' AS code, NULL AS missing, 2.5 AS number,"
                " x'00ff' AS bytes, '<b>*a|b*</b>' AS markup, char(8238) || 'abc' AS turned"],
    "sql-list": ["sql", "--list", "moved"],
}


class Samples:
    """A history of all sample days in a folder of its own; use it in a `with`."""

    def __init__(self, crossoff):
        self.crossoff = str(Path(crossoff).resolve())

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="samples-")
        self.path = Path(self.folder.name)
        for feed in ("assembly", "machining"):
            # Names that a report shows begin here, so that no folder of this machine is in them.
            (self.path / feed).symlink_to(SAMPLES / feed)
            for export in sorted((SAMPLES / feed).glob("*.csv")):
                self.record(feed, f"{feed}/{export.name}")
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def record(self, feed, export):
        """Records a file, named from sample_exports, in the evening of its day."""
        day = "-".join(re.search(r"(\d{4})-?(\d\d)-?(\d\d)\.csv$", str(export)).groups())
        self.run("-q", "--feed", feed, export, now=f"{day}T18:00:00Z")

    def run(self, *words, now="2026-11-21T06:00:00Z"):
        """What a command prints."""
        env = {"PATH": "/usr/bin:/bin", "HOME": str(self.path), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        env |= {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS")
                if name in os.environ}
        done = subprocess.run([self.crossoff, *words, "--history", "h.db", "--now", now],
                              cwd=self.path, env=env, capture_output=True)
        if done.returncode:
            raise SystemExit(f"{words}: status {done.returncode}: {done.stderr.decode()}")
        return done.stdout

    def formats(self):
        """The names of all formats: what the program says to one that is none."""
        done = subprocess.run([self.crossoff, "--format", "no-such", "x.csv"], capture_output=True)
        named = re.search(rb"there are ([a-z, ]+?) and ([a-z]+)", done.stderr)
        return [*named[1].decode().split(", "), named[2].decode()]
