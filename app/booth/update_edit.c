#include "booth/update_edit.h"

#include <string.h>

static const char section[] = "[竞答]", bank_key[] = "题库", draw_key[] = "抽题";

/* The length of `key:` or `key：` at the line's begin with the blanks behind it, or 0. */
static size_t key_len(const char *line, const char *key)
{
    size_t len = strlen(key);
    if (strncmp(line, key, len) != 0)
        return 0;
    len += strspn(line + len, " \t");
    if (line[len] == ':')
        len++;
    else if (strncmp(line + len, "：", strlen("：")) == 0)
        len += strlen("：");
    else
        return 0;
    return len + strspn(line + len, " \t");
}

static size_t line_len(const char *line)
{
    size_t len = strcspn(line, "\n");
    return line[len] == '\n' ? len + 1 : len;
}

/* A value goes on where a line is indented. */
static bool is_continued(const char *line)
{
    return strncmp(line, "  ", 2) == 0 || strncmp(line, "　", strlen("　")) == 0;
}

/* Copies line by line; within the section, what edit makes of it. False when there was no bank to
 * stand beside. */
static bool edit(const char *text, const char *file, int draw, struct strbuf *out, struct err *err)
{
    bool inside = false, skips = false, done = false;
    for (const char *at = text; *at; at += line_len(at)) {
        const size_t len = line_len(at);
        if (at[0] == '[') {
            inside = strncmp(at, section, strlen(section)) == 0;
            skips = false;
        }
        if (skips && is_continued(at))
            continue;
        size_t bank = inside ? key_len(at, bank_key) : 0;
        skips = draw > 0 && (bank > 0 || (inside && key_len(at, draw_key) > 0));
        if (bank > 0 && draw > 0)
            strbuf_addf(out, "题库: %s\n抽题: 其他 %d\n", file, draw);
        else if (bank > 0 && strstr(at, file) && strstr(at, file) < at + len)
            strbuf_add_len(out, at, len); /* it is there already */
        else if (bank > 0)
            strbuf_addf(out, "题库: %s, %.*s", file, (int)(len - bank), at + bank);
        else if (!skips)
            strbuf_add_len(out, at, len);
        done = done || bank > 0;
    }
    return done || err_set(err, "活动设置里没有竞答的“题库”，请由单位做成题库包再来");
}

bool update_edit_add(const char *text, const char *file, struct strbuf *out, struct err *err)
{
    return edit(text, file, 0, out, err);
}

bool update_edit_replace(const char *text, const char *file, int draw, struct strbuf *out,
                         struct err *err)
{
    return edit(text, file, draw > 0 ? draw : 1, out, err);
}
