/* 待机: the poster that calls passers-by; the whole screen is one target. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "view/component.h"
#include "view/screens/attract_cards.h"
#include "view/screens/prize_stock.h"
#include "view/screens/screens.h"

enum {
    DRIFT_MS = 10 * 60 * 1000, /* then all of it stands elsewhere, against burn-in */
    DRIFT_PX = 4,
    BREATH_MS = 200, /* a step of the button's edge */
    EDGE_MOST = 10,
    DIM_ALPHA = 190,
    POSTER_W = 1080,
    POSTER_H = 1110,
    WIDE_POSTER_W = 1000,
    WIDE_POSTER_H = 1080
};

/* Boxes of one orientation, on the drawn canvas. */
struct boxes {
    struct rect poster, date, title, slogan, teaser, start, organiser;
};

static struct boxes boxes_of(const struct page *page)
{
    const struct rect *c = &page->canvas;
    int extra = page_extra_h(page, 100), w = c->w - 128, x = c->w * 1040 / 1920;

    if (page->portrait)
        return (struct boxes){
            .poster = { (c->w - POSTER_W) / 2, extra * 30 / 100, POSTER_W, POSTER_H },
            .date = { c->w / 2 - 150, 945 + extra * 30 / 100, 300, 120 },
            .title = { 40, (page->large ? 1030 : 1118) + extra * 50 / 100, c->w - 80, 170 },
            .slogan = { 64, (page->large ? 1204 : 1290) + extra * 55 / 100, w,
                        page->large ? 140 : 92 },
            .teaser = { 64, (page->large ? 1368 : 1412) + extra * 70 / 100, w,
                        page->large ? 164 : 116 },
            .start = { 64, 1562 + extra * 80 / 100, w, 184 },
            .organiser = { 64, 1784 + extra * 90 / 100, w, 104 },
        };
    return (struct boxes){
        .poster = { 0, extra / 2, x - 40, WIDE_POSTER_H },
        .date = { (x - 40) / 2 - 150, 916 + extra / 2, 300, 120 },
        .title = { x, 108 + extra / 2, c->w - x - 56, 180 },
        .slogan = { x + 4, 300 + extra / 2, c->w - x - 60, 190 },
        .teaser = { x, 548 + extra / 2, c->w - x - 64, 116 },
        .start = { x, 716 + extra / 2, c->w - x - 64, 184 },
        .organiser = { x + 4, 936 + extra / 2, c->w - x - 68, 104 },
    };
}

static struct paragraph words_of(const struct page *page, const char *text, enum text_role role)
{
    return (struct paragraph){ .text = text,
                               .style = page_style(page, role),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .align = page->portrait ? ALIGN_CENTER : ALIGN_LEFT,
                               .role = ROLE_TEXT };
}

/* World IP Day where the activity spans it, else the activity's first day; NULL without days. */
static const char *poster_date(const struct page *page)
{
    const struct activity *activity = page->view->kiosk->activity;
    int year, month, day;
    char text[16];
    int32_t ip_day;

    if (activity->first_day == DATE_NONE)
        return NULL;
    date_split(activity->first_day, &year, &month, &day);
    snprintf(text, sizeof(text), "%04d-04-26", year % 10000);
    if (date_parse(text, &ip_day) && activity->first_day <= ip_day && ip_day <= activity->last_day)
        return "4·26";
    return widgets_format(page->out, "%d·%d", month, day);
}

static void add_poster(const struct page *page, const struct boxes *boxes)
{
    const char *date = poster_date(page);
    struct paragraph words;

    if (page->large) {
        /* The lamp alone: no rings in the large mode. */
        page_image(page, boxes->poster, "motif-lamp.svg", page->skin->field_ink);
        page_image(page, boxes->poster, "motif-flame.svg", COLOR_HC_GO);
        return;
    }
    page_image(page, boxes->poster, page->portrait ? "poster-portrait.svg" : "poster-landscape.svg",
               COLOR_NONE)
        ->role = ROLE_PICTURE;
    if (date == NULL)
        return;
    words = words_of(page, date, TEXT_TITLE_2);
    words.style = (struct text_style){ FACE_SERIF_BLACK, 84, 108, 0 };
    words.align = ALIGN_CENTER;
    paragraph_fit(page, &words, boxes->date.w, boxes->date.h, 48);
    paragraph_add_middle(page, &words, boxes->date);
}

