#include "view/screens/reading.h"

#include <string.h>

static enum string_id header_of(const struct page *page)
{
    bool prize = page->view->kiosk->activity->prize_way != PRIZE_NONE;

    switch (page->section) {
    case SECTION_QUIZ:
        return prize ? STR_HOME_QUIZ_PRIZE : STR_HOME_QUIZ;
    case SECTION_SURVEY:
        return STR_SURVEY_HEADER;
    default:
        return STR_HOME_HEADER;
    }
}

/* The breaks are meant for a wide field, not for a column. */
static const char *without_breaks(const struct page *page, const char *text)
{
    char *copy = widgets_format(page->out, "%s", text), *to = copy;

    for (const char *from = text; *from != '\0'; from++) {
        if (*from != '\n')
            *to++ = *from;
        else if (page_is_latin(page))
            *to++ = ' ';
    }
    *to = '\0';
    return copy;
}

static struct paragraph sub_words(const struct page *page, const char *sub)
{
    return (struct paragraph){ .text = page->portrait ? sub : without_breaks(page, sub),
                               .style = page_style(page, TEXT_SUB),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .role = ROLE_TEXT };
}

/* Lines of the words below the title, on a page that is not open yet. */
static int sub_lines(const struct view *view, struct widgets *out, enum section section,
                     const char *sub)
{
    struct page page;
    struct paragraph words;
    int w;

    page_bare(&page, view, out, section);
    words = sub_words(&page, sub);
    w = page.canvas.w - 2 * page.margin;
    paragraph_fit(&page, &words, w, words.style.line_px, 36);
    return paragraph_lines(&page, &words, w);
}

void reading_open(struct page *page, const struct view *view, struct widgets *out,
                  enum section section, enum string_id title, const char *sub)
{
    int lines = sub_lines(view, out, section, sub);
    bool two_lines = lines > 1;
    struct page_shape shape = { .section = section,
                                .field_h = 424 + (lines - 1) * (view->kiosk->large_text ? 72 : 56),
                                .column_w = 640,
                                .motif_side = two_lines ? 828 : 809,
                                .motif_x = 240,
                                .motif_y = two_lines ? -104 : -196 };
    struct paragraph heading = { .style = { 0 }, .role = ROLE_HEADING }, line;
    struct rect rect;
    bool home = section == SECTION_HOME && view->kiosk->language == 0;

    page_open(page, view, out, &shape);
    component_header(page, home ? view->kiosk->activity->name : page_text(page, header_of(page)),
                     component_chip(page));
    heading.text = page_text(page, title);
    heading.style = paragraph_sized(page_style(page, TEXT_TITLE_1), page->large ? 92 : 94);
    heading.color = page->skin->field_ink;
    heading.ground = page->skin->field;
    line = sub_words(page, sub);
    rect = page->reading;
    rect_cut_top(&rect, page->portrait ? 32 : 60);
    rect_cut_top(&rect, page_extra_h(page, 12));
    if (!paragraph_fit(page, &heading, rect.w, heading.style.line_px, 80))
        paragraph_fit(page, &heading, rect.w, page->portrait ? 128 : 264, 56);
    rect_cut_top(&rect, paragraph_add(page, &heading, rect)->rect.h + 10);
    paragraph_fit(page, &line, rect.w, lines == 1 && page->portrait ? line.style.line_px : rect.h,
                  36);
    rect_cut_top(&rect, paragraph_add(page, &line, rect)->rect.h);
    page->reading = rect;
}

struct paragraph reading_words(const struct page *page, const char *text)
{
    return (struct paragraph){ .text = text,
                               .style = page_style(page, TEXT_BODY),
                               .color = page->skin->ink,
                               .ground = page->skin->ground,
                               .role = ROLE_TEXT };
}
