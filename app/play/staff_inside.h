/* What the files of the staff panel share with the kiosk's. */
#ifndef WENDA_PLAY_STAFF_INSIDE_H
#define WENDA_PLAY_STAFF_INSIDE_H

#include "play/kiosk_inside.h"

/* ---- staff.c ---- */

bool staff_is_screen(enum screen_id screen);
/* The corner was held: to the PIN pad. From home, the visit ends. */
void staff_enter(struct kiosk_turn *turn);
/* Out, to the attract screen or the fault beneath; subject says why in the audit log. */
void staff_leave(struct kiosk_turn *turn, const char *subject);
/* Nothing of it stays, not even what was typed. */
void staff_forget(struct kiosk *kiosk);
/* Behind the PIN from now on. */
void staff_open_panel(struct kiosk_turn *turn);
/* A finger's message on a staff screen. */
void staff_step(struct kiosk_turn *turn);
/* News of the booth; true when it was for staff. */
bool staff_take(struct kiosk_turn *turn);
/* The idle limit of the present staff screen, 0 = none. */
int staff_idle_limit_ms(const struct kiosk *kiosk);
/* When figures are to be read again, or the lock ends; INT64_MAX = never. */
int64_t staff_due_ms(const struct kiosk *kiosk);
void staff_pass_time(struct kiosk_turn *turn);
struct effect *staff_add(struct kiosk_turn *turn, enum effect_kind kind);
void staff_note_action(struct kiosk_turn *turn, const char *subject);
void staff_keep_why(struct staff *staff, const struct staff_news *news);

/* ---- staff_pin.c ---- */

void staff_step_pin(struct kiosk_turn *turn);
void staff_take_pin(struct kiosk_turn *turn);
void staff_ask_step(struct kiosk *kiosk, enum staff_step step);

/* ---- staff_keep.c: stock, data set aside, rehearsal, erasing ---- */

void staff_step_stock(struct kiosk_turn *turn);
void staff_take_stock(struct kiosk_turn *turn);
/* A damaged database was set aside: until staff decide there is no stock. */
bool staff_awaits_decision(const struct staff *staff);
void staff_switch_rehearsal(struct kiosk_turn *turn);
void staff_erase(struct kiosk_turn *turn);
void staff_take_erased(struct kiosk_turn *turn);

/* ---- staff_work.c: counters and codes ---- */

void staff_step_counters(struct kiosk_turn *turn);
void staff_take_count(struct kiosk_turn *turn);
void staff_step_redeem(struct kiosk_turn *turn);
void staff_take_award(struct kiosk_turn *turn);

/* ---- staff_export.c: the stick, and exports to it ---- */

void staff_take_stick(struct kiosk_turn *turn);
void staff_step_export(struct kiosk_turn *turn);
void staff_take_export(struct kiosk_turn *turn);

/* ---- staff_update.c: other questions from a stick ---- */

void staff_enter_update(struct kiosk_turn *turn); /* the screen was opened, or the stick changed */
void staff_step_update(struct kiosk_turn *turn);
void staff_take_update(struct kiosk_turn *turn);
/* A job is under way that must come to its end on this screen. */
bool staff_is_updating(const struct kiosk *kiosk);

#endif
