#include "activity/convert/marks.h"

#include <assert.h>

#include "activity/convert/reply.h"
#include "base/utf8.h"

/* ---- letters of options ---- */

static bool take_letter(uint32_t c, struct letter_mark *out)
{
    out->small = c >= 'a' && c <= 'z';
    out->letter = (int)(out->small ? c - 'a' : c - 'A');
    return out->small || (c >= 'A' && c <= 'Z');
}

bool mark_letter(struct span text, int index, struct letter_mark *out)
{
    uint32_t open = span_fold(text, index);
    if (open == '(' || open == '[') {
        int i = span_skip_blanks(text, index + 1);
        if (!take_letter(span_fold(text, i), out))
            return false;
        i = span_skip_blanks(text, i + 1);
        if (span_fold(text, i) != (open == '(' ? ')' : ']'))
            return false;
        out->style = LETTER_PARENS;
        out->end = i + 1;
        uint32_t c = span_fold(text, out->end);
        out->end += c == '.' || c == SPAN_DUN || c == ':';
        return true;
    }
    if (!take_letter(open, out))
        return false;
    int behind = index + 1;
    while (span_fold(text, behind) == ' ' && behind < index + 3)
        behind++;
    out->end = behind + 1;
    switch (span_fold(text, behind)) {
    case '.':
    case SPAN_STOP:
        out->style = LETTER_DOT;
        return true;
    case SPAN_DUN:
        out->style = LETTER_DUN;
        return true;
    case ':':
        out->style = LETTER_COLON;
        return true;
    case ')':
        out->style = LETTER_PAREN;
        return true;
    case ',':
        out->style = LETTER_COMMA;
        return true;
    default:
        break;
    }
    out->end = index + 1;
    uint32_t next = index + 1 < text.len ? text.at[index + 1] : 0;
    if (next == '\n')
        out->style = LETTER_ALONE;
    else if (span_is_blank_char(next))
        out->style = LETTER_SPACE;
    else if (utf8_is_han(next) || next == 0x300A || next == 0x201C)
        out->style = LETTER_BARE;
    else
        return false;
    return true;
}

/* ---- keys ---- */

