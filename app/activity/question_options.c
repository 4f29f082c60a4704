/* The options of a question and the quiz answer that points at them. */
#include <stddef.h>
#include <string.h>

#include "activity/draft.h"
#include "activity/text.h"
#include "activity/value.h"
#include "base/utf8.h"

const char *const *judge_labels(const char *language)
{
    static const char *const chinese[] = { "对", "错" };
    static const char *const others[] = { "True", "False" };
    return strncmp(language, "zh", 2) == 0 ? chinese : others;
}

bool judge_labels_are_usual(const char *const *labels)
{
    static const char *const languages[] = { "zh", "en" };
    for (int i = 0; i < 2; i++) {
        const char *const *usual = judge_labels(languages[i]);
        if (strcmp(labels[0], usual[0]) == 0 && strcmp(labels[1], usual[1]) == 0)
            return true;
    }
    return false;
}

static void check_tags(struct build *b, const struct question_option *option, struct spot at)
{
    enum question_type type = b->question->type;
    bool ticks = type == QUESTION_SINGLE || type == QUESTION_MULTIPLE;
    if (option->exclusive && (b->kind == FORM_BANK || type != QUESTION_MULTIPLE))
        reader_error(b->reader, at, "[互斥]只用于问卷的多选题");
    if (option->other && (b->kind == FORM_BANK || !ticks))
        reader_error(b->reader, at, "[其他]只用于问卷的单选题和多选题");
    if (option->fixed && type == QUESTION_JUDGE)
        reader_error(b->reader, at, "判断题不打乱次序，不用[固定]");
}

/* Blanks make no difference to a reader. */
static bool same_text(const char *a, const char *b)
{
    for (;;) {
        uint32_t x = 0, y = 0;
        do
            x = utf8_next(&a);
        while (x && utf8_is_space(x));
        do
            y = utf8_next(&b);
        while (y && utf8_is_space(y));
        if (x != y)
            return false;
        if (x == 0)
            return true;
    }
}

static void check_option(struct build *b, int index)
{
    const struct question *q = b->question;
    const char *const *texts = b->wording->options;
    struct spot at = b->draft->options[index].at;
    if (!*texts[index] && !q->options[index].picture)
        reader_error(b->reader, at, "选项 %c 为空", 'A' + index);
    for (int i = 0; i < index; i++) {
        if (!*texts[index] || !same_text(texts[i], texts[index]))
            continue;
        const char *one = q->options[i].picture, *other = q->options[index].picture;
        bool told_apart = one && other && strcmp(one, other) != 0;
        if (!told_apart)
            reader_error(b->reader, at, "选项 %c 和 %c 相同", 'A' + i, 'A' + index);
    }
}

static bool has_right_count(struct build *b)
{
    int count = b->draft->option_count;
    enum question_type type = b->question->type;
    struct spot at = b->draft->at;
    if (!question_type_has_choices(type)) {
        if (count > 0)
            reader_error(b->reader, b->draft->options[0].at, "%s题没有选项",
                         question_type_name(type));
        return false;
    }
    if (type == QUESTION_JUDGE) {
        if (count > 0 && b->kind == FORM_BANK)
            reader_error(b->reader, b->draft->options[0].at,
                         "判断题不写选项，只写“答案: 对”或“答案: 错”");
        else if (count != 0 && count != 2)
            reader_error(b->reader, at, "判断题不写选项，或者正好写 A、B 两个");
        return true;
    }
    if (count < 2)
        reader_error(b->reader, at, "选项少于 2 个");
    return true;
}

static void take_judge_labels(struct build *b)
{
    const char *const *labels = judge_labels(b->language);
    b->question->option_count = 2;
    b->question->options = arena_alloc(b->reader->arena, 2 * sizeof *b->question->options);
    b->wording->options = arena_copy(b->reader->arena, labels, sizeof *labels, 2);
}

void build_options(struct build *b)
{
    struct question *q = b->question;
    struct draft *draft = b->draft;
    if (!has_right_count(b))
        return;
    if (q->type == QUESTION_JUDGE && draft->option_count != 2) {
        take_judge_labels(b);
        return;
    }
    struct arena *arena = b->reader->arena;
    q->option_count = draft->option_count;
    q->options = arena_alloc(arena, (size_t)q->option_count * sizeof *q->options);
    b->wording->options = arena_alloc(arena, (size_t)q->option_count * sizeof(char *));
    for (int i = 0; i < q->option_count; i++) {
        struct part *part = &draft->options[i];
        b->wording->options[i] = part_take_option(b->reader, part, &q->options[i]);
        check_tags(b, &q->options[i], part->at);
        check_option(b, i);
    }
}

