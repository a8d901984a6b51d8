#include "sheets.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* CO_STR for constants. */
#define T(literal)                   \
    {                                \
        literal, sizeof(literal) - 1 \
    }
#define Q(pieces) ((pieces)*INT64_C(1000))
#define COUNT(list) (sizeof(list) / sizeof(list)[0])
enum { TODAY = 20777 /* 2026-11-20, a Friday */, YESTERDAY = TODAY - 1 };
#define NO CO_QUANTITY_NONE
#define NO_DAY CO_DATE_NONE

#define ITEM(v, e, order, part_, text, made, pieces, due_, day) \
    ITEM_BACK(v, e, order, part_, text, made, pieces, due_, day, NO_DAY)
#define ITEM_BACK(v, e, order, part_, text, made, pieces, due_, day, retracted_)         \
    .verdict = CO_VERDICT_##v, .evidence = CO_EVIDENCE_##e, .work_order = T(order),      \
    .part = T(part_), .description = T(text), .completed = (made), .quantity = (pieces), \
    .due = (due_), .days = (day), .workdays = (day), .first_seen = TODAY + 1 - (day),    \
    .retracted = (retracted_)

static const struct co_change slipped[] = {{T("due_date"), T("2026-11-20"), T("2026-11-27")}};
static const struct co_change progressed[] = {{T("quantity_completed"), T("0"), T("40")},
                                              {T("quantity_remaining"), T("100"), T("60")}};
static const struct co_change shop_changed[] = {{T("shop"), T("Turning"), T("Milling")}};
static const struct co_change everything[] = {{T("quantity_completed"), T("10"), T("25")},
                                              {T("due_date"), T("2026-11-30"), T("2026-12-11")},
                                              {T("quantity"), T("40"), T("60")},
                                              {T("status"), T("REL"), T("REL  PCNF")},
                                              {T("priority"), T(""), T("10")},
                                              {T("Fertigungshilfsmittel"), T("V-1"), T("V-2")}};

static const struct co_sheet_item milling[] = {
    {ITEM(COMPLETED, STATUS, "MW-104152", "0031842", "Pipe adapter 3/4\" NPT", Q(60), Q(60),
          TODAY + 10, 15),
     .outcome = T("made")},
    {ITEM(COMPLETED, ABSENCE, "MW-104159", "0100230", "Mounting foot", Q(152), Q(200), TODAY, 12),
     .outcome = T("short")},
    {ITEM(CANCELLED, STATUS, "MW-104170", "0100231", "Mounting foot, long", 0, Q(20), TODAY + 3,
          7)},
    {ITEM(CARRIED_OVER, NONE, "MW-104181", "0063019", "Clamping flange D160", Q(5), Q(20),
          TODAY - 3, 11),
     .is_past_due = true},
    {ITEM(CARRIED_OVER, NONE, "MW-104190", "0063044", "Gehäuse, groß", 0, Q(12), TODAY + 7, 9),
     .changes = slipped, .n_changes = COUNT(slipped)},
    {ITEM(CARRIED_OVER, NONE, "MW-104204", "0012078", "Pump shaft 32 h6", Q(40), Q(100), TODAY - 1,
          4),
     .is_past_due = true, .progress = Q(40), .changes = progressed, .n_changes = COUNT(progressed)},
    {ITEM(CARRIED_OVER, NONE, "MW-104260", "0310482", "Zahnradpumpe GP-20", 0, Q(30), TODAY + 4, 2),
     .changes = shop_changed, .n_changes = COUNT(shop_changed)},
    {ITEM_BACK(REOPENED, NONE, "MW-104099", "0012081", "Pump shaft 40 h6", 0, Q(8), TODAY + 5, 1,
               TODAY - 4)},
    {ITEM(NEW, NONE, "MW-104330", "0063020", "Clamping flange D200", 0, Q(15), TODAY + 14, 1)},
};

