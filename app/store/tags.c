/* Enums as the tables spell them. */
#include <assert.h>
#include <string.h>

#include "store/request.h"

static const char *const kinds[] = { [SESSION_QUIZ] = "quiz", [SESSION_SURVEY] = "survey" };
static_assert(sizeof kinds / sizeof *kinds == SESSION_KIND_COUNT, "a tag for each kind");

static const char *const ends[] = {
    [SESSION_OPEN] = "open",
    [SESSION_COMPLETED] = "completed",
    [SESSION_ABANDONED] = "abandoned",
    [SESSION_WITHDRAWN] = "withdrawn",
};
static_assert(sizeof ends / sizeof *ends == SESSION_END_COUNT, "a tag for each end");

static const char *const states[] = {
    [ANSWER_GIVEN] = "given",
    [ANSWER_SKIPPED] = "skipped",
    [ANSWER_TIMED_OUT] = "timed_out",
};
static_assert(sizeof states / sizeof *states == ANSWER_STATE_COUNT, "a tag for each state");

/* CHECK constraints keep every other word out of the tables. */
static int find_tag(const char *const *tags, int count, const char *tag)
{
    for (int i = 0; i < count; i++) {
        if (tag != NULL && strcmp(tags[i], tag) == 0)
            return i;
    }
    assert(false && "a word that no CHECK lets in");
    return 0;
}

const char *session_kind_tag(enum session_kind kind)
{
    return kinds[kind];
}

const char *session_end_tag(enum session_end end)
{
    return ends[end];
}

const char *answer_state_tag(enum answer_state state)
{
    return states[state];
}

enum session_kind session_kind_of_tag(const char *tag)
{
    return (enum session_kind)find_tag(kinds, SESSION_KIND_COUNT, tag);
}

enum session_end session_end_of_tag(const char *tag)
{
    return (enum session_end)find_tag(ends, SESSION_END_COUNT, tag);
}

enum answer_state answer_state_of_tag(const char *tag)
{
    return (enum answer_state)find_tag(states, ANSWER_STATE_COUNT, tag);
}
