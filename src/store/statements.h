/* Every statement of the store: X(NAME, number of parameters, SQL). */
#pragma once
#include "chain_statements.h"
#include "statements_attempts.h"
#include "statements_outbox.h"
#include "statements_tally.h"
#include "statements_trend.h"

/* The orders of one day: what left, what is new or back, what was carried; with what they are
 * sorted by (rank.c). Parameters: 1 feed id, 2 date, 3 run id, 4 JSON array of shops or NULL. A row
 * that stood there the day before has no event of this run. */
#define CO_QUERY_SHEET_CANDIDATES                                                               \
    "SELECT e.shop, CASE WHEN e.verdict = 'completed' THEN"                                     \
    "  iif(" CO_SQL_IS_MOVED ", 3, 1)"                                                          \
    "  WHEN e.verdict = 'cancelled' THEN 2 WHEN e.verdict = 'moved' THEN 3 ELSE 5 END,"         \
    "  e.id, p.id, p.order_id, e.due_date, NULL, 0, e.verdict = 'new', 0"                       \
    " FROM event AS e JOIN spell AS p ON p.order_id = e.order_id AND"                           \
    "  (p.closed = e.id OR p.opened = e.id)"                                                    \
    " WHERE e.run_id = ?3 AND e.verdict IN"                                                     \
    "  ('completed', 'cancelled', 'moved', 'new', 'reopened', 'listed')"                        \
    "  AND (?4 IS NULL OR e.shop IN (SELECT value FROM json_each(?4)))"                         \
    " UNION ALL"                                                                                \
    " SELECT t.shop, 4, t.event_id, t.spell_id, t.order_id, t.due_date,"                        \
    "  ifnull(t.first_day, t.first_seen), t.days_before, 0,"                                    \
    "  ifnull(e.verdict = 'changed', 0)"                                                        \
    " FROM " CO_SQL_STATES                                                                      \
    " LEFT JOIN event AS e ON e.id = iif(+t.from_day = ?2, t.event_id, NULL) AND e.run_id = ?3" \
    " WHERE ifnull(t.first_day, t.first_seen) < ?2 AND (?4 IS NULL OR t.shop IN (SELECT value " \
    "FROM json_each(?4)))"

/* All about orders that were chosen, in the order in which they are given: c0 event, c1 spell, c2
 * part of the list (enum co_rank_part), c3 shop, c4 whether it changed. Parameters: 1 feed id, 2
 * date. */
#define CO_QUERY_SHEET_ITEMS                                                                     \
    "SELECT r.c3, CASE r.c2 WHEN 3 THEN 'moved' WHEN 4 THEN 'carried over' ELSE e.verdict END,"  \
    " iif(r.c2 = 4, NULL, e.evidence), o.work_order, o.suffix, o.operation, e.part,"             \
    " e.description, e.status, e.quantity, e.quantity_completed,"                                \
    " CASE WHEN r.c4 THEN e.progress END, e.due_date,"                                           \
    " (SELECT f.first_day FROM spell AS f WHERE f.order_id = p.order_id AND f.spell_no = 1),"    \
    " CASE WHEN r.c2 = 5 AND e.verdict = 'reopened' THEN (SELECT d.date FROM spell AS b"         \
    "  JOIN event AS c ON c.id = b.closed JOIN day AS d ON d.run_id = c.run_id"                  \
    "  WHERE b.order_id = p.order_id AND b.spell_no = p.spell_no - 1) END,"                      \
    " p.days_before + l.day_no - s.day_no + 1,"                                                  \
    " p.workdays_before + l.workday_no - s.workday_no + s.is_workday, r.c0, r.c4,"               \
    " iif(r.c2 = 3, NULL, e.outcome), iif(r.c2 = 3, 0, e.order_completed),"                      \
    " iif(r.c2 = 3, (SELECT m.to_feed FROM current_move AS m WHERE m.event_id = r.c0), NULL)"    \
    " FROM given AS r CROSS JOIN event AS e ON e.id = r.c0 CROSS JOIN spell AS p ON p.id = r.c1" \
    " CROSS JOIN work_order AS o ON o.id = p.order_id"                                           \
    " CROSS JOIN day AS s ON s.feed_id = ?1 AND s.date = p.first_day"                            \
    " CROSS JOIN day AS l ON l.feed_id = ?1 AND l.date = iif(r.c2 < 4, p.last_day, ?2)"

/* The pieces that a completion counts: what is known to be made; all that were ordered where the
 * order only left the list and nothing says otherwise. */
#define CO_SQL_PIECES                                                               \
    "CASE WHEN verdict <> 'completed' THEN 0"                                       \
    " WHEN outcome = 'closed' THEN ifnull(quantity_completed, 0)"                   \
    " WHEN outcome <> 'assumed' AND quantity_completed > 0 THEN quantity_completed" \
    " ELSE ifnull(quantity, 0) END"

/* The event of the order with a plain key (2) on a day (3) in another feed than one (1). */
#define CO_SQL_ELSEWHERE                                                                 \
    " FROM work_order AS o CROSS JOIN day AS d ON d.feed_id = o.feed_id AND d.date = ?3" \
    " CROSS JOIN event AS e ON e.run_id = d.run_id AND e.order_id = o.id"                \
    " WHERE o.plain = ?2 AND o.feed_id <> ?1"

