/* 首页: what can be done here; every card is one target. */
#include "view/component.h"
#include "view/screens/screens.h"

enum {
    CARD_GAP = 36,
    QUIZ_SHARE = 40, /* of the height, in percent */
    QUIZ_SHARE_LARGE = 46,
    SURVEYS_FIT = 3, /* more are paged */
    SURVEYS_PAGED = 2,
    NARROW_W = 700, /* of a card: its facts are said in fewer words */
    SECONDS_A_QUESTION = 25,
    SECONDS_A_PAGE = 12,
    LAMP_SIDE = 943 /* landscape: the lamp in the column */
};

static int minutes(int seconds)
{
    return seconds < 60 ? 1 : (seconds + 30) / 60;
}

static void add_title(const struct page *page)
{
    struct rect rect = { page->margin, page->portrait ? 178 : 160, page->canvas.w - 128, 260 };
    struct paragraph title = { .text = page_text(page, STR_HOME_TITLE),
                               .style = page_style(page, TEXT_TITLE_1),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .role = ROLE_HEADING };
    struct paragraph sub = title;

    if (!page->portrait) {
        rect.x = page->header.x;
        rect.w = page->header.w + 40;
        rect.h = 244;
    }
    rect.y += page_extra_h(page, 12);
    sub.text = page_text(page, STR_HOME_SUB);
    sub.style = page_style(page, TEXT_SUB);
    sub.role = ROLE_TEXT;
    paragraph_fit(page, &title, rect.w, rect.h, 64);
    rect.y += paragraph_add(page, &title, rect)->rect.h + 16;
    paragraph_fit(page, &sub, rect.w, sub.style.line_px, 36);
    paragraph_add(page, &sub, rect);
}

/* Landscape: the lamp lit, its rings filling the column. */
static void add_lamp(const struct page *page)
{
    int x = page->field.x + (page->field.w - LAMP_SIDE) / 2;
    struct rect rect = { x, 249 + page_extra_h(page, 50), LAMP_SIDE, LAMP_SIDE };

    if (page->large)
        return;
    page_image(page, rect, "motif-contours-9.svg", page->skin->motif)->clip = page->field;
    page_image(page, rect, "motif-lamp.svg", COLOR_PAPER_0)->clip = page->field;
    page_image(page, rect, "motif-flame.svg", COLOR_GAM)->clip = page->field;
}

static struct activity_card quiz_card(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct activity *activity = kiosk->activity;
    bool prize = activity->prize_way != PRIZE_NONE, open = kiosk_quiz_is_open(kiosk);
    int total = activity_draw_total(activity);
    struct activity_card card = { .section = SECTION_QUIZ,
                                  .title =
                                      page_text(page, prize ? STR_HOME_QUIZ_PRIZE : STR_HOME_QUIZ),
                                  .facts = page_text(page, STR_HOME_QUIZ_CLOSED),
                                  .action = page_text(page, STR_HOME_QUIZ_START),
                                  .message = page_tap(MSG_OPEN_QUIZ, 0),
                                  .disabled = !open };

    if (!open)
        return card;
    card.facts = page_format(page, STR_HOME_QUIZ_COUNT, page_number(page, total),
                             page_number(page, minutes(total * SECONDS_A_QUESTION)));
    if (activity->feedback == FEEDBACK_AT_ONCE)
        card.facts =
            widgets_format(page->out, "%s\n%s", card.facts, page_text(page, STR_HOME_QUIZ_FACT));
    return card;
}

static struct activity_card survey_card(const struct page *page, int index, bool narrow)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct form *form = &kiosk->activity->surveys[index];
    struct activity_card card = { .section = SECTION_SURVEY,
                                  .title = form_title(form, kiosk->language),
                                  .facts = page_text(page, STR_HOME_SURVEY_CLOSED),
                                  .action = page_text(page, STR_HOME_SURVEY_START),
                                  .art = "art-survey-sheet.svg",
                                  .message = page_tap(MSG_OPEN_SURVEY, index),
                                  .disabled = !kiosk_survey_is_open(kiosk) };
    int asked = 0;

    for (int i = 0; i < form->question_count; i++)
        asked += form->questions[i].type != QUESTION_NOTE;
    if (!card.disabled)
        card.facts = page_format(page, narrow ? STR_HOME_SURVEY_SHORT : STR_HOME_SURVEY_COUNT,
                                 page_number(page, asked),
                                 page_number(page, minutes(asked * SECONDS_A_PAGE)));
    return card;
}

