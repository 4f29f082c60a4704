#include "activity/keys.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

enum { IN_BANK = 1 << FORM_BANK, IN_SURVEY = 1 << FORM_SURVEY, IN_BOTH = IN_BANK | IN_SURVEY };

#define TYPE(name) (1u << QUESTION_##name)
#define TYPES_ALL ((1u << QUESTION_TYPE_COUNT) - 1)
#define TYPES_ASKING (TYPES_ALL & ~TYPE(NOTE))

static const struct {
    const char *name;
    unsigned kinds;
    unsigned types;
} rules[] = {
    [KEY_TYPE] = { "题型", IN_BOTH, TYPES_ALL },
    [KEY_ANSWER] = { "答案", IN_BANK, TYPES_ALL },
    [KEY_TOPIC] = { "知识点", IN_BANK, TYPES_ALL },
    [KEY_DIFFICULTY] = { "难度", IN_BANK, TYPES_ALL },
    [KEY_POINTS] = { "分值", IN_BANK, TYPES_ALL },
    [KEY_LIMIT] = { "限时", IN_BANK, TYPES_ALL },
    [KEY_EXPLANATION] = { "解析", IN_BANK, TYPES_ALL },
    [KEY_TAKEAWAY] = { "要点", IN_BANK, TYPES_ALL },
    [KEY_BASIS] = { "依据", IN_BANK, TYPES_ALL },
    [KEY_EDITION] = { "版本", IN_BANK, TYPES_ALL },
    [KEY_VALID_FROM] = { "生效", IN_BANK, TYPES_ALL },
    [KEY_VALID_UNTIL] = { "失效", IN_BANK, TYPES_ALL },
    [KEY_REVIEW] = { "审核", IN_BANK, TYPES_ALL },
    [KEY_SCALE] = { "标度", IN_SURVEY, TYPE(SCALE) | TYPE(MATRIX) },
    [KEY_ROWS] = { "行", IN_SURVEY, TYPE(MATRIX) },
    [KEY_RANGE] = { "范围", IN_SURVEY, TYPE(RATING) | TYPE(NUMBER) },
    [KEY_REQUIRED] = { "必答", IN_SURVEY, TYPES_ASKING },
    [KEY_MIN] = { "最少", IN_SURVEY, TYPE(MULTIPLE) },
    [KEY_MAX] = { "最多", IN_SURVEY, TYPE(MULTIPLE) },
    [KEY_CHARS] = { "字数", IN_SURVEY, TYPE(TEXT) },
    [KEY_HINT] = { "提示", IN_SURVEY, TYPES_ALL },
    [KEY_RELEVANT] = { "显示条件", IN_SURVEY, TYPES_ALL },
    [KEY_CONSTRAINT] = { "校验", IN_SURVEY, TYPES_ASKING },
    [KEY_CONSTRAINT_MESSAGE] = { "校验提示", IN_SURVEY, TYPES_ASKING },
    [KEY_PICTURE] = { "图片", IN_BOTH, TYPES_ALL },
    [KEY_ID] = { "编号", IN_BOTH, TYPES_ALL },
};
static_assert(sizeof rules / sizeof rules[0] == KEY_COUNT, "a rule for every key");

static const struct {
    const char *word;
    enum question_type type;
} synonyms[] = {
    { "单选题", QUESTION_SINGLE },       { "单项选择题", QUESTION_SINGLE },
    { "单项选择", QUESTION_SINGLE },     { "多选题", QUESTION_MULTIPLE },
    { "多项选择题", QUESTION_MULTIPLE }, { "多项选择", QUESTION_MULTIPLE },
    { "判断题", QUESTION_JUDGE },        { "是非题", QUESTION_JUDGE },
    { "排序题", QUESTION_ORDER },        { "数字题", QUESTION_NUMBER },
    { "量表题", QUESTION_SCALE },        { "评分题", QUESTION_RATING },
    { "矩阵题", QUESTION_MATRIX },       { "文本题", QUESTION_TEXT },
    { "日期题", QUESTION_DATE },         { "说明文字", QUESTION_NOTE },
};

static const unsigned bank_types =
    TYPE(SINGLE) | TYPE(MULTIPLE) | TYPE(JUDGE) | TYPE(ORDER) | TYPE(NUMBER);

const char *key_name(enum key key)
{
    return rules[key].name;
}

bool key_find(const char *name, enum key *out)
{
    for (int i = 0; i < KEY_COUNT; i++) {
        if (strcmp(rules[i].name, name) == 0) {
            *out = (enum key)i;
            return true;
        }
    }
    return false;
}

bool key_belongs_to(enum key key, enum form_kind kind)
{
    return rules[key].kinds & 1u << kind;
}

bool key_fits_type(enum key key, enum question_type type)
{
    return rules[key].types & 1u << type;
}

int key_names(enum form_kind kind, const char *names[KEY_COUNT])
{
    int count = 0;
    for (int i = 0; i < KEY_COUNT; i++)
        if (key_belongs_to((enum key)i, kind))
            names[count++] = rules[i].name;
    return count;
}

/* 单选题（每题2分） -> 单选题 */
static size_t word_len(const char *word)
{
    size_t len = strcspn(word, "(");
    const char *wide = strstr(word, "（");
    if (wide && (size_t)(wide - word) < len)
        len = (size_t)(wide - word);
    while (len > 0 && word[len - 1] == ' ')
        len--;
    return len;
}

static bool is_word(const char *word, size_t len, const char *name)
{
    return strlen(name) == len && strncmp(word, name, len) == 0;
}

bool type_find(const char *word, enum question_type *out)
{
    size_t len = word_len(word);
    for (int i = 0; i < QUESTION_TYPE_COUNT; i++) {
        if (is_word(word, len, question_type_name((enum question_type)i))) {
            *out = (enum question_type)i;
            return true;
        }
    }
    for (size_t i = 0; i < sizeof synonyms / sizeof synonyms[0]; i++) {
        if (is_word(word, len, synonyms[i].word)) {
            *out = synonyms[i].type;
            return true;
        }
    }
    return false;
}

bool type_belongs_to(enum question_type type, enum form_kind kind)
{
    return kind == FORM_SURVEY || bank_types & 1u << type;
}

int type_names(enum form_kind kind, const char *names[QUESTION_TYPE_COUNT])
{
    int count = 0;
    for (int i = 0; i < QUESTION_TYPE_COUNT; i++)
        if (type_belongs_to((enum question_type)i, kind))
            names[count++] = question_type_name((enum question_type)i);
    return count;
}
