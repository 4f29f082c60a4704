/*
 * The model: an activity with its quiz banks and questionnaires, laid out for every type and key of
 * the canonical text, including those that a given screen or importer does not use.
 * Knows nothing of files, screens, visitors or storage.
 *
 * Ownership: everything hangs in the activity's (or a form's) arena and lives until it is freed;
 * all others borrow. Text is valid UTF-8. Letters of options are 'A' + index, whatever a shuffle
 * shows.
 */
#ifndef WENDA_ACTIVITY_MODEL_H
#define WENDA_ACTIVITY_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/mem.h"
#include "port/crypt.h"

enum {
    OPTION_MAX = 26,
    ROW_MAX = 16,   /* statements of a matrix */
    SCALE_MAX = 11, /* points of a scale, the one outside the mean not counted */
    LANGUAGE_MAX = 8,
    DRAW_MAX = 16, /* topics in a draw */
    TIER_MAX = 8,  /* prize tiers */
    TIER_NAME_MAX_CHARS = 8,
    UNIT_MAX = 16 /* units that give consultations */
};

enum question_type {
    QUESTION_SINGLE,   /* 单选 */
    QUESTION_MULTIPLE, /* 多选 */
    QUESTION_JUDGE,    /* 判断: option A is 对, B is 错 */
    QUESTION_ORDER,    /* 排序 */
    QUESTION_NUMBER,   /* 数字 */
    QUESTION_SCALE,    /* 量表 */
    QUESTION_RATING,   /* 评分 */
    QUESTION_MATRIX,   /* 矩阵 */
    QUESTION_TEXT,     /* 文本 */
    QUESTION_DATE,     /* 日期 */
    QUESTION_NOTE,     /* 说明 */
    QUESTION_TYPE_COUNT
};

enum difficulty { DIFFICULTY_EASY, DIFFICULTY_MEDIUM, DIFFICULTY_HARD, DIFFICULTY_COUNT };

/* Where something stands in its source, for diagnostics. */
struct place {
    const char *path;
    int line;
};

/* What all languages share of an option. */
struct question_option {
    const char *picture; /* path below the activity folder, or NULL */
    bool fixed;          /* [固定]: keeps its place under shuffling */
    bool exclusive;      /* [互斥]: unticks the others */
    bool other;          /* [其他]: opens a text field */
};

/* One language's text of a question. Arrays have the question's counts; members may be NULL except
 * stem and the texts of options, scale points and rows. */
struct wording {
    const char *stem;
    const char **options;
    const char **scale;
    const char *scale_unclear; /* the point outside the mean (不清楚), or NULL */
    const char **rows;
    const char *explanation; /* 解析 */
    const char *takeaway;    /* 要点 */
    const char *basis;       /* 依据 */
    const char *hint;        /* 提示 */
    const char *constraint_message;
};

struct expr;

struct question {
    const char *id; /* 编号, unique in an activity; derived from the stem where none is written */
    bool id_derived;
    enum question_type type;
    struct place place;
    struct question_option *options;
    int option_count;
    /* [0] is the first language and never NULL; the others follow activity.languages. */
    struct wording *wordings[LANGUAGE_MAX];
    const char *picture; /* of the stem: path below the activity folder, or NULL */

    /* quiz */
    bool has_answer;
    uint32_t answer_choices;          /* bit i = option i */
    uint8_t answer_order[OPTION_MAX]; /* option indices in the right order */
    double answer_number;
    const char *topic; /* 知识点, or NULL */
    enum difficulty difficulty;
    int points;                      /* 分值, default 1 */
    int limit_s;                     /* 限时; -1 = the activity's */
    const char *edition;             /* 版本 */
    int32_t valid_from, valid_until; /* 生效, 失效: first and last day, DATE_NONE = open */
    const char *review;              /* 审核; NULL = 未审核, never shown on a booth */

    /* questionnaire */
    bool required;
    int min_choices, max_choices; /* 最少, 最多; 0 = no limit. For 数字: see range */
    int scale_count;
    int row_count;
    bool has_range;
    double range_min, range_max; /* 范围 of 评分 and 数字 */
    int max_chars;               /* 字数 of 文本 */
    struct expr *relevant;       /* 显示条件, or NULL */
    struct expr *constraint;     /* 校验, or NULL */

    /* SHA-256 of the canonical text in the first language: names this very version of the question.
     */
    char hash[CRYPT_HEX_LEN];
};

