#include <string.h>

#include "base/utf8.h"
#include "view/component.h"
#include "view/pinyin.h"

enum { KEY_RADIUS = 18, KEY_EDGE = 6, KEY_DROP = 5, KEY_ROWS = 5, BOX_PAD = 34 };

void component_key(const struct page *page, struct rect rect, const struct key *key)
{
    bool pressed = page_is_pressed(page, &key->message);
    struct paragraph words = { .text = key->label,
                               .style = { FACE_SANS_MEDIUM, 54, 66, 0 },
                               .color = page->skin->ink,
                               .ground = key->function ? page->skin->dock : page->skin->card,
                               .align = ALIGN_CENTER,
                               .role = ROLE_KEY };
    struct widget *block;
    int icon = page->large ? 64 : 52;

    if (pressed) {
        words.ground = page->large ? COLOR_HC_PRESS : COLOR_GAM_TINT;
        rect.y += page->large ? 0 : KEY_DROP;
    }
    if (page->large)
        words.style = (struct text_style){ FACE_SANS_BOLD, 64, 78, 0 };
    if (key->function)
        words.style = paragraph_sized(words.style, page->large ? 52 : 40);
    block = page_block(page, rect, words.ground, KEY_RADIUS);
    block->role = ROLE_KEY;
    block->line = pressed || page->large ? page->skin->ink : page->skin->block_line;
    block->line_px = pressed || page->large ? 5 : 3;
    block->edge = page->large ? COLOR_NONE : COLOR_RULE;
    block->edge_px = page->large ? 0 : pressed ? 1 : KEY_EDGE;
    block->label = key->label;
    block->message = key->message;
    block->state = pressed ? WIDGET_PRESSED : 0;
    if (key->icon != NULL) {
        page_image(page, rect_center(&rect, icon, icon), key->icon, words.color);
        return;
    }
    paragraph_fit(page, &words, rect.w - 12, rect.h, 36);
    paragraph_add_middle(page, &words, rect);
}

/* The last lines that fit: where the writing goes on is always in sight. */
void component_text_box(const struct page *page, struct rect rect, const char *text,
                        const char *note, bool full)
{
    struct paragraph words = { .text = text,
                               .style = page_style(page, TEXT_OPTION),
                               .color = page->skin->ink,
                               .ground = page->skin->card,
                               .role = ROLE_TEXT };
    struct paragraph small = { .text = note,
                               .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink_soft,
                               .ground = page->skin->card,
                               .align = ALIGN_RIGHT,
                               .role = ROLE_CAPTION };
    struct rect inner = rect_inset(rect, BOX_PAD, 24);
    struct widget *box = page_block(page, rect, page->skin->card, 24);
    struct rect caret = { inner.x, inner.y, 5, 54 };
    int first = page->out->count - 1, lines, shown, least_h;

    box->line = full && !page->large ? COLOR_OCH : page->skin->select;
    box->line_px = page->large ? 7 : 5;
    words.style.face = page->large ? FACE_SANS_BOLD : FACE_SANS;
    words.style.line_px = words.style.size_px * 3 / 2;
    /* Where the writing needs a second line, it comes before the note's own. */
    least_h = words.style.line_px;
    least_h *= paragraph_lines(page, &words, inner.w - 12) > 1 ? 2 : 1;
    if (note != NULL && inner.h >= least_h + small.style.line_px) {
        paragraph_add_middle(page, &small, rect_cut_bottom(&inner, small.style.line_px));
    } else if (note != NULL) {
        /* A low box: the note stands beside the writing. */
        paragraph_fit(page, &small, inner.w * 2 / 5, inner.h, 36);
        paragraph_add_middle(page, &small, rect_cut_right(&inner, inner.w * 2 / 5));
        rect_cut_right(&inner, 24);
    }
    lines = paragraph_lines(page, &words, inner.w - 12);
    shown = inner.h / words.style.line_px;
    shown = shown < 1 ? 1 : shown;
    if (lines > 0) {
        struct rect place = { inner.x, inner.y, inner.w - 12, 0 };
        struct widget *written =
            paragraph_add_lines(page, &words, place, lines > shown ? lines - shown : 0, shown);
        const struct text_line *last = &written->lines[written->line_count - 1];
        caret.x += last->width_px + 2;
        caret.y += (written->line_count - 1) * words.style.line_px;
    }
    caret.y += (words.style.line_px - caret.h) / 2;
    page_block(page, caret, page->large ? COLOR_HC_INK : COLOR_CIN, 0);
    if (text[0] != '\0') /* what the keys write runs from left to right */
        widgets_keep(page->out, first, rect);
}

