/* A data folder of its own for each test. */
#ifndef WENDA_TESTS_BOOTH_SUPPORT_H
#define WENDA_TESTS_BOOTH_SUPPORT_H

#include "booth/booth.h"

enum { SUPPORT_PATH_LEN = 512 };

/* Makes an empty folder; path must hold SUPPORT_PATH_LEN. */
void support_make_folder(char *path);
void support_remove_folder(const char *path);
/* Opens the store of a folder for reading what a run has left. */
struct store *support_open_store(const char *path);

/* Every answer row of the store, and whether its session was withdrawn. */
struct support_row {
    char visit[STORE_UUID_LEN];
    char question[64];
    char answer[2048]; /* the choice, or the text where there is no choice */
};
struct support_rows {
    struct support_row *rows;
    int count, capacity;
};
void support_read_rows(struct store *store, struct support_rows *out);
void support_rows_fini(struct support_rows *rows);
bool support_has_row(const struct support_rows *rows, const char *visit, const char *question,
                     const char *answer);

#endif
