/* 管理面板: today's figures, right answers, prizes, health, the last export. */
#include <stddef.h>

#include "view/screens/screens.h"
#include "view/screens/staff_figures.h"
#include "view/screens/staff_frame.h"

enum {
    KPI_H = 236,
    SIDE_H = 396,
    STRIP_H = 84,
    BUTTON_H = 112,
    ROW_H = 56,
    CHART_BUTTON_H = 100,
    FIGURES = 6,      /* lines of today and the whole */
    LOW_PERCENT = 50, /* under it a bar is hatched */
    FREE_LEAST_MB = 200
};

struct home {
    struct page page;
    const struct kiosk *kiosk;
    const struct dashboard *dash; /* NULL until the first one is read */
};

/* ---- figures ---- */

struct kpi {
    const char *icon, *name, *number, *caption;
    enum color color;
};

static void add_kpi(const struct page *page, struct rect rect, const struct kpi *kpi)
{
    struct rect inner, head;

    staff_card(page, rect, NULL, NULL, COLOR_NONE, &inner);
    head = rect_cut_top(&inner, 56);
    page_image(page, (struct rect){ head.x, head.y + 4, 48, 48 }, kpi->icon, kpi->color);
    rect_cut_left(&head, 60);
    staff_text(page, head,
               &(struct staff_line){ .text = kpi->name,
                                     .role = head.w < 180 ? TEXT_CAPTION : TEXT_HEADER,
                                     .face = FACE_SANS_BOLD,
                                     .color = kpi->color,
                                     .ground = COLOR_PAPER_0 });
    staff_caption(page, rect_cut_bottom(&inner, 52), kpi->caption, COLOR_INK_2, ALIGN_LEFT);
    struct paragraph number = { .text = kpi->number,
                                .style = { FACE_SANS_BLACK, 84, 92, 0 },
                                .color = COLOR_INK_1,
                                .ground = COLOR_PAPER_0,
                                .role = ROLE_CAPTION };
    paragraph_fit(page, &number, inner.w, inner.h, 40);
    paragraph_add_middle(page, &number, inner);
}

static void add_kpis(const struct home *home, struct rect area)
{
    const struct page *page = &home->page;
    const struct dashboard *d = home->dash;
    const char *mean =
        d->today.quiz_completed > 0
            ? page_format(page, STR_DASH_MEAN,
                          widgets_format(page->out, "%.1f", d->today.quiz_mean),
                          widgets_format(page->out, "%.0f", d->today.quiz_asked))
            : page_format(page, STR_DASH_WHOLE, staff_number(page, d->whole.quiz_completed), NULL);
    const struct kpi kpis[] = {
        { "ic-person.svg", page_text(page, STR_DASH_VISITS), staff_number(page, d->today.visits),
          page_format(page, STR_DASH_WHOLE, staff_number(page, d->whole.visits), NULL),
          COLOR_INK_1 },
        { "ic-bulb.svg", page_text(page, STR_DASH_QUIZ),
          staff_number(page, d->today.quiz_completed), mean, COLOR_AZU },
        { "ic-survey.svg", page_text(page, STR_DASH_SURVEY),
          staff_number(page, d->today.surveys_completed),
          d->today.surveys_started > 0
              ? page_format(
                    page, STR_DASH_RATE,
                    staff_percent(page, d->today.surveys_completed, d->today.surveys_started), NULL)
              : page_format(page, STR_DASH_WHOLE, staff_number(page, d->whole.surveys_completed),
                            NULL),
          COLOR_MAL },
    };

    for (int i = 0; i < 3; i++)
        add_kpi(page, rect_column(&area, i, 3, 20), &kpis[i]);
}

/* ---- chart ---- */

static int row_count(const struct home *home)
{
    const struct dashboard *d = home->dash;

    switch (home->kiosk->staff.chart) {
    case CHART_QUESTIONS:
        return d->question_count;
    case CHART_TOPICS:
        return d->topic_count;
    case CHART_SURVEYS:
        return d->bar_count;
    case CHART_FIGURES:
        return STAFF_FIGURES;
    default:
        return 24;
    }
}

static struct staff_row share_row(const struct home *home, const struct dash_share *share)
{
    const struct page *page = &home->page;
    int percent = share->asked > 0 ? (share->right * 200 / share->asked + 1) / 2 : 0;

