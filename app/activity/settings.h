/*
 * Every key of activity.txt, declared once: section, name, type, range, default and a line of help.
 * The reader, its messages and activity_print_keys are all made from this table.
 */
#ifndef WENDA_ACTIVITY_SETTINGS_H
#define WENDA_ACTIVITY_SETTINGS_H

#include <stddef.h>

#include "activity/model.h"
#include "activity/reader.h"
#include "base/strbuf.h"

enum section {
    SECTION_TOP,
    SECTION_QUIZ,
    SECTION_PRIZE, /* [奖品 NAME]: once for each tier */
    SECTION_SURVEY,
    SECTION_CONSENT,
    SECTION_COUNTERS,
    SECTION_TIMEOUTS,
    SECTION_COUNT
};

enum setting_type {
    SETTING_TEXT,
    SETTING_ID,
    SETTING_DATE,
    SETTING_INT,
    SETTING_SECONDS, /* written in seconds, kept in milliseconds */
    SETTING_BOOL,
    SETTING_CHOICE,
    SETTING_UNITS,
    SETTING_LANGUAGES,
    SETTING_HOURS,
    SETTING_FILES,
    SETTING_DRAWS,
    SETTING_ODDS,
    SETTING_COUNTERS,
    SETTING_TYPE_COUNT
};

enum { SETTING_CHOICE_MAX = 4, SETTING_FILE_MAX = 32, SETTING_DRAW_TOTAL_MAX = 50 };

struct setting {
    enum section section;
    const char *name;
    enum setting_type type;
    size_t offset; /* in struct activity, of a prize in struct prize_tier */
    int min, max;
    const char *choices[SETTING_CHOICE_MAX];
    bool required;
    const char *usual; /* what holds when the key is not written; NULL = nothing */
    const char *help;
};

/* Files named by 题库 and 问卷, read after all of activity.txt is known. */
struct setting_files {
    const char *paths[SETTING_FILE_MAX];
    struct spot at;
    int count;
};

/* Where values go while activity.txt is read. */
struct settings_target {
    struct reader *reader;
    struct activity *activity;
    struct prize_tier *tier; /* of the present [奖品 …] */
    struct setting_files banks, surveys;
};

extern const struct setting settings[];
extern const int setting_count;

/* 竞答, 奖品 …; "" for the top. */
const char *section_name(enum section section);
/* Index into settings, or -1. */
int setting_find(enum section section, const char *name);
/* Sets the value from its text. False, with an error reported, when it is out of range or of
 * another form. */
bool setting_set(struct settings_target *target, const struct setting *setting, struct spot at,
                 const char *text);
/* `1 到 50 的整数`, `即时、最后` …: what a value may be. */
void setting_describe(const struct setting *setting, struct strbuf *out);

#endif
