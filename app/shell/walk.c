#include "shell/walk.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "shell/walk_staff.h"

/* One walk: where it stands, and what it sets up. */
struct walk {
    const struct activity *activity;
    const struct walk_look *look;
    struct kiosk *kiosk;
    char *name; /* may be NULL */
};

static void name_it(const struct walk *walk, const char *id, const char *state)
{
    if (walk->name)
        (void)snprintf(walk->name, WALK_NAME_LEN, "%s %s", id, state);
}

/* Full stock, as on the first morning. */
static void put_stock(const struct walk *walk)
{
    struct prize_news *news = &walk->kiosk->prizes;
    memset(news->commitment, 'd', sizeof news->commitment - 1);
    news->day = walk->activity->first_day;
    news->tier_count = walk->activity->tier_count;
    for (int i = 0; i < news->tier_count; i++) {
        int stock = walk->activity->tiers[i].stock, daily = walk->activity->tiers[i].daily;
        news->tiers[i] = (struct prize_stock){ stock, stock, daily > 0 ? daily : stock };
    }
}

static void reset(const struct walk *walk, enum screen_id screen)
{
    const int64_t day_ms = 24 * 3600 * 1000;
    struct kiosk *kiosk = walk->kiosk;
    kiosk_init(kiosk, walk->activity, 1);
    kiosk->language = walk->look->language;
    kiosk->large_text = walk->look->large;
    kiosk->rehearsal = walk->look->rehearsal;
    kiosk->in_visit = screen != SCREEN_ATTRACT && screen != SCREEN_FAULT;
    kiosk->now_ms = kiosk->changed_ms = kiosk->touched_ms = WALK_NOW_MS;
    kiosk->wall_ms = walk->activity ? walk->activity->first_day * day_ms : 0;
    kiosk->screen = screen;
    if (walk->activity)
        put_stock(walk);
}

/* ---- screens that need nothing ---- */

static void show_plain(const struct walk *walk, int index)
{
    static const struct {
        enum screen_id screen, dialog;
        enum kiosk_session session;
        int shown_ms; /* for so long */
    } plain[] = {
        { SCREEN_ATTRACT, SCREEN_COUNT, KIOSK_NO_SESSION, 0 },
        { SCREEN_ATTRACT, SCREEN_COUNT, KIOSK_NO_SESSION, 9000 },
        { SCREEN_ATTRACT, SCREEN_COUNT, KIOSK_NO_SESSION, 15000 },
        { SCREEN_HOME, SCREEN_COUNT, KIOSK_NO_SESSION, 0 },
        { SCREEN_QUIZ_RULES, SCREEN_COUNT, KIOSK_NO_SESSION, 0 },
        { SCREEN_PRIVACY, SCREEN_COUNT, KIOSK_NO_SESSION, 0 },
        { SCREEN_HOME, SCREEN_IDLE_WARNING, KIOSK_NO_SESSION, 0 },
        { SCREEN_HOME, SCREEN_IDLE_WARNING, KIOSK_SURVEY, 0 },
        { SCREEN_HOME, SCREEN_LEAVE, KIOSK_QUIZ, 0 },
        { SCREEN_HOME, SCREEN_LEAVE, KIOSK_SURVEY, 0 },
        { SCREEN_LANGUAGE, SCREEN_COUNT, KIOSK_NO_SESSION, 0 },
    };
    reset(walk, plain[index].screen);
    walk->kiosk->session = plain[index].session;
    walk->kiosk->dialog = plain[index].dialog;
    walk->kiosk->dialog_ms = WALK_NOW_MS;
    walk->kiosk->changed_ms -= plain[index].shown_ms;
}

/* Two languages need no list of them. */
static int plain_count(const struct activity *activity)
{
    enum { PLAIN_COUNT = 11 };
    return activity->language_count > 2 ? PLAIN_COUNT : PLAIN_COUNT - 1;
}

static void show_fault(const struct walk *walk)
{
    reset(walk, SCREEN_FAULT);
    utf8_copy(walk->kiosk->fault, sizeof walk->kiosk->fault,
              "数据文件夹 /home/kiosk/.local/share/wenda 所在的磁盘已满，新的答卷存不进去。"
              "请清出至少 100 MB 空间，再重新启动");
}

/* ---- quiz ---- */

enum quiz_state {
    STATE_OPEN,
    STATE_CHOSEN,
    STATE_TIMED_OUT,
    STATE_WRONG,
    STATE_RIGHT,
    STATE_COUNT,
};

static const char *const state_names[] = {
    [STATE_OPEN] = "open",   [STATE_CHOSEN] = "chosen", [STATE_TIMED_OUT] = "timed out",
    [STATE_WRONG] = "wrong", [STATE_RIGHT] = "right",
};
_Static_assert(sizeof state_names / sizeof *state_names == STATE_COUNT, "every state has a name");

