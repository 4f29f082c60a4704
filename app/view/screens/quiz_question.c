/* 答题: stem above, what can be touched below; the wick between them burns down. */
#include <string.h>

#include "view/screens/quiz_frame.h"
#include "view/screens/screens.h"

enum {
    COUNTDOWN_PX = 168,
    FIELD_H = 640,
    FIELD_LARGE_H = 590,
    FIELD_MOST_H = 900, /* a long stem may push the options down so far */
    PICTURE_FIELD_H = 452,
    PICTURE_MOST = 372,
    PICTURE_GAP = 26,
    HINT_H = 52
};

/* Where and how the stem is set. */
struct stem_plan {
    struct paragraph words;
    int y, w, field_h, lines_a_page, pages;
};

static struct paragraph stem_words(const struct page *page, int size_px)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct question *question = quiz_current(&kiosk->quiz)->question;
    struct text_style style = page_style(page, TEXT_STEM_QUIZ);

    return (struct paragraph){ .text = question_wording(question, kiosk->language)->stem,
                               .style = paragraph_sized(style, size_px),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .role = ROLE_STEM };
}

static bool has_picture(const struct page *page)
{
    return quiz_current(&page->view->kiosk->quiz)->question->picture != NULL;
}

static void cut_stem_pages(const struct page *page, struct stem_plan *plan, int room_h)
{
    int lines = paragraph_lines(page, &plan->words, plan->w);

    plan->lines_a_page = room_h / plan->words.style.line_px;
    if (plan->lines_a_page < 1)
        plan->lines_a_page = 1;
    plan->pages = (lines + plan->lines_a_page - 1) / plan->lines_a_page;
    if (plan->pages < 1)
        plan->pages = 1;
}

/* Portrait: the field is as high as drawn if the stem can be set in it, else it grows. */
static struct stem_plan plan_portrait(const struct page *page)
{
    static const struct {
        int size_px, y;
        bool beside; /* left of the countdown */
    } steps[2][4] = {
        { { 62, 376, false }, { 58, 352, false }, { 54, 268, true }, { 50, 352, false } },
        { { 80, 200, false }, { 72, 190, false }, { 64, 190, false }, { 56, 190, false } }
    };
    bool large = page->large, timed = page->view->kiosk->quiz.limit_ms > 0;
    bool picture = has_picture(page);
    int full_w = page->canvas.w - 2 * page->margin;
    int drawn = large ? FIELD_LARGE_H : picture ? PICTURE_FIELD_H : FIELD_H, foot = large ? 30 : 44;
    struct stem_plan plan = { .field_h = drawn };

    for (int i = picture && !large ? 2 : 0; i < 4; i++) {
        plan.words = stem_words(page, steps[large][i].size_px);
        plan.y = timed || large ? steps[large][i].y : 280;
        plan.w = steps[large][i].beside && timed ? full_w - COUNTDOWN_PX - 24 : full_w;
        paragraph_tighten(page, &plan.words, plan.w);
        if (plan.y + paragraph_height(page, &plan.words, plan.w) + foot <= drawn) {
            plan.pages = 1;
            plan.lines_a_page = PARAGRAPH_LINES_MAX;
            return plan;
        }
    }
    cut_stem_pages(page, &plan, FIELD_MOST_H - plan.y - foot);
    plan.field_h =
        plan.y + foot +
        (plan.pages > 1 ? plan.lines_a_page : paragraph_lines(page, &plan.words, plan.w)) *
            plan.words.style.line_px;
    return plan;
}

static void add_stem(const struct page *page, const struct stem_plan *plan)
{
    int at = page->view->kiosk->page < plan->pages ? page->view->kiosk->page : plan->pages - 1;
    struct rect rect = { page->header.x, plan->y, plan->w, 0 };

    paragraph_add_lines(page, &plan->words, rect, at * plan->lines_a_page, plan->lines_a_page);
}

