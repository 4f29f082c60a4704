/*
 * The widget list of every screen and state in both orientations, languages and text sizes, against
 * tests/goldens/view. WENDA_UPDATE_GOLDENS=1 writes them anew: read the difference before it goes
 * in.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/strbuf.h"
#include "booth.h"

enum { GOLDEN_MAX_LEN = 4 * 1024 * 1024 };

static struct booth_model booth;

static void dump_state(const struct booth_state *state, struct strbuf *out)
{
    for (int variant = 0; variant < 8; variant++) {
        bool portrait = (variant & 4) == 0;
        struct booth_look look = { .canvas_w = portrait ? 1080 : 1920,
                                   .canvas_h = portrait ? 1920 : 1080,
                                   .language = variant >> 1 & 1,
                                   .large = variant & 1 };
        booth_enter(&booth, state, &look);
        strbuf_addf(out, "== %s %s %s\n", portrait ? "portrait" : "landscape",
                    look.language == 0 ? "zh-CN" : "en", look.large ? "large" : "normal");
        widgets_dump(booth_build(&booth, &look), out);
    }
}

/* Prints the first line that differs; the section it stands in says which variant. */
static void print_difference(const char *name, const char *golden, const char *now)
{
    const char *section = "";
    int line = 1;

    for (;; line++) {
        size_t golden_len = strcspn(golden, "\n"), now_len = strcspn(now, "\n");
        if (strncmp(now, "== ", 3) == 0)
            section = now;
        if (golden_len != now_len || strncmp(golden, now, now_len) != 0) {
            fprintf(stderr, "%s.txt:%d (%.*s)\n- %.*s\n+ %.*s\n", name, line,
                    (int)strcspn(section, "\n"), section, (int)golden_len, golden, (int)now_len,
                    now);
            return;
        }
        if (golden[golden_len] == '\0' || now[now_len] == '\0')
            return;
        golden += golden_len + 1;
        now += now_len + 1;
    }
}

static bool compare(const char *name, const struct strbuf *now)
{
    struct strbuf golden;
    struct err err = { .text = "" };
    char path[512];
    bool same;

    snprintf(path, sizeof(path), "%s/tests/goldens/view/%s.txt", WENDA_SOURCE_DIR, name);
    if (getenv("WENDA_UPDATE_GOLDENS") != NULL) {
        cr_assert(fs_replace(path, now->text, now->len, &err), "%s", err.text);
        return true;
    }
    strbuf_init(&golden);
    cr_assert(fs_read(path, GOLDEN_MAX_LEN, &golden, &err), "%s", err.text);
    same = strcmp(golden.text, now->text) == 0;
    if (!same)
        print_difference(name, golden.text, now->text);
    strbuf_fini(&golden);
    return same;
}

Test(goldens, every_state_looks_as_it_was_reviewed)
{
    struct strbuf now;
    int changed = 0;

    booth_open(&booth);
    strbuf_init(&now);
    for (int i = 0; i < booth_state_count; i++) {
        strbuf_clear(&now);
        dump_state(&booth_states[i], &now);
        changed += !compare(booth_states[i].name, &now);
    }
    strbuf_fini(&now);
    booth_close(&booth);
    cr_assert_eq(changed, 0, "%d of %d states look different", changed, booth_state_count);
}