    return (struct staff_row){ .name = share->name,
                               .value = widgets_format(page->out, "%d%%", percent),
                               .part = percent / 100.0,
                               .hatched = percent < LOW_PERCENT,
                               .fill = COLOR_AZU };
}

static struct staff_row hour_row(const struct home *home, int hour)
{
    const struct page *page = &home->page;
    int most = 1;

    for (int i = 0; i < 24; i++)
        most = home->dash->hours[i] > most ? home->dash->hours[i] : most;
    return (struct staff_row){ .name = widgets_format(page->out, "%02d:00", hour),
                               .value = page_number(page, home->dash->hours[hour]),
                               .part = home->dash->hours[hour] / (double)most,
                               .fill = COLOR_STAFF };
}

static struct staff_row make_row(const struct home *home, int index)
{
    const struct page *page = &home->page;
    const struct dash_bar *bar = &home->dash->bars[index];

    switch (home->kiosk->staff.chart) {
    case CHART_QUESTIONS:
        return share_row(home, &home->dash->questions[index]);
    case CHART_TOPICS:
        return share_row(home, &home->dash->topics[index]);
    case CHART_SURVEYS:
        return (struct staff_row){ .name = bar->name,
                                   .value = page_number(page, bar->is_head ? bar->of : bar->count),
                                   .part = bar->of > 0 ? bar->count / (double)bar->of : 0,
                                   .head = bar->is_head,
                                   .fill = COLOR_MAL };
    case CHART_FIGURES:
        return staff_figure(page, home->dash, index);
    default:
        return hour_row(home, (index + 8) % 24); /* a fair begins in the morning */
    }
}

static void add_cell(const struct page *page, struct rect rect, const struct staff_row *row,
                     const char *text, enum text_align align)
{
    staff_text(page, rect,
               &(struct staff_line){ .text = text,
                                     .role = TEXT_CAPTION,
                                     .face = row->head ? FACE_SANS_BOLD : FACE_SANS,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_0,
                                     .align = align });
}

static void add_table_row(const struct page *page, struct rect rect, const struct staff_row *row)
{
    int wide = rect.w * 38 / 100;

    page_block(page, (struct rect){ rect.x, rect.y, rect.w, 2 }, COLOR_PAPER_2, 0);
    add_cell(page, rect_cut_right(&rect, wide), row, row->value, ALIGN_RIGHT);
    add_cell(page, rect_cut_right(&rect, wide), row, row->second, ALIGN_RIGHT);
    add_cell(page, rect, row, row->name, ALIGN_LEFT);
}

static void add_row(const struct page *page, struct rect rect, const struct staff_row *row)
{
    if (row->second) {
        add_table_row(page, rect, row);
        return;
    }
    struct rect value = rect_cut_right(&rect, 120);
    struct staff_line words = { .text = row->name,
                                .role = TEXT_CAPTION,
                                .face = row->head ? FACE_SANS_BOLD : FACE_SANS,
                                .color = COLOR_INK_1,
                                .ground = COLOR_PAPER_0 };

    staff_text(page, value,
               &(struct staff_line){ .text = row->value,
                                     .role = TEXT_CAPTION,
                                     .face = FACE_SANS_BOLD,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_0,
                                     .align = ALIGN_RIGHT });
    if (row->head) {
        staff_text(page, rect, &words);
        return;
    }
    staff_text(page, rect_cut_left(&rect, rect.w * 45 / 100), &words);
    rect_cut_left(&rect, 24);
    rect_cut_right(&rect, 8);
    rect.y += (rect.h - 32) / 2;
    rect.h = 32;
    staff_bar(page, rect, row->part, row->fill, row->hatched);
}

static const char *chart_title(const struct page *page, enum staff_chart chart)
{
    static const enum string_id titles[] = { [CHART_QUESTIONS] = STR_DASH_QUESTIONS,
                                             [CHART_TOPICS] = STR_DASH_TOPICS,
                                             [CHART_SURVEYS] = STR_DASH_SURVEYS,
                                             [CHART_HOURS] = STR_DASH_HOURS,
                                             [CHART_FIGURES] = STR_DASH_FIGURES };

    return page_text(page, titles[chart]);
}

