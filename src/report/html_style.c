#include "html.h"

/* Each row a block of labels and values, as many beside each other as there is room for: what is
 * too wide for a telephone or for paper. The table stays one, so that its head is repeated on every
 * sheet. */
#define BLOCKS(table)                                                                           \
    table "{table-layout:fixed}" table " :is(tbody,tfoot) tr{display:grid;"                     \
          "grid-template-columns:repeat(auto-fill,minmax(10rem,1fr));gap:0 1rem;"               \
          "padding:.4rem 0;border-bottom:1px solid #b9b9b9}" table                              \
          " :is(tbody,tfoot) :is(td,th){display:flex;justify-content:space-between;gap:.5rem;"  \
          "padding:0;border:0;min-width:0;text-align:right}" table                              \
          " :is(tbody,tfoot) :is(td,th):first-child{grid-column:1/-1;position:static;"          \
          "justify-content:flex-start;font-weight:700}" table " td:empty{display:none}" table   \
          " td::before{content:attr(data-label);color:#4a4a4a;font-weight:400;text-align:left;" \
          "white-space:normal}"

#define PLAIN_BLOCKS BLOCKS(".plain") /* every one on a telephone */
#define WIDE_BLOCKS BLOCKS(".wide")   /* on paper */

/* Dark text on light tints (at least 7:1), and a word wherever there is a colour: printed in grey
 * nothing is lost. */
const char co_html_style[] =
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
    "figure{margin:0;min-width:0;max-width:100%}figcaption{font-weight:600}"
    ".board{display:block;max-width:100%;height:auto;font-size:11px}"
    ".board text{fill:#1a1a1a}.board .lab{font-size:12px}"
    ".mid{text-anchor:middle}"
    ".board rect{stroke:#1a1a1a;stroke-width:1}"
    ".m-none{fill:#fff}.m-green{fill:#1b6e34}.m-red{fill:#a4161a}"
    ".board .on{fill:#fff;font-weight:700}"
    ".spark{fill:none;stroke:#1a1a1a;stroke-width:1.5}"
    ".list{overflow-x:auto}"
    /* Whoever cannot see all lists at once sees the newest first. */
    ".newest{direction:rtl}.strip{direction:ltr;display:flex;width:max-content}"
    ".strip .board{max-width:none}"
    "table{border-collapse:collapse;width:100%;font-size:.95rem}"
    "caption{text-align:left;font-weight:600;padding:.3rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid #b9b9b9;"
    "overflow-wrap:break-word}"
    "thead th{border-bottom:2px solid #1a1a1a;white-space:nowrap}"
    "tbody th{min-width:8.5rem}"
    "tfoot td{border-top:2px solid #1a1a1a;font-weight:700}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}"
    ".w,td.n{white-space:nowrap}.long{overflow-wrap:anywhere}"
    ".plain{font-size:.875rem}.plain th,.plain td{padding:.3rem .4rem}"
    ".plain thead th{white-space:normal;vertical-align:bottom}"
    ".wide td:first-child,.wide th:first-child{position:sticky;left:0;background:#fff}"
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
    ".list .orders,.orders caption{display:block}"
    ".orders tbody,.orders tr{display:flex;flex-wrap:wrap;gap:.1rem .8rem}"
    ".list thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
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
    ".orders .late td:first-child{border:0}" PLAIN_BLOCKS "}"
    ".paper,tr.paper{display:none}"
    /* The size is the printer's: A4 here, Letter there. */
    "@media print{@page{size:landscape;margin:12mm;"
    "@bottom-right{content:counter(page) \" / \" counter(pages);font:8pt sans-serif}}"
    ":root{font-size:10pt}body{max-width:none;padding:0}.totals dd{font-size:43pt}"
    ".shop{break-before:page;border-top:0;margin-top:0}.feed+.feed{break-before:page}"
    ".whole{break-before:auto;break-inside:avoid;margin-top:6mm}"
    "h2,.bar,figcaption{break-after:avoid}.list{overflow:visible}"
    /* Two pieces of a board, and beside them how old is what is open: never alone on a sheet. */
    ".pictures{flex-wrap:nowrap;gap:.5rem}figure:first-child{flex:none;max-width:700px}"
    ".strip{flex-wrap:wrap;width:auto}.plain{font-size:7.5pt}"
    "thead{display:table-header-group}tfoot{display:table-row-group}tr{break-inside:avoid}"
    ".paper{display:inline}tr.paper{display:table-row}.paper th{border:0}"
    /* One column, as the blocks are: else it would have as many as the table. */
    ".wide thead tr:not(.paper){display:none}.wide .paper,.wide .paper th{display:block}"
    ".late td,.late th{background:#fff}.box{display:inline-block}nav{display:none}" WIDE_BLOCKS "}";
