/*
 * Fingers into messages. One finger counts at a time: others are ignored until all are up. A press
 * counts on release inside the widget (grown by a slop, so that a rolling finger is a tap), sliding
 * off cancels it, and so does a change of screen under the finger.
 * Knows no SDL; positions are design pixels, times the boot clock.
 */
#ifndef WENDA_SHELL_INPUT_H
#define WENDA_SHELL_INPUT_H

#include "view/widget.h"

enum finger_kind { FINGER_DOWN, FINGER_MOVE, FINGER_UP };

struct finger {
    enum finger_kind kind;
    int64_t id;
    int x, y;
    int64_t now_ms;
};

enum {
    INPUT_POINTS_MAX = 512, /* of one stroke */
    INPUT_SLOP_PX = 24,     /* how far a finger may leave its widget */
    INPUT_SLOTS_MAX = 32,   /* rows among which one can be dragged */
    INPUT_FINGERS_MAX = 10, /* at once; more are not told apart */
    INPUT_STALE_MS =
        10000 /* without any event a finger is taken to be lost: its release never came */
};

/* Zero-initialised = nothing is down. */
struct input {
    int64_t fingers[INPUT_FINGERS_MAX];
    int finger_count;
    int64_t first;     /* the one that counts */
    int64_t last_ms;   /* of any event */
    bool armed;        /* the first finger is on a widget and may still tap it */
    struct rect touch; /* of that widget, slop included */
    int64_t down_ms;
    uint32_t generation;    /* of the screen it was put down on */
    struct message pressed; /* what it would emit; MSG_NONE = nothing is pressed */
    struct message hold;
    bool draws;      /* the first finger writes on a pad */
    struct rect pad; /* where */
    struct ink_point points[INPUT_POINTS_MAX];
    int point_count;
    struct rect slots[INPUT_SLOTS_MAX]; /* where rows lay when the finger took one of them */
    int slot_count, slot;               /* the slot it lies over, from 1; 0 = it stays */
    int own_slot;                       /* the one it was taken from */
    bool drags;                         /* it has left its place */
    int down_x, down_y, x, y;
};

/* A finger on a widget that takes strokes draws until it is lifted, wherever it goes: then the
 * message has its points, borrowed from the input until the next event. */
/* A finger on a row with a slot carries it once it has moved by the slop; let go over another slot,
 * it sends MSG_MOVE; over its own it is a tap that slid, or nothing. */
/* One event on the list as last shown. True when *out is to be stepped: the widget's message, or
 * MSG_NONE as a sign of life when a finger is put down. Times are left to the caller. */
bool input_finger(struct input *input, const struct finger *finger, const struct widgets *list,
                  uint32_t generation, struct message *out);
/* A long press is over its time: true when *out is its message. */
bool input_tick(struct input *input, int64_t now_ms, struct message *out);
/* When input_tick has something to do, INT64_MAX = never. */
int64_t input_due_ms(const struct input *input);
/* The upper left corner of the row that is carried. */
void input_carried(const struct input *input, int *x, int *y);
/* What lies under the finger has changed. */
void input_cancel(struct input *input);

#endif
