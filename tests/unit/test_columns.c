#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "crossoff/utf8.h"
#include "check.h"
#include "columns.h"
#include "lists.h"

/* The next of an alias's names; *at starts at them. False behind the last. */
static bool next_name(const char **at, struct co_str *name)
{
    if (!*at || !**at)
        return false;
    name->at = *at;
    name->len = strcspn(*at, "|");
    *at += name->len + ((*at)[name->len] == '|');
    return true;
}

/* Whether another line, or an earlier name of this one, gives the same name to the same field. */
static bool stands_before(size_t alias, const char *end, struct co_str name)
{
    struct co_str other;
    for (size_t i = 0; i <= alias; i++) {
        const char *at = co_aliases[i].names;
        while (next_name(&at, &other) && (i < alias || other.at < end))
            if (co_aliases[i].field == co_aliases[alias].field && co_str_eq(other, name))
                return true;
    }
    return false;
}

static void aliases_are_folded_and_stand_once(void **state)
{
    size_t n = 0;
    (void)state;
    for (size_t i = 0; i < co_aliases_n; i++) {
        const char *at = co_aliases[i].names;
        struct co_str name;
        while (next_name(&at, &name)) {
            struct co_buf folded = {0};
            char text[64];
            (void)snprintf(text, sizeof text, "%.*s", CO_STR_ARG(name));
            co_utf8_fold(&folded, name, false);
            check_text("folded", co_buf_view(&folded), text);
            co_buf_fini(&folded);
            if (stands_before(i, name.at, name))
                fail_msg("\"%s\" stands twice in the same field", text);
            n++;
        }
    }
    if (n < 1000)
        fail_msg("only %zu names", n);
}

