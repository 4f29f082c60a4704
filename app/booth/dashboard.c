#include "booth/dashboard.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
    DAY_MS = 24 * 3600 * 1000,
    ZONE_MS = 8 * 3600 * 1000,
    CLOCK_SLACK_DAYS = 90 /* rehearsals may be so far from the activity's days */
};

/* ---- figures ---- */

static void read_whole(const struct tally *tally, struct dash_figures *out)
{
    out->visits = (int)tally->visits;
    out->quiz_started = (int)tally->quiz.started;
    out->quiz_completed = (int)tally->quiz.completed;
    out->quiz_mean = isnan(tally->quiz.mean_right) ? 0 : tally->quiz.mean_right;
    for (int i = 0; i < tally->survey_count; i++) {
        out->surveys_started += (int)tally->surveys[i].started;
        out->surveys_completed += (int)tally->surveys[i].completed;
    }
}

static bool read_today(const struct dashboard_source *source, struct dashboard *out,
                       struct err *err)
{
    struct store_day day;
    int64_t from_ms = (int64_t)date_of_ms(source->wall_ms) * DAY_MS - ZONE_MS;

    if (!store_read_day(source->store, from_ms, from_ms + DAY_MS, &day, err))
        return false;
    out->today.visits = (int)day.visits;
    out->today.quiz_started = (int)day.quiz_started;
    out->today.quiz_completed = (int)day.quiz_completed;
    out->today.surveys_started = (int)day.surveys_started;
    out->today.surveys_completed = (int)day.surveys_completed;
    if (day.quiz_completed > 0) {
        out->today.quiz_mean = (double)day.quiz_right / (double)day.quiz_completed;
        out->today.quiz_asked = (double)day.quiz_asked / (double)day.quiz_completed;
    }
    for (int i = 0; i < 24; i++)
        out->hours[i] = (int)day.hours[i];
    return true;
}

/* ---- right answers ---- */

static int by_share(const void *left, const void *right)
{
    const struct dash_share *a = left, *b = right;
    int64_t cross = (int64_t)a->right * b->asked - (int64_t)b->right * a->asked;

    if (cross != 0)
        return cross < 0 ? -1 : 1;
    return b->asked - a->asked;
}

static void add_topic(struct dashboard *out, const char *topic, const struct tally_question *entry)
{
    int at = 0;

    while (at < out->topic_count && strcmp(out->topics[at].name, topic) != 0)
        at++;
    if (at == DASH_TOPICS_MAX)
        return;
    if (at == out->topic_count)
        utf8_copy(out->topics[out->topic_count++].name, DASH_TEXT_LEN, topic);
    out->topics[at].asked += (int)entry->asked;
    out->topics[at].right += (int)entry->right;
}

static void read_shares(const struct dashboard_source *source, const struct tally *tally,
                        struct dashboard *out)
{
    for (int i = 0; i < tally->quiz.question_count; i++) {
        const struct tally_question *entry = &tally->quiz.questions[i];
        const struct question *question = activity_find_question(source->activity, entry->id);
        if (entry->asked == 0)
            continue;
        add_topic(out, question && question->topic ? question->topic : "其他", entry);
        if (out->question_count == DASH_QUESTIONS_MAX)
            continue;
        struct dash_share *share = &out->questions[out->question_count++];
        utf8_copy(share->name, sizeof(share->name), entry->stem);
        share->asked = (int)entry->asked;
        share->right = (int)entry->right;
    }
    qsort(out->questions, (size_t)out->question_count, sizeof(*out->questions), by_share);
    qsort(out->topics, (size_t)out->topic_count, sizeof(*out->topics), by_share);
}

/* ---- questionnaires ---- */

static struct dash_bar *add_bar(struct dashboard *out, const char *name)
{
    struct dash_bar *bar = &out->bars[out->bar_count++];

    utf8_copy(bar->name, sizeof(bar->name), name);
    return bar;
}

/* An entry of a matrix is called ID.ROW; its words are those of the question. */
static const struct question *find_question(const struct activity *activity, const char *entry_id)
{
    const struct question *found = activity_find_question(activity, entry_id);
    const char *dot = strrchr(entry_id, '.');

    if (found || !dot)
        return found;
    char *id = mem_strndup(entry_id, (size_t)(dot - entry_id));
    found = activity_find_question(activity, id);
    free(id);
    return found;
}

