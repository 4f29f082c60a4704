/* One setter for each type of value in activity.txt. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "activity/draft.h"
#include "activity/settings.h"
#include "activity/text.h"
#include "activity/value.h"
#include "base/utf8.h"

typedef bool set_function(struct settings_target *t, const struct setting *s, void *slot,
                          const char *text);

/* Each setter only says no; setting_set then tells what would have been accepted. */
static bool set_text(struct settings_target *t, const struct setting *s, void *slot,
                     const char *text)
{
    const char *value = text_decode(t->reader->arena, text);
    *(const char **)slot = value;
    return utf8_count(value) <= s->max && !strchr(value, '\n');
}

static bool set_id(struct settings_target *t, const struct setting *s, void *slot, const char *text)
{
    (void)s;
    *(const char **)slot = arena_strdup(t->reader->arena, text);
    return id_is_valid(text);
}

static bool set_date(struct settings_target *t, const struct setting *s, void *slot,
                     const char *text)
{
    (void)t;
    (void)s;
    return date_parse(text, slot);
}

static bool set_int(struct settings_target *t, const struct setting *s, void *slot,
                    const char *text)
{
    int value = 0;
    (void)t;
    if (!value_parse_int(text, &value) || value < s->min || value > s->max)
        return false;
    *(int *)slot = value;
    return true;
}

static bool set_seconds(struct settings_target *t, const struct setting *s, void *slot,
                        const char *text)
{
    int value = 0;
    if (!set_int(t, s, &value, text))
        return false;
    *(int *)slot = value * 1000;
    return true;
}

static bool set_bool(struct settings_target *t, const struct setting *s, void *slot,
                     const char *text)
{
    (void)t;
    (void)s;
    return value_parse_bool(text, slot);
}

/* The choices stand in the order of their enum. */
static bool set_choice(struct settings_target *t, const struct setting *s, void *slot,
                       const char *text)
{
    (void)t;
    for (int i = 0; i < SETTING_CHOICE_MAX && s->choices[i]; i++) {
        if (strcmp(s->choices[i], text) == 0) {
            static_assert(sizeof(enum feedback_mode) == sizeof(int) &&
                              sizeof(enum prize_way) == sizeof(int),
                          "every choice is kept in an int");
            *(int *)slot = i;
            return true;
        }
    }
    return false;
}

static bool has_doubles(const char *const *items, int count)
{
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++)
            if (strcmp(items[i], items[j]) == 0)
                return true;
    return false;
}

static bool set_units(struct settings_target *t, const struct setting *s, void *slot,
                      const char *text)
{
    struct activity *activity = t->activity;
    (void)slot;
    activity->unit_count = text_split_list(t->reader->arena, text, activity->units, s->max);
    return activity->unit_count >= 1 && activity->unit_count <= s->max &&
           !has_doubles(activity->units, activity->unit_count);
}

static bool set_languages(struct settings_target *t, const struct setting *s, void *slot,
                          const char *text)
{
    struct activity *activity = t->activity;
    (void)slot;
    int count = text_split_list(t->reader->arena, text, activity->languages, s->max);
    if (count < 1 || count > s->max || has_doubles(activity->languages, count))
        return false;
    activity->language_count = count;
    for (int i = 0; i < count; i++)
        if (!language_is_valid(activity->languages[i]))
            return false;
    return true;
}

/* HH:MM as minutes of the day; 24:00 is the end of it. */
static bool take_clock(const char **text, int *minute)
{
    const char *p = *text;
    size_t digits = strspn(p, "0123456789");
    if (digits < 1 || digits > 2 || p[digits] != ':' || strspn(p + digits + 1, "0123456789") != 2)
        return false;
    char *end = NULL;
    long hours = strtol(p, &end, 10);
    long minutes = strtol(end + 1, &end, 10);
    *text = end;
    *minute = (int)(hours * 60 + minutes);
    return minutes < 60 && *minute <= 24 * 60;
}

static bool set_hours(struct settings_target *t, const struct setting *s, void *slot,
                      const char *text)
{
    struct activity *activity = t->activity;
    (void)s;
    (void)slot;
    if (!take_clock(&text, &activity->open_minute))
        return false;
    text += strspn(text, " ");
    if (*text++ != '-')
        return false;
    text += strspn(text, " ");
    return take_clock(&text, &activity->close_minute) && !*text &&
           activity->open_minute < activity->close_minute;
}

static struct setting_files *files_of(struct settings_target *t, const struct setting *s)
{
    return s->section == SECTION_QUIZ ? &t->banks : &t->surveys;
}