/* Header and row as each system writes them, and which column is which. */
static const struct {
    const char *what, *text;
    const char *order, *part, *shop, *quantity, *completed, *due;
} erps[] = {
    {"SAP COOIS, English",
     "Order;Material Number;Material description;Plant;Work Center;Order quantity "
     "(GMEIN);Delivered "
     "quantity (GMEIN);Unit of measure (=GMEIN);Basic start date;Basic finish date;System Status\n"
     "1000123;0031842;Shaft;1000;MILL;60;0;PC;01.11.2026;23.11.2026;REL  PCNF\n",
     "Order", "Material Number", "Work Center", "Order quantity (GMEIN)",
     "Delivered quantity (GMEIN)", "Basic finish date"},
    {"SAP COOIS, Spanish",
     "Orden;Número material;Texto breve material;Centro;Puesto de trabajo;Cantidad orden (GMEIN);"
     "Cantidad entregada (GMEIN);Fecha inicio extrema;Fecha fin extrema;Status de sistema\n"
     "1000123;0031842;Eje;1000;FRE;60;0;01.11.2026;23.11.2026;LIB.\n",
     "Orden", "Número material", "Puesto de trabajo", "Cantidad orden (GMEIN)",
     "Cantidad entregada (GMEIN)", "Fecha fin extrema"},
    {"SAP COOIS, Portuguese",
     "Ordem;Nº do material;Texto breve material;Ctro.trab.;Quantidade da ordem (GMEIN);"
     "Qtd.fornecida (GMEIN);Data-base iníc.;Data conclusão (prog.);Status do sistema\n"
     "1000123;0031842;Eixo;FRE;60;0;01.11.2026;23.11.2026;LIB\n",
     "Ordem", "Nº do material", "Ctro.trab.", "Quantidade da ordem (GMEIN)",
     "Qtd.fornecida (GMEIN)", "Data conclusão (prog.)"},
    {"SAP, German",
     "Auftrag;Materialnummer;Materialkurztext;Werk;Arbeitsplatz;Auftragsmenge;Gelieferte Menge;"
     "Eckstarttermin;Eckendtermin;Systemstatus\n"
     "1000123;0031842;Welle;1000;FRAES;60;0;01.11.2026;23.11.2026;FREI\n",
     "Auftrag", "Materialnummer", "Arbeitsplatz", "Auftragsmenge", "Gelieferte Menge",
     "Eckendtermin"},
    {"SAP tables",
     "AUFNR,MATNR,ARBPL,WERKS,GAMNG,WEMNG,GSTRP,GLTRP,APRIO,KDAUF\n"
     "000001000123,0031842,FRAES,1000,60,0,20261101,20261123,1,47\n",
     "AUFNR", "MATNR", "ARBPL", "GAMNG", "WEMNG", "GLTRP"},
    {"Oracle EBS WIP",
     "WIP_ENTITY_NAME,ASSEMBLY,ORGANIZATION_ID,DEPARTMENT,START_QUANTITY,QUANTITY_COMPLETED,"
     "QUANTITY_SCRAPPED,SCHEDULED_START_DATE,SCHEDULED_COMPLETION_DATE,STATUS_TYPE\n"
     "47110,AS-1,204,MILL,60,0,0,01-NOV-26,23-NOV-26,3\n",
     "WIP_ENTITY_NAME", "ASSEMBLY", "DEPARTMENT", "START_QUANTITY", "QUANTITY_COMPLETED",
     "SCHEDULED_COMPLETION_DATE"},
    {"Oracle Fusion",
     "WorkOrderNumber,ItemNumber,ItemDescription,OrganizationCode,PlannedQuantity,"
     "CompletedQuantity,PlannedStartDate,PlannedCompletionDate,Status\n"
     "47110,AS-1,Shaft,M1,60,0,2026-11-01,2026-11-23,Released\n",
     "WorkOrderNumber", "ItemNumber", "-", "PlannedQuantity", "CompletedQuantity",
     "PlannedCompletionDate"},
    {"JD Edwards",
     "Order Number,Or Ty,2nd Item Number,Branch/Plant,Work Center,Quantity Ordered,Quantity "
     "Completed,Start Date,Requested Date,Status\n"
     "47110,WO,AS-1,M30,200-101,60,0,11/01/2026,11/23/2026,30\n",
     "Order Number", "2nd Item Number", "Work Center", "Quantity Ordered", "Quantity Completed",
     "Requested Date"},
    {"Epicor BAQ",
     "JobHead_JobNum,JobHead_PartNum,JobHead_PartDescription,JobHead_Plant,JobHead_ProdQty,"
     "Calculated_RemainingQty,JobHead_StartDate,JobHead_StartHour,JobHead_ReqDueDate\n"
     "J47110,AS-1,Shaft,MfgSys,60,12,11/01/2026,23.67,11/23/2026\n",
     "JobHead_JobNum", "JobHead_PartNum", "-", "JobHead_ProdQty", "-", "JobHead_ReqDueDate"},
    {"JobBOSS",
     "Job,Operation #,Part_Number,Description,Material,AMT Workcenter,Make Qty,Pick Qty,Order_Date,"
     "Promised_Date,Status,Customer\n"
     "J47110,10,AS-1,Shaft,Bar 40,MILL,60,60,11/01/2026,11/23/2026,O,ACME\n",
     "Job", "Part_Number", "AMT Workcenter", "Make Qty", "-", "Promised_Date"},
    {"Odoo",
     "Reference,Product,Responsible,Quantity To Produce,Quantity Produced,Scheduled "
     "Date,Deadline,State,Priority,Source\n"
     "WH/MO/00001,AS-1,Kim,60,0,2026-11-01 08:00:00,2026-11-23 00:00:00,confirmed,0,S1\n",
     "Reference", "Product", "-", "Quantity To Produce", "Quantity Produced", "Deadline"},
    {"SAP Business One",
     "DocNum,ItemCode,ProdName,Warehouse,PlannedQty,CmpltQty,RjctQty,StartDate,DueDate,Status\n"
     "47110,AS-1,Shaft,01,60,0,0,01.11.26,23.11.26,R\n",
     "DocNum", "ItemCode", "Warehouse", "PlannedQty", "CmpltQty", "DueDate"},
    {"Business Central",
     "No.,Source No.,Description,Routing No.,Quantity,Finished Quantity,Remaining "
     "Quantity,Starting "
     "Date,Due Date,Status\n"
     "101001,AS-1,Shaft,R1,60,0,60,01.11.26,23.11.26,Released\n",
     "No.", "Source No.", "-", "Quantity", "Finished Quantity", "Due Date"},
    {"NetSuite",
     "Order #,Assembly,Department,Quantity,Built,Created From,Status\n"
     "WO47110,AS-1,Mill,60,0,SO9,Released\n",
     "Order #", "Assembly", "Department", "Quantity", "Built", "-"},
    {"QAD",
     "Work Order,ID,Item,Site,Qty Ordered,Qty Completed,Qty Rejected,Release,Due,St\n"
     "47110,L1,AS-1,10,60,0,0,11/01/26,11/23/26,R\n",
     "Work Order", "Item", "-", "Qty Ordered", "Qty Completed", "Due"},
    {"IFS",
     "Order No,Release No,Part Number,Part Description,Site,Work Center,Lot Size,Remaining "
     "Quantity,Need Date,State\n"
     "47110,*,AS-1,Shaft,10,MILL,60,12,2026-11-23,Released\n",
     "Order No", "Part Number", "Work Center", "Lot Size", "-", "Need Date"},
    {"Monitor",
     "OrderNumber,Part,PlannedQuantity,ReportedQuantity,RestQuantity,RejectedQuantity\n"
     "47110,AS-1,60,0,60,1\n",
     "OrderNumber", "Part", "-", "PlannedQuantity", "ReportedQuantity", "-"},
    {"qcadoo", "number,product,plannedQuantity,doneQuantity,state\n47110,AS-1,60,0,02inProgress\n",
     "number", "product", "-", "plannedQuantity", "doneQuantity", "-"},
    {"a small German list",
     "Auftrag;Artikel-Nr.;Bezeichnung;Maschine;Auftragsmenge;Restmenge;Wunschtermin;Kunde;Status\n"
     "4711;47-11;Welle;DMU 50;60;60;23.11.2026;ACME;offen\n",
     "Auftrag", "Artikel-Nr.", "Maschine", "Auftragsmenge", "-", "Wunschtermin"},
    {"another",
     "FA#;Artikelnummer;Abteilung;Menge;Liefertermin\n4711;47-11;Dreherei;60;23.11.2026\n", "FA#",
     "Artikelnummer", "Abteilung", "Menge", "-", "Liefertermin"},
};

