#include "view/flow.h"

#include <assert.h>
#include <stddef.h>

enum {
    HEAD_H = 62,
    HEAD_LARGE_H = 84,
    LAW_FRAME = 8,
    LAW_GAP = 7,
    LAW_THIN = 3,
    LAW_PAD_X = 48,
    LAW_PAD_Y = 38,
    LAW_TAIL = 48, /* fishtail and its gap before the reference */
    LAW_MORE_GAP = 8,
    STRETCH_MOST = 80, /* percent */
    SQUEEZE_MOST = 40
};

static struct flow_item *add(struct flow *flow, enum flow_kind kind, int gap_px)
{
    struct flow_item *item;

    assert(flow->count < FLOW_MAX);
    item = &flow->items[flow->count++];
    *item = (struct flow_item){ .kind = kind, .gap_px = gap_px };
    return item;
}

void flow_add_text(struct flow *flow, int gap_px, const struct paragraph *words)
{
    add(flow, FLOW_TEXT, gap_px)->words = *words;
}

void flow_add_head(struct flow *flow, int gap_px, const char *text)
{
    add(flow, FLOW_HEAD, gap_px)->head = text;
}

void flow_add_law(struct flow *flow, int gap_px, const struct paragraph *words,
                  const struct paragraph *more)
{
    struct flow_item *item = add(flow, FLOW_LAW, gap_px);

    item->words = *words;
    if (more != NULL)
        item->more = *more;
}

void flow_add_box(struct flow *flow, int gap_px, int height_px,
                  void (*draw)(const struct page *page, struct rect rect, const void *context),
                  const void *context)
{
    struct flow_item *item = add(flow, FLOW_BOX, gap_px);

    item->height_px = height_px;
    item->draw = draw;
    item->context = context;
}

/* ---- heights ---- */

static int head_height(const struct page *page)
{
    return page->large ? HEAD_LARGE_H : HEAD_H;
}

static int law_width(int width_px)
{
    return width_px - 2 * LAW_PAD_X;
}

static int more_height(const struct page *page, const struct flow_item *item, int width_px)
{
    if (item->more.text == NULL)
        return 0;
    return LAW_MORE_GAP + paragraph_height(page, &item->more, law_width(width_px) - LAW_TAIL);
}

/* Lines of an item that can be split, 1 for one that cannot. */
static int item_lines(const struct page *page, const struct flow_item *item, int width_px)
{
    switch (item->kind) {
    case FLOW_TEXT:
        return paragraph_lines(page, &item->words, width_px);
    case FLOW_LAW:
        return paragraph_lines(page, &item->words, law_width(width_px) - LAW_TAIL);
    default:
        return 1;
    }
}

/* Height of so many of its lines; last: they are the end of it. */
static int item_height(const struct page *page, const struct flow_item *item, int width_px,
                       int lines, bool last)
{
    switch (item->kind) {
    case FLOW_TEXT:
        return lines * item->words.style.line_px;
    case FLOW_LAW:
        return lines * item->words.style.line_px + 2 * LAW_PAD_Y +
               (last ? more_height(page, item, width_px) : 0);
    case FLOW_HEAD:
        return head_height(page);
    default:
        return item->height_px;
    }
}

int flow_height(const struct page *page, const struct flow *flow, int width_px)
{
    int sum = 0;

    for (int i = 0; i < flow->count; i++) {
        const struct flow_item *item = &flow->items[i];
        sum += (i > 0 ? item->gap_px : 0) +
               item_height(page, item, width_px, item_lines(page, item, width_px), true);
    }
    return sum;
}

/* ---- placing ---- */

static void add_law(const struct page *page, struct rect rect, const struct flow_item *item,
                    int first, int lines, bool last)
{
    struct widget *frame = page_block(page, rect, page->skin->card, 6);
    struct widget *thin =
        page_block(page, rect_inset(rect, LAW_FRAME + LAW_GAP, LAW_FRAME + LAW_GAP), COLOR_NONE, 2);
    struct rect inner = rect_inset(rect, LAW_PAD_X, LAW_PAD_Y);
    int line_px = item->words.style.line_px;

    frame->line = thin->line = page->skin->ink;
    frame->line_px = LAW_FRAME;
    thin->line_px = LAW_THIN;
    frame->role = ROLE_LAW;
    if (first == 0)
        page_image(page, (struct rect){ inner.x, inner.y + (line_px - 24) / 2, 30, 24 },
                   "fishtail.svg", page->skin->ink);
    rect_cut_left(&inner, LAW_TAIL);
    paragraph_add_lines(page, &item->words, inner, first, lines);
    rect_cut_top(&inner, lines * line_px + LAW_MORE_GAP);
    if (last && item->more.text != NULL)
        paragraph_add(page, &item->more, inner);
}

