/* A tally as the JSON document of CLI.md; used by wendactl and read by others. */
#ifndef WENDA_REPORT_TALLY_JSON_H
#define WENDA_REPORT_TALLY_JSON_H

#include "base/strbuf.h"
#include "store/store.h"

/* generated_ms is the wall time that the document names. */
void tally_write_json(const struct tally *tally, int64_t generated_ms, struct strbuf *out);

/* The code of choices[index] as in the data: "A" for options, "0" … for points of a scale. */
enum { TALLY_CODE_LEN = 12 };
void tally_choice_code(const struct tally_question *question, int index, char out[TALLY_CODE_LEN]);

#endif
