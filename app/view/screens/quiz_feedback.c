/* 答对、答错: what was right, why, and where it stands in the law. */
#include <string.h>

#include "base/strbuf.h"
#include "view/flow.h"
#include "view/screens/quiz_frame.h"
#include "view/screens/result_row.h"
#include "view/screens/screens.h"

enum {
    SEAL_PX = 330,
    HOLLOW_PX = 268,
    COLUMN_SEAL_PX = 280,
    LARGE_FIELD_H = 500,
    ROWS_MAX = 28,
    HIGH_FIELD_TAKES = 1060 /* field, gaps and dock */
};

struct feedback {
    struct page page;
    const struct quiz *quiz;
    const struct quiz_item *item;
    const struct question *question;
    struct flow flow;
    struct result_row *rows;
    int row_count;
    bool low; /* a right answer whose reasons need the room: seal beside the title, as for a wrong
                 one */
};

/* ---- rows ---- */

static void add_row(struct feedback *f, const char *letter, const char *text, bool right,
                    enum string_id status)
{
    struct result_row *row = &f->rows[f->row_count++];

    *row = (struct result_row){ letter, text, page_text(&f->page, status), right };
    flow_add_box(&f->flow, 30, result_row_height(&f->page, row, f->page.controls.w),
                 result_row_draw, row);
}

/* Only the options of a single choice had letters on the question's page. */
static const char *letter_of(const struct feedback *f, int option)
{
    return f->question->type == QUESTION_SINGLE ? quiz_letter(f->item, option) : NULL;
}

/* Right options first, in the order shown; then what was chosen wrongly. */
static void add_choice_rows(struct feedback *f)
{
    const struct question *q = f->question;
    bool several = q->type == QUESTION_MULTIPLE, timed_out = f->item->outcome == OUTCOME_TIMED_OUT;

    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < q->option_count && f->row_count < ROWS_MAX; i++) {
            int option = f->item->shown[i];
            bool right = q->answer_choices >> option & 1;
            bool chosen = f->item->answer.choices >> option & 1;
            enum string_id status = STR_FEEDBACK_YOURS;
            if (right != (pass == 0) || (!right && !chosen))
                continue;
            if (right && chosen)
                status = STR_FEEDBACK_YOURS_RIGHT;
            else if (right)
                status = several && !timed_out ? STR_FEEDBACK_MISSED : STR_FEEDBACK_CORRECT;
            add_row(f, letter_of(f, option), quiz_option_text(&f->page, q, option), right, status);
        }
    }
}

/* The visitor's order by the numbers of the right one: 2 1 3. */
static const char *order_text(const struct feedback *f)
{
    const struct question *q = f->question;
    const char *text = "";

    for (int i = 0; i < f->item->answer.order_count; i++) {
        int place = 0;
        while (place < q->option_count && q->answer_order[place] != f->item->answer.order[i])
            place++;
        text = widgets_format(f->page.out, i > 0 ? "%s %d" : "%s%d", text, place + 1);
    }
    return text;
}

static void add_order_rows(struct feedback *f)
{
    const struct question *q = f->question;
    int count = f->item->answer.order_count;

    for (int i = 0; i < q->option_count && f->row_count < ROWS_MAX; i++) {
        int option = q->answer_order[i];
        bool mine_too = i < count && f->item->answer.order[i] == option;
        add_row(f, page_number(&f->page, i + 1), quiz_option_text(&f->page, q, option), true,
                mine_too ? STR_FEEDBACK_YOURS_RIGHT : STR_FEEDBACK_CORRECT);
    }
    if (!f->item->right && count > 0 && f->row_count < ROWS_MAX)
        add_row(f, NULL, order_text(f), false, STR_FEEDBACK_YOURS);
}

static const char *answer_text(const struct feedback *f)
{
    struct strbuf text;
    const char *copy;

    strbuf_init(&text);
    strbuf_add_double(&text, f->question->answer_number, 6);
    if (text.len > 2 && strcmp(text.text + text.len - 2, ".0") == 0)
        strbuf_truncate(&text, text.len - 2);
    copy = widgets_format(f->page.out, "%s", text.text);
    strbuf_fini(&text);
    return copy;
}

static void add_number_rows(struct feedback *f)
{
    const struct answer *answer = &f->item->answer;

    add_row(f, NULL, answer_text(f), true,
            f->item->right ? STR_FEEDBACK_YOURS_RIGHT : STR_FEEDBACK_CORRECT);
    if (!f->item->right && answer->given)
        add_row(f, NULL,
                answer->text[0] != '\0' ? widgets_format(f->page.out, "%s", answer->text)
                                        : widgets_format(f->page.out, "%g", answer->number),
                false, STR_FEEDBACK_YOURS);
}

/* ---- why ---- */

/* （2020修正，自 2021-06-01 起施行）: which text of the law is meant. */
static const char *validity_text(const struct feedback *f)
{
    const struct question *q = f->question;
    char day[DATE_TEXT_LEN];
    const char *from = NULL;

    if (q->valid_from != DATE_NONE) {
        date_format(q->valid_from, day);
        from = page_format(&f->page, STR_FEEDBACK_FROM, day, NULL);
    }
    if (q->edition != NULL && from != NULL)
        return page_format(&f->page, STR_FEEDBACK_BOTH, q->edition, from);
    if (q->edition != NULL || from != NULL)
        return page_format(&f->page, STR_FEEDBACK_EDITION, from != NULL ? from : q->edition, NULL);
    return NULL;
}

