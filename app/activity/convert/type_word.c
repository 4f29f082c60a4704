#include "activity/convert/type_word.h"

#include <assert.h>
#include <stdlib.h>

#include "activity/convert/span.h"

/* Longer words first where one begins with another: the first that fits is taken. */
static const struct {
    const char *text;
    enum type_word word;
} words[] = {
    { "不定项选择", TYPE_WORD_INDEFINITE },
    { "不定向选择", TYPE_WORD_INDEFINITE },
    { "不定项", TYPE_WORD_INDEFINITE },
    { "单项或多项选择", TYPE_WORD_CHOICE },
    { "单项选择", TYPE_WORD_SINGLE },
    { "單項選擇", TYPE_WORD_SINGLE },
    { "单选", TYPE_WORD_SINGLE },
    { "單選", TYPE_WORD_SINGLE },
    { "单项", TYPE_WORD_SINGLE },
    { "最佳选择", TYPE_WORD_SINGLE },
    { "single choice", TYPE_WORD_SINGLE },
    { "single_choice", TYPE_WORD_SINGLE },
    { "single", TYPE_WORD_SINGLE },
    { "radio", TYPE_WORD_SINGLE },
    { "多项选择", TYPE_WORD_MULTIPLE },
    { "多項選擇", TYPE_WORD_MULTIPLE },
    { "可多选", TYPE_WORD_MULTIPLE },
    { "多选", TYPE_WORD_MULTIPLE },
    { "多選", TYPE_WORD_MULTIPLE },
    { "多项", TYPE_WORD_MULTIPLE },
    { "multiple choice", TYPE_WORD_CHOICE },
    { "multiple", TYPE_WORD_MULTIPLE },
    { "checkbox", TYPE_WORD_MULTIPLE },
    { "选择", TYPE_WORD_CHOICE },
    { "選擇", TYPE_WORD_CHOICE },
    { "choice", TYPE_WORD_CHOICE },
    { "判断对错", TYPE_WORD_JUDGE },
    { "判断正误", TYPE_WORD_JUDGE },
    { "判断改错", TYPE_WORD_ESSAY },
    { "正误判断", TYPE_WORD_JUDGE },
    { "对错判断", TYPE_WORD_JUDGE },
    { "判断", TYPE_WORD_JUDGE },
    { "判斷", TYPE_WORD_JUDGE },
    { "是非", TYPE_WORD_JUDGE },
    { "对错", TYPE_WORD_JUDGE },
    { "judgement", TYPE_WORD_JUDGE },
    { "judgment", TYPE_WORD_JUDGE },
    { "judge", TYPE_WORD_JUDGE },
    { "true/false", TYPE_WORD_JUDGE },
    { "truefalse", TYPE_WORD_JUDGE },
    { "true or false", TYPE_WORD_JUDGE },
    { "排序", TYPE_WORD_ORDER },
    { "填空", TYPE_WORD_BLANK },
    { "fill", TYPE_WORD_BLANK },
    { "blank", TYPE_WORD_BLANK },
    { "简答", TYPE_WORD_ESSAY },
    { "簡答", TYPE_WORD_ESSAY },
    { "简述", TYPE_WORD_ESSAY },
    { "问答", TYPE_WORD_ESSAY },
    { "問答", TYPE_WORD_ESSAY },
    { "论述", TYPE_WORD_ESSAY },
    { "论文", TYPE_WORD_ESSAY },
    { "名词解释", TYPE_WORD_ESSAY },
    { "主观", TYPE_WORD_ESSAY },
    { "思考", TYPE_WORD_ESSAY },
    { "计算", TYPE_WORD_ESSAY },
    { "改错", TYPE_WORD_ESSAY },
    { "作文", TYPE_WORD_ESSAY },
    { "写作", TYPE_WORD_ESSAY },
    { "匹配", TYPE_WORD_ESSAY },
    { "连线", TYPE_WORD_ESSAY },
    { "essay", TYPE_WORD_ESSAY },
    { "案例", TYPE_WORD_CASE },
    { "材料", TYPE_WORD_CASE },
    { "情景分析", TYPE_WORD_CASE },
    { "综合分析", TYPE_WORD_CASE },
    { "阅读理解", TYPE_WORD_CASE },
    { "分析", TYPE_WORD_ESSAY },
};

