/* What the desk tells: results of the store, ends of exports and updates, sticks. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "booth/desk_inside.h"
#include "booth/desk_update.h"

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
    if (kind == EFFECT_READ_PIN && result->ok && desk->pin_held) {
        desk->news.pin.needs_permit = true;
        utf8_copy(desk->why, sizeof(desk->why), desk->why_held.text);
    }
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

/* Of its two requests the second one tells, with what was wrong with the first. */
static bool tell_accepted(struct desk *desk, const struct store_result *result)
{
    if (result->kind == STORE_ACCEPT_ASIDE) {
        utf8_copy(desk->refused, sizeof(desk->refused), result->ok ? "" : result->err.text);
        return false;
    }
    if (desk->refused[0]) {
        desk->news.ok = false;
        utf8_copy(desk->why, sizeof(desk->why), desk->refused);
    }
    return true;
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
    case EFFECT_ACCEPT_ASIDE:
        message->kind = MSG_ASIDE_TOLD;
        return tell_accepted(desk, result);
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
