/*
 * An update of the questions from a stick, as plain data: what the stick offers, what one of these
 * would change, what is wrong with it. Filled by the booth, looked at by the staff's screens.
 */
#ifndef WENDA_PLAY_UPDATE_H
#define WENDA_PLAY_UPDATE_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/model.h"

enum {
    UPDATE_SOURCES_MAX = 32,
    UPDATE_CHANGES_MAX = 600,
    UPDATE_FAULTS_MAX = 300,
    UPDATE_NAME_LEN = 160,
    UPDATE_TEXT_LEN = 1024,
    UPDATE_VERSION_LEN = 64
};

enum update_kind { UPDATE_PACK, UPDATE_FOLDER, UPDATE_BANK, UPDATE_KIND_COUNT };

/* How a bank goes into the activity in force. */
enum update_mode { UPDATE_ADDS, UPDATE_REPLACES };

/* Something on the stick that could be taken. */
struct update_source {
    enum update_kind kind;
    char name[UPDATE_NAME_LEN];
    int64_t len; /* bytes of a file */
};

enum update_seal {
    SEAL_GOOD,
    SEAL_BAD,      /* why says what is wrong with it */
    SEAL_UNSIGNED, /* and the activity takes it so */
    SEAL_COUNT
};

enum update_change_kind { CHANGE_ADDED, CHANGE_EDITED, CHANGE_REMOVED, CHANGE_KIND_COUNT };

struct update_change {
    enum update_change_kind kind;
    char name[UPDATE_NAME_LEN]; /* 编号, or what it is besides questions */
    char title[UPDATE_NAME_LEN * 2];
    char before[UPDATE_TEXT_LEN], after[UPDATE_TEXT_LEN]; /* what differs; "" where there is none */
    /* Of what would come into force; NULL where that is no question. Borrowed from next. */
    const struct form *form;
    const struct question *question;
};

struct update_fault {
    bool is_error;
    char place[UPDATE_NAME_LEN]; /* path:line */
    char text[UPDATE_TEXT_LEN / 2];
};

/* One of them, looked into. */
struct update_preview {
    struct update_source source;
    enum update_seal seal;
    char signer[16]; /* eight digits of the key's name */
    char stamp[48];  /* when it was made */
    bool is_old;     /* its serial is not above the one installed */
    char next[UPDATE_VERSION_LEN];
    bool is_bank; /* converted: what of it was read */
    int read, doubtful, refused;
    int left_out; /* of these did not go in, whatever the reason: listed before other warnings */
    char why[UPDATE_TEXT_LEN]; /* "" or what keeps it from being taken, besides faults */
    struct update_change changes[UPDATE_CHANGES_MAX];
    int change_count; /* listed */
    int counts[CHANGE_KIND_COUNT], same;
    struct update_fault faults[UPDATE_FAULTS_MAX];
    int fault_count, errors, warnings; /* listed; all */
};

struct update_view {
    bool on; /* updates are possible at all: why_off says why not */
    char why_off[UPDATE_TEXT_LEN / 2];
    char now[UPDATE_VERSION_LEN];
    bool has_previous; /* there is a version to go back to */
    bool takes_unsigned;
    struct update_source sources[UPDATE_SOURCES_MAX];
    int source_count;
    struct update_preview preview; /* of what was opened last */
    /* What would come into force then, its folder in place; NULL where it could not be read. Stays
     * until what came of the next opening is told. */
    const struct activity *next;
    char saved[UPDATE_NAME_LEN]; /* name of the report on the stick, "" = none was saved */
};

#endif
