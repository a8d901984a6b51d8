-- Answers about a day, a month or an order in milliseconds, also after years. What a day ended is
-- told by one index alone, and an order that arrives adds nothing to it: spells are found by the
-- event that closed them, with what measures ask of them. That no event closes two is what check
-- --deep sees, which derives all spells anew.

CREATE TEMP TABLE state_before AS SELECT * FROM state;
CREATE TEMP TABLE spell_before AS SELECT * FROM spell;
DROP TABLE state;
DROP TABLE spell;

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
    closed          INTEGER REFERENCES event,
    days_before     INTEGER NOT NULL,
    workdays_before INTEGER NOT NULL,
    UNIQUE (order_id, spell_no)
);
INSERT INTO spell SELECT * FROM temp.spell_before ORDER BY id;
CREATE INDEX spell_closed ON spell (closed, spell_no, first_day, order_id)
    WHERE closed IS NOT NULL;

-- What an order's row said, from one recorded day to another. to_make: pieces still to make. since:
-- from when on nothing but the set of columns changed, where that is before from_day.
CREATE TABLE state (
    feed_id  INTEGER NOT NULL REFERENCES feed,
    to_day   DATE NOT NULL DEFAULT '9999-12-31',
    from_day DATE NOT NULL,
    spell_id INTEGER NOT NULL REFERENCES spell,
    event_id INTEGER NOT NULL REFERENCES event,
    shop     TEXT NOT NULL,
    due_date DATE,
    to_make  INTEGER NOT NULL,
    since    DATE,
    PRIMARY KEY (feed_id, to_day, from_day, spell_id)
) WITHOUT ROWID;
INSERT INTO state SELECT * FROM temp.state_before ORDER BY feed_id, to_day, from_day, spell_id;
CREATE UNIQUE INDEX state_spell ON state (spell_id, from_day);

DROP TABLE temp.state_before;
DROP TABLE temp.spell_before;

-- SQLite has no statistics here and holds every table for as large as the others, so that views say
-- where to begin: with the days (CROSS JOIN), whose runs lead to their events, or with an order that
-- is asked for (its feed leads to the days, its number to one event of each). Never with a feed,
-- which leads to everything (+).
CREATE INDEX day_date ON day (date);

DROP VIEW event_row;
CREATE VIEW event_row AS
SELECT e.id AS event_id, e.run_id, e.order_id, e.verdict, e.evidence, nullif(e.shop, '') AS shop,
       o.work_order, o.suffix, o.operation, e.part, e.description,
       CASE WHEN e.quantity % 1000 THEN e.quantity / 1000.0 ELSE e.quantity / 1000 END AS quantity,
       CASE WHEN e.quantity_completed % 1000 THEN e.quantity_completed / 1000.0
            ELSE e.quantity_completed / 1000 END AS quantity_completed,
       CASE WHEN e.progress % 1000 THEN e.progress / 1000.0 ELSE e.progress / 1000 END AS progress,
       e.due_date, e.status, e.priority, e.plant, e.sales_order, e.planner, e.customer,
       e.outcome, e.order_completed,
       CASE WHEN e.outcome IS NULL OR e.quantity_completed <= 0
                 OR e.quantity_completed >= e.quantity THEN NULL
            WHEN (e.quantity - e.quantity_completed) % 1000
            THEN (e.quantity - e.quantity_completed) / 1000.0
            ELSE (e.quantity - e.quantity_completed) / 1000 END AS missing, +o.feed_id AS feed_id
FROM event AS e
JOIN work_order AS o ON o.id = e.order_id;

DROP VIEW departure;
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

DROP VIEW new_orders;
CREATE VIEW new_orders AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, d.date AS first_seen, 1 AS days_carried,
       e.status, e.priority, e.plant, e.sales_order, e.planner, e.customer
FROM day AS d
CROSS JOIN event_row AS e ON e.run_id = d.run_id AND d.feed_id = e.feed_id
JOIN feed AS f ON f.id = +d.feed_id
WHERE e.verdict = 'new';

DROP VIEW reopened;
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

DROP VIEW changes;
CREATE VIEW changes AS
SELECT d.date, f.name AS feed, nullif(e.shop, '') AS shop, o.work_order, o.suffix, o.operation,
       c.field, c.before, c.after
FROM day AS d
CROSS JOIN event AS e ON e.run_id = d.run_id
CROSS JOIN change AS c ON c.event_id = e.id
JOIN feed AS f ON f.id = +d.feed_id
JOIN work_order AS o ON o.id = e.order_id AND d.feed_id = +o.feed_id;

-- A state ends on a recorded day: to look up each of these later days beats looking through all
-- states that end later.
DROP VIEW presence;
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
JOIN feed AS f ON f.id = +d.feed_id
CROSS JOIN state AS t ON t.feed_id = d.feed_id AND d.date <= +t.to_day AND t.from_day <= d.date
     AND t.to_day IN (SELECT n.date FROM day AS n WHERE n.feed_id = d.feed_id AND n.date >= d.date
                      UNION ALL SELECT '9999-12-31')
JOIN spell AS p ON p.id = t.spell_id
JOIN event_row AS e ON e.event_id = t.event_id AND e.order_id = p.order_id
     AND d.feed_id = e.feed_id
JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day;

DROP VIEW open_orders;
CREATE VIEW open_orders AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, first.first_day AS first_seen,
       p.days_before + d.day_no - s.day_no + 1 AS days_carried, NULL AS evidence,
       (+e.run_id = +d.run_id AND +e.verdict = 'changed') AS changed,
       ifnull(e.due_date < d.date, 0) AS past_due,
       p.workdays_before + d.workday_no - s.workday_no + s.is_workday AS age,
       CASE WHEN e.run_id = d.run_id THEN ifnull(e.progress, 0) ELSE 0 END AS progress,
       e.status, e.priority, e.plant, e.sales_order, e.planner, e.customer
FROM feed AS f
CROSS JOIN day AS d ON d.feed_id = f.id
     AND d.date = (SELECT max(date) FROM day WHERE feed_id = f.id)
CROSS JOIN state AS t ON t.feed_id = d.feed_id AND t.to_day = '9999-12-31'
JOIN spell AS p ON p.id = t.spell_id
JOIN event_row AS e ON e.event_id = t.event_id AND e.order_id = p.order_id
JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day;
