/* 更新题库: what a pack would change, item by item. */
#include <stddef.h>
#include <string.h>

#include "base/utf8.h"
#include "view/screens/staff_frame.h"
#include "view/screens/staff_update.h"

enum {
    VERSIONS_H = 124,
    BANNER_H = 148,
    COUNTS_H = 160,
    HEAD_H = 76,
    ROW_H = 200,
    ROW_GAP = 16,
    CHOICES_H = 116,
    TAG_H = 60,
    TAG_W = 158,
    TAG_ICON = 36,
    GAP = 24
};

static const struct {
    const char *icon;
    enum string_id name;
    enum color ink, tint;
} looks[] = {
    [CHANGE_ADDED] = { "ic-plus.svg", STR_UPDATE_ADDED, COLOR_MAL, COLOR_MAL_TINT },
    [CHANGE_EDITED] = { "ic-edit.svg", STR_UPDATE_EDITED, COLOR_AZU, COLOR_AZU_TINT },
    [CHANGE_REMOVED] = { "ic-minus.svg", STR_UPDATE_REMOVED, COLOR_OCH, COLOR_GAM_TINT },
};
_Static_assert(sizeof looks / sizeof *looks == CHANGE_KIND_COUNT, "every kind");

int staff_tag(const struct page *page, int x, int y, const char *icon, const char *text,
              enum color fill, enum color ink)
{
    struct paragraph words = { .text = text,
                               .style = page_style(page, TEXT_CAPTION),
                               .color = ink,
                               .ground = fill,
                               .role = ROLE_CAPTION };
    struct rect rect = { x, y, 0, TAG_H };

    words.style.face = FACE_SANS_BOLD;
    rect.w = 20 + (icon ? TAG_ICON + 8 : 0) + paragraph_width(page, &words, 2000) + 20;
    page_block(page, rect, fill, 12);
    rect_cut_left(&rect, 20);
    if (icon) {
        page_image(page, (struct rect){ rect.x, y + (TAG_H - TAG_ICON) / 2, TAG_ICON, TAG_ICON },
                   icon, ink);
        rect_cut_left(&rect, TAG_ICON + 8);
    }
    paragraph_add_middle(page, &words, rect);
    return rect.x + rect.w - x;
}

/* ---- the head: versions, signature, counts ---- */

static void add_version(const struct page *page, struct rect rect, enum string_id name,
                        const char *value)
{
    struct staff_line line = { .text = page_text(page, name),
                               .role = TEXT_CAPTION,
                               .color = COLOR_INK_2,
                               .ground = COLOR_PAPER_1 };

    staff_text(page, rect_cut_top(&rect, 54), &line);
    line.text = value;
    line.role = TEXT_H2;
    line.color = COLOR_INK_1;
    staff_text(page, rect_cut_top(&rect, 66), &line);
}

static void add_versions(const struct page *page, struct rect rect,
                         const struct update_view *update)
{
    struct rect right = rect_cut_right(&rect, rect.w * 43 / 100);

    page_image(page, (struct rect){ right.x - 130, rect.y + 36, 60, 60 }, "ic-arrow-right.svg",
               COLOR_INK_1);
    rect_cut_right(&rect, 140);
    add_version(page, rect, STR_UPDATE_NOW, update->now);
    add_version(page, right, STR_UPDATE_NEXT,
                update->preview.next[0] ? update->preview.next : update->preview.source.name);
}

/* 2027-04-21T18:00:00+08:00 as people read it. */
static const char *stamp_of(const struct page *page, const struct update_preview *preview)
{
    return widgets_format(page->out, "%.10s %.5s", preview->stamp,
                          strlen(preview->stamp) > 16 ? preview->stamp + 11 : "");
}

