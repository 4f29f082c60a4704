#include "booth/booth.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "booth/ack.h"
#include "booth/desk.h"
#include "booth/opening.h"
#include "booth/recover.h"
#include "booth/stick_find.h"
#include "booth/stick_watch.h"

/* Tickets of the booth's own requests have the top bit, which no effect's ticket reaches. */
static const uint64_t OWN_TICKET = UINT64_C(1) << 63;

/* Below this, a store that answers is not trusted to write on. */
enum { RETRY_FREE_LEN = 4 * 1024 * 1024 };

/* What is known of a request until its result comes; results come in the order of requests. */
struct pending {
    uint64_t ticket;
    enum {
        PENDING_EFFECT,
        PENDING_CHECKPOINT,
        PENDING_PROBE,
        PENDING_ACTIVITY, /* goes before a retry */
        PENDING_RETRY,
        PENDING_DESK,
        PENDING_OPEN,
    } purpose;
    enum effect_kind effect; /* of PENDING_DESK */
    struct ack_event ack;
    char visit[STORE_UUID_LEN];
};

struct booth {
    struct store *store;
    struct desk *desk;               /* NULL without an activity */
    struct stick_watch *watch;       /* NULL where sticks are told by booth_set_stick */
    int64_t wall_ms;                 /* of the latest effect that has a time */
    struct opening opening;          /* hours */
    const struct activity *activity; /* borrowed; NULL when none could be loaded */
    bool seeded;
    struct rng rng;
    char visit[STORE_UUID_LEN];
    struct effect begin; /* of the visit, when begin_waits */
    bool begin_waits;
    uint64_t next_own;
    struct ack ack;
    struct pending pending[STORE_QUEUE_LEN];
    int pending_count;
    bool has_activity; /* what the last PENDING_ACTIVITY came to */
    uint64_t refused;  /* ticket of a request that found the queue full; 0 = none */
    struct strbuf choice, letters, ink;
    char fault[ERR_TEXT_LEN];
    struct prize_news prizes; /* of the result told last */
};

/* A folder that was used before goes on with other UUIDs: the same seed twice is not the same
 * visits twice. */
static bool seed_uuids(struct booth *booth, uint64_t seed, struct err *err)
{
    struct store_status status;

    if (!store_read_status(booth->store, &status, err))
        return false;
    rng_seed(&booth->rng, seed ^ ((uint64_t)status.visits * UINT64_C(0xA0761D6478BD642F)));
    return true;
}

static bool put_activity(struct booth *booth, struct err *err)
{
    struct store_request request = { .kind = STORE_PUT_ACTIVITY, .activity = booth->activity };

    return !booth->activity || store_run(booth->store, &request, err);
}

/* Without it the booth goes on: only exports and updates have to wait. */
static void watch_sticks(struct booth *booth, const struct booth_options *options)
{
    const struct stick_watch_options watch = { .wake = options->wake,
                                               .wake_context = options->wake_context };
    struct err err = { 0 };

    booth->watch = stick_watch_start(&watch, &err);
    if (!booth->watch)
        log_warn("%s", err.text);
}

struct booth *booth_open(const struct booth_options *options, const struct activity *activity,
                         struct err *err)
{
    struct store_options store = { .folder = options->data,
                                   .kind = options->kind,
                                   .keeps = options->keeps,
                                   .wake = options->wake,
                                   .wake_context = options->wake_context };
    struct booth *booth = mem_zalloc(sizeof(*booth));

    booth->activity = activity;
    booth->seeded = options->seeded;
    booth->ack.file = options->ack;
    strbuf_init(&booth->choice);
    strbuf_init(&booth->letters);
    strbuf_init(&booth->ink);
    booth->store = store_open(&store, err);
    if (!booth->store || (options->seeded && !seed_uuids(booth, options->seed, err)) ||
        !put_activity(booth, err) || !recover_share_pin(booth->store, err)) {
        booth_close(booth);
        return NULL;
    }
    if (activity)
        booth->desk =
            desk_new(&(struct desk_options){ .store = booth->store,
                                             .activity = activity,
                                             .data = options->data,
                                             .home = options->home ? options->home : options->data,
                                             .can_update = options->can_update,
                                             .stale_path = options->stale_path,
                                             .wake = options->wake,
                                             .wake_context = options->wake_context });
    if (activity && options->watch_sticks)
        watch_sticks(booth, options);
    return booth;
}

