-- A list tells by itself how long its orders have been on it: what asks for the list of a day, a
-- report of measures as well as a planner in SQL, no longer looks up a stay for each of its rows.

CREATE TEMP TABLE state_before AS SELECT * FROM state;
DROP TABLE state;

-- What an order's row said, from one recorded day to another. to_make: pieces still to make. since:
-- from when on nothing but the set of columns changed, where that is before from_day. first_seen:
-- the first day of the first stay of the order; of the stay that the row belongs to first_day,
-- where that is another one, and days_before, workdays_before. spell_id refers to nothing: a stay
-- that a correction takes out would be looked for among all rows. check --deep compares both.
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
INSERT INTO state
SELECT t.feed_id, t.to_day, t.from_day, p.order_id, t.spell_id, t.event_id, t.shop, t.due_date,
       t.to_make, t.since, first.first_day, iif(p.spell_no > 1, p.first_day, NULL),
       p.days_before, p.workdays_before
FROM temp.state_before AS t
CROSS JOIN spell AS p ON p.id = t.spell_id
CROSS JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
ORDER BY t.feed_id, t.to_day, t.from_day, p.order_id;
CREATE UNIQUE INDEX state_order ON state (order_id, from_day);

DROP TABLE temp.state_before;

-- Whoever asks through ODBC is told the type of a column only if it is one of a table: a quantity
-- that was computed had the type of its first value, and 2.5 behind a 10 arrived as 2. NUMERIC: 10
-- stays 10. Nothing of it is stored.
ALTER TABLE event ADD COLUMN pieces_ordered NUMERIC AS (quantity / 1000.0) VIRTUAL;
ALTER TABLE event ADD COLUMN pieces_done NUMERIC AS (quantity_completed / 1000.0) VIRTUAL;
ALTER TABLE event ADD COLUMN pieces_made NUMERIC AS (progress / 1000.0) VIRTUAL;
ALTER TABLE event ADD COLUMN pieces_missing NUMERIC
    AS (CASE WHEN outcome IS NULL OR quantity_completed <= 0 OR quantity_completed >= quantity
             THEN NULL ELSE (quantity - quantity_completed) / 1000.0 END) VIRTUAL;
ALTER TABLE total ADD COLUMN pieces NUMERIC AS (pieces_completed / 1000.0) VIRTUAL;

DROP VIEW event_row;
CREATE VIEW event_row AS
SELECT e.id AS event_id, e.run_id, e.order_id, e.verdict, e.evidence, nullif(e.shop, '') AS shop,
       o.work_order, o.suffix, o.operation, e.part, e.description, e.pieces_ordered AS quantity,
       e.pieces_done AS quantity_completed, e.pieces_made AS progress, e.due_date, e.status,
       e.priority, e.plant, e.sales_order, e.planner, e.customer, e.outcome, e.order_completed,
       e.pieces_missing AS missing, +o.feed_id AS feed_id
FROM event AS e
JOIN work_order AS o ON o.id = e.order_id;

-- In a baseline there is nothing to subtract from: only the columns about today are filled, from t;
-- those from c are NULL.
DROP VIEW daily_shop;
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

DROP VIEW orders;
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

DROP VIEW presence;
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

DROP VIEW open_orders;
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
