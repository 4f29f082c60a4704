#include "shell/script_answer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "shell/script_finger.h"
#include "shell/script_type.h"

enum { PAGES_MAX = 20, MATRIX_STRIDE = 16 };

/* The question in front, whichever flow it belongs to. */
struct page {
    struct loop *loop;
    const struct question *question;
    bool is_quiz;
};

static bool find_page(struct loop *loop, struct page *out)
{
    const struct kiosk *kiosk = loop->parts.kiosk;
    enum screen_id screen = kiosk_front(kiosk);
    *out = (struct page){ .loop = loop };
    if (screen == SCREEN_QUIZ_QUESTION) {
        out->is_quiz = true;
        out->question = quiz_current(&kiosk->quiz)->question;
    } else if (screen == SCREEN_SURVEY_PAGE) {
        out->question = survey_question(&kiosk->survey);
    }
    return out->question != NULL;
}

static const struct answer *present_answer(const struct page *page)
{
    const struct kiosk *kiosk = page->loop->parts.kiosk;
    return page->is_quiz ? &quiz_current(&kiosk->quiz)->answer
                         : &kiosk->survey.items[kiosk->survey.current].answer;
}

static bool can_confirm(const struct page *page)
{
    const struct kiosk *kiosk = page->loop->parts.kiosk;
    return page->is_quiz ? quiz_can_confirm(&kiosk->quiz) : survey_can_confirm(&kiosk->survey);
}

/* ---- tapping by meaning ---- */

static bool emits(const struct widget *widget, const void *wanted)
{
    return message_equal(&widget->message, wanted);
}

static bool emits_kind(const struct widget *widget, const void *wanted)
{
    return widget->message.kind == *(const enum message_kind *)wanted;
}

static const struct widget *find_message(struct loop *loop, const struct message *wanted)
{
    finger_settle(loop);
    return finger_find(loop, emits, wanted);
}

static bool turn_page(struct loop *loop, int page, struct err *err)
{
    struct message wanted = { .kind = MSG_PAGE, .value = page };
    const struct widget *widget = find_message(loop, &wanted);
    return widget && finger_tap_widget(loop, widget, err);
}

/* Looks for it on the page shown, then on those that follow, then on those before. */
static bool tap_message(struct loop *loop, struct message wanted, struct err *err)
{
    int step = 1;
    for (int turns = 0; turns < 2 * PAGES_MAX; turns++) {
        const struct widget *widget = find_message(loop, &wanted);
        if (widget)
            return finger_tap_widget(loop, widget, err);
        if (turn_page(loop, loop->parts.kiosk->page + step, err))
            continue;
        if (step < 0)
            break;
        step = -1;
    }
    return err_set(err, "画面上没有要点的控件（%s %d）", message_kind_name(wanted.kind),
                   wanted.value);
}

static bool tap_kind(struct loop *loop, enum message_kind kind, struct err *err)
{
    finger_settle(loop);
    const struct widget *widget = finger_find(loop, emits_kind, &kind);
    if (!widget)
        return err_set(err, "画面上没有要点的控件（%s）", message_kind_name(kind));
    return finger_tap_widget(loop, widget, err);
}

/* ---- entering answers ---- */

static bool choose(const struct page *page, int option, struct err *err)
{
    return tap_message(page->loop, (struct message){ .kind = MSG_CHOOSE, .value = option }, err);
}

/* Taps whatever differs between what is chosen and what shall be. */
static bool choose_all(const struct page *page, uint32_t wanted, struct err *err)
{
    for (int i = 0; i < page->question->option_count; i++) {
        uint32_t differs = present_answer(page)->choices ^ wanted;
        bool single = page->question->type != QUESTION_MULTIPLE;
        bool tap = single ? differs & wanted & 1u << i : differs & 1u << i;
        if (tap && !choose(page, i, err))
            return false;
    }
    return true;
}

static bool choose_order(const struct page *page, const uint8_t *order, struct err *err)
{
    while (present_answer(page)->order_count > 0)
        if (!choose(page, present_answer(page)->order[0], err))
            return false;
    for (int i = 0; i < page->question->option_count; i++)
        if (!choose(page, order[i], err))
            return false;
    return true;
}