static void add_banner(const struct page *page, struct rect rect,
                       const struct update_preview *preview)
{
    bool good = preview->seal == SEAL_GOOD && !preview->is_old && preview->why[0] == '\0';
    enum color ink = good ? COLOR_MAL : COLOR_OCH, fill = good ? COLOR_MAL_TINT : COLOR_GAM_TINT;
    struct widget *block = page_block(page, rect, fill, 24);
    const char *title = page_text(page, STR_UPDATE_SEAL_GOOD), *text;

    block->line = ink;
    block->line_px = 5;
    page_image(page, (struct rect){ rect.x + 32, rect.y + (rect.h - 76) / 2, 76, 76 },
               good ? "ic-shield.svg" : "ic-warning.svg", ink);
    rect_cut_left(&rect, 144);
    rect_cut_right(&rect, 24);
    text = page_format(page, STR_UPDATE_SIGNER, preview->signer, stamp_of(page, preview));
    if (preview->why[0] != '\0') {
        title =
            page_text(page, preview->seal == SEAL_BAD ? STR_UPDATE_SEAL_BAD : STR_UPDATE_CANNOT);
        text = preview->why;
    } else if (preview->seal == SEAL_UNSIGNED) {
        title = page_text(page, STR_UPDATE_SEAL_NONE);
        text = page_text(page, preview->is_bank ? STR_UPDATE_BANK_TEXT : STR_UPDATE_SEAL_NONE_TEXT);
    } else if (preview->is_old) {
        title = page_text(page, STR_UPDATE_OLD);
        text = page_text(page, STR_UPDATE_OLD_TEXT);
    }
    rect = rect_inset(rect, 0, 14);
    staff_text(
        page, rect_cut_top(&rect, 62),
        &(struct staff_line){ .text = title, .role = TEXT_H2, .color = ink, .ground = fill });
    staff_paragraph(page, rect, text, TEXT_CAPTION, good ? COLOR_MAL : COLOR_INK_1, fill);
}

static void add_count(const struct page *page, struct rect rect, const char *icon,
                      enum string_id name, enum color ink, int count)
{
    struct paragraph words = { .text = page_text(page, name),
                               .style = page_style(page, TEXT_CAPTION),
                               .color = ink,
                               .ground = COLOR_PAPER_0 };

    component_card(page, rect);
    rect = rect_inset(rect, 8, 14);
    words.style.face = FACE_SANS_BOLD;
    component_label(page, rect_cut_top(&rect, 56), &words, icon, NULL, 40);
    staff_text(page, rect,
               &(struct staff_line){ .text = page_number(page, count),
                                     .role = TEXT_TIMER,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_0,
                                     .align = ALIGN_CENTER });
}

/* Of a converted bank: how it was read. */
static void add_bank_counts(const struct page *page, struct rect rect,
                            const struct update_preview *preview)
{
    add_count(page, rect_column(&rect, 0, 4, GAP), "ic-check.svg", STR_UPDATE_READ, COLOR_MAL,
              preview->read);
    add_count(page, rect_column(&rect, 1, 4, GAP), "ic-warning.svg", STR_UPDATE_DOUBTFUL, COLOR_OCH,
              preview->doubtful);
    add_count(page, rect_column(&rect, 2, 4, GAP), "ic-cross.svg", STR_UPDATE_REFUSED, COLOR_OCH,
              preview->refused);
    add_count(page, rect_column(&rect, 3, 4, GAP), "ic-plus.svg", STR_UPDATE_ADDED, COLOR_AZU,
              preview->counts[CHANGE_ADDED]);
}

static void add_counts(const struct page *page, struct rect rect,
                       const struct update_preview *preview)
{
    if (preview->is_bank) {
        add_bank_counts(page, rect, preview);
        return;
    }
    for (int i = 0; i < CHANGE_KIND_COUNT; i++)
        add_count(page, rect_column(&rect, i, CHANGE_KIND_COUNT + 1, GAP), looks[i].icon,
                  looks[i].name, looks[i].ink, preview->counts[i]);
    add_count(page, rect_column(&rect, CHANGE_KIND_COUNT, CHANGE_KIND_COUNT + 1, GAP),
              "ic-check.svg", STR_UPDATE_SAME, COLOR_INK_2, preview->same);
}

/* ---- the list ---- */

/* Its lines in one, as the row has room for. */
static const char *in_one_line(const struct page *page, const char *text)
{
    struct strbuf line;
    const char *kept;

    strbuf_init(&line);
    for (const char *at = text; *at; at++) {
        if (*at == '\n')
            strbuf_add(&line, "；");
        else
            strbuf_add_char(&line, *at);
    }
    kept = widgets_format(page->out, "%s", line.text);
    strbuf_fini(&line);
    return kept;
}