/* Length of what parts two words of the slogan at text: a blank or 、; 0 = nothing does. */
static size_t separator_len(const char *text)
{
    if (*text == ' ')
        return 1;
    return strncmp(text, "、", strlen("、")) == 0 ? strlen("、") : 0;
}

/* The words of the slogan, set apart by points; in two lines beside the poster, or where they are
 * large. */
static const char *slogan_text(const struct page *page)
{
    const char *slogan = page->view->kiosk->activity->slogan;
    int parts = 0, seen = 0;
    char *text, *to;

    if (slogan == NULL || slogan[0] == '\0')
        return NULL;
    for (const char *c = slogan; *c != '\0'; c++)
        parts += separator_len(c) > 0;
    text = to = widgets_alloc(page->out, strlen(slogan) + (size_t)parts * 4 + 1);
    while (*slogan != '\0') {
        size_t len = separator_len(slogan);
        if (len == 0) {
            *to++ = *slogan++;
            continue;
        }
        slogan += len;
        seen++;
        if ((!page->portrait || page->large) && parts % 2 == 1 && seen == (parts + 1) / 2)
            *to++ = '\n';
        else
            to = stpcpy(to, " · ");
    }
    *to = '\0';
    return text;
}

static void add_titles(const struct page *page, const struct boxes *boxes)
{
    struct paragraph title = words_of(page, page->view->kiosk->activity->name, TEXT_DISPLAY);
    struct paragraph slogan = words_of(page, slogan_text(page), TEXT_SUB);

    title.role = ROLE_HEADING;
    if (!paragraph_fit(page, &title, boxes->title.w, title.style.line_px, 84))
        paragraph_fit(page, &title, boxes->title.w, boxes->title.h, 48);
    paragraph_add_middle(page, &title, boxes->title);
    if (slogan.text == NULL)
        return;
    slogan.style.face = page->large ? FACE_SANS_BOLD : FACE_SERIF_BOLD;
    slogan.style = paragraph_sized(slogan.style, page->portrait ? 50 : 62);
    slogan.style.tracking_px = page->large ? 0 : 2;
    paragraph_fit(page, &slogan, boxes->slogan.w, boxes->slogan.h, 36);
    paragraph_add_middle(page, &slogan, boxes->slogan);
}

/* What can be won, and that there is something left of it. */
static const char *prize_teaser(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct activity *activity = kiosk->activity;
    const char *left = page_number(page, prize_stock_left(kiosk));
    const char *least = page_number(page, prize_least_right(activity));

    if (activity->prize_way == PRIZE_BY_RANK)
        return page_format(page, STR_ATTRACT_RANK, left, NULL);
    if (kiosk_prizes_are_gone(kiosk))
        return page_text(page, STR_ATTRACT_GONE);
    return page_format(page,
                       activity->prize_way == PRIZE_BY_DRAW ? STR_ATTRACT_DRAW : STR_ATTRACT_SCORE,
                       least, left);
}

/* Where it does not stand in one line, its two parts stand in one each. */
static const char *in_two_lines(const struct page *page, const char *text)
{
    const char *point = " · ", *at = strstr(text, point);

    if (at == NULL)
        return text;
    return widgets_format(page->out, "%.*s\n%s", (int)(at - text), text, at + strlen(point));
}

