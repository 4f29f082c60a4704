/*
 * Painting only what changed gives the pixels that painting everything gives: over random sequences
 * of lists, at several scales. And it really paints little.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "base/rng.h"
#include "support.h"

enum { CANVAS_W = 1080, CANVAS_H = 1920, STEPS = 60, WIDGETS = 24 };

static struct rng rng;

static int below(int bound)
{
    return (int)rng_below(&rng, (uint32_t)bound);
}

static int between(int least, int most)
{
    return least + below(most - least + 1);
}

static enum color any_color(void)
{
    return (enum color)between(COLOR_NONE + 1, COLOR_COUNT - 1);
}

static struct rect any_rect(void)
{
    return (struct rect){ between(-50, CANVAS_W - 20), between(-50, CANVAS_H - 20),
                          between(1, CANVAS_W / 2), between(1, CANVAS_H / 4) };
}

/* A description from which the same widget can be made again in the next list. */
struct plan {
    struct widget look;
    int text; /* index of a text, -1 = none */
};

static const char *const texts[] = {
    "一种新型电池获得了发明专利权，这项专利权的期限是多少年？",
    "有奖竞答",
    "Light up ideas, protect creativity: the patent lasts 20 years.",
    "24",
    "《中华人民共和国专利法》第四十二条",
    "g",
};

static const char *const pictures[] = { "ic-clock.svg", "mark-paper.svg", "motif-lamp.svg",
                                        "seal-print-a.svg", "missing.svg" };

static void plan_block(struct widget *look)
{
    look->radius_px = below(60);
    look->line = below(3) ? any_color() : COLOR_NONE;
    look->line_px = between(1, 12);
    look->edge = below(2) ? any_color() : COLOR_NONE;
    look->edge_px = below(14);
    look->dashed = below(4) == 0;
    look->shadow = below(4) == 0;
    if (below(4) == 0)
        look->fill = COLOR_NONE;
}

static struct plan any_plan(void)
{
    static const enum widget_kind kinds[] = { WIDGET_BLOCK, WIDGET_BLOCK, WIDGET_TEXT, WIDGET_TEXT,
                                              WIDGET_IMAGE, WIDGET_ARC,   WIDGET_SCRIM };
    struct plan plan = { .text = -1 };
    struct widget *look = &plan.look;
    look->kind = kinds[below(sizeof kinds / sizeof *kinds)];
    look->rect = any_rect();
    look->fill = any_color();
    look->alpha = below(3) ? 255 : (uint8_t)below(256);
    if (below(5) == 0)
        look->clip = any_rect();
    switch (look->kind) {
    case WIDGET_BLOCK:
        plan_block(look);
        break;
    case WIDGET_TEXT:
        plan.text = below(sizeof texts / sizeof *texts);
        look->style = (struct text_style){ (enum face)below(FACE_COUNT), between(20, 90),
                                           between(60, 120), between(-1, 6) };
        look->align = (enum text_align)below(3);
        look->rotate_deg = (int16_t)(below(4) ? 0 : between(-20, 20));
        break;
    case WIDGET_IMAGE:
        look->image = pictures[below(sizeof pictures / sizeof *pictures)];
        look->fill = below(2) ? any_color() : COLOR_NONE;
        look->rotate_deg = (int16_t)(below(2) ? between(-9, 9) : 0);
        look->grown_permille = (int16_t)(below(3) ? 0 : between(600, 1400));
        break;
    case WIDGET_ARC:
        look->line_px = below(20);
        look->from_deg = (int16_t)below(360);
        look->sweep_deg = (int16_t)between(0, 360);
        break;
    default:
        break;
    }
    return plan;
}

