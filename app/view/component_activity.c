/*
 * 活动卡: one touch target with title, facts, a picture, and a label that looks like a button. The
 * card may be wide (text left, picture right) or tall (text above, picture below); the text is set
 * as large as it fits, and gives up the label before it becomes too small.
 */
#include <stddef.h>
#include <string.h>

#include "view/component.h"

enum {
    RADIUS = 36,
    EDGE = 12,
    DROP = 8,
    PAD_X = 54,
    PAD_X_NARROW = 42,
    NARROW_W = 700,
    LOW_H = 290, /* lower cards have a smaller label */
    PILL_H = 92,
    PILL_LOW_H = 78,
    PILL_LARGE_H = 112,
    PILL_GAP = 20,
    ART_MOST = 310,
    ART_LEAST = 120,
    TITLE_LINES = 2,
    TITLE_LINES_ALONE = 5
};

/* Colours of a card in its own section's look. */
struct card_look {
    enum color fill, edge, ink, motif, line;
    int line_px;
};

/* Where everything on a card goes. */
struct card_plan {
    struct paragraph title, facts;
    int text_x, text_w, title_y, facts_y;
    bool pill, wide;
    int pill_y, pill_h;
    int art_cx, art_cy, art_h; /* height of the lamp; 0 = no picture */
};

static struct card_look look_of(const struct page *page, const struct activity_card *card)
{
    static const struct card_look quiz = { COLOR_AZU,      COLOR_AZU_DEEP, COLOR_PAPER_0,
                                           COLOR_AZU_LINE, COLOR_NONE,     0 };
    static const struct card_look survey = { COLOR_MAL,      COLOR_MAL_DEEP, COLOR_PAPER_0,
                                             COLOR_MAL_LINE, COLOR_NONE,     0 };

    if (page->large)
        return (struct card_look){ COLOR_HC_BG, COLOR_NONE,   COLOR_HC_INK,
                                   COLOR_NONE,  COLOR_HC_INK, card->disabled ? 3 : 7 };
    if (card->disabled)
        return (struct card_look){ COLOR_PAPER_2, COLOR_NONE,    COLOR_INK_2,
                                   COLOR_NONE,    COLOR_PAPER_3, 3 };
    return card->section == SECTION_SURVEY ? survey : quiz;
}

/* ---- the plan ---- */

static int count_newlines(const char *text)
{
    int count = 0;

    for (; *text != '\0'; text++)
        count += *text == '\n';
    return count;
}

/* Largest title of so few lines that leaves the facts their height. */
static bool fit_title(const struct page *page, struct card_plan *plan, int room_h, int least_px,
                      int most_lines)
{
    const struct text_style full = page_style(page, TEXT_CARD_TITLE);

    for (int size = full.size_px; size >= least_px; size -= 2) {
        plan->title.style = paragraph_sized(full, size);
        if (paragraph_lines(page, &plan->title, plan->text_w) <= most_lines &&
            paragraph_fit(page, &plan->title, plan->text_w, room_h, size))
            return true;
    }
    return false;
}

/* Text of a card of which room_h is free for it. */
static bool fit_text(const struct page *page, struct card_plan *plan, int room_h)
{
    static const int sizes[2][3] = { { 44, 42, 40 }, { 58, 52, 48 } };
    static const int least[2][2] = { { 60, 44 }, { 72, 56 } };
    const struct text_style full = page_style(page, TEXT_SUB);
    int lines = 1 + count_newlines(plan->facts.text);

    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < 3; i++) {
            int facts_h;
            plan->facts.style = paragraph_sized(full, sizes[page->large][i]);
            facts_h = paragraph_height(page, &plan->facts, plan->text_w);
            if (i < 2 && paragraph_lines(page, &plan->facts, plan->text_w) > lines)
                continue;
            if (fit_title(page, plan, room_h - facts_h - 4, least[page->large][pass],
                          TITLE_LINES + pass))
                return true;
        }
    }
    return false;
}

