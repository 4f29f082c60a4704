/*
 * What the tests of base share: a folder of their own, and faults of the system calls that a real
 * disk produces too rarely to wait for. Without a fault set, every call goes to the kernel.
 */
#ifndef WENDA_TESTS_BASE_SUPPORT_H
#define WENDA_TESTS_BASE_SUPPORT_H

#include <stddef.h>

/* A new folder under $TMPDIR or /tmp, gone with temp_fini; temp_path joins into a static buffer
 * that the fourth call after reuses. */
void temp_init(void);
void temp_fini(void);
const char *temp_path(const char *name);

void write_file(const char *path, const char *text);
/* The file's bytes, terminated, in memory that the caller frees; NULL if it cannot be opened. */
char *read_file(const char *path, size_t *len);

/* Which calls fail, with which errno; 0 = none. write fails once write_budget bytes are through
 * (-1 = never); fsync, by whether it is of a folder. */
struct fault {
    int write_code, fsync_code, folder_fsync_code, rename_code, unlinkat_code;
    long long write_budget;
    /* What happened, a letter a call: F fsync of a file, D fsync of a folder, R rename. */
    char trace[64];
    int cloexec_missing; /* descriptors given to fsync that a child process would inherit */
    int clock;           /* that was asked last */
};
extern struct fault fault;

#endif
