#include "view/layout.h"

#include <assert.h>
#include <string.h>

enum {
    CANVAS_SHORT = 1080, /* of the drawn designs */
    CANVAS_LONG = 1920,
    RULE_W = 21, /* double rule: 12, a gap of 6, 3 */
    RULE_THICK = 12,
    RULE_THIN = 3,
    LANDSCAPE_MOTIF_SIDE = 880
};

/* How high things are in the four kinds of page. */
struct measures {
    int margin, dock_h, button_top, button_h;
    int header_y, header_h;
};

static const struct skin skins[SECTION_COUNT] = {
    [SECTION_HOME] = { .field = COLOR_CIN,
                       .field_ink = COLOR_PAPER_0,
                       .field_deep = COLOR_CIN_DEEP,
                       .motif = COLOR_CIN_LINE,
                       .todo = COLOR_PAPER_0,
                       .select = COLOR_CIN,
                       .select_edge = COLOR_CIN_DEEP,
                       .accent = COLOR_CIN,
                       .mark = "mark-paper.svg" },
    [SECTION_QUIZ] = { .field = COLOR_AZU,
                       .field_ink = COLOR_PAPER_0,
                       .field_deep = COLOR_AZU_DEEP,
                       .motif = COLOR_AZU_LINE,
                       .todo = COLOR_AZU_TODO,
                       .select = COLOR_AZU,
                       .select_edge = COLOR_AZU_DEEP,
                       .accent = COLOR_CIN,
                       .mark = "mark-cinnabar.svg" },
    [SECTION_LIT] = { .field = COLOR_GAM_TINT,
                      .field_ink = COLOR_INK_1,
                      .field_deep = COLOR_GAM_LINE,
                      .motif = COLOR_GAM_LINE,
                      .todo = COLOR_INK_2,
                      .select = COLOR_AZU,
                      .select_edge = COLOR_AZU_DEEP,
                      .accent = COLOR_CIN,
                      .mark = "mark-cinnabar.svg" },
    [SECTION_SURVEY] = { .field = COLOR_MAL,
                         .field_ink = COLOR_PAPER_0,
                         .field_deep = COLOR_MAL_DEEP,
                         .motif = COLOR_MAL_LINE,
                         .todo = COLOR_MAL_TODO,
                         .select = COLOR_MAL,
                         .select_edge = COLOR_MAL_DEEP,
                         .accent = COLOR_MAL,
                         .mark = "mark-cinnabar.svg" },
};

/* What all sections share, normal and large. */
static const struct skin shared[2] = {
    { .ground = COLOR_PAPER_1,
      .ink = COLOR_INK_1,
      .ink_soft = COLOR_INK_2,
      .dock = COLOR_PAPER_2,
      .dock_line = COLOR_PAPER_3,
      .card = COLOR_PAPER_0,
      .card_line = COLOR_PAPER_3,
      .block_line = COLOR_RULE,
      .block_edge = COLOR_PAPER_3,
      .select_ink = COLOR_PAPER_0,
      .select_mark = COLOR_GAM },
    { .field = COLOR_HC_FIELD,
      .field_ink = COLOR_HC_BG,
      .field_deep = COLOR_HC_INK,
      .motif = COLOR_NONE,
      .todo = COLOR_HC_BG,
      .ground = COLOR_HC_BG,
      .ink = COLOR_HC_INK,
      .ink_soft = COLOR_HC_INK,
      .dock = COLOR_HC_BG,
      .dock_line = COLOR_HC_INK,
      .card = COLOR_HC_BG,
      .card_line = COLOR_HC_INK,
      .block_line = COLOR_HC_INK,
      .block_edge = COLOR_NONE,
      .select = COLOR_HC_INK,
      .select_edge = COLOR_NONE,
      .select_ink = COLOR_HC_BG,
      .select_mark = COLOR_HC_GO,
      .accent = COLOR_HC_INK },
};

static const struct skin *make_skin(struct widgets *out, enum section section, bool large)
{
    struct skin *skin = widgets_alloc(out, sizeof(*skin));

    *skin = shared[large];
    if (!large) {
        const struct skin *own = &skins[section];
        skin->field = own->field;
        skin->field_ink = own->field_ink;
        skin->field_deep = own->field_deep;
        skin->motif = own->motif;
        skin->todo = own->todo;
        skin->select = own->select;
        skin->select_edge = own->select_edge;
        skin->accent = own->accent;
        skin->mark = own->mark;
    }
    return skin;
}

static struct measures measures_of(bool portrait, bool large)
{
    static const struct measures all[2][2] = {
        { { 56, 196, 30, 124, 44, 84 }, { 40, 216, 30, 150, 56, 100 } },
        { { 64, 232, 38, 128, 44, 84 }, { 40, 336, 44, 180, 52, 112 } },
    };