static void place_tall(const struct page *page, struct rect rect, struct card_plan *plan, int pad_y)
{
    int free_y, free_end = rect.y + rect.h - pad_y;

    plan->title_y = rect.y + pad_y;
    plan->facts_y = plan->title_y + paragraph_height(page, &plan->title, plan->text_w) + 4;
    free_y = plan->facts_y + paragraph_height(page, &plan->facts, plan->text_w) + 16;
    if (plan->pill) {
        plan->pill_y = free_end - plan->pill_h;
        free_end = plan->pill_y - 16;
    }
    plan->art_h = free_end - free_y > ART_MOST ? ART_MOST : free_end - free_y;
    plan->art_cx = rect.x + rect.w - 60 - plan->art_h * 40 / 100;
    plan->art_cy = free_end - plan->art_h / 2;
}

static void place_wide(const struct page *page, struct rect rect, struct card_plan *plan)
{
    int total = paragraph_height(page, &plan->title, plan->text_w) + 4 +
                paragraph_height(page, &plan->facts, plan->text_w) +
                (plan->pill ? PILL_GAP + plan->pill_h : 0);

    plan->title_y = rect.y + (rect.h - total) / 2;
    plan->facts_y = plan->title_y + paragraph_height(page, &plan->title, plan->text_w) + 4;
    plan->pill_y = plan->facts_y + paragraph_height(page, &plan->facts, plan->text_w) + PILL_GAP;
    plan->art_cx = rect.x + rect.w - 60 - plan->art_h * 43 / 100;
    plan->art_cy = rect.y + rect.h / 2;
}

static struct card_plan make_plan(const struct page *page, struct rect rect,
                                  const struct activity_card *card, const struct card_look *look)
{
    int pad_x = rect.w < NARROW_W ? PAD_X_NARROW : PAD_X, pad_y = rect.h < LOW_H ? 16 : 24;
    bool pictured = !page->large && !card->disabled;
    struct card_plan plan = { .wide = rect.w * 2 > rect.h * 3,
                              .pill = card->action != NULL && !card->disabled };
    struct paragraph words = { .color = look->ink, .ground = look->fill };
    int room;

    plan.title = plan.facts = words;
    plan.title.text = card->title;
    plan.title.role = ROLE_HEADING;
    plan.facts.text = card->facts;
    plan.facts.role = ROLE_TEXT;
    plan.pill_h = page->large ? PILL_LARGE_H : rect.h < LOW_H ? PILL_LOW_H : PILL_H;
    plan.text_x = rect.x + pad_x;
    plan.text_w = rect.w - 2 * pad_x;
    if (plan.wide && pictured) {
        plan.art_h = rect.h * 3 / 4 > ART_MOST ? ART_MOST : rect.h * 3 / 4;
        plan.text_w -= plan.art_h * 98 / 100;
    }
    if (!plan.wide)
        pad_y = 40;
    room = rect.h - 2 * pad_y;
    if (!fit_text(page, &plan, room - (plan.pill ? PILL_GAP + plan.pill_h : 0)) && plan.pill) {
        plan.pill = false;
        if (!fit_text(page, &plan, room)) {
            plan.facts.text = "";
            fit_title(page, &plan, room, 40, TITLE_LINES_ALONE);
        }
    }
    if (plan.wide)
        place_wide(page, rect, &plan);
    else
        place_tall(page, rect, &plan, pad_y);
    if (!pictured || (!plan.wide && plan.art_h < ART_LEAST))
        plan.art_h = 0;
    return plan;
}

/* ---- drawing ---- */