static void add_surveys(const struct page *page, struct rect area, int count)
{
    int per_page = count <= SURVEYS_FIT ? count : SURVEYS_PAGED;
    int pages = (count + per_page - 1) / per_page, at = page->view->kiosk->page;
    struct rect pager;

    at = at < pages ? at : pages - 1;
    if (pages > 1) {
        pager = rect_cut_bottom(&area, component_pager_takes(page));
        rect_cut_top(&pager, PAGER_GAP);
        component_pager(page, pager, at, pages, 1);
    }
    for (int i = 0; i < per_page && at * per_page + i < count; i++) {
        struct rect rect = rect_row(&area, i, per_page, CARD_GAP);
        struct activity_card card =
            survey_card(page, at * per_page + i, rect.w < NARROW_W || page_is_latin(page));
        component_activity_card(page, rect, &card);
    }
}

static void add_cards(const struct page *page)
{
    const struct activity *activity = page->view->kiosk->activity;
    int surveys = activity->survey_on ? activity->survey_count : 0;
    bool both = activity->quiz_on && surveys > 0;
    struct rect area = page->controls, quiz_area = area;

    area.h -= 12; /* the edge of the last card */
    if (both && page->portrait) {
        quiz_area = rect_cut_top(&area, area.h *
                                            (surveys == 1  ? 54
                                             : page->large ? QUIZ_SHARE_LARGE
                                                           : QUIZ_SHARE) /
                                            100);
        rect_cut_top(&area, CARD_GAP + 12);
    } else if (both) {
        quiz_area = rect_column(&area, 0, 2, CARD_GAP);
        area = rect_column(&area, 1, 2, CARD_GAP);
    }
    if (activity->quiz_on) {
        struct activity_card card = quiz_card(page);
        component_activity_card(page, quiz_area, &card);
    }
    if (surveys > 0)
        add_surveys(page, area, surveys);
}

static void add_dock(const struct page *page)
{
    const struct view *view = page->view;
    const struct kiosk *kiosk = view->kiosk;
    int languages = kiosk->activity->language_count, count = 0, next;
    struct button buttons[3] = { { .look = BUTTON_SECONDARY } };

    if (languages > view->strings->language_count)
        languages = view->strings->language_count;
    next = languages > 0 ? (kiosk->language + 1) % languages : 0;
    buttons[count++] =
        (struct button){ .label =
                             page_text(page, kiosk->large_text ? STR_HOME_NORMAL : STR_HOME_LARGE),
                         .icon_before = "ic-bigtext.svg",
                         .message = page_tap(MSG_LARGE_TEXT, !kiosk->large_text) };
    if (languages > 2)
        buttons[count++] = (struct button){ .label = page_text(page, STR_HOME_LANGUAGES),
                                            .icon_before = "ic-globe.svg",
                                            .message = page_tap(MSG_LANGUAGES, 0) };
    else if (languages > 1)
        buttons[count++] = (struct button){ .label = view->strings->names[next],
                                            .icon_before = "ic-globe.svg",
                                            .message = page_tap(MSG_LANGUAGE, next) };
    buttons[count++] = (struct button){ .label = page_text(page, STR_HOME_PRIVACY),
                                        .icon_before = "ic-shield.svg",
                                        .message = page_tap(MSG_PRIVACY, 0) };
    component_dock(page, buttons, count);
}

static void build(const struct view *view, struct widgets *out)
{
    bool portrait = view_is_portrait(view);
    struct page_shape shape = { .section = SECTION_HOME,
                                .field_h = 592,
                                .column_w = 720,
                                .motif_side = portrait ? 851 : 0,
                                .motif_x = 240,
                                .motif_y = -83 };
    struct page page;
    const struct kiosk *kiosk = view->kiosk;

    page_open(&page, view, out, &shape);
    if (!portrait)
        add_lamp(&page);
    component_header(
        &page, kiosk->language == 0 ? kiosk->activity->name : page_text(&page, STR_HOME_HEADER),
        component_chip(&page));
    add_title(&page);
    component_corner(&page, MSG_NONE);
    add_cards(&page);
    add_dock(&page);
}

const struct screen screen_home = { "home", build };