static const struct co_sheet_item turning[] = {
    {ITEM(COMPLETED, QUANTITY, "MW-104201", "0012090", "Spindle nut M24", Q(400), Q(400), TODAY + 1,
          6),
     .outcome = T("made")},
    {ITEM(CARRIED_OVER, NONE, "MW-104111", "0012091",
          "Hydraulic cylinder rod 60 x 1200, hard chromed, with eye end", Q(25), Q(60), TODAY - 16,
          31),
     .is_past_due = true, .progress = Q(15), .changes = everything, .n_changes = COUNT(everything)},
    {ITEM(CARRIED_OVER, NONE, "MW-104188", "0012092", "Bush 20/26", 0, Q(1250), TODAY + 6, 8)},
    {ITEM(NEW, NONE, "MW-104331", "0012093", "油圧シリンダーロッド", 0, 2500, TODAY + 20, 1)},
};

static const struct co_sheet_item coating[] = {
    {ITEM(CARRIED_OVER, NONE, "MW-104210", "0100512", "Fußplatte, geschweißt", 0, Q(6), NO_DAY, 5)},
};

static const struct co_sheet_item assembly[] = {
    {ITEM(COMPLETED, ABSENCE, "MW-104202", "0310704", "Deckel, verzinkt", Q(30), Q(30), TODAY, 3),
     .outcome = T("assumed")},
    {ITEM(MOVED, ABSENCE, "MW-104203", "0310705", "Deckel, lackiert", 0, Q(30), TODAY, 3),
     .to_feed = T("coating")},
};

static const struct co_sheet_item unnamed[] = {
    {ITEM(NEW, NONE, "MW-104340", "", "", NO, NO, NO_DAY, 1)},
};

static const struct co_sheet_shop five[] = {
    {.name = T("Assembly"),
     .items = assembly,
     .n_items = COUNT(assembly),
     .counts = {.yesterday = 2,
                .completed = 1,
                .moved = 1,
                .by_absence = 1,
                .orders_completed = 1,
                .pieces_completed = Q(30)}},
    {.name = T("Coating"),
     .items = coating,
     .n_items = COUNT(coating),
     .counts = {.yesterday = 1, .carried_over = 1, .today = 1}},
    {.name = T("Milling"),
     .items = milling,
     .n_items = COUNT(milling),
     .counts = {.yesterday = 6,
                .completed = 2,
                .cancelled = 1,
                .carried_over = 4,
                .fresh = 1,
                .reopened = 1,
                .today = 6,
                .changed = 3,
                .past_due = 2,
                .by_status = 1,
                .by_absence = 1,
                .is_short = 1,
                .orders_completed = 2,
                .from_other = 1,
                .pieces_completed = Q(212)}},
    {.name = T("Turning"),
     .items = turning,
     .n_items = COUNT(turning),
     .counts = {.yesterday = 42,
                .completed = 1,
                .carried_over = 40,
                .fresh = 1,
                .today = 41,
                .changed = 1,
                .past_due = 1,
                .by_quantity = 1,
                .orders_completed = 1,
                .to_other = 1,
                .pieces_completed = Q(400)}},
    {.items = unnamed, .n_items = COUNT(unnamed), .counts = {.fresh = 1, .today = 1}},
};

/* Rows that are operations: three ways to end, two orders without an open row left. */
static const struct co_sheet_item operations[] = {
    {ITEM(COMPLETED, ABSENCE, "100200", "P-1", "Bracket", 0, Q(8), TODAY, 3), .operation = T("10"),
     .outcome = T("assumed"), .is_operation = true},
    {ITEM(COMPLETED, TOLD, "100200", "P-1", "Bracket", Q(8), Q(8), TODAY, 3), .operation = T("20"),
     .outcome = T("made"), .is_operation = true, .is_order_completed = true},
    {ITEM(COMPLETED, STATUS, "100207", "P-2", "Lever", 0, Q(40), TODAY, 9), .operation = T("30"),
     .outcome = T("closed"), .is_operation = true, .is_order_completed = true},
    {ITEM(CARRIED_OVER, NONE, "100211", "P-3", "Cam", 0, Q(5), TODAY + 2, 2), .operation = T("10"),
     .is_operation = true},
};

static const struct co_sheet_shop operations_shop[] = {
    {.name = T("Saw"),
     .items = operations,
     .n_items = COUNT(operations),
     .counts = {.yesterday = 4,
                .completed = 3,
                .carried_over = 1,
                .today = 1,
                .by_told = 1,
                .by_absence = 1,
                .closed = 1,
                .orders_completed = 2,
                .pieces_completed = Q(16)}},
};