static void headers_of_erps_are_understood(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(erps); i++) {
        struct list l;
        list_load(&l, co_str_of(erps[i].text), NULL);
        check_status(erps[i].what, l.status, CO_OK, &l.err);
        check_text(erps[i].what, list_column(&l, CO_FIELD_WORK_ORDER), erps[i].order);
        check_text(erps[i].what, list_column(&l, CO_FIELD_PART), erps[i].part);
        check_text(erps[i].what, list_column(&l, CO_FIELD_SHOP), erps[i].shop);
        check_text(erps[i].what, list_column(&l, CO_FIELD_QUANTITY), erps[i].quantity);
        check_text(erps[i].what, list_column(&l, CO_FIELD_QUANTITY_COMPLETED), erps[i].completed);
        check_text(erps[i].what, list_column(&l, CO_FIELD_DUE_DATE), erps[i].due);
        list_fini(&l);
    }
}

static const struct {
    const char *what, *text;
    enum co_field field;
    const char *column;
} finer[] = {
    {"the longest alias wins", "Order,Work Order\n1,2\n", CO_FIELD_WORK_ORDER, "Work Order"},
    {"in any order of columns", "Work Order,Order\n1,2\n", CO_FIELD_WORK_ORDER, "Work Order"},
    {"plant and shop in Spanish SAP", "Orden,Centro de trabajo,Centro\n1,2,3\n", CO_FIELD_PLANT,
     "Centro"},
    {"accents and case", "ORDEN,ARTÍCULO\n1,2\n", CO_FIELD_PART, "ARTÍCULO"},
    {"umlaut written out", "Auftrag,Fälligkeitstermin\n1,23.11.2026\n", CO_FIELD_DUE_DATE,
     "Fälligkeitstermin"},
    {"unit in round brackets", "Job,Qty (EA)\n1,2\n", CO_FIELD_QUANTITY, "Qty (EA)"},
    {"unit in square brackets", "Job,Qty [pcs]\n1,2\n", CO_FIELD_QUANTITY, "Qty [pcs]"},
    {"table in front with a colon", "Work Order : Job Num,Work Order : Status\n1,2\n",
     CO_FIELD_STATUS, "Work Order : Status"},
    {"a short alias behind a table is none", "Job,Parts_No\n1,2\n", CO_FIELD_PART, "-"},
    {"at once beats behind a table", "Job,Head_Part Number,Part\n1,2,3\n", CO_FIELD_PART, "Part"},
    {"two blanks and U+00A0", "Work\xc2\xa0 Order,Qty  Completed\n1,2\n",
     CO_FIELD_QUANTITY_COMPLETED, "Qty  Completed"},
    {"text named Completed is no quantity", "Job,Completed\n1,yes\n2,no\n",
     CO_FIELD_QUANTITY_COMPLETED, "-"},
    {"dates named Completed are no quantity", "Job,Completed\n1,2026-11-23\n2,2026-11-24\n",
     CO_FIELD_QUANTITY_COMPLETED, "-"},
    {"numbers named Completed are", "Job,Completed\n1,5\n2,\n", CO_FIELD_QUANTITY_COMPLETED,
     "Completed"},
    {"a quantity named Due is no date", "Job,Due\n1,5\n2,7\n", CO_FIELD_DUE_DATE, "-"},
    {"an empty column is taken by its name", "Job,Due\n1,\n2,\n", CO_FIELD_DUE_DATE, "Due"},
    {"half of the cells are enough", "Job,Due\n1,2026-11-23\n2,soon\n", CO_FIELD_DUE_DATE, "Due"},
    {"less are not", "Job,Due\n1,2026-11-23\n2,soon\n3,later\n", CO_FIELD_DUE_DATE, "-"},
    {"the wrong one leaves room for the right", "Job,Qty Completed,Completed\n1,yes,5\n",
     CO_FIELD_QUANTITY_COMPLETED, "Completed"},
    {"a header nobody knows", "Job,Fertigungshilfsmittel\n1,2\n", CO_FIELD_PART, "-"},
};

