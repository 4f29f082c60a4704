/*
 * A visitor's answer to one question, of whatever type, and its textual form as stored, exported
 * and compared by expressions. Bank letters always, whatever the shuffle.
 */
#ifndef WENDA_ACTIVITY_ANSWER_H
#define WENDA_ACTIVITY_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/model.h"
#include "base/strbuf.h"

enum { ANSWER_TEXT_LEN = 2048 };

struct answer {
    bool given;
    uint32_t choices;          /* single, multiple, judge: bit i = option i */
    uint8_t order[OPTION_MAX]; /* order: option indices, order_count of them */
    int order_count;
    int scale;         /* scale: 1..scale_count; 0 with given = the point outside the mean */
    int rows[ROW_MAX]; /* matrix: as scale, -1 = not answered */
    double number;     /* number, rating */
    int32_t date;      /* date */
    char text[ANSWER_TEXT_LEN]; /* text, and what was written for an option [其他] */
};

void answer_clear(struct answer *answer);
/* "AC"; "CABD"; "4" (scale; "0" = outside the mean); "7.5"; "3,0,5" (matrix, empty where not
 * answered); "2027-04-20"; the text itself. Empty when not given. */
void answer_format(const struct question *question, const struct answer *answer,
                   struct strbuf *out);
/* Quiz: is it the keyed answer? A multiple choice is right only when exactly all are chosen. */
bool answer_is_right(const struct question *question, const struct answer *answer);
int answer_choice_count(const struct answer *answer);

#endif
