/*
 * A disk under SQLite that fails on order and knows what a power cut would leave: a VFS over the
 * real one, made the default one for the process. Every file has a durable image, which takes over
 * writes only when a sync succeeds; a sync that fails forgets them, as a kernel does that marks the
 * pages clean.
 */
#ifndef WENDA_TESTS_STORE_DISK_H
#define WENDA_TESTS_STORE_DISK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rng.h"

enum disk_op {
    DISK_OPEN,
    DISK_READ,
    DISK_WRITE,
    DISK_TRUNCATE,
    DISK_SYNC,
    DISK_DELETE,
    DISK_OP_COUNT
};

/* Which operations fail, counted from the moment the plan is made. */
struct disk_plan {
    unsigned ops;       /* 1u << DISK_WRITE | … */
    const char *ending; /* only files whose names end so; NULL = all */
    int at;             /* the first to fail, from 0 */
    bool for_good;      /* and all that follow, of whatever operation */
    bool is_done;       /* it is done all the same, and fails only in what it says */
    int code;           /* what it says; 0 = SQLITE_IOERR of its kind */
};

void disk_install(void);
void disk_plan(struct disk_plan plan);
void disk_heal(void);   /* nothing fails any more */
int disk_matched(void); /* operations that the plan named so far */
bool disk_has_struck(void);

/* Called before each write, sync, truncation and deletion; NULL = not. */
void disk_watch(void (*watch)(void *context), void *context);
/* Writes what a power cut now would leave of every file of `from` into folder: the durable bytes,
 * and, chosen by rng, some of the writes since, the last of them perhaps torn. With no rng only the
 * durable bytes. */
void disk_cut(const char *from, const char *folder, struct rng *rng);

#endif