/* Landscape: the stem fills the column between tags and hint. */
static struct stem_plan plan_landscape(const struct page *page, int y)
{
    static const int sizes[2][4] = { { 62, 56, 50, 48 }, { 80, 72, 64, 56 } };
    int room_h = page->canvas.h - 170 - y;
    struct stem_plan plan = { .y = y, .w = page->header.w };

    if (has_picture(page))
        room_h = room_h / 2;
    for (int i = 0; i < 4; i++) {
        plan.words = stem_words(page, sizes[page->large][i]);
        paragraph_tighten(page, &plan.words, plan.w);
        if (paragraph_height(page, &plan.words, plan.w) <= room_h)
            break;
    }
    cut_stem_pages(page, &plan, room_h);
    return plan;
}

static const char *type_name(const struct page *page, enum question_type type)
{
    switch (type) {
    case QUESTION_MULTIPLE:
        return page_text(page, STR_QUESTION_MULTIPLE);
    case QUESTION_JUDGE:
        return page_text(page, STR_QUESTION_JUDGE);
    case QUESTION_ORDER:
        return page_text(page, STR_QUESTION_ORDER);
    case QUESTION_NUMBER:
        return page_text(page, STR_QUESTION_NUMBER);
    default:
        return page_text(page, STR_QUESTION_SINGLE);
    }
}

static void add_tags(const struct page *page, int y)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    const char *place =
        page_format(page, STR_QUESTION_PLACE, page_number(page, quiz->current + 1), NULL);
    int x = page->header.x;

    if (page->large)
        return;
    x += component_tag(page, x, y, place, COLOR_PAPER_0, COLOR_AZU) + 18;
    component_tag(page, x, y, type_name(page, quiz_current(quiz)->question->type),
                  page->skin->field_deep, COLOR_PAPER_0);
}

/* ---- answers ---- */

static int order_place(const struct answer *answer, int option)
{
    for (int i = 0; i < answer->order_count; i++) {
        if (answer->order[i] == option)
            return i + 1;
    }
    return 0;
}

static int make_choices(const struct page *page, struct choice *choices)
{
    const struct quiz_item *item = quiz_current(&page->view->kiosk->quiz);
    const struct question *question = item->question;
    uint8_t rows[OPTION_MAX];

    memcpy(rows, item->shown, sizeof(rows));
    if (question->type == QUESTION_ORDER)
        component_choice_order(page, question, &item->answer, item->shown, item->arranged, rows);
    for (int i = 0; i < question->option_count; i++) {
        int option = rows[i];
        struct choice *choice = &choices[i];
        int place = order_place(&item->answer, option);
        *choice = (struct choice){ .letter = quiz_letter(item, option),
                                   .text = quiz_option_text(page, question, option),
                                   .picture = question->options[option].picture,
                                   .look = 1 + option,
                                   .look_name = quiz_letter(item, option),
                                   .selected = item->answer.choices >> option & 1,
                                   .message = page_tap(MSG_CHOOSE, option) };
        switch (question->type) {
        case QUESTION_MULTIPLE:
            choice->mark = CHOICE_BOX;
            choice->letter = NULL;
            break;
        case QUESTION_JUDGE:
            choice->mark = CHOICE_SIGN;
            choice->icon = option == 0 ? "ic-check.svg" : "ic-cross.svg";
            break;
        case QUESTION_ORDER:
            choice->mark = CHOICE_BOX;
            choice->slot = i + 1;
            choice->selected = place > 0;
            choice->letter = place > 0 ? page_number(page, place) : NULL;
            break;
        default:
            break;
        }
    }
    return question->option_count;
}

static void add_number(const struct page *page, struct rect area)
{
    const struct quiz_item *item = quiz_current(&page->view->kiosk->quiz);
    const struct answer *answer = &item->answer;
    bool typed = answer->text[0] != '\0';
    const char *text = typed || !answer->given ? widgets_format(page->out, "%s", answer->text)
                                               : widgets_format(page->out, "%g", answer->number);

    component_text_box(page, rect_cut_top(&area, page->large ? 150 : 130), text, NULL, false);
    rect_cut_top(&area, 28);
    component_number_pad(page, area, item->question->answer_number < 0, true);
}

