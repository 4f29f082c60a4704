/* More or fewer of something that is counted: the steps, and why. */
#include <stddef.h>

#include "view/screens/staff_frame.h"

enum { CHANGE_H = 720, ROW_H = 124, ROW_GAP = 14 };

static struct rect cut_row(struct rect *area)
{
    struct rect row = rect_cut_top(area, ROW_H);

    row.h -= ROW_GAP;
    return row;
}

static void add_steps(const struct page *page, struct rect row, enum message_kind by)
{
    static const int steps[] = { -10, -1, 1, 10 };

    for (int i = 0; i < 4; i++)
        staff_button(page, rect_column(&row, i, 4, STAFF_GAP), BUTTON_SECONDARY,
                     widgets_format(page->out, "%+d", steps[i]), NULL, page_tap(by, steps[i]));
}

void staff_change(const struct page *page, struct rect area, const struct staff_change *change)
{
    struct rect inner, row;

    area.h = area.h < CHANGE_H ? area.h : CHANGE_H;
    staff_card(page, area, change->title, change->side, COLOR_CIN, &inner);
    staff_text(page, rect_cut_top(&inner, 100),
               &(struct staff_line){ .text = change->sum,
                                     .role = TEXT_H2,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_0,
                                     .align = ALIGN_CENTER });
    add_steps(page, cut_row(&inner), change->by);
    rect_cut_top(&inner, 20);
    staff_caption(page, rect_cut_top(&inner, 56), page_text(page, STR_COUNT_WHY), COLOR_INK_2,
                  ALIGN_LEFT);
    row = cut_row(&inner);
    for (int i = 0; i < STAFF_REASONS; i++)
        staff_button(page, rect_column(&row, i, STAFF_REASONS, STAFF_GAP),
                     change->changes ? BUTTON_SECONDARY : BUTTON_DISABLED,
                     page_text(page, change->reasons[i]), NULL, page_tap(change->because, i));
    staff_paragraph(page, inner, page_text(page, change->kept), TEXT_CAPTION, COLOR_INK_2,
                    COLOR_PAPER_0);
}
