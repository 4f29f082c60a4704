#include "activity/convert/doubt.h"

#include "activity/convert/marks.h"
#include "activity/convert/reply.h"
#include "activity/convert/stem.h"
#include "activity/convert/type_word.h"
#include "base/utf8.h"

enum { NEXT_MIN = 6, SHORT_LINE = 15 };

/* ---- lines of the stem ---- */

/* ①, 1. or • before a line: a point of the stem's own list. */
static bool is_point(struct span line)
{
    struct number_mark mark;
    uint32_t first = span_fold(line, 0);
    return (first >= 0x2460 && first <= 0x2473) || first == '(' || first == '[' || first == '-' ||
           first == 0x2022 || (mark_number(line, &mark) && mark.style != NUMBER_BARE);
}

/* Whether nothing of a question has to follow this line. */
static bool is_closed(struct span line)
{
    uint32_t last = span_fold(line, line.len - 1);
    if (last == '?' || last == ':')
        return true;
    if (last == SPAN_STOP)
        return stem_asks(line) || line.len < SHORT_LINE;
    return stem_asks(line) && (last == ')' || last == '.');
}

/* A line of text behind the one that asks belongs to the page more often than to the stem. */
static bool has_odd_line(struct span stem)
{
    bool closed = false;
    struct reply reply;
    for (int from = 0; from < stem.len;) {
        int end = from;
        while (end < stem.len && stem.at[end] != '\n')
            end++;
        struct span line = span_trim(span_sub(stem, from, end));
        if (closed && line.len > 0 && !is_point(line) && !stem_asks(line) &&
            !reply_parse_whole(line, &reply))
            return true;
        closed = closed || is_closed(line);
        from = end + 1;
    }
    return false;
}

/* 单项选择题[31]……: a heading that was not parted from its first question. */
static bool begins_with_heading(struct span stem)
{
    enum type_word type;
    int len = type_word_at(stem, 0, &type);
    bool named = len > 0 && span_match(stem, len - 1, "题") > 0;
    if (len > 0 && !named) {
        named = span_match(stem, len, "题") > 0;
        len += named;
    }
    if (!named) /* 案例 1：…… is no heading */
        return false;
    uint32_t c = span_fold(stem, len);
    return c == '[' || c == '(' || (c >= '0' && c <= '9');
}

/* ---- what is glued to an option or the stem ---- */

/* ……[4] 下一题: the number that is due next. */
static bool holds_next_number(struct span text, int number)
{
    struct number_mark mark;
    for (int i = 1; i < text.len && number > 0; i++) {
        uint32_t c = span_fold(text, i), left = span_fold(text, i - 1);
        bool begins =
            (c >= '0' && c <= '9') || c == '[' || c == '(' || span_match(text, i, "第") > 0;
        bool within = left >= '0' && left <= '9';
        if (begins && !within && mark_number(span_from(text, i), &mark) && !mark.decimal &&
            mark.value == number + 1 && mark.style != NUMBER_BARE && mark.style != NUMBER_ALONE &&
            mark.rest.len >= NEXT_MIN)
            return true;
    }
    return false;
}

/* ……D.白【判断题】, ……D.白 二、多选题: the heading of what follows. */
static bool holds_heading(struct span option)
{
    enum { TAG_MAX = 24 };
    for (int i = 1; i < option.len; i++) {
        int value;
        int len = span_chinese_number(option, i, &value);
        enum type_word type;
        struct heading_mark heading;
        if (span_match(option, i, "第") > 0 && mark_heading(span_from(option, i), &heading) &&
            heading.numbered && heading.type != TYPE_WORD_NONE)
            return true;
        if (span_bracket_end(option, i, TAG_MAX) == option.len &&
            type_word_of(span_from(option, i)) != TYPE_WORD_NONE)
            return true;
        if (len > 0 && span_fold(option, i + len) == SPAN_DUN &&
            type_word_at(option, i + len + 1, &type) > 0)
            return true;
    }
    return false;
}

/* ……二十年参考解析：这是…… */
static bool holds_key(struct span text)
{
    static const char *const words[] = { "答案", "解析", "知识点", "难度" };
    for (int i = 1; i < text.len; i++) {
        int len = span_match_any(text, i, words, 4, NULL);
        uint32_t c = span_fold(text, i + len);
        if (len > 0 && (c == ':' || c == ']'))
            return true;
    }
    return false;
}

