#include <stddef.h>
#include <string.h>

#include "play/entry.h"
#include "view/component.h"

enum {
    ROW_RADIUS = 28,
    ROW_PAD_RIGHT = 34,
    TEXT_PAD = 20, /* above and below the text of a row that it makes higher */
    EDGE_PX = 8,
    DROP_PX = 6,
    STATUS_W = 84,
    GRIP = 60,
    PICTURE_ROW_H = 236,
    LOOK_GAP = 20,
    COLUMN_GAP = 28,
    TWO_COLUMNS_W = 1100 /* narrower places keep one column */
};

/* A way to set all rows: the airiest that fits is taken. */
struct setting {
    int size_px, least_h, gap;
};

/* Sizes of a row's parts, normal or large. */
struct parts {
    int mark_x, mark, mark_gap, mark_radius, status_px, tick_px;
};

/* The first of each only fits where the canvas is larger than the drawn one, or the rows are few.
 */
static const struct setting letters[] = { { 50, 210, 44 }, { 46, 176, 34 }, { 46, 160, 28 },
                                          { 46, 146, 24 }, { 42, 132, 22 }, { 40, 116, 18 } };
static const struct setting pairs[] = { { 52, 236, 44 }, { 50, 204, 40 }, { 46, 176, 34 },
                                        { 46, 146, 28 }, { 42, 132, 22 }, { 40, 116, 18 } };
static const struct setting boxes[] = { { 46, 168, 34 }, { 46, 146, 26 }, { 46, 136, 22 },
                                        { 46, 124, 20 }, { 42, 116, 16 }, { 40, 112, 16 } };
static const struct setting large_rows[] = { { 68, 220, 36 }, { 64, 190, 28 }, { 64, 168, 24 },
                                             { 60, 150, 22 }, { 56, 140, 20 }, { 48, 128, 18 } };
enum { SETTINGS = sizeof(letters) / sizeof(letters[0]), SETTING_PAGED = 2 };

static const struct setting *settings_for(const struct page *page, const struct choice *choices,
                                          int count)
{
    if (page->large)
        return large_rows;
    if (count <= 2)
        return pairs;
    if (choices[0].mark == CHOICE_BOX || choices[0].mark == CHOICE_DISC)
        return count <= 4 ? letters : boxes;
    return letters;
}

static struct parts parts_of(const struct page *page, enum choice_mark mark)
{
    bool letter = mark == CHOICE_LETTER || mark == CHOICE_SIGN;

    if (page->large)
        return (struct parts){ 28, letter ? 112 : 96, 26, 16, 48, 60 };
    if (letter)
        return (struct parts){ 28, 96, 30, 16, 36, 52 };
    return (struct parts){ 34, mark == CHOICE_BOX ? 76 : 80, 30, 14, 38, 0 };
}

static struct paragraph status_words(const struct page *page, const struct choice *choice,
                                     const struct parts *parts)
{
    struct text_style style = { FACE_SANS_BOLD, parts->status_px, parts->status_px * 12 / 10, 0 };
    bool side = choice->side != NULL && !choice->selected;

    return (struct paragraph){ .text = side ? choice->side : page_text(page, STR_QUESTION_CHOSEN),
                               .style = style,
                               .align = ALIGN_CENTER,
                               .role = ROLE_CAPTION };
}

/* Reserved at the right of every row, so that selecting never re-wraps the text. */
static int status_width(const struct page *page, const struct choice *choice)
{
    struct parts parts = parts_of(page, choice->mark);
    struct choice chosen = *choice, open = *choice;
    struct paragraph words;
    int w = STATUS_W, own;

    chosen.selected = true;
    open.selected = false;
    words = status_words(page, &chosen, &parts);
    own = paragraph_width(page, &words, page->canvas.w);
    w = own > w ? own : w;
    if (choice->side != NULL) {
        words = status_words(page, &open, &parts);
        own = paragraph_width(page, &words, page->canvas.w);
        w = own > w ? own : w;
    }
    return w;
}

