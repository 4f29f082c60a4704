#include "play/message.h"

#include <assert.h>
#include <string.h>

static const char *const names[] = {
    [MSG_NONE] = "none",
    [MSG_TICK] = "tick",
    [MSG_START] = "start",
    [MSG_OPEN_QUIZ] = "open-quiz",
    [MSG_OPEN_SURVEY] = "open-survey",
    [MSG_BEGIN] = "begin",
    [MSG_CHOOSE] = "choose",
    [MSG_CHOOSE_SCALE] = "choose-scale",
    [MSG_CHOOSE_CELL] = "choose-cell",
    [MSG_OPEN_ROW] = "open-row",
    [MSG_SET_NUMBER] = "set-number",
    [MSG_SET_DATE] = "set-date",
    [MSG_TYPE] = "type",
    [MSG_ERASE] = "erase",
    [MSG_CONFIRM] = "confirm",
    [MSG_SKIP] = "skip",
    [MSG_NEXT] = "next",
    [MSG_BACK] = "back",
    [MSG_LEAVE] = "leave",
    [MSG_STAY] = "stay",
    [MSG_LEAVE_CONFIRMED] = "leave-confirmed",
    [MSG_CLEAR] = "clear",
    [MSG_FINISH] = "finish",
    [MSG_AGAIN] = "again",
    [MSG_LANGUAGE] = "language",
    [MSG_LARGE_TEXT] = "large-text",
    [MSG_PAGE] = "page",
    [MSG_PRIVACY] = "privacy",
    [MSG_DRAW] = "draw",
    [MSG_DECLINE] = "decline",
    [MSG_LONGER] = "longer",
    [MSG_CORNER] = "corner",
    [MSG_SAVED] = "saved",
    [MSG_SAVE_FAILED] = "save-failed",
    [MSG_FAULT] = "fault",
    [MSG_FAULT_CLEARED] = "fault-cleared",
};
static_assert(sizeof names / sizeof names[0] == MSG_KIND_COUNT, "a name for every message");

bool message_equal(const struct message *a, const struct message *b)
{
    return a->kind == b->kind && a->value == b->value && a->number == b->number &&
           strncmp(a->text, b->text, MESSAGE_TEXT_LEN) == 0;
}

const char *message_kind_name(enum message_kind kind)
{
    assert(kind < MSG_KIND_COUNT);
    return names[kind];
}
