#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "store/aside.h"
#include "store/folder.h"
#include "store/inside.h"
#include "store/keeper.h"
#include "store/request.h"

const char *store_kind_name(enum store_kind kind)
{
    static const char *const names[] = {
        [STORE_OFFICIAL] = "正式", [STORE_REHEARSAL] = "演练", [STORE_SIMULATED] = "模拟"
    };
    static_assert(sizeof names / sizeof *names == STORE_KIND_COUNT, "a name for each kind");
    return names[kind];
}

void store_new_uuid(const uint8_t random[16], char out[STORE_UUID_LEN])
{
    uint8_t b[16];
    memcpy(b, random, sizeof b);
    b[6] = (uint8_t)((b[6] & 0x0F) | 0x40); /* version 4 */
    b[8] = (uint8_t)((b[8] & 0x3F) | 0x80); /* the variant of RFC 4122 */
    snprintf(out, STORE_UUID_LEN,
             "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
             b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
             b[15]);
}

/* A log without its database must not meet a new database: it would be played into it. */
static bool make_database(struct store *store, enum store_kind kind, struct err *err)
{
    struct strbuf wal;
    strbuf_init(&wal);
    strbuf_addf(&wal, "%s-wal", store->db.path);
    bool is_orphan = fs_exists(wal.text);
    strbuf_fini(&wal);
    if (is_orphan)
        return err_set(err,
                       "数据夹 %s 里有日志 wenda.db-wal 却没有 wenda.db。什么都没有改动；请找回"
                       "wenda.db，或换一个数据夹",
                       store->folder);
    char aside[ASIDE_NAME_LEN];
    aside_newest(store->folder, aside);
    if (*aside)
        aside_keep_backups(store->folder, aside);
    return db_create(store->db.path, kind, clock_wall_ms(), *aside ? aside : NULL, err);
}

/* Absolute, because SQLite would take some relative names for a URI. */
static bool find_folder(struct store *store, const struct store_options *options, struct err *err)
{
    if (!options->must_exist && !fs_make_folders(options->folder, err))
        return false;
    store->folder = realpath(options->folder, NULL);
    if (store->folder == NULL)
        return err_set_cause(err, strerror(errno), "没有数据夹 %s，或打不开它", options->folder);
    store->db.path = fs_join(store->folder, "wenda.db");
    return !options->must_exist || fs_exists(store->db.path) ||
           err_set(err, "数据夹 %s 里没有数据（wenda.db）。请核对 --data", options->folder);
}

static bool open_database(struct store *store, const struct store_options *options, struct err *err)
{
    if (options->keeps && !aside_finish(store->folder, err))
        return false;
    if (!fs_exists(store->db.path) && !make_database(store, options->kind, err))
        return false;
    if (options->keeps)
        store->keeper = store->db.keeper = keeper_new(store->folder);
    store->db.kind = options->kind;
    store->db.any_kind = options->any_kind;
    return db_ensure_open(&store->db, err);
}

