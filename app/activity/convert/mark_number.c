#include "activity/convert/marks.h"
#include "activity/convert/reply.h"
#include "base/utf8.h"

enum { PREFIX_MAX = 24 };

/* Behind digits without a dot these make a quantity of them, not a number. */
static bool is_unit(struct span line, int index)
{
    static const char *const units[] = {
        "年", "月", "日", "号", "个", "次", "种", "条", "款", "项", "万", "亿", "元", "小时",
        "天", "%",  "％", "件", "类", "级", "倍", "人", "名", "份", "周", "岁", "分", "秒",
        "世", "届", "期", "家", "位", "章", "节", "米", "公", "千", "百", "+",  "×",  "/",
    };
    return span_match_any(line, index, units, sizeof units / sizeof units[0], NULL) > 0;
}

static int skip_delimiters(struct span line, int index)
{
    for (;;) {
        uint32_t c = span_fold(line, index);
        if (c != '.' && c != SPAN_DUN && c != ':' && c != ')' && c != ',' && c != ' ')
            return index;
        index++;
    }
}

/* 第1题, 题目1, Q1: the word says that it is a question's number. */
static bool take_worded(struct span line, int index, struct number_mark *out)
{
    static const char *const not_behind[] = { "的", "至", "到", "和", "-", "~", "、第" };
    int i = index, value = 0, len = 0;
    if ((len = span_match(line, i, "第")) > 0) {
        i = span_skip_blanks(line, i + len);
        int digits = span_digits(line, i, &value);
        if (digits == 0)
            digits = span_chinese_number(line, i, &value);
        int behind = span_skip_blanks(line, i + digits);
        len = span_match(line, behind, "小题");
        if (len == 0)
            len = span_match(line, behind, "题");
        if (digits == 0 || len == 0)
            return false;
        out->style = NUMBER_TI;
        out->digits = span_sub(line, i, i + digits);
        i = behind + len;
    } else {
        static const char *const words[] = { "题目", "试题", "问题", "question", "Q" };
        int which = 0;
        len = span_match_any(line, i, words, 5, &which);
        if (len == 0)
            return false;
        i = span_skip_blanks(line, i + len);
        int digits = span_digits(line, i, &value);
        if (digits == 0)
            return false;
        out->style = which < 3 ? NUMBER_TIMU : NUMBER_Q;
        out->digits = span_sub(line, i, i + digits);
        i += digits;
    }
    if (span_match_any(line, i, not_behind, 7, NULL) > 0 || is_unit(line, i))
        return false;
    out->value = value;
    out->rest = span_trim(span_from(line, skip_delimiters(line, i)));
    return true;
}

/* （√） or （ ） or [单选题] before the number. Returns where the number begins. */
static int take_prefix(struct span line, struct number_mark *out)
{
    int index = 0;
    for (;;) {
        int end = span_bracket_end(line, index, PREFIX_MAX);
        if (end == 0)
            break;
        struct span content = span_trim(span_sub(line, index + 1, end - 1));
        struct reply reply;
        int value;
        if (span_digits(content, 0, &value) == content.len && content.len > 0)
            break;
        enum type_word tag = type_word_of(content);
        if (tag != TYPE_WORD_NONE)
            out->tag = tag;
        else if (content.len == 0 || reply_parse_whole(content, &reply))
            out->prefix = span_sub(line, index, end);
        else
            break;
        index = span_skip_blanks(line, end);
        if (span_fold(line, index) == '*')
            index = span_skip_blanks(line, index + 1);
    }
    while (span_fold(line, index) == '*')
        index++;
    enum type_word tag;
    int len = type_word_at(line, index, &tag), value;
    if (len > 0) {
        len += span_match(line, index + len, "题");
        int next = span_skip_blanks(line, index + len);
        if (span_fold(line, next) == ':')
            next = span_skip_blanks(line, next + 1);
        struct number_mark behind = { 0 };
        if (span_digits(line, next, &value) > 0 || take_worded(line, next, &behind)) {
            out->tag = tag;
            index = next;
        }
    }
    return index;
}

static bool take_bracketed(struct span line, int index, struct number_mark *out)
{
    int end = span_bracket_end(line, index, 10);
    if (end == 0)
        return false;
    struct span content = span_trim(span_sub(line, index + 1, end - 1));
    int value = 0;
    if (content.len == 0 || span_digits(content, 0, &value) != content.len)
        return false;
    out->style = span_fold(line, index) == '[' ? NUMBER_SQUARE : NUMBER_PARENS;
    out->value = value;
    out->digits = content;
    out->rest = span_trim(span_from(line, skip_delimiters(line, end)));
    return true;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* 1[.题干] of one platform's export. */
static bool take_inner_dot(struct span line, int index, struct number_mark *out)
{
    if (span_fold(line, index) != '[' || span_fold(line, index + 1) != '.')
        return false;
    struct span rest = span_from(line, index + 2);
    if (rest.len > 0 && span_fold(rest, rest.len - 1) == ']')
        rest = span_sub(rest, 0, rest.len - 1);
    out->style = NUMBER_DOT;
    out->rest = span_trim(rest);
    return true;
}

static bool take_plain(struct span line, int index, struct number_mark *out)
{
    int digits = span_digits(line, index, &out->value);
    if (digits == 0)
        return false;
    out->digits = span_sub(line, index, index + digits);
    int i = index + digits;
    int behind = span_skip_blanks(line, i);
    if (take_inner_dot(line, behind, out))
        return true;
    if (behind >= line.len) {
        out->style = NUMBER_ALONE;
        out->rest = span_from(line, line.len);
        return true;
    }
    uint32_t c = span_fold(line, behind), next = span_fold(line, behind + 1);
    switch (c) {
    case '.':
    case SPAN_STOP:
        out->style = NUMBER_DOT;
        break;
    case SPAN_DUN:
    case ',':
        out->style = NUMBER_DUN;
        break;
    case ':':
        out->style = NUMBER_COLON;
        break;
    case ')':
        out->style = NUMBER_PAREN;
        break;
    case '-':
        out->style = NUMBER_DASH;
        break;
    default:
        if (is_unit(line, behind) || (c < 0x80 && c != '(' && c != '[' && behind == i))
            return false;
        out->style = NUMBER_BARE;
        out->rest = span_trim(span_from(line, behind));
        return true;
    }
    bool narrow = c == '.' || c == ':' || c == ',' || c == '-';
    out->decimal = is_digit(next) && narrow && c == line.at[behind];
    int end = c == ')' || c == '-' ? behind + 1 : skip_delimiters(line, behind);
    out->residue = span_fold(line, behind + 1) == ')' && (c == SPAN_DUN || c == '.');
    out->rest = span_trim(span_from(line, out->residue ? behind + 1 : end));
    return true;
}

bool mark_number(struct span line, struct number_mark *out)
{
    *out = (struct number_mark){ 0 };
    int index = take_prefix(line, out);
    if (take_worded(line, index, out) || take_bracketed(line, index, out))
        return true;
    if (!take_plain(line, index, out))
        return false;
    /* Behind a bracket digits are a number only with a delimiter: (C)12345 is an option. */
    return out->prefix.len == 0 || (out->style != NUMBER_BARE && out->style != NUMBER_ALONE);
}
