/* The statements behind measures: facts about orders. Private to the store. */
#pragma once

/* What the row of an event says of the group that its order is in; `grouping` is an enum
 * co_grouping. Those asked for most stand first. */
#define CO_SQL_GROUP(grouping)                                                                 \
    "CASE " grouping " WHEN 0 THEN '' WHEN 1 THEN e.shop WHEN 99 THEN e.cells WHEN 2 THEN"     \
    " e.part WHEN 8 THEN e.planner WHEN 9 THEN e.customer WHEN 5 THEN e.status WHEN 6 THEN"    \
    " e.priority WHEN 3 THEN e.description WHEN 4 THEN e.plant WHEN 7 THEN e.sales_order WHEN" \
    " 10 THEN e.due_date WHEN 11 THEN e.start_date WHEN 12 THEN (SELECT operation FROM"        \
    " work_order WHERE id = e.order_id) END"

/* What is asked of the row of an event; `group`: an expression for its group. */
#define CO_SQL_ROW_IN(group) "e.id, e.quantity_completed, e.order_id, " group
#define CO_SQL_ROW(grouping) CO_SQL_ROW_IN(CO_SQL_GROUP(grouping))

/* Of a stay: the first day of the first one of its order. */
#define CO_SQL_FIRST_SEEN                                                              \
    "iif(p.spell_no > 1, (SELECT first_day FROM spell WHERE order_id = p.order_id AND" \
    " spell_no = 1), p.first_day)"

/* The states of the list of a day (?2). A state ends on a recorded day: to look up each of these
 * later days beats looking through all states that end later. */
#define CO_SQL_STATES                                                   \
    "(SELECT date AS to_day FROM day WHERE feed_id = ?1 AND date >= ?2" \
    " UNION ALL SELECT '9999-12-31') AS g"                              \
    " CROSS JOIN state AS t ON t.feed_id = ?1 AND t.to_day = g.to_day AND t.from_day <= ?2"
#define CO_SQL_OF_SHOPS " WHERE ?3 IS NULL OR t.shop IN (SELECT value FROM json_each(?3))"

/* Whether what the event e calls completed went to another feed. Hardly any did: `move` is asked
 * first, since the view is a join; by IN, which opens it once and not for every event. */
#define CO_SQL_IS_MOVED                                                                 \
    "iif(e.id IN (SELECT event_id FROM move), EXISTS (SELECT 1 FROM current_move WHERE" \
    " event_id = e.id), 0)"

/* The number of the first event of a run, or of the next that has one. Runs are recorded one after
 * the other, so the numbers of their events grow with theirs: found by halving, first among those
 * behind `from`, where all are before the run up to there. */
#define CO_SQL_IS_BEFORE(event, run) \
    "(SELECT run_id FROM event WHERE id >= " event " ORDER BY id LIMIT 1) < " run ", "
#define CO_SQL_FIRST_EVENT(run, from)                                              \
    "(WITH RECURSIVE half (low, high) AS (SELECT " from ", iif(" CO_SQL_IS_BEFORE( \
        from " + 8192",                                                            \
        run) "(SELECT max(id) FROM event) + 1, " from " + 8192) UNION ALL"         \
             " SELECT iif(" CO_SQL_IS_BEFORE(                                      \
                 "(low + high) / 2",                                               \
                 run) "(low + high) / 2, low),"                                    \
                      " iif(" CO_SQL_IS_BEFORE(                                    \
                          "(low + high) / 2",                                      \
                          run) "high, (low + high) / 2)"                           \
                               " FROM half WHERE high - low > 1) SELECT min(high) FROM half)"

/* Of the events from one (?1) to before another (?2); progress counts where the list has no work
 * orders (?3). `asked`: whether one is of the shops asked about. */
#define CO_SQL_EVENTS(group, asked)                                                                \
    "SELECT " CO_SQL_ROW_IN(group) ", e.verdict, e.due_date, e.quantity, e.quantity_remaining,"    \
                                   " iif(?3, e.progress, 0), e.outcome, e.order_completed, " asked \
                                   " FROM event AS e WHERE e.id >= ?1 AND e.id < ?2"
#define CO_SQL_IS_ASKED "e.shop IN (SELECT value FROM json_each(?4))"
/* Of all shops, all of them, by one thing: 1 first event, 2 the one behind the last, 3 whether the
 * list has no work orders. What it is grouped by is not asked of every row again. */
