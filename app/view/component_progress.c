#include <stddef.h>

#include "view/component.h"

enum {
    STAMP_PX = 68,
    STAMP_LEAST_PX = 52, /* then two rows */
    STAMP_LEAST_GAP = 8,
    STAMP_TWO_ROWS = 12, /* more than that many, and words take their place */
    WICK_H = 16,
    WICK_TIP = 32,
    WICK_TIP_LAST = 44,
    LAST_MS = 10000,
    STEP_MS = 500, /* of arc and wick */
    SEGMENT_GAP = 10
};

/* ---- 集印格 ---- */

enum stamp { STAMP_RIGHT, STAMP_WRONG, STAMP_NOW, STAMP_TODO };

static enum stamp stamp_of(const struct quiz *quiz, int index, bool judged)
{
    const struct quiz_item *item = &quiz->items[index];

    if (index > quiz->current && quiz->phase != QUIZ_RESULT)
        return STAMP_TODO;
    if (index == quiz->current && !judged)
        return STAMP_NOW;
    return item->right ? STAMP_RIGHT : STAMP_WRONG;
}

static void add_stamp(const struct page *page, struct rect cell, enum stamp stamp, int number)
{
    struct widget *block = page_block(page, cell, COLOR_NONE, 12);
    struct paragraph words = { .style = theme_text(TEXT_CAPTION, false),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .align = ALIGN_CENTER,
                               .role = ROLE_CAPTION };

    words.style.face = FACE_SANS_BOLD;
    words.style.line_px = 44;
    switch (stamp) {
    case STAMP_RIGHT: {
        struct widget *inner = page_block(page, rect_inset(cell, 3, 3), COLOR_NONE, 9);
        block->fill = COLOR_CIN;
        inner->line = COLOR_PAPER_0;
        inner->line_px = 3;
        page_image(page, rect_inset(cell, cell.w / 5, cell.h / 5), "ic-check.svg", COLOR_PAPER_0);
        return;
    }
    case STAMP_WRONG:
        block->line = page->skin->field_ink;
        block->line_px = 3;
        page_image(page, rect_inset(cell, cell.w / 4, cell.h / 4), "ic-cross.svg",
                   page->skin->field_ink);
        return;
    case STAMP_NOW:
        block->fill = words.ground = COLOR_GAM;
        words.color = COLOR_INK_1;
        break;
    default:
        block->line = page->skin->todo;
        block->line_px = 3;
        break;
    }
    words.text = page_number(page, number);
    paragraph_add_middle(page, &words, cell);
}

/* More questions than cells have room for: only words. */
static int add_place(const struct page *page, struct rect area)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    struct paragraph words = { .style = page_style(page, TEXT_HEADER),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .align = page->portrait ? ALIGN_RIGHT : ALIGN_LEFT,
                               .role = ROLE_PROGRESS };

    words.text = page_format(page, STR_QUESTION_PLACE_OF, page_number(page, quiz->current + 1),
                             page_number(page, quiz->count));
    paragraph_add_middle(page, &words, area);
    return paragraph_width(page, &words, area.w);
}

int component_stamps_least(const struct page *page)
{
    int count = page->view->kiosk->quiz.count;

    return count > STAMP_TWO_ROWS ? 0 : count * (STAMP_LEAST_PX + STAMP_LEAST_GAP);
}

int component_stamps(const struct page *page, struct rect area, bool judged)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    int count = quiz->count, rows = 1, columns = count, gap = 14, cell = STAMP_PX, x;

    if (count == 0 || count > STAMP_TWO_ROWS)
        return add_place(page, area);
    if (count * (cell + gap) - gap > area.w) {
        gap = STAMP_LEAST_GAP;
        cell = (area.w + gap) / count - gap;
    }
    if (cell < STAMP_LEAST_PX) {
        rows = 2;
        gap = 14;
        columns = (count + 1) / 2;
        cell = STAMP_PX;
    }
    x = page->portrait ? area.x + area.w - (columns * (cell + gap) - gap) : area.x;
    area.y += rows == 1 ? (area.h - cell) / 2 : (area.h - 2 * cell - gap) / 2;
    for (int i = 0; i < count; i++) {
        struct rect rect = { x + i % columns * (cell + gap), area.y + i / columns * (cell + gap),
                             cell, cell };
        add_stamp(page, rect, stamp_of(quiz, i, judged), i + 1);
    }
    return columns * (cell + gap) - gap;
}

/* ---- 倒计时 and 灯芯 ---- */

/* Half seconds left, rounded up; asks to be built again when they change. */
static int half_seconds_left(const struct page *page)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    int left_ms = quiz_left_ms(quiz, page->view->now_ms);
    int steps = (left_ms + STEP_MS - 1) / STEP_MS;

    if (steps > 0 && quiz->phase == QUIZ_QUESTION && quiz->paused_ms == 0)
        page_wake(page, page->view->now_ms + left_ms - (steps - 1) * (int64_t)STEP_MS);
    return steps;
}

