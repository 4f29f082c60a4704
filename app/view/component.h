/*
 * Components that screens share, as in the design's list: each adds the widgets of one thing, in
 * the look of the page's section and of the large mode. Sizes in design px.
 */
#ifndef WENDA_VIEW_COMPONENT_H
#define WENDA_VIEW_COMPONENT_H

#include "view/layout.h"
#include "view/paragraph.h"

/* ---- frame (component_frame.c) ---- */

/* Mark and name at the left of the header; right_px are kept free for what stands at its right. */
void component_header(const struct page *page, const char *name, int right_px);
/* 时限片: the idle limit in words; a count of seconds at the end. At the header's right in
 * portrait, at the foot of the column in landscape. Returns the width it takes from the header. */
int component_chip(const struct page *page);
/* 时限 as a sentence under the dock's buttons, where stamps take the chip's place; the chip in
 * landscape. */
void component_note(const struct page *page);
/* A tag of 60 px height with its left upper corner at x, y; returns its width. */
int component_tag(const struct page *page, int x, int y, const char *text, enum color fill,
                  enum color ink);
/* Width of a tag without adding it. */
int component_tag_width(const struct page *page, const char *text);
/* Fishtail and 48 px words; what stands at the right, if not NULL, is set as caption. */
void component_section_head(const struct page *page, struct rect rect, const char *text,
                            const char *side);
/* The invisible corner that staff hold for three seconds, lower left; tap is what a short touch
 * does there, as around it. Add it before what stands in the corner, so that this is hit first. */
void component_corner(const struct page *page, enum message_kind tap);

/* ---- progress (component_progress.c) ---- */

/* 集印格 of the quiz under way, right-aligned in area (left-aligned in landscape), in one row or
 * two. judged: the current question already has its stamp. Returns the width used. */
int component_stamps(const struct page *page, struct rect area, bool judged);
/* Width that they need in one row; 0 where words take their place. */
int component_stamps_least(const struct page *page);
/* 灯芯 along the lower edge of the field. */
void component_wick(const struct page *page);
/* 倒计时 in a square of 168, a pill in the large mode. */
void component_countdown(const struct page *page, struct rect rect);
/* Words and segments of the questionnaire: words left, segments right, or below in a column. */
void component_survey_progress(const struct page *page, struct rect rect);

/* ---- buttons (component_button.c) ---- */

enum button_look { BUTTON_SECONDARY, BUTTON_PRIMARY, BUTTON_DISABLED };

struct button {
    enum button_look look;
    const char *label;
    const char *icon_before, *icon_after; /* NULL = none */
    struct message message;
    int size_px; /* of the label, 0 = as usual */
};

void component_button(const struct page *page, struct rect rect, const struct button *button);
/* A row of buttons in the dock: the last takes what the others leave; equal when there are three of
 * one look. */
void component_dock(const struct page *page, const struct button *buttons, int count);
/* 上一页, the place, 下一页 in a row, for page at of count; a step changes the kiosk's page by
 * stride (more than 1 where it also tells the layers of a keyboard apart). */
void component_pager(const struct page *page, struct rect rect, int at, int count, int stride);
enum { PAGER_H = 116, PAGER_GAP = 28, PAGER_TAKES = PAGER_H + 10 + PAGER_GAP };
int component_pager_takes(const struct page *page);

/* Icon and words side by side in the middle of rect. */
void component_label(const struct page *page, struct rect rect, struct paragraph *words,
                     const char *icon_before, const char *icon_after, int icon_px);

/* ---- choices (component_choice.c) ---- */

enum choice_mark { CHOICE_LETTER, CHOICE_BOX, CHOICE_DISC, CHOICE_SIGN };

/* One row that can be chosen. */
struct choice {
    enum choice_mark mark;
    const char *letter;    /* CHOICE_LETTER; the number in a CHOICE_BOX that orders */
    const char *icon;      /* CHOICE_SIGN */
    const char *picture;   /* of the activity, or NULL */
    int look;              /* as in MSG_LOOK, where there is a picture … */
    const char *look_name; /* … and what tells it from the others */
    const char *text;
    const char *side; /* small words at the right when not selected (5 分), or NULL */
    bool selected, disabled;
    int slot; /* from 1: can be dragged among the rows; 0 = stays where it is */
    struct message message;
};

/* The order in which an order question's options stand below each other while a finger may carry
 * one of them. */
void component_choice_order(const struct page *page, const struct question *question,
                            const struct answer *answer, const uint8_t *shown, bool arranged,
                            uint8_t rows[OPTION_MAX]);
/* The block of something that can be chosen, in its state, with its label and message; a pressed
 * one sinks and takes *rect along. Its fill is the ground of what stands on it. */
struct widget *component_choice_face(const struct page *page, struct rect *rect,
                                     const struct choice *choice, int radius_px);
