#include "activity/convert/marks.h"
#include "activity/convert/wjx.h"

static const struct {
    const char *word;
    enum wjx_type type;
} types[] = {
    { "单选题", WJX_SINGLE },      { "单选", WJX_SINGLE },        { "下拉题", WJX_SINGLE },
    { "下拉框", WJX_SINGLE },      { "评分单选题", WJX_SINGLE },  { "多选题", WJX_MULTIPLE },
    { "多选", WJX_MULTIPLE },      { "判断题", WJX_JUDGE },       { "填空题", WJX_TEXT },
    { "单项填空题", WJX_TEXT },    { "简答题", WJX_TEXT },        { "问答题", WJX_TEXT },
    { "文本题", WJX_TEXT },        { "数字题", WJX_NUMBER },      { "日期题", WJX_DATE },
    { "日期", WJX_DATE },          { "量表题", WJX_SCALE },       { "量表", WJX_SCALE },
    { "NPS题", WJX_RATING },       { "NPS量表", WJX_RATING },     { "评分题", WJX_RATING },
    { "矩阵单选题", WJX_MATRIX },  { "矩阵量表题", WJX_MATRIX },  { "矩阵题", WJX_MATRIX },
    { "排序题", WJX_ORDER },       { "排序", WJX_ORDER },         { "段落说明", WJX_NOTE },
    { "说明", WJX_NOTE },          { "矩阵多选题", WJX_REFUSED }, { "矩阵填空题", WJX_REFUSED },
    { "多项填空题", WJX_REFUSED }, { "滑动条", WJX_REFUSED },     { "矩阵滑动条", WJX_REFUSED },
    { "比重题", WJX_REFUSED },     { "上传文件题", WJX_REFUSED }, { "文件题", WJX_REFUSED },
    { "表格题", WJX_REFUSED },     { "多级下拉题", WJX_REFUSED }, { "签名题", WJX_REFUSED },
    { "地图题", WJX_REFUSED },     { "轮播图", WJX_REFUSED },     { "商品题", WJX_REFUSED },
    { "表格数值题", WJX_REFUSED }, { "表格填空题", WJX_REFUSED }, { "投票题", WJX_REFUSED },
};

static bool find_type(struct span word, enum wjx_type *out)
{
    word = span_trim(word);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (span_is(word, types[i].word)) {
            *out = types[i].type;
            return true;
        }
    }
    return false;
}

/* 最少选择2项, 请选择1-3项 within brackets. */
static void take_limits(struct span content, struct wjx_question *out)
{
    static const char *const least[] = { "最少选择", "最少选", "至少选择", "至少选" };
    static const char *const most[] = { "最多选择", "最多选", "至多选择", "至多选", "限选" };
    for (int i = 0; i < content.len; i++) {
        int len = span_match_any(content, i, least, 4, NULL);
        if (len > 0)
            span_digits(content, span_skip_blanks(content, i + len), &out->min);
        len = span_match_any(content, i, most, 5, NULL);
        if (len > 0)
            span_digits(content, span_skip_blanks(content, i + len), &out->max);
    }
}

/* Takes the brackets and stars off the end of a stem; true if one of them named a type. */
static bool take_tags(struct wjx_question *out)
{
    enum { TAG_MAX = 24 };
    bool typed = false;
    for (bool taken = true; taken;) {
        taken = false;
        out->stem = span_trim(out->stem);
        int len = out->stem.len;
        if (len > 0 && span_fold(out->stem, len - 1) == '*') {
            out->required = true;
            out->stem = span_sub(out->stem, 0, len - 1);
            taken = true;
            continue;
        }
        for (int from = len - 2; from >= 0 && len - from <= TAG_MAX; from--) {
            if (span_bracket_end(out->stem, from, TAG_MAX) != len)
                continue;
            struct span content = span_trim(span_sub(out->stem, from + 1, len - 1));
            enum wjx_type type;
            bool must =
                span_is(content, "必答题") || span_is(content, "必答") || span_is(content, "必填");
            bool limits = span_holds(content, "最") || span_holds(content, "至少") ||
                          span_holds(content, "限选");
            if (find_type(content, &type)) {
                out->type = type;
                out->type_word = content;
                typed = true;
            } else if (!must && !(limits && span_holds(content, "选"))) {
                break;
            }
            out->required = out->required || must;
            take_limits(content, out);
            out->stem = span_sub(out->stem, 0, from);
            taken = true;
            break;
        }
    }
    return typed;
}