static void make_list(struct widgets *list, const struct studio *studio, const struct plan *plans,
                      int count, enum color background)
{
    bool all_fitted;
    widgets_clear(list, CANVAS_W, CANVAS_H);
    list->background = background;
    for (int i = 0; i < count; i++) {
        struct widget *widget = widgets_add(list, plans[i].look.kind, plans[i].look.rect);
        *widget = plans[i].look;
        if (plans[i].text < 0)
            continue;
        struct text_line *lines = widgets_alloc(list, TEXT_LINES_MAX * sizeof *lines);
        widget->text = texts[plans[i].text];
        widget->lines = lines;
        widget->line_count =
            text_break(text_cache_measure(studio->painter.text), &widget->style, widget->text,
                       widget->rect.w, lines, TEXT_LINES_MAX, &all_fitted);
    }
}

/* One to three widgets come, go, change or trade places. */
static void change(struct plan *plans, int *count)
{
    for (int i = between(1, 3); i > 0; i--) {
        int at = below(*count);
        switch (below(4)) {
        case 0:
            if (*count < WIDGETS) {
                memmove(plans + at + 1, plans + at, (size_t)(*count - at) * sizeof *plans);
                plans[at] = any_plan();
                ++*count;
            }
            break;
        case 1:
            if (*count > 2) {
                memmove(plans + at, plans + at + 1, (size_t)(*count - at - 1) * sizeof *plans);
                --*count;
            }
            break;
        case 2:
            plans[at].look.fill = any_color();
            plans[at].look.rect.y += between(-8, 8);
            break;
        default: {
            struct plan kept = plans[at];
            int other = below(*count);
            plans[at] = plans[other];
            plans[other] = kept;
            break;
        }
        }
    }
}

static void expect_only_damage_touched(const struct canvas *before, const struct canvas *after,
                                       const struct damage *damage)
{
    for (int y = 0; y < after->h; y++)
        for (int x = 0; x < after->w; x++) {
            size_t i = (size_t)y * (size_t)after->w + (size_t)x;
            bool inside = false;
            if (before->pixels[i] == after->pixels[i])
                continue;
            for (int k = 0; k < damage->count; k++)
                inside = inside || rect_contains(&damage->rects[k], x, y);
            cr_assert(inside, "%d,%d changed but would not be presented", x, y);
        }
}

struct scale {
    double factor;
    int seed;
};

ParameterizedTestParameters(painter, updates_equal_full_repaints)
{
    static struct scale scales[] = { { 1.0, 1 },  { 0.5, 2 },  { 0.5, 3 },    { 0.37, 4 },
                                     { 0.25, 5 }, { 0.25, 6 }, { 2.0 / 3, 7 } };
    return cr_make_param_array(struct scale, scales, sizeof scales / sizeof *scales);
}

ParameterizedTest(struct scale *scale, painter, updates_equal_full_repaints)
{
    struct studio studio;
    static struct widgets lists[2];
    static struct plan plans[WIDGETS];
    int w = (int)(CANVAS_W * scale->factor), h = (int)(CANVAS_H * scale->factor), count = 12, x, y;
    studio_open(&studio, scale->factor);
    widgets_init(&lists[0]);
    widgets_init(&lists[1]);
    struct canvas kept = canvas_new(w, h), fresh = canvas_new(w, h), before = canvas_new(w, h);
    rng_seed(&rng, (uint64_t)scale->seed);
    for (int i = 0; i < count; i++)
        plans[i] = any_plan();
    make_list(&lists[0], &studio, plans, count, COLOR_PAPER_1);
    painter_draw(&studio.painter, &kept, &lists[0]);
    for (int step = 1; step <= STEPS; step++) {
        struct damage damage = { .count = 0 };
        enum color background = below(30) ? lists[!(step & 1)].background : any_color();
        change(plans, &count);
        make_list(&lists[step & 1], &studio, plans, count, background);
        memcpy(before.pixels, kept.pixels, (size_t)w * (size_t)h * sizeof *kept.pixels);
        painter_update(&studio.painter, &kept, &lists[!(step & 1)], &lists[step & 1], &damage);
        painter_draw(&studio.painter, &fresh, &lists[step & 1]);
        cr_assert(canvas_equal(&kept, &fresh, &x, &y), "step %d differs at %d,%d", step, x, y);
        expect_only_damage_touched(&before, &kept, &damage);
    }
    canvas_free(&kept);
    canvas_free(&fresh);
    canvas_free(&before);
    widgets_fini(&lists[0]);
    widgets_fini(&lists[1]);
    studio_close(&studio);
}

