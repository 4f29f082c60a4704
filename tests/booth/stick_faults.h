/* Faults of a stick, for the thread that sets them. */
#ifndef WENDA_TESTS_BOOTH_STICK_FAULTS_H
#define WENDA_TESTS_BOOTH_STICK_FAULTS_H

#include <stdbool.h>

struct stick_faults {
    int at;      /* index of the call that fails */
    int code;    /* errno */
    bool pulled; /* all that follow fail, too */
    bool lies;   /* writes keep other bytes than they were given */
    bool tear;   /* the write before it reaches the stick in part */
    int calls;   /* made so far */
};

void stick_faults_set(struct stick_faults *wanted); /* NULL = none */

#endif