static void add_chart_buttons(const struct home *home, struct rect row, int at, int pages)
{
    const struct page *page = &home->page;
    enum staff_chart next = (home->kiosk->staff.chart + 1) % CHART_COUNT;
    struct rect other = rect_cut_left(&row, row.w * (page_is_latin(page) ? 38 : 44) / 100);

    staff_button(page, other, BUTTON_SECONDARY,
                 page_format(page, STR_DASH_NEXT_CHART, chart_title(page, next), NULL),
                 page->portrait ? "ic-chart.svg" : NULL, page_tap(MSG_STAFF_CHART, (int)next));
    rect_cut_left(&row, STAFF_GAP);
    for (int i = 0; i < 2; i++) {
        bool can = i == 0 ? at > 0 : at + 1 < pages;
        staff_button(page, rect_column(&row, i, 2, STAFF_GAP),
                     can ? BUTTON_SECONDARY : BUTTON_DISABLED,
                     page_text(page, i == 0 ? STR_PAGE_PREVIOUS : STR_PAGE_NEXT), NULL,
                     page_tap(MSG_PAGE, i == 0 ? at - 1 : at + 1));
    }
}

static void add_chart(const struct home *home, struct rect rect)
{
    const struct page *page = &home->page;
    enum staff_chart chart = home->kiosk->staff.chart;
    int count = row_count(home), rows, pages, at = home->kiosk->page;
    struct rect inner = rect;

    rows = (rect.h - 36 - 64 - CHART_BUTTON_H - 10 - 12) / ROW_H;
    rows = rows < 1 ? 1 : rows;
    pages = count > 0 ? (count + rows - 1) / rows : 1;
    at = at < pages ? at : pages - 1;
    bool shares = chart == CHART_QUESTIONS || chart == CHART_TOPICS;
    const char *place = widgets_format(page->out, "%d / %d", at + 1, pages);
    staff_card(page, rect, chart_title(page, chart),
               shares ? page_format(page, STR_DASH_HATCH, place, NULL) : place,
               chart == CHART_SURVEYS ? COLOR_MAL : COLOR_AZU, &inner);
    struct rect buttons = rect_cut_bottom(&inner, CHART_BUTTON_H + 10);
    buttons.h -= 10;
    add_chart_buttons(home, buttons, at, pages);
    if (count == 0)
        staff_caption(page, rect_cut_top(&inner, ROW_H), page_text(page, STR_DASH_NO_ANSWERS),
                      COLOR_INK_2, ALIGN_LEFT);
    for (int i = at * rows; i < count && i < (at + 1) * rows; i++) {
        struct staff_row row = make_row(home, i);
        add_row(page, rect_cut_top(&inner, ROW_H), &row);
    }
}

/* ---- prizes, or counters where there are none ---- */

static void add_stock(const struct home *home, struct rect rect)
{
    const struct page *page = &home->page;
    const struct dashboard *d = home->dash;
    int issued = 0, claimed = 0, shown = d->tier_count < 4 ? d->tier_count : 4;
    struct rect inner;

    staff_card(page, rect, page_text(page, STR_DASH_STOCK), NULL, COLOR_CIN, &inner);
    for (int i = 0; i < d->tier_count; i++) {
        issued += d->tiers[i].issued;
        claimed += d->tiers[i].claimed;
    }
    for (int i = 0; i < shown; i++) {
        const struct dash_tier *tier = &d->tiers[i];
        struct rect row = rect_cut_top(&inner, 58);
        staff_caption(page, rect_cut_left(&row, row.w * 42 / 100), tier->name, COLOR_INK_1,
                      ALIGN_LEFT);
        staff_caption(page, rect_cut_right(&row, 150),
                      widgets_format(page->out, "%d/%d", tier->left, tier->total), COLOR_INK_1,
                      ALIGN_RIGHT);
        row = rect_inset(row, 12, 13);
        staff_bar(page, row, tier->total > 0 ? tier->left / (double)tier->total : 0, COLOR_CIN,
                  false);
    }
    staff_caption(
        page, rect_cut_top(&inner, 52),
        page_format(page, STR_DASH_ISSUED, staff_number(page, issued), staff_number(page, claimed)),
        COLOR_INK_2, ALIGN_LEFT);
}

