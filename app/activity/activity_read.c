/* The lines of activity.txt, by the table of settings. */
#include "activity/activity_read.h"

#include <stdlib.h>
#include <string.h>

#include "activity/line.h"
#include "activity/text.h"

struct settings_reader {
    struct settings_target *target;
    enum section section;
    bool skipping;       /* below a section that is unknown */
    struct spot tier_at; /* of the present [奖品 …] */
    bool *given; /* one flag a setting: written in its section (the present one, of prizes) */
    struct strbuf value; /* of the key being read, with its continuations */
    int open;            /* index of that key, or -1 */
    struct spot value_at;
    bool seen[SECTION_COUNT];
};

static void finish_key(struct settings_reader *s)
{
    if (s->open < 0)
        return;
    const struct setting *setting = &settings[s->open];
    s->open = -1;
    if (s->value.len > 0)
        setting_set(s->target, setting, s->value_at, s->value.text);
    else
        reader_error(s->target->reader, s->value_at, "“%s”后面没有内容", setting->name);
}

/* What was not written takes its default, parsed as if it had been written. */
static void finish_section(struct settings_reader *s, enum section section, struct spot at)
{
    for (int i = 0; i < setting_count; i++) {
        const struct setting *setting = &settings[i];
        if (setting->section != section || s->given[i])
            continue;
        if (setting->required)
            reader_error(s->target->reader, at, "%s%s%s少了“%s”：%s",
                         *section_name(section) ? "[" : "", section_name(section),
                         *section_name(section) ? "]" : "", setting->name, setting->help);
        else if (setting->usual)
            setting_set(s->target, setting, at, setting->usual);
    }
}

static void finish_tier(struct settings_reader *s)
{
    if (!s->target->tier)
        return;
    finish_section(s, SECTION_PRIZE, s->tier_at);
    s->target->tier = NULL;
    for (int i = 0; i < setting_count; i++)
        if (settings[i].section == SECTION_PRIZE)
            s->given[i] = false;
}

static void begin_tier(struct settings_reader *s, const char *name, struct spot at)
{
    struct activity *activity = s->target->activity;
    struct reader *reader = s->target->reader;
    s->section = SECTION_PRIZE;
    s->tier_at = at;
    if (!*name) {
        reader_error(reader, at, "奖品要写上奖级，例如 [奖品 一等奖]");
        s->skipping = true;
        return;
    }
    for (int i = 0; i < activity->tier_count; i++)
        if (strcmp(activity->tiers[i].name, name) == 0)
            reader_error(reader, at, "[奖品 %s] 写了两次", name);
    if (activity->tier_count == TIER_MAX) {
        reader_error(reader, at, "奖级太多，最多 %d 个", TIER_MAX);
        s->skipping = true;
        return;
    }
    s->target->tier = &activity->tiers[activity->tier_count++];
    s->target->tier->name = arena_strdup(reader->arena, name);
}

static void take_section(struct settings_reader *s, const char *title, struct spot at)
{
    finish_tier(s);
    s->skipping = false;
    size_t word_len = strcspn(title, " ");
    const char *rest = title + word_len + strspn(title + word_len, " ");
    const char *names[SECTION_COUNT];
    for (int i = SECTION_QUIZ; i < SECTION_COUNT; i++) {
        const char *name = section_name((enum section)i);
        names[i] = name;
        if (strlen(name) != word_len || strncmp(name, title, word_len) != 0)
            continue;
        if (i == SECTION_PRIZE) {
            begin_tier(s, rest, at);
            return;
        }
        if (*rest)
            reader_error(s->target->reader, at, "[%s] 后面不用写“%s”", name, rest);
        if (s->seen[i])
            reader_error(s->target->reader, at, "[%s] 写了两次", name);
        s->section = (enum section)i;
        s->seen[i] = true;
        return;
    }
    s->skipping = true;
    reader_unknown(s->target->reader, at, "栏目", title, names + SECTION_QUIZ,
                   SECTION_COUNT - SECTION_QUIZ);
}

static void refuse_key(struct settings_reader *s, const char *name, struct spot at)
{
    const char **names = mem_alloc((size_t)setting_count * sizeof *names);
    int count = 0;
    for (int i = 0; i < setting_count; i++)
        if (settings[i].section == s->section)
            names[count++] = settings[i].name;
    reader_unknown(s->target->reader, at, "键", name, names, count);
    for (int i = 0; i < setting_count; i++) {
        if (settings[i].section == s->section || strcmp(settings[i].name, name) != 0)
            continue;
        if (settings[i].section == SECTION_TOP)
            reader_error(s->target->reader, at, "“%s”要写在第一个栏目的前面", name);
        else
            reader_error(s->target->reader, at, "“%s”要写在 [%s] 里", name,
                         section_name(settings[i].section));
        break;
    }
    free(names);
}

static void take_key(struct settings_reader *s, const struct line_parts *parts, struct spot at)
{
    if (s->skipping)
        return;
    int index = setting_find(s->section, parts->name);
    if (index < 0) {
        refuse_key(s, parts->name, at);
        return;
    }
    if (s->given[index]) {
        reader_error(s->target->reader, at, "“%s”写了两次", parts->name);
        return;
    }
    s->given[index] = true;
    s->open = index;
    s->value_at = parts->value_at;
    strbuf_clear(&s->value);
    strbuf_add(&s->value, parts->value);
}

static void take_line(struct settings_reader *s, const struct line *line)
{
    struct line_parts parts;
    if (line->indented && s->open >= 0) {
        strbuf_addf(&s->value, "%s%s", s->value.len > 0 ? "\n" : "", line->text);
        return;
    }
    finish_key(s);
    line_split(line, LINE_GRAMMAR_SETTINGS, &parts);
    if (parts.kind == LINE_SECTION)
        take_section(s, parts.value, line->at);
    else if (parts.kind == LINE_KEY)
        take_key(s, &parts, line->at);
    else if (!s->skipping)
        reader_error(s->target->reader, line->at,
                     "看不懂这一行；活动文件只有“键: 值”和 [竞答] 这样的栏目");
}

bool activity_read_settings(struct settings_target *target, const char *text, size_t text_len)
{
    struct line_source source;
    struct line line;
    const int errors = target->reader->error_count;
    if (!line_source_init(&source, target->reader, text, text_len))
        return false;
    struct settings_reader s = { .target = target, .section = SECTION_TOP, .open = -1 };
    s.given = mem_zalloc((size_t)setting_count * sizeof *s.given);
    strbuf_init(&s.value);
    while (line_next(&source, &line))
        take_line(&s, &line);
    finish_key(&s);
    finish_tier(&s);
    for (int i = 0; i < SECTION_COUNT; i++) {
        bool absent = (i == SECTION_QUIZ || i == SECTION_SURVEY) && !s.seen[i];
        if (i != SECTION_PRIZE)
            finish_section(&s, (enum section)i, (struct spot){ 0, 0 });
        if (absent && i == SECTION_QUIZ)
            target->activity->quiz_on = false;
        if (absent && i == SECTION_SURVEY)
            target->activity->survey_on = false;
    }
    strbuf_fini(&s.value);
    free(s.given);
    return target->reader->error_count == errors;
}
