/* Handwriting on a page: strokes on the pad, sheets that take their place in the text. */
#include <string.h>

#include "base/utf8.h"
#include "play/entry.h"
#include "play/survey_show.h"

static int find_slot(const struct survey *survey, int index)
{
    for (int i = 0; i < SURVEY_INKS; i++)
        if (survey->inks[i].owner == index + 1)
            return i;
    return -1;
}

const struct ink *survey_ink(const struct survey *survey, int index)
{
    int slot = find_slot(survey, index);

    return slot < 0 ? NULL : &survey->inks[slot].ink;
}

bool survey_takes_ink(const struct survey *survey)
{
    return survey_question(survey)->type == QUESTION_TEXT &&
           (find_slot(survey, survey->current) >= 0 || find_slot(survey, -1) >= 0);
}

/* Of the present page, a free slot when it has none. */
static struct ink *take(struct survey *survey)
{
    int slot = find_slot(survey, survey->current);

    if (!survey_takes_ink(survey))
        return NULL;
    if (slot < 0) {
        slot = find_slot(survey, -1);
        survey->inks[slot].owner = survey->current + 1;
    }
    return &survey->inks[slot].ink;
}

static struct answer *present(struct survey *survey)
{
    return &survey->items[survey->current].answer;
}

static bool ends_with_mark(const char *text)
{
    size_t len = strlen(text), mark_len = strlen(INK_MARK);

    return len >= mark_len && strcmp(text + len - mark_len, INK_MARK) == 0;
}

/* What was read before is out of date. */
static void change_pad(struct survey *survey)
{
    survey->pad_version++;
    memset(survey->guesses, 0, sizeof(survey->guesses));
}

/* The sheet takes a place in the text, as one character does; without one it stays on the pad. */
void survey_ink_close(struct survey *survey)
{
    int slot = find_slot(survey, survey->current);
    struct message mark = { .kind = MSG_TYPE, .text = INK_MARK };

    if (slot < 0 || ink_pad_is_empty(&survey->inks[slot].ink) ||
        survey->inks[slot].ink.sheet_count == INK_SHEETS_MAX)
        return;
    if (!entry_apply(survey_question(survey), present(survey), &mark))
        return;
    change_pad(survey);
    ink_close_sheet(&survey->inks[slot].ink);
}

bool survey_pad_is_empty(const struct survey *survey)
{
    const struct ink *ink = survey_ink(survey, survey->current);

    return !ink || ink_pad_is_empty(ink);
}

void survey_ink_store(struct survey *survey, int index)
{
    int slot = find_slot(survey, index);

    if (slot >= 0)
        survey->stored_inks[slot] = survey->inks[slot];
}

void survey_ink_restore(struct survey *survey, int index)
{
    int slot = find_slot(survey, index);

    if (slot >= 0)
        survey->inks[slot] = survey->stored_inks[slot];
}

void survey_ink_drop(struct survey *survey, int index)
{
    int slot = find_slot(survey, index);

    if (slot < 0)
        return;
    memset(&survey->inks[slot], 0, sizeof(survey->inks[slot]));
    memset(&survey->stored_inks[slot], 0, sizeof(survey->stored_inks[slot]));
}

void survey_take_guesses(struct survey *survey, const char *text, int version)
{
    size_t len = strnlen(text, MESSAGE_TEXT_LEN - 1);

    if (survey->phase != SURVEY_PAGE || version != survey->pad_version ||
        survey_pad_is_empty(survey) || !utf8_validate(text, len, NULL))
        return;
    memset(survey->guesses, 0, sizeof(survey->guesses));
    memcpy(survey->guesses, text, len);
}

/* The character instead of the strokes: only one that was offered. */
static void take_guess(struct survey *survey, const struct message *message)
{
    struct message typed = { .kind = MSG_TYPE };
    size_t len = strnlen(message->text, MESSAGE_TEXT_LEN);

    memcpy(typed.text, message->text, len);
    if (len == 0 || len >= MESSAGE_TEXT_LEN || !strstr(survey->guesses, typed.text))
        return;
    if (!entry_apply(survey_question(survey), present(survey), &typed))
        return;
    ink_clear_pad(take(survey));
    change_pad(survey);
}

static bool erase(struct survey *survey, struct ink *ink, const struct message *message)
{
    if (message->value == ERASE_ALL) {
        memset(ink, 0, sizeof(*ink));
        change_pad(survey);
        return false; /* the text goes with it */
    }
    if (ink_undo_stroke(ink)) {
        change_pad(survey);
        return true;
    }
    if (!ends_with_mark(present(survey)->text))
        return false;
    ink_drop_sheet(ink);
    entry_apply(survey_question(survey), present(survey), message);
    return true;
}

bool survey_write(struct survey *survey, const struct message *message)
{
    struct ink *ink;

    switch (message->kind) {
    case MSG_STROKE:
        ink = message->points ? take(survey) : NULL;
        if (ink && ink_add_stroke(ink, message->points, message->point_count))
            change_pad(survey);
        return true;
    case MSG_PAD_CLEAR:
        ink = take(survey);
        if (ink)
            ink_clear_pad(ink);
        change_pad(survey);
        return true;
    case MSG_TAKE_GUESS:
        take_guess(survey, message);
        return true;
    case MSG_PAD_KEEP:
        survey_ink_close(survey);
        return true;
    case MSG_ERASE:
        ink = find_slot(survey, survey->current) < 0 ? NULL : take(survey);
        return ink && erase(survey, ink, message);
    case MSG_TYPE:
        survey_ink_close(survey);
        return false;
    default:
        return false;
    }
}
