/*
 * From the kiosk's state to the widget list. Each screen is a const vtable with a build function in
 * view/screens/; components compose what screens share. Pure: same input, same list.
 */
#ifndef WENDA_VIEW_VIEW_H
#define WENDA_VIEW_VIEW_H

#include "play/kiosk.h"
#include "view/strings.h"
#include "view/widget.h"

/* Everything a screen may look at. */
struct view {
    const struct kiosk *kiosk;
    const struct strings *strings;
    const struct text_measure *measure;
    int canvas_w, canvas_h;        /* design px: the window divided by the scale */
    double px_per_mm;              /* design px to a millimetre on this panel */
    int64_t now_ms;                /* boot clock */
    const struct ink_point *drawn; /* under the finger: a stroke that is not finished */
    int drawn_count;
    struct message pressed;   /* the message under the finger, MSG_NONE = none */
    bool drags;               /* the finger carries what is pressed … */
    int carried_x, carried_y; /* … with its corner there … */
    int slot;                 /* … over that slot */
    int64_t entered_ms;       /* when the screen came in (boot clock); 0 = it has been there long */
    bool reduced_motion;
};

/* scale = min(short side / 1080, long side / 1920); the canvas is the window divided by it. */
double view_scale(int window_w, int window_h);
bool view_is_portrait(const struct view *view);
/* The visitor's language is written from right to left. */
bool view_is_rtl(const struct view *view);

struct screen {
    const char *name;
    void (*build)(const struct view *view, struct widgets *out);
};
/* Builds the screen in front (a dialog over its screen), the rehearsal strip included. */
void view_build(const struct view *view, struct widgets *out);

/* Text of the visitor's language. */
const char *view_text(const struct view *view, enum string_id id);
/* The same with {1} and {2} filled in; lives as long as the list. */
const char *view_format(const struct view *view, struct widgets *out, enum string_id id,
                        const char *first, const char *second);

#endif
