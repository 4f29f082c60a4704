#include "booth/desk.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "booth/dashboard.h"
#include "booth/desk_export.h"
#include "booth/desk_update.h"
#include "booth/recover.h"
#include "booth/stick_find.h"

struct desk {
    struct desk_options options;
    char *data; /* the folder in force */
    char *home; /* the one that was named */
    char booth[EXPORT_BOOTH_LEN];
    char place[STORE_PLACE_LEN]; /* where this booth hands prizes over */
    char boot[STORE_UUID_LEN];   /* this run of the machine, as far as it can be told */
    char key[STORE_UUID_LEN];    /* of the request that is put together */
    char proof[STORE_UUID_LEN];  /* the attempt that was right last; "" = none */
    char tried[STORE_UUID_LEN];  /* the attempt under way */
    int64_t boot_ms;
    char refused[ERR_TEXT_LEN]; /* why an attempt was not taken, "" = it was */
    struct store_pin pin;
    struct permit permit;            /* found last; number "" = none */
    char *permit_stick;              /* where it is looked for: the stick of that moment, or NULL */
    struct dashboard *dashboards[2]; /* one is looked at, the other filled */
    int shown;
    struct dashboard_source source;
    struct store_award award;
    char code[CLAIM_CODE_LEN];
    char *stick; /* where it is mounted; NULL = none that can be used */
    struct stick_facts stick_facts;
    bool stick_changed;
    struct desk_export *export;
    bool export_refused; /* no thread could be had */
    struct update *update;
    bool update_refused;           /* another job runs still */
    char folder[STAFF_FOLDER_LEN]; /* of the export that ended last */
    const char *note_subject;
    char note[STORE_STAFF_DETAIL_LEN];
    bool has_note;
    struct staff_news news; /* of the message told last */
    char why[ERR_TEXT_LEN];
};

/* The kernel's name for this run; without one every start of the program counts as another. */
static void read_boot(char boot[STORE_UUID_LEN])
{
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    uint8_t random[16];

    if (file && fgets(boot, STORE_UUID_LEN, file) && strlen(boot) == STORE_UUID_LEN - 1) {
        (void)fclose(file);
        return;
    }
    if (file)
        (void)fclose(file);
    rng_secret_bytes(random, sizeof(random));
    store_new_uuid(random, boot);
}

struct desk *desk_new(const struct desk_options *options)
{
    struct desk *desk = mem_zalloc(sizeof(*desk));
    struct err err = { 0 };

    desk->options = *options;
    desk->data = mem_strdup(options->data);
    desk->home = mem_strdup(options->home);
    desk->options.data = desk->data;
    desk->options.home = desk->home;
    if (!export_booth_name(desk->home, desk->booth, &err)) {
        log_warn("%s", err.text);
        utf8_copy(desk->booth, sizeof(desk->booth), "1");
    }
    snprintf(desk->place, sizeof(desk->place), "展位 %s", desk->booth);
    read_boot(desk->boot);
    desk->update =
        update_new(&(struct update_options){ .home = options->can_update ? options->home : NULL,
                                             .stale_path = options->stale_path,
                                             .activity = options->activity,
                                             .wake = options->wake,
                                             .wake_context = options->wake_context });
    for (int i = 0; i < 2; i++)
        desk->dashboards[i] = mem_zalloc(sizeof(*desk->dashboards[i]));
    return desk;
}

void desk_free(struct desk *desk)
{
    if (!desk)
        return;
    desk_export_free(desk->export);
    update_free(desk->update);
    free(desk->dashboards[0]);
    free(desk->dashboards[1]);
    free(desk->stick);
    free(desk->data);
    free(desk->home);
    free(desk->permit_stick);
    free(desk);
}

bool desk_knows(enum effect_kind kind)
{
    return kind >= EFFECT_READ_PIN && kind <= EFFECT_NOTE_STAFF;
}

/* ---- tasks: on the writer thread ---- */

static bool read_pin(void *context, struct err *err)
{
    struct desk *desk = context;

    return store_read_pin(desk->options.store, desk->boot, desk->boot_ms, &desk->pin, err);
}

