/* 口令: six cells and a pad. Digits are never shown. */
#include <stddef.h>
#include <string.h>

#include "base/utf8.h"
#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"

enum {
    CELL_W = 92,
    CELL_H = 108,
    CELL_GAP = 36,
    PIN_KEY_GAP = 32,
    KEY_EDGE = 8,
    KEY_DROP = 7,
    DOT_PX = 32,
    MOTIF_PX = 870,
    MOTIF_Y = -40
};

static struct paragraph words_of(const struct page *page, const char *text, enum text_role role)
{
    return (struct paragraph){ .text = text,
                               .style = page_style(page, role),
                               .color = COLOR_PAPER_0,
                               .ground = page->skin->field,
                               .role = ROLE_CAPTION };
}

static const char *title_of(const struct page *page)
{
    static const enum string_id titles[] = { [STAFF_ENTER] = STR_PIN_ENTER,
                                             [STAFF_OLD_PIN] = STR_PIN_OLD,
                                             [STAFF_NEW_PIN] = STR_PIN_NEW,
                                             [STAFF_SAME_PIN] = STR_PIN_SAME };

    return page_text(page, titles[page->view->kiosk->staff.step]);
}

static const char *sub_of(const struct page *page)
{
    bool sets = page->view->kiosk->staff.step >= STAFF_NEW_PIN;

    return page_text(page, sets ? STR_PIN_RULE : STR_PIN_LOCK_RULE);
}

/* Until the lock ends: counts by itself. */
static const char *lock_text(const struct page *page, int64_t left_ms)
{
    int64_t seconds = (left_ms + 999) / 1000;

    page_wake(page, page->view->now_ms + left_ms - (seconds - 1) * 1000);
    return page_format(
        page, STR_PIN_LOCKED,
        widgets_format(page->out, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60)), NULL);
}

static void add_cells(const struct page *page, struct rect rect)
{
    const struct staff *staff = &page->view->kiosk->staff;
    int64_t left_ms = staff->locked_until_ms - page->view->now_ms;
    int typed = (int)strlen(staff->entry);
    int x = rect.x + (rect.w - 6 * CELL_W - 5 * CELL_GAP) / 2, first = page->out->count;

    if (left_ms > 0 && staff->step <= STAFF_OLD_PIN) {
        struct paragraph words = words_of(page, lock_text(page, left_ms), TEXT_H2);
        words.align = ALIGN_CENTER;
        paragraph_add_middle(page, &words, rect);
        return;
    }
    for (int i = 0; i < PIN_DIGITS; i++, x += CELL_W + CELL_GAP) {
        struct rect cell = { x, rect.y + (rect.h - CELL_H) / 2, CELL_W, CELL_H };
        struct widget *block = page_block(page, cell, i < typed ? COLOR_GAM : COLOR_NONE, 18);
        if (i < typed) {
            page_block(page, rect_center(&cell, DOT_PX, DOT_PX), COLOR_INK_1, DOT_PX / 2);
        } else {
            block->line = COLOR_RULE;
            block->line_px = 4;
        }
    }
    widgets_keep(page->out, first, rect);
}

static const char *note_of(const struct page *page)
{
    const struct staff *staff = &page->view->kiosk->staff;
    int left = staff_tries_left(staff);

    if (staff->waits)
        return page_text(page, STR_PIN_CHECKING);
    switch (staff->note) {
    case STAFF_NOTE_WRONG:
        return left > 0 ? page_format(page, STR_PIN_WRONG, page_number(page, left), NULL)
                        : page_text(page, STR_PIN_WRONG_LAST);
    case STAFF_NOTE_WEAK:
        return page_text(page, STR_PIN_WEAK);
    case STAFF_NOTE_DIFFERS:
        return page_text(page, STR_PIN_DIFFERS);
    case STAFF_NOTE_FAILED:
        return staff->text;
    default:
        return NULL;
    }
}

static void add_note(const struct page *page, struct rect rect)
{
    const char *text = note_of(page);
    struct paragraph words = words_of(page, text, TEXT_BODY);
    bool waits = page->view->kiosk->staff.waits;

    if (text == NULL)
        return;
    component_label(page, rect, &words, waits ? "ic-clock.svg" : "ic-warning.svg", NULL, 52);
}

static void add_key(const struct page *page, struct rect rect, const char *label, const char *icon,
                    struct message message)
{
    bool function = message.kind != MSG_TYPE;
    bool locked = staff_is_locked(&page->view->kiosk->staff, page->view->now_ms);
    bool pressed = !locked && page_is_pressed(page, &message);
    struct paragraph words = words_of(page, label, function ? TEXT_BUTTON : TEXT_TITLE_2);
    struct widget *block;

    words.style.face = FACE_SANS_BOLD;
    words.align = ALIGN_CENTER;
    words.role = ROLE_KEY;
    words.ground = pressed ? COLOR_GAM : function || locked ? COLOR_STAFF_LINE : COLOR_PAPER_0;
    words.color = pressed || (!function && !locked) ? COLOR_INK_1 : COLOR_PAPER_0;
    rect.y += pressed ? KEY_DROP : 0;
    block = page_block(page, rect, words.ground, 28);
    block->role = ROLE_KEY;
    block->label = label;
    if (locked)
        block->state = WIDGET_DISABLED;
    else
        block->message = message;
    block->state |= pressed ? WIDGET_PRESSED : 0;
    block->edge = function || locked ? COLOR_STAFF_DEEP : COLOR_RULE;
    block->edge_px = pressed ? 1 : KEY_EDGE;
    if (icon != NULL) {
        page_image(page, rect_center(&rect, 60, 60), icon, words.color);
        return;
    }
    paragraph_add_middle(page, &words, rect);
}

