/* 规则: how many questions, how long, what is won by them; what prizes are left, or, where there
 * are none, what the questions are about. */
#include <string.h>

#include "view/flow.h"
#include "view/prize_words.h"
#include "view/screens/prize_stock.h"
#include "view/screens/reading.h"
#include "view/screens/screens.h"
#include "view/topic.h"

enum {
    RULE_LINE = 58, /* landscape: all on one page */
    RULE_SUB_LINE = 50,
    NUMBER_PX = 96,
    TOPIC_COLUMNS = 4,
    TOPIC_COLUMNS_LARGE = 2,
    TOPICS_WITH_ICONS = 8
};

struct rule {
    int number;
    const char *title, *sub;
};

static int rule_text_x(const struct page *page)
{
    return (page->large ? 112 : NUMBER_PX) + 34;
}

static struct paragraph rule_title(const struct page *page, const struct rule *rule)
{
    struct paragraph words = reading_words(page, rule->title);

    words.style = page_style(page, TEXT_H2);
    words.role = ROLE_HEADING;
    if (!page->portrait && !page->large)
        words.style.line_px = RULE_LINE;
    paragraph_tighten(page, &words, page->controls.w - rule_text_x(page));
    return words;
}

static struct paragraph rule_sub(const struct page *page, const struct rule *rule)
{
    struct paragraph words = reading_words(page, rule->sub);

    words.style = paragraph_sized(words.style, page->large ? 50 : 40);
    words.style.line_px = page->large ? 68 : page->portrait ? 56 : RULE_SUB_LINE;
    words.color = page->skin->ink_soft;
    return words;
}

static int rule_height(const struct page *page, const struct rule *rule, int width_px)
{
    struct paragraph title = rule_title(page, rule), sub = rule_sub(page, rule);
    int w = width_px - rule_text_x(page);
    int h = paragraph_height(page, &title, w) + paragraph_height(page, &sub, w);

    return h > NUMBER_PX ? h : NUMBER_PX;
}

static void draw_rule(const struct page *page, struct rect rect, const void *context)
{
    const struct rule *rule = context;
    int side = page->large ? 112 : NUMBER_PX;
    struct rect block = { rect.x, rect.y + 6, side, side };
    struct paragraph number = { .text = page_number(page, rule->number),
                                .style = page_style(page, TEXT_OPTION_LETTER),
                                .color = page->skin->select_ink,
                                .ground = page->skin->select,
                                .align = ALIGN_CENTER };
    struct paragraph title = rule_title(page, rule), sub = rule_sub(page, rule);

    page_block(page, block, number.ground, 18);
    paragraph_add_middle(page, &number, block);
    rect_cut_left(&rect, rule_text_x(page));
    rect_cut_top(&rect, paragraph_add(page, &title, rect)->rect.h);
    paragraph_add(page, &sub, rect);
}

/* ---- what it is about ---- */

static int topic_columns(const struct page *page)
{
    return page->large ? TOPIC_COLUMNS_LARGE : TOPIC_COLUMNS;
}

static int topic_rows(const struct page *page)
{
    int columns = topic_columns(page);

    return (page->view->kiosk->activity->draw_count + columns - 1) / columns;
}

static int topics_height(const struct page *page)
{
    int rows = topic_rows(page);
    bool icons = page->view->kiosk->activity->draw_count <= TOPICS_WITH_ICONS;

    if (page->large)
        return rows * 160 + 24;
    if (!icons)
        return rows * 116 + 24;
    return rows * (page->portrait && rows == 1 ? 330 : 240) + 24;
}

