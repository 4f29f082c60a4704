/* 问卷: one question a page; the field asks, the rest of the page answers. */

#include "base/strbuf.h"
#include "play/entry.h"
#include "view/screens/screens.h"
#include "view/screens/survey_inside.h"

enum {
    FIELD_H = 592,
    FIELD_WRITING_H = 396,
    FIELD_MOST_H = 860,
    FIELD_WRITING_MOST_H = 700,
    FIELD_LARGE_H = 592,
    PROGRESS_H = 64,
    FOOT = 44
};

/* How stem and hint are set in the field. */
struct stem_plan {
    struct paragraph stem, hint;
    int y, w, field_h, lines_a_page, pages;
};

bool survey_is_writing_other(const struct survey_page *p)
{
    return p->page.view->kiosk->page >= SURVEY_WRITING &&
           entry_other_is_open(p->question, p->answer);
}

/* The keyboard takes the room of the field. */
static bool is_writing(const struct survey_page *p)
{
    return p->question->type == QUESTION_TEXT || survey_is_writing_other(p);
}

static const char *stem_text(const struct survey_page *p)
{
    struct strbuf text;
    const char *copy;

    strbuf_init(&text);
    survey_stem(p->survey, p->survey->current, p->page.view->kiosk->language, &text);
    copy = widgets_format(p->page.out, "%s", text.text);
    strbuf_fini(&text);
    return copy;
}

static struct stem_plan plan_words(const struct survey_page *p)
{
    const struct page *page = &p->page;
    struct paragraph stem = { .text = stem_text(p),
                              .style = page_style(page, TEXT_STEM_SURVEY),
                              .color = page->skin->field_ink,
                              .ground = page->skin->field,
                              .role = ROLE_STEM };
    struct stem_plan plan = { .stem = stem, .hint = stem, .pages = 1 };

    plan.hint.text = p->wording->hint;
    plan.hint.style = page_style(page, TEXT_SUB);
    plan.hint.role = ROLE_CAPTION;
    return plan;
}

static int hint_height(const struct page *page, const struct stem_plan *plan)
{
    return plan->hint.text != NULL ? paragraph_height(page, &plan->hint, plan->w) + 6 : 0;
}

/* Tries the sizes in turn; when none fits, takes the last and pages the stem. */
static void fit_stem(const struct page *page, struct stem_plan *plan, const int *sizes, int count,
                     int room_h, int most_h)
{
    struct text_style full = plan->stem.style;
    int room;

    plan->lines_a_page = PARAGRAPH_LINES_MAX;
    for (int i = 0; i < count; i++) {
        plan->stem.style = paragraph_sized(full, sizes[i]);
        paragraph_tighten(page, &plan->stem, plan->w);
        if (!paragraph_cuts_word(page, &plan->stem, plan->w) &&
            paragraph_height(page, &plan->stem, plan->w) + hint_height(page, plan) <= room_h)
            return;
    }
    room = most_h - hint_height(page, plan);
    plan->lines_a_page = room / plan->stem.style.line_px;
    plan->lines_a_page = plan->lines_a_page > 0 ? plan->lines_a_page : 1;
    plan->pages =
        (paragraph_lines(page, &plan->stem, plan->w) + plan->lines_a_page - 1) / plan->lines_a_page;
}

static struct stem_plan plan_portrait(const struct survey_page *p)
{
    static const int sizes[] = { 70, 62, 54, 48 }, large_sizes[] = { 80, 72, 64, 56 };
    const struct page *page = &p->page;
    bool writing = is_writing(p);
    struct stem_plan plan = plan_words(p);
    int most = writing ? FIELD_WRITING_MOST_H : FIELD_MOST_H, used;
    int drawn = writing ? FIELD_WRITING_H : page->large ? FIELD_LARGE_H : FIELD_H;

    plan.w = page->canvas.w - 2 * page->margin;
    plan.y = page->large ? 170 : writing ? 226 : 280;
    if (writing)
        plan.stem.style = paragraph_sized(plan.stem.style, page->large ? 64 : 56);
    if (writing && !page->large)
        plan.hint.style = page_style(page, TEXT_CAPTION);
    fit_stem(page, &plan, page->large ? large_sizes + writing : sizes + 2 * writing,
             page->large ? 4 - writing : 4 - 2 * writing, drawn - FOOT - plan.y,
             most - FOOT - plan.y);
    used = plan.y + hint_height(page, &plan) + FOOT;
    used += (plan.pages > 1 ? plan.lines_a_page : paragraph_lines(page, &plan.stem, plan.w)) *
            plan.stem.style.line_px;
    plan.field_h = used > drawn ? used : drawn;
    return plan;
}

static struct stem_plan plan_landscape(const struct survey_page *p)
{
    static const int sizes[] = { 62, 56, 50, 44 }, large_sizes[] = { 80, 72, 64, 56 };
    const struct page *page = &p->page;
    struct stem_plan plan = plan_words(p);
    int room;

