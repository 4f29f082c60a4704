/* 语言: all that the booth speaks, each in its own words; where there are more than two. */
#include "view/screens/reading.h"
#include "view/screens/screens.h"

static int add_choices(const struct page *page, struct choice *choices)
{
    const struct view *view = page->view;
    int count = view->kiosk->activity->language_count;

    if (count > view->strings->language_count)
        count = view->strings->language_count;
    for (int i = 0; i < count; i++)
        choices[i] = (struct choice){ .mark = CHOICE_DISC,
                                      .text = view->strings->names[i],
                                      .selected = i == view->kiosk->language,
                                      .message = page_tap(MSG_LANGUAGE, i) };
    return count;
}

/* Hands reach no higher than this on an upright panel. */
static struct rect within_reach(const struct page *page)
{
    struct rect area = page->controls;
    int top = page->canvas.h / 3 + 24;

    if (page->portrait && area.y < top)
        rect_cut_top(&area, top - area.y);
    return area;
}

static void build(const struct view *view, struct widgets *out)
{
    struct page page;
    struct choice choices[STRINGS_LANGUAGE_MAX];
    struct button back = { .look = BUTTON_SECONDARY,
                           .icon_before = "ic-back.svg",
                           .message = page_tap(MSG_BACK, 0) };
    int count;

    reading_open(&page, view, out, SECTION_HOME, STR_LANGUAGE_TITLE,
                 view_text(view, STR_LANGUAGE_SUB));
    back.label = page_text(&page, STR_BACK);
    count = add_choices(&page, choices);
    component_choices(&page, within_reach(&page), choices, count, 1, 0);
    component_dock(&page, &back, 1);
}

const struct screen screen_language = { "language", build };
