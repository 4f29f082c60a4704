#include "report/tally_json.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "port/json.h"

/* The stamp without its milliseconds: 2027-04-26T18:00:00+08:00. */
static void stamp_seconds(int64_t wall_ms, char out[DATE_STAMP_LEN])
{
    date_stamp(wall_ms - wall_ms % 1000, out);
    char *fraction = strchr(out, '.');
    if (fraction != NULL)
        memmove(fraction, fraction + 4, strlen(fraction + 4) + 1);
}

static void write_mean(struct json *json, const char *key, double mean)
{
    json_key(json, key);
    if (isnan(mean))
        json_null(json);
    else
        json_double(json, mean, 4);
}

void tally_choice_code(const struct tally_question *question, int index, char out[TALLY_CODE_LEN])
{
    bool points = strcmp(question->type, "scale") == 0 || strcmp(question->type, "rating") == 0 ||
                  strcmp(question->type, "matrix") == 0;
    if (points)
        snprintf(out, TALLY_CODE_LEN, "%d", index);
    else
        snprintf(out, TALLY_CODE_LEN, "%c", 'A' + index);
}

static void write_choices(struct json *json, const struct tally_question *question)
{
    json_key_object(json, "choices");
    for (int i = 0; i < question->choice_count; i++) {
        char code[TALLY_CODE_LEN];
        tally_choice_code(question, i, code);
        json_key_int(json, code, question->choices[i]);
    }
    json_object_end(json);
}

static void write_quiz(struct json *json, const struct tally_form *quiz)
{
    json_object(json);
    json_key_int(json, "started", quiz->started);
    json_key_int(json, "completed", quiz->completed);
    json_key_int(json, "abandoned", quiz->abandoned + quiz->open);
    write_mean(json, "mean_right", quiz->mean_right);
    json_key_array(json, "questions");
    for (int i = 0; i < quiz->question_count; i++) {
        const struct tally_question *question = &quiz->questions[i];
        json_object(json);
        json_key_text(json, "id", question->id);
        json_key_int(json, "asked", question->asked);
        json_key_int(json, "right", question->right);
        write_choices(json, question);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

static void write_survey(struct json *json, const struct tally_form *survey)
{
    json_object(json);
    json_key_text(json, "id", survey->id);
    json_key_int(json, "started", survey->started);
    json_key_int(json, "completed", survey->completed);
    json_key_array(json, "questions");
    for (int i = 0; i < survey->question_count; i++) {
        const struct tally_question *question = &survey->questions[i];
        json_object(json);
        json_key_text(json, "id", question->id);
        json_key_int(json, "answered", question->answered);
        json_key_int(json, "skipped", question->skipped);
        write_choices(json, question);
        write_mean(json, "mean", question->mean);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

/* Items count as consultations or leaflets by their names; boards and others are in counters.csv.
 */
static void write_unit(struct json *json, const struct store_counters *counters, const char *unit)
{
    int64_t consultations = 0, leaflets = 0;
    for (int i = 0; i < counters->count; i++) {
        const struct store_counter *counter = &counters->items[i];
        if (strcmp(counter->unit, unit) != 0)
            continue;
        if (strstr(counter->item, "咨询") != NULL)
            consultations += counter->total;
        else if (strstr(counter->item, "资料") != NULL)
            leaflets += counter->total;
    }
    json_object(json);
    json_key_text(json, "unit", unit);
    json_key_int(json, "consultations", consultations);
    json_key_int(json, "leaflets", leaflets);
    json_object_end(json);
}

static bool is_first_of_unit(const struct store_counters *counters, int index)
{
    for (int i = 0; i < index; i++)
        if (strcmp(counters->items[i].unit, counters->items[index].unit) == 0)
            return false;
    return true;
}

static void write_counters(struct json *json, const struct store_counters *counters)
{
    json_array(json);
    for (int i = 0; i < counters->count; i++)
        if (is_first_of_unit(counters, i))
            write_unit(json, counters, counters->items[i].unit);
    json_array_end(json);
}

/* awarded: out of stock and not back in it, so that awarded and left make the total. */
static void write_prizes(struct json *json, const struct store_ledger *ledger)
{
    json_array(json);
    for (int i = 0; i < ledger->count; i++) {
        const struct store_ledger_tier *tier = &ledger->tiers[i];
        json_object(json);
        json_key_text(json, "tier", tier->tier);
        json_key_int(json, "total", tier->total);
        json_key_int(json, "awarded", tier->total - tier->closing);
        json_key_int(json, "redeemed", tier->claimed);
        json_key_int(json, "left", tier->closing);
        json_object_end(json);
    }
    json_array_end(json);
}

void tally_write_json(const struct tally *tally, int64_t generated_ms, struct strbuf *out)
{
    char stamp[DATE_STAMP_LEN];
    stamp_seconds(generated_ms, stamp);
    struct json *json = json_new(out, true);
    json_object(json);
    json_key_text(json, "activity", tally->activity_id);
    json_key_text(json, "generated", stamp);
    json_key_text(json, "kind", store_kind_name(tally->kind));
    json_key(json, "quiz");
    write_quiz(json, &tally->quiz);
    json_key_array(json, "surveys");
    for (int i = 0; i < tally->survey_count; i++)
        write_survey(json, &tally->surveys[i]);
    json_array_end(json);
    json_key(json, "prizes");
    write_prizes(json, &tally->prizes);
    json_key(json, "counters");
    write_counters(json, &tally->counters);
    json_object_end(json);
    json_end_document(json);
    json_free(json);
}