void booth_close(struct booth *booth)
{
    if (!booth)
        return;
    stick_watch_stop(booth->watch);
    desk_free(booth->desk);
    store_close(booth->store);
    for (int i = 0; i < booth->pending_count; i++)
        free(booth->pending[i].ack.answer);
    ack_fini(&booth->ack);
    strbuf_fini(&booth->choice);
    strbuf_fini(&booth->letters);
    strbuf_fini(&booth->ink);
    free(booth);
}

struct store *booth_store(struct booth *booth)
{
    return booth->store;
}

const char *booth_visit_uuid(const struct booth *booth)
{
    return booth->visit;
}

int booth_pending(const struct booth *booth)
{
    return booth->pending_count + (booth->desk && desk_is_busy(booth->desk));
}

/* ---- from effects to requests ---- */

/* From the seed where there is one, else from the kernel. */
static void random_bytes(struct booth *booth, uint8_t *out, size_t len)
{
    if (!booth->seeded) {
        rng_secret_bytes(out, len);
        return;
    }
    for (size_t i = 0; i < len; i += sizeof(uint64_t)) {
        uint64_t word = rng_next(&booth->rng);
        memcpy(out + i, &word, len - i < sizeof(word) ? len - i : sizeof(word));
    }
}

static void new_visit(struct booth *booth)
{
    uint8_t random[16];

    random_bytes(booth, random, sizeof(random));
    store_new_uuid(random, booth->visit);
}

static const enum session_end session_ends[] = {
    [PLAY_COMPLETED] = SESSION_COMPLETED,
    [PLAY_ABANDONED] = SESSION_ABANDONED,
    [PLAY_WITHDRAWN] = SESSION_WITHDRAWN,
};
static_assert(sizeof session_ends / sizeof session_ends[0] == PLAY_END_COUNT, "every end");

static const enum answer_state answer_states[] = {
    [OUTCOME_GIVEN] = ANSWER_GIVEN,
    [OUTCOME_SKIPPED] = ANSWER_SKIPPED,
    [OUTCOME_TIMED_OUT] = ANSWER_TIMED_OUT,
};
static_assert(sizeof answer_states / sizeof answer_states[0] == OUTCOME_COUNT, "every outcome");

static const char *const end_reasons[] = {
    [LEAVE_DONE] = "done",
    [LEAVE_QUIT] = "quit",
    [LEAVE_IDLE] = "idle",
    [LEAVE_CLEARED] = "cleared",
};
static_assert(sizeof end_reasons / sizeof end_reasons[0] == LEAVE_REASON_COUNT, "every reason");

/* What a visit asks for; the rest is the desk's or the shell's. */
static const enum store_request_kind request_kinds[] = {
    [EFFECT_BEGIN_VISIT] = STORE_BEGIN_VISIT,    [EFFECT_BEGIN_QUIZ] = STORE_BEGIN_SESSION,
    [EFFECT_BEGIN_SURVEY] = STORE_BEGIN_SESSION, [EFFECT_SAVE_ANSWER] = STORE_PUT_ANSWER,
    [EFFECT_DROP_ANSWER] = STORE_DROP_ANSWER,    [EFFECT_END_QUIZ] = STORE_END_SESSION,
    [EFFECT_END_SURVEY] = STORE_END_SESSION,     [EFFECT_END_VISIT] = STORE_END_VISIT,
    [EFFECT_OPEN_DAY] = STORE_OPEN_DAY,          [EFFECT_DRAW] = STORE_SETTLE,
    [EFFECT_AWARD_SHOWN] = STORE_SHOW_AWARD,     [EFFECT_CHECKPOINT] = STORE_CHECKPOINT,
};
static_assert(sizeof request_kinds / sizeof request_kinds[0] == EFFECT_SOUND, "every effect");

