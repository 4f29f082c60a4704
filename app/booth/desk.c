#include "booth/desk.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "booth/desk_inside.h"
#include "booth/desk_update.h"

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
    desk->pin_held = true;
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

    if (!store_read_pin(desk->options.store, desk->boot, desk->boot_ms, &desk->pin, err))
        return false;
    err_clear(&desk->why_held);
    desk->pin_held =
        desk->pin.is_lost &&
        !recover_may_set_anew(desk->options.store, desk->options.home, &desk->why_held);
    return true;
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
    out->staff.only_by_permit = desk->pin_held;
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
    case EFFECT_ACCEPT_ASIDE:
        out[0] = (struct store_request){ .kind = STORE_ACCEPT_ASIDE,
                                         .wall_ms = effect->wall_ms,
                                         .reason = effect->reason };
        /* With it the stock is opened as the activity plans it. */
        out[1] = (struct store_request){ .kind = STORE_PUT_ACTIVITY,
                                         .wall_ms = effect->wall_ms,
                                         .activity = desk->options.activity };
        return 2;
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
