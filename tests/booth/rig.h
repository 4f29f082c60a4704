/* A kiosk, a booth and a real store in a folder of its own, driven by taps. */
#ifndef WENDA_TESTS_BOOTH_RIG_H
#define WENDA_TESTS_BOOTH_RIG_H

#include "booth/booth.h"
#include "support.h"

struct rig {
    char folder[SUPPORT_PATH_LEN], ack_path[SUPPORT_PATH_LEN + 8];
    struct activity *activity; /* owned */
    struct booth *booth;       /* owned; opened by rig_open */
    struct kiosk *kiosk;       /* owned */
    int64_t now_ms;
};

void rig_init(struct rig *rig);
void rig_fini(struct rig *rig);
void rig_open(struct rig *rig, FILE *ack);
void rig_step(struct rig *rig, struct message message);
/* Feeds every result to the kiosk, as the shell does. */
void rig_settle(struct rig *rig);
void rig_tap(struct rig *rig, enum message_kind kind, int value);
void rig_type(struct rig *rig, const char *text);
/* So much later a tick comes. */
void rig_wait(struct rig *rig, int64_t span_ms);
void rig_answer_rightly(struct rig *rig);
/* From attract behind the welcome of the first questionnaire. */
void rig_to_first_page(struct rig *rig);

#endif
