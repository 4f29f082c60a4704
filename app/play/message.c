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
    [MSG_COMPOSE] = "compose",
    [MSG_PICK] = "pick",
    [MSG_CANDIDATES] = "candidates",
    [MSG_STROKE] = "stroke",
    [MSG_PAD_KEEP] = "pad-keep",
    [MSG_TAKE_GUESS] = "take-guess",
    [MSG_PAD_CLEAR] = "pad-clear",
    [MSG_ERASE] = "erase",
    [MSG_CONFIRM] = "confirm",
    [MSG_SKIP] = "skip",
    [MSG_CHANGE_ANSWER] = "change-answer",
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
    [MSG_STAFF_OPEN] = "staff-open",
    [MSG_STAFF_CHART] = "staff-chart",
    [MSG_STAFF_UNIT] = "staff-unit",
    [MSG_COUNT] = "count",
    [MSG_COUNT_UNDO] = "count-undo",
    [MSG_CORRECT] = "correct",
    [MSG_CORRECT_BY] = "correct-by",
    [MSG_CORRECT_REASON] = "correct-reason",
    [MSG_REDEEM] = "redeem",
    [MSG_REDEEM_UNDO] = "redeem-undo",
    [MSG_AWARD_CANCEL] = "award-cancel",
    [MSG_STOCK_TIER] = "stock-tier",
    [MSG_STOCK_BY] = "stock-by",
    [MSG_STOCK_REASON] = "stock-reason",
    [MSG_AWARD_LIST] = "award-list",
    [MSG_EXPORT] = "export",
    [MSG_PIN_CHANGE] = "pin-change",
    [MSG_PIN_FORGOT] = "pin-forgot",
    [MSG_REHEARSE] = "rehearse",
    [MSG_ERASE_VISITS] = "erase-visits",
    [MSG_PAUSE] = "pause",
    [MSG_POWER_OFF] = "power-off",
    [MSG_STAFF_LEAVE] = "staff-leave",
    [MSG_CORNER] = "corner",
    [MSG_SAVED] = "saved",
    [MSG_SAVE_FAILED] = "save-failed",
    [MSG_FAULT] = "fault",
    [MSG_PIN_TOLD] = "pin-told",
    [MSG_DASHBOARD] = "dashboard",
    [MSG_COUNTED] = "counted",
    [MSG_AWARD_TOLD] = "award-told",
    [MSG_RESTOCKED] = "restocked",
    [MSG_ERASED] = "erased",
    [MSG_EXPORT_FILE] = "export-file",
    [MSG_EXPORT_STEP] = "export-step",
    [MSG_EXPORTED] = "exported",
    [MSG_STICK] = "stick",
    [MSG_INK_READ] = "ink-read",
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
