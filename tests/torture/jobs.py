"""What crossoff is asked to do while its memory or its files fail, and how it must take that."""
import shutil
import signal

import rig as rigging


UNKNOWN = b"may be recorded or not"


class Job:
    """One command. `records`: it changes the history; `is_first`: there is none before; `is_hot`: a
    run was killed before, so that a journal has to be played back first."""

    def __init__(self, name, *words, records=False, is_first=False, is_hot=False, output=None):
        self.name, self.words, self.records, self.is_first = name, words, records, is_first
        self.is_hot, self.output = is_hot, output


class Bench:
    """The jobs, each with what it does when nothing fails."""

    def __init__(self, rig, n_orders=40):
        self.rig = rig
        self.folder = rig.new_folder("bench")
        first, second, late, third, next_day = rigging.write_days(
            self.folder, rigging.days_of_orders(rig.rng, n_orders, 5))
        better = rigging.write_export(self.rig.new_folder("better") / second.name,
                                      next(rigging.days_of_orders(rig.rng, n_orders, 1)))
        newest = third.name.removeprefix("orders-").removesuffix(".csv")
        self.before = self.folder / "before.db"
        for words in ([first, second], [third]):
            result = rig.run("-q", *words, "--history", self.before, "--now", rigging.now_of(0))
            assert result.status == 0, result
        order = rigging.view(self.before, "open_orders", "work_order")[0][0].decode()
        self.kill_before_the_end()
        self.jobs = [
            Job("first pair", first, second, records=True, is_first=True),
            Job("next day", next_day, records=True),
            Job("json file", "-o", "list.json", next_day, records=True, output="list.json"),
            Job("dry run", "-n", next_day),
            Job("late day", late, records=True),
            Job("amend", "--amend", "--reason", "C was cut off", better, records=True),
            Job("undo", "undo", newest, "--yes", records=True),
            Job("list", "report", "--list", "--date", newest, "--format", "csv"),
            Job("report", "report"),
            Job("report by shop", "report", "--by", "shop", "--format", "csv"),
            Job("show", "show", order),
            Job("days", "days", "--format", "json"),
            Job("status", "status"),
            Job("columns", "columns", next_day),
            Job("next day after a crash", next_day, records=True, is_hot=True),
            Job("report after a crash", "report", is_hot=True),
        ]
        for job in self.jobs:
            self.learn(job)

    def kill_before_the_end(self):
        """A history that grew by new pages, all of them written, and the journal that takes them
        back."""
        lists = rigging.days_of_orders(self.rig.rng, 300, 1)
        export, = rigging.write_days(self.rig.new_folder("long"), lists)
        self.hot = self.rig.new_folder("hot")
        shutil.copyfile(self.before, self.hot / "history.db")
        result = self.rig.run(
            "-q", export, "--feed", "other", "--history", self.hot / "history.db", preload="calls",
            env={"TORTURE_FOLDER": str(self.hot), "TORTURE_KINDS": "d", "TORTURE_AT": "1",
                 "TORTURE_SIGNAL": str(int(signal.SIGKILL))})
        assert result.status == -signal.SIGKILL and (self.hot / "history.db-journal").exists(), result

    def place(self, job):
        """A folder of its own, with the history as it is before the job."""
        folder = self.rig.new_folder("job")
        if job.is_hot:
            shutil.copytree(self.hot, folder, dirs_exist_ok=True)
        elif not job.is_first:
            shutil.copyfile(self.before, folder / "history.db")
        return folder

    def start(self, job, folder, **rest):
        words = [*job.words, "--now", rigging.now_of(1), "--color", "never"]
        if job.words[0] != "columns":
            words += ["--history", folder / "history.db"]
        return self.rig.run(*words, cwd=folder, **rest)

    def learn(self, job):
        folder = self.place(job)
        job.state_before = rigging.NO_HISTORY if job.is_first else rigging.dump(self.before)
        job.plain = self.start(job, folder)
        assert job.plain.status == 0, (job.name, str(job.plain))
        job.state_after = rigging.dump(folder / "history.db")
        job.bytes_before = None if job.is_first else self.before.read_bytes()
        job.bytes_after = (folder / "history.db").read_bytes()
        job.file = (folder / job.output).read_bytes() if job.output else None
        job.out = job.plain.out.replace(str(folder).encode(), b"$")
        shutil.rmtree(folder)

    def state(self, job, folder):
        """'before', 'after', or what else the history says."""
        history = folder / "history.db"
        if not (folder / "history.db-journal").exists():  # the quick way, nearly always enough
            content = history.read_bytes() if history.exists() else None
            if content == job.bytes_before or (job.is_first and not content):
                return "before"
            if content == job.bytes_after:
                return "after"
        state = rigging.dump(history)
        if state != rigging.NO_HISTORY:
            rigging.verify(self.rig, history, job.name)
        return "before" if state == job.state_before else \
            "after" if state == job.state_after else "neither"

    def judge(self, job, folder, result, what):
        """A whole day or nothing, a status that says which, a sentence."""
        rig = self.rig
        state = self.state(job, folder)
        allowed = {0: ["after"] if job.records else ["before"],
                   # When the disk fails in the middle of a commit, nobody knows; that is said.
                   1: ["before", "after"] if UNKNOWN in result.err else ["before"],
                   3: ["after"] if job.records else ["before"],
                   5: ["before"]}.get(result.status, [])
        rig.check(state in allowed, f"{what}: status {result.status} and the history is as {state}",
                  str(result))
        if result.is_acknowledged:
            rig.check(state == "after", f"{what}: what was acknowledged is there", str(result))
        if result.status == 0:
            out = result.out.replace(str(folder).encode(), b"$")
            rig.check(out == job.out, f"{what}: status 0 and the output is whole",
                      f"{len(out)} bytes of {len(job.out)}; {result}")
        else:
            rig.check(result.err.startswith(b"crossoff: "), f"{what}: a sentence says why",
                      str(result))
        if job.output:
            file = folder / job.output
            there = file.read_bytes() if file.exists() else None
            rig.check(there == job.file if result.status == 0 else there in (None, job.file),
                      f"{what}: the report file is whole or absent")
        known = {"history.db", "history.db-journal", "history.db.mark", job.output}
        left = [p.name for p in folder.iterdir() if p.name not in known]
        rig.check(not left, f"{what}: no temporary file is left", str(left))
        self.go_on(job, folder, state, what)

    def go_on(self, job, folder, state, what):
        """The next run completes what this one did not."""
        if not job.records or state != "before":
            return
        if not job.is_first and (folder / "history.db").read_bytes() == job.bytes_before and \
                not (folder / "history.db-journal").exists():
            return  # as if nothing had been: then nothing new can be learned
        self.complete(job, folder, state, what)

    def complete(self, job, folder, state, what):
        """The same again comes to the end, or finds that it is there."""
        again = self.start(job, folder)
        is_undone = job.words[0] == "undo" and state == "after"  # there is none to undo any more
        self.rig.check(again.status == (2 if is_undone else 0) and
                       self.state(job, folder) == ("after" if job.records else "before"),
                       f"{what}: the next run completes it", str(again))

    def try_once(self, job, what, **rest):
        """One run under torture in a folder of its own, judged."""
        folder = self.place(job)
        rest["env"] = {k: v.replace("$", str(folder)) for k, v in rest.get("env", {}).items()}
        result = self.start(job, folder, **rest)
        self.judge(job, folder, result, what)
        shutil.rmtree(folder, ignore_errors=True)
        return result
