/*
 * What a script's visitor does by itself: answers the present question, and goes on towards a
 * screen. Looks at the kiosk to know the question; acts only by tapping what the screen shows.
 */
#ifndef WENDA_SHELL_SCRIPT_ANSWER_H
#define WENDA_SHELL_SCRIPT_ANSWER_H

#include "shell/loop.h"

enum answer_way { ANSWER_RIGHT, ANSWER_WRONG, ANSWER_ANY };

/* The present quiz question, confirmed; ANSWER_ANY also the present page of a questionnaire. */
bool script_answer(struct loop *loop, enum answer_way way, struct err *err);
/* Answers or taps the way on until the screen shows, at most SCRIPT_STEPS_MAX times. */
enum { SCRIPT_STEPS_MAX = 200 };
bool script_go_to(struct loop *loop, const char *screen, struct err *err);

#endif
