/*
 * The tally against a recount: thousands of random requests are told to the store and, beside it,
 * to a plain array of what should then be there; the figures are counted from the array alone.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "support.h"

enum { VISITS = 300, KIND_COUNT = 2, QUESTIONS = 13 };

static const char *const forms[KIND_COUNT] = { "quiz", "visit" };

/* Everything a questionnaire or the quiz ever asks, in both variants of the activity. */
static const struct {
    const char *id;
    int form;     /* index into forms */
    char how;     /* l letters, s scale, r rating, m matrix, n number, t text, o order, d date */
    int slots;    /* letters, or the highest point */
    int variants; /* bit 0 = first, bit 1 = second */
} model[QUESTIONS] = {
    { "term", 0, 'l', 4, 3 },       { "kinds", 0, 'L', 4, 3 },   { "renew", 0, 'l', 2, 3 },
    { "age", 1, 'l', 3, 3 },        { "channel", 1, 'L', 4, 1 }, { "overall", 1, 's', 3, 3 },
    { "recommend", 1, 'r', 10, 3 }, { "aspects", 1, 'm', 3, 3 }, { "books", 1, 'n', 0, 3 },
    { "order", 1, 'o', 0, 3 },      { "remark", 1, 't', 0, 3 },  { "birthday", 1, 'd', 0, 2 },
    { "closing", 1, '-', 0, 0 },
};

struct kept_answer {
    bool present, right;
    enum answer_state state;
    char choice[32];
};

struct kept_session {
    bool begun;
    enum session_end end;
    int right;
    struct kept_answer answers[QUESTIONS];
};

static struct kept_session kept[VISITS][KIND_COUNT];
static struct rig rig;
static struct rng rng;

static int below(int bound)
{
    return (int)rng_below(&rng, (uint32_t)bound);
}

static void make_choice(int question, char out[32])
{
    int slots = model[question].slots;
    out[0] = '\0';
    switch (model[question].how) {
    case 'l':
        snprintf(out, 32, "%c", 'A' + below(slots));
        break;
    case 'L':
        for (int i = 0, mask = 1 + below((1 << slots) - 1); i < slots; i++)
            if (mask >> i & 1)
                strncat(out, &"ABCDEFGH"[i], 1);
        break;
    case 's':
    case 'r':
        snprintf(out, 32, "%d", below(slots + 1));
        break;
    case 'm':
        for (int row = 0; row < 3; row++) {
            size_t len = strlen(out);
            int point = below(slots + 2);
            snprintf(out + len, 32 - len, point > slots ? "%s" : "%s%d", row ? "," : "", point);
        }
        break;
    case 'n':
        snprintf(out, 32, "%d.5", below(100) - 20);
        break;
    case 'o':
        snprintf(out, 32, "CAB");
        break;
    case 'd':
        snprintf(out, 32, "1990-01-%02d", 1 + below(28));
        break;
    default:
        break;
    }
}

static void do_answer(int visit, int question, bool twice)
{
    struct kept_answer *answer = &kept[visit][model[question].form].answers[question];
    char choice[32] = "";
    enum answer_state state = (enum answer_state)(below(6) < 4 ? 0 : 1 + below(2));
    if (state == ANSWER_GIVEN)
        make_choice(question, choice);
    struct store_request request =
        say_answer(&rig, visit, forms[model[question].form], model[question].id, choice);
    request.state = state;
    request.position = question + 1;
    if (state == ANSWER_GIVEN && model[question].how == 't')
        request.text = "说点什么";
    if (model[question].form == 0)
        request.is_right = state == ANSWER_GIVEN && below(2);
    rig_must(&rig, request);
    if (twice)
        rig_must(&rig, request);
    *answer = (struct kept_answer){ true, request.is_right == 1, state, "" };
    memcpy(answer->choice, choice, sizeof choice);
}

static void do_end(int visit, int form)
{
    struct kept_session *session = &kept[visit][form];
    session->end = (enum session_end)(1 + below(3));
    session->right = below(11);
    rig_must(&rig, say_end(&rig, visit, forms[form], session->end, session->right));
    if (session->end == SESSION_WITHDRAWN)
        memset(session->answers, 0, sizeof session->answers);
}