static void put_quiz(const struct walk *walk, const struct question *question,
                     enum quiz_phase phase)
{
    struct quiz *quiz = &walk->kiosk->quiz;
    quiz->activity = walk->activity;
    quiz->phase = phase;
    quiz->count = activity_draw_total(walk->activity);
    if (quiz->count < 1 || quiz->count > QUIZ_MAX)
        quiz->count = 1;
    for (int i = 0; i < quiz->count; i++) {
        quiz->items[i].question = question;
        for (int k = 0; k < OPTION_MAX; k++)
            quiz->items[i].shown[k] = (uint8_t)k;
    }
    quiz->limit_ms = walk->activity->limit_s * 1000;
    quiz->shown_ms = WALK_NOW_MS;
    quiz->deadline_ms = quiz->limit_ms > 0 ? WALK_NOW_MS + quiz->limit_ms : 0;
    quiz->large_text = walk->look->large;
}

/* As much as the question takes, so that everything that can be selected is. */
static void answer_fully(const struct question *question, struct answer *answer)
{
    answer->given = true;
    answer->choices = question->type == QUESTION_MULTIPLE ? (1u << question->option_count) - 1 : 1;
    answer->order_count = question->type == QUESTION_ORDER ? question->option_count : 0;
    for (int i = 0; i < question->option_count; i++)
        answer->order[i] = (uint8_t)i;
    answer->number = question->has_range ? question->range_max : question->answer_number + 1;
    answer->scale = question->scale_count;
    for (int i = 0; i < ROW_MAX; i++)
        answer->rows[i] = i < question->row_count ? 1 : -1;
}

static void answer_rightly(const struct question *question, struct answer *answer)
{
    answer_fully(question, answer);
    answer->choices = question->answer_choices;
    answer->number = question->answer_number;
    memcpy(answer->order, question->answer_order, sizeof answer->order);
}

static void show_question(const struct walk *walk, const struct question *question,
                          enum quiz_state state)
{
    bool is_feedback = state >= STATE_TIMED_OUT;
    reset(walk, is_feedback ? SCREEN_QUIZ_FEEDBACK : SCREEN_QUIZ_QUESTION);
    put_quiz(walk, question, is_feedback ? QUIZ_FEEDBACK : QUIZ_QUESTION);
    walk->kiosk->session = KIOSK_QUIZ;
    name_it(walk, question->id, state_names[state]);
    struct quiz_item *item = &walk->kiosk->quiz.items[0];
    item->answered = is_feedback;
    item->right = state == STATE_RIGHT;
    item->outcome = state == STATE_TIMED_OUT ? OUTCOME_TIMED_OUT : OUTCOME_GIVEN;
    walk->kiosk->quiz.right = item->right;
    if (state == STATE_RIGHT)
        answer_rightly(question, &item->answer);
    else if (state == STATE_CHOSEN || state == STATE_WRONG)
        answer_fully(question, &item->answer);
}

/* The first question whose stem has a picture, or one of whose options has: *look is which. */
static const struct question *find_picture(const struct activity *activity, bool of_option,
                                           int *look)
{
    for (int i = 0; i < activity->bank_count; i++)
        for (int k = 0; k < activity->banks[i].question_count; k++) {
            const struct question *question = &activity->banks[i].questions[k];
            for (*look = of_option; *look <= (of_option ? question->option_count : 0); ++*look)
                if (*look ? question->options[*look - 1].picture : question->picture)
                    return question;
        }
    return NULL;
}

static int look_count(const struct activity *activity)
{
    int look;
    return (find_picture(activity, false, &look) != NULL) +
           (find_picture(activity, true, &look) != NULL);
}

static void show_look(const struct walk *walk, int index)
{
    int look;
    bool of_option = index > 0 || !find_picture(walk->activity, false, &look);
    const struct question *question = find_picture(walk->activity, of_option, &look);
    show_question(walk, question, STATE_OPEN);
    walk->kiosk->look = look;
    walk->kiosk->dialog = SCREEN_PICTURE;
}

static void show_result(const struct walk *walk, bool right)
{
    const struct question *question = &walk->activity->banks[0].questions[0];
    reset(walk, SCREEN_QUIZ_RESULT);
    put_quiz(walk, question, QUIZ_RESULT);
    name_it(walk, right ? "all" : "none", "right");
    struct quiz *quiz = &walk->kiosk->quiz;
    quiz->current = quiz->count - 1;
    quiz->right = right ? quiz->count : 0;
    for (int i = 0; i < quiz->count; i++) {
        quiz->items[i].answered = true;
        quiz->items[i].right = right;
        if (right)
            answer_rightly(question, &quiz->items[i].answer);
        else
            answer_fully(question, &quiz->items[i].answer);
    }
}
enum { RESULT_COUNT = 2 };