static struct paragraph row_words(const struct page *page, const struct choice *choice, int size_px)
{
    struct text_style style = paragraph_sized(page_style(page, TEXT_OPTION), size_px);

    return (struct paragraph){ .text = choice->text, .style = style, .role = ROLE_OPTION };
}

/* What of a row chooses: beside a picture stands the way to see it larger. */
static struct rect body_of(const struct page *page, struct rect row, const struct choice *choice)
{
    if (choice->picture != NULL)
        rect_cut_right(&row, component_look_width(page) + LOOK_GAP);
    return row;
}

/* The part of a row's body that its text may fill. */
static struct rect text_area(const struct page *page, struct rect row, const struct choice *choice)
{
    struct parts parts = parts_of(page, choice->mark);

    rect_cut_left(&row, parts.mark_x + parts.mark + parts.mark_gap);
    if (choice->picture != NULL)
        rect_cut_left(&row, PICTURE_ROW_H - 40 + 24);
    rect_cut_right(&row, ROW_PAD_RIGHT + status_width(page, choice) + 26);
    return row;
}

static int row_height(const struct page *page, int width_px, const struct choice *choice,
                      const struct setting *setting)
{
    struct paragraph words = row_words(page, choice, setting->size_px);
    struct rect body = body_of(page, (struct rect){ 0, 0, width_px, 0 }, choice);
    struct rect area = text_area(page, body, choice);
    int needed = paragraph_height(page, &words, area.w) + 2 * TEXT_PAD;
    int least = choice->picture != NULL ? PICTURE_ROW_H : setting->least_h;

    return needed > least ? needed : least;
}

/* ---- drawing one row ---- */

struct widget *component_choice_face(const struct page *page, struct rect *row,
                                     const struct choice *choice, int radius_px)
{
    const struct skin *skin = page->skin;
    bool pressed = !choice->disabled && page_is_pressed(page, &choice->message);
    struct widget *face;

    if (pressed && !page->large)
        row->y += DROP_PX;
    face = page_block(page, *row, skin->card, radius_px);
    face->role = ROLE_OPTION;
    face->label = choice->text;
    if (!choice->disabled)
        face->message = choice->message;
    face->slot = choice->disabled ? 0 : choice->slot;
    face->line = skin->block_line;
    face->line_px = page->large ? 7 : 3;
    face->edge = skin->block_edge;
    face->edge_px = skin->block_edge == COLOR_NONE ? 0 : pressed ? 2 : EDGE_PX;
    if (choice->selected) {
        face->fill = skin->select;
        face->line = COLOR_NONE;
        face->line_px = 0;
        face->edge = skin->select_edge;
        face->state = WIDGET_SELECTED;
    } else if (choice->disabled) {
        face->fill = page->large ? skin->card : COLOR_PAPER_2;
        face->line = page->large ? skin->card_line : COLOR_PAPER_3;
        face->line_px = 3;
        face->edge = COLOR_NONE;
        face->edge_px = 0;
        face->state = WIDGET_DISABLED;
    }
    if (pressed) {
        enum color open = page->large ? COLOR_HC_PRESS : COLOR_GAM_TINT;
        enum color chosen = page->large ? COLOR_HC_PRESS_DARK : skin->select;
        face->fill = choice->selected ? chosen : open;
        face->state |= WIDGET_PRESSED;
    }
    return face;
}

enum color component_choice_ink(const struct page *page, const struct choice *choice)
{
    if (choice->selected)
        return page->skin->select_ink;
    return choice->disabled ? page->skin->ink_soft : page->skin->ink;
}

