-- The chain over the runs: each link is the SHA-256 of the link before it and of all facts of one
-- run, as crossoff-history(5) writes them out. A migration changes how facts are written out, so it
-- links all runs anew under its schema, behind the links that were there.
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

-- Schema 1 counted all ordered pieces of an order that left with less made; from schema 2 on only
-- those that were made count.
UPDATE total SET pieces_completed =
    (SELECT ifnull(sum(CASE WHEN e.outcome = 'closed' THEN ifnull(e.quantity_completed, 0)
                            WHEN e.outcome <> 'assumed' AND e.quantity_completed > 0
                            THEN e.quantity_completed
                            ELSE ifnull(e.quantity, 0) END), 0)
     FROM day AS d JOIN event AS e ON e.run_id = d.run_id
     WHERE d.feed_id = total.feed_id AND d.date = total.date AND e.shop = total.shop
           AND e.verdict = 'completed'
           AND NOT EXISTS (SELECT 1 FROM move AS m WHERE m.event_id = e.id))
    WHERE short > 0;
