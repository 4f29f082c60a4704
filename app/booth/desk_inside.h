/* The desk from the inside: shared by what turns effects into requests (desk.c) and what turns
 * results, ends of jobs and sticks into messages (desk_tell.c). */
#ifndef WENDA_BOOTH_DESK_INSIDE_H
#define WENDA_BOOTH_DESK_INSIDE_H

#include "booth/dashboard.h"
#include "booth/desk.h"
#include "booth/desk_export.h"
#include "booth/recover.h"
#include "booth/stick_find.h"
#include "booth/update.h"

struct desk {
    struct desk_options options;
    char *data; /* the folder in force */
    char *home; /* the one that was named */
    char booth[EXPORT_BOOTH_LEN];
    char place[STORE_PLACE_LEN]; /* where this booth hands prizes over */
    char boot[STORE_UUID_LEN];   /* this run of the machine, as far as it can be told */
    char key[STORE_UUID_LEN];    /* of the request that is put together */
    char proof[STORE_UUID_LEN];  /* the attempt that was right last; "" = none */
    /* A lost PIN is set by the office's permit only; why_held tells staff so. True until read. */
    bool pin_held;
    struct err why_held;
    char tried[STORE_UUID_LEN]; /* the attempt under way */
    int64_t boot_ms;
    char refused[ERR_TEXT_LEN]; /* why an attempt was not taken, "" = it was */
    struct store_pin pin;
    struct permit permit;            /* found last; number "" = none */
    char *permit_stick;              /* where it is looked for: the stick of that moment, or NULL */
    struct dashboard *dashboards[2]; /* one is looked at, the other filled */
    int shown;
    struct dashboard_source source;
    struct store_award award;
    char code[CLAIM_CODE_LEN];
    char *stick; /* where it is mounted; NULL = none that can be used */
    struct stick_facts stick_facts;
    bool stick_changed;
    struct desk_export *export;
    bool export_refused; /* no thread could be had */
    struct update *update;
    bool update_refused;           /* another job runs still */
    char folder[STAFF_FOLDER_LEN]; /* of the export that ended last */
    const char *note_subject;
    char note[STORE_STAFF_DETAIL_LEN];
    bool has_note;
    struct staff_news news; /* of the message told last */
    char why[ERR_TEXT_LEN];
};

#endif
