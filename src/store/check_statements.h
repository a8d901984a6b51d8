/* What `crossoff check` looks at. The projection is made again from the facts, another way than a
 * recording run makes it: over all days at once, by window functions and running sums. */
#pragma once

/* The run that counts of every day: the newest revision. Without parameters. */
#define CO_CHECK_DAYS                                                                         \
    "SELECT r.feed_id, r.date, r.id, r.working_days FROM run AS r WHERE r.state = 'recorded'" \
    " AND r.kind <> 'undo'"                                                                   \
    " AND NOT EXISTS (SELECT 1 FROM run AS n WHERE n.feed_id = r.feed_id AND n.date = r.date" \
    "  AND n.state = 'recorded' AND n.revision > r.revision) ORDER BY r.feed_id, r.date"
#define CO_CHECK_DAYS_TABLE                                                                      \
    "CREATE TEMP TABLE re_day (feed_id, date, run_id, day_no, workday_no, is_workday, previous," \
    " PRIMARY KEY (feed_id, date)) WITHOUT ROWID"
#define CO_CHECK_DAYS_ADD "INSERT INTO temp.re_day VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"

/* re_event: what counts, in turn. re_spell, re_state: the stays and what the rows said. re_count:
 * what each day adds, re_total: the sums. until: the first day on which it is no longer so. Of a
 * list without work orders, what its rows need less was made. */
