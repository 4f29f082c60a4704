#include "shell/walk_staff.h"

#include <string.h>

#include "base/utf8.h"
#include "shell/walk_update.h"

enum situation {
    PIN_EMPTY,
    PIN_TYPED,
    PIN_WRONG,
    PIN_LOCKED,
    PIN_SETS,
    PIN_NO_PERMIT,
    HOME_UNREAD,
    HOME_QUESTIONS,
    HOME_TOPICS,
    HOME_SURVEYS,
    HOME_HOURS,
    HOME_FIGURES,
    HOME_ASIDE,
    COUNTERS,
    COUNTERS_UNDO,
    CORRECTION,
    REDEEM_EMPTY,
    REDEEM_VALID,
    REDEEM_CLAIMED,
    REDEEM_WRONG,
    REDEEM_CANCELS,
    REDEEM_LIST,
    EXPORT_NO_STICK,
    EXPORT_LOCKED,
    EXPORT_UNKNOWN,
    EXPORT_READY,
    EXPORT_WRITING,
    EXPORT_FINISHED,
    EXPORT_BROKEN,
    SETTINGS_FACTS,
    SETTINGS_REHEARSE,
    SETTINGS_ERASE,
    STOCK,
    STOCK_CHANGE,
    STOCK_ASIDE,
    STOCK_ASIDE_ASKS,
    CLOSE,
    CLOSE_OFF,
    PAUSED,
    SITUATION_COUNT
};

static const struct {
    enum screen_id screen;
    const char *name;
} situations[] = {
    [PIN_EMPTY] = { SCREEN_STAFF_PIN, "empty" },
    [PIN_TYPED] = { SCREEN_STAFF_PIN, "typed" },
    [PIN_WRONG] = { SCREEN_STAFF_PIN, "wrong" },
    [PIN_LOCKED] = { SCREEN_STAFF_PIN, "locked" },
    [PIN_SETS] = { SCREEN_STAFF_PIN, "new" },
    [PIN_NO_PERMIT] = { SCREEN_STAFF_PIN, "no permit" },
    [HOME_UNREAD] = { SCREEN_STAFF_HOME, "unread" },
    [HOME_QUESTIONS] = { SCREEN_STAFF_HOME, "questions" },
    [HOME_TOPICS] = { SCREEN_STAFF_HOME, "topics" },
    [HOME_SURVEYS] = { SCREEN_STAFF_HOME, "surveys" },
    [HOME_HOURS] = { SCREEN_STAFF_HOME, "hours" },
    [HOME_FIGURES] = { SCREEN_STAFF_HOME, "figures" },
    [HOME_ASIDE] = { SCREEN_STAFF_HOME, "set aside" },
    [COUNTERS] = { SCREEN_STAFF_COUNTERS, "" },
    [COUNTERS_UNDO] = { SCREEN_STAFF_COUNTERS, "undo" },
    [CORRECTION] = { SCREEN_STAFF_COUNTERS, "correction" },
    [REDEEM_EMPTY] = { SCREEN_STAFF_REDEEM, "empty" },
    [REDEEM_VALID] = { SCREEN_STAFF_REDEEM, "valid" },
    [REDEEM_CLAIMED] = { SCREEN_STAFF_REDEEM, "claimed" },
    [REDEEM_WRONG] = { SCREEN_STAFF_REDEEM, "mistyped" },
    [REDEEM_CANCELS] = { SCREEN_STAFF_REDEEM, "cancels" },
    [REDEEM_LIST] = { SCREEN_STAFF_REDEEM, "list" },
    [EXPORT_NO_STICK] = { SCREEN_STAFF_EXPORT, "no stick" },
    [EXPORT_LOCKED] = { SCREEN_STAFF_EXPORT, "locked" },
    [EXPORT_UNKNOWN] = { SCREEN_STAFF_EXPORT, "unknown" },
    [EXPORT_READY] = { SCREEN_STAFF_EXPORT, "stick" },
    [EXPORT_WRITING] = { SCREEN_STAFF_EXPORT, "writing" },
    [EXPORT_FINISHED] = { SCREEN_STAFF_EXPORT, "done" },
    [EXPORT_BROKEN] = { SCREEN_STAFF_EXPORT, "failed" },
    [SETTINGS_FACTS] = { SCREEN_STAFF_SETTINGS, "facts" },
    [SETTINGS_REHEARSE] = { SCREEN_STAFF_SETTINGS, "rehearse" },
    [SETTINGS_ERASE] = { SCREEN_STAFF_SETTINGS, "erase" },
    [STOCK] = { SCREEN_STAFF_STOCK, "" },
    [STOCK_CHANGE] = { SCREEN_STAFF_STOCK, "change" },
    [STOCK_ASIDE] = { SCREEN_STAFF_STOCK, "set aside" },
    [STOCK_ASIDE_ASKS] = { SCREEN_STAFF_STOCK, "goes on" },
    [CLOSE] = { SCREEN_STAFF_CLOSE, "" },
    [CLOSE_OFF] = { SCREEN_STAFF_CLOSE, "power off" },
    [PAUSED] = { SCREEN_FAULT, "paused" },
};
_Static_assert(sizeof situations / sizeof *situations == SITUATION_COUNT, "every situation");