static bool read_permit(void *context, struct err *err)
{
    struct desk *desk = context;
    const struct recover_source source = { .store = desk->options.store,
                                           .home = desk->options.home,
                                           .stick = desk->permit_stick,
                                           .booth = desk->booth };

    desk->permit.number[0] = '\0';
    if (recover_find_permit(&source, &desk->permit, err))
        return true;
    desk->permit.number[0] = '\0';
    return false;
}

static bool read_dashboard(void *context, struct err *err)
{
    struct desk *desk = context;

    return dashboard_read(&desk->source, desk->dashboards[!desk->shown], err);
}

static bool read_award(void *context, struct err *err)
{
    struct desk *desk = context;

    return store_read_award(desk->options.store, desk->code, &desk->award, err);
}

/* ---- from effects to requests ---- */

static void new_key(struct desk *desk)
{
    uint8_t random[16];

    rng_secret_bytes(random, sizeof(random));
    store_new_uuid(random, desk->key);
}

static int task(struct desk *desk, bool (*run)(void *context, struct err *err),
                struct store_request *out)
{
    *out = (struct store_request){ .kind = STORE_TASK, .task = run, .task_context = desk };
    return 1;
}

static struct store_request staff_request(struct desk *desk, const struct effect *effect,
                                          enum store_request_kind kind)
{
    return (struct store_request){
        .kind = kind,
        .wall_ms = effect->wall_ms,
        .staff = { .key = desk->key, .boot = desk->boot, .boot_ms = effect->now_ms }
    };
}

static int translate_try(struct desk *desk, const struct effect *effect, struct store_request *out)
{
    new_key(desk);
    memcpy(desk->tried, desk->key, sizeof(desk->tried));
    desk->refused[0] = '\0';
    out[0] = staff_request(desk, effect, STORE_TRY_PIN);
    out[1] = staff_request(desk, effect, STORE_CHECK_PIN);
    out[1].staff.secret = effect->secret;
    return 2;
}

static int translate_set(struct desk *desk, const struct effect *effect, struct store_request *out)
{
    new_key(desk);
    *out = staff_request(desk, effect, STORE_SET_PIN);
    out->staff.secret = effect->secret;
    out->staff.proof = desk->proof[0] ? desk->proof : NULL;
    out->staff.permit = effect->permitted ? desk->permit.number : NULL;
    return 1;
}

static int translate_count(struct desk *desk, const struct effect *effect,
                           struct store_request *out)
{
    const struct activity *activity = desk->options.activity;

    new_key(desk);
    *out = staff_request(desk, effect, STORE_COUNT);
    out->staff.item = activity->counters[effect->item].name;
    out->staff.measure = activity->counters[effect->item].measure;
    out->staff.unit = activity->unit_count > 0 ? activity->units[effect->unit] : "";
    out->amount = effect->amount;
    out->reason = effect->reason;
    return 1;
}

/* A tier by its place on the panel that staff have seen. */
static int translate_restock(struct desk *desk, const struct effect *effect,
                             struct store_request *out)
{
    *out = (struct store_request){ .kind = STORE_RESTOCK,
                                   .wall_ms = effect->wall_ms,
                                   .tier = desk->dashboards[desk->shown]->tiers[effect->item].tier,
                                   .amount = effect->amount,
                                   .reason = effect->reason };
    return 1;
}

static int translate_award(struct desk *desk, const struct effect *effect,
                           enum store_request_kind kind, struct store_request *out)
{
    memcpy(desk->code, effect->code, sizeof(desk->code));
    *out = (struct store_request){ .kind = kind,
                                   .wall_ms = effect->wall_ms,
                                   .code = desk->code,
                                   .place = desk->place,
                                   .reason = effect->reason };
    return 1;
}

static int translate_dashboard(struct desk *desk, const struct effect *effect,
                               struct store_request *out)
{
    desk->source = (struct dashboard_source){ .store = desk->options.store,
                                              .activity = desk->options.activity,
                                              .booth = desk->booth,
                                              .wall_ms = effect->wall_ms };
    return task(desk, read_dashboard, out);
}

