-- The history of crossoff. Three parts:
--   facts        feed, run, balance, work_order, event, change: what was read and what became of
--                each order. Append-only: the triggers refuse UPDATE and DELETE.
--   projection   day, spell, state, total: what is needed for fast answers; follows from the facts.
--   views        what people query: documented in crossoff-history(5), stable.
-- Quantities are thousandths; the views divide. Dates are ISO text declared DATE, with a CHECK,
-- because STRICT tables refuse DATE and BI tools need it. 9999-12-31 stands for "still".

CREATE TABLE feed (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- One accepted export. previous_date is NULL for the first list of a feed (the baseline).
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
    program       TEXT NOT NULL,
    UNIQUE (feed_id, date, revision)
);

-- The counts of a run, from the reader and from the subtraction, and the identities they satisfy.
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
    today        INTEGER NOT NULL,
    CHECK (rows_read = rows_used + duplicates + dropped + rejected),
    CHECK (yesterday IS NULL OR yesterday = completed + cancelled + moved + carried_over),
    CHECK (yesterday IS NULL OR today = carried_over + new + reopened),
    CHECK (rows_used = today + finished)
);

-- The identity of an order within its feed. key: the key cells with U+001F between them.
CREATE TABLE work_order (
    id         INTEGER PRIMARY KEY,
    feed_id    INTEGER NOT NULL REFERENCES feed,
    key        TEXT NOT NULL,
    work_order TEXT NOT NULL,
    suffix     TEXT,
    operation  TEXT,
    UNIQUE (feed_id, key)
);
CREATE INDEX work_order_number ON work_order (work_order);

-- What a run found out about one order: it was listed first, it is new, came back, changed, or
-- left. An order carried over unchanged has no event. The values are those of the row as read
-- (of an order that left the list: of its last row). verdict 'relisted': only the set of
-- columns changed.
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
    cells              TEXT,           -- the row as read, as one CSV record; NULL when it left
    UNIQUE (run_id, order_id)
);

CREATE TABLE change (
    event_id INTEGER NOT NULL REFERENCES event,
    field    TEXT NOT NULL,
    before   TEXT NOT NULL,
    after    TEXT NOT NULL,
    PRIMARY KEY (event_id, field)
) WITHOUT ROWID;

-- The recorded days of a feed, in order. workday_no counts the working days passed since the
-- first of them; is_workday tells whether the day itself was one.
CREATE TABLE day (
    feed_id    INTEGER NOT NULL REFERENCES feed,
    date       DATE NOT NULL CHECK (date IS date(date)),
    run_id     INTEGER NOT NULL UNIQUE REFERENCES run,
    day_no     INTEGER NOT NULL,
    workday_no INTEGER NOT NULL,
    is_workday INTEGER NOT NULL CHECK (is_workday IN (0, 1)),
    PRIMARY KEY (feed_id, date)
) WITHOUT ROWID;

-- An unbroken stay of an order on the list. days_before, workdays_before: of its earlier spells.
-- The dates of spell and state are those of runs, which are checked there.
CREATE TABLE spell (
    id              INTEGER PRIMARY KEY,
    feed_id         INTEGER NOT NULL REFERENCES feed,
    order_id        INTEGER NOT NULL REFERENCES work_order,
    spell_no        INTEGER NOT NULL,
    first_day       DATE NOT NULL,
    last_day        DATE,  -- NULL while it is on the list
    opened          INTEGER NOT NULL REFERENCES event,
    closed          INTEGER UNIQUE REFERENCES event,
    days_before     INTEGER NOT NULL,
    workdays_before INTEGER NOT NULL,
    UNIQUE (order_id, spell_no)
);

-- What an order's row said, from one recorded day to another.
CREATE TABLE state (
    spell_id  INTEGER NOT NULL REFERENCES spell,
    from_day  DATE NOT NULL,
    to_day    DATE NOT NULL DEFAULT '9999-12-31',
    feed_id   INTEGER NOT NULL REFERENCES feed,
    event_id  INTEGER NOT NULL REFERENCES event,
    shop      TEXT NOT NULL,
    due_date  DATE,
    PRIMARY KEY (spell_id, from_day)
) WITHOUT ROWID;
CREATE INDEX state_day ON state (feed_id, to_day, from_day);

-- The counts of one day and shop. yesterday + from_other = completed + cancelled + moved +
-- carried_over + to_other, where from/to count orders that changed shop.
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
    pieces_completed INTEGER NOT NULL,
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
CREATE TRIGGER balance_unchanged BEFORE UPDATE ON balance
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER work_order_kept BEFORE DELETE ON work_order
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER work_order_unchanged BEFORE UPDATE ON work_order
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER change_unchanged BEFORE UPDATE ON change
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

-- Views. A date must stay a plain column, or it loses its declared type for ODBC. The first three
-- only serve those behind them.

