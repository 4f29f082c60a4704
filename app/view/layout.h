/*
 * Page skeletons: a colour field to read from, below it (or right of it) what can be touched, and
 * the dock with the way back and the way on. Everything is derived from the canvas's size, so that
 * any panel gets a balanced page; block sizes stay as in the tokens.
 */
#ifndef WENDA_VIEW_LAYOUT_H
#define WENDA_VIEW_LAYOUT_H

#include "view/view.h"

/* Where in the booth a visitor is; each has its colour. */
enum section { SECTION_HOME, SECTION_QUIZ, SECTION_LIT, SECTION_SURVEY, SECTION_COUNT };

/* Colours of a section; the large mode has a set of its own. */
struct skin {
    enum color field, field_ink, field_deep, motif, todo;
    enum color ground, ink, ink_soft; /* the page below the field */
    enum color dock, dock_line;
    enum color card, card_line;        /* passive */
    enum color block_line, block_edge; /* what can be pressed */
    enum color select, select_edge, select_ink, select_mark;
    enum color accent; /* fishtails, ticks */
    const char *mark;  /* of the header */
};

/* What a screen asks of its page. */
struct page_shape {
    enum section section;
    int field_h;  /* portrait: height on a canvas of 1920 */
    int column_w; /* landscape: width of the reading column on a canvas of 1920 */
    bool wick;    /* the border of the field is the wick, not the double rule */
    bool no_dock;
    bool lit_flame; /* of the lamp at the right, the flame alone burns */
    bool lit_rings; /* closed rings about the middle instead of the lamp at the right */
    int motif_side, motif_x, motif_y; /* portrait: centre from the right edge, top */
};

struct page {
    const struct view *view;
    struct widgets *out;
    const struct skin *skin;
    enum section section;
    bool large, portrait;
    int margin; /* of the controls */
    struct rect canvas;
    struct rect field;    /* without its rule */
    struct rect header;   /* mark and name left, chip or stamps right */
    struct rect reading;  /* in the field, below the header */
    struct rect controls; /* between field and dock, inside the margins */
    struct rect dock, buttons;
    struct rect
        foot; /* portrait: the line under the dock's buttons; landscape: the foot of the column */
};

/* Clears nothing, draws field, motif, rule and dock, and cuts the page up. */
void page_open(struct page *page, const struct view *view, struct widgets *out,
               const struct page_shape *shape);
/* A page without field and dock: only what components need to know. */
void page_bare(struct page *page, const struct view *view, struct widgets *out,
               enum section section);
/* The dock, and in it the row of buttons, of a page that is not cut up by page_open. */
void page_cut_dock(struct page *page, struct rect dock);
/* Blocks that reach from edge to edge are ground: docks, rules, strips. */
bool page_is_ground(const struct widgets *list, const struct widget *widget);
/* The dock is the ground at the lower edge; empty where there is none. */
struct rect page_find_dock(const struct widgets *list);
/* The list must be built again at that time (boot clock). */
void page_wake(const struct page *page, int64_t at_ms);
/* A share of what this canvas has more than the drawn one, height of portrait or landscape. */
int page_extra_h(const struct page *page, int percent);
/* Style of a role as this visitor reads it: large mode, and the tighter set of Latin titles. */
struct text_style page_style(const struct page *page, enum text_role role);
bool page_is_latin(const struct page *page);
/* The visitor's language runs from right to left. Pages are laid out from left to right all the
 * same: mirror.h turns the finished list round. */
bool page_is_rtl(const struct page *page);
/* The string of the visitor's language, as it is or with values. */
const char *page_text(const struct page *page, enum string_id id);
const char *page_format(const struct page *page, enum string_id id, const char *first,
                        const char *second);
const char *page_number(const struct page *page, int number);
struct message page_tap(enum message_kind kind, int value);
bool page_is_pressed(const struct page *page, const struct message *message);

/* Plain pieces. */
struct widget *page_block(const struct page *page, struct rect rect, enum color fill,
                          int radius_px);
struct widget *page_image(const struct page *page, struct rect rect, const char *name,
                          enum color tint);

#endif