static void draw_topic(const struct page *page, struct rect cell, const struct draw *draw)
{
    bool icons = page->view->kiosk->activity->draw_count <= TOPICS_WITH_ICONS && !page->large;
    struct paragraph name = reading_words(page, topic_name(page->view, draw->topic));
    struct paragraph count = reading_words(page, NULL);
    int icon = cell.h >= 300 ? 128 : 92, h;

    name.role = count.role = ROLE_CAPTION;
    name.style.face = page->large ? FACE_SANS_BLACK : FACE_SANS_BOLD;
    name.style.line_px = name.style.size_px * 13 / 10;
    name.align = count.align = ALIGN_CENTER;
    name.ground = count.ground = page->skin->card;
    count.text = page_format(page, STR_RULES_TOPIC_COUNT, page_number(page, draw->count), NULL);
    count.style = paragraph_sized(count.style, page->large ? 50 : 40);
    count.color = page->skin->ink_soft;
    paragraph_fit(page, &name, cell.w - 12, name.style.line_px * 2, 36);
    paragraph_fit(page, &count, cell.w - 12, count.style.line_px, 36);
    h = paragraph_height(page, &name, cell.w - 12) + count.style.line_px + (icons ? icon + 16 : 0);
    rect_cut_top(&cell, (cell.h - h) / 2);
    cell = rect_inset(cell, 6, 0);
    if (icons) {
        struct rect top = rect_cut_top(&cell, icon);
        component_icon_block(page, rect_center(&top, icon, icon), topic_icon(draw->topic));
        rect_cut_top(&cell, 16);
    }
    rect_cut_top(&cell, paragraph_add(page, &name, cell)->rect.h);
    paragraph_add(page, &count, cell);
}

static void draw_topics(const struct page *page, struct rect rect, const void *context)
{
    const struct activity *activity = context;
    int rows = topic_rows(page);
    struct rect inner = rect_inset(rect, 12, 12);

    component_card(page, rect);
    for (int i = 0; i < activity->draw_count; i++) {
        int most = topic_columns(page), row = i / most;
        int columns = row + 1 < rows ? most : activity->draw_count - row * most;
        struct rect line = rect_row(&inner, row, rows, 0);
        struct rect cell = rect_column(&line, i % most, columns, 0);
        if (i % most > 0)
            page_block(page, (struct rect){ cell.x - 1, cell.y + 12, 3, cell.h - 24 },
                       page->large ? COLOR_HC_INK : COLOR_PAPER_3, 0);
        draw_topic(page, cell, &activity->draws[i]);
    }
}

static void draw_topics_head(const struct page *page, struct rect rect, const void *context)
{
    (void)context;
    component_section_head(page, rect, page_text(page, STR_RULES_TOPICS),
                           page->large ? NULL : page_text(page, STR_RULES_TOPICS_SIDE));
}

/* ---- prizes ---- */

static int prize_places(const struct activity *activity)
{
    int places = 0;

    for (int i = 0; i < activity->tier_count; i++)
        places += activity->tiers[i].stock;
    return places;
}

static void set_prize_rules(const struct page *page, struct rule rules[2])
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct activity *activity = kiosk->activity;
    int64_t until_ms = prize_valid_until_ms(date_of_ms(kiosk->wall_ms), activity->code_valid_days,
                                            activity->close_minute, kiosk->wall_ms);
    int least = prize_least_right(activity);

    rules[0] = (struct rule){ 2, NULL, page_text(page, STR_RULES_DRAW_SUB) };
    rules[1] =
        (struct rule){ 3, page_text(page, STR_RULES_CLAIM),
                       page_format(page, STR_RULES_CLAIM_SUB, prize_moment(page, until_ms), NULL) };
    if (activity->prize_way == PRIZE_BY_RANK) {
        rules[0].title =
            page_format(page, STR_RULES_RANK, page_number(page, prize_places(activity)), NULL);
        rules[0].sub = page_text(page, STR_RULES_RANK_SUB);
        rules[1].title = page_text(page, STR_RULES_CLAIM_RANK);
        rules[1].sub = page_text(page, STR_RULES_CLAIM_RANK_SUB);
    } else if (activity->prize_way == PRIZE_BY_SCORE) {
        rules[0].title = page_format(page, STR_RULES_SCORE, page_number(page, least), NULL);
        rules[0].sub = page_text(page, STR_RULES_SCORE_SUB);
    } else {
        rules[0].title = page_format(page, STR_RULES_DRAW, page_number(page, least), NULL);
    }
}

/* Who may collect, and the commitment to today's draws: in two lines, in four where it is narrow.
 */
static struct paragraph small_print(const struct page *page, enum color ink, bool narrow)
{
    struct paragraph words = reading_words(page, page_text(page, STR_RULES_MINOR));
    const char *commitment = prize_stock_commitment(page, narrow ? 2 : 4);

    words.style = page_style(page, TEXT_CAPTION);
    words.color = ink;
    words.role = ROLE_CAPTION;
    if (commitment != NULL)
        words.text = widgets_format(page->out, "%s\n%s\n%s", words.text,
                                    page_text(page, STR_RULES_COMMITMENT), commitment);
    return words;
}