static void play_visit(int visit, int variant)
{
    rig_must(&rig, say_visit(&rig, visit));
    for (int form = 0; form < KIND_COUNT; form++) {
        if (below(5) == 0)
            continue;
        struct kept_session *session = &kept[visit][form];
        session->begun = true;
        rig_must(&rig, say_session(&rig, visit, forms[form]));
        for (int step = 0, steps = below(16); step < steps; step++) {
            int question = below(QUESTIONS);
            if (model[question].form != form || !(model[question].variants >> variant & 1))
                continue;
            if (below(8) > 0) {
                do_answer(visit, question, below(4) == 0);
            } else {
                rig_must(&rig, say_drop(&rig, visit, forms[form], model[question].id));
                session->answers[question].present = false;
            }
        }
        if (below(4) > 0)
            do_end(visit, form);
    }
}

struct figures {
    int64_t asked, answered, skipped, timed_out, right, choices[OPTION_MAX], summed;
    double sum;
};

static void add_point(struct figures *figures, const char *text, bool zero_counts)
{
    int point = (int)strtol(text, NULL, 10);
    figures->choices[point]++;
    if (point == 0 && !zero_counts)
        return;
    figures->sum += point;
    figures->summed++;
}

static void add_given(struct figures *figures, int question, int row, const char *choice)
{
    char part[32];
    switch (model[question].how) {
    case 'l':
    case 'L':
        for (; *choice; choice++)
            figures->choices[*choice - 'A']++;
        break;
    case 's':
        add_point(figures, choice, false);
        break;
    case 'r':
        add_point(figures, choice, true);
        break;
    case 'm':
        for (int i = 0; i < row; i++)
            choice = strchr(choice, ',') + 1;
        snprintf(part, sizeof part, "%.*s", (int)strcspn(choice, ","), choice);
        if (part[0] == '\0') {
            figures->answered--;
            figures->skipped++;
        } else {
            add_point(figures, part, false);
        }
        break;
    case 'n':
        figures->sum += strtod(choice, NULL);
        figures->summed++;
        break;
    default:
        break;
    }
}

static struct figures recount(int question, int row)
{
    struct figures figures = { 0 };
    for (int visit = 0; visit < VISITS; visit++) {
        const struct kept_answer *answer = &kept[visit][model[question].form].answers[question];
        if (!answer->present)
            continue;
        figures.asked++;
        figures.right += answer->right;
        figures.answered += answer->state == ANSWER_GIVEN;
        figures.skipped += answer->state == ANSWER_SKIPPED;
        figures.timed_out += answer->state == ANSWER_TIMED_OUT;
        if (answer->state == ANSWER_GIVEN)
            add_given(&figures, question, row, answer->choice);
    }
    return figures;
}

static const struct tally_question *find(const struct tally_form *form, const char *id)
{
    for (int i = 0; i < form->question_count; i++)
        if (strcmp(form->questions[i].id, id) == 0)
            return &form->questions[i];
    return NULL;
}

static void compare_question(const struct tally_form *form, int question, int row)
{
    char id[32];
    struct figures expected = recount(question, row);
    snprintf(id, sizeof id, model[question].how == 'm' ? "%s.%d" : "%s", model[question].id,
             row + 1);
    const struct tally_question *got = find(form, id);
    cr_assert_not_null(got, "%s", id);
    cr_expect_eq(got->asked, expected.asked, "%s asked", id);
    cr_expect_eq(got->answered, expected.answered, "%s answered", id);
    cr_expect_eq(got->skipped, expected.skipped, "%s skipped", id);
    cr_expect_eq(got->timed_out, expected.timed_out, "%s timed out", id);
    cr_expect_eq(got->right, expected.right, "%s right", id);
    for (int slot = 0; slot < OPTION_MAX; slot++)
        cr_expect_eq(got->choices[slot], expected.choices[slot], "%s slot %d", id, slot);
    if (expected.summed == 0)
        cr_expect(isnan(got->mean), "%s mean", id);
    else
        cr_expect_float_eq(got->mean, expected.sum / (double)expected.summed, 1e-9, "%s mean", id);
}

