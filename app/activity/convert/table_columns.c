#include "activity/convert/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* The first name of a kind is ours; the earlier of two is the better one where a header has both.
 */
static const struct {
    enum column kind;
    const char *name;
} names[] = {
    { COLUMN_STEM, "题干" },
    { COLUMN_STEM, "题干内容" },
    { COLUMN_STEM, "题目内容" },
    { COLUMN_STEM, "试题内容" },
    { COLUMN_STEM, "试题题干" },
    { COLUMN_STEM, "题目题干" },
    { COLUMN_STEM, "题目" },
    { COLUMN_STEM, "试题" },
    { COLUMN_STEM, "试题名称" },
    { COLUMN_STEM, "题目名称" },
    { COLUMN_STEM, "题面" },
    { COLUMN_STEM, "问题" },
    { COLUMN_STEM, "QUESTION" },
    { COLUMN_STEM, "STEM" },
    { COLUMN_ANSWER, "答案" },
    { COLUMN_ANSWER, "正确答案" },
    { COLUMN_ANSWER, "标准答案" },
    { COLUMN_ANSWER, "参考答案" },
    { COLUMN_ANSWER, "正确答案文本" },
    { COLUMN_ANSWER, "试题答案" },
    { COLUMN_ANSWER, "正确选项" },
    { COLUMN_ANSWER, "ANSWER" },
    { COLUMN_OPTIONS, "选项" },
    { COLUMN_OPTIONS, "选项内容" },
    { COLUMN_OPTIONS, "备选项" },
    { COLUMN_OPTIONS, "备选答案" },
    { COLUMN_OPTIONS, "答案选项" },
    { COLUMN_OPTIONS, "试题选项" },
    { COLUMN_OPTIONS, "OPTIONS" },
    { COLUMN_TYPE, "题型" },
    { COLUMN_TYPE, "试题类型" },
    { COLUMN_TYPE, "题目类型" },
    { COLUMN_TYPE, "试题题型" },
    { COLUMN_TYPE, "类型" },
    { COLUMN_TYPE, "TYPE" },
    { COLUMN_NUMBER, "题号" },
    { COLUMN_NUMBER, "序号" },
    { COLUMN_NUMBER, "试题编号" },
    { COLUMN_NUMBER, "题目编号" },
    { COLUMN_NUMBER, "原题号" },
    { COLUMN_NUMBER, "NO" },
    { COLUMN_NUMBER, "NO." },
    { COLUMN_NUMBER, "ID" },
    { COLUMN_NUMBER, "批次" },
    { COLUMN_ID, "编号" },
    { COLUMN_EXPLANATION, "解析" },
    { COLUMN_EXPLANATION, "答案解析" },
    { COLUMN_EXPLANATION, "试题解析" },
    { COLUMN_EXPLANATION, "题目解析" },
    { COLUMN_EXPLANATION, "参考解析" },
    { COLUMN_EXPLANATION, "解释" },
    { COLUMN_EXPLANATION, "答案解释" },
    { COLUMN_EXPLANATION, "EXPLANATION" },
    { COLUMN_EXPLANATION, "ANALYSIS" },
    { COLUMN_TAKEAWAY, "要点" },
    { COLUMN_BASIS, "依据" },
    { COLUMN_BASIS, "出题依据" },
    { COLUMN_BASIS, "命题依据" },
    { COLUMN_BASIS, "法律依据" },
    { COLUMN_TOPIC, "知识点" },
    { COLUMN_TOPIC, "标签" },
    { COLUMN_TOPIC, "分类" },
    { COLUMN_TOPIC, "章节" },
    { COLUMN_TOPIC, "所属章节" },
    { COLUMN_TOPIC, "题库" },
    { COLUMN_DIFFICULTY, "难度" },
    { COLUMN_DIFFICULTY, "难易度" },
    { COLUMN_DIFFICULTY, "难易程度" },
    { COLUMN_DIFFICULTY, "难度等级" },
    { COLUMN_DIFFICULTY, "试题难度" },
    { COLUMN_DIFFICULTY, "DIFFICULTY" },
    { COLUMN_POINTS, "分值" },
    { COLUMN_POINTS, "分数" },
    { COLUMN_POINTS, "试题分数" },
    { COLUMN_POINTS, "SCORE" },
    { COLUMN_LIMIT, "限时" },
    { COLUMN_EDITION, "版本" },
    { COLUMN_VALID_FROM, "生效" },
    { COLUMN_VALID_UNTIL, "失效" },
    { COLUMN_REVIEW, "审核" },
    { COLUMN_PICTURE, "图片" },
    { COLUMN_PICTURE, "题图" },
    { COLUMN_PICTURE, "题干图片" },
    { COLUMN_TAGS, "选项标记" },
};

static const char option_word[] = "选项";

