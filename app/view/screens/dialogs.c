/* 在场确认 and 退出: dialogs over the screen that is left as it was. */
#include "view/component.h"
#include "view/screens/screens.h"

enum {
    DIALOG_W = 952,
    IDLE_H = 1180,
    LEAVE_H = 820,
    WIDE_W = 1240,
    WIDE_H = 820,
    RING_PX = 360,
    RING_W = 26,
    STEP_MS = 500,
    PAD = 56
};

struct dialog {
    struct page page;
    struct rect rect, inner;
};

static struct paragraph words_of(const struct page *page, const char *text, enum text_role role)
{
    return (struct paragraph){ .text = text,
                               .style = page_style(page, role),
                               .color = page->skin->ink,
                               .ground = page->skin->ground,
                               .align = ALIGN_CENTER,
                               .role = ROLE_TEXT };
}

/* Scrim and body. Portrait: in the lower two thirds; landscape: in the middle. */
static void open_dialog(struct dialog *d, const struct view *view, struct widgets *out, int high)
{
    struct page *page = &d->page;
    struct rect area = { 0, 0, view->canvas_w, view->canvas_h };
    struct widget *body;

    page_bare(page, view, out, SECTION_HOME);
    widgets_add(out, WIDGET_SCRIM, area)->fill = COLOR_SCRIM;
    if (page->portrait) {
        d->rect = rect_center(&area, page->large ? area.w - 64 : DIALOG_W, high);
        d->rect.y = area.h - 100 - high;
    } else {
        d->rect = rect_center(&area, WIDE_W, page->large ? 960 : WIDE_H);
    }
    body = page_block(page, d->rect, page->skin->ground, 40);
    if (page->large) {
        body->line = COLOR_HC_INK;
        body->line_px = 7;
    }
    d->inner = rect_inset(d->rect, PAD, PAD);
}

/* Two buttons, the primary above in portrait, at the right in landscape. */
static void add_buttons(struct dialog *d, const struct button *primary,
                        const struct button *secondary)
{
    const struct page *page = &d->page;
    int first_h = page->large ? 180 : 164, second_h = page->large ? 150 : 128;
    struct rect row;

    rect_cut_bottom(&d->inner, 6);
    if (page->portrait) {
        component_button(page, rect_cut_bottom(&d->inner, second_h), secondary);
        rect_cut_bottom(&d->inner, 36);
        component_button(page, rect_cut_bottom(&d->inner, first_h), primary);
    } else {
        row = rect_cut_bottom(&d->inner, second_h);
        component_button(page, rect_cut_left(&row, row.w * 40 / 100), secondary);
        rect_cut_left(&row, 32);
        component_button(page, row, primary);
    }
    rect_cut_bottom(&d->inner, 30);
}

static void add_title(struct dialog *d, enum string_id id)
{
    struct paragraph title = words_of(&d->page, page_text(&d->page, id), TEXT_TITLE_1);

    title.role = ROLE_HEADING;
    paragraph_fit(&d->page, &title, d->inner.w, title.style.line_px, 56);
    rect_cut_top(&d->inner, paragraph_add(&d->page, &title, d->inner)->rect.h);
}

static void add_text(struct dialog *d, struct rect rect, const char *text)
{
    struct paragraph words = words_of(&d->page, text, TEXT_OPTION);

    paragraph_fit(&d->page, &words, rect.w, rect.h, 36);
    paragraph_add_middle(&d->page, &words, rect);
}

/* ---- idle ---- */

static void add_ring(const struct dialog *d, struct rect rect)
{
    const struct page *page = &d->page;
    const struct view *view = page->view;
    int whole_ms = view->kiosk->activity->timeouts.warning_ms;
    int left_ms = kiosk_idle_left_ms(view->kiosk, view->now_ms);
    int steps = (left_ms + STEP_MS - 1) / STEP_MS;
    struct paragraph number = words_of(page, page_number(page, (steps + 1) / 2), TEXT_NUMBER_XL);
    struct paragraph seconds = words_of(page, page_text(page, STR_SECONDS), TEXT_BODY);
    struct rect inner = rect_inset(rect, RING_W, RING_W);

    if (steps > 0)
        page_wake(page, view->now_ms + left_ms - (steps - 1) * (int64_t)STEP_MS);
    for (int lit = 0; lit < 2; lit++) {
        struct widget *arc = widgets_add(page->out, WIDGET_ARC, rect);
        arc->fill =
            page->large ? (lit ? COLOR_HC_INK : COLOR_HC_PRESS) : (lit ? COLOR_GAM : COLOR_PAPER_3);
        arc->line_px = RING_W;
        arc->sweep_deg = 360;
        if (lit && whole_ms > 0 && left_ms < whole_ms)
            arc->sweep_deg = (int16_t)((int64_t)360 * steps * STEP_MS / whole_ms);
    }
    number.role = seconds.role = ROLE_TIMER;
    seconds.style.face = FACE_SANS_BOLD;
    if (rect.w < RING_PX)
        number.style = paragraph_sized(number.style, 132);
    rect_cut_top(&inner, (inner.h - number.style.line_px - 52) / 2);
    rect_cut_top(&inner, paragraph_add(page, &number, inner)->rect.h - 8);
    seconds.style.line_px = 60;
    paragraph_add(page, &seconds, inner);
}

