/* 手写: a pad for the finger. What is written there is the answer, read by anything or not. */
#include <string.h>

#include "base/utf8.h"
#include "view/component.h"

enum {
    KEYS_W = 196,
    KEYS_WIDE_W = 230,
    KEYS_PAIR_W = 400,
    KEYS_GAP = 18,
    KEY_LEAST_H = 100,
    KEYS = 5,
    GUESSES = 10, /* at most side by side */
    GAP = 24,
    EDGE = 6,
    LINE_PX = 14,
    INSET = 44
};

static const struct ink *present(const struct page *page)
{
    const struct survey *survey = &page->view->kiosk->survey;

    return survey_ink(survey, survey->current);
}

/* Strokes first to end, and the one under the finger, into the list. */
static void copy_strokes(const struct page *page, struct widget *widget, const struct ink *ink,
                         int first, int end, bool drawn)
{
    const struct view *view = page->view;
    int count = 0, stroke_count, more = drawn ? view->drawn_count : 0;
    struct ink_point *to;

    for (int i = first; i < end; i++) {
        ink_stroke(ink, i, &stroke_count);
        count += stroke_count + 1;
    }
    if (count + more == 0)
        return;
    to = widgets_alloc(page->out, (size_t)(count + more) * sizeof(*to));
    widget->points = to;
    widget->point_count = count + more;
    for (int i = first; i < end; i++) {
        const struct ink_point *points = ink_stroke(ink, i, &stroke_count);
        memcpy(to, points, (size_t)stroke_count * sizeof(*to));
        to += stroke_count;
        *to++ = (struct ink_point){ INK_GAP, INK_GAP };
    }
    if (more > 0)
        memcpy(to, view->drawn, (size_t)more * sizeof(*to));
}

static struct widget *add_sheet(const struct page *page, struct rect rect, int sheet, bool drawn)
{
    const struct ink *ink = present(page);
    struct widget *widget = widgets_add(page->out, WIDGET_INK, rect);
    int end = 0, first = ink != NULL ? ink_sheet(ink, sheet, &end) : 0;

    widget->fill = page->skin->ink;
    widget->line_px = LINE_PX * (rect.w > rect.h ? rect.w : rect.h) / 740;
    widget->line_px = widget->line_px > 2 ? widget->line_px : 3;
    copy_strokes(page, widget, ink, first, end, drawn);
    return widget;
}

static void add_pad(const struct page *page, struct rect rect)
{
    const struct ink *ink = present(page);
    int side = (rect.w < rect.h ? rect.w : rect.h) - 2 * INSET;
    struct widget *ground = page_block(page, rect, page->skin->card, 24), *grid, *pad;

    ground->line = page->skin->select;
    ground->line_px = page->large ? 7 : 5;
    grid = page_image(page, rect_center(&rect, side, side), "pad-grid.svg", page->skin->dock_line);
    grid->alpha = 140;
    pad = add_sheet(page, rect, ink != NULL ? ink->sheet_count : 0, true);
    pad->role = ROLE_FIELD;
    pad->label = page_text(page, STR_PAD);
    pad->message = page_tap(MSG_STROKE, 0);
}

/* Beside the pad, one below the other; where that makes them low two in a row, the last one wide.
 */
static void add_keys(const struct page *page, struct rect area, const struct key *keys, bool pairs)
{
    int rows = pairs ? (KEYS + 1) / 2 : KEYS;

    for (int i = 0; i < KEYS; i++) {
        struct rect row = rect_row(&area, pairs ? i / 2 : i, rows, KEYS_GAP);
        bool alone = !pairs || i + 1 == KEYS;
        component_key(page, alone ? row : rect_column(&row, i % 2, 2, KEYS_GAP), &keys[i]);
    }
}

void component_pad(const struct page *page, struct rect area, int base_page)
{
    bool pairs = (area.h - EDGE - (KEYS - 1) * KEYS_GAP) / KEYS < KEY_LEAST_H;
    int keys_w = pairs ? KEYS_PAIR_W : page->portrait && !page->large ? KEYS_W : KEYS_WIDE_W;
    struct rect column = rect_cut_right(&area, keys_w);
    struct key keys[KEYS] = {
        component_key_erasing(page),
        { .label = page_text(page, STR_PAD_CLEAR),
          .message = page_tap(MSG_PAD_CLEAR, 0),
          .function = true },
        { .label = page_text(page, STR_PAD_KEEP),
          .message = page_tap(MSG_PAD_KEEP, 0),
          .function = true },
        component_key_layer(page, STR_KEY_SYMBOLS, base_page + KEYS_SIGNS),
        component_key_layer(page, page_is_latin(page) ? STR_KEY_LETTERS : STR_KEY_PINYIN,
                            base_page + KEYS_FIRST),
    };

    rect_cut_right(&area, GAP);
    add_pad(page, area);
    column.h -= EDGE;
    add_keys(page, column, keys, pairs);
}

/* Characters that the sheet may be: taken by a tap, or left alone. */
static void add_guesses(const struct page *page, struct rect rect)
{
    const char *rest = page->view->kiosk->survey.guesses;
    int most = (rect.w + KEY_GAP) / (rect.h * 3 / 4 + KEY_GAP), len;

    most = most < GUESSES ? most : GUESSES;
    for (int i = 0; (len = utf8_char_len(rest)) > 0 && i < most; i++, rest += len) {
        struct key key = { .label = widgets_format(page->out, "%.*s", len, rest),
                           .message = { .kind = MSG_TAKE_GUESS } };
        memcpy(key.message.text, rest, (size_t)len);
        component_key(page, rect_column(&rect, i, most, KEY_GAP), &key);
    }
}

void component_pad_strip(const struct page *page, struct rect rect)
{
    const struct ink *ink = present(page);
    int count = ink != NULL ? ink->sheet_count : 0, side = rect.h, fit = rect.w / (side + 12);
    int first = page->out->count;
    const struct rect whole = rect;
    struct paragraph words = { .text = page_text(page, STR_PAD_HINT),
                               .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink_soft,
                               .ground = page->skin->ground,
                               .role = ROLE_CAPTION };

    if (page->view->kiosk->survey.guesses[0] != '\0') {
        add_guesses(page, rect);
        widgets_keep(page->out, first, whole);
        return;
    }
    if (count == 0) {
        paragraph_fit(page, &words, rect.w, rect.h, 36);
        paragraph_add_middle(page, &words, rect);
        return;
    }
    for (int sheet = count > fit ? count - fit : 0; sheet < count; sheet++) {
        struct rect place = rect_cut_left(&rect, side);
        struct widget *card = page_block(page, place, page->skin->card, 12);
        card->line = page->skin->block_line;
        card->line_px = 3;
        add_sheet(page, rect_inset(place, 8, 8), sheet, false);
        rect_cut_left(&rect, 12);
    }
    widgets_keep(page->out, first, whole);
}