/* ---- prizes, where the activity gives any ---- */

enum prize_state {
    PRIZE_STATE_OFFERED,
    PRIZE_STATE_DRAWING,
    PRIZE_STATE_STAMPING,
    PRIZE_STATE_WON,
    PRIZE_STATES
};

static bool gives_prizes(const struct activity *activity)
{
    return activity->prize_way != PRIZE_NONE && activity->tier_count > 0;
}

static void show_prize(const struct walk *walk, enum prize_state state)
{
    static const enum prize_phase phases[] = {
        [PRIZE_STATE_OFFERED] = PRIZE_OFFERED,
        [PRIZE_STATE_DRAWING] = PRIZE_DRAWING,
        [PRIZE_STATE_STAMPING] = PRIZE_STAMPING,
        [PRIZE_STATE_WON] = PRIZE_TOLD,
    };
    _Static_assert(sizeof phases / sizeof *phases == PRIZE_STATES, "every state has a phase");
    assert((int)state >= 0 && (int)state < PRIZE_STATES);
    show_result(walk, true);
    struct kiosk *kiosk = walk->kiosk;
    kiosk->screen = state == PRIZE_STATE_WON ? SCREEN_PRIZE_WON : SCREEN_PRIZE_DRAW;
    kiosk->prize.phase = phases[state];
    kiosk->prize.stamped_ms = WALK_NOW_MS;
    kiosk->prize.until_ms = WALK_NOW_MS + walk->activity->timeouts.consent_ms;
    if (state != PRIZE_STATE_STAMPING && state != PRIZE_STATE_WON)
        return;
    kiosk->prize.award = (struct prize_award){ .outcome = SETTLED_AWARDED,
                                               .code = "K7M429QX",
                                               .valid_until_ms = kiosk->wall_ms + 8 * 3600 * 1000 };
    if (walk->name)
        (void)snprintf(walk->name, WALK_NAME_LEN, "%s", walk->activity->tiers[0].name);
}

/* ---- questionnaires ---- */

enum survey_around {
    AROUND_CONSENT,
    AROUND_THANKS,
    AROUND_THANKS_LAST, /* after the last questionnaire */
    AROUND_REVIEW,
    AROUND_REVIEW_END, /* its last page */
    AROUND_COUNT
};
enum { PAGE_STATES = 2, LAST_PAGE = 99 }; /* empty and filled */

static int survey_situations(const struct form *form)
{
    return form->question_count > SURVEY_MAX ? 0
                                             : AROUND_COUNT + PAGE_STATES * form->question_count;
}

static void begin_survey(const struct walk *walk, const struct form *form)
{
    walk->kiosk->session = KIOSK_SURVEY;
    survey_start(&walk->kiosk->survey, form, walk->activity->review_before_send);
}

/* Every question that takes an answer has one. */
static void show_review(const struct walk *walk, const struct form *form, bool last)
{
    struct survey *survey = &walk->kiosk->survey;
    reset(walk, SCREEN_SURVEY_REVIEW);
    begin_survey(walk, form);
    survey->phase = SURVEY_REVIEW;
    survey->reviewing = true;
    walk->kiosk->page = last ? LAST_PAGE : 0;
    for (int i = 0; i < form->question_count; i++) {
        struct survey_item *item = &survey->items[i];
        item->saved = form->questions[i].type != QUESTION_NOTE;
        answer_fully(&form->questions[i], &item->stored);
    }
    name_it(walk, form->id, last ? "last" : "first");
}

static void show_around(const struct walk *walk, int survey_index, int index)
{
    const struct form *form = &walk->activity->surveys[survey_index];
    if (index >= AROUND_REVIEW) {
        show_review(walk, form, index == AROUND_REVIEW_END);
        return;
    }
    reset(walk, index == AROUND_CONSENT ? SCREEN_SURVEY_CONSENT : SCREEN_THANKS);
    name_it(walk, form->id, index == AROUND_THANKS_LAST ? "last" : "");
    if (index == AROUND_THANKS)
        walk->kiosk->surveys_done = 1u << survey_index;
    else if (index == AROUND_THANKS_LAST)
        walk->kiosk->surveys_done = UINT32_MAX;
}

static void show_survey(const struct walk *walk, int survey_index, int index)
{
    const struct form *form = &walk->activity->surveys[survey_index];
    int number = (index - AROUND_COUNT) / PAGE_STATES;
    bool filled = index % PAGE_STATES != 0;
    if (index < AROUND_COUNT) {
        show_around(walk, survey_index, index);
    } else {
        const struct question *question = &form->questions[number];
        reset(walk, SCREEN_SURVEY_PAGE);
        begin_survey(walk, form);
        walk->kiosk->survey.phase = SURVEY_PAGE;
        walk->kiosk->survey.current = number;
        name_it(walk, question->id, filled ? "filled" : "open");
        if (filled)
            answer_fully(question, &walk->kiosk->survey.items[number].answer);
        if (filled && question->type == QUESTION_TEXT)
            (void)snprintf(walk->kiosk->survey.letters, SURVEY_LETTERS_LEN, "zhishichanq");
    }
    walk->kiosk->survey_index = survey_index;
}

