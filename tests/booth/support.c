#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/fs.h"
#include "base/mem.h"

void support_make_folder(char *path)
{
    const char *base = getenv("TMPDIR");

    snprintf(path, SUPPORT_PATH_LEN, "%s/wenda-booth-XXXXXX", base ? base : "/tmp");
    cr_assert_not_null(mkdtemp(path));
}

void support_remove_folder(const char *path)
{
    struct err err = { "" };

    cr_assert(fs_remove_tree(path, &err), "%s", err.text);
}

struct store *support_open_store(const char *path)
{
    struct store_options options = { .folder = path, .any_kind = true, .must_exist = true };
    struct err err = { "" };
    struct store *store = store_open(&options, &err);

    cr_assert_not_null(store, "%s", err.text);
    return store;
}

static bool add_row(void *context, const struct store_answer_row *row, struct err *err)
{
    struct support_rows *out = context;

    (void)err;
    out->rows = mem_grow(out->rows, out->count, &out->capacity, sizeof(*out->rows));
    struct support_row *kept = &out->rows[out->count++];
    snprintf(kept->visit, sizeof(kept->visit), "%s", row->visit);
    snprintf(kept->question, sizeof(kept->question), "%s", row->question_id);
    bool has_choice = row->choice && row->choice[0];
    snprintf(kept->answer, sizeof(kept->answer), "%s",
             has_choice  ? row->choice
             : row->text ? row->text
                         : "");
    return true;
}

void support_read_rows(struct store *store, struct support_rows *out)
{
    struct store_rows rows = { .answer = add_row, .context = out };
    struct err err = { "" };

    memset(out, 0, sizeof(*out));
    cr_assert(store_read_rows(store, 0, 0, &rows, &err), "%s", err.text);
}

void support_rows_fini(struct support_rows *rows)
{
    free(rows->rows);
}

bool support_has_row(const struct support_rows *rows, const char *visit, const char *question,
                     const char *answer)
{
    for (int i = 0; i < rows->count; i++)
        if (strcmp(rows->rows[i].visit, visit) == 0 &&
            strcmp(rows->rows[i].question, question) == 0 &&
            strcmp(rows->rows[i].answer, answer) == 0)
            return true;
    return false;
}