    return all[portrait][large];
}

void page_bare(struct page *page, const struct view *view, struct widgets *out,
               enum section section)
{
    memset(page, 0, sizeof(*page));
    page->view = view;
    page->out = out;
    page->section = section;
    page->large = view->kiosk->large_text;
    page->portrait = view_is_portrait(view);
    page->skin = make_skin(out, section, page->large);
    page->margin = measures_of(page->portrait, page->large).margin;
    page->canvas = (struct rect){ 0, 0, view->canvas_w, view->canvas_h };
    out->background = page->skin->ground;
}

int page_extra_h(const struct page *page, int percent)
{
    int drawn = page->portrait ? CANVAS_LONG : CANVAS_SHORT;

    return (page->canvas.h - drawn) * percent / 100;
}

/* 文武线, the double rule: along the lower edge of the field, or right of the reading column. */
static void add_rule(const struct page *page, const struct page_shape *shape)
{
    const struct rect *f = &page->field;

    if (shape->wick || page->large)
        return;
    if (page->portrait) {
        page_block(page, (struct rect){ f->x, f->y + f->h - RULE_W, f->w, RULE_THIN }, COLOR_GAM,
                   0);
        page_block(page, (struct rect){ f->x, f->y + f->h - RULE_THICK, f->w, RULE_THICK },
                   COLOR_GAM, 0);
        return;
    }
    page_block(page, (struct rect){ f->x + f->w, f->y, RULE_THICK, f->h }, COLOR_GAM, 0);
    page_block(page, (struct rect){ f->x + f->w + RULE_W - RULE_THIN, f->y, RULE_THIN, f->h },
               COLOR_GAM, 0);
}

static void add_motif(const struct page *page, const struct page_shape *shape)
{
    static const char *const lamp[] = { "motif-contours-9.svg", "motif-lamp.svg",
                                        "motif-flame.svg" };
    const struct rect *f = &page->field;
    int side = shape->motif_side, x = f->x + f->w - shape->motif_x - side / 2;
    int y = f->y + shape->motif_y + page_extra_h(page, 17);

    if (page->skin->motif == COLOR_NONE || side == 0)
        return;
    if (shape->lit_rings)
        x = f->x + (f->w - side) / 2;
    if (!page->portrait && !shape->lit_rings) {
        side = LANDSCAPE_MOTIF_SIDE;
        x = f->x + f->w - 210 - side / 2;
        y = f->h - 716;
    }
    for (int i = 0; i < (shape->lit_rings ? 1 : 3); i++) {
        const char *name = shape->lit_rings ? "motif-rings-8.svg" : lamp[i];
        enum color tint = i == 2 && shape->lit_flame ? COLOR_GAM : page->skin->motif;
        page_image(page, (struct rect){ x, y, side, side }, name, tint)->clip = *f;
    }
}

void page_cut_dock(struct page *page, struct rect dock)
{
    const struct measures m = measures_of(page->portrait, page->large);

    page->dock = dock;
    page->buttons = (struct rect){ dock.x + m.margin, dock.y + m.button_top, dock.w - 2 * m.margin,
                                   m.button_h };
}

bool page_is_ground(const struct widgets *list, const struct widget *widget)
{
    return widget->kind == WIDGET_BLOCK && widget->label == NULL && widget->radius_px == 0 &&
           (widget->rect.x + widget->rect.w >= list->canvas_w || widget->rect.h >= list->canvas_h);
}

struct rect page_find_dock(const struct widgets *list)
{
    for (int i = 0; i < list->count; i++) {
        const struct widget *widget = &list->items[i];
        if (page_is_ground(list, widget) && widget->role == ROLE_NONE &&
            widget->rect.w > widget->rect.h && widget->rect.y + widget->rect.h >= list->canvas_h)
            return widget->rect;
    }
    return (struct rect){ 0 };
}

static void cut_portrait(struct page *page, const struct page_shape *shape,
                         const struct measures *m)
{
    struct rect rest = page->canvas;

    if (!shape->no_dock)
        page->dock = rect_cut_bottom(&rest, m->dock_h);
    page->field = rect_cut_top(&rest, shape->field_h + (page_extra_h(page, 100) + 2) / 3);
    page->header =
        (struct rect){ m->margin, m->header_y, page->canvas.w - 2 * m->margin, m->header_h };
    page->reading = page->field;
    rect_cut_top(&page->reading, m->header_y + m->header_h);
    rect_cut_bottom(&page->reading, RULE_W + 8);
    page->reading = rect_inset(page->reading, m->margin, 0);
    rect_cut_top(&rest, 48);
    rect_cut_bottom(&rest, page->large ? 32 : 30);
    page->controls = rect_inset(rest, m->margin, 0);
    page->buttons = (struct rect){ m->margin, page->dock.y + m->button_top,
                                   page->canvas.w - 2 * m->margin, m->button_h };
    page->foot = page->buttons;
    page->foot.y += m->button_h + (page->large ? 16 : 12);
    page->foot.h = page->large ? 70 : 52;
}

