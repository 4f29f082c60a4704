/* What the tests of this layer share: forms from literal text, faults as their printed lines,
 * folders that go away again. */
#ifndef WENDA_TESTS_ACTIVITY_SUPPORT_H
#define WENDA_TESTS_ACTIVITY_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/activity.h"

/* A form read from text under the name t.txt. */
struct reading {
    struct arena arena;
    struct err_list faults;
    struct form *form;
};

void reading_init(struct reading *reading, const char *text);
void reading_fini(struct reading *reading);
/* The only question of a text that must be free of faults. */
const struct question *reading_only(const struct reading *reading);

/* True if some fault's line contains the text. */
bool faults_hold(const struct err_list *faults, const char *text);
/* All lines, for messages of failing tests; valid until the next call. */
const char *faults_text(const struct err_list *faults);

/* What form_write makes of it; the caller frees. */
char *written(const struct form *form, int language);

/* A new folder; folder_remove deletes it with everything in it. The caller frees the name. */
char *folder_make(void);
void folder_put(const char *folder, const char *name, const char *text);
void folder_put_bytes(const char *folder, const char *name, const void *bytes, size_t len);
void folder_remove(char *folder);

/* Every file of a folder through the entry of a fuzz target; how many there are. */
int corpus_replay(const char *folder, int (*entry)(const uint8_t *bytes, size_t len));

#endif