static void add_counts(const struct home *home, struct rect rect)
{
    const struct page *page = &home->page;
    const struct activity *activity = home->kiosk->activity;
    struct rect inner;

    staff_card(page, rect, page_text(page, STR_DASH_COUNTS), NULL, COLOR_CIN, &inner);
    for (int i = 0; i < activity->counter_count && i < 5; i++) {
        struct rect row = rect_cut_top(&inner, 58);
        staff_caption(page, rect_cut_right(&row, row.w / 2),
                      widgets_format(page->out, "%d %s", home->dash->count_sums[i].total,
                                     activity->counters[i].measure),
                      COLOR_INK_1, ALIGN_RIGHT);
        staff_caption(page, row, activity->counters[i].name, COLOR_INK_1, ALIGN_LEFT);
    }
}

/* ---- health ---- */

static void add_health_row(const struct page *page, struct rect *area, bool ok, enum string_id name,
                           const char *value)
{
    struct rect row = rect_cut_top(area, 58);

    page_image(page, (struct rect){ row.x, row.y + 9, 40, 40 },
               ok ? "ic-check.svg" : "ic-warning.svg", ok ? COLOR_MAL : COLOR_OCH);
    rect_cut_left(&row, 56);
    staff_caption(page, rect_cut_right(&row, row.w - 160), value, COLOR_INK_2, ALIGN_RIGHT);
    staff_caption(page, row, page_text(page, name), COLOR_INK_1, ALIGN_LEFT);
}

static void add_health(const struct home *home, struct rect rect)
{
    const struct page *page = &home->page;
    const struct dashboard *d = home->dash;
    bool reads = d->database_ok && !home->kiosk->staff.figures_failed;
    bool room = d->free_len < 0 || d->free_len >= FREE_LEAST_MB * INT64_C(1000000);
    struct rect inner;

    staff_card(page, rect, page_text(page, STR_DASH_HEALTH), NULL, COLOR_MAL, &inner);
    add_health_row(page, &inner, reads && !d->awards_stopped && d->pin_anew_ms == 0,
                   STR_DASH_DATABASE,
                   page_text(page, !reads                ? STR_DASH_BAD
                                   : d->awards_stopped   ? STR_DASH_ASIDE
                                   : d->pin_anew_ms != 0 ? STR_DASH_PIN_ANEW
                                                         : STR_DASH_FINE));
    add_health_row(page, &inner, room, STR_DASH_SPACE,
                   widgets_format(page->out, "%.1f GB", (double)d->free_len / 1e9));
    add_health_row(page, &inner, d->backup_ms != 0, STR_DASH_BACKUP,
                   staff_short_stamp(page, d->backup_ms));
    add_health_row(page, &inner, d->clock_ok, STR_DASH_CLOCK, staff_short_stamp(page, d->wall_ms));
    add_health_row(page, &inner, !home->kiosk->paused, STR_DASH_SERVICE,
                   home->kiosk->paused ? page_text(page, STR_DASH_PAUSED) : d->kind);
}

static void add_export(const struct home *home, struct rect rect)
{
    const struct page *page = &home->page;
    const struct dashboard *d = home->dash;
    const char *text = d->export_ms == 0
                           ? page_text(page, STR_DASH_NO_EXPORT)
                           : page_format(page, STR_DASH_EXPORT, staff_stamp(page, d->export_ms),
                                         staff_number(page, d->answers_since_export));

    page_block(page, rect, COLOR_GAM_TINT, 20);
    page_image(page, (struct rect){ rect.x + 28, rect.y + (rect.h - 48) / 2, 48, 48 },
               "ic-export.svg", COLOR_OCH);
    rect_cut_left(&rect, 96);
    rect_cut_right(&rect, 24);
    staff_text(
        page, rect,
        &(struct staff_line){
            .text = text, .role = TEXT_CAPTION, .color = COLOR_INK_1, .ground = COLOR_GAM_TINT });
}

/* ---- actions ---- */