static void add_teaser(const struct page *page, struct rect rect)
{
    const struct kiosk *kiosk = page->view->kiosk;
    struct paragraph words = words_of(page, NULL, TEXT_SUB);
    int icon = 56, x;

    if (kiosk_quiz_is_open(kiosk) && kiosk_gives_prizes(kiosk))
        words.text = prize_teaser(page);
    else if (kiosk_quiz_is_open(kiosk))
        words.text = page_format(page, STR_ATTRACT_QUIZ,
                                 page_number(page, activity_draw_total(kiosk->activity)), NULL);
    else if (kiosk_survey_is_open(kiosk))
        words.text = page_text(page, STR_ATTRACT_SURVEY);
    else
        return;
    words.ground = page->skin->field_deep;
    page_block(page, rect, words.ground, rect.h / 2);
    if (!paragraph_fit(page, &words, rect.w - 120 - icon, words.style.line_px, 40)) {
        words.text = in_two_lines(page, words.text);
        paragraph_fit(page, &words, rect.w - 120 - icon, rect.h, 36);
    }
    x = rect.x + (rect.w - icon - 24 - paragraph_width(page, &words, rect.w - 120 - icon)) / 2;
    page_image(page, (struct rect){ x, rect.y + (rect.h - icon) / 2, icon, icon },
               kiosk_gives_prizes(kiosk) ? "ic-gift.svg" : "ic-bulb.svg",
               page->large ? COLOR_HC_GO : COLOR_GAM);
    words.align = ALIGN_LEFT;
    rect_cut_left(&rect, x - rect.x + icon + 24);
    paragraph_add_middle(page, &words, rect);
}

/* The edge grows and shrinks, slowly, so that the button draws the eye. */
static int breathe(const struct page *page)
{
    static const int edges[] = { EDGE_MOST, 9, 8, 6, 4, 6, 8, 9 };
    int64_t step = page->view->now_ms / BREATH_MS;

    page_wake(page, (step + 1) * BREATH_MS);
    return edges[step % (int64_t)(sizeof edges / sizeof edges[0])];
}

/* Looks like the primary button; the screen around it does what it says. */
static void add_start(const struct page *page, struct rect rect, bool breathes)
{
    struct message start = page_tap(MSG_START, 0);
    bool pressed = page_is_pressed(page, &start);
    struct paragraph words = words_of(page, page_text(page, STR_ATTRACT_START), TEXT_BUTTON_HERO);
    struct widget *block;
    int breath;

    rect.y += pressed && !page->large ? 8 : 0;
    if (page->large || page->view->reduced_motion)
        breathes = false;
    breath = breathes ? breathe(page) : EDGE_MOST;
    words.color = page->skin->ink;
    words.ground = page->large ? COLOR_HC_GO : pressed ? COLOR_GAM_PRESS : COLOR_GAM;
    block = page_block(page, rect, words.ground, 36);
    block->role = ROLE_PRIMARY;
    block->edge = page->large ? COLOR_NONE : COLOR_GAM_DEEP;
    block->edge_px = page->large ? 0 : pressed ? 2 : breath;
    block->state = pressed ? WIDGET_PRESSED : 0;
    component_label(page, rect_inset(rect, 40, 0), &words, "ic-tap.svg", NULL, 104);
}

static void add_organiser(const struct page *page, struct rect rect)
{
    const struct activity *activity = page->view->kiosk->activity;
    struct paragraph words = words_of(page, NULL, TEXT_CAPTION);

    if (activity->organiser == NULL)
        return;
    words.text = page_format(page, STR_ORGANISER, activity->organiser, NULL);
    if (activity->co_organiser != NULL)
        words.text =
            widgets_format(page->out, "%s　%s", words.text,
                           page_format(page, STR_CO_ORGANISER, activity->co_organiser, NULL));
    words.role = ROLE_CAPTION;
    paragraph_fit(page, &words, rect.w, rect.h, 36);
    paragraph_add_middle(page, &words, rect);
}

/* ---- what changes by itself ---- */

