/*
 * The lines of a bank taken apart into pieces that each are one thing: a number with what follows
 * it, an option's line, a key with its value, a heading, a list of answers, or just text. A line
 * such as `D. 五十年 答案：C 解析：…` becomes three.
 */
#ifndef WENDA_ACTIVITY_CONVERT_PIECES_H
#define WENDA_ACTIVITY_CONVERT_PIECES_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/convert/lines.h"
#include "activity/convert/marks.h"
#include "activity/convert/span.h"

enum piece_kind {
    PIECE_TEXT,
    PIECE_NUMBER,
    PIECE_OPTION, /* begins with a letter's mark */
    PIECE_KEY,
    PIECE_HEADING,
    PIECE_LIST,      /* 1-5 BCADB */
    PIECE_LIST_TABLE /* 题号 1 2 3; the next piece is its row of answers */
};

/* What a piece holds, for looking ahead. */
enum piece_hint {
    HINT_ASKS = 1,   /* a question mark, an empty bracket, or an answer in one */
    HINT_OPTION = 2, /* letters of options */
    HINT_ANSWER = 4, /* 答案： */
    HINT_REPLY = 8   /* all of it is an answer: C; √ */
};

struct piece {
    enum piece_kind kind;
    bool gap;      /* an empty line stands before it */
    bool residue;  /* of page furniture: belongs to the text before it */
    uint8_t noise; /* enum noise, of a text */
    uint8_t hints;
    int line;
    struct span text;  /* of a number, what follows it; of a key, its value; else all of it */
    struct span whole; /* as it stands in the line */
    union {
        struct number_mark number;
        struct {
            enum text_key key;
            bool bracketed;
        };
        struct heading_mark heading;
        int letter; /* of an option, 0 = A */
    };
};

struct pieces {
    struct piece *items;
    int count, capacity;
};

void pieces_init(struct pieces *pieces, const struct text_lines *lines);
void pieces_fini(struct pieces *pieces);

#endif
