/* 拼音: letters that become words, large keys, the words in a row or spread over the keys. */
#include <string.h>

#include "base/utf8.h"
#include "view/component.h"
#include "view/pinyin.h"

enum {
    ROWS = 4,
    GAP = KEY_GAP,
    EDGE = 6,
    WORD_PAD = 34,
    WORD_LEAST_W = 119,
    MORE_W = 110,
    WORDS_IN_ROW = 12,
    WORDS_MAX = 160,
    LETTERS_MOST = 30 /* percent of a row that the letters stand in */
};

static const char *letters_of(const struct page *page)
{
    return page->view->kiosk->survey.letters;
}

/* ---- words ---- */

static struct paragraph word_paragraph(const struct page *page, const char *text)
{
    struct text_style style = { FACE_SANS_MEDIUM, page->large ? 62 : 50, page->large ? 76 : 62, 0 };

    return (struct paragraph){ .text = text,
                               .style = style,
                               .color = page->skin->ink,
                               .ground = page->skin->card,
                               .align = ALIGN_CENTER,
                               .role = ROLE_KEY };
}

static struct message word_message(const struct pinyin_word *word)
{
    struct message message = { .kind = MSG_PICK, .value = word->letters };

    utf8_copy(message.text, sizeof(message.text), word->text);
    return message;
}

static int word_width(const struct page *page, const struct pinyin_word *word, int most_w)
{
    struct paragraph words = word_paragraph(page, word->text);
    int w = paragraph_width(page, &words, page->canvas.w * 4) + 2 * WORD_PAD;

    w = w > WORD_LEAST_W ? w : WORD_LEAST_W;
    return w < most_w ? w : most_w;
}

/* The likeliest is filled: it is what the space takes. */
static void add_word(const struct page *page, struct rect rect, const struct pinyin_word *word,
                     bool first)
{
    struct message message = word_message(word);
    bool pressed = page_is_pressed(page, &message);
    struct paragraph words = word_paragraph(page, widgets_format(page->out, "%s", word->text));
    struct widget *block;

    if (pressed) {
        words.ground = page->large ? COLOR_HC_PRESS : COLOR_GAM_TINT;
    } else if (first) {
        words.ground = page->skin->select;
        words.color = page->skin->select_ink;
    }
    block = page_block(page, rect, words.ground, 18);
    block->role = ROLE_KEY;
    block->label = words.text;
    block->message = message;
    block->line = pressed ? page->skin->ink : first ? COLOR_NONE : page->skin->block_line;
    block->line_px = block->line == COLOR_NONE ? 0 : pressed || page->large ? 5 : 3;
    block->state = (pressed ? WIDGET_PRESSED : 0) | (first ? WIDGET_SELECTED : 0);
    paragraph_fit(page, &words, rect.w - 16, rect.h, 36);
    paragraph_add_middle(page, &words, rect);
}

static struct key paging_key(const struct page *page, enum string_id label, const char *icon,
                             int at)
{
    return (struct key){ .label = page_text(page, label),
                         .icon = icon,
                         .message = page_tap(MSG_CANDIDATES, at),
                         .function = true };
}

/* ---- the strip above the keys ---- */

static void add_caption(const struct page *page, struct rect rect, enum string_id id)
{
    struct paragraph words = { .text = page_text(page, id),
                               .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink_soft,
                               .ground = page->skin->ground,
                               .role = ROLE_CAPTION };

    paragraph_fit(page, &words, rect.w, rect.h, 36);
    paragraph_add_middle(page, &words, rect);
}

static struct paragraph letters_paragraph(const struct page *page)
{
    char split[PINYIN_SPLIT_LEN];
    struct text_style style = { FACE_SANS_MEDIUM, page->large ? 56 : 48, page->large ? 66 : 60, 0 };

    pinyin_split(letters_of(page), split);
    return (struct paragraph){ .text = widgets_format(page->out, "%s", split),
                               .style = style,
                               .color = page->large ? page->skin->ink : COLOR_MAL,
                               .ground = page->skin->ground,
                               .role = ROLE_TEXT };
}

