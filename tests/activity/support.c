#include "activity/support.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/fs.h"
#include "base/strbuf.h"

void reading_init(struct reading *reading, const char *text)
{
    arena_init(&reading->arena);
    err_list_init(&reading->faults);
    reading->form = form_read("t.txt", text, strlen(text), &reading->arena, &reading->faults);
}

void reading_fini(struct reading *reading)
{
    arena_fini(&reading->arena);
    err_list_fini(&reading->faults);
}

const struct question *reading_only(const struct reading *reading)
{
    cr_assert_eq(reading->faults.count, 0, "%s", faults_text(&reading->faults));
    cr_assert_not_null(reading->form);
    cr_assert_eq(reading->form->question_count, 1);
    return &reading->form->questions[0];
}

const char *faults_text(const struct err_list *faults)
{
    static char text[65536];
    size_t len = 0;
    text[0] = '\0';
    for (int i = 0; i < faults->count && len + 2048 < sizeof text; i++) {
        err_item_format(&faults->items[i], text + len, 2047);
        len += strlen(text + len);
        text[len++] = '\n';
        text[len] = '\0';
    }
    return text;
}

bool faults_hold(const struct err_list *faults, const char *text)
{
    for (int i = 0; i < faults->count; i++) {
        char line[2048];
        err_item_format(&faults->items[i], line, sizeof line);
        if (strstr(line, text))
            return true;
    }
    return false;
}

char *written(const struct form *form, int language)
{
    struct strbuf out;
    strbuf_init(&out);
    form_write(form, language, &out);
    return strbuf_take(&out);
}

char *folder_make(void)
{
    const char *tmp = getenv("TMPDIR");
    char *folder = fs_join(tmp ? tmp : "/tmp", "wenda-activity-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    return folder;
}

void folder_put_bytes(const char *folder, const char *name, const void *bytes, size_t len)
{
    struct err err = { 0 };
    char *path = fs_join(folder, name);
    char *parent = fs_dirname(path);
    cr_assert(fs_make_folders(parent, &err), "%s", err.text);
    cr_assert(fs_replace(path, bytes, len, &err), "%s", err.text);
    free(parent);
    free(path);
}

void folder_put(const char *folder, const char *name, const char *text)
{
    folder_put_bytes(folder, name, text, strlen(text));
}

void folder_remove(char *folder)
{
    struct err err = { 0 };
    cr_assert(fs_remove_tree(folder, &err), "%s", err.text);
    free(folder);
}

int corpus_replay(const char *folder, int (*entry)(const uint8_t *bytes, size_t len))
{
    DIR *dir = opendir(folder);
    int count = 0;
    cr_assert_not_null(dir, "%s", folder);
    for (struct dirent *found; (found = readdir(dir));) {
        if (found->d_name[0] == '.')
            continue;
        struct strbuf bytes;
        struct err err = { "" };
        char *path = fs_join(folder, found->d_name);
        strbuf_init(&bytes);
        cr_assert(fs_read(path, ACTIVITY_FILE_MAX_LEN, &bytes, &err), "%s", err.text);
        cr_assert_eq(entry((const uint8_t *)bytes.text, bytes.len), 0, "%s", path);
        strbuf_fini(&bytes);
        free(path);
        count++;
    }
    closedir(dir);
    return count;
}
