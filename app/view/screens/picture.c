/* 看大图: a picture of the question as large as fits. The countdown runs on, any touch leads back.
 */
#include <stddef.h>

#include "view/component.h"
#include "view/screens/quiz_frame.h"
#include "view/screens/screens.h"

enum { MARGIN = 32, TOP = 72, PAD = 40, GAP = 32, CLOCK = 168, PILL_W = 334, PILL_H = 108 };

static enum section section_of(const struct kiosk *kiosk)
{
    return kiosk->session == KIOSK_SURVEY ? SECTION_SURVEY : SECTION_QUIZ;
}

/* The option's own words, after its letter in the quiz; pictures alone have none. */
static const char *title_text(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    int option = kiosk->look - 1;
    const struct quiz_item *item = quiz_current(&kiosk->quiz);
    const struct question *question;

    if (option < 0)
        return page_text(page, STR_PICTURE_TITLE);
    if (kiosk->screen == SCREEN_SURVEY_PAGE) {
        question = survey_question(&kiosk->survey);
        return question_wording(question, kiosk->language)->options[option];
    }
    return page_format(page, STR_PICTURE_OPTION, quiz_letter(item, option),
                       quiz_option_text(page, item->question, option));
}

static struct rect clock_size(const struct page *page)
{
    bool timed =
        page->view->kiosk->screen == SCREEN_QUIZ_QUESTION && page->view->kiosk->quiz.limit_ms > 0;

    if (!timed)
        return (struct rect){ 0 };
    return (struct rect){ 0, 0, page->large ? PILL_W : CLOCK, page->large ? PILL_H : CLOCK };
}

static void add_title(const struct page *page, struct rect rect)
{
    struct paragraph words = { .text = title_text(page),
                               .style = page_style(page, TEXT_H2),
                               .color = page->skin->ink,
                               .ground = page->skin->ground,
                               .role = ROLE_HEADING };

    paragraph_fit(page, &words, rect.w, rect.h, 40);
    paragraph_add_middle(page, &words, rect);
}

static void add_back(const struct page *page, struct rect rect)
{
    component_button(page, rect,
                     &(struct button){ .look = BUTTON_SECONDARY,
                                       .label = page_text(page, STR_BACK),
                                       .icon_before = "ic-back.svg",
                                       .message = page_tap(MSG_BACK, 0) });
}

static void add_elsewhere(const struct page *page, struct rect rect)
{
    struct paragraph words = { .text = page_text(page, STR_PICTURE_ANYWHERE),
                               .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink_soft,
                               .ground = page->skin->ground,
                               .role = ROLE_CAPTION };

    paragraph_fit(page, &words, rect.w, rect.h, 36);
    paragraph_add_middle(page, &words, rect);
}

/* Title and clock above, the way back below. */
static struct rect build_portrait(const struct page *page, struct rect inner)
{
    struct rect clock = clock_size(page), top, foot;

    rect_cut_bottom(&inner, page->large ? 0 : 10);
    foot = rect_cut_bottom(&inner, page->large ? 180 : 128);
    add_back(page, rect_cut_left(&foot, page->large ? 380 : 340));
    rect_cut_left(&foot, GAP);
    add_elsewhere(page, foot);
    rect_cut_bottom(&inner, GAP);
    top = rect_cut_top(&inner, clock.h > 0 ? clock.h : PILL_H);
    if (clock.w > 0) {
        struct rect place = rect_cut_right(&top, clock.w);
        rect_cut_right(&top, GAP);
        component_countdown(page, place);
    }
    add_title(page, top);
    rect_cut_top(&inner, GAP);
    return inner;
}

/* They stand in a column, and the picture has the height. */
static struct rect build_landscape(const struct page *page, struct rect inner)
{
    struct rect clock = clock_size(page), column = rect_cut_left(&inner, PILL_W), row;

    rect_cut_left(&inner, GAP);
    rect_cut_bottom(&column, page->large ? 0 : 10);
    add_back(page, rect_cut_bottom(&column, page->large ? 150 : 124));
    rect_cut_bottom(&column, GAP);
    add_elsewhere(page, rect_cut_bottom(&column, page->large ? 140 : 112));
    rect_cut_bottom(&column, GAP);
    row = rect_cut_top(&column, clock.h);
    if (clock.w > 0) {
        row.w = clock.w;
        component_countdown(page, row);
        rect_cut_top(&column, GAP);
    }
    add_title(page, column);
    return inner;
}

static void build(const struct view *view, struct widgets *out)
{
    const struct kiosk *kiosk = view->kiosk;
    struct rect all = { 0, 0, view->canvas_w, view->canvas_h }, card = all;
    const char *picture = kiosk_picture(kiosk, kiosk->look);
    struct widget *scrim = widgets_add(out, WIDGET_SCRIM, all), *body;
    struct page page;

    page_bare(&page, view, out, section_of(kiosk));
    scrim->fill = COLOR_SCRIM;
    scrim->label = page_text(&page, STR_PICTURE_ANYWHERE);
    scrim->message = page_tap(MSG_BACK, 0);
    card = rect_inset(card, MARGIN, MARGIN);
    rect_cut_top(&card, TOP - MARGIN);
    body = page_block(&page, card, page.skin->ground, 40);
    if (page.large) {
        body->line = COLOR_HC_INK;
        body->line_px = 7;
    }
    card = rect_inset(card, PAD, PAD);
    card = page.portrait ? build_portrait(&page, card) : build_landscape(&page, card);
    if (picture != NULL)
        component_picture(&page, card, picture);
}

const struct screen screen_picture = { "picture", build };
