/* 多选砖: a few short options, each with the picture of what it names. */
#include <stddef.h>

#include "view/screens/survey_inside.h"
#include "view/topic.h"

enum {
    TILES_LEAST = 4,
    TILES_MOST = 6,
    TILE_LEAST_H = 210,
    TILE_MOST_H = 306,
    TILE_WIDE_MOST_H = 340,
    GAP = 28,
    EDGE = 8,
    PAD = 32,
    ICON = 92,
    BOX = 76,
    NAME_LINES = 2
};

static struct rect grid_cell(const struct page *page, struct rect area, int index, int height_px)
{
    int columns = page->portrait ? 2 : 3;
    struct rect row = area;

    row.y += index / columns * (height_px + GAP);
    row.h = height_px;
    return rect_column(&row, index % columns, columns, GAP);
}

static int tile_height(const struct page *page, struct rect area, int count)
{
    int columns = page->portrait ? 2 : 3, rows = (count + columns - 1) / columns;
    int h = (area.h - EDGE + GAP) / rows - GAP,
        most = page->portrait ? TILE_MOST_H : TILE_WIDE_MOST_H;

    return h < most ? h : most;
}

static struct paragraph name_words(const struct choice *choice)
{
    return (struct paragraph){ .text = choice->text,
                               .style = { FACE_SANS_BOLD, 48, 62, 0 },
                               .role = ROLE_OPTION };
}

/* Icons go by the words of the first language, whatever is shown. */
static const char *icon_of(const struct survey_page *p, int option)
{
    return topic_known_icon(p->question->wordings[0]->options[option]);
}

/* All of them pictured, their names short, and room for everything on one page. */
static bool suits_tiles(const struct survey_page *p, struct rect area, const struct choice *choices)
{
    const struct question *q = p->question;
    const struct page *page = &p->page;
    int h = tile_height(page, area, q->option_count);
    struct rect cell = grid_cell(page, area, 0, h);

    if (page->large || q->type != QUESTION_MULTIPLE || q->option_count < TILES_LEAST ||
        q->option_count > TILES_MOST || p->stem_pages > 1 || h < TILE_LEAST_H)
        return false;
    for (int i = 0; i < q->option_count; i++) {
        struct paragraph words = name_words(&choices[i]);
        if (icon_of(p, i) == NULL || choices[i].picture != NULL || q->options[i].other ||
            !paragraph_fit(page, &words, cell.w - 2 * PAD, NAME_LINES * words.style.line_px,
                           words.style.size_px))
            return false;
    }
    return true;
}

static void add_box(const struct page *page, struct rect box, const struct choice *choice)
{
    struct widget *block = page_block(page, box, page->skin->card, 14);

    if (choice->selected) {
        block->fill = page->skin->select_mark;
        page_image(page, rect_inset(box, 8, 8), "ic-check.svg", page->skin->ink);
        return;
    }
    block->fill = choice->disabled ? COLOR_PAPER_2 : page->skin->card;
    block->line = choice->disabled ? page->skin->block_line : page->skin->ink_soft;
    block->line_px = choice->disabled ? 4 : 5;
}

static void add_tile(const struct survey_page *p, struct rect rect, const struct choice *choice,
                     int option)
{
    const struct page *page = &p->page;
    struct widget *face = component_choice_face(page, &rect, choice, 28);
    struct paragraph words = name_words(choice);
    enum color icon = choice->selected || choice->disabled ? component_choice_ink(page, choice)
                                                           : page->skin->select;
    struct rect inner = rect_inset(rect, PAD, PAD), top = rect_cut_top(&inner, ICON);

    words.color = component_choice_ink(page, choice);
    words.ground = face->fill;
    page_image(page, (struct rect){ top.x, top.y, ICON, ICON }, icon_of(p, option), icon);
    add_box(page, (struct rect){ top.x + top.w - BOX, top.y, BOX, BOX }, choice);
    paragraph_add_middle(page, &words, inner);
}

bool survey_add_tiles(const struct survey_page *p, struct rect area, const struct choice *choices)
{
    int count = p->question->option_count;

    if (!suits_tiles(p, area, choices))
        return false;
    for (int i = 0; i < count; i++) {
        int h = tile_height(&p->page, area, count);
        add_tile(p, grid_cell(&p->page, area, i, h), &choices[i], i);
    }
    return true;
}
