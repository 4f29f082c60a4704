/* ResultRow: an option after it was judged, not pressable. Right: solid frame, tick, words; wrong:
 * dashed frame, cross, words. */
#ifndef WENDA_VIEW_SCREENS_RESULT_ROW_H
#define WENDA_VIEW_SCREENS_RESULT_ROW_H

#include "view/component.h"

struct result_row {
    const char *letter; /* NULL = a tick or cross in its place */
    const char *text, *status;
    bool right;
};

int result_row_height(const struct page *page, const struct result_row *row, int width_px);
/* context: a struct result_row. */
void result_row_draw(const struct page *page, struct rect rect, const void *context);

#endif