#define CO_CHECK_REBUILD                                                                          \
    "CREATE TEMP TABLE re_event AS SELECT d.feed_id, d.date, d.previous, e.order_id, e.id,"       \
    "  e.verdict, e.verdict IN ('listed', 'new', 'reopened') AS opens,"                           \
    "  e.verdict IN ('completed', 'cancelled', 'moved') AS closes, e.shop, e.due_date,"           \
    "  CASE WHEN e.quantity_remaining > 0 THEN e.quantity_remaining"                              \
    "   WHEN e.quantity_remaining IS NOT NULL OR e.quantity IS NULL OR e.quantity < 0 THEN 0"     \
    "   WHEN e.quantity_completed > e.quantity THEN 0"                                            \
    "   WHEN e.quantity_completed > 0 THEN e.quantity - e.quantity_completed"                     \
    "   ELSE e.quantity END AS to_make"                                                           \
    " FROM re_day AS d JOIN event AS e ON e.run_id = d.run_id ORDER BY e.order_id, d.date;"       \
    "CREATE TEMP TABLE re_spell AS WITH stay AS (SELECT * FROM (SELECT feed_id, order_id,"        \
    "   date AS first_day, lead(previous) OVER w AS last_day, id AS opened,"                      \
    "   lead(id) OVER w AS closed, opens, previous, shop FROM re_event WHERE opens OR closes"     \
    "   WINDOW w AS (PARTITION BY order_id ORDER BY date)) WHERE opens)"                          \
    " SELECT t.feed_id, t.order_id, row_number() OVER o AS spell_no, t.first_day, t.last_day,"    \
    "  t.opened, t.closed, ifnull(sum(l.day_no - s.day_no + 1) OVER b, 0) AS days_before,"        \
    "  ifnull(sum(l.workday_no - s.workday_no + s.is_workday) OVER b, 0) AS workdays_before,"     \
    "  t.previous, t.shop FROM stay AS t"                                                         \
    " JOIN re_day AS s ON s.feed_id = t.feed_id AND s.date = t.first_day"                         \
    " LEFT JOIN re_day AS l ON l.feed_id = t.feed_id AND l.date = t.last_day"                     \
    " WINDOW o AS (PARTITION BY t.order_id ORDER BY t.first_day),"                                \
    "  b AS (o ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);"                                \
    "CREATE TEMP TABLE re_state AS SELECT * FROM (SELECT order_id, date AS from_day,"             \
    "  ifnull(lead(previous) OVER w, '9999-12-31') AS to_day, feed_id, id AS event_id, shop,"     \
    "  due_date, to_make, nullif(max(iif(verdict = 'relisted', NULL, date)) OVER w, date) AS"     \
    "  since, max(iif(opens, date, NULL)) OVER w AS first_day,"                                   \
    "  min(date) OVER w AS first_seen, lead(date) OVER w AS until,"                               \
    "  closes FROM re_event WINDOW w AS (PARTITION BY order_id ORDER BY date)) WHERE NOT closes;" \
    "CREATE TEMP TABLE re_count (feed_id, date, shop, open DEFAULT 0, late DEFAULT 0,"            \
    " opened DEFAULT 0, new DEFAULT 0, reopened DEFAULT 0, from_other DEFAULT 0,"                 \
    " to_other DEFAULT 0, completed DEFAULT 0, by_status DEFAULT 0, by_quantity DEFAULT 0,"       \
    " by_told DEFAULT 0, by_absence DEFAULT 0, short DEFAULT 0, closed DEFAULT 0,"                \
    " orders DEFAULT 0, cancelled DEFAULT 0, moved DEFAULT 0, changed DEFAULT 0,"                 \
    " pieces DEFAULT 0);"                                                                         \
    "INSERT INTO re_count (feed_id, date, shop, open)"                                            \
    " SELECT feed_id, from_day, shop, 1 FROM re_state"                                            \
    " UNION ALL SELECT feed_id, until, shop, -1 FROM re_state WHERE until IS NOT NULL;"           \
    "WITH late AS (SELECT feed_id, shop, until, (SELECT min(d.date) FROM re_day AS d"             \
    "  WHERE d.feed_id = s.feed_id AND d.date >= s.from_day AND d.date > s.due_date) AS since"    \
    " FROM re_state AS s WHERE due_date IS NOT NULL)"                                             \
    "INSERT INTO re_count (feed_id, date, shop, late)"                                            \
    " SELECT feed_id, since, shop, 1 FROM late WHERE since < ifnull(until, '9999-12-31')"         \
    " UNION ALL SELECT feed_id, until, shop, -1 FROM late WHERE since < until;"                   \
    "INSERT INTO re_count (feed_id, date, shop, opened, new, reopened)"                           \
    " SELECT feed_id, first_day, shop, 1, previous IS NOT NULL AND spell_no = 1,"                 \
    "  previous IS NOT NULL AND spell_no > 1 FROM re_spell;"                                      \
    "INSERT INTO re_count (feed_id, date, shop, from_other, changed, cancelled)"                  \
    " SELECT x.feed_id, x.date, x.shop, e.from_shop IS NOT NULL, x.verdict = 'changed',"          \
    "  x.verdict = 'cancelled' FROM re_event AS x JOIN event AS e ON e.id = x.id"                 \
    " WHERE NOT x.opens;"                                                                         \
    "INSERT INTO re_count (feed_id, date, shop, to_other) SELECT x.feed_id, x.date, e.from_shop," \
    "  1 FROM re_event AS x JOIN event AS e ON e.id = x.id WHERE e.from_shop IS NOT NULL;"        \
    "INSERT INTO re_count (feed_id, date, shop, moved) SELECT x.feed_id, x.date, x.shop, 1"       \
    " FROM re_event AS x WHERE x.closes"                                                          \
    "  AND (x.verdict = 'moved' OR EXISTS (SELECT 1 FROM current_move WHERE event_id = x.id));"   \
    "INSERT INTO re_count (feed_id, date, shop, completed, by_status, by_quantity, by_told,"      \
    "  by_absence, short, closed, orders, pieces)"                                                \
    " SELECT x.feed_id, x.date, x.shop, 1, e.evidence = 'status' AND e.outcome <> 'closed',"      \
    "  e.evidence = 'quantity', e.evidence = 'told' AND e.outcome <> 'closed',"                   \
    "  e.evidence = 'absence', e.outcome = 'short', e.outcome = 'closed', e.order_completed,"     \
    "  CASE e.outcome WHEN 'closed' THEN ifnull(e.quantity_completed, 0)"                         \
    "   WHEN 'assumed' THEN ifnull(e.quantity, 0)"                                                \
    "   ELSE iif(e.quantity_completed > 0, e.quantity_completed, ifnull(e.quantity, 0)) END"      \
    " FROM re_event AS x JOIN event AS e ON e.id = x.id WHERE x.verdict = 'completed'"            \
    "  AND NOT EXISTS (SELECT 1 FROM current_move WHERE event_id = x.id);"                        \
    "INSERT INTO re_count (feed_id, date, shop, pieces)"                                          \
    " SELECT x.feed_id, x.date, x.shop, e.progress FROM re_event AS x JOIN event AS e"            \
    "  ON e.id = x.id WHERE x.verdict = 'changed' AND e.progress > 0 AND e.run_id IN"             \
    "  (SELECT d.run_id FROM re_day AS d JOIN run AS r ON r.id = d.run_id WHERE NOT EXISTS"       \
    "   (SELECT 1 FROM json_each(r.columns) AS c"                                                 \
    "    WHERE json_extract(c.value, '$.field') = 'work_order'));"                                \
    "CREATE TEMP TABLE re_total AS WITH sums AS (SELECT feed_id, date, shop, sum(open) AS open,"  \
    "   sum(late) AS late, sum(opened) AS opened, sum(new) AS new, sum(reopened) AS reopened,"    \
    "   sum(from_other) AS from_other, sum(to_other) AS to_other, sum(completed) AS completed,"   \
    "   sum(by_status) AS by_status, sum(by_quantity) AS by_quantity, sum(by_told) AS by_told,"   \
    "   sum(by_absence) AS by_absence, sum(short) AS short, sum(closed) AS closed,"               \
    "   sum(orders) AS orders, sum(cancelled) AS cancelled, sum(moved) AS moved,"                 \
    "   sum(changed) AS changed, sum(pieces) AS pieces FROM re_count GROUP BY 1, 2, 3),"          \
    " grid AS (SELECT d.feed_id, d.date, s.shop FROM re_day AS d JOIN"                            \
    "  (SELECT DISTINCT feed_id, shop FROM re_count) AS s ON s.feed_id = d.feed_id),"             \
    " running AS (SELECT g.feed_id, g.date, g.shop, ifnull(sum(c.open) OVER w, 0) AS today,"      \
    "   ifnull(sum(c.late) OVER w, 0) AS past_due, ifnull(sum(c.open) OVER b, 0) AS yesterday,"   \
    "   c.opened, c.new, c.reopened, c.from_other, c.to_other, c.completed, c.by_status,"         \
    "   c.by_quantity, c.by_told, c.by_absence, c.short, c.closed, c.orders, c.cancelled,"        \
    "   c.moved, c.changed, c.pieces FROM grid AS g LEFT JOIN sums AS c"                          \
    "  ON c.feed_id = g.feed_id AND c.date = g.date AND c.shop = g.shop"                          \
    "  WINDOW w AS (PARTITION BY g.feed_id, g.shop ORDER BY g.date),"                             \
    "   b AS (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))"                               \
    " SELECT feed_id, date, shop, yesterday, ifnull(from_other, 0) AS from_other,"                \
    "  ifnull(to_other, 0) AS to_other, ifnull(completed, 0) AS completed,"                       \
    "  ifnull(by_status, 0) AS by_status, ifnull(by_quantity, 0) AS by_quantity,"                 \
    "  ifnull(by_told, 0) AS by_told, ifnull(by_absence, 0) AS by_absence,"                       \
    "  ifnull(short, 0) AS short, ifnull(closed, 0) AS closed,"                                   \
    "  ifnull(orders, 0) AS orders_completed, ifnull(cancelled, 0) AS cancelled,"                 \
    "  ifnull(moved, 0) AS moved, today - ifnull(opened, 0) AS carried_over,"                     \
    "  ifnull(changed, 0) AS changed, ifnull(new, 0) AS new, ifnull(reopened, 0) AS reopened,"    \
    "  today, past_due, ifnull(pieces, 0) AS pieces_completed FROM running"

