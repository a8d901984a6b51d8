/* The statements of the chain over the runs: X(NAME, number of parameters, SQL). Part of the list
 * in statements.h. */
#pragma once

/* The events of a run lie together: reading them in turn is twice as fast as by an index. */
#define CO_EVENTS_OF_RUN                                    \
    "BETWEEN (SELECT min(id) FROM event WHERE run_id = ?1)" \
    " AND (SELECT max(id) FROM event WHERE run_id = ?1)"

/* Everything that is stored of what a run found out, by run id, table by table in this order: FACT_
 * and the name of the table. What is not here can be changed unseen. */
#define CO_FACT_LIST(X)                                                                            \
    X(FACT_feed, 1, "SELECT f.* FROM run AS r JOIN feed AS f ON f.id = r.feed_id WHERE r.id = ?1") \
    X(FACT_run, 1, "SELECT * FROM run WHERE id = ?1")                                              \
    X(FACT_balance, 1, "SELECT * FROM balance WHERE run_id = ?1")                                  \
    X(FACT_event, 1,                                                                               \
      "SELECT e.id, e.run_id, e.order_id, e.verdict, e.evidence, e.shop, e.from_shop, e.plant,"    \
      " e.part, e.description, e.quantity, e.quantity_completed, e.quantity_remaining,"            \
      " e.quantity_scrapped, e.progress, e.due_date, e.start_date, e.status, e.priority,"          \
      " e.sales_order, e.planner, e.customer, e.cells, e.outcome, e.order_completed, o.*"          \
      " FROM event AS e CROSS JOIN work_order AS o ON o.id = e.order_id"                           \
      " WHERE e.id " CO_EVENTS_OF_RUN " AND +e.run_id = ?1 ORDER BY e.id")                         \
    X(FACT_change, 1,                                                                              \
      "SELECT c.* FROM change AS c CROSS JOIN event AS e ON e.id = c.event_id"                     \
      " WHERE c.event_id " CO_EVENTS_OF_RUN " AND +e.run_id = ?1 ORDER BY c.event_id, c.field")    \
    X(FACT_move, 1,                                                                                \
      "SELECT m.* FROM move AS m CROSS JOIN event AS e"                                            \
      " ON e.id = max(m.event_id, m.to_event_id) WHERE e.run_id = ?1 ORDER BY m.event_id")         \
    X(FACT_ended, 1, "SELECT * FROM ended WHERE run_id = ?1 ORDER BY key")                         \
    X(FACT_measure, 1, "SELECT * FROM measure WHERE run_id = ?1 ORDER BY name")                    \
    X(FACT_finding, 1, "SELECT * FROM finding WHERE run_id = ?1 ORDER BY rule")                    \
    X(FACT_accepted_rule, 1, "SELECT * FROM accepted_rule WHERE run_id = ?1 ORDER BY rule")        \
    X(FACT_warning, 1, "SELECT * FROM warning WHERE run_id = ?1 ORDER BY n")

#define CO_CHAIN_LIST(X)                                                                     \
    CO_FACT_LIST(X)                                                                          \
    X(HAS_TABLE, 1, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1") \
    X(LINK_NEWEST, 0, "SELECT id, run_id, hash FROM chain ORDER BY id DESC LIMIT 1")         \
    X(LINK_NEXT, 1,                                                                          \
      "SELECT min(id) FROM run WHERE id >"                                                   \
      " (SELECT ifnull(max(run_id), 0) FROM chain WHERE schema = ?1)")                       \
    X(LINK_ADD, 3, "INSERT INTO chain (run_id, schema, hash) VALUES (?1, ?2, ?3)")           \
    X(LINK_OF, 2, "SELECT count(*) FROM chain WHERE run_id = ?1 AND hash = ?2")              \
    X(LINKS, 2,                                                                              \
      "SELECT c.run_id, c.hash, ifnull((SELECT b.hash FROM chain AS b WHERE b.id < c.id"     \
      " ORDER BY b.id DESC LIMIT 1), ''), r.date, f.name, r.revision FROM chain AS c"        \
      " LEFT JOIN run AS r ON r.id = c.run_id LEFT JOIN feed AS f ON f.id = r.feed_id"       \
      " WHERE c.schema = ?1 ORDER BY c.id DESC LIMIT ?2")                                    \
    X(LINKS_WRONG, 1,                                                                        \
      "SELECT (SELECT count(*) FROM run AS r WHERE NOT EXISTS"                               \
      "  (SELECT 1 FROM chain WHERE schema = ?1 AND run_id = r.id))"                         \
      " + (SELECT count(*) FROM (SELECT run_id, lag(run_id) OVER (ORDER BY id) AS before"    \
      "  FROM chain WHERE schema = ?1) WHERE before >= run_id)"                              \
      " + (SELECT count(*) FROM chain WHERE schema > ?1)")
