/* The prize's part of the kiosk's turns. */
#ifndef WENDA_PLAY_PRIZE_INSIDE_H
#define WENDA_PLAY_PRIZE_INSIDE_H

#include "play/kiosk_inside.h"

/* Asks the store to open the day: commitment, overdue codes, the stock as it is now. */
void prize_open_day(struct kiosk_turn *turn);
/* Keeps what a result tells of prizes. */
void prize_take_news(struct kiosk_turn *turn);
/* The quiz is over: on to the stamp, the code, or the result. */
void prize_after_quiz(struct kiosk_turn *turn);
/* The stamp's result is there. */
void prize_drawn(struct kiosk_turn *turn);
void prize_decline(struct kiosk *kiosk); /* the draw that was won is given up */
/* A visitor's message on the screens of the prize. */
void prize_step(struct kiosk_turn *turn);
/* The idle dialog over the code was answered. */
void prize_stay(struct kiosk *kiosk);
/* Boot time at which the stamp has fallen, or the day of an attract screen has changed. */
int64_t prize_due_ms(const struct kiosk *kiosk);
void prize_pass_time(struct kiosk_turn *turn);

#endif
