/* What the screens behind the PIN share: their page, one-line texts, bars, stamps. */
#ifndef WENDA_VIEW_SCREENS_STAFF_FRAME_H
#define WENDA_VIEW_SCREENS_STAFF_FRAME_H

#include "view/component.h"

enum { STAFF_MARGIN = 48, STAFF_GAP = 24 };

/* Header with the time until the panel locks, ground, and a dock when asked for; body is what lies
 * between, inside the margins. */
void staff_open(struct page *page, const struct view *view, struct widgets *out, const char *title,
                bool dock, struct rect *body);
/* Ground and colours alone. */
void staff_bare(struct page *page, const struct view *view, struct widgets *out);
/* Rounded words with an icon at the header's right. */
void staff_chip(const struct page *page, const char *icon, const char *text);

struct staff_line {
    const char *text;
    enum text_role role;
    enum face face; /* instead of the role's; FACE_SANS = the role's */
    enum color color, ground;
    enum text_align align;
};
/* One line in the middle of rect's height, cut with … where it is too long. */
void staff_text(const struct page *page, struct rect rect, const struct staff_line *line);
/* The usual case: caption size, ink on a card. */
void staff_caption(const struct page *page, struct rect rect, const char *text, enum color color,
                   enum text_align align);
/* Words on the card that break into lines, as large as they fit. */
void staff_paragraph(const struct page *page, struct rect rect, const char *text,
                     enum text_role role, enum color color, enum color ground);
/* A card with its head (fishtail in that colour); *inner is what is left of it. */
void staff_card(const struct page *page, struct rect rect, const char *title, const char *side,
                enum color accent, struct rect *inner);
/* part of whole, hatched when so asked. */
void staff_bar(const struct page *page, struct rect rect, double part, enum color fill,
               bool hatched);
/* A card that asks before something that cannot be taken back; no sends value -1, yes 1. */
struct staff_asks {
    enum string_id title, no, yes;
    const char *text, *icon;
    enum message_kind message;
};
void staff_question(const struct page *page, struct rect rect, const struct staff_asks *asks);
/* A card that changes an amount by steps, then asks for the reason; that closes it. */
struct staff_change {
    const char *title, *side;
    const char *sum;               /* what it is, and what it comes to */
    bool changes;                  /* the amount is not 0 */
    enum message_kind by, because; /* value: the step; the reason's number */
    const enum string_id *reasons; /* STAFF_REASONS of them */
    enum string_id kept;
};
void staff_change(const struct page *page, struct rect area, const struct staff_change *change);
void staff_button(const struct page *page, struct rect rect, enum button_look look,
                  const char *label, const char *icon, struct message message);
/* 4月23日 14:32, or the string for never where wall_ms is 0. */
const char *staff_stamp(const struct page *page, int64_t wall_ms);
const char *staff_short_stamp(const struct page *page, int64_t wall_ms); /* 4-23 14:32 */
const char *staff_clock(const struct page *page, int64_t wall_ms);       /* 14:32 */
/* 7 小时 05 分 */
const char *staff_hours(const struct page *page, int64_t span_ms);
const char *staff_number(const struct page *page, int64_t number);

#endif