static const struct co_sheet_item plain[] = {
    {ITEM(COMPLETED, STATUS, "000001004774", "", "", NO, NO, NO_DAY, 3), .suffix = T("01"),
     .operation = T("0010")},
    {ITEM(CARRIED_OVER, NONE, "000001004774", "", "", NO, NO, NO_DAY, 3), .suffix = T("01"),
     .operation = T("0020")},
    {ITEM(CARRIED_OVER, NONE, "000001004791", "", "", NO, NO, NO_DAY, 2), .suffix = T("12"),
     .operation = T("0030")},
};
static const struct co_sheet_shop no_shop[] = {
    {.items = plain,
     .n_items = COUNT(plain),
     .counts = {.yesterday = 3, .completed = 1, .carried_over = 2, .today = 2, .by_status = 1}},
};

static const struct co_sheet_item first[] = {
    {ITEM(LISTED, NONE, "1004774", "310704", "Deckel, verzinkt", 0, Q(30), TODAY - 2, 1),
     .is_past_due = true},
};
static const struct co_sheet_shop first_shops[] = {
    {.name = T("Endmontage"),
     .items = first,
     .n_items = COUNT(first),
     .counts = {.fresh = 12, .today = 12, .past_due = 1}},
    {.name = T("Vormontage"), .counts = {.fresh = 30, .today = 30}},
};

static const struct co_sheet_item one[] = {
    {ITEM(CARRIED_OVER, NONE, "4711", "P-1", "Bracket", Q(1), Q(1), TODAY + 1, 2)},
};
static const struct co_sheet_shop one_shop[] = {
    {.name = T("Welding"),
     .items = one,
     .n_items = COUNT(one),
     .counts = {.yesterday = 1, .carried_over = 1, .today = 1}},
};

static const struct co_change hostile_change[] = {
    {T("a|b<i>"), T("\033]8;;http://x\a"), T("=1+1")}};
static const struct co_sheet_item hostile_items[] = {
    {ITEM(COMPLETED, ABSENCE, "=cmd|'/C calc'!A0", "\xef\xbc\x9dHYPERLINK(\"x\")",
          "\033[2J\033]52;c;aGk=\a red", 0, Q(1), TODAY, 2)},
    {ITEM(CARRIED_OVER, NONE, "-5", "+3.2", "two\nlines, \"quoted\" | pipe, tab\there", 0, Q(1),
          TODAY, 2),
     .changes = hostile_change, .n_changes = COUNT(hostile_change)},
    {ITEM(NEW, NONE, "<script>", "a*b_c`d[e](f)", "evil \xe2\x80\xae txt.exe \xff broken \x9b", NO,
          Q(-5), TODAY, 1),
     .status = T("\\N & @SUM")},
};
static const struct co_sheet_shop hostile_shops[] = {
    {.name = T("it's; rm -rf \033[31m"),
     .items = hostile_items,
     .n_items = COUNT(hostile_items),
     .counts = {.yesterday = 3,
                .completed = 1,
                .carried_over = 2,
                .fresh = 1,
                .today = 3,
                .changed = 1,
                .by_absence = 1}},
};

static const struct co_sheet_accepted hostile_accepted[] = {
    {.rule = T("G2"),
     .sentence = T("=today<b>.csv: 2 of the 3 orders \033[31m|| count"),
     .reason = T("=1+1 <script> \033]0;x\a [a](b)"),
     .source = T("command"),
     .who = T("root\n@host"),
     .at = T("2026-11-20T06:00:00Z"),
     .measured = 667,
     .expected = 500}};

#define FILE_OF(file, day, read_, open_, finished_, twice, blank) \
    {                                                             \
        .name = T(file), .date = (day), .rows = {                 \
            .read = (read_),                                      \
            .used = (open_) + (finished_),                        \
            .duplicates = (twice),                                \
            .dropped = (blank),                                   \
            .open = (open_),                                      \
            .finished = (finished_)                               \
        }                                                         \
    }
#define SHOPS(list) .shops = list, .n_shops = COUNT(list), .shops_all = COUNT(list)

