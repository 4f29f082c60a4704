#include "shell/audit_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "shell/text_cache.h"
#include "view/audit.h"
#include "view/view.h"

enum { SHORT_SIDE = 1080, LONG_SIDE = 1920, PAGES_MAX = 40, NOW_MS = 3600000 };

/* One way of looking at the screens. */
struct walk {
    const struct activity *activity;
    const struct strings *strings;
    const struct text_measure *measure;
    double screen_mm;
    int language;
    bool portrait, large, rehearsal;
    struct kiosk *kiosk;
    struct widgets *list;
    struct err_list *faults;
    int screens; /* looked at so far */
};

static void look_at_page(struct walk *walk, const char *what)
{
    int canvas_w = walk->portrait ? SHORT_SIDE : LONG_SIDE;
    int canvas_h = walk->portrait ? LONG_SIDE : SHORT_SIDE;
    double px_per_mm = hypot(canvas_w, canvas_h) / walk->screen_mm;
    struct view view = { .kiosk = walk->kiosk,
                         .strings = walk->strings,
                         .measure = walk->measure,
                         .canvas_w = canvas_w,
                         .canvas_h = canvas_h,
                         .px_per_mm = px_per_mm,
                         .now_ms = NOW_MS };
    struct strbuf where;
    strbuf_init(&where);
    strbuf_addf(&where, "%s/%s/%s/%s%s", screen_name(kiosk_front(walk->kiosk)),
                walk->strings->tags[walk->language], walk->portrait ? "portrait" : "landscape",
                walk->large ? "large" : "normal", walk->rehearsal ? "/rehearsal" : "");
    if (what)
        strbuf_addf(&where, " %s", what);
    if (walk->kiosk->page > 0)
        strbuf_addf(&where, " page %d", walk->kiosk->page + 1);
    view_build(&view, walk->list);
    audit_widgets(
        walk->list,
        &(struct audit_case){ .where = where.text,
                              .px_per_mm = px_per_mm,
                              .large = walk->large,
                              .whole_is_target = kiosk_front(walk->kiosk) == SCREEN_ATTRACT },
        walk->faults);
    walk->screens++;
    strbuf_fini(&where);
}

static bool leads_to_page(const struct widgets *list, int page)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].message.kind == MSG_PAGE && list->items[i].message.value == page)
            return true;
    return false;
}

/* Every page of a screen that is paged. */
static void look(struct walk *walk, const char *what)
{
    walk->kiosk->page = 0;
    do
        look_at_page(walk, what);
    while (leads_to_page(walk->list, ++walk->kiosk->page) && walk->kiosk->page < PAGES_MAX);
    walk->kiosk->page = 0;
}

static void reset(struct walk *walk, enum screen_id screen)
{
    struct kiosk *kiosk = walk->kiosk;
    kiosk_init(kiosk, walk->activity, 1);
    kiosk->language = walk->language;
    kiosk->large_text = walk->large;
    kiosk->rehearsal = walk->rehearsal;
    kiosk->in_visit = screen != SCREEN_ATTRACT;
    kiosk->now_ms = kiosk->changed_ms = kiosk->touched_ms = NOW_MS;
    if (walk->activity)
        kiosk->wall_ms = (int64_t)walk->activity->first_day * 24 * 3600 * 1000;
    kiosk->screen = screen;
}

static void look_at_plain(struct walk *walk)
{
    static const enum screen_id plain[] = { SCREEN_ATTRACT, SCREEN_HOME, SCREEN_PRIVACY,
                                            SCREEN_QUIZ_RULES };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        reset(walk, plain[i]);
        look(walk, NULL);
    }
    for (int i = 0; i < 2; i++) {
        reset(walk, SCREEN_HOME);
        walk->kiosk->dialog = i == 0 ? SCREEN_IDLE_WARNING : SCREEN_LEAVE;
        walk->kiosk->dialog_ms = NOW_MS;
        look(walk, NULL);
    }
}

static void look_at_fault(struct walk *walk)
{
    static const char text[] = "数据文件夹 /home/kiosk/.local/share/wenda 所在的磁盘已满，新的答卷"
                               "存不进去。请清出至少 100 MB 空间，再重新启动";
    reset(walk, SCREEN_FAULT);
    memcpy(walk->kiosk->fault, text, sizeof text);
    look(walk, NULL);
}

/* ---- quiz ---- */

static void put_quiz(struct walk *walk, const struct question *question, enum quiz_phase phase)
{
    struct quiz *quiz = &walk->kiosk->quiz;
    memset(quiz, 0, sizeof *quiz);
    quiz->activity = walk->activity;
    quiz->phase = phase;
    quiz->count = activity_draw_total(walk->activity);
    if (quiz->count < 1 || quiz->count > QUIZ_MAX)
        quiz->count = 1;
    for (int i = 0; i < quiz->count; i++)
        quiz->items[i].question = question;
    for (int i = 0; i < OPTION_MAX; i++)
        quiz->items[0].shown[i] = (uint8_t)i;
    quiz->limit_ms = walk->activity->limit_s * 1000;
    quiz->shown_ms = NOW_MS;
    quiz->deadline_ms = quiz->limit_ms > 0 ? NOW_MS + quiz->limit_ms : 0;
    quiz->large_text = walk->large;
}