/* Every event of the orders with a number, and, for one that is still on the list, the newest list
 * as a last line. The events are found by the states and stays of the order: an index for them
 * would cost at every recording. Parameters: 1 work order, 2 feed or NULL. */
#define CO_QUERY_LIFE                                                                              \
    "WITH mine AS ("                                                                               \
    " SELECT o.id AS order_id, o.key AS key, f.id AS feed_id, f.name AS feed, p.id AS spell_id,"   \
    "  p.last_day AS last_day, p.closed AS closed FROM work_order AS o"                            \
    " JOIN feed AS f ON f.id = o.feed_id JOIN spell AS p ON p.order_id = o.id"                     \
    " WHERE o.work_order = ?1 AND (?2 IS NULL OR f.name = ?2)),"                                   \
    "line AS ("                                                                                    \
    " SELECT i.order_id, i.key, d.date AS date, i.feed, e.verdict AS verdict,"                     \
    "  e.evidence AS evidence, e.id AS event_id, i.spell_id, d.date AS until_day,"                 \
    "  e.id AS changes_of"                                                                         \
    " FROM mine AS i CROSS JOIN state AS t ON t.order_id = i.order_id AND +t.spell_id = "          \
    "i.spell_id"                                                                                   \
    " CROSS JOIN event AS e ON e.id = t.event_id JOIN day AS d ON d.run_id = e.run_id"             \
    " UNION ALL"                                                                                   \
    " SELECT i.order_id, i.key, d.date, i.feed, iif(EXISTS (SELECT 1 FROM current_move"            \
    "   WHERE event_id = e.id), 'moved', e.verdict), e.evidence, e.id, i.spell_id,"                \
    "  i.last_day, e.id"                                                                           \
    " FROM mine AS i CROSS JOIN event AS e ON e.id = i.closed JOIN day AS d"                       \
    "  ON d.run_id = e.run_id"                                                                     \
    " UNION ALL"                                                                                   \
    " SELECT i.order_id, i.key, d.date, i.feed, 'carried over', NULL, t.event_id, i.spell_id,"     \
    "  d.date, NULL"                                                                               \
    " FROM mine AS i JOIN state AS t ON t.order_id = i.order_id AND +t.spell_id = i.spell_id AND " \
    "t.to_day = '9999-12-31'"                                                                      \
    " JOIN day AS d ON d.feed_id = i.feed_id AND"                                                  \
    "  d.date = (SELECT max(date) FROM day WHERE feed_id = i.feed_id) AND d.date > t.from_day"     \
    " WHERE i.last_day IS NULL)"                                                                   \
    "SELECT i.date, i.feed, o.work_order, o.suffix, o.operation, i.verdict, i.evidence, e.shop,"   \
    " e.part, e.description, e.quantity, e.quantity_completed, e.due_date, e.status,"              \
    " p.days_before + l.day_no - s.day_no + 1, i.changes_of"                                       \
    " FROM line AS i JOIN work_order AS o ON o.id = i.order_id"                                    \
    " JOIN event AS e ON e.id = i.event_id JOIN spell AS p ON p.id = i.spell_id"                   \
    " JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day"                             \
    " JOIN day AS l ON l.feed_id = p.feed_id AND l.date = i.until_day"                             \
    " ORDER BY i.feed, i.key, i.date, i.changes_of IS NULL"

