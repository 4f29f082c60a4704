/* Letters on their way to becoming words: what stands between the keyboard and the answer. */
#include <string.h>

#include "play/entry.h"
#include "play/survey_show.h"

static bool takes_text(const struct survey *survey)
{
    const struct question *question = survey_question(survey);
    const struct answer *answer = &survey->items[survey->current].answer;

    return question->type == QUESTION_TEXT || entry_other_is_open(question, answer);
}

static bool is_letter(const char *text)
{
    return ((text[0] >= 'a' && text[0] <= 'z') || text[0] == '\'') && text[1] == '\0';
}

static void enter_text(struct survey *survey, const char *text)
{
    struct message message = { .kind = MSG_TYPE };

    memcpy(message.text, text, strnlen(text, MESSAGE_TEXT_LEN));
    entry_apply(survey_question(survey), &survey->items[survey->current].answer, &message);
}

static void add_letter(struct survey *survey, const char *letter)
{
    size_t len = strlen(survey->letters);
    bool fits = len + 1 < SURVEY_LETTERS_LEN;

    survey->candidates_page = 0;
    if (is_letter(letter) && takes_text(survey) && fits && (len > 0 || letter[0] != '\''))
        memcpy(survey->letters + len, letter, 2);
}

/* The word, in place of the letters it stands for. */
static void pick(struct survey *survey, const struct message *message)
{
    size_t len = strlen(survey->letters);

    if (len == 0 || message->value <= 0 || (size_t)message->value > len)
        return;
    enter_text(survey, message->text);
    memmove(survey->letters, survey->letters + message->value, len - (size_t)message->value + 1);
    survey->candidates_page = 0;
}

void survey_compose_end(struct survey *survey)
{
    if (survey->letters[0] == '\0')
        return;
    enter_text(survey, survey->letters);
    survey_compose_clear(survey);
}

void survey_compose_clear(struct survey *survey)
{
    memset(survey->letters, 0, sizeof(survey->letters));
    survey->candidates_page = 0;
}

bool survey_compose(struct survey *survey, const struct message *message)
{
    size_t len = strlen(survey->letters);

    switch (message->kind) {
    case MSG_COMPOSE:
        add_letter(survey, message->text);
        return true;
    case MSG_PICK:
        pick(survey, message);
        return true;
    case MSG_CANDIDATES:
        survey->candidates_page = len > 0 && message->value > 0 ? message->value : 0;
        return true;
    case MSG_ERASE:
        if (message->value == ERASE_ALL)
            survey_compose_clear(survey);
        if (len == 0 || message->value == ERASE_ALL)
            return false;
        survey->letters[len - 1] = '\0';
        survey->candidates_page = 0;
        return true;
    case MSG_TYPE:
        if (len > 0)
            survey_compose_end(survey); /* what was spelled so far stays, as it is */
        return false;
    default:
        return false;
    }
}