struct store *store_open(const struct store_options *options, struct err *err)
{
    struct store *store = mem_zalloc(sizeof *store);
    store->lock_fd = -1;
    if (!find_folder(store, options, err))
        goto failed;
    store->lock_fd = folder_lock(store->folder, err);
    if (store->lock_fd < 0 || !open_database(store, options, err))
        goto failed;
    store->kind = store->db.kind;
    store->writer = (struct writer){ .db = &store->db,
                                     .wake = options->wake,
                                     .wake_context = options->wake_context,
                                     .idle = store->keeper != NULL ? keeper_idle : NULL };
    if (!writer_start(&store->writer, err))
        goto failed;
    return store;

failed:
    db_abandon(&store->db);
    keeper_free(store->keeper);
    if (store->lock_fd >= 0)
        close(store->lock_fd);
    free(store->db.path);
    free(store->folder);
    free(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    writer_stop(&store->writer);
    db_close(&store->db);
    keeper_end(&store->db);
    keeper_free(store->keeper);
    close(store->lock_fd);
    free(store->db.path);
    free(store->folder);
    free(store);
}

enum store_kind store_kind(const struct store *store)
{
    return store->kind;
}

const char *store_folder(const struct store *store)
{
    return store->folder;
}

/* What each kind needs besides its ticket and time; a missing string is a programmer's error. */
static void assert_complete(const struct store_request *r)
{
    bool is_session = r->kind == STORE_BEGIN_SESSION || r->kind == STORE_END_SESSION ||
                      r->kind == STORE_PUT_ANSWER || r->kind == STORE_DROP_ANSWER;
    assert(r->kind < STORE_REQUEST_KIND_COUNT);
    assert(r->kind != STORE_PUT_ACTIVITY || r->activity != NULL);
    assert(r->kind != STORE_BEGIN_VISIT || (r->visit != NULL && r->language != NULL));
    assert(r->kind != STORE_END_VISIT || (r->visit != NULL && r->end_reason != NULL));
    assert(!is_session || (r->visit != NULL && r->form_id != NULL));
    assert(r->kind != STORE_PUT_ANSWER ||
           (r->question_hash != NULL && r->choice != NULL && r->shown_order != NULL));
    assert((r->kind != STORE_PUT_ANSWER && r->kind != STORE_DROP_ANSWER) || r->question_id != NULL);
    assert((r->kind != STORE_SETTLE && r->kind != STORE_SHOW_AWARD) || r->visit != NULL);
    assert(r->kind != STORE_REDEEM || (r->code != NULL && r->place != NULL));
    assert((r->kind != STORE_UNDO_REDEEM && r->kind != STORE_CANCEL_AWARD) ||
           (r->code != NULL && r->reason != NULL));
    assert((r->kind != STORE_TRY_PIN && r->kind != STORE_CHECK_PIN && r->kind != STORE_SET_PIN &&
            r->kind != STORE_COUNT) ||
           r->staff.key != NULL);
    assert(r->kind != STORE_TRY_PIN || r->staff.boot != NULL);
    assert((r->kind != STORE_CHECK_PIN && r->kind != STORE_SET_PIN) || r->staff.secret != NULL);
    assert(r->kind != STORE_COUNT || (r->staff.item != NULL && r->staff.measure != NULL &&
                                      r->staff.unit != NULL && r->reason != NULL));
    assert(r->kind != STORE_NOTE_STAFF || (r->staff.subject != NULL && r->staff.detail != NULL));
    assert(r->kind != STORE_TASK || r->task != NULL);
    assert(r->kind != STORE_ACCEPT_ASIDE || r->reason != NULL);
    assert(r->kind != STORE_RESTOCK || (r->tier != NULL && r->reason != NULL));
    (void)is_session;
    (void)r;
}

bool store_post(struct store *store, const struct store_request *request)
{
    assert_complete(request);
    return writer_post(&store->writer, request);
}

bool store_take(struct store *store, struct store_result *out)
{
    return writer_take(&store->writer, out);
}

bool store_wait(struct store *store, int timeout_ms)
{
    return writer_wait(&store->writer, timeout_ms);
}

struct asking {
    const struct store_request *request;
    struct store_result *result;
};

static bool call_request(struct db *db, void *context, struct err *err)
{
    const struct asking *asking = context;
    (void)err; /* the result's own */
    request_answer(db, asking->request, asking->result);
    return asking->result->ok;
}

bool store_ask(struct store *store, const struct store_request *request, struct store_result *out)
{
    struct asking asking = { request, out };
    struct err ignored = { 0 };
    assert_complete(request);
    *out = (struct store_result){ 0 };
    return writer_run(&store->writer, call_request, &asking, &ignored);
}

bool store_run(struct store *store, const struct store_request *request, struct err *err)
{
    struct store_result result;
    return store_ask(store, request, &result) || err_set(err, "%s", result.err.text);
}

/* A read sees one state of the database; a failure of SQLite closes it, to be opened anew. */
struct reading {
    writer_call call;
    void *context;
};

static bool call_read(struct db *db, void *context, struct err *err)
{
    const struct reading *reading = context;
    if (!db_ensure_open(db, err))
        return false;
    db_clear(db);
    bool ok = db_run(db, QUERY_BEGIN_READ) && reading->call(db, reading->context, err);
    if (db->rc == 0 && db_run(db, QUERY_ROLLBACK))
        return ok;
    db_explain(db, err);
    db_abandon(db);
    return false;
}

bool store_read(struct store *store, writer_call call, void *context, struct err *err)
{
    struct reading reading = { call, context };
    if (writer_is_current(&store->writer))
        return call_read(&store->db, &reading, err);
    return writer_run(&store->writer, call_read, &reading, err);
}