/* In the column, above the chip, where it leaves the controls to rules and prizes. */
static bool add_print_to_column(const struct page *page)
{
    struct paragraph words = small_print(page, page->skin->field_ink, true);
    struct rect area = page->reading;
    int h;

    if (page->portrait || page->large)
        return false;
    words.ground = page->skin->field;
    rect_cut_bottom(&area, 24);
    h = paragraph_height(page, &words, area.w);
    if (area.h - 24 < h)
        return false;
    rect_cut_top(&area, area.h - h);
    paragraph_add(page, &words, area);
    return true;
}

static void add_prizes(const struct page *page, struct flow *flow)
{
    struct paragraph words = small_print(page, page->skin->ink_soft, page->large && page->portrait);

    prize_stock_add(page, flow, page->portrait ? 56 : 32, page->controls.w);
    if (!add_print_to_column(page))
        flow_add_text(flow, 20, &words);
}

/* ---- the page ---- */

static void set_rules(const struct page *page, struct rule rules[3])
{
    const struct activity *activity = page->view->kiosk->activity;
    const char *total = page_number(page, activity_draw_total(activity));
    int limit_s = page->large ? activity->limit_s * 2 : activity->limit_s;

    rules[0] = (struct rule){ 1, page_format(page, STR_RULES_UNTIMED, total, NULL),
                              page_text(page, STR_RULES_UNTIMED_SUB) };
    if (limit_s > 0) {
        rules[0].title = page_format(page, STR_RULES_TIMED, total, page_number(page, limit_s));
        rules[0].sub = page_text(page, STR_RULES_TIMED_SUB);
    }
    rules[1] = (struct rule){ 2, page_text(page, STR_RULES_AT_ONCE),
                              page_text(page, STR_RULES_AT_ONCE_SUB) };
    if (activity->feedback == FEEDBACK_AT_END) {
        rules[1].title = page_text(page, STR_RULES_AT_END);
        rules[1].sub = page_text(page, STR_RULES_AT_END_SUB);
    }
    rules[2] =
        (struct rule){ 3, page_text(page, STR_RULES_FREE), page_text(page, STR_RULES_FREE_SUB) };
    if (kiosk_gives_prizes(page->view->kiosk))
        set_prize_rules(page, &rules[1]);
}

static void build(const struct view *view, struct widgets *out)
{
    const struct activity *activity = view->kiosk->activity;
    bool saving = kiosk_is_saving(view->kiosk), prizes = kiosk_gives_prizes(view->kiosk);
    bool gone = prizes && kiosk_prizes_are_gone(view->kiosk);
    struct page page;
    struct flow flow = { .count = 0 };
    struct rule *rules = widgets_alloc(out, 3 * sizeof(*rules));
    int w;

    reading_open(&page, view, out, SECTION_QUIZ, STR_RULES_TITLE,
                 view_text(view, gone ? STR_RULES_SUB_GONE : STR_RULES_SUB));
    set_rules(&page, rules);
    w = page.controls.w;
    for (int i = 0; i < 3; i++)
        flow_add_box(&flow, page.portrait ? 52 : 30, rule_height(&page, &rules[i], w), draw_rule,
                     &rules[i]);
    if (prizes) {
        add_prizes(&page, &flow);
    } else {
        flow_add_box(&flow, page.portrait ? 84 : 40, page.large ? 84 : 62, draw_topics_head, NULL);
        flow_add_box(&flow, 18, topics_height(&page), draw_topics, activity);
    }
    flow_place(&page, &flow, page.controls);
    component_dock(&page,
                   (struct button[]){
                       { .look = BUTTON_SECONDARY,
                         .label = page_text(&page, STR_BACK),
                         .icon_before = "ic-back.svg",
                         .message = page_tap(MSG_BACK, 0) },
                       { .look = saving ? BUTTON_DISABLED : BUTTON_PRIMARY,
                         .label = page_text(&page, saving ? STR_SAVING
                                                   : gone ? STR_RULES_START_ANYWAY
                                                          : STR_RULES_START),
                         .icon_after = saving ? NULL : "ic-arrow-right.svg",
                         .message = page_tap(MSG_BEGIN, 0) },
                   },
                   2);
}

const struct screen screen_quiz_rules = { "quiz-rules", build };