static const char *const names[] = {
    [TYPE_WORD_NONE] = "未知",     [TYPE_WORD_CHOICE] = "选择",       [TYPE_WORD_SINGLE] = "单选",
    [TYPE_WORD_MULTIPLE] = "多选", [TYPE_WORD_INDEFINITE] = "不定项", [TYPE_WORD_JUDGE] = "判断",
    [TYPE_WORD_ORDER] = "排序",    [TYPE_WORD_BLANK] = "填空",        [TYPE_WORD_ESSAY] = "简答",
    [TYPE_WORD_CASE] = "案例",
};
static_assert(sizeof names / sizeof names[0] == TYPE_WORD_COUNT, "a name for every word");

const char *type_word_name(enum type_word word)
{
    assert(word < TYPE_WORD_COUNT);
    return names[word];
}

bool type_word_is_open(enum type_word word)
{
    return word == TYPE_WORD_BLANK || word == TYPE_WORD_ESSAY || word == TYPE_WORD_CASE;
}

int type_word_at(struct span span, int index, enum type_word *out)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        int len = span_match(span, index, words[i].text);
        if (len > 0) {
            *out = words[i].word;
            return len;
        }
    }
    return 0;
}

/* 多选少选均不得分 speaks of marking, not of the type. */
static bool is_marking_rule(struct span span, int index)
{
    static const char *const rules[] = {
        "、", "或", "少选", "错选", "漏选", "不选", "均", "不得分"
    };
    return span_match_any(span, index, rules, 8, NULL) > 0;
}

enum type_word type_word_within(struct span span)
{
    enum type_word word = TYPE_WORD_NONE;
    for (int i = 0; i < span.len; i++) {
        enum type_word found;
        int len = type_word_at(span, i, &found);
        if (len == 0)
            continue;
        bool narrows = found == TYPE_WORD_SINGLE || found == TYPE_WORD_MULTIPLE ||
                       found == TYPE_WORD_INDEFINITE;
        if (word == TYPE_WORD_NONE)
            word = found;
        else if (word == TYPE_WORD_CHOICE && narrows && !is_marking_rule(span, i + len))
            return found;
        i += len - 1;
    }
    return word;
}

/* What may stand behind the word when the whole is a heading or a tag: 题（共 20 题，每题 2 分）.
 */
static bool is_remark(struct span rest)
{
    static const char *const marks[] = {
        "(", "[", ":", ",", ";", "-", "*", "共", "每", "本", "各"
    };
    enum { REMARK_MAX = 120 };
    rest = span_trim(rest);
    if (rest.len == 0)
        return true;
    if (rest.len > REMARK_MAX || span_holds(rest, "?") ||
        span_match_any(rest, 0, marks, 11, NULL) == 0)
        return false;
    bool alone = rest.len == 1;
    return alone || span_fold(rest, 0) == '(' || span_fold(rest, 0) == '[' ||
           span_holds(rest, "分") || span_holds(rest, "题") || span_holds(rest, "选");
}

static struct span unwrap(struct span text)
{
    text = span_trim(text);
    while (text.len > 2 && span_bracket_end(text, 0, text.len) == text.len)
        text = span_trim(span_sub(text, 1, text.len - 1));
    return text;
}

enum type_word type_word_of(struct span text)
{
    static const char *const tails[] = { "题",   "題",   "试题", "题目",  "题型",
                                         "题库", "部分", "类",   "题部分" };
    enum type_word word = TYPE_WORD_NONE;
    text = unwrap(text);
    int len = type_word_at(text, 0, &word);
    if (len == 0)
        return TYPE_WORD_NONE;
    len += span_match_any(text, len, tails, 9, NULL);
    if (span_fold(text, len) == ']' || span_fold(text, len) == ')')
        len++;
    if (!is_remark(span_from(text, len)))
        return TYPE_WORD_NONE;
    return word == TYPE_WORD_CHOICE ? type_word_within(text) : word;
}

enum type_word type_word_find(const char *text, size_t text_len)
{
    struct arena arena;
    arena_init(&arena);
    enum type_word word = type_word_of(span_decode(&arena, arena_strndup(&arena, text, text_len)));
    arena_fini(&arena);
    return word;
}