/* Bank letters in the order shown. */
static const char *shown_letters(struct booth *booth, const struct effect *effect)
{
    strbuf_clear(&booth->letters);
    for (int i = 0; i < effect->shown_count; i++)
        strbuf_add_char(&booth->letters, (char)('A' + effect->shown_order[i]));
    return booth->letters.text;
}

static void set_answer(struct booth *booth, const struct effect *effect,
                       struct store_request *request)
{
    const struct question *question = effect->question;
    bool is_text = question->type == QUESTION_TEXT;
    bool is_other = question->type == QUESTION_SINGLE || question->type == QUESTION_MULTIPLE;

    request->question_id = question->id;
    request->question_hash = question->hash;
    request->position = effect->position;
    if (effect->kind != EFFECT_SAVE_ANSWER)
        return;
    request->state = answer_states[effect->outcome];
    strbuf_clear(&booth->choice);
    answer_format(question, effect->answer, &booth->choice);
    request->choice = is_text ? "" : booth->choice.text;
    if (effect->answer->given && effect->answer->text[0] && (is_text || is_other))
        request->text = effect->answer->text;
    strbuf_clear(&booth->ink);
    if (effect->ink)
        ink_format(effect->ink, &booth->ink);
    if (effect->answer->given && booth->ink.len > 0)
        request->ink = booth->ink.text;
    request->shown_order = shown_letters(booth, effect);
    request->is_right = effect->is_quiz ? effect->is_right : -1;
    request->duration_ms = effect->duration_ms;
}

static const char *form_id(const struct effect *effect)
{
    return effect->is_quiz ? "quiz" : effect->survey ? effect->survey->id : NULL;
}

static struct store_request translate(struct booth *booth, const struct effect *effect)
{
    struct store_request request = { .kind = request_kinds[effect->kind],
                                     .ticket = effect->ticket,
                                     .visit = booth->visit,
                                     .wall_ms = effect->wall_ms,
                                     .session = effect->is_quiz ? SESSION_QUIZ : SESSION_SURVEY,
                                     .form_id = form_id(effect),
                                     .asked = effect->asked,
                                     .end = session_ends[effect->end],
                                     .right = effect->right,
                                     .end_reason = end_reasons[effect->leave] };

    if (booth->activity) {
        request.language = booth->activity->languages[effect->language];
        request.large_text = effect->large_text;
    }
    if (effect->question)
        set_answer(booth, effect, &request);
    request.settles = effect->settles;
    if (effect->settles || effect->kind == EFFECT_OPEN_DAY || effect->kind == EFFECT_DRAW)
        random_bytes(booth, request.random, sizeof(request.random));
    return request;
}

static struct pending *post(struct booth *booth, const struct store_request *request)
{
    if (booth->pending_count == STORE_QUEUE_LEN || !store_post(booth->store, request))
        return NULL;
    struct pending *pending = &booth->pending[booth->pending_count++];
    memset(pending, 0, sizeof(*pending));
    pending->ticket = request->ticket;
    return pending;
}

static void run_visit_effect(struct booth *booth, const struct effect *effect)
{
    struct store_request request = translate(booth, effect);
    struct pending *pending = post(booth, &request);

    if (!pending) {
        booth->refused = effect->ticket;
        return;
    }
    memcpy(pending->visit, booth->visit, sizeof(pending->visit));
    if (!booth->ack.file)
        return;
    pending->ack = (struct ack_event){ .kind = effect->kind,
                                       .is_quiz = effect->is_quiz,
                                       .end = effect->end,
                                       .question = effect->question };
    if (effect->kind == EFFECT_SAVE_ANSWER && effect->answer->given)
        pending->ack.answer = mem_strdup(booth->choice.text);
}