CREATE VIEW event_row AS
SELECT e.id AS event_id, e.run_id, e.order_id, e.verdict, e.evidence, nullif(e.shop, '') AS shop,
       o.work_order, o.suffix, o.operation, e.part, e.description,
       CASE WHEN e.quantity % 1000 THEN e.quantity / 1000.0 ELSE e.quantity / 1000 END AS quantity,
       CASE WHEN e.quantity_completed % 1000 THEN e.quantity_completed / 1000.0
            ELSE e.quantity_completed / 1000 END AS quantity_completed,
       CASE WHEN e.progress % 1000 THEN e.progress / 1000.0 ELSE e.progress / 1000 END AS progress,
       e.due_date, e.status, e.priority, e.plant, e.sales_order, e.planner, e.customer
FROM event AS e
JOIN work_order AS o ON o.id = e.order_id;

-- An order that left the list; retracted: the day it came back.
CREATE VIEW departure AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, first.first_day AS first_seen,
       p.days_before + l.day_no - s.day_no + 1 AS days_carried,
       p.workdays_before + l.workday_no - s.workday_no + s.is_workday AS working_days,
       e.evidence, back.first_day AS retracted, e.status, e.priority, e.plant, e.sales_order,
       e.planner, e.customer, e.verdict
FROM event_row AS e
JOIN day AS d ON d.run_id = e.run_id
JOIN feed AS f ON f.id = d.feed_id
JOIN spell AS p ON p.closed = e.event_id
JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day
JOIN day AS l ON l.feed_id = p.feed_id AND l.date = p.last_day
LEFT JOIN spell AS back ON back.order_id = p.order_id AND back.spell_no = p.spell_no + 1;

-- An order and a recorded day on which it was on the list. The plus signs keep `WHERE changed` from
-- being answered event by event, each with a search through all states.
CREATE VIEW presence AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, first.first_day AS first_seen,
       p.days_before + d.day_no - s.day_no + 1 AS days_carried,
       p.workdays_before + d.workday_no - s.workday_no + s.is_workday AS working_days,
       (+e.run_id = +d.run_id AND +e.verdict = 'changed') AS changed,
       ifnull(e.due_date < d.date, 0) AS past_due,
       CASE WHEN e.run_id = d.run_id THEN ifnull(e.progress, 0) ELSE 0 END AS progress,
       e.status, e.priority, e.plant, e.sales_order, e.planner, e.customer,
       p.first_day, t.to_day, d.feed_id
FROM day AS d
JOIN feed AS f ON f.id = d.feed_id
JOIN state AS t ON t.feed_id = d.feed_id AND t.to_day >= d.date AND t.from_day <= d.date
JOIN spell AS p ON p.id = t.spell_id
JOIN event_row AS e ON e.event_id = t.event_id
JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day;

CREATE VIEW completed AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, working_days, evidence, retracted,
       status, priority, plant, sales_order, planner, customer
FROM departure WHERE verdict = 'completed';

CREATE VIEW cancelled AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, working_days, evidence, retracted,
       status, priority, plant, sales_order, planner, customer
FROM departure WHERE verdict = 'cancelled';

CREATE VIEW moved AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, working_days, evidence, retracted,
       status, priority, plant, sales_order, planner, customer
FROM departure WHERE verdict = 'moved';

CREATE VIEW new_orders AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, d.date AS first_seen, 1 AS days_carried,
       e.status, e.priority, e.plant, e.sales_order, e.planner, e.customer
FROM event_row AS e
JOIN day AS d ON d.run_id = e.run_id
JOIN feed AS f ON f.id = d.feed_id
WHERE e.verdict = 'new';

-- completed_on: the day of the completion that the return takes back; was: how it had left.
CREATE VIEW reopened AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, first.first_day AS first_seen,
       p.days_before + 1 AS days_carried, gone.date AS completed_on, was.verdict AS was, e.status,
       e.priority, e.plant, e.sales_order, e.planner, e.customer
FROM event_row AS e
JOIN day AS d ON d.run_id = e.run_id
JOIN feed AS f ON f.id = d.feed_id
JOIN spell AS p ON p.order_id = e.order_id AND p.opened = e.event_id
JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
JOIN spell AS before ON before.order_id = p.order_id AND before.spell_no = p.spell_no - 1
JOIN event AS was ON was.id = before.closed
JOIN day AS gone ON gone.run_id = was.run_id
WHERE e.verdict = 'reopened';

-- Every order and every day it was on that day's list and on the one before. evidence is NULL, so that
-- one query can name the columns of completed here too.
CREATE VIEW carried_over AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, NULL AS evidence, working_days,
       changed, past_due, progress, status, priority, plant, sales_order, planner, customer
FROM presence WHERE first_day < date;

-- The newest list of each feed, with what carried_over has and the age in working days.
CREATE VIEW open_orders AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, NULL AS evidence, changed, past_due,
       working_days AS age, progress, status, priority, plant, sales_order, planner, customer
FROM presence
WHERE to_day = '9999-12-31'
      AND date = (SELECT max(n.date) FROM day AS n WHERE n.feed_id = presence.feed_id);

