/* The statements of attempts.c: runs that were held, accepted rules, what guard rails compare. */
#pragma once

/* Days of the feed ?1 before ?2, newest first. */
#define CO_SQL_DAYS_BEFORE(n) \
    "(SELECT date FROM day WHERE feed_id = ?1 AND date < ?2 ORDER BY date DESC LIMIT " #n ")"

/* Whether a rule was accepted for the file that the day `d` of run `r` was recorded from: a run
 * that was derived again later has the same file and day. */
#define CO_SQL_IS_ACCEPTED                                                      \
    "EXISTS (SELECT 1 FROM accepted_rule AS c JOIN run AS n ON n.id = c.run_id" \
    " WHERE n.feed_id = r.feed_id AND n.date = r.date AND n.sha256 = r.sha256)"

#define CO_ATTEMPT_STATEMENTS(X)                                                                   \
    X(PAST, 3,                                                                                     \
      "SELECT b.rows_used, b.completed * 1000 / b.yesterday, b.duplicates * 1000 / b.rows_read"    \
      " FROM day AS d JOIN run AS r ON r.id = d.run_id JOIN balance AS b ON b.run_id = r.id"       \
      " WHERE d.feed_id = ?1 AND d.date < ?2 AND d.is_workday = ?3 AND b.yesterday > 0"            \
      " AND b.rows_read > 0 AND NOT " CO_SQL_IS_ACCEPTED " ORDER BY d.date DESC LIMIT 10")         \
    X(DAY_IS_WORKED, 2, "SELECT is_workday FROM day WHERE feed_id = ?1 AND date = ?2")             \
    X(DAY_COUNTS, 2,                                                                               \
      "SELECT b.new, b.reopened, b.today, b.rows_read, p.rows_read, r.sha256, d.is_workday"        \
      " FROM day AS d JOIN run AS r ON r.id = d.run_id JOIN balance AS b ON b.run_id = r.id"       \
      " JOIN day AS y ON y.feed_id = d.feed_id AND y.date = r.previous_date"                       \
      " JOIN balance AS p ON p.run_id = y.run_id WHERE d.feed_id = ?1 AND d.date = ?2")            \
    X(SHOP_GONE, 2,                                                                                \
      "SELECT t.shop, t.yesterday - t.to_other, (SELECT count(*) FROM total AS x"                  \
      " WHERE x.feed_id = ?1 AND x.shop = t.shop AND x.today > 0 AND x.date "                      \
      "IN " CO_SQL_DAYS_BEFORE(                                                                    \
          5) ") FROM total AS t WHERE t.feed_id = ?1 AND t.date = ?2"                              \
             " AND t.shop <> '' AND t.today = 0 ORDER BY 2 DESC, t.shop LIMIT 1")                  \
    X(SHOP_BUSY, 2,                                                                                \
      "SELECT t.shop, t.completed, (SELECT sum(completed) FROM total WHERE feed_id = ?1"           \
      " AND date = ?2), (SELECT ifnull(sum(completed), 0) FROM total WHERE feed_id = ?1"           \
      " AND shop = t.shop AND date IN " CO_SQL_DAYS_BEFORE(                                        \
          10) "), (SELECT"                                                                         \
              " ifnull(sum(completed), 0) FROM total WHERE feed_id = ?1 AND date "                 \
              "IN " CO_SQL_DAYS_BEFORE(10) "), (SELECT count(*) FROM " CO_SQL_DAYS_BEFORE(         \
                  10) ")"                                                                          \
                      " FROM total AS t WHERE t.feed_id = ?1 AND t.date = ?2 AND t.shop <> ''"     \
                      " ORDER BY t.completed DESC, t.shop LIMIT 1")                                \
    X(IDLE, 2,                                                                                     \
      "SELECT b.yesterday > 0 AND b.carried_over = b.yesterday AND b.today = b.carried_over"       \
      " FROM day AS d JOIN balance AS b ON b.run_id = d.run_id WHERE d.feed_id = ?1"               \
      " AND d.date <= ?2 AND d.is_workday AND (SELECT is_workday FROM day WHERE feed_id = ?1"      \
      " AND date = ?2) ORDER BY d.date DESC LIMIT 10")                                             \
    X(ENDINGS, 2,                                                                                  \
      "SELECT count(*), ifnull(sum(json_extract(r.ending, '$.line_end') <> 0), 0),"                \
      " ifnull(sum(json_extract(r.ending, '$.footers') <> 0), 0) FROM day AS d JOIN run AS r"      \
      " ON r.id = d.run_id WHERE d.feed_id = ?1 AND r.ending IS NOT NULL AND d.date "              \
      "IN " CO_SQL_DAYS_BEFORE(5))                                                                 \
    X(TWIN, 5,                                                                                     \
      "SELECT d.date FROM day AS d JOIN run AS r ON r.id = d.run_id WHERE d.feed_id = ?1"          \
      " AND d.date < ?2 AND (r.sha256 = ?3 OR (?4 >= ?5 AND ?4 = (SELECT value FROM measure"       \
      " WHERE run_id = r.id AND name = 'content'))) ORDER BY d.date DESC LIMIT 1")                 \
    X(HELD_OPEN, 2,                                                                                \
      "SELECT feed, date, file, group_concat(rule, ', '), recorded_at FROM held"                   \
      " WHERE is_open AND date < ?2 AND (?1 IS NULL OR feed = ?1)"                                 \
      " GROUP BY feed, date ORDER BY feed, date")                                                  \
    X(WAS_HELD, 4,                                                                                 \
      "SELECT count(*) FROM run AS r JOIN finding AS n ON n.run_id = r.id AND n.level = 'hold'"    \
      " WHERE r.feed_id = ?1 AND r.date = ?2 AND r.sha256 = ?3 AND r.state = 'held'"               \
      " AND n.rule = ?4")                                                                          \
    X(LAST_ATTEMPT, 3,                                                                             \
      "SELECT id, (SELECT count(*) FROM finding WHERE run_id = id AND level = 'hold')"             \
      " FROM run WHERE feed_id = ?1 AND date = ?2 AND sha256 = ?3 AND state = 'held'"              \
      " AND revision = (SELECT max(revision) FROM run WHERE feed_id = ?1 AND date = ?2)")          \
    X(IS_HELD_BY, 2,                                                                               \
      "SELECT count(*) FROM finding WHERE run_id = ?1 AND rule = ?2 AND level = 'hold'")           \
    X(HELD_ADD, 11,                                                                                \
      "INSERT INTO run (feed_id, date, revision, state, previous_date, recorded_at, file, bytes,"  \
      " sha256, encoding, delimiter, columns, key, working_days, program, kind, who) VALUES (?1, " \
      "?2,"                                                                                        \
      " (SELECT ifnull(max(revision), 0) + 1 FROM run WHERE feed_id = ?1 AND date = ?2), 'held',"  \
      " ?3, ?4, ?5, ?6, ?7, ?8, '', '[]', '[]', ?9, ?10, 'export', ?11)")                          \
    X(MEASURE_ADD, 3, "INSERT INTO measure (run_id, name, value) VALUES (?1, ?2, ?3)")             \
    X(FINDING_ADD, 6,                                                                              \
      "INSERT INTO finding (run_id, rule, level, measured, expected, sentence)"                    \
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)")                                                          \
    X(ACCEPTED_ADD, 9,                                                                             \
      "INSERT INTO accepted_rule (run_id, rule, measured, expected, sentence, reason, source,"     \
      " who, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")                                     \
    X(SHEET_ACCEPTED, 2,                                                                           \
      "SELECT c.rule, c.sentence, c.reason, c.who, c.at, c.measured, c.expected, c.source"         \
      " FROM day AS d JOIN run AS r ON r.id = d.run_id"                                            \
      " JOIN run AS n ON n.feed_id = r.feed_id AND n.date = r.date AND n.sha256 = r.sha256"        \
      " JOIN accepted_rule AS c ON c.run_id = n.id WHERE d.feed_id = ?1 AND d.date = ?2"           \
      " ORDER BY c.run_id, c.rule")                                                                \
    X(SHEET_NO_NEWS, 2,                                                                            \
      "SELECT p.sha256 = r.sha256, NOT EXISTS (SELECT 1 FROM event WHERE run_id = r.id)"           \
      " AND (SELECT sum(today) FROM total WHERE feed_id = ?1 AND date = ?2) >= 20"                 \
      " FROM day AS d JOIN run AS r ON r.id = d.run_id"                                            \
      " JOIN day AS y ON y.feed_id = d.feed_id AND y.date = r.previous_date"                       \
      " JOIN run AS p ON p.id = y.run_id WHERE d.feed_id = ?1 AND d.date = ?2")
