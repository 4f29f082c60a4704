/* Whether 抽题 can be filled on every day of the activity from reviewed, valid questions. */
#include <stdlib.h>
#include <string.h>

#include "activity/check_parts.h"
#include "base/strbuf.h"

static const char *rest = "其他";

/* Index of the draw that takes a topic, or -1. */
static int draw_of(const struct activity *a, const char *topic)
{
    int others = -1;
    for (int i = 0; i < a->draw_count; i++) {
        if (topic && strcmp(a->draws[i].topic, topic) == 0)
            return i;
        if (strcmp(a->draws[i].topic, rest) == 0)
            others = i;
    }
    return others;
}

/* Days on which the set of valid questions changes: the first, and each 生效 and day after 失效. */
static int list_days(const struct activity *a, int32_t *days)
{
    int count = 0;
    days[count++] = a->first_day;
    for (int i = 0; i < a->bank_count; i++) {
        for (int j = 0; j < a->banks[i].question_count; j++) {
            const struct question *q = &a->banks[i].questions[j];
            if (q->valid_from != DATE_NONE)
                days[count++] = q->valid_from;
            if (q->valid_until != DATE_NONE)
                days[count++] = q->valid_until + 1;
        }
    }
    return count;
}

static int compare_days(const void *a, const void *b)
{
    const int32_t one = *(const int32_t *)a, other = *(const int32_t *)b;
    return one < other ? -1 : one > other;
}

static void count_current(const struct activity *a, int32_t day, int counts[DRAW_MAX])
{
    memset(counts, 0, DRAW_MAX * sizeof *counts);
    for (int i = 0; i < a->bank_count; i++) {
        for (int j = 0; j < a->banks[i].question_count; j++) {
            const struct question *q = &a->banks[i].questions[j];
            int draw = draw_of(a, q->topic);
            if (draw >= 0 && question_is_current(q, day))
                counts[draw]++;
        }
    }
}

static void report_short(const struct activity *a, const struct draw *draw, int have, int32_t day,
                         struct err_list *faults)
{
    char text[DATE_TEXT_LEN];
    struct strbuf path;
    date_format(day, text);
    strbuf_init(&path);
    strbuf_addf(&path, "%s/activity.txt", a->folder);
    err_list_add(faults, ERR_ERROR, path.text, 0, 0,
                 "“抽题”要抽%s %d 题，%s 这天只有 %d 道能用（已审核、在有效期内）", draw->topic,
                 draw->count, text, have);
    strbuf_fini(&path);
}

static int count_questions(const struct activity *a)
{
    int total = 0;
    for (int i = 0; i < a->bank_count; i++)
        total += a->banks[i].question_count;
    return total;
}

void check_draws(const struct activity *a, struct err_list *faults)
{
    int32_t *days = mem_alloc((size_t)(2 * count_questions(a) + 1) * sizeof *days);
    int day_count = list_days(a, days);
    bool told[DRAW_MAX] = { false };
    qsort(days, (size_t)day_count, sizeof *days, compare_days);
    for (int i = 0; i < day_count; i++) {
        int counts[DRAW_MAX];
        bool again = i > 0 && days[i] == days[i - 1];
        if (again || days[i] < a->first_day || days[i] > a->last_day)
            continue;
        count_current(a, days[i], counts);
        for (int j = 0; j < a->draw_count; j++) {
            if (told[j] || counts[j] >= a->draws[j].count)
                continue;
            report_short(a, &a->draws[j], counts[j], days[i], faults);
            told[j] = true;
        }
    }
    free(days);
}