#define CO_EVENTS_BY(X, name, group) \
    X(TALLY_EVENTS_BY_##name, 3, CO_SQL_EVENTS(group, "1") " ORDER BY e.id")

#define CO_TALLY_STATEMENTS(X)                                                                     \
    X(TALLY_DAYS, 1,                                                                               \
      "SELECT date, day_no, workday_no, is_workday, run_id FROM day WHERE feed_id = ?1"            \
      " ORDER BY date")                                                                            \
    X(TALLY_PLACE, 2,                                                                              \
      "SELECT (SELECT count(*) FROM json_each(r.columns) AS c WHERE"                               \
      " json_extract(c.value, '$.name') < ?2) FROM run AS r WHERE r.id = ?1 AND EXISTS (SELECT 1"  \
      " FROM json_each(r.columns) AS n WHERE json_extract(n.value, '$.name') = ?2)")               \
    X(TALLY_COLUMNS, 1, "SELECT columns FROM run WHERE id = ?1")                                   \
    X(TALLY_NO_ORDERS, 1,                                                                          \
      "SELECT NOT EXISTS (SELECT 1 FROM json_each(r.columns) AS c WHERE"                           \
      " json_extract(c.value, '$.field') = 'work_order') FROM run AS r JOIN day AS d"              \
      " ON d.run_id = r.id WHERE d.feed_id = ?1 ORDER BY d.date DESC LIMIT 1")                     \
    /* 1 run, 2 an event that all up to it are before, or 0 */                                     \
    X(TALLY_FIRST_EVENT, 2, "SELECT " CO_SQL_FIRST_EVENT("?1", "?2"))                              \
    /* Of an event: 1 itself, 2 grouping */                                                        \
    X(TALLY_ROW, 2, "SELECT " CO_SQL_ROW("?2") ", e.run_id FROM event AS e WHERE e.id = ?1")       \
    /* 1 feed, 2 day, 3 shops, 4 grouping */                                                       \
    X(TALLY_START, 4,                                                                              \
      "SELECT " CO_SQL_ROW("?4") ", e.run_id, t.event_id, t.shop, t.due_date, t.to_make, "         \
                                 "t.spell_id FROM " CO_SQL_STATES                                  \
                                 " JOIN event AS e ON e.id = t.event_id" CO_SQL_OF_SHOPS)          \
    /* The same without rows of events: 1 feed, 2 day, 3 shops */                                  \
    X(TALLY_START_LIST, 3,                                                                         \
      "SELECT NULL, NULL, NULL, NULL, NULL, t.event_id, t.shop, t.due_date, t.to_make, t.spell_id" \
      " FROM " CO_SQL_STATES CO_SQL_OF_SHOPS)                                                      \
    /* 1 feed, 2 day, 3 shops */                                                                   \
    X(TALLY_END, 3,                                                                                \
      "SELECT t.event_id, t.shop, t.due_date, t.to_make, ifnull(t.first_day, t.first_seen),"       \
      " t.first_seen, t.days_before, t.workdays_before, ifnull(t.since, t.from_day)"               \
      " FROM " CO_SQL_STATES CO_SQL_OF_SHOPS)                                                      \
    /* What happened. The events of a run have numbers in a row: to walk through these is faster   \
       than to look up each; and so are those of the next three, in the same order, to walk beside \
       them. Completed and reopened come from all shops, since an order may have left the list in  \
       another one; by a column that only cells have, all do: the next ones may have to tell it.   \
     */                                                                                            \
    /* 1 first event, 2 the one behind the last, 3 whether the list has no work orders, 4 shops, 5 \
       grouping, 6 whether only what counts for the throughput */                                  \
    X(TALLY_EVENTS, 6,                                                                             \
      CO_SQL_EVENTS(                                                                               \
          CO_SQL_GROUP("?5"),                                                                      \
          CO_SQL_IS_ASKED) " AND (NOT ?6 OR e.outcome IS NOT NULL OR (?3 AND e.progress > 0))"     \
                           " AND (?4 IS NULL OR ?5 = 99 OR e.verdict IN ('completed', "            \
                           "'reopened') OR " CO_SQL_IS_ASKED ") ORDER BY e.id")                    \
    CO_EVENTS_BY(X, NOTHING, "''")                                                                 \
    CO_EVENTS_BY(X, SHOP, "e.shop")                                                                \
    CO_EVENTS_BY(X, PART, "e.part")                                                                \
    CO_EVENTS_BY(X, CELLS, "e.cells")                                                              \
    /* 4 grouping */                                                                               \
    X(TALLY_EVENTS_ALL, 4, CO_SQL_EVENTS(CO_SQL_GROUP("?4"), "1") " ORDER BY e.id")                \
    /* Read from the index alone. */                                                               \
    X(TALLY_ENDED, 2,                                                                              \
      "SELECT p.closed, p.id, " CO_SQL_FIRST_SEEN " FROM spell AS p"                               \
      " WHERE p.closed >= ?1 AND p.closed < ?2 ORDER BY p.closed")                                 \
    X(TALLY_DUE, 2,                                                                                \
      "SELECT event_id, before, after FROM change WHERE event_id >= ?1 AND event_id < ?2"          \
      " AND field = 'due_date' ORDER BY event_id")                                                 \
    /* What is called completed and went to another feed. Hardly any did: `move` is asked first,   \
       since the view is a join. */                                                                \
    X(TALLY_MOVED, 2,                                                                              \
      "SELECT m.event_id FROM move AS m WHERE m.event_id >= ?1 AND m.event_id < ?2 AND"            \
      " EXISTS (SELECT 1 FROM current_move WHERE event_id = m.event_id) ORDER BY m.event_id")      \
    /* The stay of an order (1) before a return (event 2) */                                       \
    X(TALLY_STAY_BEFORE, 2, "SELECT max(id) FROM spell WHERE order_id = ?1 AND closed < ?2")       \
    /* 1 feed, 2 first and 3 last day, 4 shops, 5 by shop or not */                                \
    X(TALLY_RATES, 5,                                                                              \
      "SELECT d.date, iif(?5, t.shop, ''), ifnull(sum(t.completed), 0),"                           \
      " ifnull(sum(t.pieces_completed), 0) FROM day AS d LEFT JOIN total AS t"                     \
      " ON t.feed_id = d.feed_id AND t.date = d.date AND (?4 IS NULL OR t.shop IN"                 \
      "  (SELECT value FROM json_each(?4))) WHERE d.feed_id = ?1 AND d.date BETWEEN ?2 AND ?3"     \
      " AND (t.shop IS NOT NULL OR NOT ?5) GROUP BY d.date, iif(?5, t.shop, '')")                  \
    X(DAYS_RECORDED, 1, "SELECT count(*) FROM day WHERE feed_id = ?1")                             \
    /* 1 feed, 2 last day, 3 how many */                                                           \
    X(DAYS_BACK, 3,                                                                                \
      "SELECT min(date) FROM (SELECT date FROM day WHERE feed_id = ?1 AND (?2 IS NULL OR"          \
      " date <= ?2) ORDER BY date DESC LIMIT ?3)")                                                 \
    X(DAYS_WITHIN, 3,                                                                              \
      "SELECT min(date), max(date) FROM day WHERE feed_id = ?1 AND date BETWEEN ?2 AND ?3")        \
    /* 1 feed, 2 day, 3 shops */                                                                   \
    X(HOT_CANDIDATES, 3,                                                                           \
      "SELECT e.id, t.spell_id, t.due_date, e.priority, n.day_no - s.day_no, o.key "               \
      "FROM " CO_SQL_STATES " JOIN event AS e ON e.id = t.event_id"                                \
      " JOIN work_order AS o ON o.id = t.order_id JOIN day AS n ON n.feed_id = ?1 AND n.date = ?2" \
      " JOIN day AS s ON s.feed_id = ?1 AND s.date = ifnull(t.since, t.from_day)" CO_SQL_OF_SHOPS) \
    /* 1 event, 2 spell, 3 day */                                                                  \
    X(HOT_ORDER, 3,                                                                                \
      "SELECT nullif(e.shop, ''), o.work_order, o.suffix, o.operation, e.part, e.description,"     \
      " e.quantity, e.quantity_completed, e.due_date, e.priority, e.status,"                       \
      " p.days_before + n.day_no - s.day_no + 1,"                                                  \
      " p.workdays_before + n.workday_no - s.workday_no + s.is_workday, e.planner, e.customer"     \
      " FROM event AS e JOIN work_order AS o ON o.id = e.order_id JOIN spell AS p ON p.id = ?2"    \
      " JOIN day AS s ON s.feed_id = p.feed_id AND s.date = p.first_day"                           \
      " JOIN day AS n ON n.feed_id = p.feed_id AND n.date = ?3 WHERE e.id = ?1")                   \
    /* Every move of the due date up to the last day, of orders with one in the range, in order.   \
     */                                                                                            \
    /* 1 feed, 2 first and 3 last day, 4 shops */                                                  \
    X(SLIPS, 4,                                                                                    \
      "WITH hit AS (SELECT DISTINCT e.order_id FROM day AS d CROSS JOIN event AS e"                \
      "  ON e.run_id = d.run_id JOIN change AS c ON c.event_id = e.id AND c.field = 'due_date'"    \
      "  WHERE d.feed_id = ?1 AND d.date BETWEEN ?2 AND ?3 AND e.verdict = 'changed'"              \
      "  AND (?4 IS NULL OR e.shop IN (SELECT value FROM json_each(?4))))"                         \
      "SELECT o.id, t.from_day, c.before, c.after, nullif(e.shop, ''), o.work_order, o.suffix,"    \
      " o.operation, e.part, e.description, e.due_date, o.key,"                                    \
      " p.last_day IS NULL OR p.last_day >= ?3"                                                    \
      " FROM hit CROSS JOIN work_order AS o ON o.id = hit.order_id"                                \
      " CROSS JOIN state AS t ON t.order_id = o.id AND t.from_day <= ?3"                           \
      " CROSS JOIN event AS e ON e.id = t.event_id AND e.verdict = 'changed'"                      \
      " CROSS JOIN change AS c ON c.event_id = e.id AND c.field = 'due_date'"                      \
      " CROSS JOIN spell AS p ON p.id = t.spell_id"                                                \
      " ORDER BY o.id, t.from_day")
