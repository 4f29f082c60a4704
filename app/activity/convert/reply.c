#include "activity/convert/reply.h"

static const struct {
    const char *word;
    bool right;
} judge_words[] = {
    { "正确", true },    { "對", true },    { "对", true },     { "√", true },
    { "是", true },      { "true", true },  { "yes", true },    { "right", true },
    { "不正确", false }, { "不对", false }, { "错误", false },  { "錯誤", false },
    { "错", false },     { "錯", false },   { "×", false },     { "否", false },
    { "false", false },  { "no", false },   { "wrong", false }, { "非", false },
};
enum { JUDGE_WORD_COUNT = sizeof judge_words / sizeof judge_words[0] };

/* X is how × is typed, V how √ is. */
static const struct {
    char letter;
    bool right;
} judge_letters[] = {
    { 'T', true }, { 'F', false }, { 'Y', true }, { 'N', false }, { 'V', true }, { 'X', false },
};
enum { JUDGE_LETTER_COUNT = sizeof judge_letters / sizeof judge_letters[0] };

static bool is_ascii_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static int judge_word_at(struct span text, int index, bool *right)
{
    int best = 0;
    for (int i = 0; i < JUDGE_WORD_COUNT; i++) {
        int len = span_match(text, index, judge_words[i].word);
        bool cut = is_ascii_letter((unsigned char)judge_words[i].word[0]) &&
                   is_ascii_letter(span_fold(text, index + len));
        if (len > best && !cut) {
            best = len;
            *right = judge_words[i].right;
        }
    }
    return best;
}

bool reply_is_judge_word(struct span text, bool *right)
{
    text = span_trim(text);
    int len = judge_word_at(text, 0, right);
    if (len > 0 && span_match(text, len, "的") > 0)
        len++;
    return len > 0 && len == text.len;
}

static void set_judge_letter(struct reply *out, uint32_t letter)
{
    for (int i = 0; i < JUDGE_LETTER_COUNT; i++) {
        if ((uint32_t)judge_letters[i].letter == letter) {
            out->has_judge = true;
            out->judge_by_letter = true;
            out->right = judge_letters[i].right;
        }
    }
}

/* Takes letters that stand together; false at a letter that comes twice. */
static bool take_letters(struct span text, int index, struct reply *out, int *len)
{
    *len = 0;
    for (;; ++*len) {
        uint32_t c = span_fold(text, index + *len);
        if (!is_ascii_letter(c))
            break;
        bool small = c >= 'a';
        int letter = (int)(small ? c - 'a' : c - 'A');
        if (out->letters & 1u << letter || (out->letter_count > 0 && small != out->small))
            return false;
        out->small = small;
        out->letters |= 1u << letter;
        out->order[out->letter_count++] = (uint8_t)letter;
    }
    return *len > 0;
}

int reply_token(struct span text, int index, struct reply *out)
{
    int len = 0;
    *out = (struct reply){ .text = text };
    len = judge_word_at(text, index, &out->right);
    if (len > 0) {
        out->has_judge = true;
        return len;
    }
    if (!take_letters(text, index, out, &len))
        return 0;
    out->has_letters = true;
    if (out->letter_count == 1)
        set_judge_letter(out, 'A' + out->order[0]);
    return len;
}

static int skip_blanks_in_line(struct span text, int index)
{
    while (index < text.len && span_is_blank_char(text.at[index]) && text.at[index] != '\n')
        index++;
    return index;
}

/* Between letters or numbers of one answer: any blanks and at most one mark. */
static int separator_at(struct span text, int index)
{
    static const char *const marks[] = {
        ",", ";", "、", "|", "/", "\\", "&", "+", "和", "与", "及"
    };
    int i = skip_blanks_in_line(text, index);
    int len = span_match_any(text, i, marks, 11, NULL);
    return len > 0 ? skip_blanks_in_line(text, i + len) - index : i - index;
}

static int parse_letters(struct span text, struct reply *out)
{
    int end = 0, index = 0;
    for (;;) {
        int len = 0;
        struct reply before = *out;
        if (!take_letters(text, index, out, &len)) {
            *out = before;
            break;
        }
        end = index + len;
        int gap = separator_at(text, end);
        /* A.C and A.C. are two letters, A.十年 is not. */
        if (gap == 0 && span_fold(text, end) == '.' && is_ascii_letter(span_fold(text, end + 1)))
            gap = 1;
        if (gap == 0 || !is_ascii_letter(span_fold(text, end + gap)))
            break;
        index = end + gap;
    }
    out->has_letters = end > 0;
    if (out->letter_count == 1 && end == 1)
        set_judge_letter(out, 'A' + out->order[0]);
    return end;
}