/* By the button of that number where there is one, else by the keys. */
static bool enter_number(const struct page *page, double number, struct err *err)
{
    struct message wanted = { .kind = MSG_SET_NUMBER, .number = number };
    if (page->question->type == QUESTION_RATING)
        return tap_message(page->loop, wanted, err);
    while (present_answer(page)->text[0])
        if (!tap_kind(page->loop, MSG_ERASE, err))
            return false;
    struct strbuf digits;
    strbuf_init(&digits);
    if (number == rint(number))
        strbuf_addf(&digits, "%.0f", number);
    else
        strbuf_add_double(&digits, number, 6);
    bool typed = script_type(page->loop, digits.text, err);
    strbuf_fini(&digits);
    return typed;
}

/* ---- quiz: right and wrong ---- */

static uint32_t wrong_choices(const struct question *question)
{
    uint32_t key = question->answer_choices;
    for (int i = 0; i < question->option_count; i++)
        if (!(key & 1u << i))
            return 1u << i;
    return key & (key - 1); /* all are right: leave one out */
}

static void order_for(const struct question *question, bool right, uint8_t *order)
{
    memcpy(order, question->answer_order, OPTION_MAX);
    if (right || question->option_count < 2)
        return;
    order[0] = question->answer_order[1];
    order[1] = question->answer_order[0];
}

static bool enter_keyed(const struct page *page, bool right, struct err *err)
{
    const struct question *question = page->question;
    uint8_t order[OPTION_MAX];
    switch (question->type) {
    case QUESTION_SINGLE:
    case QUESTION_JUDGE:
    case QUESTION_MULTIPLE:
        return choose_all(page, right ? question->answer_choices : wrong_choices(question), err);
    case QUESTION_ORDER:
        order_for(question, right, order);
        return choose_order(page, order, err);
    case QUESTION_NUMBER:
        return enter_number(page, question->answer_number + (right ? 0 : 1), err);
    default:
        return err_set(err, "“%s”题没有对错", question_type_name(question->type));
    }
}

/* ---- whatever is valid ---- */

/* One option after the other until 校验 is content; those that open a text field come last. */
static bool enter_any_single(const struct page *page, struct err *err)
{
    const struct question *question = page->question;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < question->option_count; i++) {
            if (question->options[i].other != (pass == 1))
                continue;
            if (!choose_all(page, 1u << i, err))
                return false;
            if (can_confirm(page))
                return true;
        }
    return true;
}

static bool enter_any_multiple(const struct page *page, struct err *err)
{
    const struct question *question = page->question;
    int least = question->min_choices > 0 ? question->min_choices : 1;
    uint32_t wanted = 0;
    for (int i = 0; i < question->option_count && __builtin_popcount(wanted) < least; i++)
        if (!question->options[i].exclusive && !question->options[i].other)
            wanted |= 1u << i;
    return choose_all(page, wanted, err);
}

static bool enter_any_matrix(const struct page *page, struct err *err)
{
    int point = (page->question->scale_count + 1) / 2;
    for (int row = 0; row < page->question->row_count; row++) {
        struct message cell = { .kind = MSG_CHOOSE_CELL, .value = row * MATRIX_STRIDE + point };
        if (present_answer(page)->rows[row] < 0 && !tap_message(page->loop, cell, err))
            return false;
    }
    return true;
}

static bool enter_any_number(const struct page *page, struct err *err)
{
    const struct question *question = page->question;
    double least = question->has_range ? question->range_min : 1;
    double most = question->has_range ? question->range_max : 100;
    double candidates[] = { rint((least + most) / 2), least, most };
    for (int i = 0; i < 3; i++) {
        if (!enter_number(page, candidates[i], err))
            return false;
        if (can_confirm(page))
            break;
    }
    return true;
}

static bool enter_any_text(const struct page *page, struct err *err)
{
    if (!page->is_quiz && survey_can_skip(&page->loop->parts.kiosk->survey))
        return true;
    return tap_kind(page->loop, MSG_TYPE, err);
}