    plan.w = page->header.w;
    plan.y = page->large ? 300 : 310;
    room = page->foot.y - 24 - plan.y;
    fit_stem(page, &plan, page->large ? large_sizes : sizes, 4, room, room);
    return plan;
}

static void add_stem(const struct survey_page *p, const struct stem_plan *plan)
{
    const struct page *page = &p->page;
    struct rect rect = { page->header.x, plan->y, plan->w, 0 };
    int used, spare;

    if (page->portrait) {
        /* A short stem stands in the middle of what the field leaves it. */
        used = hint_height(page, plan) +
               (plan->pages > 1 ? 0 : paragraph_height(page, &plan->stem, plan->w));
        spare = page->field.h - FOOT - plan->y - used;
        if (plan->pages == 1 && spare > 0 && !is_writing(p))
            rect.y += spare * 2 / 5;
    }
    rect.y += paragraph_add_lines(page, &plan->stem, rect, p->stem_at * plan->lines_a_page,
                                  plan->lines_a_page)
                  ->rect.h;
    rect.y += 6;
    if (plan->hint.text != NULL)
        paragraph_add(page, &plan->hint, rect);
}

void survey_add_hint(const struct survey_page *p, int y, const char *text, const char *icon)
{
    const struct page *page = &p->page;
    struct rect rect = { page->controls.x, y, page->controls.w, page->dock.y - y };
    struct paragraph words = { .text = text,
                               .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink_soft,
                               .ground = page->skin->ground,
                               .role = ROLE_CAPTION };

    if (text == NULL || rect.h < (page->large ? 90 : 60))
        return;
    if (icon != NULL) {
        words.color = page->skin->ink;
        words.style = page_style(page, TEXT_SUB);
    }
    component_label(page, rect, &words, icon, NULL, 48);
}

const char *survey_point_text(const struct survey_page *p, int point)
{
    if (point == 0)
        return p->wording->scale_unclear != NULL ? p->wording->scale_unclear : "";
    return p->wording->scale[point - 1];
}

/* ---- what answers ---- */

static void add_answer(const struct survey_page *p, struct rect area)
{
    if (survey_is_writing_other(p)) {
        survey_add_other(p, area);
        return;
    }
    switch (p->question->type) {
    case QUESTION_SCALE:
        survey_add_scale(p, area);
        break;
    case QUESTION_RATING:
        survey_add_rating(p, area);
        break;
    case QUESTION_MATRIX:
        survey_add_matrix(p, area);
        break;
    case QUESTION_NUMBER:
        survey_add_number(p, area);
        break;
    case QUESTION_TEXT:
        survey_add_text(p, area);
        break;
    case QUESTION_DATE:
        survey_add_date(p, area);
        break;
    case QUESTION_NOTE:
        break;
    default:
        survey_add_choices(p, area);
        break;
    }
}

/* The choices page themselves together with the stem; everything else leaves the pager its strip.
 */
static struct rect cut_pager(const struct survey_page *p, struct rect area)
{
    int stride = is_writing(p) ? KEYS_LAYERS : 1;
    struct rect pager;

    if (p->stem_pages <= 1 || question_type_has_choices(p->question->type))
        return area;
    pager = rect_cut_bottom(&area, component_pager_takes(&p->page));
    rect_cut_top(&pager, PAGER_GAP);
    component_pager(&p->page, pager, p->stem_at, p->stem_pages, stride);
    return area;
}

/* ---- dock ---- */

static const char *missing_text(const struct survey_page *p)
{
    const struct page *page = &p->page;
    const struct question *q = p->question;
    int left = 0;

    if (survey_breaks_constraint(p->survey))
        return page_text(page, STR_SURVEY_NEED_VALID);
    switch (q->type) {
    case QUESTION_MULTIPLE:
        left = q->min_choices - answer_choice_count(p->answer);
        if (left > 1 || (p->answer->given && left > 0))
            return page_format(page, STR_SURVEY_NEED_MORE, page_number(page, left), NULL);
        return page_text(page, STR_QUESTION_NEED_SOME);
    case QUESTION_ORDER:
        left = (q->min_choices > 0 ? q->min_choices : q->option_count) - p->answer->order_count;
        return page_format(page, STR_QUESTION_NEED_ORDER, page_number(page, left), NULL);
    case QUESTION_MATRIX:
        for (int row = 0; row < q->row_count; row++)
            left += p->answer->rows[row] < 0;
        return page_format(page, STR_SURVEY_NEED_ROWS, page_number(page, left), NULL);
    case QUESTION_NUMBER:
        return page_text(page, p->answer->given ? STR_SURVEY_NEED_VALID : STR_SURVEY_NEED_NUMBER);
    case QUESTION_TEXT:
        return page_text(page, STR_SURVEY_NEED_TEXT);
    case QUESTION_DATE:
        return page_text(page, STR_SURVEY_NEED_DATE);
    default:
        return page_text(page, STR_SURVEY_NEED_ONE);
    }
}