static const char *choice_words(const struct question *question, int choice, char number[16])
{
    snprintf(number, 16, "%d", choice);
    if (!question)
        return number;
    const struct wording *words = question_wording(question, 0);
    if (question->option_count > choice)
        return words->options[choice];
    if (question->scale_count == 0)
        return number;
    if (choice == 0)
        return words->scale_unclear ? words->scale_unclear : "—";
    return choice <= question->scale_count ? words->scale[choice - 1] : number;
}

static void add_entry(const struct dashboard_source *source, const struct tally_question *entry,
                      struct dashboard *out)
{
    const struct question *question = find_question(source->activity, entry->id);
    char number[16];

    if (entry->choice_count == 0 || out->bar_count + 1 + entry->choice_count > DASH_BARS_MAX)
        return; /* open texts, numbers and dates have no bars */
    struct dash_bar *head = add_bar(out, entry->stem);
    head->is_head = true;
    head->of = (int)entry->answered;
    for (int i = 0; i < entry->choice_count; i++) {
        bool is_scale = question && question->scale_count > 0;
        if (is_scale && i == 0 && entry->choices[0] == 0)
            continue; /* no point outside the scale was used, or there is none */
        struct dash_bar *bar = add_bar(out, choice_words(question, i, number));
        bar->count = (int)entry->choices[i];
        bar->of = (int)entry->answered;
    }
}

static void read_bars(const struct dashboard_source *source, const struct tally *tally,
                      struct dashboard *out)
{
    for (int i = 0; i < tally->survey_count; i++)
        for (int j = 0; j < tally->surveys[i].question_count; j++)
            add_entry(source, &tally->surveys[i].questions[j], out);
}

/* ---- prizes ---- */

static void read_tiers(const struct tally *tally, struct dashboard *out)
{
    for (int i = 0; i < tally->prizes.count && out->tier_count < TIER_MAX; i++) {
        const struct store_ledger_tier *from = &tally->prizes.tiers[i];
        struct dash_tier *to = &out->tiers[out->tier_count++];
        utf8_copy(to->name, sizeof(to->name), from->item);
        utf8_copy(to->tier, sizeof(to->tier), from->tier);
        to->total = (int)from->total;
        to->left = (int)from->closing;
        to->issued = (int)from->issued;
        to->claimed = (int)from->claimed;
        to->pending = (int)from->pending;
        to->opening = (int)from->opening;
        to->added = (int)from->in;
        to->out = (int)from->out;
        to->back = (int)from->reversals;
        out->awards_pending += to->pending;
    }
}

static bool keep_award(void *context, const struct store_award *award, struct err *err)
{
    struct dashboard *out = context;

    (void)err;
    if (out->award_count == DASH_AWARDS_MAX)
        return true;
    struct dash_award *kept = &out->awards[out->award_count++];
    memcpy(kept->code, award->code, sizeof(kept->code));
    snprintf(kept->name, sizeof(kept->name), "%s %s", award->tier, award->item);
    kept->shown = award->state == AWARD_SHOWN;
    kept->awarded_ms = award->awarded_ms;
    return true;
}

static bool read_awards(const struct dashboard_source *source, struct dashboard *out,
                        struct err *err)
{
    return source->activity->prize_way == PRIZE_NONE ||
           (store_read_awards(source->store, 0, 0, AWARD_RESERVED, keep_award, out, err) &&
            store_read_awards(source->store, 0, 0, AWARD_SHOWN, keep_award, out, err));
}

/* ---- counters ---- */

static int find_item(const struct activity *activity, const char *name)
{
    for (int i = 0; i < activity->counter_count; i++)
        if (strcmp(activity->counters[i].name, name) == 0)
            return i;
    return -1;
}

static int find_unit(const struct activity *activity, const char *name)
{
    for (int i = 0; i < activity->unit_count; i++)
        if (strcmp(activity->units[i], name) == 0)
            return i;
    return activity->unit_count == 0 && name[0] == '\0' ? 0 : -1;
}

static bool read_counts(const struct dashboard_source *source, struct dashboard *out,
                        struct err *err)
{
    struct store_counters counters;
    int64_t from_ms = (int64_t)date_of_ms(source->wall_ms) * DAY_MS - ZONE_MS;

