/* Questions as GIFT; what it has no word for goes into comment lines (meta.h). */
#include <string.h>

#include "activity/convert/gift_text.h"
#include "activity/convert/internal.h"
#include "activity/convert/meta.h"
#include "activity/value.h"

enum { RIGHT_MAX = 10 }; /* Moodle knows the share 100/n up to n = 10 */

static int count_right(const struct question *q)
{
    int count = 0;
    for (int i = 0; i < q->option_count; i++)
        count += q->answer_choices >> i & 1;
    return count;
}

static const char *why_not(const struct question *q)
{
    if (q->picture)
        return "GIFT 不能带图片";
    for (int i = 0; i < q->option_count; i++)
        if (q->options[i].picture)
            return "GIFT 不能带图片";
    if (q->type != QUESTION_SINGLE && q->type != QUESTION_MULTIPLE && q->type != QUESTION_JUDGE &&
        q->type != QUESTION_NUMBER)
        return "GIFT 里没有这种题型";
    if (!q->has_answer)
        return "没有答案";
    if (q->type == QUESTION_SINGLE && count_right(q) != 1)
        return "单选题的答案不是一个";
    if (q->type == QUESTION_MULTIPLE && count_right(q) > RIGHT_MAX)
        return "正确选项超过 10 个，GIFT 没有这样的分数";
    return NULL;
}

/* 100/n as Moodle writes it: five decimals, no zeros behind. */
static void add_weight(struct strbuf *out, int count, bool right)
{
    if (!right) {
        strbuf_add(out, "~%-100%");
        return;
    }
    struct strbuf number;
    strbuf_init(&number);
    strbuf_addf(&number, "%.5f", 100.0 / count);
    while (number.text[number.len - 1] == '0')
        strbuf_truncate(&number, number.len - 1);
    if (number.text[number.len - 1] == '.')
        strbuf_truncate(&number, number.len - 1);
    strbuf_addf(out, "~%%%s%%", number.text);
    strbuf_fini(&number);
}

static void add_options(struct strbuf *out, const struct question *q)
{
    const struct wording *w = q->wordings[0];
    int rights = count_right(q);
    strbuf_add_char(out, '\n');
    for (int i = 0; i < q->option_count; i++) {
        bool right = q->answer_choices >> i & 1;
        strbuf_add_char(out, '\t');
        if (q->type == QUESTION_SINGLE)
            strbuf_add_char(out, right ? '=' : '~');
        else
            add_weight(out, rights, right);
        gift_escape(out, w->options[i]);
        strbuf_add_char(out, '\n');
    }
}

static void add_question(struct strbuf *out, const struct question *q)
{
    const struct wording *w = q->wordings[0];
    strbuf_add(out, "::");
    gift_escape(out, q->id);
    strbuf_add(out, "::");
    gift_escape(out, w->stem);
    strbuf_add(out, " {");
    if (q->type == QUESTION_JUDGE) {
        strbuf_add(out, q->answer_choices == 1 ? "TRUE" : "FALSE");
    } else if (q->type == QUESTION_NUMBER) {
        strbuf_add_char(out, '#');
        value_format_number(q->answer_number, out);
    } else {
        add_options(out, q);
    }
    if (w->explanation) {
        strbuf_add(out, "####");
        gift_escape(out, w->explanation);
    }
    strbuf_add(out, "}\n");
}

static void add_doubt(struct strbuf *out, const char *reason)
{
    if (!reason)
        return;
    strbuf_add(out, "// 有疑问: ");
    for (const char *p = reason; *p; p++)
        strbuf_add_char(out, *p == '\n' ? ' ' : *p);
    strbuf_add_char(out, '\n');
}

void convert_write_gift(const struct form *form, const char *const *reasons,
                        struct convert_losses *losses, struct strbuf *out)
{
    if (form->question_count > 0)
        meta_write_head(out, form);
    for (int i = 0; i < form->question_count; i++) {
        const struct question *q = &form->questions[i];
        const char *reason = form->kind == FORM_BANK ? why_not(q) : "GIFT 只能放题库，不能放问卷";
        if (reason) {
            convert_lose(losses, i, reason);
            continue;
        }
        add_doubt(out, reasons ? reasons[i] : NULL);
        meta_write(out, q);
        add_question(out, q);
        strbuf_add_char(out, '\n');
    }
}
