/* Answers that are picked from a list: options, points of a scale, numbers of a rating. */
#include <math.h>
#include <stddef.h>

#include "view/screens/survey_inside.h"

enum {
    SCALE_ROW_H = 168,
    SCALE_ROW_LEAST = 116,
    SCALE_GAP = 24,
    LEVEL_PX = 150,
    TICK = 52,
    LEVELS = 5, /* pictures of lamps with one to five rings */
    RATING_CELLS_MAX = 24,
    CELL_EDGE = 8,
    PICTURE_H = 300,
    PICTURE_GAP = 26
};

/* ---- options ---- */

static int order_place(const struct answer *answer, int option)
{
    for (int i = 0; i < answer->order_count; i++) {
        if (answer->order[i] == option)
            return i + 1;
    }
    return 0;
}

/* Full: one more is not accepted, unless it unticks the others. */
static bool is_full(const struct survey_page *p)
{
    return p->question->type == QUESTION_MULTIPLE && p->question->max_choices > 1 &&
           answer_choice_count(p->answer) >= p->question->max_choices;
}

static struct choice make_choice(const struct survey_page *p, int option)
{
    const struct question *q = p->question;
    bool selected = p->answer->choices >> option & 1;
    int place = order_place(p->answer, option);
    struct choice choice = { .mark = CHOICE_DISC,
                             .text = p->wording->options[option],
                             .picture = q->options[option].picture,
                             .look = 1 + option,
                             .look_name = page_number(&p->page, 1 + option),
                             .selected = selected,
                             .message = page_tap(MSG_CHOOSE, option) };

    if (q->type == QUESTION_JUDGE)
        choice.text = page_text(&p->page, option == 0 ? STR_QUESTION_TRUE : STR_QUESTION_FALSE);
    if (q->type == QUESTION_MULTIPLE) {
        choice.mark = CHOICE_BOX;
        choice.disabled = is_full(p) && !selected && !q->options[option].exclusive;
    } else if (q->type == QUESTION_ORDER) {
        choice.mark = CHOICE_BOX;
        choice.selected = place > 0;
        choice.letter = place > 0 ? page_number(&p->page, place) : NULL;
    }
    return choice;
}

/* Below the list once [其他] is chosen: a way to the keyboard, with what was written. */
static void add_other_button(const struct survey_page *p, struct rect rect)
{
    bool written = p->answer->text[0] != '\0';
    struct button button = { .look = BUTTON_SECONDARY,
                             .label = written ? widgets_format(p->page.out, "%s", p->answer->text)
                                              : page_text(&p->page, STR_SURVEY_WRITE_OTHER),
                             .icon_before = "ic-edit.svg",
                             .message = page_tap(MSG_PAGE, SURVEY_WRITING) };

    component_button(&p->page, rect, &button);
}

static bool other_is_chosen(const struct survey_page *p)
{
    const struct question *q = p->question;

    for (int i = 0; i < q->option_count; i++) {
        if (q->options[i].other && p->answer->choices >> i & 1)
            return q->type == QUESTION_SINGLE || q->type == QUESTION_MULTIPLE;
    }
    return false;
}

/* The stem's picture stands above the options. */
static void add_picture(const struct survey_page *p, struct rect *area)
{
    int least = component_picture_least(&p->page, area->y);

    if (p->question->picture == NULL)
        return;
    component_picture_with_look(&p->page, rect_cut_top(area, least > PICTURE_H ? least : PICTURE_H),
                                p->question->picture);
    rect_cut_top(area, PICTURE_GAP);
}