enum form_kind { FORM_BANK, FORM_SURVEY };

struct form {
    enum form_kind kind;
    const char *id;
    const char *titles[LANGUAGE_MAX]; /* [0] never NULL */
    const char *path;
    const char *languages[LANGUAGE_MAX]; /* [0] never NULL; the others NULL where titles is */
    struct question *questions;
    int question_count;
};

/* One line of 抽题. Topic 其他 stands for every topic that no other line names. */
struct draw {
    const char *topic;
    int count;
};

enum feedback_mode { FEEDBACK_AT_ONCE, FEEDBACK_AT_END, FEEDBACK_MODE_COUNT };
enum prize_way { PRIZE_NONE, PRIZE_BY_SCORE, PRIZE_BY_DRAW, PRIZE_BY_RANK, PRIZE_WAY_COUNT };

struct prize_tier {
    const char *name;     /* 一等奖 */
    const char *item;     /* what is handed over: 定制帆布袋 */
    int stock;            /* 数量 */
    int daily;            /* 每日投放; 0 = no limit by day */
    int need_right;       /* 达标: so many right */
    int odds;             /* 抽奖: one in so many */
    const char *fallback; /* 递补: name of the tier that stands in when this one is out, or NULL */
};

/* 计数: what staff count by hand, for each unit. */
enum { COUNTER_MAX = 8, COUNTER_MAX_CHARS = 16 };
struct counter {
    const char *name;    /* 接待咨询 */
    const char *measure; /* 人次 */
};

/* Idle limits in milliseconds, by kind of screen; see DESIGN tokens, time limits. */
struct timeouts {
    int home_ms, rules_ms, survey_ms, consent_ms, feedback_ms, result_ms, thanks_ms;
    int warning_ms; /* the countdown of the idle dialog */
};

struct activity {
    struct arena arena;
    const char *folder;
    const char *name, *id, *slogan, *organiser, *co_organiser, *place;
    int32_t first_day, last_day;
    const char *units[UNIT_MAX];
    int unit_count;
    const char *languages[LANGUAGE_MAX]; /* BCP 47 tags; [0] is the first language */
    int language_count;
    int open_minute, close_minute; /* of the day; opening hours */
    bool allow_unsigned;
    struct timeouts timeouts;
    struct counter counters[COUNTER_MAX];
    int counter_count;

    /* quiz */
    bool quiz_on;    /* switched on in activity.txt */
    bool quiz_ready; /* on, and every bank read without an error */
    struct form *banks;
    int bank_count;
    struct draw draws[DRAW_MAX];
    int draw_count;
    int limit_s; /* 每题限时; 0 = none */
    enum feedback_mode feedback;
    enum prize_way prize_way;
    int qualify_right; /* 抽奖: so many right qualify */
    int code_valid_days;
    bool expired_return; /* 过期回库: what was not fetched in time goes back to stock */
    int cool_s;          /* 满分冷却: between two visits with full score; 0 = none */
    struct prize_tier tiers[TIER_MAX];
    int tier_count;

    /* questionnaires */
    bool survey_on, survey_ready;
    struct form *surveys;
    int survey_count;
    bool review_before_send;
    const char *consent_purpose, *consent_keeper, *consent_retention;
};

/* The wording in a language, falling back to the first; never NULL. language is an index into
 * activity.languages. */
const struct wording *question_wording(const struct question *question, int language);
const char *form_title(const struct form *form, int language);
/* Index of a tag (exactly, else by its primary subtag: en-GB finds en), or -1. */
int activity_language(const struct activity *activity, const char *tag);
/* True if the question may be shown on that day: reviewed, and within its validity. */
bool question_is_current(const struct question *question, int32_t day);
/* The day whose law counts: today if it lies within the activity's days, else its first day. */
int32_t activity_day(const struct activity *activity, int32_t today);
/* The question of that id in all banks or questionnaires, or NULL. */
const struct question *activity_find_question(const struct activity *activity, const char *id);
int activity_draw_total(const struct activity *activity);

/* Names as written in banks: 单选 …, and as in JSON: single …; never NULL. */
const char *question_type_name(enum question_type type);
const char *question_type_tag(enum question_type type);
const char *difficulty_name(enum difficulty difficulty);
bool question_type_has_choices(enum question_type type); /* single, multiple, judge, order */

#endif