static int number_at(struct span text, int index, int *value)
{
    uint32_t c = span_fold(text, index);
    if (c >= 0x2460 && c <= 0x2473) { /* ① to ⑳ */
        *value = (int)(c - 0x2460) + 1;
        return 1;
    }
    return span_digits(text, index, value);
}

static int parse_numbers(struct span text, struct reply *out)
{
    int end = 0, index = 0;
    for (;;) {
        int value = 0;
        int len = number_at(text, index, &value);
        if (len == 0 || value > REPLY_LETTERS_MAX)
            break;
        if (value == 0)
            out->zero = true;
        else if (out->numbers & 1u << (value - 1))
            return 0;
        else
            out->numbers |= 1u << (value - 1);
        end = index + len;
        int gap = separator_at(text, end);
        int next = 0;
        bool circled = span_fold(text, index) >= 0x2460;
        if ((gap == 0 && !circled) || number_at(text, end + gap, &next) == 0)
            break;
        index = end + gap;
    }
    out->has_numbers = end > 0;
    return end;
}

/* What may follow an answer: nothing, or something that is set apart from it. */
static bool take_rest(struct span text, int end, struct reply *out)
{
    static const char *const marks[] = { ".", "。", "、", ",", ";", ":", ")", "(", "[", "!", "*" };
    if (end < text.len && !span_is_blank_char(text.at[end]) &&
        span_match_any(text, end, marks, 11, NULL) == 0)
        return false;
    bool one = out->has_letters && out->letter_count == 1;
    uint32_t c = span_fold(text, end);
    out->echo = one && (c == '.' || c == SPAN_DUN || c == ':' || c == ')' || c == ' ');
    while (c == '.' || c == SPAN_STOP || c == SPAN_DUN || c == ',' || c == ';' || c == ':' ||
           c == ')' || c == '!' || c == '*' || c == ' ')
        c = span_fold(text, ++end);
    out->rest = span_trim(span_from(text, end));
    return true;
}

static struct span strip_wrapping(struct span text)
{
    static const char *const words[] = {
        "标准答案", "正确答案", "参考答案", "本题答案", "答案",   "答",         "正确选项",
        "本题应选", "本题选",   "应选",     "故选",     "应为",   "选项",       "选",
        "为",       "是",       ":",        "=",        "[答案]", "[正确答案]", "[参考答案]",
        "“",        "\"",       "'",        "‘"
    };
    for (;;) {
        bool right;
        text = span_trim(text);
        int judge_len = judge_word_at(text, 0, &right);
        int len = span_match_any(text, 0, words, sizeof words / sizeof words[0], NULL);
        bool copula = span_match(text, 0, "是") > 0 && is_ascii_letter(span_fold(text, 1));
        if (judge_len > 0 && len <= judge_len && !copula)
            return text;
        int end = span_bracket_end(text, 0, text.len);
        if (end > 0 && end == text.len) {
            text = span_sub(text, 1, text.len - 1);
            continue;
        }
        if (len == 0 || len >= text.len)
            break;
        text = span_from(text, len);
    }
    uint32_t last = text.len > 0 ? text.at[text.len - 1] : 0;
    while (last == 0x201D || last == 0x2019 || last == '"' || last == '\'') {
        text = span_trim(span_sub(text, 0, text.len - 1));
        last = text.len > 0 ? text.at[text.len - 1] : 0;
    }
    return text;
}

static bool is_elsewhere(struct span text)
{
    static const char *const words[] = { "略",   "见", "详见", "参见", "如图",
                                         "暂无", "无", "请看", "参考" };
    return span_match_any(text, 0, words, 9, NULL) > 0;
}

bool reply_parse(struct span text, struct reply *out)
{
    *out = (struct reply){ 0 };
    text = strip_wrapping(text);
    out->text = text;
    bool right = false;
    int end = judge_word_at(text, 0, &right);
    if (end > 0 && span_match(text, end, "的") > 0)
        end++;
    if (end > 0 && take_rest(text, end, out)) {
        out->has_judge = true;
        out->right = right;
        return true;
    }
    end = parse_letters(text, out);
    if (end > 0 && take_rest(text, end, out))
        return true;
    *out = (struct reply){ .text = text };
    end = parse_numbers(text, out);
    if (end > 0 && take_rest(text, end, out))
        return true;
    *out = (struct reply){ .text = text, .elsewhere = is_elsewhere(text) };
    return false;
}

bool reply_parse_whole(struct span text, struct reply *out)
{
    return reply_parse(text, out) && out->rest.len == 0;
}
