#include "view/fit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "play/sample.h"
#include "view/audit.h"
#include "view/view.h"

enum { SHORT_SIDE = 1080, LONG_SIDE = 1920, PAGES_MAX = 32, LIMIT_S = 30 };
enum { CHARACTERS_MAX = 8 }; /* missing ones that a fault names */

/* What is no longer than this fits everywhere: the screens were drawn for it. */
enum { STEM_SHORT = 45, OPTION_SHORT = 22, OPTIONS_FEW = 4 };

/* Of the panels that the booth is meant for; touch targets are not looked at here. */
static const double px_per_mm = 4.03;

struct fitting {
    const struct strings *strings;
    const struct text_measure *measure;
    struct err_list *faults;
    struct activity activity;
    struct kiosk *kiosk;
    struct widgets *list;
};

/* ---- characters ---- */

static void note_missing(const struct text_measure *measure, const char *text, struct strbuf *out,
                         int *count)
{
    while (text && *text && *count < CHARACTERS_MAX) {
        const char *at = text;
        uint32_t c = utf8_next(&text);
        char shown[8] = "";
        memcpy(shown, at, (size_t)(text - at) < sizeof shown ? (size_t)(text - at) : 0);
        if (c < 0x20 || utf8_is_space(c) || measure->can_draw(measure->context, FACE_SANS, c) ||
            strstr(out->text, shown))
            continue;
        strbuf_addf(out, "%s“%s”(U+%04X)", *count > 0 ? "、" : "", shown, (unsigned)c);
        ++*count;
    }
}

static void check_characters(struct fitting *f, const struct question *q, int language)
{
    const struct wording *w = q->wordings[language];
    struct strbuf missing;
    int count = 0;
    strbuf_init(&missing);
    const char *const texts[] = { w->stem, w->explanation, w->takeaway, w->basis, w->hint };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        note_missing(f->measure, texts[i], &missing, &count);
    for (int i = 0; i < q->option_count && w->options; i++)
        note_missing(f->measure, w->options[i], &missing, &count);
    for (int i = 0; i < q->row_count && w->rows; i++)
        note_missing(f->measure, w->rows[i], &missing, &count);
    for (int i = 0; i < q->scale_count && w->scale; i++)
        note_missing(f->measure, w->scale[i], &missing, &count);
    if (count > 0)
        err_list_add(f->faults, ERR_WARNING, q->place.path, q->place.line, 0,
                     "没有字体能显示%s，屏上会是方框，请换一个写法", missing.text);
    strbuf_fini(&missing);
}

/* ---- screens ---- */

static bool is_long(const struct question *q, int language)
{
    const struct wording *w = q->wordings[language];
    bool is = utf8_count(w->stem) > STEM_SHORT || q->option_count > OPTIONS_FEW;
    for (int i = 0; i < q->option_count && w->options; i++)
        is = is || utf8_count(w->options[i]) > OPTION_SHORT;
    return is;
}

static bool leads_to_page(const struct widgets *list, int page)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].message.kind == MSG_PAGE && list->items[i].message.value == page)
            return true;
    return false;
}

/* The first breach on any page; false when there is one. */
static bool fits(struct fitting *f, bool portrait, struct err_list *breaches)
{
    struct view view = { .kiosk = f->kiosk,
                         .strings = f->strings,
                         .measure = f->measure,
                         .canvas_w = portrait ? SHORT_SIDE : LONG_SIDE,
                         .canvas_h = portrait ? LONG_SIDE : SHORT_SIDE,
                         .px_per_mm = px_per_mm };
    const struct audit_case facts = { .where = "",
                                      .px_per_mm = px_per_mm,
                                      .large = f->kiosk->large_text };
    do {
        view_build(&view, f->list);
        audit_widgets(f->list, &facts, breaches);
    } while (breaches->count == 0 && leads_to_page(f->list, ++f->kiosk->page) &&
             f->kiosk->page < PAGES_MAX);
    return breaches->count == 0;
}

static void check_screens(struct fitting *f, const struct question *q, int language)
{
    for (int way = 0; way < 4; way++) {
        const bool portrait = way & 1, large = way & 2;
        struct err_list breaches;
        err_list_init(&breaches);
        sample_question(f->kiosk, &(struct sample){ .activity = &f->activity,
                                                    .form = &f->activity.banks[0],
                                                    .question = q,
                                                    .language = language,
                                                    .large_text = large });
        bool ok = fits(f, portrait, &breaches);
        if (!ok)
            err_list_add(f->faults, ERR_WARNING, q->place.path, q->place.line, 0,
                         "这道题在%s%s放不下，请把题干或选项改短：%s", portrait ? "竖屏" : "横屏",
                         large ? "大字" : "", breaches.items[0].text);
        err_list_fini(&breaches);
        if (!ok)
            return;
    }
}

void fit_check(const struct form *form, const struct strings *strings,
               const struct text_measure *measure, struct err_list *faults)
{
    struct fitting f = {
        .strings = strings,
        .measure = measure,
        .faults = faults,
        .activity = { .banks = (struct form *)form, .bank_count = 1, .limit_s = LIMIT_S },
        .kiosk = mem_zalloc(sizeof *f.kiosk),
        .list = mem_zalloc(sizeof *f.list)
    };
    widgets_init(f.list);
    for (int i = 0; i < form->question_count; i++) {
        const struct question *q = &form->questions[i];
        for (int language = 0; language < LANGUAGE_MAX; language++) {
            if (!q->wordings[language])
                continue;
            check_characters(&f, q, language);
            if (form->kind == FORM_BANK && language < strings->language_count &&
                is_long(q, language))
                check_screens(&f, q, language);
        }
    }
    widgets_fini(f.list);
    free(f.list);
    free(f.kiosk);
}