/* Where two texts begin to differ, a few characters before, and never inside of one. */
static size_t differ_at(const char *one, const char *other)
{
    enum { LEAD_CHARS = 4 };
    size_t starts[LEAD_CHARS + 1] = { 0 }, at = 0;

    while (one[at] && one[at] == other[at]) {
        size_t len = (size_t)utf8_char_len(one + at);
        if (strncmp(one + at, other + at, len) != 0)
            break;
        memmove(starts, starts + 1, LEAD_CHARS * sizeof *starts);
        starts[LEAD_CHARS] = at;
        at += len;
    }
    return one[at] || other[at] ? starts[0] : 0;
}

/* The first thing that differs, from where it differs: 解析：…为十五年 */
static const char *first_difference(const struct page *page, const char *text, const char *other)
{
    const char *value = strstr(text, "：");
    size_t name_len = value ? (size_t)(value - text) + strlen("：") : 0, at;

    if (text[0] == '\0')
        return page_text(page, STR_UPDATE_ABSENT);
    if (name_len == 0 || strncmp(text, other, name_len) != 0)
        return in_one_line(page, text);
    at = differ_at(text + name_len, other + name_len);
    return widgets_format(page->out, "%.*s%s%s", (int)name_len, text, at > 0 ? "…" : "",
                          in_one_line(page, text + name_len + at));
}

static void add_sides(const struct page *page, struct rect area, const struct update_change *change)
{
    struct staff_line line = { .role = TEXT_CAPTION,
                               .color = looks[change->kind].ink,
                               .ground = looks[change->kind].tint };

    if (change->kind != CHANGE_EDITED) {
        line.text =
            in_one_line(page, change->kind == CHANGE_ADDED ? change->after : change->before);
        staff_text(page, rect_cut_top(&area, area.h / 2), &line);
        return;
    }
    line.text = page_format(page, STR_UPDATE_WAS,
                            first_difference(page, change->before, change->after), NULL);
    staff_text(page, rect_cut_top(&area, area.h / 2), &line);
    line.text = page_format(page, STR_UPDATE_BECOMES,
                            first_difference(page, change->after, change->before), NULL);
    staff_text(page, area, &line);
}

static void add_change(const struct page *page, struct rect row, const struct update_change *change,
                       int index)
{
    const char *icon = looks[change->kind].icon;
    enum color tint = looks[change->kind].tint;
    struct widget *block = page_block(page, row, tint, 20);
    struct staff_line line = { .text = widgets_format(page->out, "%s  %s", change->name,
                                                      in_one_line(page, change->title)),
                               .role = TEXT_CAPTION,
                               .face = FACE_SANS_BOLD,
                               .color = looks[change->kind].ink,
                               .ground = tint };

    block->role = ROLE_BUTTON;
    block->label = widgets_format(page->out, "%s %s", change->name, change->title);
    block->message = page_tap(MSG_UPDATE_DETAIL, index);
    int tag_w =
        staff_tag(page, row.x + 24, row.y + 24, icon, page_text(page, looks[change->kind].name),
                  looks[change->kind].ink, COLOR_PAPER_0);
    rect_cut_left(&row, 24 + (tag_w > TAG_W ? tag_w : TAG_W) + 28);
    rect_cut_right(&row, 24);
    row = rect_inset(row, 0, 20);
    staff_text(page, rect_cut_top(&row, row.h / 3), &line);
    add_sides(page, row, change);
}