static void add_item(const struct page *page, struct rect rect, const struct flow_item *item,
                     int first, int lines, bool last)
{
    switch (item->kind) {
    case FLOW_TEXT:
        paragraph_add_lines(page, &item->words, rect, first, lines);
        break;
    case FLOW_LAW:
        add_law(page, rect, item, first, lines, last);
        break;
    case FLOW_HEAD:
        component_section_head(page, rect, item->head, NULL);
        break;
    default:
        item->draw(page, rect, item->context);
        break;
    }
}

/* A gap widened, or narrowed and then rounded down so that the sum of all keeps its promise. */
static int stretched(int gap_px, int percent)
{
    int more = gap_px * percent;

    return gap_px + (more >= 0 ? more / 100 : -((-more + 99) / 100));
}

/* What a heading takes along at least when it is not to stand alone at the end of a page. */
static int least_behind(const struct page *page, const struct flow *flow, int index, int width_px)
{
    const struct flow_item *next = &flow->items[index + 1];
    int lines;

    if (index + 1 >= flow->count)
        return 0;
    lines = item_lines(page, next, width_px);
    /* Three cannot be parted: one of them would stand alone on either page. */
    return next->gap_px + item_height(page, next, width_px, lines > 3 ? 2 : lines, lines <= 3);
}

/* Runs over all items and places those of page wanted (-1 = none); returns how many pages. Gaps are
 * widened by stretch percent. */
static int run(const struct page *page, const struct flow *flow, struct rect area, int wanted,
               int stretch)
{
    int pages = 0, y = area.y, bottom = area.y + area.h;

    for (int i = 0; i < flow->count; i++) {
        const struct flow_item *item = &flow->items[i];
        int lines = item_lines(page, item, area.w), first = 0;
        bool opens = y == area.y;

        y += opens ? 0 : stretched(item->gap_px, stretch);
        while (first < lines) {
            int take = lines - first;
            int follows = item->kind == FLOW_HEAD ? least_behind(page, flow, i, area.w) : 0;
            while (take > 0 && y + item_height(page, item, area.w, take, first + take == lines) >
                                   bottom - follows)
                take--;
            /* A lone last line takes another along. */
            if (take > 1 && lines - first - take == 1)
                take--;
            /* Not even one line, or a lone one of several: the next page. */
            if (y > area.y && (take == 0 || (take == 1 && lines - first > 1))) {
                pages++;
                y = area.y;
                continue;
            }
            take = take == 0 ? 1 : take;
            int h = item_height(page, item, area.w, take, first + take == lines);
            if (pages == wanted)
                add_item(page, (struct rect){ area.x, y, area.w, h }, item, first, take,
                         first + take == lines);
            first += take;
            y += h;
            if (first < lines) {
                pages++;
                y = area.y;
            }
        }
    }
    return pages + 1;
}

/* What is free on a single page goes to the gaps, up to STRETCH_MOST more of each; what is missing
 * is taken from them, up to SQUEEZE_MOST, before anything is paged. */
static int stretch_of(const struct page *page, const struct flow *flow, const struct rect *area)
{
    int gaps = 0, spare = area->h - flow_height(page, flow, area->w), stretch;

    for (int i = 1; i < flow->count; i++)
        gaps += flow->items[i].gap_px;
    if (gaps == 0)
        return 0;
    stretch = spare >= 0 ? spare * 100 / gaps : -((-spare * 100 + gaps - 1) / gaps);
    if (stretch < -SQUEEZE_MOST)
        return 0;
    return stretch > STRETCH_MOST ? STRETCH_MOST : stretch;
}

int flow_place(const struct page *page, const struct flow *flow, struct rect area)
{
    int stretch = stretch_of(page, flow, &area);
    int pages = run(page, flow, area, -1, stretch), at = page->view->kiosk->page;
    struct rect pager = area;

    if (pages > 1) {
        pager = rect_cut_bottom(&area, component_pager_takes(page));
        rect_cut_top(&pager, PAGER_GAP);
        pages = run(page, flow, area, -1, 0);
        at = at < pages ? at : pages - 1;
        component_pager(page, pager, at, pages, 1);
    } else {
        at = 0;
    }
    run(page, flow, area, at, pages > 1 ? 0 : stretch);
    return pages;
}
