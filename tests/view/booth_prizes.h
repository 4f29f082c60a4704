/* How a visitor gets to the screens of prizes; see booth.h. */
#ifndef WENDA_TESTS_VIEW_BOOTH_PRIZES_H
#define WENDA_TESTS_VIEW_BOOTH_PRIZES_H

#include "booth.h"

void enter_prizes(struct booth_model *booth); /* attract or home, with something to be won */
void enter_prizes_gone(struct booth_model *booth);
void enter_rules_draw(struct booth_model *booth);
void enter_rules_eight(struct booth_model *booth); /* eight tiers with long names, by score */
void enter_rules_rank(struct booth_model *booth);
void enter_rules_gone(struct booth_model *booth);
void enter_stamp(struct booth_model *booth);
void enter_leave_draw(struct booth_model *booth);
void enter_stamp_saving(struct booth_model *booth);
void enter_stamp_falling(struct booth_model *booth);
void enter_stamp_printed(struct booth_model *booth);
void enter_stamp_missed(struct booth_model *booth);
void enter_won(struct booth_model *booth);
void enter_won_long(struct booth_model *booth); /* long names, no picture, no more time */
void enter_ranked(struct booth_model *booth);
void enter_result_missed(struct booth_model *booth);
void enter_result_more(struct booth_model *booth);

#endif