static bool enter_any(const struct page *page, struct err *err)
{
    const struct question *question = page->question;
    static const uint8_t as_listed[OPTION_MAX] = { 0,  1,  2,  3,  4,  5,  6,  7,  8,
                                                   9,  10, 11, 12, 13, 14, 15, 16, 17,
                                                   18, 19, 20, 21, 22, 23, 24, 25 };
    struct message point = { .kind = MSG_CHOOSE_SCALE, .value = (question->scale_count + 1) / 2 };
    if (can_confirm(page))
        return true;
    switch (question->type) {
    case QUESTION_SINGLE:
    case QUESTION_JUDGE:
        return enter_any_single(page, err);
    case QUESTION_MULTIPLE:
        return enter_any_multiple(page, err);
    case QUESTION_ORDER:
        return choose_order(page, as_listed, err);
    case QUESTION_NUMBER:
    case QUESTION_RATING:
        return enter_any_number(page, err);
    case QUESTION_SCALE:
        return tap_message(page->loop, point, err);
    case QUESTION_MATRIX:
        return enter_any_matrix(page, err);
    case QUESTION_TEXT:
        return enter_any_text(page, err);
    case QUESTION_DATE:
        return tap_kind(page->loop, MSG_SET_DATE, err);
    case QUESTION_NOTE:
    case QUESTION_TYPE_COUNT:
        break;
    }
    return true;
}

static bool leave_page(const struct page *page, struct err *err)
{
    if (can_confirm(page))
        return tap_kind(page->loop, MSG_CONFIRM, err);
    if (!page->is_quiz && survey_can_skip(&page->loop->parts.kiosk->survey))
        return tap_kind(page->loop, MSG_SKIP, err);
    return err_set(err, "第 %s 题填好后仍不能继续", page->question->id);
}

bool script_answer(struct loop *loop, enum answer_way way, struct err *err)
{
    struct page page;
    finger_settle(loop);
    if (!find_page(loop, &page))
        return err_set(err, "现在的画面没有题目可答");
    if (way != ANSWER_ANY && !page.is_quiz)
        return err_set(err, "问卷没有对错，请用 answer any");
    bool entered =
        way == ANSWER_ANY ? enter_any(&page, err) : enter_keyed(&page, way == ANSWER_RIGHT, err);
    return entered && leave_page(&page, err);
}

/* ---- on towards a screen ---- */

static bool is_primary(const struct widget *widget, const void *wanted)
{
    (void)wanted;
    return widget->role == ROLE_PRIMARY && widget->message.kind != MSG_NONE;
}

static bool is_tappable(const struct widget *widget, const void *wanted)
{
    (void)wanted;
    return widget->message.kind != MSG_NONE;
}

static bool tap_on(struct loop *loop, const char *screen, struct err *err)
{
    enum screen_id front = kiosk_front(loop->parts.kiosk);
    bool to_survey = strncmp(screen, "survey", strlen("survey")) == 0 ||
                     strcmp(screen, screen_name(SCREEN_THANKS)) == 0;
    if (front == SCREEN_HOME && strcmp(screen, screen_name(SCREEN_PRIVACY)) == 0)
        return tap_kind(loop, MSG_PRIVACY, err);
    if (front == SCREEN_HOME && strcmp(screen, screen_name(SCREEN_LANGUAGE)) == 0)
        return tap_kind(loop, MSG_LANGUAGES, err);
    if (front == SCREEN_HOME)
        return tap_kind(loop, to_survey ? MSG_OPEN_SURVEY : MSG_OPEN_QUIZ, err);
    const struct widget *widget = finger_find(loop, is_primary, NULL);
    if (!widget)
        widget = finger_find(loop, is_tappable, NULL);
    if (!widget)
        return err_set(err, "画面上没有可点的控件");
    return finger_tap_widget(loop, widget, err);
}

bool script_go_to(struct loop *loop, const char *screen, struct err *err)
{
    struct page page;
    for (int i = 0; i < SCRIPT_STEPS_MAX; i++) {
        finger_settle(loop);
        if (strcmp(screen_name(kiosk_front(loop->parts.kiosk)), screen) == 0)
            return true;
        bool moved = find_page(loop, &page) ? script_answer(loop, ANSWER_ANY, err)
                                            : tap_on(loop, screen, err);
        if (!moved)
            return false;
    }
    return err_set(err, "走了 %d 步仍没有到画面 %s", SCRIPT_STEPS_MAX, screen);
}