static bool set_files(struct settings_target *t, const struct setting *s, void *slot,
                      const char *text)
{
    struct setting_files *files = files_of(t, s);
    (void)slot;
    files->count = text_split_list(t->reader->arena, text, files->paths, s->max);
    if (files->count < 1 || files->count > s->max || has_doubles(files->paths, files->count))
        return false;
    for (int i = 0; i < files->count; i++) {
        const char *path = files->paths[i];
        if (*path == '/' || strchr(path, '\\') || strstr(path, ".."))
            return false;
    }
    return true;
}

/* 专利 3 */
static bool take_draw(struct settings_target *t, const char *item, struct draw *out)
{
    size_t len = strlen(item), name_len = len;
    while (name_len > 0 && item[name_len - 1] >= '0' && item[name_len - 1] <= '9')
        name_len--;
    if (!value_parse_int(item + name_len, &out->count) || out->count < 1 ||
        out->count > SETTING_DRAW_TOTAL_MAX)
        return false;
    while (name_len > 0 && item[name_len - 1] == ' ')
        name_len--;
    out->topic = arena_strndup(t->reader->arena, item, name_len);
    return name_len > 0;
}

static bool set_draws(struct settings_target *t, const struct setting *s, void *slot,
                      const char *text)
{
    struct activity *activity = t->activity;
    const char *items[DRAW_MAX];
    (void)slot;
    int count = text_split_list(t->reader->arena, text, items, s->max);
    if (count < 1 || count > s->max)
        return false;
    activity->draw_count = count;
    for (int i = 0; i < count; i++) {
        if (!take_draw(t, items[i], &activity->draws[i]))
            return false;
        for (int j = 0; j < i; j++)
            if (strcmp(activity->draws[i].topic, activity->draws[j].topic) == 0)
                return false;
    }
    return activity_draw_total(activity) <= SETTING_DRAW_TOTAL_MAX;
}

static bool set_odds(struct settings_target *t, const struct setting *s, void *slot,
                     const char *text)
{
    return text[0] == '1' && text[1] == '/' && set_int(t, s, slot, text + 2);
}

/* 接待咨询 人次 */
static bool set_counters(struct settings_target *t, const struct setting *s, void *slot,
                         const char *text)
{
    struct activity *activity = t->activity;
    const char *items[COUNTER_MAX], *names[COUNTER_MAX];
    (void)slot;
    int count = text_split_list(t->reader->arena, text, items, s->max);
    if (count < 1 || count > s->max)
        return false;
    activity->counter_count = count;
    for (int i = 0; i < count; i++) {
        const char *measure = strrchr(items[i], ' ');
        if (!measure || measure == items[i] || utf8_count(items[i]) > COUNTER_MAX_CHARS)
            return false;
        size_t len = (size_t)(measure - items[i]);
        while (len > 0 && items[i][len - 1] == ' ')
            len--;
        names[i] = arena_strndup(t->reader->arena, items[i], len);
        activity->counters[i] = (struct counter){ names[i], measure + 1 };
    }
    return !has_doubles(names, count);
}

static set_function *const setters[] = {
    [SETTING_TEXT] = set_text,           [SETTING_ID] = set_id,
    [SETTING_DATE] = set_date,           [SETTING_INT] = set_int,
    [SETTING_SECONDS] = set_seconds,     [SETTING_BOOL] = set_bool,
    [SETTING_CHOICE] = set_choice,       [SETTING_UNITS] = set_units,
    [SETTING_LANGUAGES] = set_languages, [SETTING_HOURS] = set_hours,
    [SETTING_FILES] = set_files,         [SETTING_DRAWS] = set_draws,
    [SETTING_ODDS] = set_odds,           [SETTING_COUNTERS] = set_counters,
};
static_assert(sizeof setters / sizeof setters[0] == SETTING_TYPE_COUNT, "a setter for every type");

bool setting_set(struct settings_target *target, const struct setting *setting, struct spot at,
                 const char *text)
{
    char *base =
        setting->section == SECTION_PRIZE ? (char *)target->tier : (char *)target->activity;
    if (setting->type == SETTING_FILES)
        files_of(target, setting)->at = at;
    if (setters[setting->type](target, setting, base + setting->offset, text))
        return true;
    struct strbuf wanted;
    strbuf_init(&wanted);
    setting_describe(setting, &wanted);
    const char *near = setting->type == SETTING_CHOICE
                           ? err_nearest(text, setting->choices, setting->choices[2] ? 4 : 2)
                           : NULL;
    reader_error(target->reader, at, "“%s”的值“%s”不能用，要写：%s%s%s%s", setting->name, text,
                 wanted.text, near ? "；是不是“" : "", near ? near : "", near ? "”？" : "");
    strbuf_fini(&wanted);
    return false;
}
