/* Banks that circulate often have the key filled into the stem's brackets; on a screen that gives
 * the answer away. */
#include <string.h>

#include "activity/check_parts.h"
#include "base/strbuf.h"
#include "base/utf8.h"

static const struct {
    const char *open, *close;
} brackets[] = { { "(", ")" }, { "（", "）" }, { "[", "]" }, { "【", "】" }, { "〔", "〕" } };

static bool is_filler(uint32_t c)
{
    return utf8_is_space(c) || c == '_' || c == ',' || c == 0xFF0C || c == 0x3001 || c == '.' ||
           c == 0xB7;
}

/* The option letters that the bracket holds and nothing else, as bits; 0 for anything else. */
static uint32_t letters_in(const struct question *q, const char *text, size_t len)
{
    uint32_t letters = 0;
    for (const char *p = text; p < text + len;) {
        uint32_t c = utf8_next(&p);
        if (is_filler(c))
            continue;
        if (c >= 0xFF21 && c <= 0xFF3A) /* full-width Ａ to Ｚ */
            c -= 0xFF21 - 'A';
        if (c < 'A' || c >= (uint32_t)('A' + q->option_count))
            return 0;
        letters |= 1u << (c - 'A');
    }
    return letters;
}

/* 对 √ T as the first option, 错 × F as the second; 0 for anything else. */
static uint32_t verdict_in(const char *text, size_t len)
{
    static const char *const words[] = {
        "对", "错", "正确", "错误", "√", "×", "T", "F", "是", "否"
    };
    struct strbuf word;
    strbuf_init(&word);
    for (const char *p = text; p < text + len;) {
        const char *start = p;
        if (!is_filler(utf8_next(&p)))
            strbuf_add_len(&word, start, (size_t)(p - start));
    }
    uint32_t verdict = 0;
    for (int i = 0; i < 10; i++)
        if (strcmp(word.text, words[i]) == 0)
            verdict = 1u << i % 2;
    strbuf_fini(&word);
    return verdict;
}

enum leak { LEAK_NONE, LEAK_LETTERS, LEAK_ANSWER };

static enum leak leak_at(const struct question *q, const char *text, size_t len)
{
    if (q->type == QUESTION_JUDGE) {
        uint32_t verdict = verdict_in(text, len);
        return verdict == 0 ? LEAK_NONE : verdict == q->answer_choices ? LEAK_ANSWER : LEAK_LETTERS;
    }
    uint32_t letters = letters_in(q, text, len);
    if (letters == 0)
        return LEAK_NONE;
    if (q->type == QUESTION_ORDER)
        return __builtin_popcount(letters) == q->option_count ? LEAK_ANSWER : LEAK_LETTERS;
    return letters == q->answer_choices ? LEAK_ANSWER : LEAK_LETTERS;
}

/* True if a bracket opens at p and was reported. */
static bool report_at(const struct question *q, const char *p, struct err_list *faults)
{
    for (size_t i = 0; i < sizeof brackets / sizeof brackets[0]; i++) {
        size_t open_len = strlen(brackets[i].open);
        if (strncmp(p, brackets[i].open, open_len) != 0)
            continue;
        const char *end = strstr(p + open_len, brackets[i].close);
        enum leak leak = end ? leak_at(q, p + open_len, (size_t)(end - p) - open_len) : LEAK_NONE;
        if (leak == LEAK_NONE)
            continue;
        int quote_len = (int)(end - p) + (int)strlen(brackets[i].close);
        if (leak == LEAK_ANSWER)
            err_list_add(faults, ERR_ERROR, q->place.path, q->place.line, 0,
                         "题干里还留着答案：%.*s", quote_len, p);
        else
            err_list_add(faults, ERR_WARNING, q->place.path, q->place.line, 0,
                         "题干里的 %.*s 像是答案，又和“答案”不同，请核对", quote_len, p);
        return true;
    }
    return false;
}

void check_leak(const struct question *q, struct err_list *faults)
{
    if (!q->has_answer || !question_type_has_choices(q->type))
        return;
    for (const char *p = q->wordings[0]->stem; *p; utf8_next(&p))
        if (report_at(q, p, faults))
            return;
}
