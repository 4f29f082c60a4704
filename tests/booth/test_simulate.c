#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "base/fs.h"
#include "base/rng.h"
#include "booth/simulate.h"
#include "play/fixture.h"
#include "support.h"

static char folder[SUPPORT_PATH_LEN];
static struct activity *activity;

static void set_up(void)
{
    support_make_folder(folder);
    activity = fixture_activity();
}

static void tear_down(void)
{
    activity_free(activity);
    support_remove_folder(folder);
}

TestSuite(simulate, .init = set_up, .fini = tear_down);

static struct simulate_result run(const char *name, int visitors, uint64_t seed, FILE *ack)
{
    char *data = fs_join(folder, name);
    struct simulate_options options = { .activity = activity,
                                        .data = data,
                                        .visitors = visitors,
                                        .days = 3,
                                        .seed = seed,
                                        .ack = ack };
    struct simulate_result result;
    struct err err = { "" };

    cr_assert(simulate_run(&options, &result, &err), "%s", err.text);
    free(data);
    return result;
}

Test(simulate, counts_agree_with_the_store)
{
    struct simulate_result result = run("data", 300, 11, NULL);
    char *data = fs_join(folder, "data");
    struct store *store = support_open_store(data);
    struct tally tally;
    struct store_status status;
    struct err err = { "" };
    int64_t started = 0, completed = 0, abandoned = 0, withdrawn = 0, right = 0;

    cr_assert_eq(result.visits, 300);
    cr_assert(result.quiz_abandoned > 0 && result.surveys_abandoned > 0);
    cr_assert(result.surveys_withdrawn > 0, "somebody withdraws, or erasing is not tested");
    cr_assert(store_read_tally(store, &tally, &err), "%s", err.text);
    cr_assert(store_read_status(store, &status, &err), "%s", err.text);
    cr_expect_eq(tally.visits, result.visits);
    cr_expect_eq(tally.quiz.started, result.quiz_started);
    cr_expect_eq(tally.quiz.completed, result.quiz_completed);
    cr_expect_eq(tally.quiz.abandoned, result.quiz_abandoned);
    cr_expect_eq(tally.quiz.open, 0);
    for (int i = 0; i < tally.quiz.question_count; i++)
        right += tally.quiz.questions[i].right;
    cr_expect_eq(right, result.right);
    for (int i = 0; i < tally.survey_count; i++) {
        started += tally.surveys[i].started;
        completed += tally.surveys[i].completed;
        abandoned += tally.surveys[i].abandoned;
        withdrawn += tally.surveys[i].withdrawn;
        cr_expect_eq(tally.surveys[i].open, 0);
    }
    cr_expect_eq(started, result.surveys_started);
    cr_expect_eq(completed, result.surveys_completed);
    cr_expect_eq(abandoned, result.surveys_abandoned);
    cr_expect_eq(withdrawn, result.surveys_withdrawn);
    cr_expect_eq(status.answers, result.answers_saved);
    cr_expect_eq(status.visits_open, 0);
    tally_fini(&tally);
    store_close(store);
    free(data);
}

static char *read_text(const char *name)
{
    char *path = fs_join(folder, name);
    struct strbuf text;
    struct err err = { "" };

    strbuf_init(&text);
    cr_assert(fs_read(path, 64 * 1024 * 1024, &text, &err), "%s", err.text);
    free(path);
    return strbuf_take(&text);
}

static FILE *open_ack(const char *name)
{
    char *path = fs_join(folder, name);
    FILE *ack = fopen(path, "ae");

    cr_assert_not_null(ack);
    free(path);
    return ack;
}

