/*
 * The lines that banks, questionnaires and activity.txt are made of (FORMATS.md section 1): takes
 * bytes apart into trimmed lines and says what each looks like. Knows no key's meaning.
 */
#ifndef WENDA_ACTIVITY_LINE_H
#define WENDA_ACTIVITY_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "activity/reader.h"

enum { LINE_NAME_MAX_CHARS = 12, LINE_NAME_LEN = LINE_NAME_MAX_CHARS * 4 + 1 };

struct line {
    struct spot at; /* of the first character of text */
    bool indented;  /* by two blanks, a tab or a U+3000: may continue a value */
    bool plain;     /* began with a backslash: text, whatever it looks like */
    char *text;     /* trimmed; lives in the reader's arena */
};

struct line_source {
    char *cursor;
    int number;
};

enum line_kind {
    LINE_TEXT,
    LINE_KEY,      /* 键: 值 */
    LINE_QUESTION, /* 1. 题干 */
    LINE_OPTION,   /* A. 选项 */
    LINE_HEADING,  /* 一、单选题 */
    LINE_SECTION   /* [竞答] */
};

/* Which lines have a meaning besides 键: 值. */
enum line_grammar { LINE_GRAMMAR_FORM, LINE_GRAMMAR_SETTINGS };

struct line_parts {
    enum line_kind kind;
    char name[LINE_NAME_LEN]; /* of a key */
    char letter;              /* of an option */
    const char *value;        /* what follows the mark; of a section what stands in the brackets */
    struct spot value_at;
};

/* Takes a private copy of the text. False, with an error reported, for a file that is too long or
 * not UTF-8. Control characters become blanks, with a warning. */
bool line_source_init(struct line_source *source, struct reader *reader, const char *text,
                      size_t text_len);
/* The next line that is neither blank nor a comment; false at the end. */
bool line_next(struct line_source *source, struct line *out);
/* Takes a line apart. value of a section is cut in place. */
void line_split(const struct line *line, enum line_grammar grammar, struct line_parts *out);
/* What text would be taken for at the start of a line. */
enum line_kind line_kind_of(const char *text, enum line_grammar grammar);
/* Cuts blanks (also U+3000 and the like) off both ends in place and returns the new start. */
char *line_trim(char *text);

#endif
