/*
 * The figures of the staff panel as plain data: filled by the booth from the store, looked at by
 * the screens. Owned by the booth; the kiosk borrows the latest one until it is told of the next.
 */
#ifndef WENDA_PLAY_DASHBOARD_H
#define WENDA_PLAY_DASHBOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/claim_code.h"
#include "activity/model.h"

enum {
    DASH_TEXT_LEN = 160,
    DASH_QUESTIONS_MAX = 512,
    DASH_TOPICS_MAX = 64,
    DASH_BARS_MAX = 512,
    DASH_AWARDS_MAX = 64,
    DASH_HASH_LEN = 65
};

/* Of a day, or of the whole activity. */
struct dash_figures {
    int visits;
    int quiz_started, quiz_completed;
    double quiz_mean, quiz_asked; /* right and asked of a completed quiz; 0 without one */
    int surveys_started, surveys_completed;
};

/* Right answers of a question or a 知识点. */
struct dash_share {
    char name[DASH_TEXT_LEN];
    int asked, right;
};

/* One answer of a questionnaire's question; a heading where is_head. */
struct dash_bar {
    char name[DASH_TEXT_LEN];
    bool is_head;
    int count, of; /* of: who answered the question */
};

struct dash_tier {
    char name[DASH_TEXT_LEN]; /* of the prize */
    char tier[DASH_TEXT_LEN]; /* 一等奖 */
    int total, left, issued, claimed, pending;
    int opening, added, out, back; /* left = opening + added - out + back */
};

struct dash_award {
    char code[CLAIM_CODE_LEN];
    char name[DASH_TEXT_LEN]; /* tier and item */
    bool shown;               /* false: nobody has seen it, as after a power cut */
    int64_t awarded_ms;
};

struct dash_count {
    int total, today;
};

struct dashboard {
    int64_t wall_ms; /* when it was read */
    struct dash_figures today, whole;
    int hours[24];                        /* visits of today */
    int64_t open_today_ms, open_whole_ms; /* the booth was open to the public */
    int64_t open_began_ms;                /* wall time of today's opening; 0 = not today */
    struct dash_share questions[DASH_QUESTIONS_MAX], topics[DASH_TOPICS_MAX]; /* worst first */
    int question_count, topic_count;
    struct dash_bar bars[DASH_BARS_MAX];
    int bar_count;
    struct dash_tier tiers[TIER_MAX];
    int tier_count;
    struct dash_award awards[DASH_AWARDS_MAX]; /* not claimed yet */
    int award_count, awards_pending;           /* pending: all of them */
    struct dash_count counts[UNIT_MAX][COUNTER_MAX];
    struct dash_count count_sums[COUNTER_MAX]; /* over all units, also former ones */
    /* health */
    bool database_ok, clock_ok, rehearsal, simulated;
    bool awards_stopped;            /* a damaged database was set aside: staff have to decide */
    char aside[32];                 /* its folder in set-aside/ */
    int64_t aside_ms;               /* wall time of that */
    int64_t pin_anew_ms;            /* a PIN was set in the place of a lost one; 0 = never */
    int64_t free_len, database_len; /* bytes; free -1 = not known */
    int64_t backup_ms, export_ms;   /* wall times; 0 = never */
    int answers, answers_since_export;
    /* facts */
    char kind[16], folder[DASH_TEXT_LEN], booth[64];
    char chain_hash[DASH_HASH_LEN];
    int chain_number, schema;
};

#endif
