-- What issue by issue was learnt about real lists: how an order ended, which order a number means,
-- where an order went, and what a run was told besides its export.

-- run_date: when the export says it was made. rules: JSON of the feed's rules that were used, such
-- as {"duplicates":"sum"}. closed_file: the list of closed orders that was given with it.
ALTER TABLE run ADD COLUMN run_date DATE CHECK (run_date IS date(run_date));
ALTER TABLE run ADD COLUMN rules TEXT;
ALTER TABLE run ADD COLUMN closed_file TEXT;
ALTER TABLE run ADD COLUMN closed_sha256 TEXT;
ALTER TABLE run ADD COLUMN ending TEXT;

-- plain: the key with the leading zeros of all-digit cells gone. Where a whole column is digits,
-- 000123 and 123 are one order.
ALTER TABLE work_order ADD COLUMN plain TEXT NOT NULL DEFAULT '';
DROP TRIGGER work_order_unchanged;
WITH RECURSIVE cut (id, rest, plain, n) AS (
    SELECT id, key || char(31), '', 0 FROM work_order
    UNION ALL
    SELECT id, substr(rest, instr(rest, char(31)) + 1),
           plain || CASE WHEN n THEN char(31) ELSE '' END || (
               WITH cell (c) AS (SELECT substr(rest, 1, instr(rest, char(31)) - 1))
               SELECT CASE WHEN c GLOB '*[^0-9]*' OR c = '' THEN c
                           WHEN ltrim(c, '0') = '' THEN '0' ELSE ltrim(c, '0') END FROM cell),
           n + 1
    FROM cut WHERE rest <> '')
UPDATE work_order SET plain = c.plain
FROM (SELECT id, plain FROM cut WHERE rest = '') AS c WHERE c.id = work_order.id;
CREATE TRIGGER work_order_unchanged BEFORE UPDATE ON work_order
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE INDEX work_order_plain ON work_order (plain, feed_id);

-- outcome, of a completion: made (confirmed), short (gone or closed with less made than ordered),
-- closed (ended by status, but not confirmed made), assumed (only gone). order_completed: with this row the last
-- open row of the order left the list (1), or others of its operations are still open (0).
ALTER TABLE event ADD COLUMN outcome TEXT
    CHECK (outcome = 'made' OR outcome = 'short' OR outcome = 'closed' OR outcome = 'assumed');
ALTER TABLE event ADD COLUMN order_completed INTEGER;
DROP TRIGGER event_unchanged;
UPDATE event SET order_completed = 1,
    outcome = CASE WHEN evidence <> 'absence' THEN 'made'
                   WHEN quantity_completed > 0 AND quantity_completed < quantity THEN 'short'
                   ELSE 'assumed' END
    WHERE verdict = 'completed';
CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

-- An order that left one feed and appeared in another on the same business day. The event that it left
-- with still says completed: which feed is recorded first, or again, must not matter. A move counts
-- while both of its days do.
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

-- by_told, short and closed are among the completed; orders_completed counts orders where the rows
-- are operations: an order counts in the shop of its last one.
ALTER TABLE total ADD COLUMN by_told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE total ADD COLUMN short INTEGER NOT NULL DEFAULT 0;
ALTER TABLE total ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE total ADD COLUMN orders_completed INTEGER NOT NULL DEFAULT 0;
UPDATE total SET orders_completed = completed,
    short = (SELECT count(*) FROM event AS e JOIN day AS d ON d.run_id = e.run_id
             WHERE d.feed_id = total.feed_id AND d.date = total.date AND e.shop = total.shop
                   AND e.outcome = 'short');

-- Orders with a row on the list, however many operations each has.
ALTER TABLE balance ADD COLUMN orders_today INTEGER;
DROP TRIGGER balance_unchanged;
UPDATE balance SET orders_today = today;
CREATE TRIGGER balance_unchanged BEFORE UPDATE ON balance
    BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

DROP VIEW completed;
DROP VIEW cancelled;
DROP VIEW moved;
DROP VIEW reopened;
DROP VIEW daily_shop;
DROP VIEW daily;
DROP VIEW orders;
DROP VIEW runs;
DROP VIEW departure;
DROP VIEW event_row;

