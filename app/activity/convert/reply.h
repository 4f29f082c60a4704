/*
 * What the words of an answer say by themselves, before they are held against a question: letters
 * (C; A、C; ＡＢ; acb), right or wrong (√; 错误; T), option numbers (1,3; ①③), or none of these.
 * All of the text has to be the answer, but for a remark behind it (C。因为……).
 */
#ifndef WENDA_ACTIVITY_CONVERT_REPLY_H
#define WENDA_ACTIVITY_CONVERT_REPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/convert/span.h"

enum { REPLY_LETTERS_MAX = 26 };

struct reply {
    bool has_letters;
    uint32_t letters;                 /* bit i = option i */
    uint8_t order[REPLY_LETTERS_MAX]; /* as written */
    int letter_count;
    bool small; /* written in small letters */
    bool has_judge, right;
    bool judge_by_letter; /* T, F, Y, N, V, X: may be an option's letter as well */
    bool has_numbers;
    uint32_t numbers; /* bit i = option number i + 1 */
    bool zero;        /* a 0 is among them: counted from 0, or no number */
    bool elsewhere;   /* 见解析, 略: the answer is not here */
    bool echo;        /* rest is a delimiter away from one letter: C. 二十年 */
    struct span text; /* the words themselves, without 答案: and brackets */
    struct span rest; /* the remark */
};

/* False when the text is none of the forms (out->text is still set): it may be an option's text. */
bool reply_parse(struct span text, struct reply *out);
/* The same, where nothing may follow. */
bool reply_parse_whole(struct span text, struct reply *out);
/* Length of the letters or of the judge word that begins at index, or 0. Adjacent letters belong
 * together; nothing is skipped. */
int reply_token(struct span text, int index, struct reply *out);
/* Whether all of the text is a word for right or wrong. */
bool reply_is_judge_word(struct span text, bool *right);

#endif