static void a_column_needs_the_name_and_the_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(finer); i++) {
        struct list l;
        list_load(&l, co_str_of(finer[i].text), NULL);
        check_status(finer[i].what, l.status, CO_OK, &l.err);
        check_text(finer[i].what, list_column(&l, finer[i].field), finer[i].column);
        list_fini(&l);
    }
}

static void names_of_columns_are_unique(void **state)
{
    static const char *const names[] = {"Job", "x", "x (2)", "column 4", "x (3)", "column 6"};
    struct list l;
    (void)state;
    list_must_load(&l, CO_STR("Job,x,x,, x ,\"\"\n1,2,3,4,5,6\n"), NULL);
    for (size_t i = 0; i < COUNT(names); i++)
        check_text("name", l.x.columns[i].name, names[i]);
    list_fini(&l);
    list_must_load(&l, CO_STR("Job,x (2),x,x\n1,2,3,4\n"), NULL);
    check_text("made name is taken", l.x.columns[3].name, "x (3)");
    list_fini(&l);
}

static const struct {
    const char *what, *text;
    enum co_field field;
    const char *header; /* of the rule */
    enum co_status status;
    const char *column; /* or the sentence */
} rules[] = {
    {"by header", "Job,A,B\n1,2,3\n", CO_FIELD_SHOP, "B", CO_OK, "B"},
    {"by header, case and accents ignored", "Job,A,Prüfstand\n1,2,3\n", CO_FIELD_SHOP, "PRUFSTAND",
     CO_OK, "Prüfstand"},
    {"against the alias", "Job,Shop,B\n1,2,3\n", CO_FIELD_SHOP, "B", CO_OK, "B"},
    {"none", "Job,Shop\n1,2\n", CO_FIELD_SHOP, "-", CO_OK, "-"},
    {"settles two likely ones", "Job,Part No,Item No\n1,2,3\n", CO_FIELD_PART, "Item No", CO_OK,
     "Item No"},
    {"takes it from another field", "Job,Dept\n1,2\n", CO_FIELD_PLANT, "Dept", CO_OK, "Dept"},
    {"unknown, with a suggestion", "Job,Work Centre\n1,2\n", CO_FIELD_SHOP, "Work Center", CO_USAGE,
     "did you mean \"Work Centre\"?"},
    {"unknown, names the option", "Job,Work Centre\n1,2\n", CO_FIELD_QUANTITY_COMPLETED, "made",
     CO_USAGE, "for --quantity-completed"},
    {"unknown, lists the header", "Job,\"a\"\"b\"\n1,2\n", CO_FIELD_SHOP, "elsewhere", CO_USAGE,
     "the header has: \"Job\", \"a\"b\""},
};

