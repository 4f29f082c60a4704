/*
 * Inside of convert_add_raw: what is known so far of one question. What its places state
 * (decide_answer.c), what its stem states (decide_stem.c) and its type (decide_type.c) are put
 * together in decide.c.
 */
#ifndef WENDA_ACTIVITY_CONVERT_DECIDE_INSIDE_H
#define WENDA_ACTIVITY_CONVERT_DECIDE_INSIDE_H

#include "activity/convert/internal.h"
#include "activity/convert/reply.h"
#include "activity/convert/span.h"
#include "activity/convert/stem.h"

enum { ORDER_LEN = REPLY_LETTERS_MAX + 1 };

struct decision {
    struct arena arena; /* scratch */
    const struct convert_raw *raw;
    struct stem stem;
    struct span options[OPTION_MAX];
    int option_count;
    enum type_word word;
    enum question_type type;
    bool judge_options; /* 对 and 错, in the order that first_is_right says */
    bool first_is_right;
    unsigned taken; /* marks of the stem that were its answer */

    bool has_mask, has_side, conflict;
    uint32_t mask; /* of a choice */
    bool right;    /* of a statement */
    char order[ORDER_LEN];
    struct span remark;

    bool refused;
    struct strbuf doubts;
};

/* One more reason why the question is doubtful. */
void decide_doubt(struct decision *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The reason stands alone: what was doubted before does not matter any more. */
void decide_refuse(struct decision *d, enum question_type type, const char *reason);

/* Letters are a mask, bit i = option i. */
bool decide_is_subset(uint32_t letters, int option_count);
bool decide_has_several(uint32_t letters);
void decide_letters_text(uint32_t letters, char out[ORDER_LEN]);

/* One place's answer; another place's that differs makes a conflict. */
void decide_say_letters(struct decision *d, uint32_t letters);
void decide_say_side(struct decision *d, bool right);
/* The places outside the stem: of a choice, of a statement. */
void decide_read_letters(struct decision *d);
void decide_read_side(struct decision *d);

/* Another place said the answer: the stem may repeat it, and then must not show it. */
void decide_compare_with_stem(struct decision *d);
/* No other place said it. */
void decide_take_from_stem(struct decision *d);
void decide_take_side_from_stem(struct decision *d);
bool decide_stem_speaks_of_sides(const struct decision *d);

/* Whether the options are just 对 and 错. */
void decide_find_judge_options(struct decision *d);
void decide_without_options(struct decision *d);
void decide_with_options(struct decision *d);
/* Of a choice, when its answer is known. */
void decide_settle_choice_type(struct decision *d);

#endif