/* ip-week-2027-A03-20270420-0901 */
static void start_export(struct desk *desk, const struct effect *effect)
{
    struct strbuf folder;
    int64_t minute = (effect->wall_ms + 8 * 3600 * 1000) / 60000 % (24 * 60);
    int year, month, day;

    if (desk->export || !desk->stick) {
        desk->export_refused = true;
        return;
    }
    date_split(date_of_ms(effect->wall_ms), &year, &month, &day);
    strbuf_init(&folder);
    strbuf_addf(&folder, "%s-%s-%04d%02d%02d-%02d%02d", desk->options.activity->id, desk->booth,
                year, month, day, (int)(minute / 60), (int)(minute % 60));
    desk->export =
        desk_export_start(&(struct desk_export_job){ .store = desk->options.store,
                                                     .home = desk->home,
                                                     .data = desk->data,
                                                     .stick = desk->stick,
                                                     .folder = folder.text,
                                                     .booth = desk->booth,
                                                     .wake = desk->options.wake,
                                                     .wake_context = desk->options.wake_context });
    desk->export_refused = desk->export == NULL;
    strbuf_fini(&folder);
}

int desk_translate(struct desk *desk, const struct effect *effect,
                   struct store_request out[DESK_REQUESTS_MAX])
{
    if (desk_update_knows(effect->kind)) {
        desk->update_refused = !desk_update_start(desk->update, effect, desk->stick);
        return 0;
    }
    switch (effect->kind) {
    case EFFECT_READ_PIN:
        desk->boot_ms = effect->now_ms;
        return task(desk, read_pin, out);
    case EFFECT_TRY_PIN:
        return translate_try(desk, effect, out);
    case EFFECT_SET_PIN:
        return translate_set(desk, effect, out);
    case EFFECT_READ_DASHBOARD:
        return translate_dashboard(desk, effect, out);
    case EFFECT_COUNT:
        return translate_count(desk, effect, out);
    case EFFECT_LOOK_UP_AWARD:
        translate_award(desk, effect, STORE_TASK, out);
        return task(desk, read_award, out);
    case EFFECT_REDEEM:
        return translate_award(desk, effect, STORE_REDEEM, out);
    case EFFECT_UNDO_REDEEM:
        return translate_award(desk, effect, STORE_UNDO_REDEEM, out);
    case EFFECT_CANCEL_AWARD:
        return translate_award(desk, effect, STORE_CANCEL_AWARD, out);
    case EFFECT_RESTOCK:
        return translate_restock(desk, effect, out);
    case EFFECT_ERASE:
        out[0] = (struct store_request){ .kind = STORE_ERASE, .wall_ms = effect->wall_ms };
        return 1;
    case EFFECT_READ_PERMIT:
        free(desk->permit_stick);
        desk->permit_stick = desk->stick ? mem_strdup(desk->stick) : NULL;
        return task(desk, read_permit, out);
    case EFFECT_NOTE_STAFF:
        *out = staff_request(desk, effect, STORE_NOTE_STAFF);
        out->staff.subject = effect->subject;
        out->staff.detail = "";
        return 1;
    case EFFECT_EXPORT:
        start_export(desk, effect);
        return 0;
    case EFFECT_STOP_EXPORT:
        if (desk->export)
            desk_export_stop(desk->export);
        return 0;
    default:
        assert(false && "not of the staff panel");
        return 0;
    }
}

/* ---- from results to messages ---- */

static void set_pin_news(struct desk *desk, const struct store_pin *pin)
{
    desk->news.pin.is_set = pin->is_set;
    desk->news.pin.right = pin->right;
    desk->news.pin.failures = pin->failures;
    desk->news.pin.wait_ms = pin->wait_ms;
}

static bool tell_pin(struct desk *desk, enum effect_kind kind, const struct store_result *result)
{
    if (result->kind == STORE_TRY_PIN) {
        if (!result->ok)
            utf8_copy(desk->refused, sizeof(desk->refused), result->err.text);
        return false; /* the comparison is what is told */
    }
    if (desk->refused[0] && kind == EFFECT_TRY_PIN)
        utf8_copy(desk->why, sizeof(desk->why), desk->refused);
    set_pin_news(desk, kind == EFFECT_READ_PIN ? &desk->pin : &result->pin);
    if (result->kind == STORE_CHECK_PIN && result->ok)
        memcpy(desk->proof, result->pin.right ? desk->tried : "",
               result->pin.right ? STORE_UUID_LEN : 1);
    return true;
}

