/* The statements behind a trend: the totals of the last lists. Private to the store. */
#pragma once

/* Of `total`, in the order of co_db_counts. */
#define CO_SQL_COUNTS                                                                           \
    "yesterday, completed, cancelled, moved, carried_over, new, reopened, today, from_other,"   \
    " to_other, changed, past_due, by_status, by_quantity, by_told, by_absence, short, closed," \
    " orders_completed, pieces_completed"

#define CO_TREND_STATEMENTS(X)                                                                     \
    /* 1 feed, 2 last day, 3 how many */                                                           \
    X(TREND_LISTS, 3,                                                                              \
      "SELECT d.date, r.previous_date IS NULL, EXISTS (SELECT 1 FROM json_each(r.columns) AS c"    \
      "  WHERE json_extract(c.value, '$.field') = 'due_date') FROM (SELECT date, run_id FROM day"  \
      "  WHERE feed_id = ?1 AND (?2 IS NULL OR date <= ?2) ORDER BY date DESC LIMIT ?3) AS d"      \
      " JOIN run AS r ON r.id = d.run_id ORDER BY d.date")                                         \
    /* 1 feed, 2 first and 3 last day, 4 shops */                                                  \
    X(TREND_TOTALS, 4,                                                                             \
      "SELECT shop, date, " CO_SQL_COUNTS " FROM total WHERE feed_id = ?1 AND date BETWEEN ?2 AND" \
      " ?3 AND (?4 IS NULL OR shop IN (SELECT value FROM json_each(?4))) ORDER BY shop = '',"      \
      " shop, date")                                                                               \
    /* 1 feed, 2 day, 3 shops */                                                                   \
    X(TREND_AGES, 3,                                                                               \
      "SELECT t.shop, t.workdays_before + n.workday_no - s.workday_no + s.is_workday, count(*)"    \
      " FROM " CO_SQL_STATES " JOIN day AS n ON n.feed_id = ?1 AND n.date = ?2 JOIN day AS s"      \
      " ON s.feed_id = ?1 AND s.date = ifnull(t.first_day, t.first_seen)" CO_SQL_OF_SHOPS          \
      " GROUP BY 1, 2")