/* ---- how little is painted ---- */

static void make_question(struct widgets *list, const struct studio *studio, int pressed,
                          int selected)
{
    widgets_clear(list, CANVAS_W, CANVAS_H);
    struct widget *field = widgets_add(list, WIDGET_BLOCK, (struct rect){ 0, 0, CANVAS_W, 640 });
    field->fill = COLOR_AZU;
    add_text(list, studio, (struct rect){ 64, 376, 952, 200 }, texts[0], FACE_SERIF_BOLD, 62)
        ->fill = COLOR_PAPER_0;
    for (int i = 0; i < 4; i++) {
        struct rect rect = { 64, 704 + 210 * i + (i == pressed ? 6 : 0), 952, 176 };
        struct widget *option = widgets_add(list, WIDGET_BLOCK, rect);
        option->fill = i == selected ? COLOR_AZU : i == pressed ? COLOR_GAM_TINT : COLOR_PAPER_0;
        option->radius_px = 28;
        option->edge = i == selected ? COLOR_AZU_DEEP : COLOR_PAPER_3;
        option->edge_px = i == pressed ? 2 : 8;
        option->line = i == selected ? COLOR_NONE : COLOR_RULE;
        option->line_px = 3;
        add_text(list, studio, (struct rect){ 218, rect.y + 56, 680, 64 }, "20 年，自申请日起计算",
                 FACE_SANS_MEDIUM, 46);
        if (i == selected)
            add_text(list, studio, (struct rect){ 900, rect.y + 90, 84, 40 }, "已选",
                     FACE_SANS_BOLD, 36);
    }
}

static long long painted(const struct damage *damage)
{
    long long sum = 0;
    for (int i = 0; i < damage->count; i++)
        sum += (long long)damage->rects[i].w * damage->rects[i].h;
    return sum;
}

Test(painter, a_press_paints_one_option_and_no_more)
{
    struct studio studio;
    static struct widgets before, after;
    struct damage damage = { .count = 0 };
    studio_open(&studio, 1);
    widgets_init(&before);
    widgets_init(&after);
    struct canvas canvas = canvas_new(CANVAS_W, CANVAS_H);
    make_question(&before, &studio, -1, -1);
    make_question(&after, &studio, 1, -1);
    painter_draw(&studio.painter, &canvas, &before);
    painter_update(&studio.painter, &canvas, &before, &after, &damage);
    cr_expect_eq(damage.count, 1);
    cr_expect_leq(painted(&damage), 952 * 200, "%lld pixels", painted(&damage));
    canvas_free(&canvas);
    widgets_fini(&before);
    widgets_fini(&after);
    studio_close(&studio);
}

Test(painter, moving_the_choice_paints_two_options_and_not_what_lies_between)
{
    struct studio studio;
    static struct widgets before, after;
    struct damage damage = { .count = 0 };
    studio_open(&studio, 1);
    widgets_init(&before);
    widgets_init(&after);
    struct canvas canvas = canvas_new(CANVAS_W, CANVAS_H);
    make_question(&before, &studio, -1, 0);
    make_question(&after, &studio, -1, 3);
    painter_draw(&studio.painter, &canvas, &before);
    painter_update(&studio.painter, &canvas, &before, &after, &damage);
    cr_expect_eq(damage.count, 2);
    cr_expect_leq(painted(&damage), 2 * 952 * 200);
    canvas_free(&canvas);
    widgets_fini(&before);
    widgets_fini(&after);
    studio_close(&studio);
}

