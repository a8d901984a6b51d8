-- What the migrations make of an empty file; never by hand:
-- CROSSOFF_UPDATE_GOLDEN=1 build/dev/tests/test_migrate, then build again.

CREATE TABLE feed (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE run (
    id            INTEGER PRIMARY KEY,
    feed_id       INTEGER NOT NULL REFERENCES feed,
    date          DATE NOT NULL CHECK (date IS date(date)),
    revision      INTEGER NOT NULL DEFAULT 1,
    state         TEXT NOT NULL CHECK (state IN ('recorded', 'held')),
    previous_date DATE CHECK (previous_date IS date(previous_date)),
    recorded_at   TIMESTAMP NOT NULL,
    reason        TEXT,
    file          TEXT NOT NULL,
    bytes         INTEGER NOT NULL,
    sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
    encoding      TEXT NOT NULL,
    delimiter     TEXT NOT NULL,
    columns       TEXT NOT NULL,  -- JSON: [{"name","field","decimal","order"}] in file order
    key           TEXT NOT NULL,  -- JSON: the columns that name a row
    working_days  TEXT NOT NULL,  -- "mon tue wed thu fri"
    program       TEXT NOT NULL, run_date DATE CHECK (run_date IS date(run_date)), rules TEXT, closed_file TEXT, closed_sha256 TEXT, ending TEXT, kind TEXT NOT NULL DEFAULT 'export'
    CHECK (kind = 'export' OR kind = 'derived' OR kind = 'undo'), who TEXT,
    UNIQUE (feed_id, date, revision)
);

CREATE TABLE balance (
    run_id       INTEGER PRIMARY KEY REFERENCES run,
    rows_read    INTEGER NOT NULL,
    rows_used    INTEGER NOT NULL,
    duplicates   INTEGER NOT NULL,
    dropped      INTEGER NOT NULL,
    rejected     INTEGER NOT NULL,
    finished     INTEGER NOT NULL,  -- of the used rows, those that are made or cancelled
    yesterday    INTEGER,           -- NULL in a baseline, as all that follows but today
    completed    INTEGER,
    cancelled    INTEGER,
    moved        INTEGER,
    carried_over INTEGER,
    new          INTEGER,
    reopened     INTEGER,
    today        INTEGER NOT NULL, orders_today INTEGER,
    CHECK (rows_read = rows_used + duplicates + dropped + rejected),
    CHECK (yesterday IS NULL OR yesterday = completed + cancelled + moved + carried_over),
    CHECK (yesterday IS NULL OR today = carried_over + new + reopened),
    CHECK (rows_used = today + finished)
);

CREATE TABLE work_order (
    id         INTEGER PRIMARY KEY,
    feed_id    INTEGER NOT NULL REFERENCES feed,
    key        TEXT NOT NULL,
    work_order TEXT NOT NULL,
    suffix     TEXT,
    operation  TEXT, plain TEXT NOT NULL DEFAULT '',
    UNIQUE (feed_id, key)
);

CREATE INDEX work_order_number ON work_order (work_order);

CREATE TABLE event (
    id                 INTEGER PRIMARY KEY,
    run_id             INTEGER NOT NULL REFERENCES run,
    order_id           INTEGER NOT NULL REFERENCES work_order,
    -- Written out: an IN list would build a table of its own for every row inserted.
    verdict            TEXT NOT NULL
                       CHECK (verdict = 'listed' OR verdict = 'new' OR verdict = 'reopened'
                              OR verdict = 'changed' OR verdict = 'relisted'
                              OR verdict = 'completed' OR verdict = 'cancelled'
                              OR verdict = 'moved'),
    evidence           TEXT
                       CHECK (evidence = 'status' OR evidence = 'quantity' OR evidence = 'told'
                              OR evidence = 'absence'),
    shop               TEXT NOT NULL,  -- '' when the list has none
    from_shop          TEXT,           -- the shop on the list before, when it differs
    plant              TEXT,
    part               TEXT,
    description        TEXT,
    quantity           INTEGER,
    quantity_completed INTEGER,
    quantity_remaining INTEGER,
    quantity_scrapped  INTEGER,
    progress           INTEGER,        -- made since the list before
    due_date           DATE CHECK (due_date IS date(due_date)),
    start_date         DATE CHECK (start_date IS date(start_date)),
    status             TEXT,
    priority           TEXT,
    sales_order        TEXT,
    planner            TEXT,
    customer           TEXT,
    cells              TEXT, outcome TEXT
    CHECK (outcome = 'made' OR outcome = 'short' OR outcome = 'closed' OR outcome = 'assumed'), order_completed INTEGER, pieces_ordered NUMERIC AS (quantity / 1000.0) VIRTUAL, pieces_done NUMERIC AS (quantity_completed / 1000.0) VIRTUAL, pieces_made NUMERIC AS (progress / 1000.0) VIRTUAL, pieces_missing NUMERIC
    AS (CASE WHEN outcome IS NULL OR quantity_completed <= 0 OR quantity_completed >= quantity
             THEN NULL ELSE (quantity - quantity_completed) / 1000.0 END) VIRTUAL,           -- the row as read, as one CSV record; NULL when it left
    UNIQUE (run_id, order_id)
);

CREATE TABLE change (
    event_id INTEGER NOT NULL REFERENCES event,
    field    TEXT NOT NULL,
    before   TEXT NOT NULL,
    after    TEXT NOT NULL,
    PRIMARY KEY (event_id, field)
) WITHOUT ROWID;

CREATE TABLE day (
    feed_id    INTEGER NOT NULL REFERENCES feed,
    date       DATE NOT NULL CHECK (date IS date(date)),
    run_id     INTEGER NOT NULL UNIQUE REFERENCES run,
    day_no     INTEGER NOT NULL,
    workday_no INTEGER NOT NULL,
    is_workday INTEGER NOT NULL CHECK (is_workday IN (0, 1)),
    PRIMARY KEY (feed_id, date)
) WITHOUT ROWID;

CREATE TABLE total (
    feed_id          INTEGER NOT NULL REFERENCES feed,
    date             DATE NOT NULL CHECK (date IS date(date)),
    shop             TEXT NOT NULL,
    yesterday        INTEGER NOT NULL,
    from_other       INTEGER NOT NULL,
    to_other         INTEGER NOT NULL,
    completed        INTEGER NOT NULL,
    by_status        INTEGER NOT NULL,
    by_quantity      INTEGER NOT NULL,
    by_absence       INTEGER NOT NULL,
    cancelled        INTEGER NOT NULL,
    moved            INTEGER NOT NULL,
    carried_over     INTEGER NOT NULL,
    changed          INTEGER NOT NULL,
    new              INTEGER NOT NULL,
    reopened         INTEGER NOT NULL,
    today            INTEGER NOT NULL,
    past_due         INTEGER NOT NULL,
    pieces_completed INTEGER NOT NULL, by_told INTEGER NOT NULL DEFAULT 0, short INTEGER NOT NULL DEFAULT 0, closed INTEGER NOT NULL DEFAULT 0, orders_completed INTEGER NOT NULL DEFAULT 0, pieces NUMERIC AS (pieces_completed / 1000.0) VIRTUAL,
    PRIMARY KEY (feed_id, date, shop)
) WITHOUT ROWID;

CREATE TRIGGER feed_kept BEFORE DELETE ON feed
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER feed_unchanged BEFORE UPDATE ON feed
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER run_kept BEFORE DELETE ON run
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER run_unchanged BEFORE UPDATE ON run
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER balance_kept BEFORE DELETE ON balance
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER work_order_kept BEFORE DELETE ON work_order
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER event_kept BEFORE DELETE ON event
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER change_kept BEFORE DELETE ON change
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER change_unchanged BEFORE UPDATE ON change
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE VIEW carried_over AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, NULL AS evidence, working_days,
       changed, past_due, progress, status, priority, plant, sales_order, planner, customer
FROM presence WHERE first_day < date;

CREATE TRIGGER work_order_unchanged BEFORE UPDATE ON work_order
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE INDEX work_order_plain ON work_order (plain, feed_id);

CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TABLE move (
    event_id    INTEGER NOT NULL REFERENCES event,  -- how it left
    to_event_id INTEGER NOT NULL REFERENCES event,  -- how it appeared
    PRIMARY KEY (event_id, to_event_id)
) WITHOUT ROWID;

CREATE INDEX move_to ON move (to_event_id);

CREATE TRIGGER move_kept BEFORE DELETE ON move
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER move_unchanged BEFORE UPDATE ON move
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER balance_unchanged BEFORE UPDATE ON balance
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE VIEW current_move AS
SELECT m.event_id, m.to_event_id, f.name AS to_feed
FROM move AS m
JOIN event AS e ON e.id = m.event_id
JOIN day AS b ON b.run_id = e.run_id
JOIN event AS t ON t.id = m.to_event_id
JOIN day AS d ON d.run_id = t.run_id
JOIN feed AS f ON f.id = d.feed_id;

CREATE VIEW completed AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, working_days, evidence, retracted,
       status, priority, plant, sales_order, planner, customer, outcome, order_completed, missing
FROM departure WHERE verdict = 'completed';

CREATE VIEW cancelled AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, working_days, evidence, retracted,
       status, priority, plant, sales_order, planner, customer
FROM departure WHERE verdict = 'cancelled';

CREATE VIEW moved AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, working_days, evidence, retracted,
       status, priority, plant, sales_order, planner, customer, to_feed
FROM departure WHERE verdict = 'moved';

CREATE VIEW daily AS
SELECT d.date, f.name AS feed, b.yesterday,
       b.completed + b.moved - (SELECT ifnull(sum(t.moved), 0) FROM total AS t
                                WHERE t.feed_id = d.feed_id AND t.date = d.date) AS completed,
       b.cancelled,
       (SELECT CASE WHEN b.yesterday IS NOT NULL THEN ifnull(sum(t.moved), 0) END
        FROM total AS t WHERE t.feed_id = d.feed_id AND t.date = d.date) AS moved,
       b.carried_over, b.new, b.reopened, b.today,
       (SELECT ifnull(sum(t.past_due), 0) FROM total AS t
        WHERE t.feed_id = d.feed_id AND t.date = d.date) AS past_due,
       (SELECT CASE WHEN b.yesterday IS NULL THEN NULL
                    WHEN sum(t.pieces_completed) % 1000 THEN sum(t.pieces_completed) / 1000.0
                    ELSE ifnull(sum(t.pieces_completed), 0) / 1000 END
        FROM total AS t WHERE t.feed_id = d.feed_id AND t.date = d.date) AS pieces_completed,
       (SELECT CASE WHEN b.yesterday IS NOT NULL THEN ifnull(sum(t.changed), 0) END
        FROM total AS t WHERE t.feed_id = d.feed_id AND t.date = d.date) AS changed,
       (SELECT CASE WHEN b.yesterday IS NOT NULL THEN ifnull(sum(t.short), 0) END
        FROM total AS t WHERE t.feed_id = d.feed_id AND t.date = d.date) AS completed_short,
       (SELECT CASE WHEN b.yesterday IS NOT NULL THEN ifnull(sum(t.closed), 0) END
        FROM total AS t WHERE t.feed_id = d.feed_id AND t.date = d.date) AS closed,
       (SELECT CASE WHEN b.yesterday IS NOT NULL THEN ifnull(sum(t.orders_completed), 0) END
        FROM total AS t WHERE t.feed_id = d.feed_id AND t.date = d.date) AS orders_completed,
       b.orders_today
FROM day AS d
JOIN feed AS f ON f.id = d.feed_id
JOIN balance AS b ON b.run_id = d.run_id;

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

CREATE TABLE ended_now (
    feed_id INTEGER NOT NULL REFERENCES feed,
    key     TEXT NOT NULL,
    run_id  INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY (feed_id, key)
) WITHOUT ROWID;

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

CREATE TABLE chain (
    id     INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run,
    schema INTEGER NOT NULL,
    hash   TEXT NOT NULL CHECK (length(hash) = 64),
    UNIQUE (schema, run_id)
);

CREATE TRIGGER chain_kept BEFORE DELETE ON chain
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER chain_unchanged BEFORE UPDATE ON chain
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TABLE measure (
    run_id INTEGER NOT NULL REFERENCES run,
    name   TEXT NOT NULL,
    value  INTEGER NOT NULL,
    PRIMARY KEY (run_id, name)
) WITHOUT ROWID;

CREATE TABLE finding (
    run_id   INTEGER NOT NULL REFERENCES run,
    rule     TEXT NOT NULL,
    level    TEXT NOT NULL CHECK (level IN ('warn', 'hold')),
    measured INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    PRIMARY KEY (run_id, rule)
) WITHOUT ROWID;

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

CREATE VIEW held AS
SELECT r.date, f.name AS feed, r.file, r.sha256, r.revision, r.recorded_at, r.who, n.rule,
       n.measured, n.expected, n.sentence,
       (r.revision = (SELECT max(revision) FROM run WHERE feed_id = r.feed_id AND date = r.date)
        AND NOT EXISTS (SELECT 1 FROM day WHERE feed_id = r.feed_id AND date >= r.date)) AS is_open
FROM run AS r
JOIN feed AS f ON f.id = r.feed_id
JOIN finding AS n ON n.run_id = r.id AND n.level = 'hold'
WHERE r.state = 'held';

CREATE VIEW accepted AS
SELECT r.date, f.name AS feed, r.file, r.sha256, c.rule, c.measured, c.expected, c.sentence,
       c.reason, c.source, c.who, c.at
FROM accepted_rule AS c
JOIN run AS r ON r.id = c.run_id
JOIN feed AS f ON f.id = r.feed_id;

CREATE TABLE letter (
    id         INTEGER PRIMARY KEY,
    feed       TEXT NOT NULL,
    date       DATE CHECK (date IS date(date)),
    run_id     INTEGER REFERENCES run,
    kind       TEXT NOT NULL CHECK (kind IN ('day', 'corrected', 'taken_back', 'held', 'missing',
                                          'failed')),
    recipient  TEXT NOT NULL,
    shop       TEXT,
    topic      TEXT NOT NULL,
    message_id TEXT NOT NULL,
    subject    TEXT NOT NULL,
    message    TEXT,
    state      TEXT NOT NULL DEFAULT 'queued'
               CHECK (state IN ('unmade', 'queued', 'sending', 'sent', 'refused', 'expired',
                                'dropped')),
    queued_at  TIMESTAMP NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    tried_at   TIMESTAMP,
    answer     TEXT,
    CHECK (message IS NOT NULL OR state NOT IN ('queued', 'sending'))
);

CREATE UNIQUE INDEX letter_once ON letter (feed, recipient, topic, ifnull(shop, '*'), shop IS NULL);

CREATE INDEX letter_waiting ON letter (state) WHERE state IN ('unmade', 'queued', 'sending');

CREATE VIEW mails AS
SELECT date, feed, kind, recipient, shop, subject, state, queued_at, tries, tried_at, answer,
       message_id
FROM letter;

CREATE TABLE warning (
    run_id INTEGER NOT NULL REFERENCES run,
    n      INTEGER NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (run_id, n)
) WITHOUT ROWID;

CREATE TRIGGER warning_kept BEFORE DELETE ON warning
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE TRIGGER warning_unchanged BEFORE UPDATE ON warning
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

CREATE VIEW warnings AS
SELECT r.date, f.name AS feed, w.n, w.text, d.run_id IS NOT NULL AS is_current
FROM warning AS w JOIN run AS r ON r.id = w.run_id JOIN feed AS f ON f.id = r.feed_id
LEFT JOIN day AS d ON d.run_id = w.run_id;

CREATE TABLE spell (
    id              INTEGER PRIMARY KEY,
    feed_id         INTEGER NOT NULL REFERENCES feed,
    order_id        INTEGER NOT NULL REFERENCES work_order,
    spell_no        INTEGER NOT NULL,
    first_day       DATE NOT NULL,
    last_day        DATE,  -- NULL while it is on the list
    opened          INTEGER NOT NULL REFERENCES event,
    closed          INTEGER REFERENCES event,
    days_before     INTEGER NOT NULL,
    workdays_before INTEGER NOT NULL,
    UNIQUE (order_id, spell_no)
);

CREATE INDEX spell_closed ON spell (closed, spell_no, first_day, order_id)
    WHERE closed IS NOT NULL;

CREATE INDEX day_date ON day (date);

CREATE VIEW departure AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, first.first_day AS first_seen,
       p.days_before + l.day_no - s.day_no + 1 AS days_carried,
       p.workdays_before + l.workday_no - s.workday_no + s.is_workday AS working_days,
       e.evidence, back.first_day AS retracted, e.status, e.priority, e.plant, e.sales_order,
       e.planner, e.customer, iif(m.event_id IS NULL, e.verdict, 'moved') AS verdict, e.outcome,
       e.order_completed, e.missing, m.to_feed
FROM day AS d
CROSS JOIN event_row AS e ON e.run_id = d.run_id AND d.feed_id = e.feed_id
JOIN feed AS f ON f.id = +d.feed_id
JOIN spell AS p ON p.closed = e.event_id
JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day
JOIN day AS l ON l.feed_id = p.feed_id AND l.date = p.last_day
LEFT JOIN spell AS back ON back.order_id = p.order_id AND back.spell_no = p.spell_no + 1
LEFT JOIN current_move AS m ON m.event_id = e.event_id;

CREATE VIEW new_orders AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, d.date AS first_seen, 1 AS days_carried,
       e.status, e.priority, e.plant, e.sales_order, e.planner, e.customer
FROM day AS d
CROSS JOIN event_row AS e ON e.run_id = d.run_id AND d.feed_id = e.feed_id
JOIN feed AS f ON f.id = +d.feed_id
WHERE e.verdict = 'new';

CREATE VIEW reopened AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, first.first_day AS first_seen,
       p.days_before + 1 AS days_carried, gone.date AS completed_on,
       iif(m.event_id IS NULL, was.verdict, 'moved') AS was, e.status,
       e.priority, e.plant, e.sales_order, e.planner, e.customer
FROM day AS d
CROSS JOIN event_row AS e ON e.run_id = d.run_id AND d.feed_id = e.feed_id
JOIN feed AS f ON f.id = +d.feed_id
CROSS JOIN spell AS p ON p.order_id = e.order_id AND p.opened = e.event_id
CROSS JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
CROSS JOIN spell AS before ON before.order_id = p.order_id AND before.spell_no = p.spell_no - 1
CROSS JOIN event AS was ON was.id = before.closed
CROSS JOIN day AS gone ON gone.run_id = was.run_id
LEFT JOIN current_move AS m ON m.event_id = was.id
WHERE e.verdict = 'reopened';

CREATE VIEW changes AS
SELECT d.date, f.name AS feed, nullif(e.shop, '') AS shop, o.work_order, o.suffix, o.operation,
       c.field, c.before, c.after
FROM day AS d
CROSS JOIN event AS e ON e.run_id = d.run_id
CROSS JOIN change AS c ON c.event_id = e.id
JOIN feed AS f ON f.id = +d.feed_id
JOIN work_order AS o ON o.id = e.order_id AND d.feed_id = +o.feed_id;

CREATE TABLE state (
    feed_id         INTEGER NOT NULL REFERENCES feed,
    to_day          DATE NOT NULL DEFAULT '9999-12-31',
    from_day        DATE NOT NULL,
    order_id        INTEGER NOT NULL REFERENCES work_order,
    spell_id        INTEGER NOT NULL,
    event_id        INTEGER NOT NULL REFERENCES event,
    shop            TEXT NOT NULL,
    due_date        DATE,
    to_make         INTEGER NOT NULL,
    since           DATE,
    first_seen      DATE NOT NULL,
    first_day       DATE,
    days_before     INTEGER NOT NULL,
    workdays_before INTEGER NOT NULL,
    PRIMARY KEY (feed_id, to_day, from_day, order_id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX state_order ON state (order_id, from_day);

CREATE VIEW event_row AS
SELECT e.id AS event_id, e.run_id, e.order_id, e.verdict, e.evidence, nullif(e.shop, '') AS shop,
       o.work_order, o.suffix, o.operation, e.part, e.description, e.pieces_ordered AS quantity,
       e.pieces_done AS quantity_completed, e.pieces_made AS progress, e.due_date, e.status,
       e.priority, e.plant, e.sales_order, e.planner, e.customer, e.outcome, e.order_completed,
       e.pieces_missing AS missing, +o.feed_id AS feed_id
FROM event AS e
JOIN work_order AS o ON o.id = e.order_id;

CREATE VIEW daily_shop AS
SELECT t.date, f.name AS feed, nullif(t.shop, '') AS shop, c.yesterday, c.completed, c.cancelled,
       c.moved, c.carried_over, c.new, c.reopened, t.today, t.past_due,
       c.pieces AS pieces_completed, c.changed, c.from_other AS from_other_shop,
       c.to_other AS to_other_shop, c.short AS completed_short, c.closed, c.orders_completed
FROM total AS t
JOIN feed AS f ON f.id = t.feed_id
JOIN day AS d ON d.feed_id = t.feed_id AND d.date = t.date
JOIN run AS r ON r.id = d.run_id
LEFT JOIN total AS c ON c.feed_id = t.feed_id AND c.date = t.date AND c.shop = t.shop
     AND r.previous_date IS NOT NULL;

CREATE VIEW orders AS
SELECT f.name AS feed, o.work_order, o.suffix, o.operation, e.part, nullif(e.shop, '') AS shop,
       first.first_day AS first_seen, l.date AS last_seen,
       p.days_before + l.day_no - s.day_no + 1 AS days_carried,
       p.workdays_before + l.workday_no - s.workday_no + s.is_workday AS working_days,
       CASE WHEN m.event_id IS NOT NULL THEN 'moved'
            WHEN p.closed IS NOT NULL THEN e.verdict
            WHEN p.first_day < l.date THEN 'carried over'
            ELSE (SELECT verdict FROM event WHERE id = p.opened) END AS verdict,
       e.evidence, e.description, e.due_date, iif(m.event_id IS NULL, e.outcome, NULL) AS outcome
FROM work_order AS o
JOIN feed AS f ON f.id = o.feed_id
JOIN spell AS p ON p.order_id = o.id
     AND p.spell_no = (SELECT max(spell_no) FROM spell WHERE order_id = o.id)
JOIN spell AS first ON first.order_id = o.id AND first.spell_no = 1
JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day
JOIN day AS l ON l.feed_id = p.feed_id
     AND l.date = ifnull(p.last_day, (SELECT max(date) FROM day WHERE feed_id = p.feed_id))
JOIN event AS e ON e.id = ifnull(p.closed,
     (SELECT t.event_id FROM state AS t WHERE t.order_id = o.id AND t.to_day = '9999-12-31'))
LEFT JOIN current_move AS m ON m.event_id = p.closed;

CREATE VIEW presence AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, t.first_seen,
       t.days_before + d.day_no - s.day_no + 1 AS days_carried,
       t.workdays_before + d.workday_no - s.workday_no + s.is_workday AS working_days,
       (+e.run_id = +d.run_id AND +e.verdict = 'changed') AS changed,
       ifnull(e.due_date < d.date, 0) AS past_due,
       CASE WHEN e.run_id = d.run_id THEN ifnull(e.progress, 0) ELSE 0 END AS progress,
       e.status, e.priority, e.plant, e.sales_order, e.planner, e.customer,
       s.date AS first_day, t.to_day, d.feed_id
FROM day AS d
JOIN feed AS f ON f.id = +d.feed_id
CROSS JOIN state AS t ON t.feed_id = d.feed_id AND d.date <= +t.to_day AND t.from_day <= d.date
     AND t.to_day IN (SELECT n.date FROM day AS n WHERE n.feed_id = d.feed_id AND n.date >= d.date
                      UNION ALL SELECT '9999-12-31')
CROSS JOIN event_row AS e ON e.event_id = t.event_id AND e.order_id = t.order_id
     AND d.feed_id = e.feed_id
CROSS JOIN day AS s ON s.feed_id = t.feed_id AND s.date = ifnull(t.first_day, t.first_seen);

CREATE VIEW open_orders AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, t.first_seen,
       t.days_before + d.day_no - s.day_no + 1 AS days_carried, NULL AS evidence,
       (+e.run_id = +d.run_id AND +e.verdict = 'changed') AS changed,
       ifnull(e.due_date < d.date, 0) AS past_due,
       t.workdays_before + d.workday_no - s.workday_no + s.is_workday AS age,
       CASE WHEN e.run_id = d.run_id THEN ifnull(e.progress, 0) ELSE 0 END AS progress,
       e.status, e.priority, e.plant, e.sales_order, e.planner, e.customer
FROM feed AS f
CROSS JOIN day AS d ON d.feed_id = f.id
     AND d.date = (SELECT max(date) FROM day WHERE feed_id = f.id)
CROSS JOIN state AS t ON t.feed_id = d.feed_id AND t.to_day = '9999-12-31'
CROSS JOIN event_row AS e ON e.event_id = t.event_id AND e.order_id = t.order_id
CROSS JOIN day AS s ON s.feed_id = t.feed_id AND s.date = ifnull(t.first_day, t.first_seen);
