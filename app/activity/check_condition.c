/* Conditions that are well formed and yet can never hold: ${age} = 'G' where age ends with F. */
#include <string.h>

#include "activity/check_parts.h"
#include "activity/expr.h"
#include "activity/value.h"

struct condition {
    const struct form *form;
    const struct question *question; /* whose condition it is */
    const char *key;
    struct err_list *faults;
};

static const struct question *find(const struct condition *c, const char *id)
{
    if (strcmp(id, ".") == 0)
        return c->question;
    for (int i = 0; i < c->form->question_count; i++)
        if (strcmp(c->form->questions[i].id, id) == 0)
            return &c->form->questions[i];
    return NULL;
}

static bool are_letters(const struct question *q, const char *literal)
{
    for (const char *p = literal; *p; p++)
        if (*p < 'A' || *p >= 'A' + q->option_count)
            return false;
    return true;
}

/* True if an answer to q can be that text; the empty one is always possible. */
static bool can_be(const struct question *q, const char *literal)
{
    double number = 0;
    if (!*literal)
        return true;
    switch (q->type) {
    case QUESTION_SINGLE:
    case QUESTION_JUDGE:
        return are_letters(q, literal) && strlen(literal) == 1;
    case QUESTION_MULTIPLE:
    case QUESTION_ORDER:
        return are_letters(q, literal);
    case QUESTION_SCALE:
        return value_parse_number(literal, &number) && number >= 0 && number <= q->scale_count;
    case QUESTION_NUMBER:
    case QUESTION_RATING:
        return value_parse_number(literal, &number);
    default:
        return true;
    }
}

static void judge(void *context, const char *id, const char *literal)
{
    const struct condition *c = context;
    const struct question *q = find(c, id);
    const char *path = c->question->place.path;
    int line = c->question->place.line;
    if (!q)
        return; /* told when it was read */
    bool letters = question_type_has_choices(q->type);
    if (!literal && letters)
        err_list_add(c->faults, ERR_ERROR, path, line, 0,
                     "“%s”把 ${%s} 当数字用，但它是%s题，答案是选项的字母", c->key, q->id,
                     question_type_name(q->type));
    else if (literal && !can_be(q, literal) && letters)
        err_list_add(c->faults, ERR_ERROR, path, line, 0,
                     "“%s”里 ${%s} 不可能是“%s”，它的选项是 A 到 %c", c->key, q->id, literal,
                     'A' + q->option_count - 1);
    else if (literal && !can_be(q, literal))
        err_list_add(c->faults, ERR_ERROR, path, line, 0,
                     "“%s”里 ${%s} 不可能是“%s”，它的答案是数字", c->key, q->id, literal);
}

void check_conditions(const struct form *form, struct err_list *faults)
{
    for (int i = 0; i < form->question_count; i++) {
        const struct question *q = &form->questions[i];
        struct condition c = { form, q, "显示条件", faults };
        if (q->relevant)
            expr_each_comparison(q->relevant, judge, &c);
        c.key = "校验";
        if (q->constraint)
            expr_each_comparison(q->constraint, judge, &c);
    }
}
