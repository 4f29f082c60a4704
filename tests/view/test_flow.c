/* A column that is paged: every line once, and no heading alone at the end of a page. */
#include <criterion/criterion.h>

#include "booth.h"
#include "view/flow.h"

enum { WIDTH = 900, LINES_MAX = 8 };

static struct booth_model booth;

static void set_up(void)
{
    const struct booth_look look = { 1080, 1920, 0, false, false };
    booth_open(&booth);
    booth_enter(&booth, &booth_states[0], &look);
}

static void tear_down(void)
{
    booth_close(&booth);
}

TestSuite(flow, .init = set_up, .fini = tear_down);

static struct view make_view(void)
{
    return (struct view){ .kiosk = &booth.kiosk,
                          .strings = &booth.strings,
                          .measure = measure_fixed(),
                          .canvas_w = 1080,
                          .canvas_h = 1920,
                          .px_per_mm = 4.03,
                          .now_ms = booth.now_ms };
}

/* So many lines of the size of running text. */
static const char *text_of(int lines)
{
    static const char *const texts[LINES_MAX] = {
        "一",
        "一\n二",
        "一\n二\n三",
        "一\n二\n三\n四",
        "一\n二\n三\n四\n五",
        "一\n二\n三\n四\n五\n六",
        "一\n二\n三\n四\n五\n六\n七",
        "一\n二\n三\n四\n五\n六\n七\n八",
    };
    return texts[lines - 1];
}

/* Places one page of text, heading and text; returns how many pages, lines_out = lines of text on
 * this one. The heading is not to be the last thing above the pager. */
static int place(int above, int below, int height, int at, int *lines_out)
{
    struct view view = make_view();
    struct page page;
    struct flow flow = { .count = 0 };
    struct paragraph words;
    int heading = -1, last = -1, pages;

    booth.kiosk.page = at;
    widgets_clear(&booth.list, 1080, 1920);
    page_bare(&page, &view, &booth.list, SECTION_HOME);
    words = (struct paragraph){ .text = text_of(above),
                                .style = page_style(&page, TEXT_BODY),
                                .color = page.skin->ink,
                                .ground = page.skin->ground,
                                .role = ROLE_TEXT };
    flow_add_text(&flow, 0, &words);
    flow_add_head(&flow, 40, "标题");
    words.text = text_of(below);
    flow_add_text(&flow, 10, &words);
    pages = flow_place(&page, &flow, (struct rect){ 60, 200, WIDTH, height });
    for (int i = 0; i < booth.list.count; i++) {
        const struct widget *widget = &booth.list.items[i];
        if (widget->kind != WIDGET_TEXT || widget->role == ROLE_BUTTON ||
            widget->role == ROLE_CAPTION)
            continue;
        if (widget->role == ROLE_HEADING)
            heading = i;
        else if (widget->role == ROLE_TEXT)
            *lines_out += widget->line_count;
        last = i;
    }
    cr_assert(heading < 0 || heading != last, "%d and %d lines in %d: a heading alone", above,
              below, height);
    return pages;
}

Test(flow, no_heading_stands_alone_and_no_line_is_lost)
{
    for (int above = 1; above <= LINES_MAX; above++)
        for (int below = 1; below <= LINES_MAX; below++)
            for (int height = 520; height < 900; height += 16) {
                int pages = 1, lines = 0;
                for (int at = 0; at < pages; at++)
                    pages = place(above, below, height, at, &lines);
                cr_assert_eq(lines, above + below, "%d and %d lines in %d: %d shown", above, below,
                             height, lines);
            }
}