#define CO_STATEMENT_LIST(X)                                                                       \
    CO_CHAIN_LIST(X)                                                                               \
    CO_ATTEMPT_STATEMENTS(X)                                                                       \
    CO_TALLY_STATEMENTS(X)                                                                         \
    CO_OUTBOX_STATEMENTS(X)                                                                        \
    CO_TREND_STATEMENTS(X)                                                                         \
    X(FEED_ID, 1, "SELECT id FROM feed WHERE name = ?1")                                           \
    X(FEED_ADD, 1, "INSERT INTO feed (name) VALUES (?1)")                                          \
    X(FEED_NAMES, 0, "SELECT name FROM feed ORDER BY name")                                        \
    X(SHOP_NAMES, 1, "SELECT DISTINCT shop FROM total WHERE feed_id = ?1 ORDER BY shop")           \
    X(DAY_NEWEST, 1,                                                                               \
      "SELECT d.date, r.sha256, r.file, r.recorded_at, (SELECT finished FROM balance"              \
      " WHERE run_id = r.id), r.id FROM day AS d JOIN run AS r"                                    \
      " ON r.id = d.run_id WHERE d.feed_id = ?1 ORDER BY d.date DESC LIMIT 1")                     \
    X(DAY_OF, 2,                                                                                   \
      "SELECT d.date, r.sha256, r.file, r.recorded_at, (SELECT finished FROM balance"              \
      " WHERE run_id = r.id), r.id FROM day AS d JOIN run AS r"                                    \
      " ON r.id = d.run_id WHERE d.feed_id = ?1 AND d.date = ?2")                                  \
    X(DAY_OF_FILE, 2,                                                                              \
      "SELECT d.date, r.sha256, r.file, r.recorded_at, (SELECT finished FROM balance"              \
      " WHERE run_id = r.id), r.id FROM run AS r JOIN day AS d"                                    \
      " ON d.run_id = r.id WHERE r.feed_id = ?1 AND r.sha256 = ?2 ORDER BY d.date DESC LIMIT 1")   \
    X(KNOWN_FILE, 3,                                                                               \
      "SELECT EXISTS (SELECT 1 FROM day AS d JOIN run AS r ON r.id = d.run_id"                     \
      " WHERE d.feed_id = f.id AND d.date = ?2 AND r.sha256 = ?3),"                                \
      " EXISTS (SELECT 1 FROM run WHERE feed_id = f.id AND date = ?2 AND sha256 = ?3"              \
      " AND state = 'recorded') FROM feed AS f WHERE f.name = ?1")                                 \
    X(DAY_NUMBERS, 2, "SELECT day_no, workday_no FROM day WHERE feed_id = ?1 AND date = ?2")       \
    X(DAY_ADD, 6,                                                                                  \
      "INSERT INTO day (feed_id, date, run_id, day_no, workday_no, is_workday)"                    \
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)")                                                          \
    X(RUN_ADD, 21,                                                                                 \
      "INSERT INTO run (feed_id, date, revision, state, previous_date, recorded_at, file, bytes,"  \
      " sha256, encoding, delimiter, columns, key, working_days, program, run_date, rules,"        \
      " closed_file, closed_sha256, ending, kind, who, reason) VALUES"                             \
      " (?1, ?2, (SELECT ifnull(max(revision), 0) + 1 FROM run WHERE feed_id = ?1 AND date = ?2)," \
      " 'recorded', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"      \
      " ?19, ?20, ?21)")                                                                           \
    X(RUN_UNDO, 5,                                                                                 \
      "INSERT INTO run (feed_id, date, revision, state, previous_date, recorded_at, file, bytes,"  \
      " sha256, encoding, delimiter, columns, key, working_days, program, run_date, rules,"        \
      " closed_file, closed_sha256, ending, kind, who, reason)"                                    \
      " SELECT feed_id, date, (SELECT max(revision) + 1 FROM run WHERE feed_id = ?1 AND"           \
      "  date = ?2), state, previous_date, ?3, file, bytes, sha256, encoding, delimiter, columns," \
      "  key, working_days, program, run_date, rules, closed_file, closed_sha256, ending, 'undo'," \
      "  ?4, ?5 FROM run WHERE id = (SELECT run_id FROM day WHERE feed_id = ?1 AND date = ?2)")    \
    X(ENDED_NOW, 2,                                                                                \
      "SELECT e.class, e.cells FROM ended_now AS n JOIN ended AS e ON e.run_id = n.run_id AND"     \
      " e.key = n.key WHERE n.feed_id = ?1 AND n.key = ?2")                                        \
    X(ENDED_KEYS, 1, "SELECT key FROM ended_now WHERE feed_id = ?1 ORDER BY key")                  \
    X(ENDED_ADD, 4, "INSERT INTO ended (run_id, key, class, cells) VALUES (?1, ?2, ?3, ?4)")       \
    X(ENDED_NOW_ADD, 3,                                                                            \
      "INSERT INTO ended_now (feed_id, key, run_id) VALUES (?1, ?2, ?3)"                           \
      " ON CONFLICT (feed_id, key) DO UPDATE SET run_id = ?3")                                     \
    X(ENDED_NOW_DROP, 2, "DELETE FROM ended_now WHERE feed_id = ?1 AND key = ?2")                  \
    X(ENDED_NOW_CLEAR, 1, "DELETE FROM ended_now WHERE feed_id = ?1")                              \
    X(ENDED_NOW_FILL, 2,                                                                           \
      "INSERT INTO ended_now (feed_id, key, run_id) SELECT ?1, key, run_id FROM (SELECT e.key,"    \
      " e.run_id, e.cells, row_number() OVER (PARTITION BY e.key ORDER BY d.date DESC) AS n"       \
      " FROM day AS d JOIN ended AS e ON e.run_id = d.run_id WHERE d.feed_id = ?1 AND"             \
      " d.date < ?2) WHERE n = 1 AND cells IS NOT NULL")                                           \
    X(CUT_DAYS, 2,                                                                                 \
      "INSERT INTO redo_day (feed_id, date, run_id) SELECT feed_id, date, run_id FROM day"         \
      " WHERE feed_id = ?1 AND date >= ?2")                                                        \
    X(CUT_STATES, 2,                                                                               \
      "INSERT INTO redo_state (feed_id, from_day, to_day, event_id) SELECT feed_id, from_day,"     \
      " to_day, event_id FROM state WHERE feed_id = ?1 AND to_day >= ?2")                          \
    X(CUT_MOVES, 2,                                                                                \
      "SELECT m.event_id FROM day AS d JOIN event AS t ON t.run_id = d.run_id JOIN move AS m"      \
      " ON m.to_event_id = t.id JOIN event AS e ON e.id = m.event_id JOIN day AS f ON"             \
      " f.run_id = e.run_id WHERE d.feed_id = ?1 AND d.date >= ?2")                                \
    X(CUT_TOTAL, 2, "DELETE FROM total WHERE feed_id = ?1 AND date >= ?2")                         \
    X(CUT_STATE, 2, "DELETE FROM state WHERE feed_id = ?1 AND to_day >= ?2 AND from_day >= ?2")    \
    X(CUT_STATE_OPEN, 2,                                                                           \
      "UPDATE state SET to_day = '9999-12-31' WHERE feed_id = ?1 AND to_day >="                    \
      " (SELECT max(date) FROM day WHERE feed_id = ?1 AND date < ?2)")                             \
    X(CUT_SPELL, 2, "DELETE FROM spell WHERE feed_id = ?1 AND first_day >= ?2")                    \
    X(CUT_SPELL_OPEN, 2,                                                                           \
      "UPDATE spell SET last_day = NULL, closed = NULL WHERE feed_id = ?1 AND last_day >="         \
      " (SELECT max(date) FROM day WHERE feed_id = ?1 AND date < ?2)")                             \
    X(CUT_DAY, 2, "DELETE FROM day WHERE feed_id = ?1 AND date >= ?2")                             \
    X(REDO_NEXT, 2,                                                                                \
      "SELECT r.id, d.date, r.file, r.sha256, r.encoding, r.bytes, r.working_days, r.run_date,"    \
      " r.rules, r.closed_file, r.closed_sha256, r.ending, r.delimiter, b.rows_read, b.rows_used," \
      " b.duplicates, b.dropped, b.rejected, b.finished, r.columns, r.key FROM redo_day AS d "     \
      "JOIN run AS r"                                                                              \
      " ON r.id = d.run_id JOIN balance AS b ON b.run_id = r.id WHERE d.feed_id = ?1 AND"          \
      " d.date > ?2 ORDER BY d.date LIMIT 1")                                                      \
    X(REDO_IGNORE, 1,                                                                              \
      "SELECT i.value FROM run AS r, json_each(r.rules, '$.ignore') AS i WHERE r.id = ?1")         \
    X(REDO_TOLD, 3,                                                                                \
      "SELECT e.verdict, e.outcome, e.quantity_completed FROM work_order AS o JOIN event AS e"     \
      " ON e.order_id = o.id AND e.run_id = ?1 WHERE o.feed_id = ?2 AND o.key = ?3 AND"            \
      " e.evidence = 'told'")                                                                      \
    X(REDO_DAYS_DONE, 1, "DELETE FROM redo_day WHERE feed_id = ?1")                                \
    X(REDO_STATES_DONE, 1, "DELETE FROM redo_state WHERE feed_id = ?1")                            \
    X(BALANCE_ADD, 16,                                                                             \
      "INSERT INTO balance (run_id, rows_read, rows_used, duplicates, dropped, rejected,"          \
      " finished, yesterday, completed, cancelled, moved, carried_over, new, reopened, today,"     \
      " orders_today) VALUES"                                                                      \
      " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)")                  \
    /* Here and below no list is sorted: for one row that would cost more than finding it. */      \
    X(ORDER_SEEN, 4,                                                                               \
      "SELECT coalesce((SELECT id FROM work_order WHERE feed_id = ?1 AND key = ?3 AND plain = "    \
      "?2),"                                                                                       \
      " (SELECT o.id FROM work_order AS o WHERE ?4 AND o.plain = ?2 AND o.feed_id = ?1 AND NOT"    \
      "  EXISTS (SELECT 1 FROM spell WHERE order_id = o.id AND last_day IS NULL)"                  \
      "  ORDER BY o.id DESC LIMIT 1))")                                                            \
    X(ORDERS_SEEN, 1, "SELECT EXISTS (SELECT 1 FROM work_order WHERE feed_id = ?1)")               \
    X(ORDER_KNOWN, 2, "SELECT count(*) FROM work_order WHERE feed_id = ?1 AND key = ?2")           \
    X(ORDER_HAS_TWIN, 2,                                                                           \
      "SELECT count(*) FROM work_order AS a JOIN work_order AS b ON b.feed_id = a.feed_id AND"     \
      " b.plain = a.plain AND b.id <> a.id JOIN spell AS p ON p.order_id = a.id"                   \
      " JOIN spell AS q ON q.order_id = b.id AND q.first_day <= ifnull(p.last_day, '9999-12-31')"  \
      " AND p.first_day <= ifnull(q.last_day, '9999-12-31') WHERE a.feed_id = ?1 AND a.key = ?2")  \
    X(ORDER_ON_LIST, 3,                                                                            \
      "SELECT o.id, p.id FROM work_order AS o JOIN spell AS p ON p.order_id = o.id"                \
      " AND p.last_day IS NULL WHERE o.feed_id = ?1 AND o.key = ?3 AND o.plain = ?2"               \
      " UNION ALL SELECT o.id, p.id FROM work_order AS o JOIN spell AS p ON p.order_id = o.id"     \
      " AND p.last_day IS NULL WHERE o.plain = ?2 AND o.feed_id = ?1 LIMIT 1")                     \
    X(ORDER_SPELT, 1, /* by index: a key begins with its number */                                 \
      "WITH asked (plain) AS (SELECT ifnull(nullif(ltrim(?1, '0'), ''), '0'))"                     \
      " SELECT work_order FROM (SELECT work_order, 0 AS rank, id FROM work_order"                  \
      " WHERE work_order = ?1 UNION ALL SELECT o.work_order, 1, o.id FROM asked AS a"              \
      " CROSS JOIN work_order AS o ON o.plain >= a.plain AND o.plain < a.plain || char(32)"        \
      " WHERE ?1 NOT GLOB '*[^0-9]*' AND (o.plain = a.plain OR substr(o.plain, 1,"                 \
      " length(a.plain) + 1) = a.plain || char(31))) ORDER BY rank, id LIMIT 1")                   \
    X(ORDER_STILL_OPEN, 1,                                                                         \
      "SELECT count(*) FROM work_order AS o JOIN work_order AS n ON n.work_order = o.work_order"   \
      " AND n.feed_id = o.feed_id AND n.suffix IS o.suffix JOIN spell AS p ON p.order_id = n.id"   \
      " AND p.last_day IS NULL WHERE o.id = ?1 AND n.id <> o.id")                                  \
    X(ORDERS_ON_LIST, 1,                                                                           \
      "SELECT count(*) FROM (SELECT DISTINCT o.work_order, o.suffix FROM state AS s"               \
      " JOIN work_order AS o ON o.id = s.order_id"                                                 \
      " WHERE s.feed_id = ?1 AND s.to_day = '9999-12-31')")                                        \
    X(FEEDS, 0, "SELECT count(*) FROM feed")                                                       \
    /* From the order to the day of its feed, and to its event of that run: asked for every order  \
       that arrives or leaves. */                                                                  \
    X(MOVE_TO, 3,                                                                                  \
      "SELECT e.id" CO_SQL_ELSEWHERE " AND e.verdict IN ('new', 'reopened', 'listed')"             \
      " AND NOT EXISTS (SELECT 1 FROM current_move WHERE to_event_id = e.id) ORDER BY e.id LIMIT " \
      "1")                                                                                         \
    X(MOVE_FROM, 3,                                                                                \
      "SELECT e.id" CO_SQL_ELSEWHERE " AND e.verdict = 'completed' AND e.evidence = 'absence'"     \
      " AND NOT EXISTS (SELECT 1 FROM current_move WHERE event_id = e.id) ORDER BY e.id LIMIT 1")  \
    /* 1 feed, 2 date: days of other feeds that its list changed */                                \
    X(MOVED_DAYS, 2,                                                                               \
      "SELECT DISTINCT g.name, x.date FROM feed AS f JOIN day AS d ON d.feed_id = f.id AND"        \
      " d.date = ?2 JOIN run AS t ON t.id = d.run_id JOIN event AS e ON e.run_id = t.id"           \
      " JOIN move AS m ON m.to_event_id = e.id OR m.event_id = e.id JOIN event AS o ON o.id ="     \
      " iif(m.event_id = e.id, m.to_event_id, m.event_id) JOIN day AS x ON x.run_id = o.run_id"    \
      " JOIN feed AS g ON g.id = x.feed_id WHERE f.name = ?1 AND o.id < e.id AND"                  \
      " x.run_id <> t.id ORDER BY 1, 2")                                                           \
    X(MOVE_ADD, 2, "INSERT OR IGNORE INTO move (event_id, to_event_id) VALUES (?1, ?2)")           \
    X(MOVE_TOTALS, 2,                                                                              \
      "UPDATE total SET completed = completed - ?2, by_absence = by_absence - ?2,"                 \
      " moved = moved + ?2, short = short - ?2 * (e.outcome = 'short'), orders_completed ="        \
      " orders_completed - ?2 * ifnull(e.order_completed, 0), pieces_completed ="                  \
      " pieces_completed - ?2 * (" CO_SQL_PIECES ")"                                               \
      " FROM event AS e JOIN day AS d ON d.run_id = e.run_id WHERE e.id = ?1"                      \
      " AND total.feed_id = d.feed_id AND total.date = d.date AND total.shop = e.shop")            \
    X(LAST_ORDER, 0, "SELECT max(id) FROM work_order")                                             \
    X(LAST_EVENT, 0, "SELECT max(id) FROM event")                                                  \
    X(LAST_SPELL, 0, "SELECT max(id) FROM spell")                                                  \
    X(ORDERS_ADD, 1,                                                                               \
      "INSERT INTO work_order (id, feed_id, key, plain, work_order, suffix, operation)"            \
      " SELECT c0, ?1, c1, c2, c3, c4, c5 FROM given")                                             \
    X(EVENTS_ADD, 0,                                                                               \
      "INSERT INTO event (id, run_id, order_id, verdict, evidence, shop, from_shop, plant, part,"  \
      " description, quantity, quantity_completed, quantity_remaining, quantity_scrapped,"         \
      " progress, due_date, start_date, status, priority, sales_order, planner, customer, cells,"  \
      " outcome, order_completed)"                                                                 \
      " SELECT c24, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16,"    \
      " c17, c18, c19, c20, c21, c22, c23 FROM given")                                             \
    X(SPELLS_ADD, 2,                                                                               \
      "INSERT INTO spell (id, feed_id, order_id, spell_no, first_day, opened, days_before,"        \
      " workdays_before) SELECT c0, ?1, c1, c2, ?2, c3, c4, c5 FROM given")                        \
    /* 1 feed, 2 date; c6: the first day of the first stay, if it is not this one */               \
    X(STATES_ADD, 2,                                                                               \
      "INSERT INTO state (order_id, spell_id, from_day, feed_id, event_id, shop, due_date, "       \
      "to_make,"                                                                                   \
      " first_seen, first_day, days_before, workdays_before) SELECT c0, c1, ?2, ?1, c2, c3, c4, "  \
      "c5,"                                                                                        \
      " ifnull(c6, ?2), iif(c6 IS NULL, NULL, ?2), c7, c8 FROM given")                             \
    X(CHANGES_ADD, 0,                                                                              \
      "INSERT INTO change (event_id, field, before, after) SELECT c0, c1, c2, c3 FROM given")      \
    X(CHANGES_OF, 1, "SELECT field, before, after FROM change WHERE event_id = ?1 ORDER BY field") \
    X(SPELL_LAST, 1,                                                                               \
      "SELECT p.spell_no, p.last_day, p.days_before + l.day_no - s.day_no + 1,"                    \
      " p.workdays_before + l.workday_no - s.workday_no + s.is_workday,"                           \
      " (SELECT first_day FROM spell WHERE order_id = ?1 AND spell_no = 1)"                        \
      " FROM spell AS p JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day"           \
      " LEFT JOIN day AS l ON l.feed_id = p.feed_id AND l.date = p.last_day"                       \
      " WHERE p.order_id = ?1 ORDER BY p.spell_no DESC LIMIT 1")                                   \
    X(SPELLS_CLOSE, 1,                                                                             \
      "UPDATE spell SET last_day = ?1, closed = g.c1 FROM given AS g WHERE spell.id = g.c0")       \
    /* 1 feed, 2 date; c0 order, c5: whether only the set of columns changed */                    \
    X(STATES_AGAIN, 2,                                                                             \
      "INSERT INTO state (order_id, spell_id, from_day, feed_id, event_id, shop, due_date, "       \
      "to_make,"                                                                                   \
      " since, first_seen, first_day, days_before, workdays_before) SELECT g.c0, t.spell_id, ?2, " \
      "?1,"                                                                                        \
      " g.c1, g.c2, g.c3, g.c4, iif(g.c5, ifnull(t.since, t.from_day), NULL), t.first_seen,"       \
      " t.first_day, t.days_before, t.workdays_before FROM given AS g CROSS JOIN state AS t ON"    \
      " t.order_id = g.c0 AND t.from_day = (SELECT max(from_day) FROM state WHERE order_id = "     \
      "g.c0)")                                                                                     \
    X(STATES_CLOSE, 1,                                                                             \
      "UPDATE state SET to_day = ?1 FROM given AS g WHERE state.order_id = g.c0 AND"               \
      " state.to_day = '9999-12-31'")                                                              \
    /* 1 feed, 2 date */                                                                           \
    X(TOTALS_GIVEN, 2,                                                                             \
      "INSERT INTO total (feed_id, date, shop, yesterday, completed, cancelled, moved,"            \
      " carried_over, new, reopened, today, from_other, to_other, changed, past_due, by_status,"   \
      " by_quantity, by_told, by_absence, short, closed, orders_completed, pieces_completed)"      \
      " SELECT ?1, ?2, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16," \
      " c17, c18, c19, c20 FROM given")                                                            \
    X(TOTALS_BEFORE, 2,                                                                            \
      "SELECT shop, today FROM total WHERE feed_id = ?1 AND date = ?2 AND today > 0")              \
    /* 1 feed, 2 date. The plus sign: a date is compared as the text it is. */                     \
    X(TOTALS_LIST, 2,                                                                              \
      "SELECT s.shop, ifnull(+s.due_date < ?2, 0), iif(ifnull(s.first_day, s.first_seen) = ?2,"    \
      " iif(s.first_day IS NULL, 1, 2), 0) FROM state AS s"                                        \
      " WHERE s.feed_id = ?1 AND s.to_day = '9999-12-31'")                                         \
    X(TOTALS_EVENTS, 1,                                                                            \
      "SELECT shop, from_shop, iif(" CO_SQL_IS_MOVED ", 'moved', verdict), evidence, outcome,"     \
      " ifnull(order_completed, 0), quantity, quantity_completed, ifnull(progress, 0)"             \
      " FROM event AS e WHERE run_id = ?1 AND verdict NOT IN ('listed', 'new', 'reopened')")       \
    X(TOTALS_WRONG, 2,                                                                             \
      "SELECT count(*) FROM total WHERE feed_id = ?1 AND date = ?2 AND"                            \
      " (yesterday + from_other <> completed + cancelled + moved + carried_over + to_other"        \
      " OR today <> carried_over + new + reopened)")                                               \
    X(TOTALS_SUM, 2,                                                                               \
      "SELECT sum(today), sum(yesterday), sum(completed), sum(cancelled), sum(carried_over),"      \
      " sum(new), sum(reopened), sum(moved) FROM total WHERE feed_id = ?1 AND date = ?2")          \
    X(RUN_OF_DAY, 2,                                                                               \
      "SELECT run_id FROM day WHERE feed_id = ?1 AND (?2 IS NULL OR date = ?2)"                    \
      " ORDER BY date DESC LIMIT 1")                                                               \
    X(LIST_COLUMNS, 1,                                                                             \
      "SELECT json_extract(c.value, '$.name'), json_extract(c.value, '$.field'),"                  \
      " json_extract(c.value, '$.decimal'), json_extract(c.value, '$.order'), c.key"               \
      " FROM run AS r, json_each(r.columns) AS c WHERE r.id = ?1"                                  \
      " ORDER BY json_extract(c.value, '$.name')")                                                 \
    X(LIST_KEY, 1,                                                                                 \
      "SELECT c.value FROM run AS r, json_each(r.key) AS c WHERE r.id = ?1 ORDER BY c.key")        \
    X(LIST_ENDING, 1,                                                                              \
      "SELECT json_extract(r.ending, '$.line_end'), json_extract(r.ending, '$.footers'), k.value"  \
      " FROM run AS r LEFT JOIN json_each(r.ending, '$.tail') AS k WHERE r.ending IS NOT NULL"     \
      " AND r.id = ?1 ORDER BY k.key")                                                             \
    X(LIST_ROWS_OF, 2,                                                                             \
      "SELECT e.cells FROM state AS s JOIN event AS e ON e.id = s.event_id"                        \
      " WHERE s.feed_id = ?1 AND s.to_day >= ?2 AND s.from_day <= ?2")                             \
    X(LIST_ENDED_OF, 2,                                                                            \
      "SELECT class, cells FROM (SELECT e.key, e.class, e.cells, row_number() OVER"                \
      " (PARTITION BY e.key ORDER BY d.date DESC) AS n FROM day AS d JOIN ended AS e"              \
      " ON e.run_id = d.run_id WHERE d.feed_id = ?1 AND d.date <= ?2)"                             \
      " WHERE n = 1 AND cells IS NOT NULL ORDER BY key")                                           \
    X(REDO_ROWS, 2,                                                                                \
      "SELECT e.cells FROM redo_state AS s JOIN event AS e ON e.id = s.event_id"                   \
      " WHERE s.feed_id = ?1 AND s.to_day >= ?2 AND s.from_day <= ?2")                             \
    X(REDO_ENDED, 3,                                                                               \
      "SELECT class, cells FROM (SELECT e.key, e.class, e.cells, row_number() OVER"                \
      " (PARTITION BY e.key ORDER BY d.date DESC) AS n FROM"                                       \
      " (SELECT date, run_id FROM day WHERE feed_id = ?1 AND date < ?3 UNION ALL"                  \
      "  SELECT date, run_id FROM redo_day WHERE feed_id = ?1 AND date <= ?2) AS d"                \
      " JOIN ended AS e ON e.run_id = d.run_id)"                                                   \
      " WHERE n = 1 AND cells IS NOT NULL ORDER BY key")                                           \
    X(LINES_USED, 1, /* the number is the last cell of the key */                                  \
      "SELECT max(CAST(replace(key, rtrim(key, replace(key, char(31), '')), '') AS INTEGER))"      \
      " FROM work_order WHERE feed_id = ?1 AND instr(key, char(31))")                              \
    X(LIST_ROWS, 1,                                                                                \
      "SELECT e.cells FROM state AS s JOIN event AS e ON e.id = s.event_id"                        \
      " WHERE s.feed_id = ?1 AND s.to_day = '9999-12-31'")                                         \
    X(SHEET_HEAD, 2,                                                                               \
      "SELECT r.id, r.file, b.rows_read, b.rows_used, b.duplicates, b.dropped, b.rejected,"        \
      " b.finished, b.today, r.previous_date,"                                                     \
      " (SELECT group_concat(value, ', ') FROM json_each(r.key)),"                                 \
      " (SELECT count(*) FROM total AS t WHERE t.feed_id = d.feed_id AND t.date = d.date),"        \
      " EXISTS (SELECT 1 FROM json_each(r.columns) AS c JOIN json_each(r.key) AS k"                \
      "  ON k.value = json_extract(c.value, '$.name')"                                             \
      "  WHERE json_extract(c.value, '$.field') = 'operation')"                                    \
      " FROM day AS d JOIN run AS r ON r.id = d.run_id JOIN balance AS b ON b.run_id = r.id"       \
      " WHERE d.feed_id = ?1 AND d.date = ?2")                                                     \
    X(SHEET_SHOPS, 3,                                                                              \
      "SELECT shop, " CO_SQL_COUNTS " FROM total WHERE feed_id = ?1 AND date = ?2"                 \
      " AND (?3 IS NULL OR shop IN (SELECT value FROM json_each(?3))) ORDER BY shop = '', shop")   \
    X(SHEET_CANDIDATES, 4, CO_QUERY_SHEET_CANDIDATES)                                              \
    X(ORDER_NAME, 1, "SELECT work_order, key FROM work_order WHERE id = ?1")                       \
    X(SHEET_ITEMS, 2, CO_QUERY_SHEET_ITEMS)                                                        \
    X(BY_DATE, 4,                                                                                  \
      "SELECT d.date, CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.yesterday), 0) END," \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.completed), 0) END,"               \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.cancelled), 0) END,"               \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.moved), 0) END,"                   \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.carried_over), 0) END,"            \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.changed), 0) END,"                 \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.new), 0) END,"                     \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.reopened), 0) END,"                \
      " ifnull(sum(t.today), 0), ifnull(sum(t.past_due), 0),"                                      \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.pieces_completed), 0) END,"        \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.short), 0) END,"                   \
      " CASE WHEN r.previous_date IS NOT NULL THEN ifnull(sum(t.orders_completed), 0) END"         \
      " FROM day AS d JOIN run AS r ON r.id = d.run_id LEFT JOIN total AS t"                       \
      " ON t.feed_id = d.feed_id AND t.date = d.date"                                              \
      " AND (?4 IS NULL OR t.shop IN (SELECT value FROM json_each(?4)))"                           \
      " WHERE d.feed_id = ?1 AND d.date BETWEEN ?2 AND ?3"                                         \
      " GROUP BY d.date ORDER BY d.date")                                                          \
    X(BY_SHOP, 4,                                                                                  \
      "SELECT t.shop, sum(CASE WHEN t.date = (SELECT min(date) FROM day"                           \
      "   WHERE feed_id = ?1 AND date >= ?2) THEN iif(r.previous_date IS NULL, t.today,"           \
      "   t.yesterday) ELSE 0 END),"                                                               \
      " sum(t.completed), sum(t.cancelled), sum(t.moved), sum(t.new), sum(t.reopened),"            \
      " sum(t.from_other - t.to_other),"                                                           \
      " sum(CASE WHEN t.date = n.date THEN t.today ELSE 0 END),"                                   \
      " sum(CASE WHEN t.date = n.date THEN t.past_due ELSE 0 END), sum(t.pieces_completed),"       \
      " sum(t.short), sum(t.orders_completed)"                                                     \
      " FROM total AS t JOIN day AS d ON d.feed_id = t.feed_id AND d.date = t.date"                \
      " JOIN run AS r ON r.id = d.run_id"                                                          \
      " JOIN (SELECT max(date) AS date FROM day WHERE feed_id = ?1 AND date <= ?3) AS n"           \
      " WHERE t.feed_id = ?1 AND t.date BETWEEN ?2 AND ?3"                                         \
      " AND (?4 IS NULL OR t.shop IN (SELECT value FROM json_each(?4)))"                           \
      " GROUP BY t.shop ORDER BY t.shop = '', t.shop")                                             \
    X(LIFE, 2, CO_QUERY_LIFE)                                                                      \
    X(SIMILAR, 1,                                                                                  \
      "SELECT DISTINCT work_order FROM work_order WHERE instr(work_order, ?1)"                     \
      " OR instr(?1, work_order) OR lower(work_order) = lower(?1)"                                 \
      " ORDER BY length(work_order), work_order LIMIT 5")                                          \
    X(DAYS, 1,                                                                                     \
      "SELECT d.date, f.name, r.state, r.previous_date, r.file, b.rows_read, b.yesterday,"         \
      " b.completed + b.moved - ifnull(t.moved, 0), b.cancelled,"                                  \
      " b.carried_over, b.new, b.reopened,"                                                        \
      " b.today, r.revision, r.recorded_at, iif(b.yesterday IS NULL, NULL, ifnull(t.moved, 0)) "   \
      "FROM day AS d JOIN feed AS f ON f.id = d.feed_id"                                           \
      " JOIN run AS r ON r.id = d.run_id JOIN balance AS b ON b.run_id = r.id"                     \
      " LEFT JOIN (SELECT feed_id, date, sum(moved) AS moved FROM total GROUP BY feed_id, date)"   \
      " AS t ON t.feed_id = d.feed_id AND t.date = d.date"                                         \
      " WHERE ?1 IS NULL OR f.name = ?1"                                                           \
      " UNION ALL SELECT r.date, f.name, r.state, r.previous_date, r.file, (SELECT value FROM"     \
      " measure WHERE run_id = r.id AND name = 'rows'), NULL, NULL, NULL, NULL, NULL, NULL,"       \
      " NULL, r.revision, r.recorded_at, NULL FROM run AS r JOIN feed AS f ON f.id = r.feed_id"    \
      " WHERE r.state = 'held' AND (?1 IS NULL OR f.name = ?1) AND r.revision = (SELECT"           \
      " max(revision) FROM run WHERE feed_id = r.feed_id AND date = r.date) AND NOT EXISTS"        \
      " (SELECT 1 FROM day WHERE feed_id = r.feed_id AND date = r.date) ORDER BY 2, 1")            \
    X(STATUS, 1,                                                                                   \
      "SELECT f.name, d.date, r.file, b.rows_read, b.completed + b.moved - (SELECT"                \
      " ifnull(sum(moved), 0) FROM total WHERE feed_id = f.id AND date = d.date),"                 \
      " b.carried_over, b.new,"                                                                    \
      " b.reopened, b.today,"                                                                      \
      " (SELECT ifnull(sum(past_due), 0) FROM total WHERE feed_id = f.id AND date = d.date),"      \
      " d.day_no,"                                                                                 \
      " r.recorded_at FROM feed AS f JOIN day AS d ON d.feed_id = f.id AND d.date ="               \
      "  (SELECT max(date) FROM day WHERE feed_id = f.id)"                                         \
      " JOIN run AS r ON r.id = d.run_id JOIN balance AS b ON b.run_id = r.id"                     \
      " WHERE ?1 IS NULL OR f.name = ?1 ORDER BY f.name")