static const struct {
    const char *word;
    enum text_key key;
} key_words[] = {
    { "题干", TEXT_STEM },
    { "题目", TEXT_STEM },
    { "题目内容", TEXT_STEM },
    { "试题内容", TEXT_STEM },
    { "选项", TEXT_OPTIONS },
    { "备选项", TEXT_OPTIONS },
    { "备选答案", TEXT_OPTIONS },
    { "答案", TEXT_ANSWER },
    { "正确答案", TEXT_ANSWER },
    { "标准答案", TEXT_ANSWER },
    { "参考答案", TEXT_ANSWER },
    { "本题答案", TEXT_ANSWER },
    { "试题答案", TEXT_ANSWER },
    { "题目答案", TEXT_ANSWER },
    { "正确选项", TEXT_ANSWER },
    { "正确答案文本", TEXT_ANSWER },
    { "答案及解析", TEXT_ANSWER },
    { "答案与解析", TEXT_ANSWER },
    { "答案和解析", TEXT_ANSWER },
    { "参考答案及解析", TEXT_ANSWER },
    { "参考答案与解析", TEXT_ANSWER },
    { "答", TEXT_ANSWER },
    { "answer", TEXT_ANSWER },
    { "answers", TEXT_ANSWER },
    { "answer key", TEXT_ANSWER },
    { "ans", TEXT_ANSWER },
    { "correct answer", TEXT_ANSWER },
    { "解析", TEXT_EXPLANATION },
    { "答案解析", TEXT_EXPLANATION },
    { "参考解析", TEXT_EXPLANATION },
    { "本题解析", TEXT_EXPLANATION },
    { "试题解析", TEXT_EXPLANATION },
    { "题目解析", TEXT_EXPLANATION },
    { "详细解析", TEXT_EXPLANATION },
    { "答案解释", TEXT_EXPLANATION },
    { "解释", TEXT_EXPLANATION },
    { "解答", TEXT_EXPLANATION },
    { "详解", TEXT_EXPLANATION },
    { "分析", TEXT_EXPLANATION },
    { "调查分析", TEXT_EXPLANATION },
    { "解题思路", TEXT_EXPLANATION },
    { "原因", TEXT_EXPLANATION },
    { "理由", TEXT_EXPLANATION },
    { "点评", TEXT_EXPLANATION },
    { "说明", TEXT_EXPLANATION },
    { "备注", TEXT_EXPLANATION },
    { "explanation", TEXT_EXPLANATION },
    { "知识点", TEXT_TOPIC },
    { "考点", TEXT_TOPIC },
    { "考查点", TEXT_TOPIC },
    { "考核点", TEXT_TOPIC },
    { "考查知识点", TEXT_TOPIC },
    { "所属章节", TEXT_TOPIC },
    { "章节", TEXT_TOPIC },
    { "标签", TEXT_TOPIC },
    { "分类", TEXT_TOPIC },
    { "题目分类", TEXT_TOPIC },
    { "难度", TEXT_DIFFICULTY },
    { "难易度", TEXT_DIFFICULTY },
    { "难易程度", TEXT_DIFFICULTY },
    { "难度系数", TEXT_DIFFICULTY },
    { "难度等级", TEXT_DIFFICULTY },
    { "分值", TEXT_POINTS },
    { "分数", TEXT_POINTS },
    { "本题分值", TEXT_POINTS },
    { "题型", TEXT_TYPE },
    { "试题类型", TEXT_TYPE },
    { "题目类型", TEXT_TYPE },
    { "依据", TEXT_BASIS },
    { "法律依据", TEXT_BASIS },
    { "法条依据", TEXT_BASIS },
    { "法条", TEXT_BASIS },
    { "出处", TEXT_BASIS },
    { "要点", TEXT_TAKEAWAY },
    { "您的答案", TEXT_SKIP },
    { "你的答案", TEXT_SKIP },
    { "我的答案", TEXT_SKIP },
    { "学生答案", TEXT_SKIP },
    { "考生答案", TEXT_SKIP },
    { "用户答案", TEXT_SKIP },
    { "所选答案", TEXT_SKIP },
    { "您的选择", TEXT_SKIP },
    { "你的选择", TEXT_SKIP },
    { "我的作答", TEXT_SKIP },
    { "作答", TEXT_SKIP },
    { "得分", TEXT_SKIP },
    { "本题得分", TEXT_SKIP },
    { "答题结果", TEXT_SKIP },
    { "正确率", TEXT_SKIP },
    { "易错项", TEXT_SKIP },
    { "答题用时", TEXT_SKIP },
    { "来源", TEXT_SKIP },
    { "题目来源", TEXT_SKIP },
    { "命题人", TEXT_SKIP },
    { "出题人", TEXT_SKIP },
};
enum { KEY_WORD_COUNT = sizeof key_words / sizeof key_words[0] };

static int key_word_at(struct span text, int index, enum text_key *key)
{
    int best = 0;
    for (int i = 0; i < KEY_WORD_COUNT; i++) {
        int len = span_match(text, index, key_words[i].word);
        if (len > best) {
            best = len;
            *key = key_words[i].key;
        }
    }
    return best;
}

/* Characters a key can begin with, so that most places cost one look. */
static bool may_begin_key(uint32_t c)
{
    static const uint32_t first[] = {
        0x7B54, 0x6B63, 0x6807, 0x53C2, 0x672C, 0x8BD5, 0x9898, 0x89E3, 0x8BE6, 0x5206, 0x8C03,
        0x539F, 0x7406, 0x70B9, 0x8BF4, 0x5907, 0x77E5, 0x8003, 0x6240, 0x7AE0, 0x96BE, 0x4F9D,
        0x6CD5, 0x51FA, 0x8981, 0x60A8, 0x4F60, 0x6211, 0x5B66, 0x7528, 0x4F5C, 0x5F97, 0x6613,
        0x6765, 0x547D, '[',    '(',    'A',    'a',    'C',    'c',    'E',    'e'
    };
    c = span_fold_char(c);
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
        if (first[i] == c)
            return true;
    return false;
}

static int skip_colons(struct span text, int index)
{
    int i = span_skip_blanks(text, index);
    while (span_fold(text, i) == ':')
        i = span_skip_blanks(text, i + 1);
    return i;
}

