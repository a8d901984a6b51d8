/* The statements of outbox.c: mails that wait, and those that do not any more; and of warnings.c.
 */
#pragma once

#define CO_OUTBOX_STATEMENTS(X)                                                                    \
    /* 1 feed, 2 date, 3 run, 4 kind, 5 recipient, 6 shop, 7 topic, 8 message id, 9 subject, 10    \
     * message, 11 at */                                                                           \
    X(LETTER_ADD, 11,                                                                              \
      "INSERT INTO letter (feed, date, run_id, kind, recipient, shop, topic, message_id, subject," \
      " message, queued_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")                \
    X(LETTER_TOLD, 4,                                                                              \
      "SELECT count(*) FROM letter WHERE feed = ?1 AND recipient = ?2 AND topic = ?3 AND"          \
      " shop IS ?4")                                                                               \
    /* 5 its run, or 0. Another run's mail that came, or may have: 2; one that waits untried: 1 */ \
    X(LETTER_KNOWS, 5,                                                                             \
      "SELECT ifnull(max(CASE WHEN state IN ('sending', 'sent') OR (tries > 0 AND state IN"        \
      " ('queued', 'dropped')) THEN 2 WHEN state = 'queued' THEN 1 ELSE 0 END), 0) FROM letter"    \
      " WHERE feed = ?1 AND recipient = ?2 AND date = ?3 AND shop IS ?4 AND"                       \
      " kind IN ('day', 'corrected') AND run_id IS NOT ?5")                                        \
    X(LETTER_ALARMED, 4,                                                                           \
      "SELECT count(*) FROM letter WHERE feed = ?1 AND recipient = ?2 AND date = ?3 AND"           \
      " shop IS ?4 AND kind IN ('held', 'missing', 'failed') AND"                                  \
      " state IN ('queued', 'sending', 'sent')")                                                   \
    /* 5 topic that stays */                                                                       \
    X(LETTER_DROP, 5,                                                                              \
      "UPDATE letter SET state = 'dropped', message = NULL, answer = 'a newer mail took its "      \
      "place'"                                                                                     \
      " WHERE feed = ?1 AND recipient = ?2 AND date = ?3 AND shop IS ?4 AND topic <> ?5 AND"       \
      " state = 'queued' AND kind IN ('day', 'corrected', 'taken_back')")                          \
    X(LETTER_READERS, 2,                                                                           \
      "SELECT recipient, shop FROM letter WHERE feed = ?1 AND date = ?2 AND"                       \
      " kind IN ('day', 'corrected') AND (state IN ('sending', 'sent') OR (tries > 0 AND"          \
      " state IN ('queued', 'dropped'))) GROUP BY 1, 2 ORDER BY min(id)")                          \
    X(LETTER_DROP_DAY, 2,                                                                          \
      "UPDATE letter SET state = 'dropped', message = NULL, answer = 'the day was taken back'"     \
      " WHERE feed = ?1 AND date = ?2 AND state = 'queued' AND kind IN ('day', 'corrected')")      \
    X(LETTER_UNMAKE_DAY, 2,                                                                        \
      "DELETE FROM letter WHERE feed = ?1 AND date = ?2 AND state = 'unmade'")                     \
    /* 1 feed, 2 date, 3 run, 4 at */                                                              \
    X(LETTER_OWE, 4,                                                                               \
      "INSERT OR IGNORE INTO letter (feed, date, run_id, kind, recipient, topic, message_id,"      \
      " subject, state, queued_at) VALUES (?1, ?2, ?3, 'day', '', 'run ' || ?3, '', '',"           \
      " 'unmade', ?4)")                                                                            \
    X(LETTER_OWED, 0, "SELECT feed, date FROM letter WHERE state = 'unmade' ORDER BY id LIMIT 1")  \
    /* 1 feed, 2 queued before: too old, 3 now */                                                  \
    X(LETTER_EXPIRE, 3,                                                                            \
      "UPDATE letter SET state = 'expired', message = NULL, tried_at = ?3 WHERE state = 'queued'"  \
      " AND (?1 IS NULL OR feed = ?1) AND queued_at < ?2")                                         \
    X(LETTER_EXPIRABLE, 2,                                                                         \
      "SELECT count(*) FROM letter WHERE state = 'queued' AND (?1 IS NULL OR feed = ?1) AND"       \
      " queued_at < ?2")                                                                           \
    /* 1 feed, 2 tried before: its run is dead, 3 how many, 4 id before */                         \
    X(LETTER_WAITING, 4,                                                                           \
      "SELECT id, feed, date, ifnull(run_id, 0), kind, recipient, shop, topic, message_id,"        \
      " subject, message, queued_at, tries FROM letter WHERE (state = 'queued' OR"                 \
      " (state = 'sending' AND tried_at < ?2)) AND (?1 IS NULL OR feed = ?1) AND id > ?4"          \
      " ORDER BY id LIMIT ?3")                                                                     \
    X(LETTER_TAKE, 2,                                                                              \
      "UPDATE letter SET state = 'sending', tries = tries + 1, tried_at = ?2 WHERE id = ?1")       \
    /* 1 id, 2 state, 3 answer, 4 whether the message is forgotten, 5 the try it was taken for */  \
    X(LETTER_MARK, 5,                                                                              \
      "UPDATE letter SET state = ?2, answer = ?3, message = iif(?4, NULL, message) WHERE id = ?1"  \
      " AND state = 'sending' AND tries = ?5")                                                     \
    X(LETTER_FORGET, 0, "DELETE FROM letter")                                                      \
    /* 1 feed, 2 since */                                                                          \
    X(LETTER_COUNT, 2,                                                                             \
      "SELECT count(*) FILTER (WHERE state IN ('unmade', 'queued', 'sending')), count(*) FILTER"   \
      " (WHERE state IN ('refused', 'expired') AND ifnull(tried_at, queued_at) >= ?2 AND NOT"      \
      " EXISTS (SELECT 1 FROM letter AS n WHERE n.feed = l.feed AND n.recipient = l.recipient AND" \
      " n.date = l.date AND n.shop IS l.shop AND n.id > l.id AND n.state = 'sent'))"               \
      " FROM letter AS l WHERE ?1 IS NULL OR feed = ?1")                                           \
    X(LETTER_LIST, 2,                                                                              \
      "SELECT date, feed, kind, recipient, shop, subject, state, queued_at, tries, tried_at,"      \
      " answer FROM letter WHERE ?1 IS NULL OR feed = ?1 ORDER BY id DESC LIMIT ?2")               \
    X(WARNING_ADD, 3, "INSERT INTO warning (run_id, n, text) VALUES (?1, ?2, ?3)")                 \
    X(WARNING_LIST, 1, "SELECT text FROM warning WHERE run_id = ?1 ORDER BY n")
