/*
 * A stem as sources word it: tags (多选), points, blanks and often the answer itself stand in it.
 * Finds them, and writes the stem without them. Knows nothing of options or of other answers, so it
 * does not decide what is an answer.
 */
#ifndef WENDA_ACTIVITY_CONVERT_STEM_H
#define WENDA_ACTIVITY_CONVERT_STEM_H

#include "activity/convert/reply.h"
#include "activity/convert/span.h"
#include "activity/convert/type_word.h"
#include "base/mem.h"

enum { STEM_MARKS_MAX = 12 };

struct stem_mark {
    enum stem_mark_kind {
        STEM_BLANK, /* an empty bracket */
        STEM_REPLY, /* a bracket, or a line to write on, that holds an answer's words */
        STEM_BARE   /* such words behind the stem or before it, without a bracket */
    } kind;
    int from, to;
    bool apart; /* STEM_BARE: set off from the text so that it cannot belong to it */
    struct reply reply;
};

struct stem {
    struct span text; /* without tags */
    enum type_word tag;
    int points; /* 0 when not stated */
    struct stem_mark marks[STEM_MARKS_MAX];
    int mark_count;
    /* （　）正确（√）错误 behind a statement was taken off: */
    bool has_ballot;
    bool ballot_given, ballot_right;
    bool ballot_unclear; /* ticked twice, or so that it cannot be told what */
};

void stem_scan(struct arena *arena, struct span text, struct stem *out);
/* The stem without the marks whose bit is set: a bracket inside it becomes （　　）, at its start
 * or, of a statement, at its end nothing stays. Empty brackets of a statement go likewise. */
struct span stem_clean(struct arena *arena, const struct stem *stem, unsigned taken,
                       bool statement);
/* True if a bracket still shows a tick or a cross, or exactly these letters (bits; 0 = none). */
bool stem_shows_answer(struct span text, uint32_t letters);
/* Whether a text asks or states something to be judged: a question mark, an empty bracket, or one
 * with an answer in it. */
bool stem_asks(struct span text);
/* Whether a bracket or the end holds an answer's words. */
bool stem_holds_answer(struct span text);
/* 2 of （2分）, 本题 2 分; 0 when the text is no such remark. */
int stem_points(struct span text);

#endif