void survey_add_choices(const struct survey_page *p, struct rect area)
{
    struct choice choices[OPTION_MAX];
    const struct page *page = &p->page;
    const char *hint = NULL;
    uint8_t rows[OPTION_MAX];
    int y, other_h = page->large ? 130 : 116;

    add_picture(p, &area);
    for (int i = 0; i < p->question->option_count; i++)
        rows[i] = (uint8_t)i;
    if (p->question->type == QUESTION_ORDER)
        component_choice_order(page, p->question, p->answer, NULL,
                               p->survey->items[p->survey->current].arranged, rows);
    for (int i = 0; i < p->question->option_count; i++) {
        choices[i] = make_choice(p, rows[i]);
        choices[i].slot = p->question->type == QUESTION_ORDER ? i + 1 : 0;
    }
    if (other_is_chosen(p)) {
        struct rect strip = rect_cut_bottom(&area, other_h + (page->large ? 0 : 10));
        strip.h = other_h;
        add_other_button(p, strip);
        rect_cut_bottom(&area, 24);
        component_choices(page, area, choices, p->question->option_count, p->stem_pages, 0);
        return;
    }
    if (p->question->max_choices > 1 || p->question->constraint != NULL ||
        p->question->type == QUESTION_ORDER)
        rect_cut_bottom(&area, page->large ? 80 : 56); /* the hint must not move the rows */
    if (survey_add_tiles(p, area, choices))
        y = area.y + area.h;
    else
        y = component_choices(page, area, choices, p->question->option_count, p->stem_pages, 0);
    if (survey_breaks_constraint(p->survey))
        hint = p->wording->constraint_message;
    else if (is_full(p))
        hint =
            page_format(page, STR_SURVEY_FULL, page_number(page, p->question->max_choices), NULL);
    if (hint == NULL && p->question->type == QUESTION_ORDER)
        survey_add_hint(p, y, page_text(page, STR_QUESTION_HINT_ORDER), NULL);
    else
        survey_add_hint(p, y, hint, "ic-info.svg");
}

/* ---- scale ---- */

static const char *const level_images[LEVELS] = { "level-1.svg", "level-2.svg", "level-3.svg",
                                                  "level-4.svg", "level-5.svg" };

/* Lamp with as many rings as the point is worth; a sign for the point outside the mean. */
static void add_level(const struct survey_page *p, const struct rect *row, int point,
                      enum color ink)
{
    const struct page *page = &p->page;
    int icon = row->h - 18 > LEVEL_PX ? LEVEL_PX : row->h - 18, level;
    struct rect place = { row->x + 98 - icon / 2, row->y + (row->h - icon) / 2, icon, icon };
    bool selected = ink == page->skin->select_ink;

    if (point == 0) {
        page_image(page, rect_center(&place, 64, 64), "ic-none.svg", ink);
        return;
    }
    level = (point * LEVELS + p->question->scale_count - 1) / p->question->scale_count;
    page_image(page, place, level_images[level - 1], selected ? ink : page->skin->select);
    page_image(page, place, "level-flame.svg", selected ? COLOR_GAM : COLOR_GAM_DEEP);
}

static void add_scale_row(const struct survey_page *p, struct rect row, int point)
{
    const struct page *page = &p->page;
    struct choice choice = { .text = survey_point_text(p, point),
                             .selected = p->answer->given && p->answer->scale == point,
                             .message = page_tap(MSG_CHOOSE_SCALE, point) };
    struct widget *face = component_choice_face(page, &row, &choice, 28);
    enum color ink = component_choice_ink(page, &choice);
    struct paragraph words = { .text = choice.text,
                               .style = { FACE_SANS_BOLD, 52, 66, 0 },
                               .color = ink,
                               .ground = face->fill,
                               .role = ROLE_OPTION };
    struct paragraph side = words;
    int w;

    add_level(p, &row, point, ink);
    rect_cut_left(&row, 204);
    rect_cut_right(&row, 34);
    side.style = (struct text_style){ FACE_SANS_BOLD, 44, 58, 0 };
    side.align = ALIGN_RIGHT;
    side.role = ROLE_CAPTION;
    side.text = choice.selected ? page_text(page, STR_QUESTION_CHOSEN)
                : point > 0 ? page_format(page, STR_SURVEY_POINTS, page_number(page, point), NULL)
                            : "";
    w = paragraph_width(page, &side, row.w);
    if (w > 0)
        paragraph_add_middle(page, &side, rect_cut_right(&row, w));
    rect_cut_right(&row, 12);
    if (choice.selected)
        page_image(page,
                   (struct rect){ row.x + row.w - TICK, row.y + (row.h - TICK) / 2, TICK, TICK },
                   "ic-check.svg", ink);
    rect_cut_right(&row, TICK + 16);
    paragraph_fit(page, &words, row.w, row.h - 16, 40);
    paragraph_add_middle(page, &words, row);
}