Test(painter, the_same_list_again_paints_nothing)
{
    struct studio studio;
    static struct widgets before, after;
    struct damage damage = { .count = 0 };
    studio_open(&studio, 1);
    widgets_init(&before);
    widgets_init(&after);
    struct canvas canvas = canvas_new(CANVAS_W, CANVAS_H);
    make_question(&before, &studio, -1, 2);
    make_question(&after, &studio, -1, 2);
    painter_draw(&studio.painter, &canvas, &before);
    painter_update(&studio.painter, &canvas, &before, &after, &damage);
    cr_expect_eq(damage.count, 0);
    canvas_free(&canvas);
    widgets_fini(&before);
    widgets_fini(&after);
    studio_close(&studio);
}

/* Lines closer together than the font is high still show all of their ink. */
Test(painter, ink_that_leaves_its_line_box_is_not_cut)
{
    struct studio studio;
    static struct widgets list;
    int x, y;
    studio_open(&studio, 1);
    widgets_init(&list);
    widgets_clear(&list, 400, 300);
    struct widget *text =
        add_text(&list, &studio, (struct rect){ 40, 100, 300, 60 }, "jgÅ国", FACE_SERIF_BLACK, 80);
    text->style.line_px = 40;
    struct canvas painted = canvas_new(400, 300), direct = canvas_new(400, 300);
    painter_draw(&studio.painter, &painted, &list);
    pixels_fill(&direct, &direct.clip, theme_rgba(COLOR_PAPER_1));
    text_cache_draw(studio.painter.text, &direct, &text->style, text->text, text->lines, 40, 100,
                    40, theme_rgba(COLOR_INK_1));
    cr_expect(canvas_equal(&painted, &direct, &x, &y), "cut at %d,%d", x, y);
    canvas_free(&painted);
    canvas_free(&direct);
    widgets_fini(&list);
    studio_close(&studio);
}

/* ---- what a block looks like ---- */

static uint32_t word_of(enum color color)
{
    struct rgba rgba = theme_rgba(color);
    return (uint32_t)rgba.r << 16 | (uint32_t)rgba.g << 8 | rgba.b;
}

static uint32_t pixel(const struct canvas *canvas, int x, int y)
{
    return canvas->pixels[y * canvas->w + x] & 0xFFFFFF;
}

Test(painter, a_block_has_face_outline_inside_it_and_edge_below)
{
    struct studio studio;
    static struct widgets list;
    studio_open(&studio, 1);
    widgets_init(&list);
    struct canvas canvas = canvas_new(400, 300);
    widgets_clear(&list, 400, 300);
    struct widget *block = widgets_add(&list, WIDGET_BLOCK, (struct rect){ 50, 50, 200, 100 });
    block->fill = COLOR_PAPER_0;
    block->line = COLOR_RULE;
    block->line_px = 3;
    block->edge = COLOR_GAM_DEEP;
    block->edge_px = 10;
    block->radius_px = 28;
    painter_draw(&studio.painter, &canvas, &list);
    cr_expect_eq(pixel(&canvas, 150, 100), word_of(COLOR_PAPER_0), "face");
    cr_expect_eq(pixel(&canvas, 150, 50), word_of(COLOR_RULE), "outline");
    cr_expect_eq(pixel(&canvas, 150, 52), word_of(COLOR_RULE), "three pixels of it");
    cr_expect_eq(pixel(&canvas, 150, 53), word_of(COLOR_PAPER_0), "and no more");
    cr_expect_eq(pixel(&canvas, 150, 147), word_of(COLOR_RULE), "also below");
    cr_expect_eq(pixel(&canvas, 150, 150), word_of(COLOR_GAM_DEEP), "the edge hangs out");
    cr_expect_eq(pixel(&canvas, 150, 159), word_of(COLOR_GAM_DEEP), "by ten pixels");
    cr_expect_eq(pixel(&canvas, 150, 160), word_of(COLOR_PAPER_1), "then the ground");
    cr_expect_eq(pixel(&canvas, 50, 50), word_of(COLOR_PAPER_1), "corners are round");
    cr_expect_eq(pixel(&canvas, 52, 153), word_of(COLOR_PAPER_1), "those of the edge too");
    canvas_free(&canvas);
    widgets_fini(&list);
    studio_close(&studio);
}