static void add_changes(const struct page *page, struct rect area,
                        const struct update_preview *preview)
{
    int rows = (area.h - HEAD_H - PAGER_TAKES + ROW_GAP) / (ROW_H + ROW_GAP), pages, at;
    struct rect list = area;

    if (rows < 1)
        rows = 1;
    pages = (preview->change_count + rows - 1) / rows;
    at = page->view->kiosk->page < pages ? page->view->kiosk->page : pages - 1;
    component_section_head(
        page, rect_cut_top(&list, HEAD_H), page_text(page, STR_UPDATE_CHANGES),
        page_format(page, STR_UPDATE_ITEMS, page_number(page, preview->change_count), NULL));
    for (int i = at * rows; at >= 0 && i < preview->change_count && i < (at + 1) * rows; i++) {
        add_change(page, rect_cut_top(&list, ROW_H), &preview->changes[i], i);
        rect_cut_top(&list, ROW_GAP);
    }
    if (pages > 1)
        component_pager(page, rect_cut_bottom(&area, PAGER_TAKES - PAGER_GAP), at, pages, 1);
    if (preview->change_count == 0)
        staff_paragraph(page, rect_cut_top(&list, 80), page_text(page, STR_UPDATE_NO_CHANGE),
                        TEXT_BODY, COLOR_INK_2, COLOR_PAPER_1);
}

/* How a bank goes in, and what there is to read about it; true when there was something. */
static bool add_choices(const struct page *page, struct rect rect,
                        const struct update_preview *preview)
{
    const struct staff *staff = &page->view->kiosk->staff;
    bool adds = staff->mode == UPDATE_ADDS;
    int columns = (preview->is_bank ? 1 : 0) + (preview->fault_count > 0 ? 1 : 0), at = 0;

    if (preview->is_bank)
        staff_button(page, rect_column(&rect, at++, columns, GAP), BUTTON_SECONDARY,
                     page_text(page, adds ? STR_UPDATE_TO_REPLACE : STR_UPDATE_TO_ADD),
                     "ic-refresh.svg",
                     page_tap(MSG_UPDATE_MODE, adds ? UPDATE_REPLACES : UPDATE_ADDS));
    if (preview->fault_count > 0)
        staff_button(page, rect_column(&rect, at, columns, GAP), BUTTON_SECONDARY,
                     page_format(page,
                                 preview->left_out > 0 ? STR_UPDATE_SEE_UNREAD : STR_UPDATE_SEE,
                                 page_number(page, preview->left_out > 0 ? preview->left_out
                                                                         : preview->warnings),
                                 NULL),
                     "ic-warning.svg", page_tap(MSG_UPDATE_FAULTS, 1));
    return columns > 0;
}

/* ---- one change in full ---- */

static void add_side(const struct page *page, struct rect rect, enum string_id name,
                     const char *text, enum color accent)
{
    struct rect inner;

    staff_card(page, rect, page_text(page, name), NULL, accent, &inner);
    staff_paragraph(page, inner, text[0] ? text : page_text(page, STR_UPDATE_ABSENT), TEXT_BODY,
                    COLOR_INK_1, COLOR_PAPER_0);
}

static void add_detail(const struct page *page, struct rect body,
                       const struct update_change *change)
{
    struct rect head = rect_cut_top(&body, page->portrait ? 250 : 160);

    rect_cut_left(&head, staff_tag(page, head.x, head.y, looks[change->kind].icon,
                                   page_text(page, looks[change->kind].name),
                                   looks[change->kind].ink, COLOR_PAPER_0) +
                             24);
    staff_text(page, rect_cut_top(&head, 60),
               &(struct staff_line){ .text = change->name,
                                     .role = TEXT_CAPTION,
                                     .color = COLOR_INK_2,
                                     .ground = COLOR_PAPER_1 });
    head.x = body.x;
    head.w = body.w;
    staff_paragraph(page, head, change->title, TEXT_H2, COLOR_INK_1, COLOR_PAPER_1);
    rect_cut_top(&body, 16);
    if (change->kind == CHANGE_ADDED) {
        staff_paragraph(page, body, change->after, TEXT_BODY, COLOR_INK_1, COLOR_PAPER_1);
    } else if (page->portrait) {
        add_side(page, rect_row(&body, 0, 2, GAP), STR_UPDATE_BEFORE, change->before, COLOR_OCH);
        add_side(page, rect_row(&body, 1, 2, GAP), STR_UPDATE_AFTER, change->after, COLOR_MAL);
    } else {
        add_side(page, rect_column(&body, 0, 2, GAP), STR_UPDATE_BEFORE, change->before, COLOR_OCH);
        add_side(page, rect_column(&body, 1, 2, GAP), STR_UPDATE_AFTER, change->after, COLOR_MAL);
    }
}