CREATE VIEW changes AS
SELECT d.date, f.name AS feed, nullif(e.shop, '') AS shop, o.work_order, o.suffix, o.operation,
       c.field, c.before, c.after
FROM change AS c
JOIN event AS e ON e.id = c.event_id
JOIN day AS d ON d.run_id = e.run_id
JOIN feed AS f ON f.id = d.feed_id
JOIN work_order AS o ON o.id = e.order_id;

-- In a baseline there is nothing to subtract from: all but today and past_due are NULL.
CREATE VIEW daily_shop AS
SELECT t.date, f.name AS feed, nullif(t.shop, '') AS shop,
       CASE WHEN r.previous_date IS NOT NULL THEN t.yesterday END AS yesterday,
       CASE WHEN r.previous_date IS NOT NULL THEN t.completed END AS completed,
       CASE WHEN r.previous_date IS NOT NULL THEN t.cancelled END AS cancelled,
       CASE WHEN r.previous_date IS NOT NULL THEN t.moved END AS moved,
       CASE WHEN r.previous_date IS NOT NULL THEN t.carried_over END AS carried_over,
       CASE WHEN r.previous_date IS NOT NULL THEN t.new END AS new,
       CASE WHEN r.previous_date IS NOT NULL THEN t.reopened END AS reopened,
       t.today, t.past_due,
       CASE WHEN r.previous_date IS NULL THEN NULL
            WHEN t.pieces_completed % 1000 THEN t.pieces_completed / 1000.0
            ELSE t.pieces_completed / 1000 END AS pieces_completed,
       CASE WHEN r.previous_date IS NOT NULL THEN t.changed END AS changed,
       CASE WHEN r.previous_date IS NOT NULL THEN t.from_other END AS from_other_shop,
       CASE WHEN r.previous_date IS NOT NULL THEN t.to_other END AS to_other_shop
FROM total AS t
JOIN feed AS f ON f.id = t.feed_id
JOIN day AS d ON d.feed_id = t.feed_id AND d.date = t.date
JOIN run AS r ON r.id = d.run_id;

CREATE VIEW daily AS
SELECT d.date, f.name AS feed, b.yesterday, b.completed, b.cancelled, b.moved, b.carried_over,
       b.new, b.reopened, b.today,
       (SELECT ifnull(sum(t.past_due), 0) FROM total AS t
        WHERE t.feed_id = d.feed_id AND t.date = d.date) AS past_due,
       (SELECT CASE WHEN b.yesterday IS NULL THEN NULL
                    WHEN sum(t.pieces_completed) % 1000 THEN sum(t.pieces_completed) / 1000.0
                    ELSE ifnull(sum(t.pieces_completed), 0) / 1000 END
        FROM total AS t WHERE t.feed_id = d.feed_id AND t.date = d.date) AS pieces_completed,
       (SELECT CASE WHEN b.yesterday IS NOT NULL THEN ifnull(sum(t.changed), 0) END
        FROM total AS t WHERE t.feed_id = d.feed_id AND t.date = d.date) AS changed
FROM day AS d
JOIN feed AS f ON f.id = d.feed_id
JOIN balance AS b ON b.run_id = d.run_id;

-- verdict and evidence: of the newest list, or how the order left.
CREATE VIEW orders AS
SELECT f.name AS feed, o.work_order, o.suffix, o.operation, e.part, nullif(e.shop, '') AS shop,
       first.first_day AS first_seen, l.date AS last_seen,
       p.days_before + l.day_no - s.day_no + 1 AS days_carried,
       p.workdays_before + l.workday_no - s.workday_no + s.is_workday AS working_days,
       CASE WHEN p.closed IS NOT NULL THEN e.verdict
            WHEN p.first_day < l.date THEN 'carried over'
            ELSE (SELECT verdict FROM event WHERE id = p.opened) END AS verdict,
       e.evidence, e.description, e.due_date
FROM work_order AS o
JOIN feed AS f ON f.id = o.feed_id
JOIN spell AS p ON p.order_id = o.id
     AND p.spell_no = (SELECT max(spell_no) FROM spell WHERE order_id = o.id)
JOIN spell AS first ON first.order_id = o.id AND first.spell_no = 1
JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day
JOIN day AS l ON l.feed_id = p.feed_id
     AND l.date = ifnull(p.last_day, (SELECT max(date) FROM day WHERE feed_id = p.feed_id))
JOIN event AS e ON e.id = ifnull(p.closed,
     (SELECT t.event_id FROM state AS t WHERE t.spell_id = p.id AND t.to_day = '9999-12-31'));

CREATE VIEW runs AS
SELECT r.date, f.name AS feed, r.file, r.sha256, b.rows_read AS rows, r.state, r.recorded_at,
       r.revision, r.reason, r.bytes, r.previous_date, b.rows_used, b.duplicates, b.dropped,
       b.rejected, b.finished, r.encoding, r.delimiter, r.key, r.columns, r.program
FROM run AS r
JOIN feed AS f ON f.id = r.feed_id
JOIN balance AS b ON b.run_id = r.id;
