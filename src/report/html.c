#include "html.h"
#include "text.h"

/* Dark text on light tints (at least 7:1), and a word wherever there is a colour: printed in grey
 * nothing is lost. */
static const char style[] =
    ":root{color-scheme:light}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;max-width:80rem;padding:1rem;background:#fff;color:#1a1a1a;"
    "font:1rem/1.45 system-ui,\"Segoe UI\",Roboto,\"Liberation Sans\",Arial,sans-serif;"
    "print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "h1{font-size:1.7rem;line-height:1.2;margin:0 0 .2rem;overflow-wrap:anywhere}"
    "h2{font-size:1.35rem;margin:0 0 .2rem;overflow-wrap:anywhere}"
    "p{margin:.3rem 0;overflow-wrap:anywhere}"
    "a{color:#0b4a8f}nav,.links{padding:0;margin:.3rem 0}"
    ".links{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none}"
    "nav a,.links a{display:inline-block;padding:.3rem 0}"
    ".quiet{color:#4a4a4a}"
    ".banner{border:2px solid #7a4b00;border-left-width:.6rem;background:#fff4da;"
    "padding:.5rem .8rem;margin:.8rem 0}"
    ".totals{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.6rem;"
    "margin:1rem 0}"
    ".totals div{display:flex;flex-direction:column-reverse;justify-content:flex-end;"
    "border:1px solid #767676;border-top:.35rem solid #1a1a1a;padding:.3rem .7rem .5rem}"
    ".totals dt{font-weight:600}"
    ".totals dd{margin:0;font-size:3.6rem;line-height:1.05;font-weight:700;"
    "font-variant-numeric:tabular-nums}"
    ".totals .done{border-top-color:#1b6e34;background:#eaf6ec}"
    ".totals .late{border-top-color:#a4161a;background:#fdecec}"
    ".shop{margin-top:2rem;border-top:2px solid #1a1a1a;padding-top:.7rem}"
    ".bar{display:block;width:100%;height:1.1rem;margin:.4rem 0}"
    ".bar{overflow:visible}.bar "
    "rect{stroke:#1a1a1a;stroke-width:1;vector-effect:non-scaling-stroke}"
    ".f-done{fill:#2e8b4a}.f-gone{fill:#b9b9b9}.f-open{fill:#fff}"
    ".f-new{fill:#bfe0f5}.f-age{fill:#5b6b7a}"
    ".pictures{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;margin:.6rem 0}"
    "figure{margin:0;min-width:0}figcaption{font-weight:600}"
    ".board{display:block;max-width:100%;height:auto;font-size:11px}"
    ".board text{fill:#1a1a1a}.board .lab{font-size:12px}"
    ".mid{text-anchor:middle}"
    ".board rect{stroke:#1a1a1a;stroke-width:1}"
    ".m-none{fill:#fff}.m-green{fill:#1b6e34}.m-red{fill:#a4161a}"
    ".board .on{fill:#fff;font-weight:700}"
    ".spark{fill:none;stroke:#1a1a1a;stroke-width:1.5}"
    ".list{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%;font-size:.95rem}"
    "caption{text-align:left;font-weight:600;padding:.3rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid #b9b9b9;"
    "overflow-wrap:break-word}"
    "thead th{border-bottom:2px solid #1a1a1a;white-space:nowrap}"
    "tbody th{min-width:8.5rem}"
    "tfoot td{border-top:2px solid #1a1a1a;font-weight:700}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}"
    ".w{white-space:nowrap}"
    ".completed td,.completed th{background:#eaf6ec}"
    ".late td,.late th{background:#fdecec}"
    ".late td:first-child{border-left:.4rem solid #a4161a}"
    "s{text-decoration-thickness:2px}"
    ".state{font-weight:600}"
    "strong{color:#8c1014}"
    ".box{display:none;width:.85rem;height:.85rem;border:2px solid #1a1a1a;margin-right:.4rem;"
    "vertical-align:-.1rem}"
    "@media (max-width:44rem){body{padding:.6rem}h1{font-size:1.35rem}"
    ".totals{grid-template-columns:1fr 1fr}.totals dd{font-size:2.8rem}"
    ".list table{min-width:44rem}.list .orders,.orders caption{display:block;min-width:0}"
    ".orders tbody,.orders tr{display:flex;flex-wrap:wrap;gap:.1rem .8rem}"
    ".orders thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    ".orders tbody{flex-direction:column;gap:0}"
    ".orders tr{padding:.4rem .3rem;border-bottom:1px solid #b9b9b9}"
    ".orders td,.orders tbody th{padding:0;border:0;min-width:0;text-align:left}"
    ".orders td:empty{display:none}.orders .state{flex:1 0 auto}.orders tbody th{flex:1 0 100%}"
    ".orders .day::before{content:\"day \"}.orders .made::before{content:\"qty \"}"
    ".orders .due::before{content:\"due \"}.orders .due:empty::before{content:none}"
    ".orders .due br{display:none}"
    ".orders .due strong{padding-left:.5rem}.orders .remarks{flex:1 0 100%}"
    ".orders tr.completed{background:#eaf6ec}"
    ".orders tr.late{background:#fdecec;border-left:.4rem solid #a4161a}"
    ".orders .late td:first-child{border:0}}"
    "@media print{@page{size:A4 landscape;margin:12mm}"
    "body{max-width:none;padding:0;font-size:10pt}"
    ".shop{break-before:page;border-top:0;margin-top:0}"
    ".list{overflow:visible}.list table,.remarks{min-width:0}"
    "thead{display:table-header-group}tfoot{display:table-row-group}tr{break-inside:avoid}"
    "figure{break-inside:avoid}tbody td,tbody th{overflow-wrap:anywhere}"
    ".late td,.late th{background:#fff}.box{display:inline-block}nav{display:none}}";