static void compare_form(const struct tally_form *got, int form)
{
    int64_t ends[SESSION_END_COUNT] = { 0 };
    double right = 0;
    for (int visit = 0; visit < VISITS; visit++) {
        const struct kept_session *session = &kept[visit][form];
        if (!session->begun)
            continue;
        ends[session->end]++;
        if (session->end == SESSION_COMPLETED)
            right += session->right;
    }
    cr_expect_str_eq(got->id, forms[form]);
    cr_expect_eq(got->open, ends[SESSION_OPEN]);
    cr_expect_eq(got->completed, ends[SESSION_COMPLETED]);
    cr_expect_eq(got->abandoned, ends[SESSION_ABANDONED]);
    cr_expect_eq(got->withdrawn, ends[SESSION_WITHDRAWN]);
    cr_expect_eq(got->started,
                 ends[SESSION_OPEN] + ends[SESSION_COMPLETED] + ends[SESSION_ABANDONED]);
    if (form == 0)
        cr_expect_float_eq(got->mean_right, right / (double)ends[SESSION_COMPLETED], 1e-9);
    else
        cr_expect(isnan(got->mean_right));
    for (int question = 0; question < QUESTIONS; question++) {
        if (model[question].form != form || model[question].variants == 0)
            continue;
        for (int row = 0; row < (model[question].how == 'm' ? 3 : 1); row++)
            compare_question(got, question, row);
    }
}

TestSuite(tally, .timeout = 120);

Test(tally, agrees_with_a_recount)
{
    struct tally tally;
    struct err err = { 0 };
    rng_seed(&rng, 20270420);
    rig_start(&rig);
    for (int visit = 0; visit < VISITS; visit++) {
        if (visit == VISITS / 2) {
            rig_use_variant(&rig, VARIANT_SECOND);
            rig_must(&rig, say_activity(&rig));
        }
        play_visit(visit, visit >= VISITS / 2);
    }
    cr_assert(store_read_tally(rig.store, &tally, &err), "%s", err.text);
    cr_expect_str_eq(tally.activity_id, "test-week");
    cr_expect_eq(tally.visits, VISITS);
    cr_expect_eq(tally.survey_count, 1);
    compare_form(&tally.quiz, 0);
    compare_form(&tally.surveys[0], 1);
    /* The same after the records were read back from the disk. */
    tally_fini(&tally);
    rig_close(&rig);
    rig_open(&rig);
    cr_assert(store_read_tally(rig.store, &tally, &err), "%s", err.text);
    compare_form(&tally.quiz, 0);
    compare_form(&tally.surveys[0], 1);
    tally_fini(&tally);
    cr_expect(store_check_tallies(rig.store, &err), "%s", err.text);
    rig_fini(&rig);
}

/* What an earlier version's data come to when they are opened. */
Test(tally, is_made_up_from_records_of_an_earlier_version)
{
    struct tally before, after;
    struct err err = { 0 };
    rng_seed(&rng, 7);
    rig_start(&rig);
    for (int visit = 0; visit < 40; visit++)
        play_visit(visit, false);
    cr_assert(store_read_tally(rig.store, &before, &err), "%s", err.text);
    rig_close(&rig);
    rig_sql(&rig, "DROP TABLE tally_visit; DROP TABLE tally_session; DROP TABLE tally_answer;"
                  "DROP TABLE open_span; DROP TABLE pin_recovery;"
                  "ALTER TABLE activity DROP COLUMN last_day;"
                  "CREATE INDEX answer_tally ON answer (form);"
                  "ALTER TABLE answer DROP COLUMN ink; ALTER TABLE answer_history DROP COLUMN ink;"
                  "PRAGMA user_version = 4");
    rig_open(&rig);
    cr_expect(store_check_tallies(rig.store, &err), "%s", err.text);
    cr_assert(store_read_tally(rig.store, &after, &err), "%s", err.text);
    cr_expect_eq(after.visits, before.visits);
    cr_expect_eq(after.quiz.completed, before.quiz.completed);
    cr_expect_eq(find(&after.quiz, "term")->right, find(&before.quiz, "term")->right);
    tally_fini(&before);
    tally_fini(&after);
    rig_fini(&rig);
}

static const struct {
    char sql[120], says[40];
} tampering[] = {
    { "UPDATE tally_visit SET visits = visits + 1", "来访 test-week" },
    { "UPDATE tally_session SET sessions = sessions + 1 WHERE outcome = 'completed'", "答题" },
    { "UPDATE tally_session SET right_sum = right_sum + 1 WHERE outcome = 'completed'", "答题" },
    { "UPDATE tally_answer SET answers = answers + 1", "回答" },
    { "DELETE FROM tally_answer", "回答" },
};

