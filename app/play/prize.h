/*
 * The prize of one visit as the kiosk shows it: offered after the quiz, drawn when the stamp is
 * pressed, told with its code. What is won is decided and committed by the store before anything of
 * it shows; this only asks, waits and tells.
 */
#ifndef WENDA_PLAY_PRIZE_H
#define WENDA_PLAY_PRIZE_H

#include "activity/prize.h"

enum {
    PRIZE_PRESS_MS = 80,  /* the button goes down */
    PRIZE_LIFT_MS = 300,  /* the stone rises */
    PRIZE_FALL_MS = 180,  /* and falls */
    PRIZE_SHAKE_MS = 120, /* the sheet shakes, beside the next */
    PRIZE_RISE_MS = 260,  /* the stone leaves */
    PRIZE_HOLD_MS = 700,  /* the print is held */
    PRIZE_STAMP_MS = PRIZE_PRESS_MS + PRIZE_LIFT_MS + PRIZE_FALL_MS + PRIZE_RISE_MS + PRIZE_HOLD_MS,
    PRIZE_STAMP_LARGE_MS = PRIZE_PRESS_MS + PRIZE_HOLD_MS, /* no motion in the large mode */
    PRIZE_LONGER_MS = 60 * 1000,                           /* 再看 60 秒 */
    PRIZE_LONGER_MAX = 3
};

enum prize_phase {
    PRIZE_IDLE,
    PRIZE_OFFERED,  /* the stamp can be pressed */
    PRIZE_DRAWING,  /* pressed: waits for the store */
    PRIZE_STAMPING, /* committed: the stone falls */
    PRIZE_TOLD,
    PRIZE_PHASE_COUNT
};

/* Zero outside a visit. */
struct prize {
    enum prize_phase phase;
    struct prize_award award; /* the code goes when its screen is left */
    int64_t stamped_ms;       /* boot clock: the stone begins to move */
    int64_t until_ms;         /* boot clock: the code's screen asks whether anybody is there */
    int longer;               /* how often it was asked to stay */
};

#endif
