/* 更新题库: what the stick offers, and what came of it. */
#include <stddef.h>

#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"
#include "view/screens/staff_update.h"

enum { NOW_H = 130, SEAL_PX = 320, ART_PX = 240, ART_WIDE_PX = 200 };

/* One line of words in the middle of the page, and a sentence below. */
static void add_words(const struct page *page, struct rect area, const char *title,
                      const char *text)
{
    struct paragraph words = { .text = title,
                               .style = page_style(page, TEXT_TITLE_2),
                               .color = COLOR_INK_1,
                               .ground = COLOR_PAPER_1,
                               .align = ALIGN_CENTER,
                               .role = ROLE_HEADING };

    paragraph_fit(page, &words, area.w, words.style.line_px, 52);
    rect_cut_top(&area, paragraph_add(page, &words, area)->rect.h + 8);
    words.text = text;
    words.style = page_style(page, TEXT_BODY);
    words.color = COLOR_INK_2;
    words.role = ROLE_TEXT;
    paragraph_fit(page, &words, area.w, area.h, 40);
    if (text[0] != '\0')
        paragraph_add(page, &words, area);
}

static void add_art(const struct page *page, struct rect *body)
{
    int px = page->portrait ? ART_PX : ART_WIDE_PX;
    struct rect art = rect_cut_top(body, px), square = rect_center(&art, px, px);

    page_block(page, square, COLOR_GAM_TINT, px / 2);
    page_image(page, rect_inset(square, px / 6, px / 6), "art-usb.svg", COLOR_NONE);
    rect_cut_top(body, 28);
}

/* ---- the list ---- */

static void add_now(const struct page *page, struct rect rect, const struct update_view *update)
{
    struct rect inner;

    staff_card(page, rect, NULL, NULL, COLOR_CIN, &inner);
    staff_caption(page, rect_cut_left(&inner, inner.w / 2), page_text(page, STR_UPDATE_NOW),
                  COLOR_INK_2, ALIGN_LEFT);
    staff_text(page, inner,
               &(struct staff_line){ .text = update->now,
                                     .role = TEXT_H2,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_0,
                                     .align = ALIGN_RIGHT });
}

static void add_sources(const struct page *page, struct rect area, const struct update_view *update)
{
    static const enum string_id kinds[] = { [UPDATE_PACK] = STR_UPDATE_PACK,
                                            [UPDATE_FOLDER] = STR_UPDATE_FOLDER,
                                            [UPDATE_BANK] = STR_UPDATE_BANK };
    static const char *const icons[] = { [UPDATE_PACK] = "ic-shield.svg",
                                         [UPDATE_FOLDER] = "ic-list.svg",
                                         [UPDATE_BANK] = "ic-book.svg" };
    _Static_assert(sizeof kinds / sizeof *kinds == UPDATE_KIND_COUNT, "every kind");
    _Static_assert(sizeof icons / sizeof *icons == UPDATE_KIND_COUNT, "every kind");
    struct choice *choices =
        widgets_alloc(page->out, (size_t)update->source_count * sizeof *choices);

    component_section_head(page, rect_cut_top(&area, 76), page_text(page, STR_UPDATE_CHOOSE),
                           page->view->kiosk->stick.name);
    rect_cut_top(&area, 16);
    for (int i = 0; i < update->source_count; i++)
        choices[i] = (struct choice){ .mark = CHOICE_SIGN,
                                      .icon = icons[update->sources[i].kind],
                                      .text = update->sources[i].name,
                                      .side = page_text(page, kinds[update->sources[i].kind]),
                                      .disabled = page->view->kiosk->staff.update_waits,
                                      .message = page_tap(MSG_UPDATE_OPEN, i) };
    component_choices(page, area, choices, update->source_count, 1, 0);
}