static void cut_landscape(struct page *page, const struct page_shape *shape,
                          const struct measures *m)
{
    const int pad = 56; /* of the reading column, in every mode */
    struct rect rest = page->canvas;

    page->field = rect_cut_left(&rest, shape->column_w * page->canvas.w / CANVAS_LONG);
    if (!shape->wick && !page->large)
        rect_cut_left(&rest, RULE_W);
    if (!shape->no_dock)
        page->dock = rect_cut_bottom(&rest, m->dock_h);
    page->header = (struct rect){ pad, m->header_y, page->field.w - 2 * pad, m->header_h };
    page->foot = (struct rect){ pad, page->canvas.h - 114, page->header.w, 64 };
    page->reading = (struct rect){ pad, m->header_y + m->header_h, page->header.w, 0 };
    page->reading.h = page->foot.y - page->reading.y;
    rect_cut_top(&rest, 52);
    rect_cut_bottom(&rest, 30);
    page->controls = rect_inset(rest, m->margin, 0);
    page->buttons = (struct rect){ page->controls.x, page->dock.y + m->button_top, page->controls.w,
                                   m->button_h };
}

static void add_field(const struct page *page)
{
    struct widget *field = page_block(page, page->field, page->skin->field, 0);

    field->role = ROLE_FIELD;
}

static void add_dock(const struct page *page)
{
    struct rect dock = page->dock;

    page_block(page, dock, page->skin->dock, 0);
    page_block(page, rect_cut_top(&dock, page->large ? 7 : 4), page->skin->dock_line, 0);
}

void page_open(struct page *page, const struct view *view, struct widgets *out,
               const struct page_shape *shape)
{
    struct measures m;

    page_bare(page, view, out, shape->section);
    m = measures_of(page->portrait, page->large);
    if (page->portrait)
        cut_portrait(page, shape, &m);
    else
        cut_landscape(page, shape, &m);
    add_field(page);
    add_motif(page, shape);
    add_rule(page, shape);
    if (!shape->no_dock)
        add_dock(page);
}

void page_wake(const struct page *page, int64_t at_ms)
{
    if (at_ms < page->out->next_ms)
        page->out->next_ms = at_ms;
}

bool page_is_latin(const struct page *page)
{
    const struct strings *strings = page->view->strings;
    int language = page->view->kiosk->language;

    if (language >= strings->language_count)
        language = 0;
    return strncmp(strings->tags[language], "zh", 2) != 0;
}

bool page_is_rtl(const struct page *page)
{
    return view_is_rtl(page->view);
}

struct text_style page_style(const struct page *page, enum text_role role)
{
    struct text_style style = theme_text(role, page->large);

    /* Latin titles are set a little smaller and tighter: their words are longer. */
    if (style.face == FACE_SERIF_BLACK && style.tracking_px > 0 && page_is_latin(page)) {
        style.size_px = style.size_px * 9 / 10;
        style.line_px = style.line_px * 94 / 100;
        style.tracking_px = -1;
    }
    return style;
}

const char *page_text(const struct page *page, enum string_id id)
{
    return view_text(page->view, id);
}

const char *page_format(const struct page *page, enum string_id id, const char *first,
                        const char *second)
{
    return view_format(page->view, page->out, id, first, second);
}

const char *page_number(const struct page *page, int number)
{
    return widgets_format(page->out, "%d", number);
}

struct message page_tap(enum message_kind kind, int value)
{
    return (struct message){ .kind = kind, .value = value };
}

bool page_is_pressed(const struct page *page, const struct message *message)
{
    return message->kind != MSG_NONE && message_equal(message, &page->view->pressed);
}

struct widget *page_block(const struct page *page, struct rect rect, enum color fill, int radius_px)
{
    struct widget *block = widgets_add(page->out, WIDGET_BLOCK, rect);

    block->fill = fill;
    block->radius_px = radius_px;
    return block;
}

struct widget *page_image(const struct page *page, struct rect rect, const char *name,
                          enum color tint)
{
    struct widget *image = widgets_add(page->out, WIDGET_IMAGE, rect);

    image->image = name;
    image->fill = tint;
    return image;
}