int walk_staff_count(void)
{
    return SITUATION_COUNT + WALK_UPDATE_COUNT;
}

/* ---- figures as they may be on a busy day ---- */

static void add_shares(struct dash_share *shares, int count)
{
    for (int i = 0; i < count; i++) {
        utf8_copy(shares[i].name, DASH_TEXT_LEN,
                  i % 2 ? "注册商标的有效期从哪一天起算" : "发明专利权的期限为多少年");
        shares[i].asked = 120 + i;
        shares[i].right = 10 + 4 * i;
    }
}

static void add_prizes(struct dashboard *d, const struct activity *activity)
{
    for (int i = 0; i < activity->tier_count; i++) {
        struct dash_tier *tier = &d->tiers[d->tier_count++];
        utf8_copy(tier->name, DASH_TEXT_LEN, activity->tiers[i].item);
        *tier = (struct dash_tier){ .total = 40,
                                    .left = 24,
                                    .issued = 17,
                                    .claimed = 15,
                                    .pending = 2,
                                    .opening = 30,
                                    .added = 10,
                                    .out = 17,
                                    .back = 1 };
        utf8_copy(tier->name, DASH_TEXT_LEN, activity->tiers[i].item);
    }
    for (int i = 0; i < 12; i++) {
        struct dash_award *award = &d->awards[d->award_count++];
        utf8_copy(award->code, sizeof award->code, "K7M429QX");
        utf8_copy(award->name, DASH_TEXT_LEN, "二等奖 定制帆布袋");
        award->shown = i > 0;
    }
    d->awards_pending = d->award_count;
}

static void add_bars(struct dashboard *d)
{
    for (int i = 0; i < 20; i++) {
        struct dash_bar *bar = &d->bars[d->bar_count++];
        bar->is_head = i % 5 == 0;
        bar->of = 198;
        bar->count = 17 * (i % 5);
        utf8_copy(bar->name, DASH_TEXT_LEN,
                  bar->is_head ? "您对本次宣传活动的总体评价是" : "比较满意");
    }
}

static const struct dashboard *sample(const struct kiosk *kiosk, bool aside)
{
    static struct dashboard d;
    const struct dash_figures figures = { .visits = 412,
                                          .quiz_started = 300,
                                          .quiz_completed = 286,
                                          .quiz_mean = 3.6,
                                          .quiz_asked = 10,
                                          .surveys_started = 217,
                                          .surveys_completed = 198 };
    memset(&d, 0, sizeof d);
    d.wall_ms = kiosk->wall_ms;
    d.today = d.whole = figures;
    d.whole.visits = 12345;
    for (int i = 0; i < 24; i++)
        d.hours[i] = i % 7 * 9;
    d.question_count = 30;
    add_shares(d.questions, d.question_count);
    d.topic_count = 4;
    add_shares(d.topics, d.topic_count);
    add_bars(&d);
    add_prizes(&d, kiosk->activity);
    for (int i = 0; i < COUNTER_MAX; i++)
        d.count_sums[i] = (struct dash_count){ 3184, 727 };
    d.open_today_ms = d.open_whole_ms = INT64_C(25500000);
    d.open_began_ms = kiosk->wall_ms;
    d.database_ok = true;
    d.awards_stopped = aside;
    d.aside_ms = kiosk->wall_ms;
    utf8_copy(d.aside, sizeof d.aside, "20270423-093015");
    d.free_len = INT64_C(41200000000);
    d.database_len = 12300000;
    d.export_ms = kiosk->wall_ms;
    d.answers = 54321;
    d.answers_since_export = 64;
    utf8_copy(d.kind, sizeof d.kind, "正式");
    utf8_copy(d.folder, sizeof d.folder, "/home/kiosk/.local/share/wenda");
    utf8_copy(d.booth, sizeof d.booth, "A-03");
    utf8_copy(d.chain_hash, sizeof d.chain_hash, "9f86d081884c7d659a2feaa0c55ad015");
    d.chain_number = 5432;
    d.schema = 3;
    return &d;
}

/* ---- situations ---- */

static void put_pin(struct kiosk *kiosk, enum situation situation)
{
    struct staff *staff = &kiosk->staff;

    staff->inside = false;
    staff->is_set = situation != PIN_SETS;
    staff->step = situation == PIN_SETS ? STAFF_NEW_PIN : STAFF_ENTER;
    if (situation == PIN_TYPED)
        utf8_copy(staff->entry, sizeof staff->entry, "482");
    if (situation == PIN_WRONG)
        staff->note = STAFF_NOTE_WRONG;
    if (situation == PIN_NO_PERMIT) {
        staff->note = STAFF_NOTE_FAILED;
        utf8_copy(staff->text, sizeof staff->text,
                  "这份恢复文件已经用过，每份只能用一次。请向单位再要一份");
    }
    if (situation == PIN_LOCKED)
        staff->locked_until_ms = kiosk->now_ms + 299000;
}

