/*
 * Zinnia's model for simplified Chinese (tegaki-zinnia-simplified-chinese), asked in parts, as the
 * time a reading takes grows with the characters compared: those in common use (the first level of
 * GB 2312, 3,755 of the 6,763), the rare ones, and a short list made for one sheet. A character's
 * score is the same in whichever part it is compared.
 *
 * The file, as zinnia 0.06 writes and maps it: three words (length ^ magic, version, characters),
 * then of each its UTF-8 in 16 bytes, the bias, and pairs of feature and weight up to feature -1.
 */
#ifndef WENDA_SHELL_INK_MODEL_H
#define WENDA_SHELL_INK_MODEL_H

#include <zinnia.h>

#include "base/err.h"

enum { INK_GUESS_LEN = 8 };

struct ink_guess {
    char text[INK_GUESS_LEN]; /* one character */
    double score;             /* 1 = as sure as of what the model learned from, -1 = surely not */
};

enum ink_part { INK_COMMON, INK_RARE, INK_LISTED, INK_PARTS };

struct ink_model;

/* Where Debian's package has it. */
extern const char *const ink_model_path;

/* 27 MB, held until freed; NULL when the file is missing or is none. */
struct ink_model *ink_model_new(const char *path, struct err *err);
void ink_model_free(struct ink_model *model);
/* The most likely characters of a part, the likeliest first; returns how many. */
int ink_model_ask(const struct ink_model *model, enum ink_part part,
                  const zinnia_character_t *character, struct ink_guess *out, int max);
/* Makes the listed part of those of the guesses that are common, in place of the list before;
 * false when there is none. */
bool ink_model_list(struct ink_model *model, const struct ink_guess *guesses, int count);
void ink_model_unlist(struct ink_model *model);

#endif
