/* Texts that a further language lacks; there the visitor would see the first language. */
#include <stddef.h>
#include <string.h>

#include "activity/check_parts.h"
#include "base/strbuf.h"

static const struct {
    const char *name;
    size_t offset;
} texts[] = {
    { "解析", offsetof(struct wording, explanation) },
    { "要点", offsetof(struct wording, takeaway) },
    { "依据", offsetof(struct wording, basis) },
    { "提示", offsetof(struct wording, hint) },
    { "校验提示", offsetof(struct wording, constraint_message) },
};

static const char *text_at(const struct wording *wording, size_t offset)
{
    const char *text = NULL;
    memcpy(&text, (const char *)wording + offset, sizeof text);
    return text;
}

static void check_texts(const struct question *q, const char *tag, const struct wording *other,
                        struct err_list *faults)
{
    struct strbuf missing;
    strbuf_init(&missing);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (text_at(q->wordings[0], texts[i].offset) && !text_at(other, texts[i].offset))
            strbuf_addf(&missing, "%s%s", missing.len > 0 ? "、" : "", texts[i].name);
    if (missing.len > 0)
        err_list_add(faults, ERR_WARNING, q->place.path, q->place.line, 0,
                     "编号“%s”的 %s 译文少了：%s", q->id, tag, missing.text);
    strbuf_fini(&missing);
}

/* A ${id} that only the translation has was checked by nobody when the original was read. */
static void check_references(const struct question *q, const char *tag, const struct wording *other,
                             struct err_list *faults)
{
    struct strbuf reference;
    strbuf_init(&reference);
    for (const char *p = other->stem; (p = strstr(p, "${")); p += 2) {
        strbuf_clear(&reference);
        strbuf_add_len(&reference, p, strcspn(p, "}") + 1);
        if (!strstr(q->wordings[0]->stem, reference.text))
            err_list_add(faults, ERR_ERROR, q->place.path, q->place.line, 0,
                         "编号“%s”的 %s 译文里有 %s，原文没有", q->id, tag, reference.text);
    }
    strbuf_fini(&reference);
}

void check_languages(const struct activity *activity, const struct form *form,
                     struct err_list *faults)
{
    for (int language = 1; language < activity->language_count; language++) {
        const char *tag = activity->languages[language];
        if (!form->titles[language])
            continue; /* no file at all: told once when it was missed */
        for (int i = 0; i < form->question_count; i++) {
            const struct question *q = &form->questions[i];
            const struct wording *other = q->wordings[language];
            if (!other) {
                err_list_add(faults, ERR_WARNING, q->place.path, q->place.line, 0,
                             "编号“%s”没有 %s 译文", q->id, tag);
                continue;
            }
            check_texts(q, tag, other, faults);
            check_references(q, tag, other, faults);
        }
    }
}