static void add_reason(struct feedback *f)
{
    const struct page *page = &f->page;
    const struct wording *wording = question_wording(f->question, page->view->kiosk->language);
    struct paragraph words = { .text = wording->explanation,
                               .style = page_style(page, TEXT_BODY),
                               .color = page->skin->ink,
                               .ground = page->skin->ground,
                               .role = ROLE_TEXT };
    struct paragraph law = words, validity = words;

    if (wording->explanation != NULL) {
        flow_add_head(&f->flow, page->portrait ? 48 : 28, page_text(page, STR_FEEDBACK_WHY));
        flow_add_text(&f->flow, 10, &words);
    }
    if (wording->basis == NULL)
        return;
    law.text = wording->basis;
    law.style =
        (struct text_style){ FACE_SANS_BOLD, page->large ? 56 : 42, page->large ? 76 : 60, 0 };
    law.ground = validity.ground = page->skin->card;
    law.role = validity.role = ROLE_LAW;
    validity.text = validity_text(f);
    validity.style = paragraph_sized(page_style(page, TEXT_LAW), page->large ? 50 : 40);
    validity.color = page->skin->ink_soft;
    flow_add_law(&f->flow, page->portrait ? 48 : 28, &law,
                 validity.text != NULL ? &validity : NULL);
}

/* ---- field ---- */

/* The right answer as its rows show it, or how many there are of them; what fits a seal. */
static const char *seal_text(const struct feedback *f)
{
    const struct question *q = f->question;

    switch (q->type) {
    case QUESTION_NUMBER:
        return answer_text(f);
    case QUESTION_JUDGE:
        return quiz_option_text(&f->page, q, q->answer_choices & 1 ? 0 : 1);
    case QUESTION_ORDER:
        return widgets_format(f->page.out, "1–%d", q->option_count);
    case QUESTION_MULTIPLE:
        return page_number(&f->page, __builtin_popcount(q->answer_choices));
    default:
        return quiz_letter(f->item, __builtin_ctz(q->answer_choices));
    }
}

static const char *sub_text(const struct feedback *f)
{
    const struct page *page = &f->page;
    enum string_id id = STR_FEEDBACK_WRONG_ONE;

    if (f->item->right)
        return page_format(page, STR_FEEDBACK_RIGHT_SUB, page_number(page, f->quiz->right), NULL);
    if (f->question->type == QUESTION_MULTIPLE)
        id = STR_FEEDBACK_WRONG_ALL;
    else if (f->question->type == QUESTION_ORDER)
        id = STR_FEEDBACK_WRONG_ORDER;
    else if (f->question->type != QUESTION_SINGLE)
        id = STR_FEEDBACK_WRONG_VALUE;
    return widgets_format(page->out, "%s\n%s", page_format(page, id, seal_text(f), NULL),
                          page_text(page, STR_FEEDBACK_WRONG_SUB));
}

static void add_titles(const struct feedback *f, struct rect rect, enum text_align align)
{
    const struct page *page = &f->page;
    bool timed_out = f->item->outcome == OUTCOME_TIMED_OUT && !f->item->right;
    enum string_id id = f->item->right ? STR_FEEDBACK_RIGHT
                        : timed_out    ? STR_FEEDBACK_TIMED_OUT
                                       : STR_FEEDBACK_WRONG;
    struct paragraph title = { .text = page_text(page, id),
                               .style = page_style(page, TEXT_TITLE_1),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .align = align,
                               .role = ROLE_HEADING };
    struct paragraph sub = title;

    sub.text = sub_text(f);
    sub.style = page_style(page, TEXT_SUB);
    sub.role = ROLE_TEXT;
    paragraph_fit(page, &title, rect.w, title.style.line_px, 56);
    rect_cut_top(&rect, paragraph_add(page, &title, rect)->rect.h + 4);
    paragraph_fit(page, &sub, rect.w, rect.h, 36);
    paragraph_add(page, &sub, rect);
}

/* 大字版: tick or cross in a block, words beside it. */
static void add_large_field(const struct feedback *f, struct rect area)
{
    const struct page *page = &f->page;
    struct rect block = { area.x, area.y + 20, 190, 190 };

    page_block(page, block, COLOR_HC_BG, 24);
    page_image(page, rect_inset(block, 34, 34), f->item->right ? "ic-check.svg" : "ic-cross.svg",
               COLOR_HC_INK);
    if (page->portrait) {
        rect_cut_left(&area, 190 + 36);
    } else {
        rect_cut_top(&area, 190 + 60);
    }
    add_titles(f, area, ALIGN_LEFT);
}

static void add_seal(const struct feedback *f, struct rect rect)
{
    const struct page *page = &f->page;

    if (f->item->right)
        component_seal(page, rect, "对", f->quiz->current, -4);
    else
        component_hollow_seal(page, rect, seal_text(f), page->skin->field_ink, page->skin->field);
}