void co_html_begin(struct co_buf *out, struct co_str title, const struct co_view *view)
{
    co_buf_text(
        out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" "
             "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    co_html_text(out, title);
    co_buf_text(out, "</title>\n");
    if (view && view->stamp)
        co_buf_fmt(out, CO_HTML_STAMP "%s\">\n", view->stamp);
    co_buf_text(out, "<style>");
    co_buf_text(out, style);
    co_buf_text(out, "</style>\n</head>\n<body>\n");
    if (view && view->home)
        co_buf_fmt(out, "<nav><a href=\"%s\">All days</a></nav>\n", view->home);
    co_buf_text(out, "<main>\n");
}

void co_html_end(struct co_buf *out)
{
    co_buf_text(out, "</main>\n</body>\n</html>\n");
}

static void put_head(struct co_buf *out, const struct co_table *t)
{
    co_buf_text(out, "<thead>\n<tr>");
    for (size_t c = 0; c < t->n_columns; c++) {
        struct co_buf label = {0};
        co_text_label(&label, t->columns[c].name);
        co_buf_text(out, co_text_is_number(t->columns[c].kind) ? "<th scope=\"col\" class=\"n\">"
                                                               : "<th scope=\"col\">");
        co_html_text(out, co_buf_view(&label));
        co_buf_text(out, "</th>");
        out->failed = out->failed || !co_buf_ok(&label);
        co_buf_fini(&label);
    }
    co_buf_text(out, "</tr>\n</thead>\n");
}

static void put_row(struct co_buf *out, const struct co_table *t, size_t row)
{
    struct co_buf text = {0};
    co_buf_text(out, "<tr>");
    for (size_t c = 0; c < t->n_columns; c++) {
        enum co_cell_kind kind = t->columns[c].kind;
        text.len = 0;
        co_text_cell(&text, &t->cells[row * t->n_columns + c], kind, true);
        co_buf_text(out, co_text_is_number(kind) ? "<td class=\"n\">"
                         : kind == CO_CELL_DATE  ? "<td class=\"w\">"
                                                 : "<td>");
        co_html_text(out, co_buf_view(&text));
        co_buf_text(out, "</td>");
    }
    co_buf_text(out, "</tr>\n");
    out->failed = out->failed || !co_buf_ok(&text);
    co_buf_fini(&text);
}

void co_html_table(struct co_buf *out, const struct co_table *t, const struct co_view *view)
{
    struct co_str title = co_str_of(t->title ? t->title : t->name);
    size_t rows = co_text_rows(t);
    co_html_begin(out, title, view);
    co_buf_text(out, "<h1>");
    co_html_text(out, title);
    co_buf_text(out, "</h1>\n<section class=\"list\" tabindex=\"0\" aria-label=\"The table\">\n"
                     "<table>\n<caption>");
    co_buf_fmt(out, "%zu row%s", rows, rows == 1 ? "" : "s");
    co_buf_text(out, "</caption>\n");
    put_head(out, t);
    co_buf_text(out, "<tbody>\n");
    for (size_t r = 0; r < rows; r++)
        put_row(out, t, r);
    co_buf_text(out, "</tbody>\n");
    if (rows < t->n_rows) {
        co_buf_text(out, "<tfoot>\n");
        put_row(out, t, rows);
        co_buf_text(out, "</tfoot>\n");
    }
    co_buf_text(out, "</table>\n</section>\n");
    co_html_end(out);
}