static void build_idle(const struct view *view, struct widgets *out)
{
    const struct kiosk *kiosk = view->kiosk;
    bool asking = kiosk->session != KIOSK_NO_SESSION, survey = kiosk->session == KIOSK_SURVEY;
    struct dialog d;
    const struct page *page = &d.page;
    struct widget *scrim;
    struct rect ring;
    struct button stay = { .look = BUTTON_PRIMARY,
                           .size_px = view->kiosk->large_text ? 0 : 60,
                           .icon_before = "ic-tap.svg",
                           .message = page_tap(MSG_STAY, 0) };
    struct button end = { .look = BUTTON_SECONDARY,
                          .icon_before = "ic-home.svg",
                          .message = page_tap(MSG_CLEAR, 0) };

    open_dialog(&d, view, out, view->kiosk->large_text ? 1400 : IDLE_H);
    scrim = &out->items[out->count - 2];
    scrim->label = page_text(page, STR_IDLE_ELSEWHERE);
    scrim->message = page_tap(MSG_STAY, 0);
    stay.label = page_text(page, STR_IDLE_STAY);
    end.label = page_text(page, survey ? STR_IDLE_CLEAR : STR_IDLE_END);
    add_buttons(&d, &stay, &end);
    add_title(&d, STR_IDLE_TITLE);
    if (page->portrait) {
        rect_cut_top(&d.inner, 44);
        ring = rect_cut_top(&d.inner, RING_PX);
        add_ring(&d, rect_center(&ring, RING_PX, RING_PX));
        rect_cut_top(&d.inner, 24);
    } else {
        rect_cut_top(&d.inner, 30);
        ring = rect_cut_left(&d.inner, 420);
        add_ring(&d, rect_center(&ring, 320, 320));
    }
    add_text(&d, d.inner, page_text(page, asking ? STR_IDLE_TEXT_KEPT : STR_IDLE_TEXT));
}

const struct screen screen_idle_warning = { "idle-warning", build_idle };

/* ---- leave ---- */

/* What would be left: a quiz, a questionnaire, or a draw that was won. */
struct leaving {
    enum string_id title, text, stay, leave;
};

static const struct leaving *leaving_of(const struct kiosk *kiosk)
{
    static const struct leaving quiz = { STR_LEAVE_TITLE, STR_LEAVE_QUIZ, STR_LEAVE_STAY,
                                         STR_QUIT };
    static const struct leaving survey = { STR_LEAVE_TITLE, STR_LEAVE_SURVEY, STR_LEAVE_STAY_SURVEY,
                                           STR_QUIT };
    static const struct leaving draw = { STR_LEAVE_DRAW_TITLE, STR_LEAVE_DRAW, STR_LEAVE_STAY_DRAW,
                                         STR_DRAW_DECLINE };

    if (kiosk->screen == SCREEN_PRIZE_DRAW)
        return &draw;
    return kiosk->session == KIOSK_SURVEY ? &survey : &quiz;
}

static void build_leave(const struct view *view, struct widgets *out)
{
    const struct leaving *leaving = leaving_of(view->kiosk);
    struct dialog d;
    const struct page *page = &d.page;
    struct button stay = { .look = BUTTON_PRIMARY,
                           .size_px = view->kiosk->large_text ? 0 : 60,
                           .icon_after = "ic-arrow-right.svg",
                           .message = page_tap(MSG_STAY, 0) };
    struct button leave = { .look = BUTTON_SECONDARY,
                            .icon_before = "ic-back.svg",
                            .message = page_tap(MSG_LEAVE_CONFIRMED, 0) };

    open_dialog(&d, view, out, view->kiosk->large_text ? 1000 : LEAVE_H);
    stay.label = page_text(page, leaving->stay);
    leave.label = page_text(page, leaving->leave);
    add_buttons(&d, &stay, &leave);
    rect_cut_top(&d.inner, 20);
    add_title(&d, leaving->title);
    add_text(&d, d.inner, page_text(page, leaving->text));
}

const struct screen screen_leave = { "leave", build_leave };