Test(tally, that_differs_from_the_records_is_told)
{
    for (size_t i = 0; i < sizeof tampering / sizeof *tampering; i++) {
        struct err err = { 0 };
        rng_seed(&rng, 3);
        rig_start(&rig);
        for (int visit = 0; visit < 30; visit++)
            play_visit(visit, false);
        rig_close(&rig);
        rig_sql(&rig, tampering[i].sql);
        rig_open(&rig);
        cr_expect_not(store_check_tallies(rig.store, &err), "%s", tampering[i].sql);
        cr_expect(strstr(err.text, tampering[i].says), "%s: %s", tampering[i].sql, err.text);
        rig_fini(&rig);
    }
}

Test(tally, lists_the_form_as_it_is_now_then_what_it_was)
{
    static const char *const expected[] = { "age",       "overall",   "recommend", "aspects.1",
                                            "aspects.2", "aspects.3", "books",     "order",
                                            "remark",    "birthday",  "channel" };
    struct tally tally;
    rig_start(&rig);
    rig_must(&rig, say_visit(&rig, 1));
    rig_must(&rig, say_session(&rig, 1, "visit"));
    rig_must(&rig, say_answer(&rig, 1, "visit", "age", "C"));
    rig_must(&rig, say_answer(&rig, 1, "visit", "channel", "A"));
    rig_use_variant(&rig, VARIANT_SECOND);
    rig_must(&rig, say_activity(&rig));
    rig_must(&rig, say_visit(&rig, 2));
    rig_must(&rig, say_session(&rig, 2, "visit"));
    rig_must(&rig, say_answer(&rig, 2, "visit", "age", "D"));
    cr_assert(store_read_tally(rig.store, &tally, NULL));
    const struct tally_form *form = &tally.surveys[0];
    cr_assert_eq(form->question_count, (int)(sizeof expected / sizeof *expected));
    for (int i = 0; i < form->question_count; i++)
        cr_expect_str_eq(form->questions[i].id, expected[i]);
    cr_expect_str_eq(form->questions[0].stem, "您的年龄属于哪一段？");
    cr_expect_str_eq(form->questions[0].type, "single");
    cr_expect_str_eq(form->questions[0].form_id, "visit");
    cr_expect_eq(form->questions[0].choice_count, 4);
    cr_expect_eq(form->questions[0].asked, 2);
    cr_expect_eq(form->questions[1].choice_count, 4, "points 0 to 3");
    cr_expect_eq(form->questions[2].choice_count, 11, "points 0 to 10");
    cr_expect(strstr(form->questions[4].stem, "各方面如何？") &&
              strstr(form->questions[4].stem, "讲解"));
    cr_expect_eq(form->questions[6].choice_count, 0);
    cr_expect_str_eq(tally.quiz.questions[0].form_id, "patent");
    tally_fini(&tally);
    rig_fini(&rig);
}

/* Last year's visits stay in the folder, but not in this year's figures. */
Test(tally, counts_the_activity_in_force)
{
    struct tally tally;
    rig_start(&rig);
    rig_must(&rig, say_visit(&rig, 1));
    rig_must(&rig, say_session(&rig, 1, "quiz"));
    rig_must(&rig, say_answer(&rig, 1, "quiz", "term", "A"));
    rig.activity.id = "next-week";
    rig_must(&rig, say_activity(&rig));
    rig_must(&rig, say_visit(&rig, 2));
    rig_must(&rig, say_session(&rig, 2, "quiz"));
    cr_assert(store_read_tally(rig.store, &tally, NULL));
    cr_expect_str_eq(tally.activity_id, "next-week");
    cr_expect_eq(tally.visits, 1);
    cr_expect_eq(tally.quiz.started, 1);
    cr_expect_eq(find(&tally.quiz, "term")->asked, 0);
    tally_fini(&tally);
    rig_fini(&rig);
}

Test(tally, is_empty_before_an_activity)
{
    struct tally tally;
    struct err err = { 0 };
    rig_init(&rig);
    rig_open(&rig);
    cr_assert(store_read_tally(rig.store, &tally, &err), "%s", err.text);
    cr_expect_str_empty(tally.activity_id);
    cr_expect_str_eq(tally.quiz.id, "quiz");
    cr_expect_eq(tally.quiz.started + tally.survey_count + tally.quiz.question_count, 0);
    tally_fini(&tally);
    rig_fini(&rig);
}
