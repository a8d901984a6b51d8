/* The views that people ask: X(name, what a row is, an example). A test holds that these are all
 * views of the schema but those of CO_INNER_VIEWS, and that every example runs. */
#pragma once

#define CO_VIEW_LIST(X)                                                                           \
    X("completed", "an order and the day it was found completed",                                 \
      "SELECT date, work_order, outcome, retracted FROM completed WHERE date >= '2026-11-16'")    \
    X("carried_over", "an order and a day it was on both lists",                                  \
      "SELECT work_order, shop, days_carried FROM carried_over WHERE date = '2026-11-20' AND "    \
      "past_due ORDER BY days_carried DESC")                                                      \
    X("new_orders", "an order, on the day it was first seen",                                     \
      "SELECT shop, count(*) AS orders FROM new_orders WHERE date = '2026-11-20' GROUP BY shop")  \
    X("reopened", "an order and a day it came back",                                              \
      "SELECT date, work_order, completed_on FROM reopened ORDER BY date")                        \
    X("cancelled", "an order and the day it was found cancelled",                                 \
      "SELECT date, shop, work_order, status FROM cancelled")                                     \
    X("moved", "an order and the day it left for another feed",                                   \
      "SELECT date, feed, work_order, to_feed FROM moved")                                        \
    X("changes", "an order, a day and a field that changed",                                      \
      "SELECT date, work_order, before, after FROM changes WHERE field = 'due_date'")             \
    X("open_orders", "an open order of the newest list",                                          \
      "SELECT work_order, shop, due_date, age FROM open_orders WHERE past_due ORDER BY due_date") \
    X("orders", "an order that was ever open, and where it stands",                               \
      "SELECT verdict, count(*) AS orders FROM orders GROUP BY verdict")                          \
    X("daily", "a recorded day and feed",                                                         \
      "SELECT date, yesterday, completed, carried_over, new, today FROM daily ORDER BY date")     \
    X("daily_shop", "a recorded day, feed and shop",                                              \
      "SELECT shop, sum(completed) AS completed, sum(pieces_completed) AS pieces FROM "           \
      "daily_shop WHERE date BETWEEN '2026-11-16' AND '2026-11-20' GROUP BY shop")                \
    X("runs", "a run: an export that was recorded or held, or a correction",                      \
      "SELECT date, feed, file, rows, state FROM runs ORDER BY recorded_at DESC LIMIT 10")        \
    X("held", "a run that was held, and a guard rail that held it",                               \
      "SELECT date, feed, rule, sentence FROM held WHERE is_open")                                \
    X("mails", "a mail, and what became of it",                                                   \
      "SELECT date, recipient, subject, answer FROM mails WHERE state <> 'sent'")                 \
    X("warnings", "what was warned of when a list was recorded",                                  \
      "SELECT date, text FROM warnings WHERE is_current ORDER BY date DESC, n LIMIT 20")          \
    X("accepted", "a day and a guard rail that somebody accepted for it",                         \
      "SELECT date, feed, rule, reason, who FROM accepted")

/* What other views are made of; not for people. */
#define CO_INNER_VIEWS "event_row", "departure", "presence", "current_move"