    if (!store_read_counters(source->store, from_ms, &counters, err))
        return false;
    for (int i = 0; i < counters.count; i++) {
        const struct store_counter *counter = &counters.items[i];
        int item = find_item(source->activity, counter->item);
        int unit = find_unit(source->activity, counter->unit);
        if (item < 0)
            continue;
        out->count_sums[item].total += (int)counter->total;
        out->count_sums[item].today += (int)counter->today;
        if (unit >= 0)
            out->counts[unit][item] =
                (struct dash_count){ (int)counter->total, (int)counter->today };
    }
    return true;
}

/* ---- health and facts ---- */

static bool clock_is_plausible(const struct dashboard_source *source)
{
    int32_t today = date_of_ms(source->wall_ms);

    return today >= source->activity->first_day - CLOCK_SLACK_DAYS &&
           today <= source->activity->last_day + CLOCK_SLACK_DAYS;
}

static bool read_export(const struct dashboard_source *source, struct dashboard *out,
                        struct err *err)
{
    struct store_staff_event event;
    const char *mark;
    int answers = 0;

    if (!store_read_staff_event(source->store, "export", &event, err))
        return false;
    out->export_ms = event.wall_ms;
    mark = strstr(event.detail, "answers ");
    if (mark)
        answers = (int)strtol(mark + strlen("answers "), NULL, 10);
    out->answers_since_export = out->answers > answers ? out->answers - answers : 0;
    return true;
}

static int64_t file_len(const char *folder, const char *name)
{
    char *path = fs_join(folder, name);
    struct stat info;
    int64_t len = stat(path, &info) == 0 ? (int64_t)info.st_size : 0;

    free(path);
    return len;
}

static bool read_hours(const struct dashboard_source *source, struct dashboard *out,
                       struct err *err)
{
    struct store_hours hours;
    int64_t from_ms = (int64_t)date_of_ms(source->wall_ms) * DAY_MS - ZONE_MS;

    if (!store_read_hours(source->store, from_ms, &hours, err))
        return false;
    out->open_today_ms = hours.today_ms;
    out->open_whole_ms = hours.whole_ms;
    out->open_began_ms = hours.began_ms;
    return true;
}

/* Nothing here counts records: it is read every two seconds. */
static bool read_health(const struct dashboard_source *source, struct dashboard *out,
                        struct err *err)
{
    const char *folder = store_folder(source->store);
    enum store_kind kind = store_kind(source->store);
    struct store_health health;
    int64_t answers;

    if (!store_read_answer_count(source->store, &answers, err) ||
        !store_read_health(source->store, &health, err))
        return false;
    out->database_ok = true;
    out->clock_ok = clock_is_plausible(source);
    out->rehearsal = kind == STORE_REHEARSAL;
    out->simulated = kind == STORE_SIMULATED;
    out->free_len = health.free_len;
    out->awards_stopped = health.awards_stopped;
    out->pin_anew_ms = health.pin_anew_ms;
    for (int i = health.aside_count - 1; i >= 0; i--) { /* the newest that is not decided */
        if (health.asides[i].decided_ms != 0)
            continue;
        utf8_copy(out->aside, sizeof(out->aside), health.asides[i].name);
        out->aside_ms = health.asides[i].wall_ms;
    }
    out->database_len = file_len(folder, "wenda.db") + file_len(folder, "wenda.db-wal");
    out->answers = (int)answers;
    out->schema = STORE_SCHEMA_VERSION;
    out->backup_ms = health.backup_ms;
    utf8_copy(out->kind, sizeof(out->kind), store_kind_name(kind));
    utf8_copy(out->folder, sizeof(out->folder), folder);
    utf8_copy(out->booth, sizeof(out->booth), source->booth);
    utf8_copy(out->chain_hash, sizeof(out->chain_hash), health.chain_head);
    out->chain_number = (int)health.chain_number;
    return read_export(source, out, err) && read_hours(source, out, err);
}

bool dashboard_read(const struct dashboard_source *source, struct dashboard *out, struct err *err)
{
    struct tally tally;

    memset(out, 0, sizeof(*out));
    out->wall_ms = source->wall_ms;
    if (!read_health(source, out, err) || !read_today(source, out, err) ||
        !read_counts(source, out, err) || !read_awards(source, out, err) ||
        !store_read_tally(source->store, &tally, err))
        return false;
    read_whole(&tally, &out->whole);
    read_shares(source, &tally, out);
    read_bars(source, &tally, out);
    read_tiers(&tally, out);
    tally_fini(&tally);
    return true;
}
