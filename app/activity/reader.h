/* What every reader of a text file carries along: its name, where faults go and whose memory the
 * result lives in. Borrows all three. */
#ifndef WENDA_ACTIVITY_READER_H
#define WENDA_ACTIVITY_READER_H

#include "base/err.h"
#include "base/mem.h"

enum { READER_FAULT_MAX = 300, READER_TEXT_MAX_CHARS = 300 };

struct reader {
    const char *path; /* as shown in messages; lives as long as the arena */
    struct arena *arena;
    struct err_list *faults;
    /* All that were found; of each kind only READER_FAULT_MAX are listed, so that a hostile file
     * cannot fill the memory with messages. */
    int error_count, warning_count;
};

/* A spot in the file: line and column in characters, both from 1. */
struct spot {
    int line, col;
};

void reader_error(struct reader *reader, struct spot at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void reader_warn(struct reader *reader, struct spot at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* An error that names the unknown word, every accepted one, and the nearest. what: 键, 题型 … */
void reader_unknown(struct reader *reader, struct spot at, const char *what, const char *word,
                    const char *const *names, int name_count);

#endif