/* The pill looks like a button but belongs to the card. */
static void add_pill(const struct page *page, const struct card_plan *plan, const char *action,
                     bool pressed)
{
    enum color fill = page->large ? COLOR_HC_GO : pressed ? COLOR_GAM_PRESS : COLOR_GAM;
    struct paragraph words = { .text = action,
                               .style = page_style(page, TEXT_BUTTON),
                               .color = page->skin->ink,
                               .ground = fill };
    int icon = 48, h = plan->pill_h, room = plan->text_w - 2 * 36 - icon - 20, w;
    struct widget *pill;

    if (h == PILL_LOW_H)
        words.style = paragraph_sized(words.style, 42);
    paragraph_fit(page, &words, room, words.style.line_px, page->large ? 48 : 36);
    w = 36 + paragraph_width(page, &words, room) + 20 + icon + 36;
    pill = page_block(page, (struct rect){ plan->text_x - 2, plan->pill_y, w, h }, fill, h / 2);
    if (page->large) {
        pill->line = COLOR_HC_INK;
        pill->line_px = 5;
    }
    component_label(page, (struct rect){ plan->text_x + 34, plan->pill_y, w - 72, h }, &words, NULL,
                    "ic-arrow-right.svg", icon);
}

/* The rings, cut off along the rounded corners at the right in steps: clips are rectangles. */
static void add_rings(const struct page *page, struct rect rect, struct rect place,
                      enum color color)
{
    static const struct {
        int from_right, inset;
    } steps[] = { { RADIUS, 0 }, { 18, 5 }, { 7, 15 }, { 0, RADIUS } };

    for (int i = 0; i < 4; i++) {
        int right = rect.x + rect.w - steps[i].from_right;
        int left = i == 0 ? rect.x + RADIUS : rect.x + rect.w - steps[i - 1].from_right;
        page_image(page, place, "motif-contours-9.svg", color)->clip =
            (struct rect){ left, rect.y + steps[i].inset, right - left,
                           rect.h - 2 * steps[i].inset };
    }
}

static void add_art(const struct page *page, struct rect rect, const struct activity_card *card,
                    const struct card_look *look, const struct card_plan *plan)
{
    /* Of the motif's 1000 the lamp is 444 high, its middle at 492. */
    int side = plan->art_h * 1000 / 444, art = plan->art_h * 116 / 100;
    struct rect place = { plan->art_cx - side / 2, plan->art_cy - side * 492 / 1000, side, side };

    if (plan->art_h == 0)
        return;
    add_rings(page, rect, place, look->motif);
    if (card->art != NULL) {
        place = (struct rect){ plan->art_cx - art / 2, plan->art_cy - art / 2, art, art };
        page_image(page, place, card->art, COLOR_NONE);
        return;
    }
    page_image(page, place, "motif-lamp.svg", COLOR_PAPER_0)->clip = rect;
    page_image(page, place, "motif-flame.svg", COLOR_GAM)->clip = rect;
}

static struct widget *add_face(const struct page *page, struct rect *rect,
                               const struct activity_card *card, const struct card_look *look)
{
    bool pressed = !card->disabled && page_is_pressed(page, &card->message);
    struct widget *face;

    if (pressed && look->edge != COLOR_NONE)
        rect->y += DROP;
    face = page_block(page, *rect, look->fill, page->large ? 28 : RADIUS);
    face->role = ROLE_CARD;
    face->line = look->line;
    face->line_px = look->line_px;
    face->edge = look->edge;
    face->edge_px = look->edge == COLOR_NONE ? 0 : pressed ? 4 : EDGE;
    face->label = card->action == NULL || card->disabled
                      ? card->title
                      : widgets_format(page->out, "%s %s", card->title, card->action);
    if (card->disabled)
        face->state = WIDGET_DISABLED;
    else
        face->message = card->message;
    if (pressed)
        face->state |= WIDGET_PRESSED;
    return face;
}

void component_activity_card(const struct page *page, struct rect rect,
                             const struct activity_card *card)
{
    struct card_look look = look_of(page, card);
    struct widget *face = add_face(page, &rect, card, &look);
    bool pressed = face->state & WIDGET_PRESSED;
    struct card_plan plan = make_plan(page, rect, card, &look);

    add_art(page, rect, card, &look, &plan);
    paragraph_add(page, &plan.title, (struct rect){ plan.text_x, plan.title_y, plan.text_w, 0 });
    if (plan.facts.text[0] != '\0')
        paragraph_add(page, &plan.facts,
                      (struct rect){ plan.text_x, plan.facts_y, plan.text_w, 0 });
    if (plan.pill)
        add_pill(page, &plan, card->action, pressed);
}
