#include "view/screens/quiz_frame.h"

enum { COLUMN_STAMPS_Y = 168, COLUMN_ROW_H = 68, COUNTDOWN_W = 168 };

const char *quiz_name(const struct page *page)
{
    bool prize = page->view->kiosk->activity->prize_way != PRIZE_NONE;

    return page_text(page, prize ? STR_HOME_QUIZ_PRIZE : STR_HOME_QUIZ);
}

/* 大字版: words instead of stamps. */
static void add_words(const struct page *page, bool judged)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    int pill_w = quiz->limit_ms > 0 && !judged ? 334 : 0;

    component_header(page,
                     page_format(page, STR_QUESTION_PLACE_OF, page_number(page, quiz->current + 1),
                                 page_number(page, quiz->count)),
                     pill_w);
}

int quiz_header(const struct page *page, bool judged)
{
    struct rect row = page->header;
    struct paragraph name = { .text = quiz_name(page), .style = page_style(page, TEXT_HEADER) };
    int name_w;

    if (page->large) {
        add_words(page, judged);
        return page->header.y + page->header.h;
    }
    if (page->portrait) {
        name_w = paragraph_width(page, &name, row.w);
        rect_cut_left(&row, 102 + 28);
        if (row.w - name_w < component_stamps_least(page))
            name.text = ""; /* the stamps are worth more than a long name beside them */
        else
            rect_cut_left(&row, name_w);
        component_header(page, name.text, component_stamps(page, row, judged));
        return row.y + row.h;
    }
    component_header(page, name.text, 0);
    row = (struct rect){ row.x, COLUMN_STAMPS_Y, row.w - COUNTDOWN_W - 28, COLUMN_ROW_H };
    if (page->view->kiosk->quiz.count > row.w / (52 + 8))
        row.h = 2 * COLUMN_ROW_H + 14;
    component_stamps(page, row, judged);
    return row.y + row.h;
}

const char *quiz_letter(const struct quiz_item *item, int option)
{
    static const char *const letters[OPTION_MAX] = { "A", "B", "C", "D", "E", "F", "G", "H", "I",
                                                     "J", "K", "L", "M", "N", "O", "P", "Q", "R",
                                                     "S", "T", "U", "V", "W", "X", "Y", "Z" };

    for (int i = 0; i < item->question->option_count; i++) {
        if (item->shown[i] == option)
            return letters[i];
    }
    return letters[option];
}

const char *quiz_option_text(const struct page *page, const struct question *question, int option)
{
    const struct wording *wording = question_wording(question, page->view->kiosk->language);

    if (question->type == QUESTION_JUDGE)
        return page_text(page, option == 0 ? STR_QUESTION_TRUE : STR_QUESTION_FALSE);
    return wording->options[option];
}