static void add_field(const struct feedback *f)
{
    const struct page *page = &f->page;
    int below = quiz_header(page, true), side = COLUMN_SEAL_PX, x = page->header.x;
    int shift = page_extra_h(page, 15);

    if (page->large) {
        struct rect area = page->reading;
        rect_cut_top(&area, 20 + shift);
        add_large_field(f, area);
        return;
    }
    if (!page->portrait) {
        int y = below + 54 + shift;
        if (f->item->right)
            x = page->field.x + (page->field.w - side) / 2;
        if (page->canvas.h - y < 800)
            side = 236;
        add_seal(f, (struct rect){ x, y, side, side });
        add_titles(f,
                   (struct rect){ page->header.x, y + side + 40, page->header.w,
                                  page->foot.y - y - side - 40 },
                   f->item->right ? ALIGN_CENTER : ALIGN_LEFT);
    } else if (f->item->right && !f->low) {
        add_seal(f, (struct rect){ (page->canvas.w - SEAL_PX) / 2, 176 + shift, SEAL_PX, SEAL_PX });
        add_titles(f,
                   (struct rect){ page->header.x, 534 + shift, page->header.w,
                                  page->field.h - 556 - shift },
                   ALIGN_CENTER);
    } else {
        add_seal(f, (struct rect){ x, 196 + shift, HOLLOW_PX, HOLLOW_PX });
        add_titles(f,
                   (struct rect){ x + 320, 206 + shift, page->header.w - 320,
                                  page->field.h - 230 - shift },
                   ALIGN_LEFT);
    }
}

static struct page_shape shape_of(const struct view *view, bool right, bool low)
{
    bool large = view->kiosk->large_text, portrait = view_is_portrait(view);
    struct page_shape shape = { .section = right ? SECTION_LIT : SECTION_QUIZ,
                                .field_h = right && !low ? 760 : 560,
                                .column_w = 740,
                                .lit_rings = right,
                                .motif_side = right ? 1250 : 870,
                                .motif_x = 231,
                                .motif_y = right ? -196 : -127 };

    if (right && !portrait)
        shape.motif_y = -80;
    else if (right && low)
        shape.motif_y = -207;
    if (large)
        shape.field_h = LARGE_FIELD_H;
    return shape;
}

static struct button next_button(const struct feedback *f)
{
    const struct page *page = &f->page;
    bool last = f->quiz->current + 1 >= f->quiz->count;
    bool saving = kiosk_is_saving(page->view->kiosk);
    enum string_id id = saving           ? STR_SAVING
                        : last           ? STR_FEEDBACK_RESULT
                        : f->item->right ? STR_FEEDBACK_NEXT
                                         : STR_FEEDBACK_NEXT_WRONG;

    return (struct button){ .look = saving ? BUTTON_DISABLED : BUTTON_PRIMARY,
                            .label = page_text(page, id),
                            .icon_after = saving ? NULL : "ic-arrow-right.svg",
                            .message = page_tap(MSG_NEXT, 0) };
}

static void collect(struct feedback *f)
{
    f->rows = widgets_alloc(f->page.out, ROWS_MAX * sizeof(*f->rows));
    switch (f->question->type) {
    case QUESTION_ORDER:
        add_order_rows(f);
        break;
    case QUESTION_NUMBER:
        add_number_rows(f);
        break;
    default:
        add_choice_rows(f);
        break;
    }
    add_reason(f);
}

/* Would the reasons need more than the page below the high field? */
static bool needs_room(const struct view *view, struct widgets *out)
{
    const struct quiz *quiz = &view->kiosk->quiz;
    const struct quiz_item *item = quiz_current(quiz);
    struct feedback trial = { .quiz = quiz, .item = item, .question = item->question };

    page_bare(&trial.page, view, out, SECTION_LIT);
    trial.page.controls.w = view->canvas_w - 2 * trial.page.margin;
    collect(&trial);
    return flow_height(&trial.page, &trial.flow, trial.page.controls.w) >
           view->canvas_h - HIGH_FIELD_TAKES;
}

static void build(const struct view *view, struct widgets *out)
{
    const struct quiz *quiz = &view->kiosk->quiz;
    const struct quiz_item *item = quiz_current(quiz);
    bool low = item->right && needs_room(view, out), over = quiz->phase == QUIZ_RESULT;
    struct page_shape shape = shape_of(view, item->right, low);
    struct feedback f = { .quiz = quiz, .item = item, .question = item->question, .low = low };

    page_open(&f.page, view, out, &shape);
    add_field(&f);
    collect(&f);
    flow_place(&f.page, &f.flow, f.page.controls);
    component_dock(&f.page,
                   (struct button[]){ { .look = BUTTON_SECONDARY,
                                        .label = page_text(&f.page, over ? STR_BACK : STR_QUIT),
                                        .icon_before = "ic-back.svg",
                                        .message = page_tap(MSG_LEAVE, 0) },
                                      next_button(&f) },
                   2);
    component_note(&f.page);
}

const struct screen screen_quiz_feedback = { "quiz-feedback", build };