/* The record of a visit has one language and text size, which are chosen after it begins: it is put
 * together with what comes next, with those in force by then. */
static void run_effect(struct booth *booth, const struct effect *effect)
{
    if (effect->kind == EFFECT_BEGIN_VISIT) {
        new_visit(booth);
        booth->begin = *effect;
        booth->begin_waits = true;
        return;
    }
    if (booth->begin_waits) {
        booth->begin.language = effect->language;
        booth->begin.large_text = effect->large_text;
        booth->begin_waits = false;
        run_visit_effect(booth, &booth->begin);
    }
    run_visit_effect(booth, effect);
    if (effect->kind == EFFECT_END_VISIT)
        booth->visit[0] = '\0';
}

static bool post_own(struct booth *booth, enum store_request_kind kind, int purpose)
{
    struct store_request request = { .kind = kind,
                                     .ticket = OWN_TICKET | ++booth->next_own,
                                     .wall_ms = clock_wall_ms(),
                                     .activity = booth->activity };
    struct pending *pending = post(booth, &request);

    if (pending)
        pending->purpose = purpose;
    return pending != NULL;
}

/* What finds the queue full is told as refused by the store. */
static void run_staff_effect(struct booth *booth, const struct effect *effect)
{
    struct store_request requests[DESK_REQUESTS_MAX];
    int count = desk_translate(booth->desk, effect, requests);

    booth->wall_ms = effect->wall_ms;
    for (int i = 0; i < count; i++) {
        requests[i].ticket = OWN_TICKET | ++booth->next_own;
        struct pending *pending = post(booth, &requests[i]);
        if (!pending) {
            booth->refused = requests[i].ticket;
            return;
        }
        pending->purpose = PENDING_DESK;
        pending->effect = effect->kind;
    }
}

void booth_set_stick(struct booth *booth, const char *path)
{
    struct stick_facts facts = { .state = STICK_NONE };

    if (path)
        stick_look(path, &facts);
    if (booth->desk)
        desk_set_stick(booth->desk, path, &facts);
}

const char *booth_stick(const struct booth *booth)
{
    return booth->desk ? desk_stick(booth->desk) : NULL;
}

/* What the watch has seen since. */
static void take_stick(struct booth *booth)
{
    struct stick_facts facts;
    char path[STICK_PATH_LEN];

    if (booth->watch && stick_watch_take(booth->watch, &facts, path))
        desk_set_stick(booth->desk, path[0] ? path : NULL, &facts);
}

void booth_run(struct booth *booth, const struct effects *effects)
{
    for (int i = 0; i < effects->count; i++) {
        const struct effect *effect = &effects->items[i];
        if (effect->kind == EFFECT_CHECKPOINT)
            post_own(booth, STORE_CHECKPOINT, PENDING_CHECKPOINT);
        else if (desk_knows(effect->kind))
            run_staff_effect(booth, effect);
        else if (effect->kind < EFFECT_SOUND) /* the rest is the shell's */
            run_effect(booth, effect);
    }
}

/* ---- opening hours ---- */

void booth_mark_open(struct booth *booth, int64_t now_ms, int64_t wall_ms)
{
    const struct store_request request = { .kind = STORE_MARK_OPEN,
                                           .ticket = OWN_TICKET | ++booth->next_own,
                                           .wall_ms = wall_ms,
                                           .staff = { .key = opening_sign(&booth->opening, now_ms,
                                                                          wall_ms) } };
    struct pending *pending = post(booth, &request);
    if (pending)
        pending->purpose = PENDING_OPEN;
}

void booth_mark_closed(struct booth *booth)
{
    booth->opening.key[0] = '\0';
}

uint64_t booth_probe(struct booth *booth)
{
    return post_own(booth, STORE_PROBE, PENDING_PROBE) ? OWN_TICKET | booth->next_own : 0;
}