static const enum staff_code codes[] = {
    [REDEEM_DONE] = CODE_CLAIMED_NOW,  [REDEEM_ALREADY] = CODE_CLAIMED,
    [REDEEM_EXPIRED] = CODE_EXPIRED,   [REDEEM_CANCELLED] = CODE_CANCELLED,
    [REDEEM_UNKNOWN] = CODE_UNKNOWN,   [REDEEM_UNRANKED] = CODE_UNRANKED,
    [REDEEM_TOO_MANY] = CODE_TOO_MANY,
};
static_assert(sizeof codes / sizeof codes[0] == REDEEM_OUTCOME_COUNT, "every outcome");

static enum staff_code code_of_award(const struct store_award *award, int64_t wall_ms)
{
    static const enum staff_code states[] = {
        [AWARD_RESERVED] = CODE_VALID,      [AWARD_SHOWN] = CODE_VALID,
        [AWARD_CLAIMED] = CODE_CLAIMED,     [AWARD_EXPIRED] = CODE_EXPIRED,
        [AWARD_CANCELLED] = CODE_CANCELLED,
    };
    static_assert(sizeof states / sizeof states[0] == AWARD_STATE_COUNT, "every state");
    enum staff_code code = states[award->state];

    return code == CODE_VALID && wall_ms > 0 && award->valid_until_ms <= wall_ms ? CODE_EXPIRED
                                                                                 : code;
}

static void tell_award(struct desk *desk, enum effect_kind kind, const struct store_result *result)
{
    const struct store_award *award =
        kind == EFFECT_LOOK_UP_AWARD ? &desk->award : &result->redemption.award;
    struct staff_award *out = &desk->news.award;

    if (kind == EFFECT_LOOK_UP_AWARD && !result->ok) {
        desk->news.ok = true; /* an answer, too */
        desk->news.code = CODE_UNKNOWN;
        return;
    }
    if (!result->ok)
        return;
    desk->news.code = kind == EFFECT_REDEEM ? codes[result->redemption.outcome]
                                            : code_of_award(award, desk->source.wall_ms);
    utf8_copy(out->tier, sizeof(out->tier), award->tier);
    utf8_copy(out->item, sizeof(out->item), award->item);
    utf8_copy(out->place, sizeof(out->place), award->place);
    utf8_copy(out->reason, sizeof(out->reason), award->reason);
    out->awarded_ms = award->awarded_ms;
    out->state_ms = award->state_ms;
    out->valid_until_ms = award->valid_until_ms;
}

static void tell_erased(struct desk *desk, const struct store_result *result)
{
    struct err err = { 0 };

    if (!result->ok || store_drop_backups(desk->data, &err))
        return;
    desk->news.ok = false;
    utf8_copy(desk->why, sizeof(desk->why), err.text);
}

bool desk_tell(struct desk *desk, enum effect_kind kind, const struct store_result *result,
               struct message *message)
{
    memset(&desk->news, 0, sizeof(desk->news));
    desk->news.ok = result->ok;
    utf8_copy(desk->why, sizeof(desk->why), result->ok ? "" : result->err.text);
    desk->news.why = desk->why;
    message->staff = &desk->news;
    switch (kind) {
    case EFFECT_READ_PIN:
    case EFFECT_TRY_PIN:
    case EFFECT_SET_PIN:
        message->kind = MSG_PIN_TOLD;
        return tell_pin(desk, kind, result);
    case EFFECT_READ_DASHBOARD:
        message->kind = MSG_DASHBOARD;
        if (result->ok)
            desk->shown = !desk->shown;
        desk->news.dashboard = desk->dashboards[desk->shown];
        return true;
    case EFFECT_READ_PERMIT:
        message->kind = MSG_PIN_TOLD;
        desk->news.pin.permitted = result->ok;
        return true;
    case EFFECT_COUNT:
        message->kind = MSG_COUNTED;
        return true;
    case EFFECT_RESTOCK:
        message->kind = MSG_RESTOCKED;
        return true;
    case EFFECT_ERASE:
        message->kind = MSG_ERASED;
        tell_erased(desk, result);
        return true;
    case EFFECT_NOTE_STAFF:
        if (!result->ok)
            log_warn("工作人员的操作没有记入日志：%s", result->err.text);
        return false;
    default:
        message->kind = MSG_AWARD_TOLD;
        tell_award(desk, kind, result);
        return true;
    }
}