CREATE VIEW current_move AS
SELECT m.event_id, m.to_event_id, f.name AS to_feed
FROM move AS m
JOIN event AS e ON e.id = m.event_id
JOIN day AS b ON b.run_id = e.run_id
JOIN event AS t ON t.id = m.to_event_id
JOIN day AS d ON d.run_id = t.run_id
JOIN feed AS f ON f.id = d.feed_id;

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
            ELSE (e.quantity - e.quantity_completed) / 1000 END AS missing
FROM event AS e
JOIN work_order AS o ON o.id = e.order_id;

-- An order that left the list; retracted: the day it came back.
CREATE VIEW departure AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, first.first_day AS first_seen,
       p.days_before + l.day_no - s.day_no + 1 AS days_carried,
       p.workdays_before + l.workday_no - s.workday_no + s.is_workday AS working_days,
       e.evidence, back.first_day AS retracted, e.status, e.priority, e.plant, e.sales_order,
       e.planner, e.customer, iif(m.event_id IS NULL, e.verdict, 'moved') AS verdict, e.outcome,
       e.order_completed, e.missing, m.to_feed
FROM event_row AS e
JOIN day AS d ON d.run_id = e.run_id
JOIN feed AS f ON f.id = d.feed_id
JOIN spell AS p ON p.closed = e.event_id
JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day
JOIN day AS l ON l.feed_id = p.feed_id AND l.date = p.last_day
LEFT JOIN spell AS back ON back.order_id = p.order_id AND back.spell_no = p.spell_no + 1
LEFT JOIN current_move AS m ON m.event_id = e.event_id;

-- missing: pieces ordered but not made, where some were.
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

-- completed_on: the day of the completion that the return takes back; was: how it had left.
CREATE VIEW reopened AS
SELECT d.date, f.name AS feed, e.shop, e.work_order, e.suffix, e.operation, e.part, e.description,
       e.quantity, e.quantity_completed, e.due_date, first.first_day AS first_seen,
       p.days_before + 1 AS days_carried, gone.date AS completed_on,
       iif(m.event_id IS NULL, was.verdict, 'moved') AS was, e.status,
       e.priority, e.plant, e.sales_order, e.planner, e.customer
FROM event_row AS e
JOIN day AS d ON d.run_id = e.run_id
JOIN feed AS f ON f.id = d.feed_id
JOIN spell AS p ON p.order_id = e.order_id AND p.opened = e.event_id
JOIN spell AS first ON first.order_id = p.order_id AND first.spell_no = 1
JOIN spell AS before ON before.order_id = p.order_id AND before.spell_no = p.spell_no - 1
JOIN event AS was ON was.id = before.closed
JOIN day AS gone ON gone.run_id = was.run_id
LEFT JOIN current_move AS m ON m.event_id = was.id
WHERE e.verdict = 'reopened';

-- In a baseline there is nothing to subtract from: only the columns about today are filled.
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
       CASE WHEN r.previous_date IS NOT NULL THEN t.to_other END AS to_other_shop,
       CASE WHEN r.previous_date IS NOT NULL THEN t.short END AS completed_short,
       CASE WHEN r.previous_date IS NOT NULL THEN t.closed END AS closed,
       CASE WHEN r.previous_date IS NOT NULL THEN t.orders_completed END AS orders_completed
FROM total AS t
JOIN feed AS f ON f.id = t.feed_id
JOIN day AS d ON d.feed_id = t.feed_id AND d.date = t.date
JOIN run AS r ON r.id = d.run_id;

-- Completed and moved come from the totals: a feed that is recorded later may show that an order of
-- this one moved there. (No GROUP BY: it would cost the dates their declared type.)
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

-- verdict and evidence: of the newest list, or how the order left.
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
     (SELECT t.event_id FROM state AS t WHERE t.spell_id = p.id AND t.to_day = '9999-12-31'))
LEFT JOIN current_move AS m ON m.event_id = p.closed;

CREATE VIEW runs AS
SELECT r.date, f.name AS feed, r.file, r.sha256, b.rows_read AS rows, r.state, r.recorded_at,
       r.revision, r.reason, r.bytes, r.previous_date, b.rows_used, b.duplicates, b.dropped,
       b.rejected, b.finished, r.encoding, r.delimiter, r.key, r.columns, r.program, r.run_date,
       r.rules, r.closed_file
FROM run AS r
JOIN feed AS f ON f.id = r.feed_id
JOIN balance AS b ON b.run_id = r.id;