static void add_pad(const struct page *page, struct rect area)
{
    static const char *const digits[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "0" };

    const struct rect place = area;
    int first = page->out->count;

    area.h -= KEY_EDGE;
    for (int i = 0; i < 12; i++) {
        struct rect row = rect_row(&area, i / 3, 4, PIN_KEY_GAP);
        struct rect key = rect_column(&row, i % 3, 3, PIN_KEY_GAP);
        struct message message = { .kind = MSG_TYPE };
        if (i == 9) {
            add_key(page, key, page_text(page, STR_PIN_CLEAR), NULL, page_tap(MSG_CLEAR, 0));
        } else if (i == 11) {
            add_key(page, key, page_text(page, STR_KEY_ERASE), "ic-backspace.svg",
                    page_tap(MSG_ERASE, 0));
        } else {
            const char *digit = digits[i == 10 ? 9 : i];
            utf8_copy(message.text, sizeof(message.text), digit);
            add_key(page, key, digit, NULL, message);
        }
    }
    widgets_keep(page->out, first, place);
}

static void add_words(const struct page *page, struct rect area)
{
    struct paragraph title = words_of(page, title_of(page), TEXT_TITLE_2);
    struct paragraph sub = words_of(page, sub_of(page), TEXT_SUB);

    title.role = ROLE_HEADING;
    paragraph_fit(page, &title, area.w, title.style.line_px, 56);
    rect_cut_top(&area, paragraph_add(page, &title, area)->rect.h + 4);
    paragraph_fit(page, &sub, area.w, 2 * sub.style.line_px, 36);
    paragraph_add(page, &sub, area);
}

static void add_foot(const struct page *page, struct rect button, struct rect foot)
{
    const struct staff *staff = &page->view->kiosk->staff;
    bool inside = staff->inside, forgets = !inside && staff->is_set && staff->step == STAFF_ENTER;

    if (forgets) {
        component_button(
            page, rect_column(&button, 1, 2, 32),
            &(struct button){ .look = staff->waits ? BUTTON_DISABLED : BUTTON_SECONDARY,
                              .label = page_text(page, STR_PIN_FORGOT),
                              .icon_before = "ic-key.svg",
                              .message = page_tap(MSG_PIN_FORGOT, 0) });
        button = rect_column(&button, 0, 2, 32);
    }
    component_button(page, button,
                     &(struct button){ .look = BUTTON_SECONDARY,
                                       .label = page_text(page, inside ? STR_BACK : STR_PIN_HOME),
                                       .icon_before = inside ? "ic-back.svg" : "ic-home.svg",
                                       .message = page_tap(MSG_BACK, 0) });
    staff_text(page, foot,
               &(struct staff_line){ .text = page_text(page, STR_PIN_LOGGED),
                                     .role = TEXT_CAPTION,
                                     .color = COLOR_PAPER_0,
                                     .ground = page->skin->field,
                                     .align = ALIGN_CENTER });
}

static void add_ground(struct page *page)
{
    static const char *const motif[] = { "motif-contours-9.svg", "motif-lamp.svg",
                                         "motif-flame.svg" };
    int x = page->canvas.w - 200 - MOTIF_PX / 2;

    page->out->background = page->skin->field;
    page->field = page->canvas;
    page_block(page, page->canvas, page->skin->field, 0)->role = ROLE_FIELD;
    for (int i = 0; i < 3; i++)
        page_image(page, (struct rect){ x, MOTIF_Y, MOTIF_PX, MOTIF_PX }, motif[i],
                   page->skin->motif)
            ->clip = (struct rect){ 0, 0, page->canvas.w, 740 };
    page->header = (struct rect){ 64, 46, page->canvas.w - 128, 84 };
    component_header(page, page_text(page, STR_PIN_HEADER), 360);
}

static void add_time(const struct page *page)
{
    const struct view *view = page->view;
    int left_ms = kiosk_idle_left_ms(view->kiosk, view->now_ms), seconds = (left_ms + 999) / 1000;

    page_wake(page, view->now_ms + left_ms - (seconds > 0 ? seconds - 1 : 0) * INT64_C(1000));
    staff_chip(page, "ic-clock.svg", page_format(page, STR_CHIP, page_number(page, seconds), NULL));
}

static void build(const struct view *view, struct widgets *out)
{
    struct page page;
    struct rect area;

    staff_bare(&page, view, out);
    add_ground(&page);
    add_time(&page);
    area = rect_inset(page.canvas, 64, 0);
    if (page.portrait) {
        int shift = page_extra_h(&page, 30);
        add_words(&page, (struct rect){ area.x, 190, area.w, 240 });
        add_cells(&page, (struct rect){ area.x, 452 + shift, area.w, 120 });
        add_note(&page, (struct rect){ area.x, 610 + shift, area.w, 104 });
        add_pad(&page, (struct rect){ area.x, 740 + shift, area.w, 808 + page_extra_h(&page, 40) });
        add_foot(&page, (struct rect){ area.x, page.canvas.h - 280, area.w, 136 },
                 (struct rect){ area.x, page.canvas.h - 110, area.w, 60 });
        return;
    }
    struct rect right = rect_cut_right(&area, area.w * 47 / 100);
    rect_cut_right(&area, 56);
    add_words(&page, (struct rect){ area.x, 180, area.w, 240 });
    add_cells(&page, (struct rect){ area.x, 440, area.w, 120 });
    add_note(&page, (struct rect){ area.x, 590, area.w, 110 });
    rect_cut_top(&right, 170);
    rect_cut_bottom(&right, 60);
    add_pad(&page, right);
    add_foot(&page, (struct rect){ area.x, page.canvas.h - 270, area.w, 124 },
             (struct rect){ area.x, page.canvas.h - 110, area.w, 60 });
}

const struct screen screen_staff_pin = { "staff-pin", build };
