#include "play/entry.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

static uint32_t bit(int option)
{
    return (uint32_t)1 << option;
}

static bool toggle(const struct question *question, struct answer *answer, int option)
{
    if (answer->choices & bit(option)) {
        answer->choices &= ~bit(option);
        return true;
    }
    if (question->options[option].exclusive) {
        answer->choices = bit(option);
        return true;
    }
    uint32_t kept = answer->choices;
    for (int i = 0; i < question->option_count; i++)
        if (question->options[i].exclusive)
            kept &= ~bit(i);
    if (question->max_choices > 0 && __builtin_popcount(kept) >= question->max_choices)
        return false;
    answer->choices = kept | bit(option);
    return true;
}

/* Tapping an option puts it behind those tapped before; tapping it again takes it out. */
static bool put_in_order(const struct question *question, struct answer *answer, int option)
{
    for (int i = 0; i < answer->order_count; i++) {
        if (answer->order[i] != option)
            continue;
        answer->order_count--;
        memmove(&answer->order[i], &answer->order[i + 1], (size_t)(answer->order_count - i));
        return true;
    }
    if (question->max_choices > 0 && answer->order_count >= question->max_choices)
        return false;
    answer->order[answer->order_count++] = (uint8_t)option;
    return true;
}

static bool choose(const struct question *question, struct answer *answer, int option)
{
    bool changed = false;

    if (option < 0 || option >= question->option_count)
        return false;
    switch (question->type) {
    case QUESTION_SINGLE:
    case QUESTION_JUDGE:
        answer->choices = bit(option);
        changed = true;
        break;
    case QUESTION_MULTIPLE:
        changed = toggle(question, answer, option);
        break;
    case QUESTION_ORDER:
        changed = put_in_order(question, answer, option);
        answer->given = answer->order_count > 0;
        return changed;
    default:
        return false;
    }
    answer->given = answer->choices != 0;
    if (!entry_other_is_open(question, answer))
        answer->text[0] = '\0';
    return changed;
}

static bool is_point(const struct question *question, int point)
{
    if (point == 0)
        return question->wordings[0]->scale_unclear != NULL;
    return point > 0 && point <= question->scale_count;
}

static bool choose_cell(const struct question *question, struct answer *answer, int value)
{
    int row = value / 16, point = value % 16;

    if (question->type != QUESTION_MATRIX || value < 0 || row >= question->row_count ||
        !is_point(question, point))
        return false;
    answer->rows[row] = point;
    answer->given = true;
    return true;
}

static bool set_number(const struct question *question, struct answer *answer, double number)
{
    bool rating = question->type == QUESTION_RATING;

    if ((!rating && question->type != QUESTION_NUMBER) || !isfinite(number))
        return false;
    if (rating && question->has_range &&
        (number < question->range_min || number > question->range_max))
        return false;
    answer->number = number;
    answer->text[0] = '\0';
    answer->given = true;
    return true;
}

/* Decimal digits read by hand: strtod would follow the locale's decimal point. The key pad's limit
 * keeps the mantissa exact. */
static bool parse_number(const char *text, double *out)
{
    double mantissa = 0, scale = 1;
    bool negative = *text == '-', digits = false, point = false;

    for (text += negative; *text; text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        mantissa = mantissa * 10 + (*text - '0');
        scale = point ? scale * 10 : scale;
        digits = true;
    }
    *out = (negative ? -mantissa : mantissa) / scale;
    return digits;
}

static bool type_digits(struct answer *answer, const char *typed, size_t typed_len)
{
    char text[ENTRY_NUMBER_MAX_LEN + 1];
    size_t len = strlen(answer->text);

    if (typed_len == 0 || len + typed_len > ENTRY_NUMBER_MAX_LEN)
        return false;
    memcpy(text, answer->text, len);
    for (size_t i = 0; i < typed_len; i++) {
        char c = typed[i];
        bool fits = (c >= '0' && c <= '9') || (c == '-' && len == 0) ||
                    (c == '.' && !memchr(text, '.', len));
        if (!fits)
            return false;
        text[len++] = c;
    }
    text[len] = '\0';
    memcpy(answer->text, text, len + 1);
    answer->given = parse_number(answer->text, &answer->number);
    return true;
}

static int text_limit(const struct question *question)
{
    if (question->type != QUESTION_TEXT)
        return ENTRY_OTHER_MAX_CHARS;
    return question->max_chars > 0 ? question->max_chars : ENTRY_TEXT_MAX_CHARS;
}

static bool has_control(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            return true;
    return false;
}

static bool is_blank(const char *text)
{
    for (uint32_t c; (c = utf8_next(&text)) != 0;)
        if (!utf8_is_space(c))
            return false;
    return true;
}

/* As many characters as still fit. */
static bool type_text(const struct question *question, struct answer *answer, const char *typed,
                      size_t typed_len)
{
    size_t len = strlen(answer->text);
    int room = text_limit(question) - utf8_count(answer->text);
    bool changed = false;

    if (!utf8_validate(typed, typed_len, NULL) || has_control(typed, typed_len))
        return false;
    for (size_t i = 0; i < typed_len && room > 0; room--) {
        size_t step = (size_t)utf8_char_len(typed + i);
        if (len + step >= ANSWER_TEXT_LEN)
            break;
        memcpy(answer->text + len, typed + i, step);
        len += step;
        i += step;
        changed = true;
    }
    answer->text[len] = '\0';
    if (question->type == QUESTION_TEXT)
        answer->given = !is_blank(answer->text);
    return changed;
}

