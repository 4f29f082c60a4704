/*
 * Pinyin into words, by libgooglepinyin and the dictionary it comes with: full and abbreviated
 * spellings, phrases first. A pure function of the letters: nothing is chosen in the library, so
 * that it learns nothing, and its user dictionary is the null device. Knows nothing of screens.
 *
 * The dictionary is opened on first use and stays open. Not for more than one thread.
 */
#ifndef WENDA_VIEW_PINYIN_H
#define WENDA_VIEW_PINYIN_H

#include <stdbool.h>

enum { PINYIN_TEXT_LEN = 64, PINYIN_SPLIT_LEN = 64, PINYIN_LETTERS_MAX = 28 };

struct pinyin_word {
    char text[PINYIN_TEXT_LEN];
    int letters; /* so many of the letters it stands for */
};

/* The dictionary can be used; false is in the log once. */
bool pinyin_is_ready(void);
/* Words for the letters (a-z and '), the likeliest first; returns how many, at most max. */
int pinyin_find(const char *letters, struct pinyin_word *out, int max);
/* The letters with marks between syllables: zhi'shi'chan'q. */
void pinyin_split(const char *letters, char out[PINYIN_SPLIT_LEN]);

#endif
