-- Mails: those that wait, and what became of the others. Neither facts nor projection: a row changes
-- with every try, and its message is forgotten once nobody will ask for it again. So it is no part of
-- the chain, and a day is the same with and without its mails.

-- feed: its name, as a list that could never be read belongs to a feed that is not recorded.
-- run_id: the run that it tells of; NULL where there is none. shop: only this shop's part; NULL: all
-- of them. topic: what it tells, so that nobody is told twice.
-- sending: handed to a server by a run that has not come back yet.
CREATE TABLE letter (
    id         INTEGER PRIMARY KEY,
    feed       TEXT NOT NULL,
    date       DATE CHECK (date IS date(date)),
    run_id     INTEGER REFERENCES run,
    kind       TEXT NOT NULL CHECK (kind IN ('day', 'corrected', 'held', 'failed')),
    recipient  TEXT NOT NULL,
    shop       TEXT,
    topic      TEXT NOT NULL,
    message_id TEXT NOT NULL,
    subject    TEXT NOT NULL,
    message    TEXT,
    state      TEXT NOT NULL DEFAULT 'queued'
               CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'expired')),
    queued_at  TIMESTAMP NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    tried_at   TIMESTAMP,
    answer     TEXT,
    CHECK (message IS NOT NULL OR state IN ('sent', 'refused', 'expired'))
);
CREATE UNIQUE INDEX letter_once ON letter (feed, recipient, topic, ifnull(shop, '*'), shop IS NULL);
CREATE INDEX letter_waiting ON letter (state) WHERE state IN ('queued', 'sending');

CREATE VIEW mails AS
SELECT date, feed, kind, recipient, shop, subject, state, queued_at, tries, tried_at, answer,
       message_id
FROM letter;
