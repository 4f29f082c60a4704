#include "activity/convert/match.h"

#include "activity/convert/builder.h"
#include "activity/convert/reply.h"

static struct span without_stop(struct span text)
{
    text = span_trim(text);
    while (text.len > 1) {
        uint32_t c = span_fold(text, text.len - 1);
        if (c != SPAN_STOP && c != '.' && c != ';' && c != ',')
            break;
        text = span_trim(span_sub(text, 0, text.len - 1));
    }
    return text;
}

int match_option(const struct span *options, int count, struct span words)
{
    int found = -1;
    words = without_stop(words);
    if (words.len == 0)
        return -1;
    for (int i = 0; i < count; i++) {
        if (!span_equal_text(without_stop(options[i]), words))
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

static bool is_list_mark(uint32_t c)
{
    return c == ';' || c == SPAN_DUN || c == ',' || c == '|' || c == '\n' || c == '/';
}

bool match_options(struct arena *arena, const struct span *options, int count, struct span words,
                   uint32_t *letters)
{
    struct reply reply;
    int whole = match_option(options, count, words);
    (void)arena;
    reply_parse(words, &reply);
    if (whole < 0)
        whole = match_option(options, count, reply.text);
    if (whole >= 0) {
        *letters = 1u << whole;
        return true;
    }
    /* The words may still begin with 答案：, which reply_parse took off. */
    struct span lists[] = { words, reply.text };
    for (int l = 0; l < 2; l++) {
        int from = 0, parts = 0;
        bool all = true;
        *letters = 0;
        for (int i = 0; i <= lists[l].len && all; i++) {
            if (i < lists[l].len && !is_list_mark(span_fold(lists[l], i)))
                continue;
            struct span part = span_trim(span_sub(lists[l], from, i));
            int index = match_option(options, count, part);
            from = i + 1;
            if (part.len == 0)
                continue;
            all = index >= 0 && !(*letters & 1u << index);
            parts++;
            if (all)
                *letters |= 1u << index;
        }
        if (all && parts > 1)
            return true;
    }
    return false;
}

/* The length of a mark at the end (or, with at_start, the beginning) of an option's text, or 0. */
static int mark_len(struct span text, bool at_start, bool *right)
{
    if (text.len < 2)
        return 0;
    uint32_t edge = span_fold(text, at_start ? 0 : text.len - 1);
    if (edge == SPAN_TICK || edge == SPAN_CROSS) {
        *right = edge == SPAN_TICK;
        return 1;
    }
    static const char *const rights[] = { "正确", "正确答案", "正确选项", "√",
                                          "对",   "答案",     "✓ 正确" };
    static const char *const wrongs[] = { "错误", "×", "错", "错误答案" };
    enum { MARK_MAX = 8 };
    for (int len = 3; len <= MARK_MAX && len < text.len; len++) {
        int from = at_start ? 0 : text.len - len;
        if (span_bracket_end(text, from, len) != from + len)
            continue;
        struct span content = span_trim(span_sub(text, from + 1, from + len - 1));
        int matched = span_match_any(content, 0, rights, 7, NULL);
        *right = matched > 0 && matched == content.len;
        if (*right ||
            (content.len > 0 && span_match_any(content, 0, wrongs, 4, NULL) == content.len))
            return len;
    }
    return 0;
}

static struct span take_mark(struct span text, bool *marked, bool *right)
{
    text = span_trim(text);
    int len = mark_len(text, false, right);
    if (len > 0) {
        *marked = true;
        return span_trim(span_sub(text, 0, text.len - len));
    }
    len = mark_len(text, true, right);
    if (len > 0) {
        *marked = true;
        return span_trim(span_from(text, len));
    }
    return text;
}

uint32_t match_take_marks(struct span *options, int count, bool all_may_be)
{
    uint32_t rights = 0;
    for (int i = 0; i < count; i++) {
        bool marked = false, right = false;
        take_mark(options[i], &marked, &right);
        if (marked && right)
            rights |= 1u << i;
    }
    bool all = count < 32 && rights == (1u << count) - 1;
    if (rights == 0 || (all && !all_may_be))
        return 0;
    for (int i = 0; i < count; i++) {
        bool marked = false, right = false;
        options[i] = take_mark(options[i], &marked, &right);
    }
    return rights;
}

static bool ends_clause(struct span text, int index)
{
    uint32_t c = span_fold(text, index);
    bool comma =
        c == ',' && !(span_fold(text, index + 1) >= 'A' && span_fold(text, index + 1) <= 'H');
    return c == SPAN_STOP || c == '.' || c == ';' || c == '\n' || comma;
}

bool match_conclusion(struct span explanation, uint32_t *letters)
{
    static const char *const words[] = { "故选",         "故本题选",   "因此选",       "所以选",
                                         "本题选",       "故答案为",   "故答案选",     "答案选",
                                         "正确答案为",   "正确答案是", "故本题答案为", "本题应选",
                                         "故正确答案为", "答案为",     "故应选" };
    static const char *const first_words[] = { "选择", "应选", "选" };
    bool found = false;
    for (int i = 0; i < explanation.len; i++) {
        struct reply reply;
        int len = span_match_any(explanation, i, words, 15, NULL);
        if (len == 0 && i == 0)
            len = span_match_any(explanation, i, first_words, 3, NULL);
        if (len == 0)
            continue;
        i = span_skip_blanks(explanation, i + len);
        if (span_fold(explanation, i) == ':')
            i = span_skip_blanks(explanation, i + 1);
        /* Up to the end of the clause, so that 故选择 A 公司 is no answer. */
        int end = i;
        while (end < explanation.len && !ends_clause(explanation, end))
            end++;
        struct span clause = span_sub(explanation, i, end);
        if (reply_parse_whole(clause, &reply) && reply.has_letters) {
            *letters = reply.letters;
            found = true;
        }
        i = end;
    }
    return found;
}

const char *convert_quote_span(struct arena *arena, struct span words)
{
    return convert_quote(arena, span_text(arena, words));
}