const char *table_column_name(enum column column)
{
    if (column == COLUMN_OPTION)
        return option_word;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].kind == column)
            return names[i].name;
    assert(!"a column without a name");
    return "";
}

/* 题 干（必填）* -> 题干: capitals, ASCII, without blanks, remarks in brackets and marks. */
static void fold_name(const char *cell, struct strbuf *out)
{
    int depth = 0;
    while (*cell) {
        uint32_t c = utf8_next(&cell);
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFEE0;
        if (c == '(' || c == '[' || c == 0x3010)
            depth++;
        bool silent = depth > 0 || utf8_is_space(c) || c == '*' || c == ':' || c == '_' || c == '-';
        if ((c == ')' || c == ']' || c == 0x3011) && depth > 0)
            depth--;
        if (c >= 'a' && c <= 'z')
            c -= 'a' - 'A';
        if (!silent)
            strbuf_add_codepoint(out, c);
    }
}

static size_t prefix_len(const char *text, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strncmp(text, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

/* 选项A, A选项, 选项1, 备选答案B, A: which option, or -1. */
static int option_of(const char *name)
{
    static const char *const before[] = { "选项内容", "备选答案", "备选项", "答案选项",
                                          "选项",     "选择",     "OPTION" };
    static const char *const after[] = { "选项内容", "选项", "项", ".", "、" };
    size_t len = prefix_len(name, before, 7);
    const char *rest = name + len;
    int option = -1;
    if (*rest >= 'A' && *rest <= 'Z') {
        option = *rest++ - 'A';
    } else if (len > 0 && *rest >= '1' && *rest <= '9') {
        option = (int)strtol(rest, NULL, 10) - 1;
        rest += strspn(rest, "0123456789");
    }
    rest += prefix_len(rest, after, 5);
    return *rest || option >= OPTION_MAX ? -1 : option;
}

static enum column find_name(const char *cell, int *rank, int *option)
{
    struct strbuf name;
    enum column kind = COLUMN_OTHER;
    strbuf_init(&name);
    fold_name(cell, &name);
    *option = option_of(name.text);
    *rank = 0;
    if (*option >= 0)
        kind = COLUMN_OPTION;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && kind == COLUMN_OTHER; i++) {
        if (strcmp(names[i].name, name.text) == 0) {
            kind = names[i].kind;
            *rank = (int)i;
        }
    }
    strbuf_fini(&name);
    return kind;
}

bool table_is_column_name(const char *cell, enum column *out)
{
    int rank = 0, option = 0;
    *out = find_name(cell, &rank, &option);
    return *out != COLUMN_OTHER;
}

static int count_kind(const struct table_columns *columns, enum column kind)
{
    int count = 0;
    for (int i = 0; i < columns->count; i++)
        count += columns->kinds[i] == kind;
    return count;
}

/* 选项 over several columns, of which only the first has the word. */
static void widen_options(struct table_columns *columns, const char *const *cells)
{
    for (int i = 0; i + 1 < columns->count; i++) {
        if (columns->kinds[i] != COLUMN_OPTIONS || *cells[i + 1])
            continue;
        for (int j = i; j < columns->count && j - i < OPTION_MAX && (j == i || !*cells[j]); j++) {
            columns->kinds[j] = COLUMN_OPTION;
            columns->option_of[j] = j - i;
        }
        return;
    }
}

static bool is_own(const struct table_columns *columns)
{
    static const enum column ours[] = { COLUMN_ID,         COLUMN_BASIS,       COLUMN_EDITION,
                                        COLUMN_VALID_FROM, COLUMN_VALID_UNTIL, COLUMN_REVIEW,
                                        COLUMN_TAKEAWAY,   COLUMN_TAGS };
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        if (count_kind(columns, ours[i]) != 1)
            return false;
    return count_kind(columns, COLUMN_STEM) == 1 && count_kind(columns, COLUMN_ANSWER) == 1;
}

bool table_columns_find(const char *const *cells, int count, struct table_columns *out)
{
    *out = (struct table_columns){ .count = count < SHEET_MAX_COLUMNS ? count : SHEET_MAX_COLUMNS };
    for (int i = 0; i < out->count; i++)
        out->kinds[i] = find_name(cells[i], &out->ranks[i], &out->option_of[i]);
    widen_options(out, cells);
    for (int i = 0; i < out->count; i++)
        if (out->kinds[i] == COLUMN_OPTION && out->option_of[i] >= out->option_count)
            out->option_count = out->option_of[i] + 1;
    out->own = is_own(out);
    return count_kind(out, COLUMN_STEM) > 0 && count_kind(out, COLUMN_ANSWER) > 0;
}

bool convert_is_table_header(const char *const *cells, int count)
{
    struct table_columns columns;
    return table_columns_find(cells, count, &columns);
}
