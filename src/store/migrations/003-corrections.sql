-- Corrections: an amended day, a late one, a day taken back. Nothing is changed: a day is recorded again
-- as a new revision, and every later day with it, from the lists that the history gives back.

-- kind: export = from a file; derived = recorded again because an earlier day was corrected; undo = the
-- day was taken back. who: user and host. The table `day` says which revision of a date counts.
ALTER TABLE run ADD COLUMN kind TEXT NOT NULL DEFAULT 'export'
    CHECK (kind = 'export' OR kind = 'derived' OR kind = 'undo');
ALTER TABLE run ADD COLUMN who TEXT;

-- Rows of a list that are made or cancelled, as facts: one that appears, changes, or (cells NULL) is
-- no longer there. With the open ones they make the list of any day.
CREATE TABLE ended (
    run_id INTEGER NOT NULL REFERENCES run,
    key    TEXT NOT NULL,
    class  INTEGER NOT NULL,  -- 1 finished, 2 cancelled, 3 made by quantity, 5 closed
    cells  TEXT,
    PRIMARY KEY (run_id, key)
) WITHOUT ROWID;
CREATE TRIGGER ended_kept BEFORE DELETE ON ended
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER ended_unchanged BEFORE UPDATE ON ended
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

-- Projection: which of these facts hold on the newest list of a feed.
CREATE TABLE ended_now (
    feed_id INTEGER NOT NULL REFERENCES feed,
    key     TEXT NOT NULL,
    run_id  INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY (feed_id, key)
) WITHOUT ROWID;

-- What a correction cut off the projection, while it records these days again; empty otherwise.
CREATE TABLE redo_day (
    feed_id INTEGER NOT NULL,
    date    DATE NOT NULL,
    run_id  INTEGER NOT NULL,
    PRIMARY KEY (feed_id, date)
) WITHOUT ROWID;
CREATE TABLE redo_state (
    feed_id  INTEGER NOT NULL,
    from_day DATE NOT NULL,
    to_day   DATE NOT NULL,
    event_id INTEGER NOT NULL
);

-- state: recorded (it counts), superseded (by a later revision), undone (this run took the day back),
-- held. kind and who as in the table.
DROP VIEW runs;
CREATE VIEW runs AS
SELECT r.date, f.name AS feed, r.file, r.sha256, b.rows_read AS rows,
       CASE WHEN r.state = 'held' THEN 'held'
            WHEN r.kind = 'undo' THEN 'undone'
            WHEN d.run_id IS NULL THEN 'superseded'
            ELSE 'recorded' END AS state,
       r.recorded_at, r.revision, r.reason, r.bytes, r.previous_date, b.rows_used, b.duplicates,
       b.dropped, b.rejected, b.finished, r.encoding, r.delimiter, r.key, r.columns, r.program,
       r.run_date, r.rules, r.closed_file, r.kind, r.who
FROM run AS r
JOIN feed AS f ON f.id = r.feed_id
LEFT JOIN balance AS b ON b.run_id = r.id
LEFT JOIN day AS d ON d.run_id = r.id;
