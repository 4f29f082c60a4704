/* What the kiosk's own files share: a turn, changes of screen, visits and their sessions. */
#ifndef WENDA_PLAY_KIOSK_INSIDE_H
#define WENDA_PLAY_KIOSK_INSIDE_H

#include "play/kiosk.h"

/* One call of kiosk_step. The message's times never run backwards. */
struct kiosk_turn {
    struct kiosk *kiosk;
    const struct message *message;
    struct effects *out;
};

/* ---- kiosk.c: what stands on the screen ---- */
void kiosk_show(struct kiosk *kiosk, enum screen_id screen); /* closes a dialog */
void kiosk_relayout(struct kiosk *kiosk);                    /* the same screen, other places */
void kiosk_open_dialog(struct kiosk *kiosk, enum screen_id dialog); /* stops the flows' clocks */
void kiosk_close_dialog(struct kiosk *kiosk);

/* ---- kiosk_visit.c: visits, sessions, and what is left of them ---- */
void kiosk_begin_visit(struct kiosk_turn *turn);
/* The session under way ends early; the visit goes on. */
void kiosk_cut_session(struct kiosk_turn *turn, enum play_end end);
void kiosk_end_visit(struct kiosk_turn *turn, enum leave_reason reason); /* back to attract */
void kiosk_show_attract(struct kiosk_turn *turn);
void kiosk_show_fault(struct kiosk *kiosk, const char *text, bool is_final);
void kiosk_begin_quiz(struct kiosk_turn *turn);
void kiosk_begin_survey(struct kiosk_turn *turn);
/* The begin of a session is in the store: on to its first page. */
void kiosk_enter_session(struct kiosk_turn *turn);
/* One message through the flow under way, and what follows from it for the screen. */
void kiosk_step_quiz(struct kiosk_turn *turn, const struct message *message);
void kiosk_step_survey(struct kiosk_turn *turn, const struct message *message);

bool kiosk_offers_survey(const struct kiosk *kiosk, int index);

/* ---- kiosk_dialogs.c: a visitor's message on what stands over a screen ---- */
void kiosk_on_leave_dialog(struct kiosk_turn *turn);
void kiosk_on_picture(struct kiosk_turn *turn);
void kiosk_on_idle_dialog(struct kiosk_turn *turn);

/* ---- kiosk_time.c ---- */
void kiosk_warn_idle(struct kiosk_turn *turn); /* opens the idle dialog */
/* Looks at deadlines and limits; at most one thing runs out a turn. */
void kiosk_pass_time(struct kiosk_turn *turn);

#endif
