#include "activity/convert/answer_list.h"

#include "activity/convert/reply.h"

enum { RANGE_MAX = 200 };

struct list {
    struct span line;
    int at;
    int pairs, ranges;
    answer_list_visit *visit;
    void *context;
};

static bool is_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static int skip_marks(struct span line, int at)
{
    for (;;) {
        uint32_t c = span_fold(line, at);
        if (at >= line.len || (!span_is_blank_char(line.at[at]) && c != ',' && c != ';' &&
                               c != SPAN_DUN && c != '.' && c != SPAN_STOP && c != ':' &&
                               c != '|' && c != ')' && c != ']' && c != '/'))
            return at;
        at++;
    }
}

/* Length of one answer at index: letters together, or one word for right or wrong. */
static int token_len(struct span line, int at)
{
    int len = 0;
    while (is_letter(span_fold(line, at + len)))
        len++;
    if (len > 0)
        return len;
    struct reply reply;
    return reply_token(line, at, &reply);
}

static void emit(struct list *list, int number, struct span words)
{
    if (list->visit)
        list->visit(list->context, number, words);
}

struct tokens {
    struct span items[RANGE_MAX + 1];
    int count;
    int single; /* answers when every letter counts by itself */
};

static bool collect(struct list *list, struct tokens *tokens)
{
    tokens->count = tokens->single = 0;
    for (;;) {
        int at = skip_marks(list->line, list->at);
        if (at >= list->line.len || is_digit(span_fold(list->line, at)) ||
            span_match(list->line, at, "第") > 0) {
            list->at = at;
            return tokens->count > 0;
        }
        if (span_fold(list->line, at) == '[' || span_fold(list->line, at) == '(') {
            list->at = at + 1;
            continue;
        }
        int len = token_len(list->line, at);
        if (len == 0 || tokens->count > RANGE_MAX)
            return false;
        tokens->items[tokens->count++] = span_sub(list->line, at, at + len);
        tokens->single += is_letter(span_fold(list->line, at)) ? len : 1;
        list->at = at + len;
    }
}

static bool take_range(struct list *list, int first, int last)
{
    struct tokens tokens;
    if (last <= first || last - first >= RANGE_MAX || !collect(list, &tokens))
        return false;
    list->ranges++;
    int want = last - first + 1;
    int number = first;
    for (int i = 0; i < tokens.count && tokens.single == want && tokens.count != want; i++) {
        struct span token = tokens.items[i];
        if (!is_letter(span_fold(token, 0)))
            emit(list, number++, token);
        else
            for (int j = 0; j < token.len; j++)
                emit(list, number++, span_sub(token, j, j + 1));
    }
    for (; number <= last; number++) {
        bool given = tokens.count == want;
        emit(list, number, given ? tokens.items[number - first] : (struct span){ NULL, 0 });
    }
    return true;
}

/* 1．B, 1、A、C, 1 √ */
static bool take_pair(struct list *list, int number)
{
    int from = list->at, to = from;
    for (int at = from;;) {
        int len = token_len(list->line, at);
        if (len == 0)
            break;
        to = at + len;
        at = skip_marks(list->line, to);
        if (!is_letter(span_fold(list->line, at)) || !is_letter(span_fold(list->line, from)))
            break;
    }
    list->at = to;
    list->pairs++;
    if (to == from)
        return false;
    uint32_t next = span_fold(list->line, to);
    int behind = skip_marks(list->line, to);
    if (behind == to && next != 0 && !is_digit(next) && next != '(' && next != '[')
        return false;
    emit(list, number, span_sub(list->line, from, to));
    return true;
}

static bool is_range_mark(struct span line, int at, int *len)
{
    static const char *const marks[] = { "-", "~", "至", "到", "--" };
    *len = span_match_any(line, at, marks, 5, NULL);
    return *len > 0;
}

static bool read_list(struct list *list)
{
    for (;;) {
        int first = 0, last = 0, mark = 0;
        int at = skip_marks(list->line, list->at);
        if (at >= list->line.len)
            return true;
        at += span_match(list->line, at, "第");
        if (span_fold(list->line, at) == '(' || span_fold(list->line, at) == '[')
            at++;
        int digits = span_digits(list->line, at, &first);
        if (digits == 0)
            return false;
        at = span_skip_blanks(list->line, at + digits);
        bool range = is_range_mark(list->line, at, &mark);
        if (range) {
            int behind = span_skip_blanks(list->line, at + mark);
            int more = span_digits(list->line, behind, &last);
            range = more > 0;
            at = range ? behind + more : at + mark;
        }
        at = span_skip_blanks(list->line, at);
        at += span_match(list->line, at, "小题");
        at += span_match(list->line, at, "题");
        at = skip_marks(list->line, at);
        while (span_fold(list->line, at) == '(' || span_fold(list->line, at) == '[')
            at = skip_marks(list->line, at + 1);
        list->at = at;
        if (range ? !take_range(list, first, last) : !take_pair(list, first))
            return false;
    }
}

bool answer_list_read(struct span line, bool alone_too, answer_list_visit *visit, void *context)
{
    struct list list = { .line = line };
    if (!read_list(&list) || list.ranges + (list.pairs + alone_too) / 2 == 0)
        return false;
    if (visit) {
        list = (struct list){ .line = line, .visit = visit, .context = context };
        read_list(&list);
    }
    return true;
}

/* ---- tables ---- */

static int head_len(struct span line)
{
    static const char *const words[] = { "题号", "题目", "序号", "题序" };
    int len = span_match_any(line, 0, words, 4, NULL);
    if (len > 0 && span_fold(line, len) == ':')
        len++;
    return len;
}

/* The next run of characters that are not blank. */
static bool next_cell(struct span line, int *at, struct span *cell)
{
    int from = span_skip_blanks(line, *at);
    while (span_fold(line, from) == '|')
        from = span_skip_blanks(line, from + 1);
    int to = from;
    while (to < line.len && !span_is_blank_char(line.at[to]) && span_fold(line, to) != '|')
        to++;
    *at = to;
    *cell = span_sub(line, from, to);
    return to > from;
}

bool answer_table_is_head(struct span line)
{
    int at = head_len(line), count = 0, value;
    struct span cell;
    if (at == 0)
        return false;
    while (next_cell(line, &at, &cell)) {
        if (span_digits(cell, 0, &value) != cell.len)
            return false;
        count++;
    }
    return count > 0;
}

bool answer_table_read(struct span numbers, struct span answers, answer_list_visit *visit,
                       void *context)
{
    int at = head_len(numbers), value, count = 0, answer_count = 0;
    int from = span_match(answers, 0, "参考答案");
    if (from == 0)
        from = span_match(answers, 0, "答案");
    if (from == 0 || !answer_table_is_head(numbers))
        return false;
    if (span_fold(answers, from) == ':')
        from++;
    struct span cell;
    for (int i = at; next_cell(numbers, &i, &cell);)
        count++;
    for (int i = from; next_cell(answers, &i, &cell);) {
        if (token_len(cell, 0) != cell.len)
            return false;
        answer_count++;
    }
    for (int i = at, j = from; visit && next_cell(numbers, &i, &cell);) {
        struct span words = { NULL, 0 };
        span_digits(cell, 0, &value);
        if (count == answer_count)
            next_cell(answers, &j, &words);
        visit(context, value, words);
    }
    return answer_count > 0;
}
