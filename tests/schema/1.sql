PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE feed (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
INSERT INTO feed VALUES(1,'default');
INSERT INTO feed VALUES(2,'welding');
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
INSERT INTO run VALUES(1,1,'2026-11-16',1,'recorded',NULL,'2026-11-16T06:00:00Z',NULL,'2026-11-16.csv',215,'a0e1b52da3186bca28551ec735b55d5572e654149b947c01346eab4dd797c4df','UTF-8',',','[{"name":"Order","field":"work_order","decimal":0,"order":0},{"name":"Op","field":"operation","decimal":0,"order":0},{"name":"WC","field":"shop","decimal":0,"order":0},{"name":"Qty","field":"quantity","decimal":0,"order":0},{"name":"Done","field":"quantity_completed","decimal":0,"order":0},{"name":"Due","field":"due_date","decimal":0,"order":0},{"name":"Status","field":"status","decimal":0,"order":0}]','["Order","Op"]','mon tue wed thu fri','crossoff 0.1.0');
INSERT INTO run VALUES(2,1,'2026-11-17',1,'recorded','2026-11-16','2026-11-17T06:00:00Z',NULL,'2026-11-17.csv',135,'c36a468faf50dfa83a4480be72b0b366dbc0d546a263b623320e24dec4c07e3e','UTF-8',',','[{"name":"Order","field":"work_order","decimal":0,"order":0},{"name":"Op","field":"operation","decimal":0,"order":0},{"name":"WC","field":"shop","decimal":0,"order":0},{"name":"Qty","field":"quantity","decimal":0,"order":0},{"name":"Done","field":"quantity_completed","decimal":0,"order":0},{"name":"Due","field":"due_date","decimal":0,"order":0},{"name":"Status","field":"status","decimal":0,"order":0}]','["Order","Op"]','mon tue wed thu fri','crossoff 0.1.0');
INSERT INTO run VALUES(3,1,'2026-11-18',1,'recorded','2026-11-17','2026-11-18T06:00:00Z',NULL,'2026-11-18.csv',144,'bd664a59965d983e8e81996825c77a15aa6cc370cc2f203a2959ca91e1b28db5','UTF-8',',','[{"name":"Order","field":"work_order","decimal":0,"order":0},{"name":"Op","field":"operation","decimal":0,"order":0},{"name":"WC","field":"shop","decimal":0,"order":0},{"name":"Qty","field":"quantity","decimal":0,"order":0},{"name":"Done","field":"quantity_completed","decimal":0,"order":0},{"name":"Due","field":"due_date","decimal":0,"order":0},{"name":"Status","field":"status","decimal":0,"order":0}]','["Order","Op"]','mon tue wed thu fri','crossoff 0.1.0');
INSERT INTO run VALUES(4,2,'2026-11-18',1,'recorded',NULL,'2026-11-18T06:10:00Z',NULL,'w.csv',21,'c06faa57e1477742f53dcd4c27710c4c5869eaf81ea85d7f2d7db868a75f4cf6','UTF-8',',','[{"name":"WO","field":"work_order","decimal":0,"order":0},{"name":"Qty","field":"quantity","decimal":0,"order":0}]','["WO"]','mon tue wed thu fri','crossoff 0.1.0');
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
INSERT INTO balance VALUES(1,5,5,0,0,0,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4);
INSERT INTO balance VALUES(2,3,3,0,0,0,1,4,2,1,0,1,1,0,2);
INSERT INTO balance VALUES(3,3,3,0,0,0,1,2,1,0,0,1,0,1,2);
INSERT INTO balance VALUES(4,2,2,0,0,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2);
CREATE TABLE work_order (
    id         INTEGER PRIMARY KEY,
    feed_id    INTEGER NOT NULL REFERENCES feed,
    key        TEXT NOT NULL,
    work_order TEXT NOT NULL,
    suffix     TEXT,
    operation  TEXT,
    UNIQUE (feed_id, key)
);
INSERT INTO work_order VALUES(1,1,'0000120010','000012',NULL,'0010');
INSERT INTO work_order VALUES(2,1,'0000120020','000012',NULL,'0020');
INSERT INTO work_order VALUES(3,1,'0000130010','000013',NULL,'0010');
INSERT INTO work_order VALUES(4,1,'0000140010','000014',NULL,'0010');
INSERT INTO work_order VALUES(5,1,'0000160010','000016',NULL,'0010');
INSERT INTO work_order VALUES(6,2,'0007','0007',NULL,NULL);
INSERT INTO work_order VALUES(7,2,'0008','0008',NULL,NULL);
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
INSERT INTO event VALUES(1,1,1,'listed',NULL,'Saw',NULL,NULL,NULL,NULL,5000,0,NULL,NULL,NULL,'2026-11-20',NULL,'Released',NULL,NULL,NULL,NULL,'0,2026-11-20,0010,000012,5,Released,Saw');
INSERT INTO event VALUES(2,1,2,'listed',NULL,'Lathe',NULL,NULL,NULL,NULL,5000,0,NULL,NULL,NULL,'2026-11-20',NULL,'Released',NULL,NULL,NULL,NULL,'0,2026-11-20,0020,000012,5,Released,Lathe');
INSERT INTO event VALUES(3,1,3,'listed',NULL,'Saw',NULL,NULL,NULL,NULL,5000,2000,NULL,NULL,NULL,'2026-11-21',NULL,'Released',NULL,NULL,NULL,NULL,'2,2026-11-21,0010,000013,5,Released,Saw');
INSERT INTO event VALUES(4,1,4,'listed',NULL,'Saw',NULL,NULL,NULL,NULL,7000,0,NULL,NULL,NULL,NULL,NULL,'Released',NULL,NULL,NULL,NULL,'0,,0010,000014,7,Released,Saw');
INSERT INTO event VALUES(5,2,1,'completed','absence','Saw',NULL,NULL,NULL,NULL,5000,0,NULL,NULL,0,'2026-11-20',NULL,'Released',NULL,NULL,NULL,NULL,NULL);
INSERT INTO event VALUES(6,2,3,'completed','absence','Saw',NULL,NULL,NULL,NULL,5000,2000,NULL,NULL,0,'2026-11-21',NULL,'Released',NULL,NULL,NULL,NULL,NULL);
INSERT INTO event VALUES(7,2,4,'cancelled','status','Saw',NULL,NULL,NULL,NULL,7000,0,NULL,NULL,0,NULL,NULL,'Cancelled',NULL,NULL,NULL,NULL,NULL);
INSERT INTO event VALUES(8,2,2,'changed',NULL,'Lathe',NULL,NULL,NULL,NULL,5000,1000,NULL,NULL,1000,'2026-11-25',NULL,'Released',NULL,NULL,NULL,NULL,'1,2026-11-25,0020,000012,5,Released,Lathe');
INSERT INTO event VALUES(9,2,5,'new',NULL,'Saw',NULL,NULL,NULL,NULL,3000,0,NULL,NULL,NULL,NULL,NULL,'Released',NULL,NULL,NULL,NULL,'0,,0010,000016,3,Released,Saw');
INSERT INTO event VALUES(10,3,2,'completed','quantity','Lathe',NULL,NULL,NULL,NULL,5000,5000,NULL,NULL,4000,'2026-11-25',NULL,'Released',NULL,NULL,NULL,NULL,NULL);
INSERT INTO event VALUES(11,3,3,'reopened',NULL,'Saw',NULL,NULL,NULL,NULL,5000,2000,NULL,NULL,NULL,'2026-11-21',NULL,'Released',NULL,NULL,NULL,NULL,'2,2026-11-21,0010,000013,5,Released,Saw');
INSERT INTO event VALUES(12,4,6,'listed',NULL,'',NULL,NULL,NULL,NULL,5000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'5,0007');
INSERT INTO event VALUES(13,4,7,'listed',NULL,'',NULL,NULL,NULL,NULL,6000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'6,0008');
CREATE TABLE change (
    event_id INTEGER NOT NULL REFERENCES event,
    field    TEXT NOT NULL,
    before   TEXT NOT NULL,
    after    TEXT NOT NULL,
    PRIMARY KEY (event_id, field)
) WITHOUT ROWID;
INSERT INTO change VALUES(8,'due_date','2026-11-20','2026-11-25');
INSERT INTO change VALUES(8,'quantity_completed','0','1');
CREATE TABLE day (
    feed_id    INTEGER NOT NULL REFERENCES feed,
    date       DATE NOT NULL CHECK (date IS date(date)),
    run_id     INTEGER NOT NULL UNIQUE REFERENCES run,
    day_no     INTEGER NOT NULL,
    workday_no INTEGER NOT NULL,
    is_workday INTEGER NOT NULL CHECK (is_workday IN (0, 1)),
    PRIMARY KEY (feed_id, date)
) WITHOUT ROWID;
INSERT INTO day VALUES(1,'2026-11-16',1,1,0,1);
INSERT INTO day VALUES(1,'2026-11-17',2,2,1,1);
INSERT INTO day VALUES(1,'2026-11-18',3,3,2,1);
INSERT INTO day VALUES(2,'2026-11-18',4,1,0,1);
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
INSERT INTO spell VALUES(1,1,1,1,'2026-11-16','2026-11-16',1,5,0,0);
INSERT INTO spell VALUES(2,1,2,1,'2026-11-16','2026-11-17',2,10,0,0);
INSERT INTO spell VALUES(3,1,3,1,'2026-11-16','2026-11-16',3,6,0,0);
INSERT INTO spell VALUES(4,1,4,1,'2026-11-16','2026-11-16',4,7,0,0);
INSERT INTO spell VALUES(5,1,5,1,'2026-11-17',NULL,9,NULL,0,0);
INSERT INTO spell VALUES(6,1,3,2,'2026-11-18',NULL,11,NULL,1,1);
INSERT INTO spell VALUES(7,2,6,1,'2026-11-18',NULL,12,NULL,0,0);
INSERT INTO spell VALUES(8,2,7,1,'2026-11-18',NULL,13,NULL,0,0);
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
INSERT INTO state VALUES(1,'2026-11-16','2026-11-16',1,1,'Saw','2026-11-20');
INSERT INTO state VALUES(2,'2026-11-16','2026-11-16',1,2,'Lathe','2026-11-20');
INSERT INTO state VALUES(2,'2026-11-17','2026-11-17',1,8,'Lathe','2026-11-25');
INSERT INTO state VALUES(3,'2026-11-16','2026-11-16',1,3,'Saw','2026-11-21');
INSERT INTO state VALUES(4,'2026-11-16','2026-11-16',1,4,'Saw',NULL);
INSERT INTO state VALUES(5,'2026-11-17','9999-12-31',1,9,'Saw',NULL);
INSERT INTO state VALUES(6,'2026-11-18','9999-12-31',1,11,'Saw','2026-11-21');
INSERT INTO state VALUES(7,'2026-11-18','9999-12-31',2,12,'',NULL);
INSERT INTO state VALUES(8,'2026-11-18','9999-12-31',2,13,'',NULL);
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
INSERT INTO total VALUES(1,'2026-11-16','Lathe',0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0);
INSERT INTO total VALUES(1,'2026-11-16','Saw',0,0,0,0,0,0,0,0,0,0,0,0,0,3,0,0);
INSERT INTO total VALUES(1,'2026-11-17','Lathe',1,0,0,0,0,0,0,0,0,1,1,0,0,1,0,0);
INSERT INTO total VALUES(1,'2026-11-17','Saw',3,0,0,2,0,0,2,1,0,0,0,1,0,1,0,10000);
INSERT INTO total VALUES(1,'2026-11-18','Lathe',1,0,0,1,0,1,0,0,0,0,0,0,0,0,0,5000);
INSERT INTO total VALUES(1,'2026-11-18','Saw',1,0,0,0,0,0,0,0,0,1,0,0,1,2,0,0);
INSERT INTO total VALUES(2,'2026-11-18','',0,0,0,0,0,0,0,0,0,0,0,0,0,2,0,0);
CREATE INDEX work_order_number ON work_order (work_order);
CREATE INDEX state_day ON state (feed_id, to_day, from_day);
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
CREATE VIEW carried_over AS
SELECT date, feed, shop, work_order, suffix, operation, part, description, quantity,
       quantity_completed, due_date, first_seen, days_carried, NULL AS evidence, working_days,
       changed, past_due, progress, status, priority, plant, sales_order, planner, customer
FROM presence WHERE first_day < date;
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
COMMIT;
PRAGMA application_id = 1668444019;
PRAGMA user_version = 1;
