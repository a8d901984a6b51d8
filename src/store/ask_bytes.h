/* The answer of a statement as bytes between two processes: a tag, then what belongs to it; numbers
 * in the byte order of the machine, texts as their length and their bytes. Private to the store.
 *   HEAD  number of columns; for each: 1 if it is declared DATE, its name
 *   ROW   for each column: a value, which is a tag and its bytes
 *   END   1 if rows were left out
 *   FAIL  the status, the sentence */
#pragma once

enum co_ask_tag {
    CO_ASK_HEAD = 'H',
    CO_ASK_ROW = 'R',
    CO_ASK_END = 'E',
    CO_ASK_FAIL = 'X',
    CO_ASK_NULL = 'n',    /* nothing behind it */
    CO_ASK_INTEGER = 'i', /* int64_t */
    CO_ASK_REAL = 'r',    /* its text */
    CO_ASK_STRING = 't',  /* a text, or the hexadecimal digits of a BLOB */
};
enum { CO_ASK_COLUMNS = 100 };