/* Letter or sign in its block. */
static void add_letter(const struct page *page, struct rect block, const struct choice *choice)
{
    struct paragraph words = { .text = choice->letter,
                               .style = page_style(page, TEXT_OPTION_LETTER),
                               .color = page->large ? COLOR_HC_BG : COLOR_INK_1,
                               .ground = page->large ? COLOR_HC_INK : COLOR_PAPER_2,
                               .align = ALIGN_CENTER,
                               .role = ROLE_OPTION };

    if (choice->selected) {
        words.ground = page->large ? COLOR_HC_GO : COLOR_PAPER_0;
        words.color = page->large ? COLOR_HC_INK : page->skin->select;
    } else if (choice->disabled && !page->large) {
        words.ground = COLOR_PAPER_1;
        words.color = COLOR_INK_2;
    }
    page_block(page, block, words.ground, 16);
    if (choice->mark == CHOICE_SIGN)
        page_image(page, rect_inset(block, block.w / 5, block.h / 5), choice->icon, words.color);
    else
        paragraph_add_middle(page, &words, block);
}

/* Tick box or disc; a number in the box where the order counts. */
static void add_box(const struct page *page, struct rect box, const struct choice *choice)
{
    int radius = choice->mark == CHOICE_DISC ? box.w / 2 : 14;
    struct widget *block = page_block(page, box, page->skin->card, radius);

    if (choice->selected) {
        block->fill = page->skin->select_mark;
        if (choice->letter != NULL) {
            struct paragraph words = { .text = choice->letter,
                                       .style = theme_text(TEXT_H2, false),
                                       .color = page->skin->ink,
                                       .ground = block->fill,
                                       .align = ALIGN_CENTER,
                                       .role = ROLE_OPTION };
            paragraph_add_middle(page, &words, box);
        } else {
            page_image(page, rect_inset(box, box.w / 9, box.h / 9), "ic-check.svg",
                       page->skin->ink);
        }
        return;
    }
    block->line = page->skin->ink_soft;
    block->line_px = page->large ? 7 : 5;
    if (choice->disabled) {
        block->fill = page->large ? page->skin->card : COLOR_PAPER_2;
        block->line = page->skin->block_line;
        block->line_px = 4;
    }
}

/* Tick above the word, or the word alone beside a box; what stands there before selecting. */
static void add_status(const struct page *page, struct rect row, const struct choice *choice,
                       enum color ground)
{
    struct parts parts = parts_of(page, choice->mark);
    struct paragraph words = status_words(page, choice, &parts);
    int w = status_width(page, choice), tick = parts.tick_px;
    struct rect column = { row.x + row.w - ROW_PAD_RIGHT - w, row.y, w, row.h };

    if (choice->slot > 0) {
        page_image(page, rect_center(&column, GRIP, GRIP), "ic-sort.svg",
                   component_choice_ink(page, choice));
        return;
    }
    if (!choice->selected && choice->side == NULL)
        return;
    words.ground = ground;
    words.color = component_choice_ink(page, choice);
    if (choice->selected && page->large)
        words.color = page->skin->select_mark;
    if (choice->mark == CHOICE_BOX || choice->mark == CHOICE_DISC || !choice->selected) {
        words.align = ALIGN_RIGHT;
        paragraph_add_middle(page, &words, column);
        return;
    }
    column = rect_center(&column, w, tick + words.style.line_px);
    page_image(page, rect_center(&(struct rect){ column.x, column.y, w, tick }, tick, tick),
               "ic-check.svg", words.color);
    rect_cut_top(&column, tick);
    paragraph_add(page, &words, column);
}