/* ---- all of them ---- */

static bool has_questions(const struct activity *activity)
{
    return activity->bank_count > 0 && activity->banks[0].question_count > 0;
}

/* The results, pictures seen large, and where there are prizes what follows the results. */
static int result_count(const struct activity *activity)
{
    if (!has_questions(activity))
        return 0;
    return RESULT_COUNT + look_count(activity) + (gives_prizes(activity) ? PRIZE_STATES : 0);
}

int walk_common_count(const struct activity *activity)
{
    int count = 1;
    if (!activity)
        return count;
    count += plain_count(activity) + result_count(activity);
    for (int i = 0; i < activity->survey_count; i++)
        count += survey_situations(&activity->surveys[i]);
    return count;
}

/* Where the staff's situations begin, after all questions of the quiz. */
static int staff_first(const struct activity *activity)
{
    int count = walk_common_count(activity);
    for (int i = 0; activity && i < activity->bank_count; i++)
        count += STATE_COUNT * activity->banks[i].question_count;
    return count;
}

int walk_count(const struct activity *activity)
{
    return staff_first(activity) + (activity ? walk_staff_count() : 0);
}

bool walk_shows_more(const struct activity *activity, int index)
{
    int common = walk_common_count(activity);
    int state = (index - common) % STATE_COUNT;
    if (index >= staff_first(activity))
        return false; /* staff can wait a moment */
    return index < common || state == STATE_OPEN || state == STATE_WRONG ||
           index == common + STATE_RIGHT;
}

static bool looks_alike(const struct question *a, const struct question *b)
{
    return a->type == b->type && (a->picture != NULL) == (b->picture != NULL);
}

bool walk_is_sample(const struct activity *activity, int index)
{
    int number = (index - walk_common_count(activity)) / STATE_COUNT;
    const struct question *wanted = NULL;
    if (index < walk_common_count(activity) || index >= staff_first(activity))
        return true;
    for (int i = activity->bank_count - 1; i >= 0; i--) {
        const struct form *bank = &activity->banks[i];
        int first = 0;
        for (int k = 0; k < i; k++)
            first += activity->banks[k].question_count;
        for (int k = bank->question_count - 1; k >= 0; k--) {
            if (first + k == number)
                wanted = &bank->questions[k];
            else if (wanted && looks_alike(wanted, &bank->questions[k]))
                return false;
        }
    }
    return true;
}

static void show_quiz(const struct walk *walk, int index)
{
    for (int i = 0; i < walk->activity->bank_count; i++) {
        const struct form *bank = &walk->activity->banks[i];
        if (index < STATE_COUNT * bank->question_count) {
            show_question(walk, &bank->questions[index / STATE_COUNT],
                          (enum quiz_state)(index % STATE_COUNT));
            return;
        }
        index -= STATE_COUNT * bank->question_count;
    }
}

static void show_common(const struct walk *walk, int index)
{
    if (index < plain_count(walk->activity)) {
        show_plain(walk, index);
        return;
    }
    index -= plain_count(walk->activity);
    for (int i = 0; i < walk->activity->survey_count; i++) {
        int count = survey_situations(&walk->activity->surveys[i]);
        if (index < count) {
            show_survey(walk, i, index);
            return;
        }
        index -= count;
    }
    if (index >= result_count(walk->activity))
        show_fault(walk);
    else if (index < RESULT_COUNT)
        show_result(walk, index == 0);
    else if (index < RESULT_COUNT + look_count(walk->activity))
        show_look(walk, index - RESULT_COUNT);
    else
        show_prize(walk, (enum prize_state)(index - RESULT_COUNT - look_count(walk->activity)));
}

static void show_staff(const struct walk *walk, int index)
{
    reset(walk, SCREEN_ATTRACT);
    name_it(walk, walk_staff_show(walk->kiosk, index), "");
}

void walk_show(const struct activity *activity, int index, const struct walk_look *look,
               struct kiosk *kiosk, char name[WALK_NAME_LEN])
{
    struct walk walk = { activity, look, kiosk, name };
    int common = walk_common_count(activity);
    if (name)
        name[0] = '\0';
    if (!activity)
        show_fault(&walk);
    else if (index < common)
        show_common(&walk, index);
    else if (index < staff_first(activity))
        show_quiz(&walk, index - common);
    else
        show_staff(&walk, index - staff_first(activity));
}
