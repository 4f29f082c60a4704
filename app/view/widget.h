/*
 * What is on the screen, as data: a flat list of widgets in drawing order, each with rectangle,
 * look, text, role, label, and the message that a tap emits. One painter draws the list, one
 * routine hit-tests it, and it dumps to text for goldens. Knows nothing of SDL.
 *
 * Rectangles are in design pixels of the canvas (view.h). Strings are borrowed: from the activity,
 * the string table, or the list's own text store, which lives until the list is built again.
 */
#ifndef WENDA_VIEW_WIDGET_H
#define WENDA_VIEW_WIDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/ink.h"
#include "base/strbuf.h"
#include "play/message.h"
#include "view/geometry.h"
#include "view/measure.h"
#include "view/theme.h"

enum widget_kind {
    WIDGET_BLOCK, /* rounded rectangle: fill, outline inside the edge, lower edge, dashes, shadow */
    WIDGET_TEXT,  /* broken lines of one paragraph: line i fills the line_px below rect.y + i *
                   * line_px,  its glyphs (ascent to descent) centred in that height */
    WIDGET_IMAGE, /* an SVG or PNG of assets/icons or of the activity, as large as fits into rect
                   * with its aspect kept, centred; tinted with fill, or as it is (COLOR_NONE) */
    WIDGET_ARC, /* part of the ring that fills rect, line_px thick inward, in the colour fill, with
                 * round ends; clockwise from the top */
    WIDGET_SCRIM, /* darkens what is beneath; nothing beneath can be tapped */
    WIDGET_INK,   /* strokes of handwriting in the colour fill, line_px wide; with MSG_STROKE as its
                   * message a finger draws on it */
    WIDGET_KIND_COUNT
};

/* What a widget means, for accessibility, audits and scripts. Decoration has none. */
enum widget_role {
    ROLE_NONE,
    ROLE_FIELD,
    ROLE_HEADING,
    ROLE_STEM,
    ROLE_TEXT,
    ROLE_CAPTION,
    ROLE_LAW,
    ROLE_BUTTON,
    ROLE_PRIMARY,
    ROLE_OPTION,
    ROLE_CARD,
    ROLE_KEY,
    ROLE_PROGRESS,
    ROLE_TIMER,
    ROLE_PICTURE,
    ROLE_STRIP,
    ROLE_COUNT
};
const char *widget_role_name(enum widget_role role);

enum text_align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

enum { WIDGET_PRESSED = 1, WIDGET_SELECTED = 2, WIDGET_DISABLED = 4 };

struct widget {
    enum widget_kind kind;
    enum widget_role role;
    struct rect rect; /* what is drawn; a block's lower edge hangs below it by edge_px */
    int span;         /* 1 + index of its place in spans, 0 = none */
    struct rect clip; /* empty = none: nothing outside is drawn (motifs cropped by their field) */
    unsigned state;   /* WIDGET_PRESSED … */

    /* look */
    enum color fill, line, edge; /* text and images: fill is their colour */
    enum color ground;           /* text: what it stands on, for the contrast audit */
    int line_px, edge_px, radius_px;
    bool dashed, shadow;
    uint8_t alpha;               /* 255 = opaque */
    int16_t rotate_deg;          /* images and one-line texts: clockwise about the centre of rect */
    int16_t from_deg, sweep_deg; /* arcs */
    int16_t grown_permille;      /* images in motion: stretched about their centre; 0 = not */

    /* text: lines hang in the list */
    const char *text;
    struct text_style style;
    enum text_align align;
    const struct text_line *lines;
    int line_count;

    /* images: a file name below assets/icons, or a path below the activity folder when
     * from_activity; below folder instead of that of the activity in force, where not NULL */
    const char *image;
    bool from_activity;
    const char *folder;
    bool flipped; /* left for right: an icon that points somewhere */

    /* handwriting: points of INK_SIDE along rect's longer side; strokes part where the next point
     * is INK_GAP. Copied into the list. */
    const struct ink_point *points;
    int point_count;

    /* what a finger does */
    const char *label;      /* what scripts and screen readers call it; NULL = cannot be tapped */
    struct rect touch;      /* tap area, at least rect; empty = rect */
    struct message message; /* MSG_NONE = not tappable */
    struct message hold;    /* long press of HOLD_MS; MSG_NONE = none */
    int slot; /* from 1: can be dragged to another such widget's slot, which sends MSG_MOVE with the
               * value of its message and that slot; 0 = stays where it is */
};

enum { WIDGETS_MAX = 512, WIDGET_SPANS_MAX = 16, HOLD_MS = 3000, INK_GAP = -1 };

/* Owns line arrays and formatted strings in its arena, which is emptied by widgets_clear without
 * giving memory back. */
struct widgets {
    struct widget items[WIDGETS_MAX];
    int count;
    int canvas_w, canvas_h; /* design px */
    enum color background;
    struct rect spans[WIDGET_SPANS_MAX]; /* places in which widgets keep their order */
    int span_count;
    int64_t next_ms; /* boot time at which the list would look different by itself */
    char *store;     /* text and line storage, fixed capacity */
    size_t store_len, store_capacity;
    void *extra; /* widgets_lend */
    size_t extra_len;
};

void widgets_init(struct widgets *list);
void widgets_fini(struct widgets *list);
void widgets_clear(struct widgets *list, int canvas_w, int canvas_h);
/* Appends a zeroed widget (alpha 255); a full list is a programmer's error. */
struct widget *widgets_add(struct widgets *list, enum widget_kind kind, struct rect rect);
/* What was added since first is not turned round within place where a language runs from right to
 * left (mirror.h). */
void widgets_keep(struct widgets *list, int first, struct rect place);
/* Memory that lives as long as this list's contents. */
void *widgets_alloc(struct widgets *list, size_t len);
/* One large piece besides, zeroed: the same memory each time the list is built. */
void *widgets_lend(struct widgets *list, size_t len);
char *widgets_format(struct widgets *list, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The front-most tappable widget whose touch area holds the point, or NULL. A scrim or dialog hides
 * what lies beneath. */
const struct widget *widgets_hit(const struct widgets *list, int x, int y);
/* For scripts: the tappable widget whose label is text, else the only one whose label contains it.
 * NULL with *candidates (may be NULL) = how many contain it. */
const struct widget *widgets_find(const struct widgets *list, const char *label, int *candidates);
/* Is text shown by any visible widget (text or label)? */
bool widgets_show(const struct widgets *list, const char *text);
/* A widget a line: role rect state label message text …, for goldens. */
void widgets_dump(const struct widgets *list, struct strbuf *out);
bool widget_equal(const struct widget *a, const struct widget *b); /* would look the same */

#endif