static void put_code(struct kiosk *kiosk, enum situation situation)
{
    struct staff *staff = &kiosk->staff;

    if (situation == REDEEM_EMPTY)
        return;
    utf8_copy(staff->code, sizeof staff->code, "K7M429QX");
    staff->code_state = situation == REDEEM_CLAIMED ? CODE_CLAIMED
                        : situation == REDEEM_WRONG ? CODE_MISTYPED
                                                    : CODE_VALID;
    staff->cancelling = situation == REDEEM_CANCELS;
    staff->lists_awards = situation == REDEEM_LIST;
    if (situation == REDEEM_WRONG)
        return;
    utf8_copy(staff->award.tier, sizeof staff->award.tier, "二等奖");
    utf8_copy(staff->award.item, sizeof staff->award.item, "定制帆布袋");
    utf8_copy(staff->award.place, sizeof staff->award.place, "展位 A-03");
    staff->award.awarded_ms = staff->award.state_ms = staff->award.valid_until_ms = kiosk->wall_ms;
}

static void put_export(struct kiosk *kiosk, enum situation situation)
{
    struct staff *staff = &kiosk->staff;

    if (situation != EXPORT_NO_STICK)
        kiosk->stick = (struct stick_facts){ .state = situation == EXPORT_LOCKED    ? STICK_LOCKED
                                                      : situation == EXPORT_UNKNOWN ? STICK_UNKNOWN
                                                                                    : STICK_READY,
                                             .name = "IPW-01",
                                             .free_len = INT64_C(14600000000),
                                             .exports = 2,
                                             .packs = 1 };
    if (situation <= EXPORT_READY)
        return;
    staff->export = situation == EXPORT_WRITING    ? EXPORT_RUNS
                    : situation == EXPORT_FINISHED ? EXPORT_DONE
                                                   : EXPORT_FAILED;
    staff->file_count = 11;
    staff->progress = (struct staff_progress){ EXPORT_WRITES, 2, 62, 8 };
    utf8_copy(staff->folder, sizeof staff->folder, "ip-week-2027-A03-20270423-1432");
    for (int i = 0; i < staff->file_count; i++) {
        utf8_copy(staff->files[i].name, sizeof staff->files[i].name, "data/survey-awareness.csv");
        staff->files[i].rows = 12345;
    }
    if (situation == EXPORT_BROKEN)
        utf8_copy(staff->text, sizeof staff->text,
                  "写不了 /media/IPW-01：空间不足，请换一个更大的盘或删去旧文件");
}

static void put_counters(struct kiosk *kiosk, enum situation situation)
{
    struct staff *staff = &kiosk->staff;

    staff->last_amount = situation == COUNTERS_UNDO ? 10 : 0;
    staff->correcting = situation == CORRECTION && kiosk->activity->counter_count > 0 ? 1 : 0;
    staff->amount = situation == CORRECTION ? -12 : 0;
}

static bool shows_aside(enum situation situation)
{
    return situation == HOME_ASIDE || situation == STOCK_ASIDE || situation == STOCK_ASIDE_ASKS;
}

const char *walk_staff_show(struct kiosk *kiosk, int index)
{
    enum situation situation = (enum situation)index;
    struct staff *staff = &kiosk->staff;

    kiosk->in_visit = kiosk->large_text = false;
    if (index >= SITUATION_COUNT) {
        staff->inside = true;
        kiosk->screen = SCREEN_STAFF_UPDATE;
        walk_update_put(kiosk, (enum walk_update)(index - SITUATION_COUNT));
        return walk_update_name((enum walk_update)(index - SITUATION_COUNT));
    }
    kiosk->screen = situations[situation].screen;
    if (situation == PAUSED) {
        kiosk->paused = true;
        return situations[situation].name;
    }
    staff->inside = staff->told = staff->is_set = true;
    staff->dashboard = situation == HOME_UNREAD ? NULL : sample(kiosk, shows_aside(situation));
    if (situation >= HOME_QUESTIONS && situation <= HOME_FIGURES)
        staff->chart = (enum staff_chart)(situation - HOME_QUESTIONS);
    staff->asks_rehearse = situation == SETTINGS_REHEARSE;
    staff->asks_erase = situation == SETTINGS_ERASE;
    staff->asks_power_off = situation == CLOSE_OFF;
    staff->stocking = situation == STOCK_CHANGE;
    staff->accepting = situation == STOCK_ASIDE_ASKS;
    staff->stock_amount = situation == STOCK_CHANGE ? 10 : 0;
    switch (kiosk->screen) {
    case SCREEN_STAFF_PIN:
        put_pin(kiosk, situation);
        break;
    case SCREEN_STAFF_COUNTERS:
        put_counters(kiosk, situation);
        break;
    case SCREEN_STAFF_REDEEM:
        put_code(kiosk, situation);
        break;
    case SCREEN_STAFF_EXPORT:
        put_export(kiosk, situation);
        break;
    default:
        break;
    }
    return situations[situation].name;
}
