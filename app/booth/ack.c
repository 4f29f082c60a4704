#include "booth/ack.h"

#include <assert.h>
#include <stdlib.h>

/* Whether writing failed is asked of the file at the end (ferror). */
static void write_line(struct ack *ack, const char *visit, const struct question *question,
                       const char *answer)
{
    (void)fprintf(ack->file, "%s %s %s\n", visit, question->id, answer);
    (void)fflush(ack->file);
}

static void forget(struct ack *ack, int index)
{
    free(ack->held[index].answer);
    ack->held_count--;
    for (int i = index; i < ack->held_count; i++)
        ack->held[i] = ack->held[i + 1];
}

static void forget_question(struct ack *ack, const struct question *question)
{
    for (int i = ack->held_count - 1; i >= 0; i--)
        if (ack->held[i].question == question)
            forget(ack, i);
}

static void forget_all(struct ack *ack)
{
    while (ack->held_count > 0)
        forget(ack, ack->held_count - 1);
}

static void hold(struct ack *ack, struct ack_event *event)
{
    forget_question(ack, event->question);
    if (!event->answer)
        return;
    assert(ack->held_count < SURVEY_MAX);
    ack->held[ack->held_count].question = event->question;
    ack->held[ack->held_count].answer = event->answer;
    ack->held_count++;
    event->answer = NULL;
}

static void write_held(struct ack *ack, const char *visit)
{
    for (int i = 0; i < ack->held_count; i++)
        write_line(ack, visit, ack->held[i].question, ack->held[i].answer);
    forget_all(ack);
}

void ack_commit(struct ack *ack, struct ack_event *event)
{
    switch (event->kind) {
    case EFFECT_SAVE_ANSWER:
        if (!event->is_quiz)
            hold(ack, event);
        else if (event->answer)
            write_line(ack, event->visit, event->question, event->answer);
        break;
    case EFFECT_DROP_ANSWER:
        forget_question(ack, event->question);
        break;
    case EFFECT_BEGIN_SURVEY: /* whatever a fault has left of the one before */
        forget_all(ack);
        break;
    case EFFECT_END_SURVEY:
        if (event->end == PLAY_WITHDRAWN)
            forget_all(ack);
        write_held(ack, event->visit);
        break;
    default:
        break;
    }
    free(event->answer);
    event->answer = NULL;
}

void ack_fini(struct ack *ack)
{
    forget_all(ack);
}
