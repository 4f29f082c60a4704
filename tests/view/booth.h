/*
 * Brings a kiosk into the states that its screens are looked at in: by messages, as a visitor
 * would, over a small activity with every kind of question. Knows no store: every save is answered
 * at once.
 */
#ifndef WENDA_TESTS_VIEW_BOOTH_H
#define WENDA_TESTS_VIEW_BOOTH_H

#include "activity/activity.h"
#include "play/kiosk.h"
#include "view/view.h"

/* A kiosk with its activity; all is in place from booth_open on. */
struct booth_model {
    struct activity *activity;
    struct kiosk kiosk;
    struct strings strings; /* the activity speaks all of their languages */
    struct widgets list;
    int64_t now_ms;
    bool hold;              /* saves are not answered: the kiosk waits */
    struct message pressed; /* under the finger … */
    bool drags;             /* … which carries it, its corner there, over that slot */
    int carried_x, carried_y, slot;
};

/* How a state is looked at. */
struct booth_look {
    int canvas_w, canvas_h;
    int language; /* 0 = zh-CN, 1 = en */
    bool large, rehearsal;
};

/* A state: its name, and how a visitor gets there from the home screen. */
struct booth_state {
    const char *name;
    void (*enter)(struct booth_model *booth);
    bool from_attract; /* nobody has touched the screen yet */
};
extern const struct booth_state booth_states[];
extern const int booth_state_count;

void booth_open(struct booth_model *booth);
void booth_close(struct booth_model *booth);
/* Starts anew and goes to the state. */
void booth_enter(struct booth_model *booth, const struct booth_state *state,
                 const struct booth_look *look);
/* The list of the present state. */
const struct widgets *booth_build(struct booth_model *booth, const struct booth_look *look);
void booth_tap(struct booth_model *booth, enum message_kind kind, int value);
void booth_type(struct booth_model *booth, const char *text);
/* A message with text: MSG_TYPE, MSG_COMPOSE … */
void booth_send(struct booth_model *booth, enum message_kind kind, const char *text);
/* A stroke on the pad. */
void booth_draw(struct booth_model *booth, const struct ink_point *points, int count);
void booth_wait(struct booth_model *booth, int64_t span_ms);
/* Taps what carries that label on the present list; false when nothing does. */
bool booth_tap_label(struct booth_model *booth, const struct booth_look *look, const char *label);

#endif
