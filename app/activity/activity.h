/*
 * Reading and writing activities, banks and questionnaires in the canonical text of FORMATS.md.
 * Every fault is collected with its place; reading never stops at the first one.
 */
#ifndef WENDA_ACTIVITY_ACTIVITY_H
#define WENDA_ACTIVITY_ACTIVITY_H

#include <stdbool.h>

#include "activity/model.h"
#include "base/err.h"
#include "base/strbuf.h"

/* Limits of what is read, so that a hostile file costs no more than this. */
enum {
    ACTIVITY_FILE_MAX_LEN = 16 * 1024 * 1024,
    ACTIVITY_PICTURE_MAX_LEN = 4 * 1024 * 1024,
    ACTIVITY_PICTURE_MAX_PX = 4096, /* either way */
    QUESTION_STEM_MAX_CHARS = 500,
    QUESTION_VALUE_MAX_CHARS = 2000
};

/* Reads folder/activity.txt and every file it names. Returns NULL only when activity.txt itself
 * cannot be used (unreadable, or errors in its own lines); a bad bank or questionnaire clears
 * quiz_ready or survey_ready and leaves the rest usable. The caller frees. */
struct activity *activity_load(const char *folder, struct err_list *faults);
void activity_free(struct activity *activity);

/* A single bank or questionnaire, for check and convert. Its text hangs in arena. Returns NULL when
 * the header is unusable; questions with errors are left out of the form. path names it in
 * messages. */
struct form *form_read(const char *path, const char *text, size_t text_len, struct arena *arena,
                       struct err_list *faults);
/* Another language of a form, from its parallel file, matched by 编号: only its texts are taken.
 * True if it had no errors; a question whose text does not fit keeps the first language's. */
bool form_read_language(struct form *form, int language, const char *path, const char *text,
                        size_t text_len, struct arena *arena, struct err_list *faults);
/* The canonical text of one language; reading it again gives the same model and the same bytes. */
void form_write(const struct form *form, int language, struct strbuf *out);
void question_write(const struct question *question, int number, int language, struct strbuf *out);

/* Help about every key of activity.txt, made from the table that also reads them. */
void activity_print_keys(FILE *out);

#endif