enum color component_choice_ink(const struct page *page, const struct choice *choice);
/* Rows in area, as high as their texts need and as airy as fits; what does not fit is paged by
 * MSG_PAGE, on at least least_pages pages (of which a longer text beside them needs so many); the
 * first lead_pages are the caller's, with the pager alone. Returns the y below the last row (or
 * pager). */
int component_choices(const struct page *page, struct rect area, const struct choice *choices,
                      int count, int least_pages, int lead_pages);
/* Would they stand in w x h without pages? */
bool component_choices_fit(const struct page *page, int w, int h, const struct choice *choices,
                           int count);

/* ---- pictures (component_picture.c) ---- */

/* A picture of the activity on its card. */
void component_picture(const struct page *page, struct rect rect, const char *picture);
/* The same with the way to see it larger: the stem's. The card is at least so high when it begins
 * at y, for the button to be in reach. */
void component_picture_with_look(const struct page *page, struct rect rect, const char *picture);
int component_picture_least(const struct page *page, int y);
/* 放大: opens a picture of the question as large as fits; look as in MSG_LOOK, name tells it from
 * the others. */
void component_look(const struct page *page, struct rect rect, int look, const char *name);
int component_look_width(const struct page *page);
int component_look_height(const struct page *page);

/* ---- keys (component_keys.c) ---- */

/* Between keys: 2 mm on the smallest screens. */
enum { KEY_GAP = 12 };

/* A key that types text; label: what it is called, icon instead of words where not NULL. */
struct key {
    const char *label, *icon;
    struct message message;
    bool function; /* darker */
};
void component_key(const struct page *page, struct rect rect, const struct key *key);
/* Box with what was typed and a caret at its end; note stands small at its lower right. */
void component_text_box(const struct page *page, struct rect rect, const char *text,
                        const char *note, bool full);
/* Digits with erase, and sign and point where the question's range asks for them. */
void component_number_pad(const struct page *page, struct rect area, bool sign, bool point);
/* Letters, digits and signs; the layer is the kiosk's page (KEYS_FIRST …) plus base. The first is
 * pinyin for those who chose Chinese, letters for others: every layer is reachable in either. */
enum keys_layer {
    KEYS_FIRST,
    KEYS_LOWER,
    KEYS_UPPER,
    KEYS_SIGNS,
    KEYS_PAD,
    KEYS_SPELL,
    KEYS_LAYERS
};
void component_keyboard(const struct page *page, struct rect area, int base_page);
/* The layer is pinyin: never where there is no dictionary. */
bool component_keys_spell(const struct page *page, int base_page);
/* Parts of keyboards: a row of letters in the middle of row, the key back to a layer, erase. */
struct key component_key_typing(const char *text);
struct key component_key_erasing(const struct page *page);
struct key component_key_layer(const struct page *page, enum string_id label, int target);
/* The key to the pad, at the right end of row; nothing where the question takes no ink. */
void component_key_hand(const struct page *page, struct rect *row, int w, int base_page);

/* The layer is the pad to write on by hand. */
bool component_keys_write(const struct page *page, int base_page);

/* ---- handwriting (component_pad.c) ---- */

void component_pad(const struct page *page, struct rect area, int base_page);
/* Characters that the pad may say; else what was written by hand so far, sheet after sheet in a
 * row; says what to do when there is none. */
void component_pad_strip(const struct page *page, struct rect rect);

/* ---- pinyin (component_pinyin.c) ---- */

/* The keys of pinyin, or the words for the letters under way spread over their place. */
void component_pinyin(const struct page *page, struct rect area, int base_page);
/* The letters under way and the first words for them, in a row; letters above it when rect is high.
 */
enum { PINYIN_ROW_H = 112, PINYIN_LETTERS_H = 66 };
void component_pinyin_strip(const struct page *page, struct rect rect);

/* ---- cards (component_card.c) ---- */

void component_card(const struct page *page, struct rect rect);
/* 印: a printed seal with one glyph. variant picks the worn edges. */
void component_seal(const struct page *page, struct rect rect, const char *glyph, int variant,
                    int rotate_deg);
/* 虚印: the hollow seal, dashed, with a letter or short words. */
void component_hollow_seal(const struct page *page, struct rect rect, const char *text,
                           enum color ink, enum color ground);
/* A square block with an icon, for lists of facts. */
void component_icon_block(const struct page *page, struct rect rect, const char *icon);
void component_notice(const struct page *page, struct rect rect, const char *icon,
                      const char *text);
int component_notice_height(const struct page *page, int width_px, const char *text);

/* ---- 活动卡 (component_activity.c) ---- */

/* A block of an activity: one touch target with title, facts and a label that looks like a button.
 */
struct activity_card {
    enum section section;
    const char *title, *facts, *action; /* action: NULL = none */
    const char *art;                    /* final colours, or NULL = the lamp */
    struct message message;
    bool disabled;
};
void component_activity_card(const struct page *page, struct rect rect,
                             const struct activity_card *card);
#endif