Test(simulate, same_seed_same_answers)
{
    static const struct {
        char data[16], ack[16];
        uint64_t seed;
    } runs[] = { { "d1", "a1", 5 }, { "d2", "a2", 5 }, { "d3", "a3", 6 } };
    char *acks[3];

    for (int i = 0; i < 3; i++) {
        FILE *ack = open_ack(runs[i].ack);
        run(runs[i].data, 40, runs[i].seed, ack);
        cr_assert_eq(fclose(ack), 0);
        acks[i] = read_text(runs[i].ack);
    }
    cr_assert_gt(strlen(acks[0]), 1000);
    cr_assert_str_eq(acks[0], acks[1]);
    cr_assert_str_neq(acks[0], acks[2]);
    for (int i = 0; i < 3; i++)
        free(acks[i]);
}

Test(simulate, a_folder_can_be_used_again_with_the_same_seed)
{
    run("data", 10, 5, NULL);
    run("data", 10, 5, NULL);
    char *data = fs_join(folder, "data");
    struct store *store = support_open_store(data);
    struct store_status status;
    struct err err = { "" };

    cr_assert(store_read_status(store, &status, &err), "%s", err.text);
    cr_assert_eq(status.visits, 20);
    cr_assert_eq(status.kind, STORE_SIMULATED);
    store_close(store);
    free(data);
}

/* Every line must be found; returns how many there are. A line cut off by the kill is no promise.
 */
static int check_acks(char *text, const struct support_rows *rows)
{
    int lines = 0;

    for (char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
        *end = '\0';
        char *question = strchr(text, ' '), *answer = question ? strchr(question + 1, ' ') : NULL;
        cr_assert_not_null(answer, "%s", text);
        *question++ = *answer++ = '\0';
        cr_assert(support_has_row(rows, text, question, answer), "lost: %s %s %s", text, question,
                  answer);
        lines++;
    }
    return lines;
}

Test(simulate, every_line_of_a_whole_run_is_in_the_store)
{
    FILE *ack = open_ack("ack");
    struct simulate_result result = run("data", 120, 21, ack);
    char *data = fs_join(folder, "data"), *text = read_text("ack");
    struct store *store = support_open_store(data);
    struct support_rows rows;

    cr_assert_gt(result.surveys_withdrawn, 0);
    cr_assert_eq(fclose(ack), 0);
    support_read_rows(store, &rows);
    int given = 0;
    for (int i = 0; i < rows.count; i++)
        given += rows.rows[i].answer[0] != '\0';
    cr_assert_eq(check_acks(text, &rows), given, "one line for each answer that stands");
    support_rows_fini(&rows);
    store_close(store);
    free(text);
    free(data);
}

static void simulate_until_killed(uint64_t seed)
{
    struct simulate_options options = { .activity = activity,
                                        .data = fs_join(folder, "data"),
                                        .visitors = 1000000,
                                        .seed = seed,
                                        .ack = open_ack("ack") };
    struct simulate_result result;
    struct err err = { "" };

    simulate_run(&options, &result, &err);
    _exit(3); /* it cannot come to its end */
}

Test(simulate, nothing_acknowledged_is_lost_when_killed, .timeout = 120)
{
    struct rng rng;
    int lines = 0;

    rng_seed(&rng, 99);
    for (int round = 0; round < 12; round++) {
        pid_t child = fork();
        int status = 0;
        if (child == 0)
            simulate_until_killed((uint64_t)round);
        usleep(200000 + rng_below(&rng, 500000));
        cr_assert_eq(kill(child, SIGKILL), 0);
        cr_assert_eq(waitpid(child, &status, 0), child);
        cr_assert(WIFSIGNALED(status), "the run ended by itself with %d", WEXITSTATUS(status));

        char *data = fs_join(folder, "data"), *text = read_text("ack");
        struct store *store = support_open_store(data);
        struct support_rows rows;
        support_read_rows(store, &rows);
        lines = check_acks(text, &rows);
        support_rows_fini(&rows);
        store_close(store);
        free(text);
        free(data);
    }
    cr_assert_gt(lines, 100, "only %d lines: the runs were killed before they did anything", lines);
}