/* 二十年B.自…… or C：5GD：6G: a letter of an option in the middle of another's words. A、 names
 * options more often than it sets them; the letter that is due next does not. */
static bool holds_letter(struct span option, int count)
{
    for (int i = 1; i + 2 < option.len; i++) {
        uint32_t c = span_fold(option, i), left = span_fold(option, i - 1);
        uint32_t behind = span_fold(option, i + 1);
        bool due = c == (uint32_t)('A' + count);
        bool word = !due && ((left >= 'A' && left <= 'Z') || (left >= 'a' && left <= 'z'));
        bool sets = behind == '.' || behind == ')' || behind == ':' ||
                    (behind == SPAN_DUN && (due || utf8_is_han(option.at[i + 2])));
        bool apart = left != SPAN_DUN && left != ',' && left != '(' && left != '[' && !word;
        if (c >= 'A' && c <= (uint32_t)('A' + count) && sets && apart)
            return true;
    }
    return false;
}

/* Whether a letter stands as that of an option does, with words behind it. A、 alone names one. */
static bool sets_option(struct span text, int index, struct letter_mark *mark)
{
    uint32_t left = span_fold(text, index - 1);
    bool word = (left >= 'a' && left <= 'z') || (left >= '0' && left <= '9') || left == SPAN_DUN;
    if (word || !mark_letter(text, index, mark) || mark->style == LETTER_COMMA ||
        mark->style >= LETTER_BARE)
        return false;
    struct span rest = span_trim(span_from(text, mark->end));
    return rest.len > 0 && span_fold(rest, 0) != SPAN_STOP;
}

/* …… A.红 B.绿 or （c）…… （d）…… in a stem: options that were not parted from it. */
static bool holds_options(struct span stem)
{
    int before = -1, run = 0;
    enum letter_style style = LETTER_STYLE_COUNT;
    for (int i = 0; i < stem.len; i++) {
        struct letter_mark mark;
        if (!sets_option(stem, i, &mark))
            continue;
        run = before >= 0 && mark.letter == before + 1 && mark.style == style ? run + 1 : 1;
        before = mark.letter;
        style = mark.style;
        bool loose = style == LETTER_DUN || style == LETTER_SPACE;
        if (run >= (loose ? 3 : 2))
            return true;
        i = mark.end - 1;
    }
    return false;
}

/* .五年: a letter and its dot were torn apart. */
static bool begins_with_mark(struct span option)
{
    uint32_t c = span_fold(option, 0);
    bool mark = c == '.' || c == SPAN_DUN || c == SPAN_STOP || c == ':' || c == ')' || c == ',';
    uint32_t next = span_fold(option, 1);
    return mark && option.len > 1 && !(next >= '0' && next <= '9');
}

/* C 测量温度√ by itself is an option that lost its question. */
static bool begins_with_letter(struct span stem)
{
    struct letter_mark mark;
    return mark_letter(stem, 0, &mark) && mark.style <= LETTER_SPACE &&
           mark.style != LETTER_COMMA && mark.style != LETTER_PARENS;
}

static const char *find_in_option(const struct doubt_input *input, struct span option)
{
    if (holds_next_number(option, input->number))
        return "选项里好像有下一题的题号";
    if (holds_heading(option))
        return "选项里好像粘着后面的标题";
    if (holds_key(option))
        return "选项里好像粘着答案或解析";
    if (input->lettered && holds_letter(option, input->option_count))
        return "选项里好像还有一个选项";
    if (input->lettered && begins_with_mark(option))
        return "选项开头多了一个标点";
    return NULL;
}

const char *doubt_find(const struct doubt_input *input)
{
    const char *doubt = NULL;
    for (int i = 0; i < input->option_count && !doubt; i++)
        doubt = find_in_option(input, input->options[i]);
    if (doubt)
        return doubt;
    if ((input->lettered || input->judge || input->option_count == 0) && has_odd_line(input->lines))
        return "题干后面多出一行，可能是页面上的字";
    if (input->option_count == 0 && begins_with_letter(input->stem))
        return "像是一个选项，不像一道题";
    if (span_holds(input->stem, "(正确答案)"))
        return "题干里好像有选项";
    if (begins_with_heading(input->stem))
        return "题干开头好像粘着标题";
    if (holds_next_number(input->stem, input->number))
        return "题干里好像有下一题的题号";
    if (holds_options(input->stem))
        return "题干里好像有选项";
    if (holds_key(input->stem))
        return "题干里好像粘着答案或解析";
    return NULL;
}
