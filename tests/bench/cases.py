"""One pair of lists, and all programs on it: first what they answer, then what it takes."""
import dataclasses
import json
import sys
import tempfile
from pathlib import Path

import generate
import measure
import peers

# How often a program is measured goes by how long its first run took: up to so many seconds, so often.
TIMES = ((0.1, 31), (0.4, 15), (1, 9), (3, 5), (15, 3))


@dataclasses.dataclass(frozen=True)
class Case:
    shape: generate.Shape
    wide: bool = False  # only the programs that are of interest there
    times: int | None = None
    only: tuple = ()  # words of names; without any, all programs

    def has(self, peer):
        named = not self.only or any(word in peer.name for word in self.only)
        return named and (peer.wide or not self.wide)

    def turns(self, passed):
        return self.times or next((times for seconds, times in TIMES if passed <= seconds), 1)


class Contestant:
    """A program and the lists that it gets, as measure.Stopwatch wants it."""

    def __init__(self, peer, job):
        self.peer, self.job, self.cpu, self.times = peer, job, peer.cpu, 0

    def placed(self, folder):
        return dataclasses.replace(self.job, folder=folder)

    def prepare(self, folder):
        self.peer.prepare(self.placed(folder))

    def command(self, folder):
        return self.peer.command(self.placed(folder))


def difference(answer, truth):
    """What is wrong about an answer, in short; nothing if it is right."""
    wrong = []
    for name in ("completed", "new"):
        found, right = getattr(answer, name), set(truth[name])
        if found != right:
            same = " others" if len(found) == len(right) else ""
            wrong.append(f"{len(found):,} {name} for {len(right):,}{same}")
    for name in ("carried", "changed"):
        found = getattr(answer, name)
        if found is not None and found != truth[name]:
            wrong.append(f"{found:,} {name} for {truth[name]:,}")
    return ", ".join(wrong)


def check(contestant, watch, truth):
    """(verdict, remark, seconds) of a program's answer: right, wrong, failed, or reads only."""
    peer = contestant.peer
    with tempfile.TemporaryDirectory(dir=watch.cache) as name:
        folder = Path(name)
        contestant.prepare(folder)
        command = (peer.check or peer.command)(contestant.placed(folder))
        run = watch.run(command, folder, output=folder / "answer")
        if run.status:
            said = (folder / "messages").read_text("utf-8", "replace").strip().splitlines()
            return "failed", f"status {run.status}" + (f": {said[-1]}" if said else ""), run.passed
        if not peer.read:
            return "reads only", "", run.passed
        with open(folder / "answer", encoding="utf-8", newline="") as file:
            try:
                wrong = difference(peer.read(file), truth)
            except (ValueError, IndexError, KeyError) as problem:
                wrong = f"prints no answer ({problem!r})"
        return "wrong" if wrong else "right", wrong, run.passed


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def entrants(case, job, watch):
    """(the line of each program in the results, Contestant or None if it is not measured)."""
    truth = json.loads((job.yesterday.parent / "truth.json").read_text("utf-8"))
    for peer in peers.PEERS:
        if not case.has(peer):
            continue
        line = {"name": peer.name, "answers": peer.answers}
        if not peers.is_here(peer, job.tools):
            yield {**line, "verdict": "missing", "remark": f"{peer.needs} is not here"}, None
            continue
        contestant = Contestant(peer, job)
        verdict, remark, passed = check(contestant, watch, truth)
        if remark:
            say(f"{peer.name} is {verdict}: {remark}" if verdict == "wrong" else
                f"{peer.name} {verdict}: {remark}")
        contestant.times = case.turns(passed)
        yield {**line, "verdict": verdict, "remark": remark}, contestant if verdict != "failed" else None


def measured(case, tools, watch):
    """The case as it goes into the results."""
    say(f"{case.shape.rows:,} orders a day, quotes {case.shape.quotes}: what do all answer?")
    folder = generate.cached(case.shape, watch.cache)
    yesterday, today = sorted(folder.glob("open-orders-*.csv"))
    job = peers.Job(tools, case.shape, yesterday, today, folder)
    lines = list(entrants(case, job, watch))
    say("what does it take them?")
    runs = watch.in_turn([contestant for _, contestant in lines if contestant])
    for line, contestant in lines:
        if contestant:
            line.update(measure.summary(runs[contestant]))
    return {"shape": dataclasses.asdict(case.shape), "bytes": sum(path.stat().st_size
                                                                   for path in (yesterday, today)),
            "peers": [line for line, _ in lines]}


def syncs(name, shape, tools, watch):
    """How often a program of PEERS has the disk write, or None if that cannot be seen here."""
    folder = generate.cached(shape, watch.cache)
    peer = next(peer for peer in peers.PEERS if peer.name == name)
    with tempfile.TemporaryDirectory(dir=watch.cache) as place:
        job = peers.Job(tools, shape, *sorted(folder.glob("open-orders-*.csv")), Path(place))
        peer.prepare(job)
        return measure.syncs(peer.command(job), Path(place))