static void add_list(const struct page *page, struct rect body, const struct update_view *update)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct staff *staff = &kiosk->staff;

    add_now(page, rect_cut_top(&body, NOW_H), update);
    rect_cut_top(&body, 28);
    if (staff->text[0] != '\0') {
        int high = component_notice_height(page, body.w, staff->text);
        component_notice(page, rect_cut_top(&body, high), "ic-warning.svg", staff->text);
        rect_cut_top(&body, 24);
    }
    if (update->on && update->source_count > 0) {
        if (page->portrait) /* what is to be touched stands lower */
            add_art(page, &body);
        add_sources(page, body, update);
        return;
    }
    if (page->portrait)
        rect_cut_top(&body, 60);
    add_art(page, &body);
    if (!update->on)
        add_words(page, body, page_text(page, STR_UPDATE_OFF), update->why_off);
    else if (kiosk->stick.state == STICK_UNKNOWN)
        add_words(page, body, page_text(page, STR_EXPORT_UNKNOWN),
                  page_text(page, STR_EXPORT_UNKNOWN_HELP));
    else if (kiosk->stick.state == STICK_NONE)
        add_words(page, body, page_text(page, STR_EXPORT_NO_STICK),
                  page_text(page, STR_UPDATE_PLUG));
    else
        add_words(page, body, page_text(page, STR_UPDATE_NOTHING),
                  page_text(page, STR_UPDATE_NOTHING_HELP));
}

static void add_list_dock(const struct page *page)
{
    const struct staff *staff = &page->view->kiosk->staff;
    bool can = staff->update_view && staff->update_view->has_previous && staff->update_view->on &&
               !staff->update_waits;
    struct rect row = page->buttons, left = rect_cut_left(&row, row.w * 44 / 100);

    rect_cut_left(&row, 32);
    staff_button(page, left, BUTTON_SECONDARY, page_text(page, STR_STAFF_BACK), "ic-back.svg",
                 page_tap(MSG_BACK, 0));
    if (staff->update_view && staff->update_view->has_previous)
        staff_button(page, row, can ? BUTTON_SECONDARY : BUTTON_DISABLED,
                     page_text(page, STR_UPDATE_REVERT), "ic-undo.svg",
                     page_tap(MSG_UPDATE_REVERT, 0));
}

/* ---- done ---- */

static void add_done(const struct page *page, struct rect body, const struct update_view *update)
{
    int px = page->portrait ? SEAL_PX : ART_WIDE_PX;
    struct rect art, row = page->buttons, left = rect_cut_left(&row, row.w * 40 / 100);

    rect_cut_top(&body, page->portrait ? 120 : 20);
    art = rect_cut_top(&body, px);
    component_seal(page, rect_center(&art, px, px), page_text(page, STR_UPDATE_SEAL), 2, -4);
    rect_cut_top(&body, 40);
    add_words(page, body, page_text(page, STR_UPDATE_DONE),
              page_format(page, STR_UPDATE_DONE_TEXT, update->now, NULL));
    rect_cut_left(&row, 32);
    if (update->has_previous)
        staff_button(page, left, BUTTON_SECONDARY, page_text(page, STR_UPDATE_REVERT),
                     "ic-undo.svg", page_tap(MSG_UPDATE_REVERT, 0));
    staff_button(page, row, BUTTON_PRIMARY, page_text(page, STR_UPDATE_USE), "ic-check.svg",
                 page_tap(MSG_STAFF_LEAVE, 0));
}

static void build(const struct view *view, struct widgets *out)
{
    const struct staff *staff = &view->kiosk->staff;
    const struct update_view *update = staff->update_view;
    const struct update_change *change = staff_update_detail(staff);
    struct page page;
    struct rect body;

    if (change && change->question && staff->look != LOOK_TEXTS) {
        staff_add_look(view, out, change);
        return;
    }
    staff_open(&page, view, out, view_text(view, STR_UPDATE_HEADER), true, &body);
    if (update && staff->update == UPDATE_SHOWS) {
        staff_add_preview(&page, body, update);
        return;
    }
    if (update && staff->update == UPDATE_DONE) {
        add_done(&page, body, update);
        return;
    }
    add_list_dock(&page);
    if (update && !(staff->update_waits && update->source_count == 0))
        add_list(&page, body, update);
    else
        staff_paragraph(&page, rect_cut_top(&body, 80), view_text(view, STR_UPDATE_READING),
                        TEXT_BODY, COLOR_INK_1, COLOR_PAPER_1);
}

const struct screen screen_staff_update = { "staff-update", build };