static bool is_latin(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* 答案 C without a colon: only where an answer follows, and then nothing or a new clause. */
static bool has_plain_value(struct span text, int index, enum text_key key)
{
    struct reply reply;
    struct span value = span_trim(span_from(text, index));
    if (key != TEXT_ANSWER || value.len == 0 || !reply_parse(value, &reply) ||
        (!reply.has_letters && !reply.has_judge) ||
        (is_latin(span_fold(text, index - 1)) && is_latin(span_fold(value, 0))))
        return false;
    int at = reply.rest.len > 0 ? (int)(reply.rest.at - value.at) : 0;
    while (at > 0 && span_is_blank_char(value.at[at - 1]))
        at--;
    uint32_t before = span_fold(value, at - 1);
    return reply.rest.len == 0 || before == ';' || before == SPAN_STOP || before == '.' ||
           before == ',' || before == ':';
}

bool mark_key(struct span text, int index, bool line_start, struct key_mark *out)
{
    uint32_t open = span_fold(text, index);
    if (open == '[' || open == '(') {
        int end = span_bracket_end(text, index, 12);
        if (end == 0)
            return false;
        struct span word = span_trim(span_sub(text, index + 1, end - 1));
        if (word.len > 0 && span_fold(word, word.len - 1) == ':')
            word = span_trim(span_sub(word, 0, word.len - 1));
        if (word.len == 0 || key_word_at(word, 0, &out->key) != word.len)
            return false;
        out->bracketed = open == '[';
        out->end = skip_colons(text, end);
        return out->bracketed || out->end > end ||
               (line_start && has_plain_value(text, end, out->key));
    }
    out->bracketed = false;
    int len = key_word_at(text, index, &out->key);
    if (len == 0)
        return false;
    int behind = span_skip_blanks(text, index + len);
    if (span_fold(text, behind) == ':') {
        out->end = skip_colons(text, behind);
        return true;
    }
    int copula = span_match(text, behind, "为");
    if (copula == 0)
        copula = span_match(text, behind, "是");
    struct reply reply;
    int value = skip_colons(text, behind + copula);
    if (out->key == TEXT_ANSWER && len > 1 && copula > 0 && reply_token(text, value, &reply) > 0) {
        out->end = value;
        return true;
    }
    out->end = behind;
    return line_start && len > 1 && has_plain_value(text, behind, out->key);
}

/* What may stand right before a key within a line. */
static bool is_boundary(struct span line, int index)
{
    static const char *const marks[] = { ".", "。", ";", ",", "、", ")",
                                         "]", "?",  "!", "|", "”",  "》" };
    return index == 0 || span_is_blank_char(line.at[index - 1]) ||
           span_match_any(line, index - 1, marks, 12, NULL) > 0;
}

/* Whether the words behind 答案： are an answer at least at their beginning. */
static bool begins_with_answer(struct span line, int index)
{
    struct reply reply;
    return reply_token(line, index, &reply) > 0;
}

int mark_find_key(struct span line, int from, bool after_key, struct key_mark *out)
{
    for (int i = from; i < line.len; i++) {
        bool apart = is_boundary(line, i);
        if (!may_begin_key(line.at[i]) || !mark_key(line, i, apart, out))
            continue;
        bool owned = i > 0 && span_match(line, i - 1, "的") > 0;
        bool fits = false;
        if (out->bracketed)
            fits = true;
        else if (out->key == TEXT_ANSWER || out->key == TEXT_SKIP)
            fits = !owned && (begins_with_answer(line, out->end) || (apart && out->end < line.len));
        else if (out->key == TEXT_EXPLANATION)
            fits = apart;
        else
            fits = apart && after_key;
        /* 答： is a word of many sentences. */
        if (fits && !out->bracketed && span_match(line, i, "答:") > 0)
            fits = apart && begins_with_answer(line, out->end);
        if (fits)
            return i;
    }
    return -1;
}

/* ---- headings ---- */

static struct span strip_decoration(struct span line)
{
    for (;;) {
        line = span_trim(line);
        uint32_t first = span_fold(line, 0), last = span_fold(line, line.len - 1);
        if (first == '=' || first == '<' || first == '>' || first == '#' || first == '~' ||
            first == 0x25A0 || first == 0x25C6 || first == 0x2605 || first == 0x25CF)
            line = span_from(line, 1);
        else if (last == '=' || last == '<' || last == '>' || last == '~' || last == 0x2605)
            line = span_sub(line, 0, line.len - 1);
        else
            return line;
    }
}

static int roman_number(struct span line, int index, int *value)
{
    static const char *const numerals[] = { "I", "II", "III", "IV", "V", "VI", "VII", "VIII" };
    uint32_t c = span_fold(line, index);
    if (c >= 0x2160 && c <= 0x216B) { /* Ⅰ to Ⅻ */
        *value = (int)(c - 0x2160) + 1;
        return 1;
    }
    int which = 0;
    int len = span_match_any(line, index, numerals, 8, &which);
    *value = which + 1;
    return len;
}

/* 第I部分, 第一章, Part 2 */
static int part_len(struct span line, int *numeral)
{
    static const char *const units[] = { "部分", "章", "节", "篇", "大题", "单元", "编", "模块" };
    int i = span_match(line, 0, "第"), len = 0;
    if (i > 0) {
        i = span_skip_blanks(line, i);
        len = span_digits(line, i, numeral);
        if (len == 0)
            len = span_chinese_number(line, i, numeral);
        if (len == 0)
            len = roman_number(line, i, numeral);
        i = span_skip_blanks(line, i + len);
        int unit = span_match_any(line, i, units, 8, NULL);
        return len > 0 && unit > 0 ? i + unit : 0;
    }
    i = span_match(line, 0, "part ");
    len = i > 0 ? span_digits(line, i, numeral) : 0;
    if (i > 0 && len == 0)
        len = roman_number(line, i, numeral);
    return len > 0 ? i + len : 0;
}

/* 一、 （一） Ⅰ. */
static int numeral_len(struct span line, struct heading_mark *out)
{
    int open = span_fold(line, 0) == '(' || span_fold(line, 0) == '[';
    int len = span_chinese_number(line, open, &out->numeral);
    if (len == 0 && span_fold(line, open) >= 0x2160 && span_fold(line, open) <= 0x216B)
        len = roman_number(line, open, &out->numeral);
    if (len == 0)
        return 0;
    uint32_t c = span_fold(line, open + len);
    if (open) {
        out->level = 2;
        return c == ')' || c == ']' ? open + len + 1 : 0;
    }
    out->level = 1;
    return c == SPAN_DUN || c == '.' || c == ':' || c == ',' ? len + 1 : 0;
}

static bool is_question_like(struct span title)
{
    return span_holds(title, "?") || span_holds(title, "( )") || span_holds(title, "()") ||
           span_holds(title, "(  )");
}

static bool is_answers_title(struct span title)
{
    static const char *const words[] = { "参考答案", "标准答案",   "答案部分",   "试题答案",
                                         "习题答案", "答案及解析", "答案与解析", "参考答案及解析",
                                         "答案解析", "正确答案",   "答案汇总",   "答案速查",
                                         "答案" };
    enum { TITLE_MAX = 24 };
    if (title.len > 0 && span_fold(title, title.len - 1) == ':')
        title = span_trim(span_sub(title, 0, title.len - 1));
    for (int i = 0; i < 13; i++) {
        int at = span_find(title, words[i]);
        int len = at >= 0 ? span_match(title, at, words[i]) : 0;
        if (len > 0 && at + len == title.len && title.len <= TITLE_MAX)
            return true;
    }
    return false;
}

bool mark_heading(struct span line, struct heading_mark *out)
{
    enum { TITLE_MAX = 160, LOOSE_MAX = 40 };
    *out = (struct heading_mark){ 0 };
    line = strip_decoration(line);
    int unwrapped = span_bracket_end(line, 0, line.len);
    if (unwrapped == line.len && line.len > 2)
        line = span_trim(span_sub(line, 1, line.len - 1));
    if (line.len == 0 || line.len > TITLE_MAX)
        return false;
    int len = part_len(line, &out->numeral);
    if (len == 0)
        len = numeral_len(line, out);
    out->numbered = len > 0;
    if (len == 0)
        out->level = 3;
    out->title = span_trim(span_from(line, len));
    while (span_fold(out->title, 0) == ':' || span_fold(out->title, 0) == SPAN_DUN ||
           span_fold(out->title, 0) == '.')
        out->title = span_trim(span_from(out->title, 1));
    out->type = type_word_of(out->title);
    out->answers = is_answers_title(out->title);
    if (out->answers && out->type == TYPE_WORD_NONE)
        out->type = type_word_within(out->title);
    if (out->type == TYPE_WORD_NONE && out->numbered && !is_question_like(out->title) &&
        out->title.len <= LOOSE_MAX) {
        struct span name = out->title;
        for (int i = 0; i < name.len; i++)
            if (span_fold(name, i) == '(')
                name = span_sub(name, 0, i);
        if (type_word_within(name) != TYPE_WORD_NONE && span_holds(name, "题"))
            out->type = type_word_within(out->title);
    }
    return out->numbered || out->answers || out->type != TYPE_WORD_NONE;
}
