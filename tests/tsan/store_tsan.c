/*
 * The store's two threads under ThreadSanitizer, which does not start inside the test runner:
 * posts, takes, waits, reads and closings interleave as in the kiosk. A race ends the program with
 * a report and status 66.
 *
 *     store_tsan [ROUNDS]
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "store/store.h"

enum { ROUNDS = 20, VISITS = 30 };

static atomic_int wakes;

static void wake(void *context)
{
    atomic_fetch_add((atomic_int *)context, 1);
}

static void die(const char *what, const char *why)
{
    fprintf(stderr, "store_tsan: %s: %s\n", what, why);
    exit(1);
}

static int take_all(struct store *store)
{
    struct store_result result;
    int count = 0;
    for (; store_take(store, &result); count++)
        if (!result.ok)
            die("request", result.err.text);
    return count;
}

static bool count_answer(void *context, const struct store_answer_row *row, struct err *err)
{
    (void)err;
    *(int64_t *)context += row->position;
    return true;
}

static void post(struct store *store, const struct store_request *request, int *pending)
{
    while (!store_post(store, request)) {
        store_wait(store, 100);
        *pending -= take_all(store);
    }
    ++*pending;
}

static void play_visit(struct store *store, const struct activity *activity, int visit,
                       int *pending)
{
    char uuid[STORE_UUID_LEN];
    uint8_t bytes[16] = { 0 };
    const struct question *question = &activity->banks->questions[0];
    memcpy(bytes, &visit, sizeof visit);
    store_new_uuid(bytes, uuid);
    struct store_request request = { .kind = STORE_BEGIN_VISIT, .visit = uuid, .language = "en" };
    post(store, &request, pending);
    request.kind = STORE_BEGIN_SESSION;
    request.form_id = "quiz";
    request.asked = 1;
    post(store, &request, pending);
    request.kind = STORE_PUT_ANSWER;
    request.question_id = question->id;
    request.question_hash = question->hash;
    request.position = 1;
    request.choice = "A";
    request.shown_order = "";
    post(store, &request, pending);
    request.kind = STORE_END_VISIT;
    request.end_reason = "done";
    post(store, &request, pending);
    memset(uuid, 'x', sizeof uuid - 1); /* posted strings are copies */
}

static void play_round(struct store *store, const struct activity *activity, int round)
{
    struct err err = { 0 };
    struct tally tally;
    struct store_status status;
    int64_t sum = 0;
    int pending = 0;
    const struct store_rows rows = { .answer = count_answer, .context = &sum };
    const struct store_request put = { .kind = STORE_PUT_ACTIVITY, .activity = activity };
    if (!store_run(store, &put, &err))
        die("activity", err.text);
    for (int i = 0; i < VISITS; i++) {
        play_visit(store, activity, round * VISITS + i, &pending);
        if (i % 7 == 0) {
            store_wait(store, 5);
            pending -= take_all(store);
        }
        if (i % 11 == 0 && (!store_read_status(store, &status, &err) ||
                            !store_read_rows(store, 0, 0, &rows, &err)))
            die("read", err.text);
    }
    if (!store_read_tally(store, &tally, &err))
        die("tally", err.text);
    if (tally.visits != (int64_t)(round + 1) * VISITS)
        die("tally", "visits are missing");
    tally_fini(&tally);
    /* Every other round closes upon results that nobody took. */
    while (round % 2 == 0 && pending > 0) {
        store_wait(store, 100);
        pending -= take_all(store);
    }
}

int main(int argc, char **argv)
{
    static const char bank[] = "题库: 并发\n编号: threads\n语言: zh-CN\n\n"
                               "1. 对吗？\n题型: 判断\n答案: 对\n编号: yes\n";
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : ROUNDS;
    char folder[] = "/tmp/wenda-tsan-XXXXXX";
    struct err err = { 0 };
    struct err_list faults;
    struct activity activity = { .id = "threads", .bank_count = 1 };
    if (mkdtemp(folder) == NULL)
        die(folder, "cannot be made");
    err_list_init(&faults);
    arena_init(&activity.arena);
    activity.banks = form_read("bank.txt", bank, strlen(bank), &activity.arena, &faults);
    if (activity.banks == NULL)
        die("bank", "does not read");
    for (int round = 0; round < rounds; round++) {
        const struct store_options options = {
            .folder = folder, .kind = STORE_SIMULATED, .wake = wake, .wake_context = &wakes
        };
        struct store *store = store_open(&options, &err);
        if (store == NULL)
            die("store_open", err.text);
        play_round(store, &activity, round);
        store_close(store);
    }
    printf("%d rounds, %d results\n", rounds, atomic_load(&wakes));
    arena_fini(&activity.arena);
    err_list_fini(&faults);
    return fs_remove_tree(folder, &err) ? 0 : 1;
}