static bool type(const struct question *question, struct answer *answer, const char *message_text)
{
    char typed[MESSAGE_TEXT_LEN + 1];
    size_t typed_len = strnlen(message_text, MESSAGE_TEXT_LEN);

    memcpy(typed, message_text, typed_len);
    typed[typed_len] = '\0';
    if (question->type == QUESTION_NUMBER)
        return type_digits(answer, typed, typed_len);
    if (question->type != QUESTION_TEXT && !entry_other_is_open(question, answer))
        return false;
    return type_text(question, answer, typed, typed_len);
}

static bool erase(const struct question *question, struct answer *answer, bool all)
{
    size_t len = strlen(answer->text);

    if (question->type == QUESTION_NUMBER) {
        if (len == 0 && !answer->given)
            return false;
        /* A number that came by SET_NUMBER has no digits to take off: it goes as a whole. */
        answer->text[len > 0 ? len - 1 : 0] = '\0';
        answer->given = parse_number(answer->text, &answer->number);
        return true;
    }
    if (len == 0 || (question->type != QUESTION_TEXT && !entry_other_is_open(question, answer)))
        return false;
    do
        len--;
    while (len > 0 && (all || ((unsigned char)answer->text[len] & 0xC0) == 0x80));
    answer->text[len] = '\0';
    if (question->type == QUESTION_TEXT)
        answer->given = !is_blank(answer->text);
    return true;
}

void entry_rows(const struct question *question, const struct answer *answer, const uint8_t *shown,
                bool arranged, uint8_t rows[OPTION_MAX])
{
    uint32_t placed = 0;
    int count = 0;

    for (int i = 0; arranged && i < answer->order_count; i++) {
        rows[count++] = answer->order[i];
        placed |= bit(answer->order[i]);
    }
    for (int i = 0; i < question->option_count; i++) {
        uint8_t option = shown ? shown[i] : (uint8_t)i;
        if (!(placed & bit(option)))
            rows[count++] = option;
    }
}

bool entry_arrange(const struct question *question, struct answer *answer, const uint8_t *shown,
                   bool *arranged, const struct message *message)
{
    int count = question->option_count, from = 0;
    int option = message->value / MOVE_PLACES, place = message->value % MOVE_PLACES;
    uint8_t rows[OPTION_MAX] = { 0 };

    if (question->type != QUESTION_ORDER || message->value < 0 || option >= count || place >= count)
        return false;
    entry_rows(question, answer, shown, *arranged, rows);
    while (from < count - 1 && rows[from] != option)
        from++;
    if (from == place)
        return false;
    memmove(&rows[from], &rows[from + 1], (size_t)(count - from - 1));
    memmove(&rows[place + 1], &rows[place], (size_t)(count - place - 1));
    rows[place] = (uint8_t)option;
    if (question->max_choices > 0 && question->max_choices < count)
        count = question->max_choices;
    memcpy(answer->order, rows, (size_t)count);
    answer->order_count = count;
    answer->given = *arranged = true;
    return true;
}

bool entry_apply(const struct question *question, struct answer *answer,
                 const struct message *message)
{
    switch (message->kind) {
    case MSG_CHOOSE:
        return choose(question, answer, message->value);
    case MSG_CHOOSE_SCALE:
        if (question->type != QUESTION_SCALE || !is_point(question, message->value))
            return false;
        answer->scale = message->value;
        answer->given = true;
        return true;
    case MSG_CHOOSE_CELL:
        return choose_cell(question, answer, message->value);
    case MSG_SET_NUMBER:
        return set_number(question, answer, message->number);
    case MSG_SET_DATE:
        if (question->type != QUESTION_DATE || message->value == DATE_NONE)
            return false;
        answer->date = message->value;
        answer->given = true;
        return true;
    case MSG_TYPE:
        return type(question, answer, message->text);
    case MSG_ERASE:
        return erase(question, answer, message->value == ERASE_ALL);
    default:
        return false;
    }
}

static bool enough_choices(const struct question *question, const struct answer *answer)
{
    for (int i = 0; i < question->option_count; i++)
        if (question->options[i].exclusive && (answer->choices & bit(i)))
            return true; /* 以上都没有 says it all */
    return answer_choice_count(answer) >= question->min_choices;
}

/* All options are put in order, unless the question asks for the first few. */
static bool enough_in_order(const struct question *question, const struct answer *answer)
{
    int needed = question->option_count;

    if (question->min_choices > 0)
        needed = question->min_choices;
    else if (question->max_choices > 0 && question->max_choices < needed)
        needed = question->max_choices;
    return answer->order_count >= needed;
}

bool entry_is_complete(const struct question *question, const struct answer *answer)
{
    if (!answer->given)
        return false;
    switch (question->type) {
    case QUESTION_MULTIPLE:
        return enough_choices(question, answer);
    case QUESTION_ORDER:
        return enough_in_order(question, answer);
    case QUESTION_NUMBER:
    case QUESTION_RATING:
        return !question->has_range ||
               (answer->number >= question->range_min && answer->number <= question->range_max);
    case QUESTION_MATRIX:
        return !question->required || entry_next_row(question, answer) < 0;
    default:
        return true;
    }
}

bool entry_other_is_open(const struct question *question, const struct answer *answer)
{
    bool chooses = question->type == QUESTION_SINGLE || question->type == QUESTION_MULTIPLE;

    for (int i = 0; chooses && i < question->option_count; i++)
        if (question->options[i].other && (answer->choices & bit(i)))
            return true;
    return false;
}

int entry_next_row(const struct question *question, const struct answer *answer)
{
    for (int row = 0; row < question->row_count; row++)
        if (answer->rows[row] < 0)
            return row;
    return -1;
}