/* ---- exports and sticks ---- */

static void tell_exported(struct desk *desk)
{
    struct export_result result;
    struct err err = { 0 };
    const char *name;

    desk->news.ok = desk_export_result(desk->export, &result, &name, &err);
    utf8_copy(desk->why, sizeof(desk->why), err.text);
    if (desk->news.ok) {
        snprintf(desk->note, sizeof(desk->note), "answers %lld, visits %lld, files %d, to %s",
                 (long long)result.answers, (long long)result.visits, result.files, name);
        desk->note_subject = "export";
        desk->has_note = true;
        utf8_copy(desk->folder, sizeof(desk->folder), name);
        desk->news.folder = desk->folder;
    }
    desk_export_free(desk->export);
    desk->export = NULL;
    if (desk->stick) { /* what is on it has changed */
        stick_look(desk->stick, &desk->stick_facts);
        desk->stick_changed = true;
    }
}

bool desk_take(struct desk *desk, struct message *message)
{
    if (!desk_has_news(desk))
        return false;
    memset(&desk->news, 0, sizeof(desk->news));
    desk->news.why = desk->why;
    desk->why[0] = '\0';
    message->staff = &desk->news;
    if (desk->stick_changed) {
        desk->stick_changed = false;
        message->kind = MSG_STICK;
        desk->news.stick = &desk->stick_facts;
        return true;
    }
    if (desk->export_refused) {
        desk->export_refused = false;
        message->kind = MSG_EXPORTED;
        utf8_copy(desk->why, sizeof(desk->why),
                  "没有 U 盘，或上一次导出还没有结束。请重新插入再试");
        return true;
    }
    if (desk->update_refused) {
        desk->update_refused = false;
        message->kind = MSG_UPDATE_READ;
        utf8_copy(desk->why, sizeof(desk->why), "上一项还没有做完，请稍等再试");
        return true;
    }
    if (desk_update_take(desk->update, message, &desk->news, &desk->note_subject, desk->note,
                         sizeof(desk->note))) {
        desk->has_note = message->kind == MSG_UPDATED && desk->news.ok;
        return true;
    }
    switch (desk_export_take(desk->export, &desk->news.file, &desk->news.progress)) {
    case DESK_EXPORT_FILE:
        message->kind = MSG_EXPORT_FILE;
        desk->news.ok = true;
        return true;
    case DESK_EXPORT_PROGRESS:
        message->kind = MSG_EXPORT_STEP;
        desk->news.ok = true;
        return true;
    default:
        message->kind = MSG_EXPORTED;
        tell_exported(desk);
        return true;
    }
}

bool desk_has_news(struct desk *desk)
{
    return desk->stick_changed || desk->export_refused || desk->update_refused ||
           update_has_news(desk->update) || (desk->export && desk_export_has_news(desk->export));
}

bool desk_is_busy(struct desk *desk)
{
    return desk->export != NULL || update_is_busy(desk->update);
}

const char *desk_stick(const struct desk *desk)
{
    return desk->stick;
}

void desk_set_stick(struct desk *desk, const char *path, const struct stick_facts *facts)
{
    free(desk->stick);
    desk->stick = path ? mem_strdup(path) : NULL;
    desk->stick_facts = *facts;
    desk->stick_changed = true;
}

bool desk_take_note(struct desk *desk, int64_t wall_ms, struct store_request *out)
{
    if (!desk->has_note)
        return false;
    desk->has_note = false;
    *out =
        (struct store_request){ .kind = STORE_NOTE_STAFF,
                                .wall_ms = wall_ms,
                                .staff = { .subject = desk->note_subject, .detail = desk->note } };
    return true;
}