/* All widgets from first on stand out so strongly. */
static void fade(struct widgets *list, int first, uint8_t alpha)
{
    for (int i = first; i < list->count; i++)
        list->items[i].alpha = alpha;
}

/* The poster, or a card in its place. */
static void add_slide(const struct page *page, const struct boxes *boxes, bool closed)
{
    struct rect area = boxes->poster;
    uint8_t alpha;
    int64_t next_ms;
    enum attract_slide slide = attract_slide_now(page, &alpha, &next_ms);
    int first = page->out->count;

    area = page->portrait ? rect_inset(area, 64, 96) : rect_inset(area, 56, 96);
    if (closed) {
        add_poster(page, boxes);
        return;
    }
    if (slide == ATTRACT_POSTER || !attract_add_card(page, slide, area))
        add_poster(page, boxes);
    fade(page->out, first, alpha);
    page_wake(page, next_ms);
}

/* Is the booth shut at this hour? Asks to be built again when that changes. */
static bool is_closed(const struct page *page)
{
    const int64_t minute_ms = 60000;
    enum { DAY_MIN = 24 * 60, ZONE_MIN = 8 * 60 };
    const struct kiosk *kiosk = page->view->kiosk;
    const struct activity *activity = kiosk->activity;
    int64_t wall_ms = kiosk->wall_ms + page->view->now_ms - kiosk->now_ms;
    int minute = (int)((wall_ms / minute_ms + ZONE_MIN) % DAY_MIN), next;
    bool closed = minute < activity->open_minute || minute >= activity->close_minute;

    if (activity->close_minute <= activity->open_minute ||
        activity->close_minute - activity->open_minute >= DAY_MIN)
        return false;
    next = minute < activity->open_minute    ? activity->open_minute
           : minute < activity->close_minute ? activity->close_minute
                                             : activity->open_minute + DAY_MIN;
    page_wake(page, page->view->now_ms + (next - minute) * minute_ms - wall_ms % minute_ms);
    return closed;
}

/* Darkness over all of it; touched, it wakes as ever. */
static void dim(const struct page *page)
{
    page_block(page, page->canvas, COLOR_HC_INK, 0)->alpha = DIM_ALPHA;
}

/* Every ten minutes everything but the ground moves a little. */
static void drift(const struct page *page)
{
    static const struct {
        int x, y;
    } places[] = { { 0, 0 }, { DRIFT_PX, 0 }, { DRIFT_PX, DRIFT_PX }, { 0, DRIFT_PX } };
    int64_t shown_ms = page->view->now_ms - page->view->kiosk->changed_ms;
    int64_t step = shown_ms > 0 ? shown_ms / DRIFT_MS : 0;
    int place = (int)(step % (int64_t)(sizeof places / sizeof places[0]));

    page_wake(page, page->view->kiosk->changed_ms + (step + 1) * DRIFT_MS);
    for (int i = 0; i < page->out->count; i++) {
        struct widget *widget = &page->out->items[i];
        if (widget->role == ROLE_FIELD)
            continue;
        widget->rect.x += places[place].x;
        widget->rect.y -= places[place].y;
    }
}

static void build(const struct view *view, struct widgets *out)
{
    struct page page;
    struct boxes boxes;
    struct widget *field;
    bool closed;

    page_bare(&page, view, out, SECTION_HOME);
    boxes = boxes_of(&page);
    closed = is_closed(&page);
    out->background = page.skin->field;
    field = page_block(&page, page.canvas, page.skin->field, 0);
    field->role = ROLE_FIELD;
    field->label = page_text(&page, STR_ATTRACT_START);
    field->message = page_tap(MSG_START, 0);
    add_slide(&page, &boxes, closed);
    add_titles(&page, &boxes);
    add_teaser(&page, boxes.teaser);
    add_start(&page, boxes.start, !closed);
    add_organiser(&page, boxes.organiser);
    drift(&page);
    component_corner(&page, MSG_START);
    if (closed)
        dim(&page);
}

const struct screen screen_attract = { "attract", build };