static void options_settle_a_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rules); i++) {
        struct list l;
        struct co_load_rules r = {.secret = {1, 2}};
        r.header[rules[i].field] = rules[i].header;
        list_load(&l, co_str_of(rules[i].text), &r);
        check_status(rules[i].what, l.status, rules[i].status, &l.err);
        if (l.status)
            check_contains(rules[i].what, l.err.text, rules[i].column);
        else
            check_text(rules[i].what, list_column(&l, rules[i].field), rules[i].column);
        list_fini(&l);
    }
}

static void two_likely_columns_are_refused(void **state)
{
    struct list l;
    struct co_err doubt;
    (void)state;
    list_load(&l, CO_STR("Job,Part No,Item No\n1,2,3\n"), NULL);
    check_status("two", l.status, CO_USAGE, &l.err);
    check_contains("first", l.err.text, "\"Part No\" and \"Item No\"");
    check_contains("option", l.err.text, "--part \"Part No\" or --part \"Item No\"");
    list_fini(&l);
    memset(&l, 0, sizeof l);
    struct co_load_rules r = {.secret = {1, 2}};
    struct co_str samples[3 * 2] = {{0}};
    check_status("columns",
                 co_load_columns("a.csv", CO_STR("Job,Part No,Item No\n1,2,3\n1,2,4\n5,,6\n"), &r,
                                 &l.x, samples, 2, &doubt, &l.notes, &l.err),
                 CO_OK, &l.err);
    check_contains("doubt", doubt.text, "\"Part No\" and \"Item No\"");
    check_text("the first is taken", list_column(&l, CO_FIELD_PART), "Part No");
    static const char *const seen[] = {"1", "5", "2", "", "3", "4"};
    for (size_t i = 0; i < COUNT(seen); i++)
        check_text("sample", samples[i], seen[i]);
    list_fini(&l);
}

static void what_was_understood_once_stays_so(void **state)
{
    struct list l;
    struct co_column old[] = {
        {.name = CO_STR("Item No"), .field = CO_FIELD_PART},
        {.name = CO_STR("Part No"), .field = CO_FIELD_NONE},
        {.name = CO_STR("Completed"), .field = CO_FIELD_NONE},
        {.name = CO_STR("Due"), .field = CO_FIELD_DUE_DATE, .order = CO_ORDER_MONTH_FIRST}};
    struct co_load_rules r = {.secret = {1, 2}, .remembered = old, .n_remembered = COUNT(old)};
    struct co_str text = CO_STR("Job,Part No,Item No,Completed,Due\n1,2,3,5,03/04/2026\n");
    (void)state;
    list_must_load(&l, text, &r);
    check_text("remembered", list_column(&l, CO_FIELD_PART), "Item No");
    check_text("was none", list_column(&l, CO_FIELD_QUANTITY_COMPLETED), "-");
    check_int("order", l.x.columns[4].order, CO_ORDER_MONTH_FIRST);
    list_fini(&l);
    r.header[CO_FIELD_PART] = "Part No";
    list_must_load(&l, text, &r);
    check_text("an option wins", list_column(&l, CO_FIELD_PART), "Part No");
    list_fini(&l);
}