static void add_row(const struct page *page, struct rect row, const struct choice *choice,
                    int size_px)
{
    struct parts parts = parts_of(page, choice->mark);
    struct paragraph words = row_words(page, choice, size_px);
    struct rect whole = row;
    row = body_of(page, row, choice);
    struct widget *face = component_choice_face(page, &row, choice, page->large ? 24 : ROW_RADIUS);
    enum color ground = face->fill;
    struct rect mark = { row.x + parts.mark_x, row.y + (row.h - parts.mark) / 2, parts.mark,
                         parts.mark };

    if (choice->mark == CHOICE_LETTER)
        face->label = widgets_format(page->out, "%s %s", choice->letter, choice->text);
    if (choice->mark == CHOICE_LETTER || choice->mark == CHOICE_SIGN)
        add_letter(page, mark, choice);
    else
        add_box(page, mark, choice);
    if (choice->picture != NULL) {
        int side = PICTURE_ROW_H - 40;
        struct widget *picture = page_image(page,
                                            (struct rect){ mark.x + mark.w + parts.mark_gap,
                                                           row.y + (row.h - side) / 2, side, side },
                                            choice->picture, COLOR_NONE);
        picture->from_activity = true;
        picture->role = ROLE_PICTURE;
    }
    words.color = component_choice_ink(page, choice);
    words.ground = ground;
    paragraph_add_middle(page, &words, text_area(page, row, choice));
    add_status(page, row, choice, ground);
    if (choice->picture != NULL)
        component_look(page, rect_cut_right(&whole, component_look_width(page)), choice->look,
                       choice->look_name);
}

/* ---- laying the rows out ---- */

/* Rows of one height side by side in columns; the last setting that was looked at. */
struct grid {
    const struct page *page;
    const struct choice *choices;
    int count, width_px, columns;
    const struct setting *setting;
};

static int cell_width(const struct grid *grid)
{
    return (grid->width_px + COLUMN_GAP) / grid->columns - COLUMN_GAP;
}

/* Height of the line of rows that begins with choice first. */
static int line_height(const struct grid *grid, int first)
{
    int most = 0;

    for (int i = first; i < first + grid->columns && i < grid->count; i++) {
        int h = row_height(grid->page, cell_width(grid), &grid->choices[i], grid->setting);
        most = h > most ? h : most;
    }
    return most;
}

static int total_height(const struct grid *grid)
{
    int sum = 0;

    for (int i = 0; i < grid->count; i += grid->columns)
        sum += line_height(grid, i) + grid->setting->gap;
    return sum - grid->setting->gap + (grid->page->large ? 0 : EDGE_PX);
}

static bool cuts_words(const struct grid *grid)
{
    struct rect cell = { 0, 0, cell_width(grid), 0 };

    for (int i = 0; i < grid->count; i++) {
        const struct choice *choice = &grid->choices[i];
        struct paragraph words = row_words(grid->page, choice, grid->setting->size_px);
        struct rect body = body_of(grid->page, cell, choice);
        if (paragraph_cuts_word(grid->page, &words, text_area(grid->page, body, choice).w))
            return true;
    }
    return false;
}

/* The airiest setting that fits, in one column, else in two where the place is wide; false leaves
 * the setting for pages. */
static bool fit_grid(struct grid *grid, int height_px)
{
    const struct setting *settings = settings_for(grid->page, grid->choices, grid->count);
    int most = grid->width_px >= TWO_COLUMNS_W ? 2 : 1;

    for (grid->columns = 1; grid->columns <= most; grid->columns++) {
        for (int i = 0; i < SETTINGS; i++) {
            grid->setting = &settings[i];
            if (total_height(grid) <= height_px && (grid->columns == 1 || !cuts_words(grid)))
                return true;
        }
    }
    grid->columns = 1;
    grid->setting = &settings[SETTING_PAGED];
    return false;
}

/* First row of each page; returns how many pages. A row higher than the area has one of its own. */
static int cut_pages(const struct grid *grid, int height_px, int *starts)
{
    int pages = 0, used = 0;

    for (int i = 0; i < grid->count; i += grid->columns) {
        int h = line_height(grid, i) + grid->setting->gap;
        if (pages == 0 || used + h > height_px + grid->setting->gap) {
            starts[pages++] = i;
            used = 0;
        }
        used += h;
    }
    starts[pages] = grid->count;
    return pages;
}

