"""Whole processes, timed: each of several commands in turn, so that drift hits all alike."""
import dataclasses
import os
import re
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclasses.dataclass(frozen=True)
class Run:
    """One run of a command: seconds that passed and of the processors, peak memory in MB."""
    passed: float
    used: float
    peak: float
    status: int


def summary(runs):
    """Medians, and how far the time that passed is spread: its quarters and its best."""
    passed = [run.passed for run in runs]
    quarters = statistics.quantiles(passed, n=4, method="inclusive") if len(runs) > 1 else passed * 3
    return {"times": len(runs), "passed": statistics.median(passed), "best": min(passed),
            "quarters": [quarters[0], quarters[2]],
            "used": statistics.median(run.used for run in runs),
            "least_used": min(run.used for run in runs),
            "peak_mb": max(run.peak for run in runs),
            "status": max((run.status for run in runs), key=abs)}


def compiled(cache, name, *libraries):
    """A helper in C, or None if it does not compile here."""
    program = cache / name
    cache.mkdir(parents=True, exist_ok=True)
    source = HERE / f"{name}.c"
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return program
    command = [os.environ.get("CC", "cc"), "-O2", "-o", program, source, *libraries]
    return program if subprocess.run(command, check=False).returncode == 0 else None


class Stopwatch:
    """Runs commands, each in a folder of its own with an empty home."""

    def __init__(self, cache):
        self.cache = cache
        self.program = compiled(cache, "stopwatch")
        if not self.program:
            raise SystemExit("bench: tests/bench/stopwatch.c does not compile: is a C compiler here?")

    def run(self, command, folder, cpu=None, output="/dev/null"):
        env = {"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C"}
        words = [self.program, "-" if cpu is None else str(cpu), output, *command]
        with open(folder / "messages", "wb") as messages:
            done = subprocess.run(words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=messages, check=True)
        passed, used, peak, status = done.stdout.split()
        return Run(float(passed), float(used), int(peak) / 1024, int(status))

    def once(self, contestant):
        """contestant: `prepare(folder)` if it needs files, `command(folder)`, and a `cpu` or None."""
        with tempfile.TemporaryDirectory(dir=self.cache) as name:
            folder = Path(name)
            contestant.prepare(folder)
            return self.run(contestant.command(folder), folder, contestant.cpu)

    def in_turn(self, contestants):
        """{contestant: its runs}; each has `times`. One round after another, each as often as said."""
        runs = {contestant: [] for contestant in contestants}
        for turn in range(max((contestant.times for contestant in contestants), default=0)):
            for contestant in contestants:
                if turn < contestant.times:
                    runs[contestant].append(self.once(contestant))
        return runs


def syncs(command, folder):
    """How often a command had the disk write what it holds, or None if strace is not here."""
    if not shutil.which("strace"):
        return None
    trace = folder / "trace"
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C"}
    done = subprocess.run(["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", trace, *command], env=env,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False)
    if done.returncode != 0:  # a place where nobody may be traced
        return None
    return len(re.findall(r"^\d+\s+f(?:data)?sync\(", trace.read_text("utf-8"), re.M))