struct key component_key_typing(const char *text)
{
    struct key key = { .label = text, .message = { .kind = MSG_TYPE } };

    utf8_copy(key.message.text, sizeof(key.message.text), text);
    return key;
}

struct key component_key_erasing(const struct page *page)
{
    return (struct key){ .label = page_text(page, STR_KEY_ERASE),
                         .icon = "ic-backspace.svg",
                         .message = page_tap(MSG_ERASE, 0),
                         .function = true };
}

void component_number_pad(const struct page *page, struct rect area, bool sign, bool point)
{
    static const char *const digits[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };
    const int gap = 20, first = page->out->count;
    const struct rect place = area;
    struct rect row;
    struct key key;

    area.h -= KEY_EDGE;
    for (int i = 0; i < 9; i++) {
        row = rect_row(&area, i / 3, 4, gap);
        key = component_key_typing(digits[i]);
        component_key(page, rect_column(&row, i % 3, 3, gap), &key);
    }
    row = rect_row(&area, 3, 4, gap);
    if (sign || point) {
        struct rect left = rect_column(&row, 0, 3, gap);
        if (sign) {
            key = component_key_typing("-");
            component_key(page, point ? rect_column(&left, 0, 2, gap) : left, &key);
        }
        if (point) {
            key = component_key_typing(".");
            component_key(page, sign ? rect_column(&left, 1, 2, gap) : left, &key);
        }
    }
    key = component_key_typing("0");
    component_key(page, rect_column(&row, 1, 3, gap), &key);
    key = component_key_erasing(page);
    component_key(page, rect_column(&row, 2, 3, gap), &key);
    widgets_keep(page->out, first, place);
}

/* ---- keyboard ---- */

/* Rows of a layer, characters of one byte or a whole sign; digits stand above every layer. */
static const char *const rows[KEYS_LAYERS][3] = {
    [KEYS_LOWER] = { "qwertyuiop", "asdfghjkl", "zxcvbnm" },
    [KEYS_UPPER] = { "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM" },
    [KEYS_SIGNS] = { "，。！？、；：“”·", "（）《》%+-=/", "@#&*_,." },
};

/* For those who write in Latin letters: an apostrophe beside them, and signs of their own first. */
static const char *const latin_rows[KEYS_LAYERS][3] = {
    [KEYS_LOWER] = { "qwertyuiop", "asdfghjkl'", "zxcvbnm" },
    [KEYS_UPPER] = { "QWERTYUIOP", "ASDFGHJKL'", "ZXCVBNM" },
    [KEYS_SIGNS] = { "!?'\"()-:;&", "@#%+=/*_<>", "，。！？、《》" },
};

static const char *letters_of(const struct page *page, int layer, int row)
{
    return page_is_latin(page) ? latin_rows[layer][row] : rows[layer][row];
}

static void add_letters(const struct page *page, struct rect row, const char *letters, int key_w)
{
    int count = utf8_count(letters);
    int x = row.x + (row.w - (count * (key_w + KEY_GAP) - KEY_GAP)) / 2;

    while (*letters != '\0') {
        int len = utf8_char_len(letters);
        struct key key = component_key_typing(widgets_format(page->out, "%.*s", len, letters));
        component_key(page, (struct rect){ x, row.y, key_w, row.h }, &key);
        letters += len;
        x += key_w + KEY_GAP;
    }
}

struct key component_key_layer(const struct page *page, enum string_id label, int target)
{
    return (struct key){ .label = page_text(page, label),
                         .message = page_tap(MSG_PAGE, target),
                         .function = true };
}

/* Third row: shift, letters, erase; among signs there is nothing to shift, and all may go. */
static void add_third_row(const struct page *page, struct rect row, int layer, int base_page,
                          int key_w)
{
    int side = (row.w - 7 * (key_w + KEY_GAP) - KEY_GAP) / 2;
    struct key shift = component_key_layer(
        page, STR_KEY_SHIFT, base_page + (layer == KEYS_UPPER ? KEYS_LOWER : KEYS_UPPER));
    struct key clear = { .label = page_text(page, STR_KEY_CLEAR),
                         .message = page_tap(MSG_ERASE, ERASE_ALL),
                         .function = true };
    struct key erase = component_key_erasing(page);

    shift.icon = "ic-shift.svg";
    component_key(page, rect_cut_left(&row, side), layer == KEYS_SIGNS ? &clear : &shift);
    component_key(page, rect_cut_right(&row, side), &erase);
    add_letters(page, row, letters_of(page, layer, 2), key_w);
}