static void add_actions(const struct home *home, struct rect area)
{
    const struct page *page = &home->page;
    bool prizes = home->kiosk->activity->prize_way != PRIZE_NONE;
    struct rect row = rect_cut_top(&area, BUTTON_H), rest;
    int columns = prizes ? 3 : 2, at = 0, third;

    staff_button(page, rect_column(&row, at++, columns, STAFF_GAP), BUTTON_SECONDARY,
                 page_text(page, STR_DASH_TO_COUNTERS), "ic-plus.svg",
                 page_tap(MSG_STAFF_OPEN, SCREEN_STAFF_COUNTERS));
    if (prizes)
        staff_button(page, rect_column(&row, at++, columns, STAFF_GAP), BUTTON_SECONDARY,
                     page_text(page, STR_DASH_TO_REDEEM), "ic-ticket.svg",
                     page_tap(MSG_STAFF_OPEN, SCREEN_STAFF_REDEEM));
    staff_button(page, rect_column(&row, at, columns, STAFF_GAP), BUTTON_SECONDARY,
                 page_text(page, STR_DASH_TO_SETTINGS), "ic-gear.svg",
                 page_tap(MSG_STAFF_OPEN, SCREEN_STAFF_SETTINGS));
    rect_cut_top(&area, STAFF_GAP + 10);
    rest = rect_cut_top(&area, BUTTON_H);
    third = (rest.w - 2 * STAFF_GAP) * 31 / 100;
    staff_button(page, rect_cut_left(&rest, third), BUTTON_SECONDARY,
                 page_text(page, STR_DASH_LEAVE), "ic-lock.svg", page_tap(MSG_STAFF_LEAVE, 0));
    rect_cut_left(&rest, STAFF_GAP);
    staff_button(page, rect_cut_left(&rest, third), BUTTON_SECONDARY,
                 page_text(page, STR_DASH_TO_UPDATE), "ic-import.svg",
                 page_tap(MSG_STAFF_OPEN, SCREEN_STAFF_UPDATE));
    rect_cut_left(&rest, STAFF_GAP);
    staff_button(page, rest, BUTTON_PRIMARY, page_text(page, STR_DASH_TO_EXPORT), "ic-export.svg",
                 page_tap(MSG_STAFF_OPEN, SCREEN_STAFF_EXPORT));
}

enum { ACTIONS_H = 2 * BUTTON_H + STAFF_GAP + 20 };

static void add_side(const struct home *home, struct rect area)
{
    if (home->kiosk->activity->prize_way != PRIZE_NONE && home->dash->tier_count > 0)
        add_stock(home, rect_column(&area, 0, 2, 20));
    else
        add_counts(home, rect_column(&area, 0, 2, 20));
    add_health(home, rect_column(&area, 1, 2, 20));
}

static const char *header_text(const struct home *home)
{
    return home->dash ? page_format(&home->page, STR_DASH_HEADER_BOOTH, home->dash->booth, NULL)
                      : page_text(&home->page, STR_DASH_HEADER);
}

static void build(const struct view *view, struct widgets *out)
{
    struct home home = { .kiosk = view->kiosk, .dash = view->kiosk->staff.dashboard };
    struct page *page = &home.page;
    struct rect body, left;

    staff_bare(page, view, out); /* for the words of the header */
    staff_open(page, view, out, header_text(&home), false, &body);
    if (page->portrait) {
        add_actions(&home, rect_cut_bottom(&body, ACTIONS_H));
        rect_cut_bottom(&body, 24);
    }
    if (home.dash == NULL) {
        if (!page->portrait)
            add_actions(&home, rect_cut_bottom(&body, ACTIONS_H));
        staff_paragraph(page, body, view_text(view, STR_DASH_READING), TEXT_BODY, COLOR_INK_1,
                        COLOR_PAPER_1);
        return;
    }
    if (page->portrait) {
        add_kpis(&home, rect_cut_top(&body, KPI_H));
        rect_cut_top(&body, 20);
        add_export(&home, rect_cut_bottom(&body, STRIP_H));
        rect_cut_bottom(&body, 20);
        add_side(&home, rect_cut_bottom(&body, SIDE_H));
        rect_cut_bottom(&body, 20);
        add_chart(&home, body);
        return;
    }
    left = rect_cut_left(&body, body.w * 48 / 100);
    rect_cut_left(&body, STAFF_GAP);
    add_kpis(&home, rect_cut_top(&left, 220));
    rect_cut_top(&left, 20);
    add_chart(&home, left);
    add_actions(&home, rect_cut_bottom(&body, ACTIONS_H));
    rect_cut_bottom(&body, 20);
    add_export(&home, rect_cut_bottom(&body, STRIP_H));
    rect_cut_bottom(&body, 20);
    add_side(&home, body);
}

const struct screen screen_staff_home = { "staff-home", build };
