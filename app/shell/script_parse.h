/*
 * Scripts that drive the kiosk, as text into commands: one command a line, `#` comments. Knows
 * neither SDL nor the kiosk; every fault is collected with its place.
 */
#ifndef WENDA_SHELL_SCRIPT_PARSE_H
#define WENDA_SHELL_SCRIPT_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

enum script_verb {
    SCRIPT_TAP,           /* target */
    SCRIPT_PRESS,         /* target, ms */
    SCRIPT_STROKE,        /* points */
    SCRIPT_DRAG,          /* text, text: a row onto the place of another */
    SCRIPT_TYPE,          /* text */
    SCRIPT_ANSWER,        /* word: right, wrong, any */
    SCRIPT_EXPECT,        /* text */
    SCRIPT_EXPECT_NOT,    /* text */
    SCRIPT_EXPECT_SCREEN, /* word: a screen */
    SCRIPT_UNTIL_SCREEN,  /* word: a screen */
    SCRIPT_WAIT,          /* ms */
    SCRIPT_SHOT,          /* word: a file name without ending */
    SCRIPT_DUMP,          /* word: likewise */
    SCRIPT_USB,           /* word: a folder or none */
    SCRIPT_VERB_COUNT
};
const char *script_verb_name(enum script_verb verb);

enum {
    SCRIPT_POINTS_MAX = 64,
    SCRIPT_WAIT_MAX_MS = 24 * 3600 * 1000,
    SCRIPT_MAX_LEN = 1024 * 1024
};

struct script_point {
    int x, y; /* design px */
};

struct script_command {
    enum script_verb verb;
    int line;
    const char *text; /* the label, text or word; NULL where the target is a point */
    const char *onto; /* the second text */
    struct script_point *points;
    int point_count;
    int ms;
};

/* Owns everything it points to. */
struct script {
    struct arena arena;
    const char *path;
    struct script_command *commands;
    int count, capacity;
};

/* Always leaves a script to be freed; false when there are faults, which name path. */
bool script_parse(struct script *script, const char *path, const char *text, size_t text_len,
                  struct err_list *faults);
void script_fini(struct script *script);

#endif