void component_key_hand(const struct page *page, struct rect *row, int w, int base_page)
{
    struct key hand = component_key_layer(page, STR_KEY_HAND, base_page + KEYS_PAD);

    if (!survey_takes_ink(&page->view->kiosk->survey))
        return;
    hand.icon = "ic-handwriting.svg";
    component_key(page, rect_cut_right(row, w), &hand);
    rect_cut_right(row, KEY_GAP);
}

/* From signs to letters, and from letters to signs; and to pinyin and the pad where there are. */
static void add_last_row(const struct page *page, struct rect row, int layer, int base_page,
                         int key_w)
{
    bool signs = layer == KEYS_SIGNS;
    struct key other = component_key_layer(page, signs ? STR_KEY_LETTERS : STR_KEY_SYMBOLS,
                                           base_page + (signs ? KEYS_LOWER : KEYS_SIGNS));
    struct key pinyin = component_key_layer(page, STR_KEY_PINYIN, base_page + KEYS_SPELL);
    struct key comma = component_key_typing(page_is_latin(page) ? "," : "，");
    struct key stop = component_key_typing(page_is_latin(page) ? "." : "。");
    struct key space = component_key_typing(" ");
    int wide = key_w * 3 / 2;

    space.label = page_text(page, STR_KEY_SPACE);
    component_key_hand(page, &row, wide, base_page);
    component_key(page, rect_cut_left(&row, wide), &other);
    rect_cut_left(&row, KEY_GAP);
    if (pinyin_is_ready()) {
        component_key(page, rect_cut_right(&row, wide), &pinyin);
        rect_cut_right(&row, KEY_GAP);
    }
    component_key(page, rect_cut_left(&row, key_w), &comma);
    rect_cut_left(&row, KEY_GAP);
    component_key(page, rect_cut_right(&row, key_w), &stop);
    rect_cut_right(&row, KEY_GAP);
    component_key(page, row, &space);
}

static int layer_of(const struct page *page, int base_page)
{
    int layer = page->view->kiosk->page - base_page;

    if (layer < 0 || layer >= KEYS_LAYERS)
        layer = KEYS_FIRST;
    if (layer == KEYS_PAD && !survey_takes_ink(&page->view->kiosk->survey))
        layer = KEYS_FIRST;
    if (layer == KEYS_FIRST)
        layer = page_is_latin(page) ? KEYS_LOWER : KEYS_SPELL;
    return layer == KEYS_SPELL && !pinyin_is_ready() ? KEYS_LOWER : layer;
}

bool component_keys_write(const struct page *page, int base_page)
{
    return layer_of(page, base_page) == KEYS_PAD;
}

bool component_keys_spell(const struct page *page, int base_page)
{
    return layer_of(page, base_page) == KEYS_SPELL;
}

static void add_keyboard(const struct page *page, struct rect area, int layer, int base_page)
{
    int key_w = (area.w + KEY_GAP) / 10 - KEY_GAP, gap = area.h > 640 ? 20 : 14;

    area.h -= KEY_EDGE;
    add_letters(page, rect_row(&area, 0, KEY_ROWS, gap), "1234567890", key_w);
    add_letters(page, rect_row(&area, 1, KEY_ROWS, gap), letters_of(page, layer, 0), key_w);
    add_letters(page, rect_row(&area, 2, KEY_ROWS, gap), letters_of(page, layer, 1), key_w);
    add_third_row(page, rect_row(&area, 3, KEY_ROWS, gap), layer, base_page, key_w);
    add_last_row(page, rect_row(&area, 4, KEY_ROWS, gap), layer, base_page, key_w);
}

void component_keyboard(const struct page *page, struct rect area, int base_page)
{
    int layer = layer_of(page, base_page), first = page->out->count;

    if (layer == KEYS_PAD)
        component_pad(page, area, base_page);
    else if (layer == KEYS_SPELL)
        component_pinyin(page, area, base_page);
    else
        add_keyboard(page, area, layer, base_page);
    widgets_keep(page->out, first, area);
}
