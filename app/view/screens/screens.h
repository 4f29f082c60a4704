/* Every screen of the booth, one file each. */
#ifndef WENDA_VIEW_SCREENS_SCREENS_H
#define WENDA_VIEW_SCREENS_SCREENS_H

#include "view/view.h"

extern const struct screen screen_attract;
extern const struct screen screen_home;
extern const struct screen screen_privacy;
extern const struct screen screen_language;
extern const struct screen screen_quiz_rules;
extern const struct screen screen_quiz_question;
extern const struct screen screen_quiz_feedback;
extern const struct screen screen_quiz_result;
extern const struct screen screen_prize_draw;
extern const struct screen screen_prize_won;
extern const struct screen screen_survey_consent;
extern const struct screen screen_survey_page;
extern const struct screen screen_survey_review;
extern const struct screen screen_thanks;
extern const struct screen screen_idle_warning;
extern const struct screen screen_leave;
extern const struct screen screen_picture;
extern const struct screen screen_fault;
extern const struct screen screen_staff_pin;
extern const struct screen screen_staff_home;
extern const struct screen screen_staff_counters;
extern const struct screen screen_staff_redeem;
extern const struct screen screen_staff_stock;
extern const struct screen screen_staff_close;
extern const struct screen screen_staff_export;
extern const struct screen screen_staff_update;
extern const struct screen screen_staff_settings;

#endif
