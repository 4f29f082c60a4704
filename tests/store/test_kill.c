/* kill -9 while it writes, again and again on one folder: nothing acknowledged is lost. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/rng.h"
#include "support.h"

enum { ROUNDS = 40, TICKETS_MAX = 400000, VISITS_MAX = 1000000 };

static bool acknowledged[TICKETS_MAX], found[TICKETS_MAX];

/* Takes what is ready; the ticket of a saved answer goes into the pipe. Returns how many were
 * taken. */
static int report_results(struct store *store, int pipe_fd)
{
    struct store_result result;
    int count = 0;
    for (; store_take(store, &result); count++) {
        uint32_t ticket = (uint32_t)result.ticket;
        if (!result.ok)
            _exit(4);
        if (result.kind == STORE_PUT_ANSWER &&
            write(pipe_fd, &ticket, sizeof ticket) != (ssize_t)sizeof ticket)
            _exit(5);
    }
    return count;
}

/* In the child: visits without end, an answer each whose text is its ticket; up to some twenty
 * requests are in the queue at once. */
static void write_without_end(struct rig *rig, int round, int pipe_fd)
{
    uint32_t ticket = (uint32_t)round * (TICKETS_MAX / ROUNDS);
    int pending = 0;
    rig_open(rig);
    rig_must(rig, say_activity(rig));
    for (int visit = round * (VISITS_MAX / ROUNDS);; visit++) {
        char text[32];
        struct store_request answer = say_answer(rig, visit, "visit", "remark", "");
        const struct store_request begin = say_visit(rig, visit);
        const struct store_request session = say_session(rig, visit, "visit");
        snprintf(text, sizeof text, "%u", ticket);
        answer.state = ANSWER_GIVEN;
        answer.text = text;
        answer.ticket = ticket++;
        if (!store_post(rig->store, &begin) || !store_post(rig->store, &session) ||
            !store_post(rig->store, &answer))
            _exit(3);
        pending += 3;
        while ((pending -= report_results(rig->store, pipe_fd)) > 20)
            store_wait(rig->store, 1000);
    }
}

static int strike_child(struct rig *rig, struct rng *rng, int round)
{
    int ends[2], status = 0, count = 0;
    uint32_t ticket;
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        write_without_end(rig, round, ends[1]);
    }
    close(ends[1]);
    const int enough = 1 + (int)rng_below(rng, 30);
    while (read(ends[0], &ticket, sizeof ticket) == (ssize_t)sizeof ticket) {
        acknowledged[ticket] = true;
        if (++count == enough) {
            usleep(rng_below(rng, 4000));
            kill(child, SIGKILL);
        }
    }
    close(ends[0]);
    waitpid(child, &status, 0);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "round %d: status %d", round,
              status);
    return count;
}

static bool see_answer(void *context, const struct store_answer_row *row, struct err *err)
{
    (void)context;
    (void)err;
    found[strtoul(row->text, NULL, 10)] = true;
    return true;
}

/* ROUNDS kills on one folder; how many answers were acknowledged. */
static int kill_on_one_folder(struct rng *rng)
{
    struct rig rig;
    struct err err = { 0 };
    struct store_rows rows = { .answer = see_answer };
    int total = 0;
    memset(acknowledged, 0, sizeof acknowledged);
    memset(found, 0, sizeof found);
    rig_init(&rig);
    for (int round = 0; round < ROUNDS; round++) {
        total += strike_child(&rig, rng, round);
        rig_open(&rig);
        cr_assert(store_check_chain(rig.store, &err), "%s", err.text);
        if (round % 8 == 7 || round == ROUNDS - 1)
            cr_assert(store_read_rows(rig.store, 0, 0, &rows, &err), "%s", err.text);
        rig_close(&rig);
    }
    for (int ticket = 0; ticket < TICKETS_MAX; ticket++)
        cr_assert(!acknowledged[ticket] || found[ticket], "answer %d was acknowledged", ticket);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM pragma_integrity_check "
                                   "WHERE integrity_check <> 'ok'"),
                 0);
    rig_fini(&rig);
    return total;
}

/* $WENDA_KILLS asks for more of them. */
Test(kill, nothing_acknowledged_is_lost, .timeout = 100000)
{
    const char *wanted = getenv("WENDA_KILLS");
    struct rng rng;
    int kills = 0, total = 0;
    rng_seed(&rng, 9);
    do {
        total += kill_on_one_folder(&rng);
        kills += ROUNDS;
        if (wanted != NULL && kills % (50 * ROUNDS) == 0) /* for who stops a long run */
            fprintf(stderr, "%d kills, %d acknowledged answers, 0 lost\n", kills, total);
    } while (wanted != NULL && kills < strtol(wanted, NULL, 10));
    cr_expect_gt(total, ROUNDS * 5, "only %d answers were acknowledged", total);
    if (wanted != NULL)
        fprintf(stderr, "%d kills, %d acknowledged answers, 0 lost\n", kills, total);
}