static void add_row(const struct page *page, struct rect row, const struct pinyin_word *words,
                    int count)
{
    struct key more = paging_key(page, STR_KEY_MORE, "ic-down.svg", 1);
    struct rect more_rect = rect_cut_right(&row, MORE_W);
    int full_w = row.w - GAP;

    rect_cut_right(&row, GAP);
    for (int i = 0; i < count; i++) {
        int w = word_width(page, &words[i], full_w);
        if (w > row.w)
            break;
        add_word(page, rect_cut_left(&row, w), &words[i], i == 0);
        rect_cut_left(&row, GAP);
    }
    component_key(page, more_rect, &more);
}

static void add_strip(const struct page *page, struct rect rect)
{
    struct pinyin_word words[WORDS_IN_ROW];
    int count = pinyin_find(letters_of(page), words, WORDS_IN_ROW);
    bool high = rect.h >= PINYIN_ROW_H + PINYIN_LETTERS_H;
    struct paragraph letters;
    struct rect place;
    int w;

    if (letters_of(page)[0] == '\0') {
        add_caption(page, high ? rect_cut_bottom(&rect, PINYIN_ROW_H) : rect, STR_KEY_PINYIN_HINT);
        return;
    }
    letters = letters_paragraph(page);
    if (high) {
        place = rect_cut_top(&rect, PINYIN_LETTERS_H);
        rect = rect_cut_bottom(&rect, PINYIN_ROW_H);
    } else {
        w = paragraph_width(page, &letters, page->canvas.w) + 2;
        place =
            rect_cut_left(&rect, w < rect.w * LETTERS_MOST / 100 ? w : rect.w * LETTERS_MOST / 100);
        rect_cut_left(&rect, 2 * GAP);
    }
    paragraph_fit(page, &letters, place.w, place.h, 36);
    paragraph_add_middle(page, &letters, place);
    if (page->view->kiosk->survey.candidates_page > 0)
        return; /* the words are spread over the keys */
    if (count > 0)
        add_row(page, rect, words, count);
    else
        add_caption(page, rect, STR_KEY_PINYIN_NONE);
}

void component_pinyin_strip(const struct page *page, struct rect rect)
{
    int first = page->out->count;

    add_strip(page, rect);
    if (letters_of(page)[0] != '\0')
        widgets_keep(page->out, first, rect);
}

/* ---- words spread over the keys ---- */

/* Flows words from `first` on into rows of area; returns the first that has no room. Drawn only
 * when draw is set: pages before the one shown are passed over. */
static int flow_words(const struct page *page, struct rect area, const struct pinyin_word *words,
                      int first, int count, bool draw)
{
    int at = first;

    for (int line = 0; line < ROWS - 1; line++) {
        struct rect row = rect_row(&area, line, ROWS - 1, 16);
        for (; at < count; at++) {
            int w = word_width(page, &words[at], area.w);
            if (w > row.w)
                break;
            if (draw)
                add_word(page, (struct rect){ row.x, row.y, w, row.h }, &words[at], at == 0);
            rect_cut_left(&row, w + GAP);
        }
    }
    return at;
}

static void add_spread(const struct page *page, struct rect area)
{
    struct pinyin_word *words = widgets_alloc(page->out, WORDS_MAX * sizeof(*words));
    int count = pinyin_find(letters_of(page), words, WORDS_MAX), first = 0, at = 1;
    int wanted = page->view->kiosk->survey.candidates_page;
    struct rect below = rect_cut_bottom(&area, (area.h - 3 * 16) / ROWS);
    struct key keys[3];

    rect_cut_bottom(&area, 16);
    for (; at < wanted; at++) {
        int next = flow_words(page, area, words, first, count, false);
        if (next >= count)
            break;
        first = next;
    }
    int next = flow_words(page, area, words, first, count, true);
    keys[0] = paging_key(page, STR_PAGE_PREVIOUS, NULL, at - 1);
    keys[1] = paging_key(page, STR_PAGE_NEXT, NULL, at + 1);
    keys[2] = paging_key(page, STR_KEY_BACK, NULL, 0);
    below.h -= EDGE;
    for (int i = 0; i < 3; i++)
        if ((i != 0 || at > 1) && (i != 1 || next < count))
            component_key(page, rect_column(&below, i, 3, 2 * GAP), &keys[i]);
}