/* The letters of an answer, without what may stand between them; false at anything else. */
static bool take_letters(struct build *b, const char *answer, int *letters, int *count)
{
    int option_count = b->question->option_count;
    struct spot at = b->draft->keys[KEY_ANSWER].at;
    uint32_t seen = 0;
    *count = 0;
    if (option_count == 0) /* told already */
        return false;
    for (const char *p = answer; *p;) {
        uint32_t c = utf8_next(&p);
        if (utf8_is_space(c) || c == ',' || c == 0xFF0C || c == 0x3001)
            continue;
        if (c >= 'a' && c <= 'z')
            c -= 'a' - 'A';
        if (c < 'A' || c > 'Z') {
            reader_error(b->reader, at, "答案“%s”看不懂：要写选项的字母，例如“答案: %s”", answer,
                         b->question->type == QUESTION_SINGLE ? "C" : "ACD");
            return false;
        }
        int index = (int)(c - 'A');
        if (index >= option_count) {
            reader_error(b->reader, at, "答案 %c 不在选项中，选项只有 A 到 %c", 'A' + index,
                         'A' + option_count - 1);
            return false;
        }
        if (seen & 1u << index) {
            reader_error(b->reader, at, "答案里 %c 写了两次", 'A' + index);
            return false;
        }
        seen |= 1u << index;
        letters[(*count)++] = index;
    }
    return true;
}

static void take_choice_answer(struct build *b, const char *answer)
{
    struct question *q = b->question;
    struct spot at = b->draft->keys[KEY_ANSWER].at;
    int letters[OPTION_MAX];
    int count = 0;
    if (!take_letters(b, answer, letters, &count))
        return;
    if (q->type == QUESTION_SINGLE && count > 1)
        reader_error(b->reader, at, "单选题只能有一个答案，写了 %d 个；多选题请写“题型: 多选”",
                     count);
    else if (q->type == QUESTION_MULTIPLE && count < 2)
        reader_warn(b->reader, at, "多选题只有一个答案，请核对");
    else if (q->type == QUESTION_ORDER && count != q->option_count)
        reader_error(b->reader, at, "排序题的答案要把 %d 个选项都排上，写了 %d 个", q->option_count,
                     count);
    for (int i = 0; i < count; i++) {
        if (q->type == QUESTION_ORDER)
            q->answer_order[i] = (uint8_t)letters[i];
        else
            q->answer_choices |= 1u << letters[i];
    }
    q->has_answer = true;
}

static void take_judge_answer(struct build *b, const char *answer)
{
    static const char *const words[] = { "对", "错", "正确", "错误", "√", "×" };
    for (int i = 0; i < 6; i++) {
        if (strcmp(answer, words[i]) == 0) {
            b->question->answer_choices = 1u << i % 2;
            b->question->has_answer = true;
            return;
        }
    }
    reader_error(b->reader, b->draft->keys[KEY_ANSWER].at,
                 "判断题的答案只能是“对”或“错”，写的是“%s”", answer);
}

void build_answer(struct build *b)
{
    struct part *part = &b->draft->keys[KEY_ANSWER];
    if (b->kind != FORM_BANK)
        return;
    const char *answer = part->given ? text_decode(b->reader->arena, part->raw.text) : "";
    enum question_type type = b->question->type;
    if (!*answer) {
        reader_error(b->reader, part->given ? part->at : b->draft->at, "没有答案：请写“答案: %s”",
                     type == QUESTION_JUDGE    ? "对"
                     : type == QUESTION_NUMBER ? "20"
                     : type == QUESTION_SINGLE ? "C"
                                               : "ACD");
    } else if (type == QUESTION_JUDGE) {
        take_judge_answer(b, answer);
    } else if (type == QUESTION_NUMBER) {
        b->question->has_answer = value_parse_number(answer, &b->question->answer_number);
        if (!b->question->has_answer)
            reader_error(b->reader, part->at, "数字题的答案要写成数字，例如“答案: 20”，写的是“%s”",
                         answer);
    } else {
        take_choice_answer(b, answer);
    }
}