/* The one under the finger that carries it. */
static bool is_carried(const struct page *page, const struct choice *choice)
{
    return page->view->drags && choice->slot > 0 && page_is_pressed(page, &choice->message);
}

/* Where it would be dropped. */
static void add_gap(const struct page *page, struct rect rect)
{
    struct widget *gap = page_block(page, rect, COLOR_NONE, page->large ? 24 : ROW_RADIUS);

    gap->line = page->skin->ink_soft;
    gap->line_px = page->large ? 7 : 4;
    gap->dashed = true;
}

/* It follows the finger from where it lay, above all others. */
static void add_carried(const struct grid *grid, struct rect place, int index)
{
    const struct view *view = grid->page->view;
    struct rect rect = { view->carried_x, view->carried_y, place.w, place.h };
    int at = grid->page->out->count;

    add_row(grid->page, rect, &grid->choices[index], grid->setting->size_px);
    grid->page->out->items[at].shadow = !grid->page->large;
}

static int add_rows(const struct grid *grid, struct rect area, int first, int end)
{
    struct rect carried = { 0 };
    int index = -1;

    for (int i = first; i < end; i += grid->columns) {
        struct rect line = { area.x, area.y, area.w, line_height(grid, i) };
        for (int k = i; k < i + grid->columns && k < end; k++) {
            struct rect rect = rect_column(&line, k - i, grid->columns, COLUMN_GAP);
            if (is_carried(grid->page, &grid->choices[k])) {
                carried = rect;
                index = k;
                add_gap(grid->page, rect);
            } else {
                add_row(grid->page, rect, &grid->choices[k], grid->setting->size_px);
            }
        }
        area.y += line.h + grid->setting->gap;
    }
    if (index >= 0)
        add_carried(grid, carried, index);
    return area.y - grid->setting->gap;
}

void component_choice_order(const struct page *page, const struct question *question,
                            const struct answer *answer, const uint8_t *shown, bool arranged,
                            uint8_t rows[OPTION_MAX])
{
    const struct view *view = page->view;
    int count = question->option_count, from = 0, to = view->slot - 1;

    entry_rows(question, answer, shown, arranged, rows);
    if (!view->drags || view->pressed.kind != MSG_CHOOSE || to < 0 || to >= count)
        return;
    while (from < count && rows[from] != view->pressed.value)
        from++;
    if (from == count)
        return;
    memmove(&rows[from], &rows[from + 1], (size_t)(count - from - 1));
    memmove(&rows[to + 1], &rows[to], (size_t)(count - to - 1));
    rows[to] = (uint8_t)view->pressed.value;
}

bool component_choices_fit(const struct page *page, int w, int h, const struct choice *choices,
                           int count)
{
    struct grid grid = { page, choices, count, w, 1, NULL };

    return fit_grid(&grid, h);
}

int component_choices(const struct page *page, struct rect area, const struct choice *choices,
                      int count, int least_pages, int lead_pages)
{
    struct grid grid = { page, choices, count, area.w, 1, NULL };
    int starts[OPTION_MAX + 1], rows, pages, at = page->view->kiosk->page;
    struct rect pager;

    if (fit_grid(&grid, area.h) && least_pages <= 1 && lead_pages == 0)
        return add_rows(&grid, area, 0, count);
    pager = rect_cut_bottom(&area, component_pager_takes(page));
    rect_cut_top(&pager, PAGER_GAP);
    fit_grid(&grid, area.h);
    rows = cut_pages(&grid, area.h, starts);
    pages = rows + lead_pages > least_pages ? rows + lead_pages : least_pages;
    at = at < pages ? at : pages - 1;
    component_pager(page, pager, at, pages, 1);
    at = at - lead_pages < rows ? at - lead_pages : rows - 1;
    if (at >= 0)
        add_rows(&grid, area, starts[at], starts[at + 1]);
    return pager.y + pager.h;
}
