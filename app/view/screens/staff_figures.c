#include "view/screens/staff_figures.h"

#include "view/screens/staff_frame.h"

const char *staff_percent(const struct page *page, int part, int whole)
{
    return whole > 0 ? widgets_format(page->out, "%d%%", (part * 200 / whole + 1) / 2) : "—";
}

/* 286 / 300 · 95% */
static const char *done_of(const struct page *page, int done, int begun)
{
    return begun > 0 ? widgets_format(page->out, "%d / %d · %s", done, begun,
                                      staff_percent(page, done, begun))
                     : "—";
}

static const char *mean_of(const struct page *page, const struct dash_figures *figures)
{
    return figures->quiz_completed > 0 ? widgets_format(page->out, "%.1f", figures->quiz_mean)
                                       : "—";
}

/* Today and the whole activity, line by line. */
struct staff_row staff_figure(const struct page *page, const struct dashboard *dash, int index)
{
    const struct dash_figures *today = &dash->today, *whole = &dash->whole;

    switch (index) {
    case 0:
        return (struct staff_row){ .name = "",
                                   .value = page_text(page, STR_FIG_WHOLE),
                                   .second = page_text(page, STR_FIG_TODAY),
                                   .head = true };
    case 1:
        return (struct staff_row){ .name = page_text(page, STR_FIG_VISITS),
                                   .value = staff_number(page, whole->visits),
                                   .second = staff_number(page, today->visits) };
    case 2:
        return (struct staff_row){ .name = page_text(page, STR_DASH_QUIZ),
                                   .value =
                                       done_of(page, whole->quiz_completed, whole->quiz_started),
                                   .second =
                                       done_of(page, today->quiz_completed, today->quiz_started) };
    case 3:
        return (struct staff_row){ .name = page_text(page, STR_DAY_MEAN),
                                   .value = mean_of(page, whole),
                                   .second = mean_of(page, today) };
    case 4:
        return (struct staff_row){
            .name = page_text(page, STR_DASH_SURVEY),
            .value = done_of(page, whole->surveys_completed, whole->surveys_started),
            .second = done_of(page, today->surveys_completed, today->surveys_started)
        };
    default:
        return (struct staff_row){ .name = page_text(page, STR_FIG_OPEN),
                                   .value = staff_hours(page, dash->open_whole_ms),
                                   .second = staff_hours(page, dash->open_today_ms) };
    }
}