/* ---- the whole ---- */

static const char *apply_text(const struct page *page, const struct update_preview *preview)
{
    int total = 0;

    for (int i = 0; i < CHANGE_KIND_COUNT; i++)
        total += preview->counts[i];
    if (preview->seal == SEAL_BAD)
        return page_text(page, STR_UPDATE_SEAL_BAD);
    if (preview->is_bank && staff_update_can_apply(preview))
        return page_format(page, STR_UPDATE_APPLY_BANK,
                           page_number(page, preview->counts[CHANGE_ADDED]), NULL);
    if (!staff_update_can_apply(preview))
        return page_text(page, STR_UPDATE_CANNOT);
    return preview->is_old ? page_text(page, STR_UPDATE_APPLY_OLD)
                           : page_format(page, STR_UPDATE_APPLY, page_number(page, total), NULL);
}

static void add_dock(const struct page *page, const struct update_preview *preview)
{
    const struct staff *staff = &page->view->kiosk->staff;
    bool can = staff_update_can_apply(preview) && !staff->update_waits;
    struct rect row = page->buttons, left = rect_cut_left(&row, row.w * 33 / 100);

    const struct update_change *change = staff_update_detail(staff);

    rect_cut_left(&row, 32);
    staff_button(
        page, left, BUTTON_SECONDARY,
        page_text(page, staff->detail > 0 ? STR_UPDATE_TO_LIST : STR_UPDATE_CANCEL), "ic-back.svg",
        staff->detail > 0 ? page_tap(MSG_UPDATE_DETAIL, -1) : page_tap(MSG_UPDATE_CLOSE, 0));
    if (change && change->question) {
        staff_button(page, rect_cut_left(&row, row.w * 38 / 100), BUTTON_SECONDARY,
                     page_text(page, STR_UPDATE_LOOK), "ic-screen.svg",
                     page_tap(MSG_UPDATE_LOOK, LOOK_QUESTION));
        rect_cut_left(&row, 32);
    }
    staff_button(page, row, can ? BUTTON_PRIMARY : BUTTON_DISABLED,
                 staff->update_waits ? page_text(page, STR_UPDATE_WORKING)
                                     : apply_text(page, preview),
                 can ? "ic-check.svg" : NULL, page_tap(MSG_UPDATE_APPLY, 0));
}

/* Why the last thing failed, in place of the signature's state. */
static void add_state(const struct page *page, struct rect rect,
                      const struct update_preview *preview)
{
    const char *text = page->view->kiosk->staff.text;

    if (text[0] != '\0')
        component_notice(page, rect, "ic-warning.svg", text);
    else
        add_banner(page, rect, preview);
}

void staff_add_preview(const struct page *page, struct rect body, const struct update_view *update)
{
    const struct update_preview *preview = &update->preview;
    int detail = page->view->kiosk->staff.detail;
    struct rect left = body;

    if (preview->errors > 0 || page->view->kiosk->staff.shows_faults) {
        staff_add_faults(page, body, update);
        return;
    }
    add_dock(page, preview);
    if (detail > 0 && detail <= preview->change_count) {
        add_detail(page, body, &preview->changes[detail - 1]);
        return;
    }
    if (!page->portrait) {
        left = rect_cut_left(&body, body.w * 46 / 100);
        rect_cut_left(&body, STAFF_GAP);
    }
    add_versions(page, rect_cut_top(&left, VERSIONS_H), update);
    rect_cut_top(&left, GAP);
    add_state(page, rect_cut_top(&left, preview->why[0] ? BANNER_H + 60 : BANNER_H), preview);
    rect_cut_top(&left, GAP);
    if (preview->seal == SEAL_BAD ||
        (preview->why[0] && preview->change_count == 0 && !preview->is_bank))
        return;
    add_counts(page, rect_cut_top(&left, COUNTS_H), preview);
    rect_cut_top(&left, GAP);
    if (add_choices(page, (struct rect){ left.x, left.y, left.w, CHOICES_H }, preview) &&
        page->portrait)
        rect_cut_top(&left, CHOICES_H + GAP + 10);
    if (page->portrait)
        body = left;
    add_changes(page, body, preview);
}