static const struct sheet_case cases[] = {
    {"five_shops",
     {.feed = T("machining"),
      .key = T("WIP_ENTITY_NAME"),
      .date = TODAY,
      SHOPS(five),
      .yesterday = FILE_OF("open-orders-2026-11-19.csv", YESTERDAY, 51, 51, 0, 0, 0),
      .today = FILE_OF("open-orders-2026-11-20.csv", TODAY, 53, 49, 2, 1, 1),
      .counts = {.yesterday = 51,
                 .completed = 4,
                 .cancelled = 1,
                 .moved = 1,
                 .carried_over = 45,
                 .fresh = 3,
                 .reopened = 1,
                 .today = 49,
                 .changed = 4,
                 .past_due = 3,
                 .by_status = 1,
                 .by_quantity = 1,
                 .by_absence = 2,
                 .is_short = 1,
                 .orders_completed = 4,
                 .pieces_completed = Q(642)}}},
    {"operations",
     {.feed = T("saw"),
      .key = T("Order, Operation"),
      .date = TODAY,
      SHOPS(operations_shop),
      .has_operations = true,
      .yesterday = FILE_OF("ops-2026-11-19.csv", YESTERDAY, 4, 4, 0, 0, 0),
      .today = FILE_OF("ops-2026-11-20.csv", TODAY, 2, 1, 1, 0, 0),
      .counts = {.yesterday = 4,
                 .completed = 3,
                 .carried_over = 1,
                 .today = 1,
                 .by_told = 1,
                 .by_absence = 1,
                 .closed = 1,
                 .orders_completed = 2,
                 .pieces_completed = Q(16)}}},
    {"no_shop",
     {.feed = T("default"),
      .key = T("Auftrag, Folge, Vorgang"),
      .date = TODAY,
      SHOPS(no_shop),
      .yesterday = FILE_OF("COOIS_20261119.csv", YESTERDAY, 3, 3, 0, 0, 0),
      .today = FILE_OF("COOIS_20261120.csv", TODAY, 3, 2, 1, 0, 0),
      .counts = {.yesterday = 3, .completed = 1, .carried_over = 2, .today = 2, .by_status = 1}}},
    {"baseline",
     {.feed = T("default"),
      .key = T("Auftrag"),
      .date = TODAY,
      .is_baseline = true,
      SHOPS(first_shops),
      .yesterday = {.date = NO_DAY},
      .today = FILE_OF("COOIS_20261120.csv", TODAY, 42, 42, 0, 0, 0),
      .counts = {.fresh = 42, .today = 42, .past_due = 1}}},
    {"one_order",
     {.feed = T("default"),
      .key = T("Order"),
      .history = T("my history.db"),
      .date = TODAY,
      SHOPS(one_shop),
      .yesterday = FILE_OF("a.csv", TODAY - 11, 1, 1, 0, 0, 0),
      .today = FILE_OF("b.csv", TODAY, 1, 1, 0, 0, 0),
      .counts = {.yesterday = 1, .carried_over = 1, .today = 1}}},
    {"hostile",
     {.feed = T("\033[1mfeed\a"),
      .key = T("K\xc2\x9b"),
      .history = T("$(reboot).db"),
      .date = TODAY,
      SHOPS(hostile_shops),
      .is_no_news = true,
      .accepted = hostile_accepted,
      .n_accepted = COUNT(hostile_accepted),
      .yesterday = FILE_OF("\033]0;owned\a.csv", YESTERDAY, 3, 3, 0, 0, 0),
      .today = FILE_OF("=today<b>\xe2\x80\xae.csv", TODAY, 3, 3, 0, 0, 0),
      .counts = {.yesterday = 3,
                 .completed = 1,
                 .carried_over = 2,
                 .fresh = 1,
                 .today = 3,
                 .changed = 1,
                 .by_absence = 1}}},
};

const struct sheet_case *sheet_cases(size_t *n)
{
    *n = COUNT(cases);
    return cases;
}

const struct co_sheet *sheet_named(const char *name)
{
    for (size_t i = 0; i < COUNT(cases); i++)
        if (strcmp(cases[i].name, name) == 0)
            return &cases[i].sheet;
    (void)fprintf(stderr, "no sheet named %s\n", name);
    exit(1);
}
