/* The store from the inside, for the files of this layer that read. */
#ifndef WENDA_STORE_INSIDE_H
#define WENDA_STORE_INSIDE_H

#include "store/db.h"
#include "store/store.h"
#include "store/writer.h"

struct store {
    char *folder; /* absolute; owned */
    int lock_fd;
    enum store_kind kind;
    struct keeper *keeper; /* NULL in a program that only reads */
    struct db db;          /* the writer's while it runs */
    struct writer writer;
};

/* Runs call on the writer thread in one read transaction, behind what was posted, and waits; from a
 * STORE_TASK, which is there already, at once. A call
 * that returns false without a text has a failure of SQLite to tell. */
bool store_read(struct store *store, writer_call call, void *context, struct err *err);

#endif
