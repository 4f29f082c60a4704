/*
 * The marks that the text of a bank is made of: numbers of questions, letters of options, keys
 * (答案：), headings. Each function looks at one place and says what could stand there; whether it
 * does is for those who see the whole.
 */
#ifndef WENDA_ACTIVITY_CONVERT_MARKS_H
#define WENDA_ACTIVITY_CONVERT_MARKS_H

#include <stdbool.h>

#include "activity/convert/span.h"
#include "activity/convert/type_word.h"

enum number_style {
    NUMBER_DOT, /* 1. */
    NUMBER_DUN, /* 1、 */
    NUMBER_COLON,
    NUMBER_SQUARE,  /* [1] */
    NUMBER_TI,      /* 第1题 */
    NUMBER_TIMU,    /* 题目1 */
    NUMBER_Q,       /* Q1 */
    NUMBER_PAREN,   /* 1) */
    NUMBER_PARENS,  /* (1) */
    NUMBER_DASH,    /* 1- */
    NUMBER_BARE,    /* 1 题干 */
    NUMBER_ALONE,   /* a line of digits */
    NUMBER_CHINESE, /* 一、 */
    NUMBER_STYLE_COUNT
};

struct number_mark {
    enum number_style style;
    int value;
    struct span digits; /* as printed */
    struct span prefix; /* a bracket before the number, with its marks: （√）1. */
    enum type_word tag; /* [单选题]1. */
    struct span rest;   /* the stem, or what there is of it */
    bool decimal;       /* a digit follows the dot: 1.5 or a stem that begins with one */
    bool residue;       /* 2、)……: page furniture within a stem */
};

/* At the beginning of a line. */
bool mark_number(struct span line, struct number_mark *out);

enum letter_style {
    LETTER_DOT,    /* A. A。 */
    LETTER_DUN,    /* A、 */
    LETTER_COLON,  /* A: */
    LETTER_PAREN,  /* A) */
    LETTER_PARENS, /* (A) */
    LETTER_COMMA,  /* A, */
    LETTER_SPACE,  /* A 十年 */
    LETTER_BARE,   /* A十年 */
    LETTER_ALONE,  /* a line of its own */
    LETTER_STYLE_COUNT
};

struct letter_mark {
    enum letter_style style;
    int letter; /* 0 = A */
    bool small;
    int end; /* where the option's text begins */
};

bool mark_letter(struct span text, int index, struct letter_mark *out);

enum text_key {
    TEXT_STEM,    /* 题干： */
    TEXT_OPTIONS, /* 选项： */
    TEXT_ANSWER,
    TEXT_EXPLANATION,
    TEXT_TOPIC,
    TEXT_DIFFICULTY,
    TEXT_POINTS,
    TEXT_TYPE,
    TEXT_BASIS,
    TEXT_TAKEAWAY,
    TEXT_SKIP, /* 您的答案, 得分: of whoever filled the paper in */
    TEXT_KEY_COUNT
};

struct key_mark {
    enum text_key key;
    int end;        /* where the value begins */
    bool bracketed; /* 【答案】 */
};

/* A key at index: word and colon, or word in brackets; at a line's start also `答案 C`. */
bool mark_key(struct span text, int index, bool line_start, struct key_mark *out);
/* A place within a line from which a key runs to the next one or the end; -1 when there is none. */
int mark_find_key(struct span line, int from, bool after_key, struct key_mark *out);

struct heading_mark {
    enum type_word type; /* NONE: of another kind (第一章 专利) */
    bool answers;        /* 参考答案 */
    bool numbered;       /* begins with 一、 or 第一部分 */
    int level;           /* 0 第一章, 1 一、, 2 （一）, 3 a bare word */
    int numeral;         /* 0 when none */
    struct span title;
};

bool mark_heading(struct span line, struct heading_mark *out);

#endif