void component_wick(const struct page *page)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    const struct rect *f = &page->field;
    struct rect bar = { f->x, f->y + f->h - WICK_H / 2, f->w, WICK_H };
    int left = half_seconds_left(page), tip = left * STEP_MS <= LAST_MS ? WICK_TIP_LAST : WICK_TIP;
    struct widget *disc;

    if (page->large || quiz->limit_ms == 0)
        return;
    if (!page->portrait)
        bar.y = f->y + f->h - WICK_H;
    page_block(page, bar, page->skin->field_deep, 0)->role = ROLE_TIMER;
    bar.w = (int)((int64_t)bar.w * left * STEP_MS / quiz->limit_ms);
    bar.w = bar.w > f->w ? f->w : bar.w;
    page_block(page, bar, COLOR_GAM, 0);
    disc = page_block(
        page, (struct rect){ bar.x + bar.w - tip / 2, bar.y + (WICK_H - tip) / 2, tip, tip },
        COLOR_WICK_TIP, tip / 2);
    disc->line = COLOR_GAM;
    disc->line_px = 6;
    disc->clip = page->canvas;
}

static void add_pill(const struct page *page, struct rect rect, const char *number)
{
    struct paragraph words = { .style = page_style(page, TEXT_TIMER),
                               .color = COLOR_HC_INK,
                               .ground = COLOR_HC_GO,
                               .role = ROLE_TIMER };

    words.text = widgets_format(page->out, "%s %s", number, page_text(page, STR_SECONDS));
    page_block(page, rect, COLOR_HC_GO, 24)->role = ROLE_TIMER;
    component_label(page, rect, &words, "ic-clock.svg", NULL, 68);
}

void component_countdown(const struct page *page, struct rect rect)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    int left = half_seconds_left(page);
    const char *number = page_number(page, (left + 1) / 2);
    struct paragraph words = { .text = number,
                               .style = page_style(page, TEXT_TIMER),
                               .color = COLOR_PAPER_0,
                               .ground = page->skin->field_deep,
                               .align = ALIGN_CENTER,
                               .role = ROLE_TIMER };
    struct widget *arc;

    if (quiz->limit_ms == 0)
        return;
    if (page->large) {
        add_pill(page, rect, number);
        return;
    }
    page_block(page, rect, page->skin->field_deep, rect.w / 2)->role = ROLE_TIMER;
    for (int lit = 0; lit < 2; lit++) {
        arc = widgets_add(page->out, WIDGET_ARC, rect_inset(rect, 6, 6));
        arc->fill = lit ? COLOR_GAM : page->skin->motif;
        arc->line_px = 12;
        arc->sweep_deg = (int16_t)(lit ? (int64_t)360 * left * STEP_MS / quiz->limit_ms : 360);
    }
    paragraph_add(page, &words, (struct rect){ rect.x, rect.y + 26, rect.w, 76 });
    words.text = page_text(page, STR_SECONDS);
    words.style = page_style(page, TEXT_CAPTION);
    words.style.line_px = 44;
    paragraph_add(page, &words, (struct rect){ rect.x, rect.y + 104, rect.w, 44 });
}

/* ---- questionnaire ---- */

static void add_segments(const struct page *page, struct rect rect, int place, int total)
{
    enum color now = page->skin->field_ink, done = page->large ? COLOR_HC_GO : COLOR_GAM;
    int gap = SEGMENT_GAP, w = total > 0 ? (rect.w + gap) / total - gap : 0;

    if (w > 48)
        w = 48;
    if (w < 12)
        return;
    if (page->portrait)
        rect.x += rect.w - (total * (w + gap) - gap);
    for (int i = 0; i < total; i++) {
        struct widget *segment = page_block(
            page, (struct rect){ rect.x + i * (w + gap), rect.y, w, rect.h }, COLOR_NONE, 8);
        segment->role = ROLE_PROGRESS;
        if (i + 1 < place) {
            segment->fill = done;
        } else if (i + 1 == place) {
            segment->fill = now;
        } else {
            segment->line = page->skin->todo;
            segment->line_px = 3;
        }
    }
}

void component_survey_progress(const struct page *page, struct rect rect)
{
    struct paragraph words = { .style = page_style(page, TEXT_SUB),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .role = ROLE_PROGRESS };
    int place, total, w;

    survey_progress(&page->view->kiosk->survey, &place, &total);
    words.style.face = FACE_SANS_BOLD;
    words.text =
        page_format(page, STR_SURVEY_PLACE, page_number(page, place), page_number(page, total));
    paragraph_fit(page, &words, rect.w, words.style.line_px, 36);
    w = paragraph_width(page, &words, rect.w);
    if (page->portrait) {
        paragraph_add_middle(page, &words, rect);
        rect_cut_left(&rect, w + 40);
        if (rect.w > 456)
            rect_cut_left(&rect, rect.w - 456);
        rect = rect_center(&rect, rect.w, 24);
        add_segments(page, rect, place, total);
    } else {
        paragraph_add(page, &words, rect);
        rect.y += words.style.line_px + 16;
        rect.h = 24;
        add_segments(page, rect, place, total);
    }
}
