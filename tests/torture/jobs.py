"""What crossoff is asked to do while its memory or its files fail, and how it must take that."""
import os
import re
import shutil
import signal
import sqlite3

import rig as rigging


UNKNOWN = b"may be recorded or not"
NOT_EVEN = b"not even the attempt"


class Job:
    """One command. `records`: it changes the history; `is_first`: there is none before; `is_hot`: a
    run was killed before, so that a journal has to be played back first; `before`: it has a history
    of its own to begin with; `is_old`: which is one of an older schema; `status`: how it ends when
    nothing fails; `pages`: a folder of published pages, which it brings up to date."""

    whole = ("before", "after")  # what it may leave behind wherever it ends

    def __init__(self, name, *words, records=False, is_first=False, is_hot=False, output=None,
                 before=None, is_old=False, status=0, pages=None):
        self.name, self.words, self.records, self.is_first = name, words, records, is_first
        self.is_hot, self.output, self.before, self.is_old = is_hot, output, before, is_old
        self.status, self.pages = status, pages

    def allowed(self, result):
        """What the history may be like after a run that ended so."""
        after = ["after"] if self.records else ["before"]
        # When the disk fails in the middle of a commit, nobody knows; that is said.
        failed = ["before", "after"] if UNKNOWN in result.err else ["before"]
        held = failed if NOT_EVEN in result.err else after if self.status == 4 else []
        return {0: after if not self.status else [], 1: failed, 3: after, 4: held,
                5: ["before"]}.get(result.status, [])

    def learn_state(self, history):
        self.state_after = rigging.dump(history)

    def state_of(self, history):
        """'before', 'after', or what else the history says."""
        state = rigging.dump(history)
        return "before" if state == self.state_before else \
            "after" if state == self.state_after else "neither"

    def keeps_word(self, said, history, state):
        """What was acknowledged, so many times, is there."""
        return not said or state == "after"


class Inbox(Job):
    """A folder of exports, each a transaction of its own: whole days, of each feed its first ones."""

    whole = ("before", "between", "after")

    def __init__(self, name, *words, days, **rest):
        super().__init__(name, *words, records=True, **rest)
        self.days = days  # {feed: its days in order}

    def allowed(self, result):
        usual = super().allowed(result)
        return usual + ["between"] if result.status in (1, 5) else usual

    def recorded(self, history):
        """{feed: its days}, of the feeds of this folder."""
        found = {feed: [] for feed in self.days}
        if rigging.dump(history) == rigging.NO_HISTORY:
            return found
        for feed, date in rigging.view(history, "daily", "feed, date"):
            found.get(feed.decode(), []).append(date.decode())
        return {feed: sorted(days) for feed, days in found.items()}

    def contents(self, history):
        return {name: rigging.view(history, name) for name in rigging.VIEWS}

    def learn_state(self, history):
        super().learn_state(history)
        self.contents_after = self.contents(history)
        assert self.recorded(history) == self.days, self.recorded(history)

    def state_of(self, history):
        state = super().state_of(history)
        if state != "neither":
            return state
        found = self.recorded(history)
        if found == self.days:  # in another order, after something failed in between
            return "after" if self.contents(history) == self.contents_after else "neither"
        if not any(found.values()):
            return "before"
        is_begun = all(days == self.days[feed][:len(days)] for feed, days in found.items())
        return "between" if is_begun else "neither"

    def keeps_word(self, said, history, state):
        return not said or said <= sum(map(len, self.recorded(history).values()))


class Mailed(Job):
    """A day that is mailed: its mail is queued in the same transaction, unless it could not be made,
    which is told (3); what became of it is marked afterwards, and may be known or not."""

    def learn_state(self, history):
        super().learn_state(history)
        self.without_mails_after = rigging.dump(history, but="letter")
        assert self.without_mails_after != rigging.dump(history), "there is no mail"

    def state_of(self, history):
        state = super().state_of(history)
        if state != "neither":
            return state
        without = rigging.dump(history, but="letter")
        # That a day could not be recorded is mailed as well.
        return "after" if without == self.without_mails_after else \
            "before" if without == self.state_before else "neither"