static void add_picture(const struct page *page, struct rect rect)
{
    component_picture_with_look(page, rect,
                                quiz_current(&page->view->kiosk->quiz)->question->picture);
}

/* Picture and options together are too high: the picture has the first page to itself. */
static int add_picture_page(const struct page *page, struct rect area, const struct choice *choices,
                            int count, int stem_pages)
{
    if (page->view->kiosk->page == 0) {
        struct rect rect = area;
        rect_cut_bottom(&rect, component_pager_takes(page));
        add_picture(page, rect);
    }
    return component_choices(page, area, choices, count, stem_pages, 1);
}

static const char *hint_text(const struct page *page)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;

    if (page->large)
        return quiz->limit_ms > 0 ? page_format(page, STR_QUESTION_HINT_LARGE,
                                                page_number(page, quiz->limit_ms / 1000), NULL)
                                  : NULL;
    switch (quiz_current(quiz)->question->type) {
    case QUESTION_MULTIPLE:
        return page_text(page, STR_QUESTION_HINT_MULTIPLE);
    case QUESTION_ORDER:
        return page_text(page, STR_QUESTION_HINT_ORDER);
    case QUESTION_NUMBER:
        return NULL;
    default:
        return page_text(page, STR_QUESTION_HINT);
    }
}

/* Below the options where there is room; at the foot of the column; under the dock when large. */
static void add_hint(const struct page *page, int y)
{
    struct paragraph words = { .text = hint_text(page),
                               .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink_soft,
                               .ground = page->skin->ground,
                               .align = ALIGN_CENTER,
                               .role = ROLE_CAPTION };
    struct rect rect = { page->controls.x, y, page->controls.w, page->dock.y - y };

    if (words.text == NULL)
        return;
    if (!page->portrait) {
        words.align = ALIGN_LEFT;
        words.color = page->skin->field_ink;
        words.ground = page->skin->field;
        rect = (struct rect){ page->foot.x, page->canvas.h - 150, page->foot.w, 110 };
    } else if (page->large) {
        rect = page->foot;
    }
    if (rect.h < HINT_H + 24)
        return;
    if (paragraph_fit(page, &words, rect.w, rect.h - 16, 36))
        paragraph_add_middle(page, &words, rect);
}

static int add_answers(const struct page *page, struct rect area, int stem_pages)
{
    struct choice choices[OPTION_MAX];
    int count;

    if (quiz_current(&page->view->kiosk->quiz)->question->type == QUESTION_NUMBER) {
        add_number(page, area);
        return area.y + area.h;
    }
    count = make_choices(page, choices);
    if (page->portrait && has_picture(page)) {
        int h = PICTURE_MOST, least = component_picture_least(page, area.y);
        while (h > least &&
               !component_choices_fit(page, area.w, area.h - h - PICTURE_GAP, choices, count))
            h -= 20;
        if (!component_choices_fit(page, area.w, area.h - h - PICTURE_GAP, choices, count))
            return add_picture_page(page, area, choices, count, stem_pages);
        add_picture(page, rect_cut_top(&area, h));
        rect_cut_top(&area, PICTURE_GAP);
    }
    return component_choices(page, area, choices, count, stem_pages, 0);
}

/* ---- dock ---- */