/* Many points, or large words: rows like options, with the points at the right. */
static int add_scale_list(const struct survey_page *p, struct rect area)
{
    struct choice choices[SCALE_MAX + 1];
    int count = 0;

    for (int point = p->question->scale_count; point >= 0; point--) {
        if (point == 0 && p->wording->scale_unclear == NULL)
            continue;
        choices[count++] =
            (struct choice){ .mark = CHOICE_DISC,
                             .text = survey_point_text(p, point),
                             .side = point > 0 ? page_format(&p->page, STR_SURVEY_POINTS,
                                                             page_number(&p->page, point), NULL)
                                               : NULL,
                             .selected = p->answer->given && p->answer->scale == point,
                             .message = page_tap(MSG_CHOOSE_SCALE, point) };
    }
    return component_choices(&p->page, area, choices, count, 1, 0);
}

void survey_add_scale(const struct survey_page *p, struct rect area)
{
    int rows = p->question->scale_count + (p->wording->scale_unclear != NULL), gap = SCALE_GAP;
    int h = (area.h - CELL_EDGE + gap) / rows - gap, y;

    if (h < SCALE_ROW_LEAST && rows > 1) {
        gap = 16;
        h = (area.h - CELL_EDGE + gap) / rows - gap;
    }
    if (h < SCALE_ROW_LEAST || p->page.large) {
        y = add_scale_list(p, area);
    } else {
        h = h < SCALE_ROW_H ? h : SCALE_ROW_H;
        y = area.y;
        for (int point = p->question->scale_count; point >= 1; point--, y += h + gap)
            add_scale_row(p, (struct rect){ area.x, y, area.w, h }, point);
        if (p->wording->scale_unclear != NULL) {
            add_scale_row(p, (struct rect){ area.x, y, area.w, h }, 0);
            y += h + gap;
        }
    }
    if (!p->page.large)
        survey_add_hint(p, y, page_text(&p->page, STR_SURVEY_SCALE_HINT), NULL);
}

/* ---- rating ---- */

static void add_cell(const struct survey_page *p, struct rect rect, int number)
{
    const struct page *page = &p->page;
    struct choice choice = { .text = page_number(page, number),
                             .selected =
                                 p->answer->given && (int)lround(p->answer->number) == number,
                             .message = { .kind = MSG_SET_NUMBER, .number = number } };
    struct widget *face = component_choice_face(page, &rect, &choice, 22);
    struct paragraph words = { .text = choice.text,
                               .style = { FACE_SANS_BLACK, 72, 84, 0 },
                               .color = component_choice_ink(page, &choice),
                               .ground = face->fill,
                               .align = ALIGN_CENTER,
                               .role = ROLE_OPTION };

    paragraph_add_middle(page, &words, rect);
    if (choice.selected)
        page_image(page, (struct rect){ rect.x + rect.w - 60, rect.y + 12, 48, 48 }, "ic-check.svg",
                   page->skin->select_mark);
}

/* A wide range: steps of one and ten about the number. */
static void add_steps(const struct survey_page *p, struct rect area, int least, int most)
{
    static const int steps[] = { -10, -1, 1, 10 };
    const struct page *page = &p->page;
    int now = p->answer->given ? (int)lround(p->answer->number) : least + (most - least) / 2;
    struct rect row;

    component_text_box(page, rect_cut_top(&area, 180),
                       p->answer->given ? page_number(page, now) : "", NULL, false);
    rect_cut_top(&area, 40);
    row = rect_cut_top(&area, 160);
    for (int i = 0; i < 4; i++) {
        int to = now + steps[i];
        struct button button = { .look =
                                     to < least || to > most ? BUTTON_DISABLED : BUTTON_SECONDARY,
                                 .label = widgets_format(page->out, "%+d", steps[i]),
                                 .message = { .kind = MSG_SET_NUMBER, .number = to } };
        component_button(page, rect_column(&row, i, 4, 24), &button);
    }
}

void survey_add_rating(const struct survey_page *p, struct rect area)
{
    int least = p->question->has_range ? (int)ceil(p->question->range_min) : 0;
    int most = p->question->has_range ? (int)floor(p->question->range_max) : 10;
    int count = most - least + 1, columns, rows, h;
    const int gap = 24;

    if (count < 1 || count > RATING_CELLS_MAX) {
        add_steps(p, area, least, most);
        return;
    }
    columns = count > 16 ? 6 : count <= 5 ? count : 4;
    rows = (count + columns - 1) / columns;
    h = (area.h - CELL_EDGE + gap) / rows - gap;
    h = h > 280 ? 280 : h;
    for (int i = 0; i < count; i++) {
        struct rect row = { area.x, area.y + i / columns * (h + gap), area.w, h };
        add_cell(p, rect_column(&row, i % columns, columns, gap), least + i);
    }
}