/* ---- keys ---- */

static void add_letters(const struct page *page, struct rect row, const char *letters, int key_w)
{
    int count = (int)strlen(letters);
    int x = row.x + (row.w - (count * (key_w + GAP) - GAP)) / 2;

    for (int i = 0; i < count; i++, x += key_w + GAP) {
        struct key key = { .label = widgets_format(page->out, "%c", letters[i]),
                           .message = { .kind = MSG_COMPOSE } };
        key.message.text[0] = letters[i];
        component_key(page, (struct rect){ x, row.y, key_w, row.h }, &key);
    }
}

/* A sign, or the space, takes the likeliest word along. */
static struct key sign_key(const struct page *page, const char *label, const char *sign)
{
    struct key key = component_key_typing(sign);
    struct pinyin_word word;

    if (pinyin_find(letters_of(page), &word, 1) > 0) {
        key.message = word_message(&word);
        if (strcmp(sign, " ") != 0)
            strncat(key.message.text, sign,
                    sizeof(key.message.text) - strlen(key.message.text) - 1);
    }
    key.label = label;
    return key;
}

static void add_third_row(const struct page *page, struct rect row, int key_w)
{
    int side = (row.w - 7 * (key_w + GAP) - GAP) / 2;
    struct key split = { .label = page_text(page, STR_KEY_SPLIT),
                         .message = { .kind = MSG_COMPOSE, .text = "'" },
                         .function = true };
    struct key erase = component_key_erasing(page);

    component_key(page, rect_cut_left(&row, side), &split);
    component_key(page, rect_cut_right(&row, side), &erase);
    add_letters(page, row, "zxcvbnm", key_w);
}

static void add_last_row(const struct page *page, struct rect row, int base_page, int key_w)
{
    struct key signs = component_key_layer(page, STR_KEY_SYMBOLS, base_page + KEYS_SIGNS);
    struct key latin = component_key_layer(page, STR_KEY_LATIN, base_page + KEYS_LOWER);
    struct key comma = sign_key(page, "，", "，"), stop = sign_key(page, "。", "。");
    struct key space = sign_key(page, page_text(page, STR_KEY_SPACE), " ");
    int wide = key_w * 3 / 2;

    component_key_hand(page, &row, wide, base_page);
    component_key(page, rect_cut_left(&row, wide), &signs);
    rect_cut_left(&row, GAP);
    component_key(page, rect_cut_right(&row, wide), &latin);
    rect_cut_right(&row, GAP);
    component_key(page, rect_cut_left(&row, key_w), &comma);
    rect_cut_left(&row, GAP);
    component_key(page, rect_cut_right(&row, key_w), &stop);
    rect_cut_right(&row, GAP);
    component_key(page, row, &space);
}

void component_pinyin(const struct page *page, struct rect area, int base_page)
{
    int key_w = (area.w + GAP) / 10 - GAP, gap = area.h > 520 ? 22 : 14;

    if (page->view->kiosk->survey.candidates_page > 0) {
        add_spread(page, area);
        return;
    }
    area.h -= EDGE;
    add_letters(page, rect_row(&area, 0, ROWS, gap), "qwertyuiop", key_w);
    add_letters(page, rect_row(&area, 1, ROWS, gap), "asdfghjkl", key_w);
    add_third_row(page, rect_row(&area, 2, ROWS, gap), key_w);
    add_last_row(page, rect_row(&area, 3, ROWS, gap), base_page, key_w);
}
