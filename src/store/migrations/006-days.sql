-- The orders of a day are read in one piece, with what their measures need: the rows of `state` lie
-- by the day on which they ended, no longer by order.

CREATE TEMP TABLE state_before AS SELECT * FROM state;
DROP TABLE state;

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

INSERT INTO state
SELECT s.feed_id, s.to_day, s.from_day, s.spell_id, s.event_id, s.shop, s.due_date,
       max(0, ifnull(e.quantity_remaining,
                     ifnull(e.quantity, 0) - max(0, ifnull(e.quantity_completed, 0)))),
       nullif(max(iif(e.verdict = 'relisted', NULL, s.from_day))
              OVER (PARTITION BY s.spell_id ORDER BY s.from_day), s.from_day)
FROM temp.state_before AS s
JOIN event AS e ON e.id = s.event_id
ORDER BY s.feed_id, s.to_day, s.from_day, s.spell_id;
DROP TABLE temp.state_before;

CREATE UNIQUE INDEX state_spell ON state (spell_id, from_day);