static struct button confirm_button(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct quiz_item *item = quiz_current(&kiosk->quiz);
    struct button button = { .look = BUTTON_PRIMARY,
                             .label = page_text(page, STR_QUESTION_CONFIRM),
                             .icon_after = "ic-check.svg",
                             .message = page_tap(MSG_CONFIRM, 0) };
    bool can = quiz_can_confirm(&kiosk->quiz), saving = kiosk_is_saving(kiosk);
    enum question_type type = item->question->type;

    if (can && !saving) {
        if (type == QUESTION_MULTIPLE)
            button.label = page_format(page, STR_QUESTION_CONFIRM_COUNT,
                                       page_number(page, answer_choice_count(&item->answer)), NULL);
        else if (type == QUESTION_NUMBER)
            button.label = page_text(page, STR_QUESTION_CONFIRM_ENTRY);
        return button;
    }
    button.look = BUTTON_DISABLED;
    button.icon_after = NULL;
    if (saving)
        button.label = page_text(page, STR_SAVING);
    else if (type == QUESTION_MULTIPLE)
        button.label = page_text(page, STR_QUESTION_NEED_SOME);
    else if (type == QUESTION_ORDER)
        button.label = page_format(
            page, STR_QUESTION_NEED_ORDER,
            page_number(page, item->question->option_count - item->answer.order_count), NULL);
    else
        button.label = page_text(page, type == QUESTION_NUMBER ? STR_QUESTION_NEED_NUMBER
                                                               : STR_QUESTION_NEED_ONE);
    return button;
}

static void build_portrait(struct page *page, const struct stem_plan *plan)
{
    struct rect area = page->controls, clock = { 0 };

    clock.x = page->header.x + page->header.w - COUNTDOWN_PX;
    clock.y = has_picture(page) ? 160 : 168;
    clock.w = clock.h = COUNTDOWN_PX;
    if (page->large)
        clock = (struct rect){ page->header.x + page->header.w - 334, 56, 334, 108 };
    quiz_header(page, false);
    add_tags(page, has_picture(page) ? 174 : 188);
    component_countdown(page, clock);
    add_stem(page, plan);
    component_wick(page);
    rect_cut_top(&area, page->large ? 6 : has_picture(page) ? 0 : 16);
    add_hint(page, add_answers(page, area, plan->pages));
}

static void build_landscape(struct page *page)
{
    int stamps_end = quiz_header(page, false);
    struct rect clock = { page->header.x + page->header.w - COUNTDOWN_PX, 168, COUNTDOWN_PX,
                          COUNTDOWN_PX };
    int y = page->large ? 192 : stamps_end + 42 + 60 + 50;
    struct stem_plan plan = plan_landscape(page, y);

    if (page->large)
        clock = (struct rect){ page->header.x + page->header.w - 334, 56, 334, 104 };
    add_tags(page, stamps_end + 42);
    component_countdown(page, clock);
    add_stem(page, &plan);
    if (has_picture(page)) {
        int top =
            y + 30 +
            plan.words.style.line_px *
                (plan.pages > 1 ? plan.lines_a_page : paragraph_lines(page, &plan.words, plan.w));
        add_picture(
            page, (struct rect){ page->header.x, top, page->header.w, page->canvas.h - 160 - top });
    }
    component_wick(page);
    add_hint(page, 0);
    add_answers(page, page->controls, plan.pages);
}

static void build(const struct view *view, struct widgets *out)
{
    struct page_shape shape = { .section = SECTION_QUIZ,
                                .field_h = FIELD_H,
                                .column_w = 860,
                                .wick = true,
                                .motif_side = 809,
                                .motif_x = 181,
                                .motif_y = 54 };
    struct page page;
    struct stem_plan plan = { .pages = 1 };

    page_bare(&page, view, out, SECTION_QUIZ);
    if (page.portrait) {
        plan = plan_portrait(&page);
        shape.field_h = plan.field_h;
    }
    page_open(&page, view, out, &shape);
    if (page.portrait)
        build_portrait(&page, &plan);
    else
        build_landscape(&page);
    component_dock(&page,
                   (struct button[]){ { .look = BUTTON_SECONDARY,
                                        .label = page_text(&page, STR_QUIT),
                                        .icon_before = "ic-back.svg",
                                        .message = page_tap(MSG_LEAVE, 0) },
                                      confirm_button(&page) },
                   2);
}

const struct screen screen_quiz_question = { "quiz-question", build };
