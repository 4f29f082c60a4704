#include "view/text_order.h"

#include <fribidi.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* One array an item, a character each. */
struct text_order {
    const char *text;
    int count;
    bool rtl;
    FriBidiChar *chars;
    FriBidiCharType *types;
    FriBidiLevel *levels;
    FriBidiStrIndex *map; /* of a line: the character at each place */
    int *offsets;         /* where each character begins, and where the last one ends */
};

bool text_is_rtl(const char *text, bool rtl_language)
{
    if (!utf8_has_rtl(text, strlen(text)))
        return false;
    if (rtl_language)
        return true;
    while (*text != '\0') {
        FriBidiCharType type = fribidi_get_bidi_type(utf8_next(&text));
        if (FRIBIDI_IS_LETTER(type))
            return FRIBIDI_IS_RTL(type);
    }
    return false;
}

static void find_levels(struct text_order *order)
{
    FriBidiBracketType *brackets = mem_alloc((size_t)order->count * sizeof *brackets);
    FriBidiParType base = order->rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;

    fribidi_get_bidi_types(order->chars, order->count, order->types);
    fribidi_get_bracket_types(order->chars, order->count, order->types, brackets);
    if (fribidi_get_par_embedding_levels_ex(order->types, brackets, order->count, &base,
                                            order->levels) == 0)
        memset(order->levels, order->rtl, (size_t)order->count * sizeof *order->levels);
    free(brackets);
}

struct text_order *text_order_new(const char *text, size_t len, bool rtl)
{
    struct text_order *order = mem_zalloc(sizeof *order);
    const char *at = text, *end = text + len;

    order->text = text;
    order->rtl = rtl;
    order->chars = mem_alloc((len + 1) * sizeof *order->chars);
    order->types = mem_alloc((len + 1) * sizeof *order->types);
    order->levels = mem_alloc((len + 1) * sizeof *order->levels);
    order->map = mem_alloc((len + 1) * sizeof *order->map);
    order->offsets = mem_alloc((len + 1) * sizeof *order->offsets);
    while (at < end) {
        order->offsets[order->count] = (int)(at - text);
        order->chars[order->count++] = utf8_next(&at);
    }
    order->offsets[order->count] = (int)len;
    if (order->count > 0)
        find_levels(order);
    return order;
}

void text_order_free(struct text_order *order)
{
    if (order == NULL)
        return;
    free(order->chars);
    free(order->types);
    free(order->levels);
    free(order->map);
    free(order->offsets);
    free(order);
}

/* Index of the character that begins at or after the byte. */
static int char_at(const struct text_order *order, int offset)
{
    int index = 0;

    while (index < order->count && order->offsets[index] < offset)
        index++;
    return index;
}

/* Characters side by side at one level make a stretch. */
static int end_of_run(const struct text_order *order, int from, int end)
{
    FriBidiLevel level = order->levels[order->map[from]];
    int step = FRIBIDI_LEVEL_IS_RTL(level) ? -1 : 1;

    while (from + 1 < end && order->map[from + 1] == order->map[from] + step &&
           order->levels[order->map[from + 1]] == level)
        from++;
    return from + 1;
}

int text_order_line(struct text_order *order, int offset, int len, struct text_run *runs, int max)
{
    int first = char_at(order, offset), end = char_at(order, offset + len), count = 0;

    for (int i = first; i < end; i++)
        order->map[i] = i;
    if (first == end ||
        fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT & ~FRIBIDI_FLAG_REORDER_NSM, order->types,
                             end - first, first, order->rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR,
                             order->levels, NULL, order->map) == 0)
        return 0;
    for (int from = first, to; from < end && count < max; from = to) {
        int left = order->map[from], right;
        to = end_of_run(order, from, end);
        right = order->map[to - 1];
        if (left > right) {
            int kept = left;
            left = right;
            right = kept;
        }
        runs[count++] = (struct text_run){ .offset = order->offsets[left] - offset,
                                           .len = order->offsets[right + 1] - order->offsets[left],
                                           .rtl = FRIBIDI_LEVEL_IS_RTL(order->levels[left]) };
    }
    return count;
}