bool wjx_read_question(struct span line, struct wjx_question *out)
{
    struct number_mark mark;
    *out = (struct wjx_question){ 0 };
    if (!mark_number(line, &mark) || mark.style == NUMBER_ALONE || mark.style == NUMBER_PAREN)
        return false;
    out->number = mark.value;
    out->stem = mark.rest;
    return take_tags(out) && out->stem.len > 0;
}

/* ---- lines below ---- */

static struct span drop_bullet(struct span line)
{
    static const uint32_t bullets[] = { 0x25CB, 0x25CF, 0x25EF, 0x25A1, 0x25A0,
                                        0x2610, 0x25CE, 0x2022, 0x25C7 };
    line = span_trim(line);
    for (int i = 0; i < 9; i++)
        if (span_fold(line, 0) == bullets[i])
            return span_trim(span_from(line, 1));
    return line;
}

/* Where a jump begins: behind dots, in brackets, or a word 转 with its target at the end. */
static int find_jump(struct span line, int *target)
{
    static const char *const words[] = { "请跳至", "跳转到", "跳转至", "跳至", "跳到",
                                         "转到",   "转至",   "请转",   "转" };
    for (int i = 1; i < line.len; i++) {
        int len = span_match_any(line, i, words, 9, NULL);
        if (len == 0)
            continue;
        int at = span_skip_blanks(line, i + len);
        at += span_match(line, at, "第");
        at += span_match(line, at, "Q");
        int digits = span_digits(line, at, target);
        bool end =
            digits == 0 && (span_match(line, at, "结束") > 0 || span_match(line, at, "末尾") > 0 ||
                            span_match(line, at, "问卷结束") > 0);
        if (end) {
            *target = WJX_END;
            return i;
        }
        at += digits;
        at += span_match(line, at, "题");
        while (span_fold(line, at) == ')' || span_fold(line, at) == ']')
            at++;
        if (digits > 0 && at == line.len)
            return i;
    }
    return -1;
}

static void take_jump(struct wjx_line *out)
{
    int at = find_jump(out->text, &out->jump);
    if (at < 0) {
        out->jump = 0;
        return;
    }
    while (at > 0) {
        uint32_t c = out->text.at[at - 1];
        bool leader = c == 0x2026 || c == '.' || c == 0x2192 || c == '-' || c == 0x2014 ||
                      c == 0x22EF || span_fold_char(c) == '(' || span_fold_char(c) == '[' ||
                      span_is_blank_char(c);
        if (!leader)
            break;
        at--;
    }
    out->text = span_trim(span_sub(out->text, 0, at));
}

/* 其他____, 其他（请注明） */
static void take_other(struct wjx_line *out)
{
    struct span text = out->text;
    int len = text.len;
    while (len > 0 && (span_fold(text, len - 1) == '_' || span_is_blank_char(text.at[len - 1])))
        len--;
    out->other = len > 0 && len < text.len && span_fold(text, text.len - 1) == '_';
    if (out->other)
        out->text = span_trim(span_sub(text, 0, len));
    text = out->text;
    for (int from = text.len - 2; from > 0 && text.len - from <= 12; from--) {
        if (span_bracket_end(text, from, 12) != text.len)
            continue;
        struct span content = span_sub(text, from + 1, text.len - 1);
        if (!span_holds(content, "注明") && !span_holds(content, "填写") &&
            !span_holds(content, "说明"))
            return;
        out->other = true;
        out->text = span_trim(span_sub(text, 0, from));
        return;
    }
}

struct wjx_line wjx_read_line(struct span line)
{
    static const char *const marks[] = { "(正确答案)", "(正确)", "[正确答案]" };
    struct wjx_line out = { .text = drop_bullet(line) };
    for (int i = 0; i < 3; i++) {
        int at = span_find(out.text, marks[i]);
        if (at <= 0 || at + span_match(out.text, at, marks[i]) != out.text.len)
            continue;
        out.right = true;
        out.text = span_trim(span_sub(out.text, 0, at));
    }
    take_jump(&out);
    take_other(&out);
    return out;
}
