/* The command line of wenda. */
#ifndef WENDA_SHELL_OPTIONS_H
#define WENDA_SHELL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Texts are borrowed from the command line; NULL and 0 where an option is not given. */
struct options {
    const char *activity, *data, *language, *script, *shots, *trace;
    int window_w, window_h;
    uint64_t seed;
    bool rehearse, virtual_time, has_seed, audit;
};

enum { OPTIONS_USAGE = 2 }; /* exit status of wrong usage */

/* -1 = go on, else the status to exit with: help and version were printed, or what is wrong. */
int options_parse(int argc, char **argv, struct options *options);

#endif
