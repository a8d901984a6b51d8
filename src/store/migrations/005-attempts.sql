-- Runs that were held, what was measured of every list, and the rules that somebody accepted.
-- A held run is a row of run with state 'held' and no row in day. All of this is facts.

-- value: a count, per mille, or yes (1); the names are those of crossoff-history(5).
CREATE TABLE measure (
    run_id INTEGER NOT NULL REFERENCES run,
    name   TEXT NOT NULL,
    value  INTEGER NOT NULL,
    PRIMARY KEY (run_id, name)
) WITHOUT ROWID;

-- What a rule found unbelievable; expected: the limit that was passed.
CREATE TABLE finding (
    run_id   INTEGER NOT NULL REFERENCES run,
    rule     TEXT NOT NULL,
    level    TEXT NOT NULL CHECK (level IN ('warn', 'hold')),
    measured INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    PRIMARY KEY (run_id, rule)
) WITHOUT ROWID;

-- A rule that would have held the run, and why it did not. source: 'command' (--accept, --bridge)
-- or 'configuration' (expect). The run says for which file and day.
CREATE TABLE accepted_rule (
    run_id   INTEGER NOT NULL REFERENCES run,
    rule     TEXT NOT NULL,
    measured INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    reason   TEXT NOT NULL CHECK (reason <> ''),
    source   TEXT NOT NULL CHECK (source IN ('command', 'configuration')),
    who      TEXT NOT NULL,
    at       TIMESTAMP NOT NULL,
    PRIMARY KEY (run_id, rule)
) WITHOUT ROWID;

CREATE INDEX run_of_file ON run (feed_id, sha256);

CREATE TRIGGER measure_kept BEFORE DELETE ON measure
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER measure_unchanged BEFORE UPDATE ON measure
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER finding_kept BEFORE DELETE ON finding
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER finding_unchanged BEFORE UPDATE ON finding
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER accepted_rule_kept BEFORE DELETE ON accepted_rule
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER accepted_rule_unchanged BEFORE UPDATE ON accepted_rule
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
-- Every held attempt and each rule that held it. is_open: its day was not recorded, no later
-- attempt replaced it, and no later day was recorded over it.
CREATE VIEW held AS
SELECT r.date, f.name AS feed, r.file, r.sha256, r.revision, r.recorded_at, r.who, n.rule,
       n.measured, n.expected, n.sentence,
       (r.revision = (SELECT max(revision) FROM run WHERE feed_id = r.feed_id AND date = r.date)
        AND NOT EXISTS (SELECT 1 FROM day WHERE feed_id = r.feed_id AND date >= r.date)) AS is_open
FROM run AS r
JOIN feed AS f ON f.id = r.feed_id
JOIN finding AS n ON n.run_id = r.id AND n.level = 'hold'
WHERE r.state = 'held';

-- The rules that were accepted for a day, by the file that was recorded for it.
CREATE VIEW accepted AS
SELECT r.date, f.name AS feed, r.file, r.sha256, c.rule, c.measured, c.expected, c.sentence,
       c.reason, c.source, c.who, c.at
FROM accepted_rule AS c
JOIN run AS r ON r.id = c.run_id
JOIN feed AS f ON f.id = r.feed_id;