static void answer_fully(const struct question *question, struct answer *answer)
{
    answer->given = true;
    answer->choices = (1u << question->option_count) - 1;
    if (question->type != QUESTION_MULTIPLE)
        answer->choices = 1;
    answer->order_count = question->option_count;
    memcpy(answer->order, question->answer_order, sizeof answer->order);
    answer->number = question->answer_number + 1;
    answer->scale = question->scale_count;
    for (int i = 0; i < ROW_MAX; i++)
        answer->rows[i] = i < question->row_count ? 1 : -1;
}

static void look_at_question(struct walk *walk, const struct question *question)
{
    reset(walk, SCREEN_QUIZ_QUESTION);
    put_quiz(walk, question, QUIZ_QUESTION);
    look(walk, question->id);
    answer_fully(question, &walk->kiosk->quiz.items[0].answer);
    look(walk, question->id);

    reset(walk, SCREEN_QUIZ_FEEDBACK);
    put_quiz(walk, question, QUIZ_FEEDBACK);
    struct quiz_item *item = &walk->kiosk->quiz.items[0];
    item->answered = true;
    item->outcome = OUTCOME_TIMED_OUT;
    look(walk, question->id);
    item->outcome = OUTCOME_GIVEN;
    answer_fully(question, &item->answer);
    look(walk, question->id);
    item->right = true;
    item->answer.choices = question->answer_choices;
    item->answer.number = question->answer_number;
    look(walk, question->id);
}

static void look_at_result(struct walk *walk, const struct question *question, bool right)
{
    reset(walk, SCREEN_QUIZ_RESULT);
    put_quiz(walk, question, QUIZ_RESULT);
    struct quiz *quiz = &walk->kiosk->quiz;
    quiz->current = quiz->count - 1;
    quiz->right = right ? quiz->count : 0;
    for (int i = 0; i < quiz->count; i++) {
        quiz->items[i].answered = true;
        quiz->items[i].right = right;
    }
    look(walk, right ? "all right" : "all wrong");
}

static void look_at_quiz(struct walk *walk)
{
    for (int b = 0; b < walk->activity->bank_count; b++) {
        const struct form *bank = &walk->activity->banks[b];
        for (int i = 0; i < bank->question_count; i++)
            look_at_question(walk, &bank->questions[i]);
        if (b == 0 && bank->question_count > 0) {
            look_at_result(walk, &bank->questions[0], true);
            look_at_result(walk, &bank->questions[0], false);
        }
    }
}

/* ---- questionnaires ---- */

static void look_at_survey(struct walk *walk, int index)
{
    const struct form *form = &walk->activity->surveys[index];
    reset(walk, SCREEN_SURVEY_CONSENT);
    walk->kiosk->survey_index = index;
    look(walk, form->id);
    for (int i = 0; i < form->question_count; i++) {
        reset(walk, SCREEN_SURVEY_PAGE);
        walk->kiosk->survey_index = index;
        if (!survey_start(&walk->kiosk->survey, form))
            return;
        walk->kiosk->survey.phase = SURVEY_PAGE;
        walk->kiosk->survey.current = i;
        look(walk, form->questions[i].id);
        answer_fully(&form->questions[i], &walk->kiosk->survey.items[i].answer);
        look(walk, form->questions[i].id);
    }
    reset(walk, SCREEN_THANKS);
    walk->kiosk->survey_index = index;
    look(walk, form->id);
}

static void look_at_all(struct walk *walk)
{
    look_at_fault(walk);
    if (!walk->activity)
        return;
    look_at_plain(walk);
    look_at_quiz(walk);
    for (int i = 0; i < walk->activity->survey_count; i++)
        look_at_survey(walk, i);
}

bool audit_run(const struct activity *activity, const struct strings *strings, struct fonts *fonts,
               double screen_mm, FILE *out)
{
    struct err_list faults;
    struct walk walk = {
        .activity = activity, .strings = strings, .screen_mm = screen_mm, .faults = &faults
    };
    struct text_cache *text =
        text_cache_new(fonts, 1, TEXT_CACHE_CAPACITY_LEN, TEXT_CACHE_CAPACITY_COUNT);
    walk.measure = text_cache_measure(text);
    walk.kiosk = mem_zalloc(sizeof *walk.kiosk);
    walk.list = mem_zalloc(sizeof *walk.list);
    widgets_init(walk.list);
    err_list_init(&faults);
    for (walk.language = 0; walk.language < strings->language_count; walk.language++)
        for (int way = 0; way < 8; way++) {
            walk.portrait = !(way & 1);
            walk.large = way & 2;
            walk.rehearsal = way & 4;
            look_at_all(&walk);
        }
    err_list_print(&faults, out);
    bool clean = faults.count == 0;
    (void)fprintf(out, "检查了 %d 个画面，发现 %d 处问题\n", walk.screens, faults.count);
    err_list_fini(&faults);
    widgets_fini(walk.list);
    free(walk.list);
    free(walk.kiosk);
    text_cache_free(text);
    return clean;
}