static struct button next_button(const struct survey_page *p)
{
    const struct page *page = &p->page;
    struct button button = { .look = BUTTON_PRIMARY,
                             .label = page_text(page, STR_SURVEY_NEXT),
                             .icon_after = "ic-arrow-right.svg",
                             .message = page_tap(MSG_CONFIRM, 0) };

    if (kiosk_is_saving(page->view->kiosk)) {
        button.look = BUTTON_DISABLED;
        button.label = page_text(page, STR_SAVING);
        button.icon_after = NULL;
    } else if (survey_is_writing_other(p)) {
        button.label = page_text(page, STR_SURVEY_WRITTEN);
        button.icon_after = "ic-check.svg";
        button.message = page_tap(MSG_PAGE, 0);
    } else if (survey_can_skip(p->survey) && !survey_can_confirm(p->survey)) {
        button.label = page_text(page, STR_SURVEY_SKIP);
        button.message = page_tap(MSG_SKIP, 0);
    } else if (!survey_can_confirm(p->survey)) {
        button.look = BUTTON_DISABLED;
        button.label = missing_text(p);
        button.icon_after = NULL;
    } else if (survey_sends_next(p->survey)) {
        button.label = page_text(page, STR_SURVEY_SEND);
        button.icon_after = "ic-check.svg";
    } else if (survey_returns_to_review(p->survey)) {
        button.label = page_text(page, STR_SURVEY_CHANGED);
        button.icon_after = "ic-check.svg";
    } else if (p->question->type == QUESTION_TEXT) {
        button.label = page_text(page, STR_SURVEY_WRITTEN);
        button.icon_after = "ic-check.svg";
    } else if (survey_leads_to_review(p->survey)) {
        button.label = page_text(page, STR_SURVEY_CHECK);
    }
    return button;
}

static void add_dock(const struct survey_page *p)
{
    const struct page *page = &p->page;
    bool first = survey_is_first(p->survey), other = survey_is_writing_other(p);
    struct button back = { .look = BUTTON_SECONDARY,
                           .label = page_text(page, first ? STR_SURVEY_OUT : STR_SURVEY_BACK),
                           .icon_before = "ic-back.svg",
                           .message = page_tap(MSG_BACK, 0) };

    if (survey_returns_to_review(p->survey))
        back.label = page_text(page, STR_SURVEY_KEEP);
    if (other) {
        back.label = page_text(page, STR_BACK);
        back.message = page_tap(MSG_PAGE, 0);
    }
    if (!other && survey_can_skip(p->survey) && survey_can_confirm(p->survey)) {
        struct button skip = { .look = BUTTON_SECONDARY,
                               .label = page_text(page, STR_SURVEY_SKIP_SHORT),
                               .message = page_tap(MSG_SKIP, 0) };
        component_dock(page, (struct button[]){ back, skip, next_button(p) }, 3);
        return;
    }
    component_dock(page, (struct button[]){ back, next_button(p) }, 2);
}

static void build(const struct view *view, struct widgets *out)
{
    const struct kiosk *kiosk = view->kiosk;
    struct survey_page p = { .survey = &kiosk->survey };
    struct page_shape shape = { .section = SECTION_SURVEY,
                                .field_h = FIELD_H,
                                .column_w = 640,
                                .motif_side = 870,
                                .motif_x = 251,
                                .motif_y = -47 };
    struct stem_plan plan = { .pages = 1 };
    struct rect progress;
    int stride;

    page_bare(&p.page, view, out, SECTION_SURVEY);
    p.question = survey_question(p.survey);
    p.wording = question_wording(p.question, kiosk->language);
    p.answer = &p.survey->items[p.survey->current].answer;
    if (p.page.portrait) {
        plan = plan_portrait(&p);
        shape.field_h = plan.field_h;
        if (is_writing(&p))
            shape.motif_y = -196;
    }
    page_open(&p.page, view, out, &shape);
    if (!p.page.portrait)
        plan = plan_landscape(&p);
    stride = is_writing(&p) ? KEYS_LAYERS : 1;
    p.stem_pages = plan.pages;
    p.stem_at = survey_is_writing_other(&p) ? 0 : kiosk->page / stride;
    p.stem_at = p.stem_at < plan.pages ? p.stem_at : plan.pages - 1;
    if (p.page.large && p.page.portrait) {
        int place, total;
        survey_progress(p.survey, &place, &total);
        component_header(&p.page,
                         page_format(&p.page, STR_SURVEY_PLACE, page_number(&p.page, place),
                                     page_number(&p.page, total)),
                         component_chip(&p.page));
    } else {
        component_header(&p.page, page_text(&p.page, STR_SURVEY_HEADER), component_chip(&p.page));
        progress = (struct rect){ p.page.header.x, p.page.portrait && is_writing(&p) ? 148 : 180,
                                  p.page.header.w, PROGRESS_H };
        component_survey_progress(&p.page, progress);
    }
    add_stem(&p, &plan);
    add_answer(&p, cut_pager(&p, p.page.controls));
    add_dock(&p);
}

const struct screen screen_survey_page = { "survey-page", build };