#define CO_CHECK_TOTAL_COLUMNS                                                                 \
    "feed_id, date, shop, yesterday, from_other, to_other, completed, by_status, by_quantity," \
    " by_told, by_absence, short, closed, orders_completed, cancelled, moved, carried_over,"   \
    " changed, new, reopened, today, past_due, pieces_completed"
#define CO_CHECK_TOTALS_OF(table)                                                                \
    "SELECT " CO_CHECK_TOTAL_COLUMNS " FROM " table " WHERE yesterday OR from_other OR to_other" \
    " OR completed OR cancelled OR moved OR carried_over OR changed OR new OR reopened OR today" \
    " OR past_due OR pieces_completed"

/* X(what it counts, only --deep, SQL of that number, SQL of the problems: one sentence per row). */
#define CO_CHECK_LIST(X)                                                                           \
    X("references between tables", false,                                                          \
      "SELECT count(*) FROM sqlite_schema AS m, pragma_foreign_key_list(m.name)"                   \
      " WHERE m.type = 'table'",                                                                   \
      "SELECT format('table %s, row %s: leads to a row of table %s that is not there', \"table\"," \
      " ifnull(rowid, '?'), parent) FROM pragma_foreign_key_check")                                \
    X("recorded days", false, "SELECT count(*) FROM day",                                          \
      "WITH counts AS (SELECT r.id, r.feed_id, r.date FROM (" CO_CHECK_DAYS ") AS r)"              \
      " SELECT format('run %d (%s of feed %s): it counts, but its day is not there', c.id,"        \
      "  c.date, f.name) FROM counts AS c JOIN feed AS f ON f.id = c.feed_id"                      \
      " WHERE NOT EXISTS (SELECT 1 FROM day AS d WHERE d.run_id = c.id"                            \
      "  AND d.feed_id = c.feed_id AND d.date = c.date)"                                           \
      " UNION ALL SELECT format('%s of feed %s: the day names run %d, which does not count',"      \
      "  d.date, f.name, d.run_id) FROM day AS d JOIN feed AS f ON f.id = d.feed_id"               \
      " WHERE d.run_id NOT IN (SELECT id FROM counts)")                                            \
    X("newest lists", false, "SELECT count(DISTINCT feed_id) FROM day",                            \
      "SELECT format('%s of feed %s: %d orders on the list, but %d stays, %d rows and totals of"   \
      " %d', l.date, f.name, b.today, l.spells, l.states, l.totals) FROM (SELECT d.feed_id,"       \
      "  max(d.date) AS date, d.run_id, (SELECT count(*) FROM spell AS p"                          \
      "   WHERE p.feed_id = d.feed_id AND p.last_day IS NULL) AS spells,"                          \
      "  (SELECT count(*) FROM state AS s WHERE s.feed_id = d.feed_id"                             \
      "   AND s.to_day = '9999-12-31') AS states, (SELECT ifnull(sum(t.today), 0) FROM total AS t" \
      "   WHERE t.feed_id = d.feed_id AND t.date = (SELECT max(date) FROM day"                     \
      "    WHERE feed_id = d.feed_id)) AS totals FROM day AS d GROUP BY d.feed_id) AS l"           \
      " JOIN feed AS f ON f.id = l.feed_id JOIN balance AS b ON b.run_id = l.run_id"               \
      " WHERE b.today <> l.spells OR b.today <> l.states OR b.today <> l.totals")                  \
    X("balances against events", true, "SELECT count(*) FROM balance",                             \
      "SELECT format('run %d (%s of feed %s): its counts are not those of its events', r.id,"      \
      "  r.date, f.name) FROM balance AS b JOIN run AS r ON r.id = b.run_id"                       \
      " JOIN feed AS f ON f.id = r.feed_id LEFT JOIN (SELECT run_id,"                              \
      "   sum(verdict IN ('completed', 'moved')) AS completed, sum(verdict = 'cancelled') AS "     \
      "cancelled,"                                                                                 \
      "   sum(verdict = 'new') AS new,"                                                            \
      "   sum(verdict = 'reopened') AS reopened,"                                                  \
      "   sum(verdict IN ('listed', 'new', 'reopened')) AS arrived FROM event GROUP BY run_id)"    \
      "  AS e ON e.run_id = r.id WHERE r.state = 'recorded' AND iif(b.yesterday IS NULL,"          \
      "  b.today <> ifnull(e.arrived, 0), (b.completed + b.moved, b.cancelled, b.new, b.reopened)" \
      "  <> (ifnull(e.completed, 0), ifnull(e.cancelled, 0),"                                      \
      "   ifnull(e.new, 0), ifnull(e.reopened, 0)))")                                              \
    X("days, made again", true, "SELECT count(*) FROM re_day",                                     \
      "SELECT format('run %d (%s of feed %s): the day says number %s, working day %s', x.run_id,"  \
      "  x.date, f.name, ifnull(d.day_no, 'none'), ifnull(d.workday_no, 'none'))"                  \
      " || format(', its runs say %d, %d', x.day_no, x.workday_no)"                                \
      " FROM re_day AS x JOIN feed AS f ON f.id = x.feed_id LEFT JOIN day AS d"                    \
      "  ON d.feed_id = x.feed_id AND d.date = x.date WHERE (d.day_no, d.workday_no,"              \
      "  d.is_workday) IS NOT (x.day_no, x.workday_no, x.is_workday)"                              \
      " UNION ALL SELECT format('run %d (%s of feed %s): it follows %s, but the day before is %s'" \
      "  , r.id, r.date, f.name, ifnull(r.previous_date, 'none'), ifnull(x.previous, 'none'))"     \
      " FROM re_day AS x JOIN run AS r ON r.id = x.run_id JOIN feed AS f ON f.id = x.feed_id"      \
      " WHERE r.previous_date IS NOT x.previous")                                                  \
    X("events in turn", true, "SELECT count(*) FROM re_event",                                     \
      "SELECT format('%s of feed %s, order %s: %s, though it was %s', x.date, f.name,"             \
      "  o.work_order, x.verdict, CASE x.was_closed WHEN 0 THEN 'on the list'"                     \
      "  WHEN 1 THEN 'seen before and gone' ELSE 'never seen before' END)"                         \
      " FROM (SELECT *, lag(closes) OVER (PARTITION BY order_id ORDER BY date) AS was_closed"      \
      "  FROM re_event) AS x JOIN work_order AS o ON o.id = x.order_id"                            \
      " JOIN feed AS f ON f.id = x.feed_id WHERE x.opens <> ifnull(x.was_closed, 1)"               \
      " OR (x.opens AND (x.verdict = 'reopened') <> (x.was_closed IS NOT NULL))"                   \
      " OR o.feed_id <> x.feed_id")                                                                \
    X("stays, made again", true, "SELECT count(*) FROM re_spell",                                  \
      "WITH mine AS (SELECT feed_id, order_id, spell_no, first_day, last_day, opened, closed,"     \
      "   days_before, workdays_before FROM re_spell), theirs AS (SELECT feed_id, order_id,"       \
      "   spell_no, first_day, last_day, opened, closed, days_before, workdays_before FROM spell)" \
      " SELECT format('%s of feed %s, order %s: its stay on the list is not what its events say'," \
      "  x.first_day, f.name, o.work_order) FROM (SELECT feed_id, order_id, first_day FROM"        \
      "  (SELECT * FROM mine EXCEPT SELECT * FROM theirs) UNION SELECT feed_id, order_id,"         \
      "  first_day FROM (SELECT * FROM theirs EXCEPT SELECT * FROM mine)) AS x"                    \
      " LEFT JOIN work_order AS o ON o.id = x.order_id LEFT JOIN feed AS f ON f.id = x.feed_id")   \
    X("rows, made again", true, "SELECT count(*) FROM re_state",                                   \
      "WITH mine AS (SELECT s.feed_id, s.order_id, s.from_day, s.to_day, s.event_id, s.shop,"      \
      "   s.due_date, s.to_make, s.since, s.first_seen,"                                           \
      "   iif(p.spell_no > 1, p.first_day, NULL) AS first_day, p.days_before, p.workdays_before,"  \
      "   p.order_id AS order_of_stay, p.spell_no FROM re_state AS s LEFT JOIN re_spell AS p"      \
      "   ON p.order_id = s.order_id AND p.first_day = s.first_day),"                              \
      " theirs AS (SELECT s.feed_id, s.order_id, s.from_day, s.to_day, s.event_id, s.shop,"        \
      "   s.due_date, s.to_make, s.since, s.first_seen, s.first_day, s.days_before,"               \
      "   s.workdays_before, p.order_id, p.spell_no FROM state AS s LEFT JOIN spell AS p"          \
      "   ON p.id = s.spell_id)"                                                                   \
      " SELECT format('%s of feed %s, order %s: its row is not what its events say', x.from_day,"  \
      "  f.name, o.work_order) FROM (SELECT feed_id, order_id, from_day FROM"                      \
      "  (SELECT * FROM mine EXCEPT SELECT * FROM theirs) UNION SELECT feed_id, order_id,"         \
      "  from_day FROM (SELECT * FROM theirs EXCEPT SELECT * FROM mine)) AS x"                     \
      " LEFT JOIN work_order AS o ON o.id = x.order_id LEFT JOIN feed AS f ON f.id = x.feed_id")   \
    X("totals, made again", true, "SELECT count(*) FROM total",                                    \
      "WITH mine AS (" CO_CHECK_TOTALS_OF(                                                         \
          "re_total") "), theirs AS"                                                               \
                      " (" CO_CHECK_TOTALS_OF(                                                     \
                          "total") ")"                                                             \
                                   " SELECT format('%s of feed %s, shop %s: its totals are not "   \
                                   "those of its events', x.date,"                                 \
                                   "  f.name, ifnull(nullif(x.shop, ''), '(none)')) FROM (SELECT " \
                                   "feed_id, date, shop FROM"                                      \
                                   "  (SELECT * FROM mine EXCEPT SELECT * FROM theirs) UNION "     \
                                   "SELECT feed_id, date, shop FROM"                               \
                                   "  (SELECT * FROM theirs EXCEPT SELECT * FROM mine)) AS x"      \
                                   " LEFT JOIN feed AS f ON f.id = x.feed_id")
