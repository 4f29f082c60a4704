/*
 * The event loop: sleeps until a finger, a due time or a result of the booth; then steps the kiosk,
 * has the booth run what follows, builds the screen, paints what changed and presents it. Nothing
 * runs when nothing happens.
 */
#ifndef WENDA_SHELL_LOOP_H
#define WENDA_SHELL_LOOP_H

#include <stdio.h>

#include "booth/booth.h"
#include "shell/ink_worker.h"
#include "shell/input.h"
#include "shell/painter.h"
#include "shell/timeline.h"
#include "shell/trace.h"
#include "shell/warm.h"
#include "shell/window.h"
#include "view/view.h"

/* The data the kiosk works with, changed while it runs; of main, which knows the folders. */
struct loop_data {
    /* Opens the rehearsal's data or the official ones in the place of those in use, and the kiosk
     * is as at its start. NULL when they cannot be opened (why in err). */
    struct booth *(*change)(void *context, bool rehearse, bool by_staff, struct err *err);
    /* Which of them belong to that moment, unless staff say otherwise. */
    bool (*is_rehearsal)(void *context, int64_t wall_ms);
    void *context;
};

/* What the loop works with; all borrowed, all must outlive it. */
struct loop_parts {
    struct window *window;
    struct fonts *fonts;
    struct kiosk *kiosk;
    struct booth *booth; /* NULL: nothing can be stored, only the fault screen shows */
    const struct strings *strings;
    const char *icons_folder;
    const char *raster_folder;   /* for images_new; NULL = none */
    double screen_mm;            /* diagonal of the panel */
    int language;                /* spoken on the attract screen */
    const char *settings_folder; /* where booth.ini is; NULL = what staff set is not kept */
    bool is_silent;              /* no sounds: scripts */
    FILE *trace;                 /* NULL = none */
    struct loop_data data;       /* change NULL: never changed */
    /* The installed activity takes over: makes kiosk, booth and strings anew and puts what the loop
     * is to work with from now on into parts. NULL where that cannot happen. */
    void (*reload)(void *context, struct loop_parts *parts);
    void *reload_context;
};

struct loop {
    struct loop_parts parts;
    struct timeline timeline;
    struct input input;
    struct text_cache *text;
    struct shapes *shapes;
    struct images *images;
    struct painter painter;
    struct ink_worker *ink;  /* NULL until something is written by hand */
    struct speaker *speaker; /* NULL = silent */
    struct warm *warm;       /* NULL when everything is rasterised ahead, or nothing shall be */
    int window_w, window_h;
    struct widgets lists[2]; /* the one shown, and the one before or being built */
    int shown;
    bool has_list; /* lists[shown] was shown */
    bool is_stale; /* the canvas may not show it any more: all is to be painted */
    bool quit, powers_off;
    int64_t open_ms;   /* when the booth was last told that it is open; 0 = closed */
    bool changes_data; /* between two messages the data are to be changed */
    bool by_staff, rehearse;
    bool reloads; /* the installed activity takes over at the end of this round */
    struct loop_place {
        enum screen_id screen, dialog;
        const struct question *question;
        int page;
    } place;            /* what the last frame showed */
    int64_t entered_ms; /* when it came to be shown; 0 = it came without motion */
    const char *reason; /* to draw a frame; NULL = none */
    int64_t tried_ms;   /* when the store was last tried again */
    int64_t woke_us;
    int64_t commit_us; /* since the last frame */
};

/* How long a frame waits for the store, so that a saved answer shows without "saving" before it. */
enum { LOOP_COMMIT_WAIT_MS = 6 };

void loop_init(struct loop *loop, const struct loop_parts *parts, struct timeline timeline);
void loop_fini(struct loop *loop);
/* Until the window is closed or the program is asked to end. */
void loop_run(struct loop *loop);

/* One round: waits at most max_wait_ms (real time) for something to happen, deals with all that
 * did, and draws. False when the loop is to end. */
bool loop_turn(struct loop *loop, int max_wait_ms);
/* Rounds without waiting until nothing is under way: all results are in and drawn. */
void loop_settle(struct loop *loop);
/* Lets time pass, due times in their order; in virtual time at once. */
void loop_pass(struct loop *loop, int64_t ms);
/* Tells the kiosk something that no finger said; drawn in the next round. */
void loop_tell(struct loop *loop, struct message message);
/* The list on the screen. */
const struct widgets *loop_shown(const struct loop *loop);

/* Wakes the loop from any thread; context is not used. For booth_options.wake. */
void loop_wake(void *context);
/* Ends the loop from any thread. */
void loop_ask_to_end(void);

#endif
