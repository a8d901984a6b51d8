-- Mails: those that wait, and what became of the others. Neither facts nor projection: a row changes
-- with every try, and its message is forgotten once nobody will ask for it again. So it is no part of
-- the chain, and a day is the same with and without its mails.

-- feed: its name, as a list that could never be read belongs to a feed that is not recorded.
-- run_id: the run that it tells of; NULL where there is none. shop: only this shop's part; NULL: all
-- of them. topic: what it tells, so that nobody is told twice.
-- unmade: the mails of a day could not be composed; one row for all of them, without a recipient.
-- sending: handed to a server by a run that has not come back yet. dropped: before it went out,
-- another mail took its place, or its day was taken back.
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

-- What a run warned of, in the order in which it did: a mail about its day that is made again says
-- so too. These are facts, and in the chain.
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