/* The activity first: where a damaged database was set aside, the fresh one knows none. */
void booth_retry(struct booth *booth)
{
    booth->has_activity = booth->activity == NULL;
    if (booth->activity)
        post_own(booth, STORE_PUT_ACTIVITY, PENDING_ACTIVITY);
    post_own(booth, STORE_CHECKPOINT, PENDING_RETRY);
}

/* ---- from results to messages ---- */

static bool has_room(struct booth *booth)
{
    long long free_len = fs_free_len(store_folder(booth->store));

    return free_len < 0 || free_len >= RETRY_FREE_LEN;
}

static void tell_failure(struct booth *booth, struct message *message, const char *text)
{
    message->kind = MSG_SAVE_FAILED;
    utf8_copy(booth->fault, sizeof(booth->fault), text);
    message->fault = booth->fault;
}

/* False when the result is nothing to tell. */
static bool tell(struct booth *booth, const struct pending *pending,
                 const struct store_result *result, struct message *message)
{
    switch (pending->purpose) {
    case PENDING_CHECKPOINT:
        if (!result->ok) /* nothing is lost by it: the log only grows */
            log_warn("整理数据库没有成功：%s", result->err.text);
        return false;
    case PENDING_ACTIVITY:
        booth->has_activity = result->ok;
        return false;
    case PENDING_RETRY:
        if (result->ok && booth->has_activity && has_room(booth)) {
            message->kind = MSG_FAULT_CLEARED;
            return true;
        }
        log_warn("存储仍不可用：%s", result->ok ? "磁盘空间不足" : result->err.text);
        return false;
    case PENDING_OPEN:
        if (!result->ok)
            log_warn("开放时间没有记下：%s", result->err.text);
        return false;
    case PENDING_DESK:
        return desk_tell(booth->desk, pending->effect, result, message);
    default:
        break;
    }
    message->ticket = pending->ticket;
    if (result->ok && result->has_prizes) {
        booth->prizes = result->prizes;
        message->prizes = &booth->prizes;
    }
    if (result->ok)
        message->kind = MSG_SAVED;
    else
        tell_failure(booth, message, result->err.text);
    return true;
}

static struct pending next_pending(struct booth *booth)
{
    struct pending first = booth->pending[0];

    booth->pending_count--;
    memmove(booth->pending, booth->pending + 1,
            (size_t)booth->pending_count * sizeof(booth->pending[0]));
    return first;
}

/* Into the audit log, once it is there for good. */
static void note_export(struct booth *booth)
{
    struct store_request note;

    if (!desk_take_note(booth->desk, booth->wall_ms, &note))
        return;
    note.ticket = OWN_TICKET | ++booth->next_own;
    struct pending *pending = post(booth, &note);
    if (!pending)
        return;
    pending->purpose = PENDING_DESK;
    pending->effect = EFFECT_NOTE_STAFF;
}

bool booth_take(struct booth *booth, struct message *message)
{
    struct store_result result;

    memset(message, 0, sizeof(*message));
    while (store_take(booth->store, &result)) {
        struct pending pending = next_pending(booth);
        assert(pending.ticket == result.ticket);
        pending.ack.visit = pending.visit;
        if (booth->ack.file && result.ok && pending.purpose == PENDING_EFFECT)
            ack_commit(&booth->ack, &pending.ack);
        free(pending.ack.answer);
        if (tell(booth, &pending, &result, message))
            return true;
    }
    take_stick(booth);
    if (booth->desk && desk_take(booth->desk, message)) {
        note_export(booth);
        return true;
    }
    if (booth->refused == 0)
        return false;
    message->ticket = booth->refused;
    booth->refused = 0;
    tell_failure(booth, message, "存储跟不上，排队已满。请重启本机；再出现时请检查磁盘");
    return true;
}

bool booth_wait(struct booth *booth, int timeout_ms)
{
    return booth->refused != 0 || (booth->desk && desk_has_news(booth->desk)) ||
           store_wait(booth->store, timeout_ms);
}