class Migration(Job):
    """A history of an older schema, brought up to date in a transaction before that of the day;
    `between`: what it says then."""

    whole = ("before", "between", "after")

    def __init__(self, name, *words, between, **rest):
        super().__init__(name, *words, records=True, is_old=True, **rest)
        self.between = between

    def allowed(self, result):
        usual = super().allowed(result)
        return usual + ["between"] if result.status in (1, 5) else usual

    def state_of(self, history):
        state = super().state_of(history)
        return "between" if state == "neither" and rigging.dump(history) == self.between else state


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
            Job("backup", "backup", "copy.db", output="copy.db"),
            Job("check", "check", "--deep"),
            Job("published", "--publish", "pages", next_day, records=True, pages=self.publish(first, second)),
            self.inbox(n_orders),
            self.mailed(next_day),
            *self.held_jobs(next_day, third),
            self.migration(),
        ]
        if rig.args.job:
            self.jobs = [job for job in self.jobs if job.name == rig.args.job]
            assert self.jobs, f"there is no job {rig.args.job}"
        for job in self.jobs:
            self.learn(job)

    def publish(self, *exports):
        """Pages as an earlier history had them."""
        folder = self.rig.new_folder("published")
        (folder / "pages").mkdir()
        result = self.rig.run("-q", *exports, "--history", folder / "history.db", "--publish",
                              folder / "pages", "--now", rigging.now_of(0))
        assert result.status == 0, result
        return folder / "pages"

    def inbox(self, n_orders):
        """Three days of one feed and two of another in a folder."""
        folder, days = self.rig.new_folder("inbox"), {}
        for feed, n_days in (("saw", 3), ("mill", 2)):
            lists = rigging.days_of_orders(self.rig.rng, n_orders // 2, n_days)
            days[feed] = rigging.business_days(n_days)
            for day, rows in zip(days[feed], lists):
                path = rigging.write_export(folder / f"{feed}-{day}.csv", rows)
                os.utime(path, (1_700_000_000, 1_700_000_000))  # nobody is still writing it
        config = self.rig.new_folder("config") / "crossoff.ini"
        config.write_text("".join(f"[feed {feed}]\nfiles = {feed}-*.csv\n" for feed in days))
        return Inbox("inbox", "--config", config, folder, days=days)

    def mailed(self, next_day):
        """A day with one mail, which a program takes."""
        config = self.rig.new_folder("mail") / "crossoff.ini"
        config.write_text("[mail]\nfrom = crossoff@works.example\nto = boss@works.example\n"
                          "sendmail = /bin/true -t\n")
        # As a list of the day before the clock's: one of last week would be mailed to nobody.
        return Mailed("mailed", "--config", config, "--date", "2026-12-31", next_day, records=True)

    def held_jobs(self, next_day, newest):
        """A list that is not believed, the same one believed, and one recorded over it."""
        header, *rows = newest.read_bytes().split(b"\r\n")
        folder = self.rig.new_folder("held")
        cut = folder / next_day.name
        cut.write_bytes(b"\r\n".join([header, *rows[:len(rows) // 3], b""]))
        after, = rigging.business_days(6)[5:]
        later = shutil.copyfile(next_day, folder / f"orders-{after}.csv")
        held = folder / "history.db"
        shutil.copyfile(self.before, held)
        result = self.rig.run("-q", cut, "--history", held, "--now", rigging.now_of(0))
        rules = re.search(rb"--accept (\S+) --reason", result.err)
        assert result.status == 4 and rules, result
        reason = ["--reason", "the shop is closed"]
        return [Job("held", cut, records=True, status=4),
                Job("accepted", "--accept", rules[1].decode(), *reason, cut, records=True, before=held),
                Job("bridged", "--bridge", *reason, later, records=True, before=held)]

    def migration(self):
        """The oldest history there is, and the day that brings it up to date."""
        folder = self.rig.new_folder("old")
        with sqlite3.connect(folder / "history.db") as db:
            db.executescript((rigging.ROOT / "tests/schema/1.sql").read_text("utf-8"))
        db.close()
        export = folder / "2026-11-19.csv"
        export.write_text("Order,Op,WC,Qty,Done,Due,Status\n13,10,Saw,5,5,2026-11-21,Released\n"
                          "16,10,Saw,3,0,,Released\n12,30,Saw,5,0,,Released\n", "utf-8")
        between = shutil.copyfile(folder / "history.db", self.rig.new_folder("between") / "history.db")
        result = self.rig.run("--accept", "G2", "--reason", "no rule holds it", export, "--history",
                              between, "--now", rigging.now_of(1))
        assert result.status == 2, result  # but the history is of today's schema now
        return Migration("migration", export, before=folder / "history.db",
                         between=rigging.dump(between))

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
        self.fill(job, folder)
        return folder

    def fill(self, job, folder):
        if job.is_hot:
            shutil.copytree(self.hot, folder, dirs_exist_ok=True)
        elif not job.is_first:
            shutil.copyfile(job.before or self.before, folder / "history.db")
        if job.pages:
            shutil.copytree(job.pages, folder / "pages")

    def start(self, job, folder, **rest):
        words = [*job.words, "--now", rigging.now_of(1), "--color", "never"]
        if job.words[0] != "columns":
            words += ["--history", folder / "history.db"]
        return self.rig.run(*words, cwd=folder, **rest)

    def learn(self, job):
        folder = self.place(job)
        before = job.before or self.before
        job.state_before = rigging.NO_HISTORY if job.is_first else rigging.dump(before)
        job.plain = self.start(job, folder)
        assert job.plain.status == job.status, (job.name, str(job.plain))
        job.learn_state(folder / "history.db")
        job.bytes_before = None if job.is_first else before.read_bytes()
        job.bytes_after = (folder / "history.db").read_bytes()
        job.file = (folder / job.output).read_bytes() if job.output else None
        if job.pages:
            job.pages_before = self.read_pages(job.pages)
            job.pages_after = self.read_pages(folder / "pages")
        job.out = job.plain.out.replace(str(folder).encode(), b"$")
        shutil.rmtree(folder)

    def read_pages(self, folder):
        """What each file of a published folder says."""
        return {str(p.relative_to(folder)): rigging.dump(p) if p.name == "history.db" else
                p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    def judge_pages(self, job, folder, result, what):
        """Every page is the old or the new one; what is above them is the last to change."""
        if not job.pages:
            return
        now, is_killed = self.read_pages(folder / "pages"), not 0 <= result.status < 128
        names = set(job.pages_before) | set(job.pages_after)
        left = [name for name in now if name not in names]
        cannot_delete = what.startswith(f"{job.name}: delete")
        self.rig.check(not left or is_killed or cannot_delete,
                       f"{what}: no temporary page is left", str(left))
        for name in names:
            allowed = [job.pages_after.get(name)]
            if result.status != job.status or job.status:
                allowed.append(job.pages_before.get(name))
            self.rig.check(now.get(name) in allowed, f"{what}: {name} is whole", str(result))
        is_new = now.get("index.html") == job.pages_after["index.html"]
        behind = [n for n in job.pages_after if now.get(n) != job.pages_after[n]]
        self.rig.check(not is_new or not behind, f"{what}: the index is the last", str(behind))

    def state(self, job, folder):
        """'before', 'after', or what else the history says."""
        history = folder / "history.db"
        if not (folder / "history.db-journal").exists():  # the quick way, nearly always enough
            content = history.read_bytes() if history.exists() else None
            if content == job.bytes_before or (job.is_first and not content):
                return "before"
            if content == job.bytes_after:
                return "after"
        state = job.state_of(history)
        is_as_old = job.is_old and state == "before"
        if not is_as_old and rigging.dump(history) != rigging.NO_HISTORY:
            rigging.verify(self.rig, history, job.name)
        return state

    def judge(self, job, folder, result, what):
        """A whole day or nothing, a status that says which, a sentence."""
        rig = self.rig
        state = self.state(job, folder)
        rig.check(state in job.allowed(result),
                  f"{what}: status {result.status} and the history is as {state}", str(result))
        rig.check(job.keeps_word(result.n_acknowledged, folder / "history.db", state),
                  f"{what}: what was acknowledged is there", str(result))
        if result.status == job.status:
            out = result.out.replace(str(folder).encode(), b"$")
            rig.check(out == job.out, f"{what}: status {job.status} and the output is whole",
                      f"{len(out)} bytes of {len(job.out)}; {result}")
        if result.status != 0:
            rig.check(result.err.startswith(b"crossoff: "), f"{what}: a sentence says why",
                      str(result))
        if job.output:
            file = folder / job.output
            there = file.read_bytes() if file.exists() else None
            rig.check(there == job.file if result.status == 0 else there in (None, job.file),
                      f"{what}: the report file is whole or absent")
        self.judge_pages(job, folder, result, what)
        self.look_around(job, folder, what)
        self.go_on(job, folder, state, what)

    def look_around(self, job, folder, what):
        """Nothing else is in the folder, but a whole backup of a history that was migrated. One that
        is empty is replaced by the next run, as long as the history is as before."""
        backups = set(folder.glob("history.db.v*.bak"))
        is_migrated = job.is_old and self.state(job, folder) != "before"
        self.rig.check(len(backups) == 1 if is_migrated else len(backups) <= 1,
                       f"{what}: there is a backup", str(backups))
        for backup in backups:
            allowed = [job.state_before] + ([] if is_migrated else [rigging.NO_HISTORY])
            self.rig.check(rigging.dump(backup) in allowed, f"{what}: the backup is whole")
        known = {"history.db", "history.db-journal", "history.db.mark", job.output,
                 "pages" if job.pages else None}
        left = [p.name for p in set(folder.iterdir()) - backups if p.name not in known]
        self.rig.check(not left, f"{what}: no temporary file is left", str(left))

    def go_on(self, job, folder, state, what):
        """The next run completes what this one did not."""
        if not job.records or state not in ("before", "between"):
            return
        if not job.is_first and (folder / "history.db").read_bytes() == job.bytes_before and \
                not (folder / "history.db-journal").exists():
            return  # as if nothing had been: then nothing new can be learned
        self.complete(job, folder, state, what)

    def complete(self, job, folder, state, what):
        """The same again comes to the end, or finds that it is there."""
        again = self.start(job, folder)
        is_undone = job.words[0] == "undo" and state == "after"  # there is none to undo any more
        self.rig.check(again.status == (2 if is_undone else job.status) and
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