/* Plain numbers are dates where the header says so and nine of ten cells agree. */
static const struct {
    const char *what, *text;
    enum co_day_order order;
    const char *column; /* of the due date */
    const char *due;    /* of the last row */
    const char *note;   /* a warning, or NULL */
} numbers[] = {
    {"Julian", "Job,Due\n1,126327\n2,0\n3,127001\n", CO_ORDER_JULIAN, "Due", "2027-01-01", NULL},
    {"serial", "Job,Due\n1,46349\n2,\n3,46350.75\n", CO_ORDER_SERIAL, "Due", "2026-11-24", NULL},
    {"serial with a comma", "Job;Due\n1;46349,25\n2;46350\n", CO_ORDER_SERIAL, "Due", "2026-11-24",
     NULL},
    {"both are neither", "Job,Due\n1,126327\n2,46349\n", 0, "-", "", "is named like dates"},
    {"one number that is none", "Job,Due\n1,46349\n2,7\n", 0, "-", "", "is named like dates"},
    {"a Julian day that is none", "Job,Due\n1,126327\n2,126400\n", 0, "-", "",
     "is named like dates"},
    {"one of ten that is none",
     "Job,Due\n1,7\n2,46349\n3,46349\n4,46349\n5,46349\n6,46349\n7,46349\n8,46349\n9,46349\n"
     "10,46350\n",
     CO_ORDER_SERIAL, "Due", "2026-11-24", "is no date and counts as empty: line 2 \"7\""},
    {"in a hurry", "Job,Due\n1,261105\n2,261106\n", 0, "-", "", "is named like dates"},
    {"wrapped for Excel", "Job,Due\n1,\"=\"\"46349\"\"\"\n2,\"=\"\"46350\"\"\"\n", CO_ORDER_SERIAL,
     "Due", "2026-11-24", NULL},
    {"only zeros", "Job,Due\n1,0\n2,0\n", 0, "-", "", NULL},
    {"compact dates are no serials", "Job,Due\n1,20261123\n2,00000000\n", 0, "Due", "", NULL},
    {"a quantity stays one", "Job,Qty\n1,46349\n2,46350\n", 0, "-", "", NULL},
    {"lost in Excel", "Job,Due\n1,00:00.0\n2,30:00.0\n", CO_ORDER_LOST, "Due", "",
     "all dates in column \"Due\" read like 00:00.0"},
    {"a few lost ones are named", "Job,Due\n1,2026-11-23\n2,00:00.0\n", 0, "Due", "",
     "1 cell in column \"Due\" is no date and counts as empty: line 3 \"00:00.0\""},
    {"another column is better than a lost one",
     "Job,Due Date,Deadline\n1,00:00.0,2026-11-23\n2,00:00.0,2026-11-24\n", 0, "Deadline",
     "2026-11-24", NULL},
};

static void numbers_are_dates_by_their_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        struct list l;
        char text[CO_DATE_TEXT];
        struct co_cells cells = {.n = 0};
        struct co_order order;
        list_must_load(&l, co_str_of(numbers[i].text), NULL);
        check_text(numbers[i].what, list_column(&l, CO_FIELD_DUE_DATE), numbers[i].column);
        int column = l.x.column_of[CO_FIELD_DUE_DATE];
        if (column >= 0)
            check_int(numbers[i].what, l.x.columns[column].order, numbers[i].order);
        check_status(numbers[i].what,
                     l.x.split(&l.x, (size_t)l.x.rows.rows[l.x.rows.n - 1].at, &cells, &l.err),
                     CO_OK, &l.err);
        co_export_order(&l.x, &cells, &order);
        check_text(numbers[i].what, co_str_of(co_date_text(order.due, text)), numbers[i].due);
        check_int(numbers[i].what, (int64_t)list_warnings(&l), numbers[i].note ? 1 : 0);
        if (numbers[i].note && !list_note(&l, numbers[i].note))
            fail_msg("%s: no note says \"%s\"", numbers[i].what, numbers[i].note);
        co_cells_fini(&cells);
        list_fini(&l);
    }
}

