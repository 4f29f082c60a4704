/* A rig with prizes: short ways to finish quizzes, to press the stamp, and to read what is left. */
#ifndef WENDA_TESTS_STORE_PRIZE_RIG_H
#define WENDA_TESTS_STORE_PRIZE_RIG_H

#include "support.h"

enum { PRIZE_DAY = 20928 }; /* 2027-04-20, the first day */

/* rig_start with the given way and tiers, at nine o'clock of the first day. */
void prize_start(struct rig *rig, enum prize_way way, const struct prize_tier *tiers,
                 int tier_count);
/* Takes over changed members of rig->activity. */
void prize_put(struct rig *rig);
void prize_go_to(struct rig *rig, int day, int hour); /* day 0 = the first */

struct store_request say_day(struct rig *rig);
struct store_request say_close(struct rig *rig);
/* The stamp, or the end of the quiz that decides: secret bytes are made of the visit's number. */
struct store_request say_settle(struct rig *rig, int visit);
struct store_request say_shown(struct rig *rig, int visit);
struct store_request say_redeem(struct rig *rig, const char *code, const char *place);
struct store_request say_staff(struct rig *rig, enum store_request_kind kind, const char *code,
                               const char *reason);
struct store_request say_restock(struct rig *rig, const char *tier, int amount, const char *reason);

/* The result of a request that must be saved. */
struct store_result prize_ask(struct rig *rig, struct store_request request);
/* A visit with a completed quiz of 10 questions; settled in the same transaction where asked. */
void prize_play(struct rig *rig, int visit, int right);
struct prize_award prize_play_and_settle(struct rig *rig, int visit, int right); /* 达标, 排名 */
struct prize_award prize_draw(struct rig *rig, int visit); /* 抽奖: after prize_play */

struct store_ledger_tier prize_ledger(struct rig *rig, const char *tier);
struct store_award prize_award_of(struct rig *rig, const char *code);
void prize_expect_sound(struct rig *rig); /* every check of the store holds */
/* Closes the store, changes it by sql, opens it again: the text of the check that fails. */
const char *prize_fault_after(struct rig *rig, const char *sql);

#endif
