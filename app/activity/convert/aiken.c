/* Aiken (https://docs.moodle.org/en/Aiken_format): a question, its options A. or A), ANSWER: X. */
#include <string.h>

#include "activity/convert/internal.h"
#include "base/mem.h"

struct aiken {
    struct convert_builder *builder;
    struct strbuf stem;
    struct strbuf options[OPTION_MAX];
    int option_count;
    int line;          /* where the question begins, 0 = none is open */
    const char *fault; /* the first thing wrong with it */
};

static void fault(struct aiken *a, const char *reason)
{
    if (!a->fault)
        a->fault = reason;
}

/* `A. ` or `A) `: the offset of the option's text, or 0. */
static size_t option_mark(const char *line, size_t len)
{
    if (len < 2 || line[0] < 'A' || line[0] > 'Z' || (line[1] != '.' && line[1] != ')'))
        return 0;
    size_t at = 2;
    while (at < len && (line[at] == ' ' || line[at] == '\t'))
        at++;
    return at;
}

static void finish(struct aiken *a, const char *answer)
{
    const char *options[OPTION_MAX];
    for (int i = 0; i < a->option_count; i++)
        options[i] = a->options[i].text;
    const struct convert_entry entry = {
        .line = a->line,
        .type = QUESTION_SINGLE,
        .stem = a->stem.text,
        .options = options,
        .option_count = a->option_count,
        .answer = a->fault ? NULL : answer,
        .extras = convert_extras_none,
        .status = a->fault ? CONVERT_REFUSED : CONVERT_READ,
        .reason = a->fault,
    };
    convert_add(a->builder, &entry);
    strbuf_clear(&a->stem);
    a->option_count = 0;
    a->line = 0;
    a->fault = NULL;
}

static void take_answer(struct aiken *a, const char *value, size_t len, int number)
{
    char answer[2] = "";
    while (len > 0 && (*value == ' ' || *value == '\t')) {
        value++;
        len--;
    }
    while (len > 0 && (value[len - 1] == ' ' || value[len - 1] == '\t'))
        len--;
    if (a->line == 0)
        a->line = number;
    if (len != 1 || *value < 'A' || *value > 'Z')
        fault(a, "ANSWER 后面应当正好是一个大写字母");
    else if (*value - 'A' >= a->option_count)
        fault(a, "ANSWER 的字母不在选项中");
    else
        answer[0] = *value;
    if (a->option_count < 2)
        fault(a, "选项少于 2 个");
    finish(a, answer);
}

static void take_option(struct aiken *a, const char *text, size_t len, char letter)
{
    if (letter - 'A' != a->option_count)
        fault(a, "选项的字母不连续");
    if (a->option_count == OPTION_MAX)
        return;
    struct strbuf *option = &a->options[a->option_count++];
    strbuf_clear(option);
    strbuf_add_len(option, text, len);
}

static void take_line(struct aiken *a, const char *line, size_t len, int number)
{
    static const char word[] = "ANSWER:";
    while (len > 0 && (*line == ' ' || *line == '\t')) {
        line++;
        len--;
    }
    if (len == 0)
        return;
    if (len >= strlen(word) && strncmp(line, word, strlen(word)) == 0) {
        take_answer(a, line + strlen(word), len - strlen(word), number);
        return;
    }
    size_t mark = a->line > 0 ? option_mark(line, len) : 0;
    if (mark > 0) {
        take_option(a, line + mark, len - mark, line[0]);
        return;
    }
    if (a->line == 0)
        a->line = number;
    if (a->option_count > 0)
        fault(a, "选项后面应当是 ANSWER: 和一个字母");
    if (a->stem.len > 0)
        strbuf_add_char(&a->stem, '\n');
    strbuf_add_len(&a->stem, line, len);
}

bool convert_aiken(struct convert_builder *builder, const char *text, struct err *err)
{
    struct aiken a = { .builder = builder };
    int number = 1, first = convert_count(builder);
    strbuf_init(&a.stem);
    for (int i = 0; i < OPTION_MAX; i++)
        strbuf_init(&a.options[i]);
    for (const char *line = text; *line; number++) {
        size_t len = strcspn(line, "\n");
        take_line(&a, line, len > 0 && line[len - 1] == '\r' ? len - 1 : len, number);
        line += len + (line[len] == '\n');
    }
    if (a.line > 0) {
        fault(&a, "没有 ANSWER 行");
        finish(&a, NULL);
    }
    strbuf_fini(&a.stem);
    for (int i = 0; i < OPTION_MAX; i++)
        strbuf_fini(&a.options[i]);
    if (convert_count(builder) == first)
        return err_set(err, "文件里没有 Aiken 题目（选项写成“A. ”，最后一行是“ANSWER: A”）");
    return true;
}

/* ---- writing ---- */

static const char *why_not(const struct question *q)
{
    const struct wording *w = q->wordings[0];
    const char *stem = w->stem;
    if (q->type != QUESTION_SINGLE)
        return "Aiken 只能放单选题";
    if (!q->has_answer || (q->answer_choices & (q->answer_choices - 1)) != 0 || q->option_count < 2)
        return "没有答案，或者选项不全";
    if (q->picture)
        return "Aiken 不能带图片";
    if (strchr(stem, '\n') || option_mark(stem, strlen(stem)) > 0 ||
        strncmp(stem, "ANSWER:", strlen("ANSWER:")) == 0)
        return "Aiken 的题干只能是一行，也不能像选项";
    for (int i = 0; i < q->option_count; i++)
        if (q->options[i].picture || strchr(w->options[i], '\n') || !*w->options[i])
            return "Aiken 的选项只能是一行文字";
    return NULL;
}

/* What Aiken has no place for at all. */
static bool says_more(const struct question *q)
{
    const struct wording *w = q->wordings[0];
    bool fixed = false;
    for (int i = 0; i < q->option_count; i++)
        fixed = fixed || q->options[i].fixed;
    return fixed || w->explanation || w->takeaway || w->basis || q->topic || q->edition ||
           !q->id_derived || q->points != 1 || q->difficulty != DIFFICULTY_MEDIUM;
}

void convert_write_aiken(const struct form *form, const char *const *reasons,
                         struct convert_losses *losses, struct strbuf *out)
{
    bool more = false;
    for (int i = 0; i < form->question_count; i++) {
        const struct question *q = &form->questions[i];
        const char *reason = form->kind == FORM_BANK ? why_not(q) : "Aiken 只能放题库，不能放问卷";
        if (!reason && reasons && reasons[i])
            reason = "有疑问，Aiken 里标不出来";
        more = more || (!reason && says_more(q));
        if (reason) {
            convert_lose(losses, i, reason);
            continue;
        }
        int right = 0;
        while (!(q->answer_choices >> right & 1))
            right++;
        strbuf_addf(out, "%s\n", q->wordings[0]->stem);
        for (int j = 0; j < q->option_count; j++)
            strbuf_addf(out, "%c. %s\n", 'A' + j, q->wordings[0]->options[j]);
        strbuf_addf(out, "ANSWER: %c\n\n", 'A' + right);
    }
    if (more)
        convert_lose(losses, -1, "Aiken 只有题干、选项和答案：编号、解析、知识点等没有写出");
}