static void what_excel_lost_is_not_remembered(void **state)
{
    struct co_column lost = {
        .name = CO_STR("Due"), .field = CO_FIELD_DUE_DATE, .order = CO_ORDER_LOST};
    struct co_column julian = {
        .name = CO_STR("Due"), .field = CO_FIELD_DUE_DATE, .order = CO_ORDER_JULIAN};
    struct co_load_rules r = {.secret = {1, 2}, .remembered = &lost, .n_remembered = 1};
    struct list l;
    (void)state;
    list_must_load(&l, CO_STR("Job,Due\n1,2026-11-23\n2,00:00.0\n"), &r);
    check_int("order", l.x.columns[1].order, CO_ORDER_UNDECIDED);
    check_int("warned", (int64_t)list_warnings(&l), 1);
    list_fini(&l);
    r.remembered = &julian;
    list_must_load(&l, CO_STR("Job,Due\n1,\n2,\n"), &r);
    check_int("an empty column is written as it was", l.x.columns[1].order, CO_ORDER_JULIAN);
    list_fini(&l);
    r.order = CO_ORDER_DAY_FIRST;
    list_must_load(&l, CO_STR("Job,Due\n1,46349\n2,46350\n"), &r);
    check_int("numbers have no day before a month", l.x.columns[1].order, CO_ORDER_SERIAL);
    list_fini(&l);
}

static const struct {
    const char *what, *text;
    size_t column;
    enum co_decimal decimal;
    enum co_day_order order;
    const char *note; /* NULL: none */
} formats[] = {
    {"point by its own cells", "Job,Qty\n1,1.5\n2,1.234\n", 1, CO_DECIMAL_POINT, 0, NULL},
    {"comma by its own cells", "Job;Qty\n1;1,5\n2;1,234\n", 1, CO_DECIMAL_COMMA, 0, NULL},
    {"by another column", "Job;Qty;Done\n1;1,234;1,5\n", 1, CO_DECIMAL_COMMA, 0, NULL},
    {"undecided", "Job,Qty\n1,1.234\n", 1, CO_DECIMAL_UNDECIDED, 0,
     "such as 1.234 in column \"Qty\""},
    {"whole numbers need no decision", "Job,Qty\n1,1234\n", 1, CO_DECIMAL_UNDECIDED, 0, NULL},
    {"contradicting", "Job;Qty\n1;1,5\n2;1.5\n3;1.234\n", 1, CO_DECIMAL_UNDECIDED, 0, "--decimal"},
    {"day first", "Job,Due\n1,23/11/2026\n2,03/04/2026\n", 1, 0, CO_ORDER_DAY_FIRST, NULL},
    {"month first", "Job,Due\n1,11/23/2026\n2,03/04/2026\n", 1, 0, CO_ORDER_MONTH_FIRST, NULL},
    {"order undecided", "Job,Due\n1,03/04/2026\n", 1, 0, 0, "03/04/2026 in column \"Due\""},
    {"bad values are told", "Job,Qty\n1,5\n2,many\n", 1, 0, 0,
     "1 cell in column \"Qty\" is no quantity and counts as empty: line 3 \"many\""},
};

static void formats_are_settled_by_the_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(formats); i++) {
        struct list l;
        list_must_load(&l, co_str_of(formats[i].text), NULL);
        check_int(formats[i].what, l.x.columns[formats[i].column].decimal, formats[i].decimal);
        check_int(formats[i].what, l.x.columns[formats[i].column].order, formats[i].order);
        check_int(formats[i].what, (int64_t)list_warnings(&l), formats[i].note ? 1 : 0);
        if (formats[i].note && !list_note(&l, formats[i].note))
            fail_msg("%s: no note says \"%s\"", formats[i].what, formats[i].note);
        list_fini(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aliases_are_folded_and_stand_once),
        cmocka_unit_test(headers_of_erps_are_understood),
        cmocka_unit_test(a_column_needs_the_name_and_the_cells),
        cmocka_unit_test(names_of_columns_are_unique),
        cmocka_unit_test(options_settle_a_column),
        cmocka_unit_test(two_likely_columns_are_refused),
        cmocka_unit_test(what_was_understood_once_stays_so),
        cmocka_unit_test(numbers_are_dates_by_their_column),
        cmocka_unit_test(what_excel_lost_is_not_remembered),
        cmocka_unit_test(formats_are_settled_by_the_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
