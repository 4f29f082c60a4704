#include "view/strings.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/strbuf.h"
#include "base/utf8.h"

enum { FILE_MAX_LEN = 256 * 1024 };

static const char *const keys[] = {
#define STRING(id, key) [STR_##id] = (key),
#include "view/strings.def"
#undef STRING
};
static_assert(sizeof(keys) / sizeof(keys[0]) == STRING_COUNT, "every string has a key");

/* One table being read. */
struct reading {
    struct strings *strings;
    int language;
    const char *path;
    struct err_list *faults;
    int line;
};

/* Adds a fault at the line being read. */
#define fault(r, severity, ...) \
    err_list_add((r)->faults, severity, (r)->path, (r)->line, 0, __VA_ARGS__)

/* Cuts blanks off both ends in place. */
static char *trim(char *text)
{
    char *end = text + strlen(text);

    while (*text == ' ' || *text == '\t')
        text++;
    while (end > text && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    *end = '\0';
    return text;
}

/* \n is a line break; in place, as the text only gets shorter. */
static void unescape(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++) {
        if (from[0] == '\\' && from[1] == 'n') {
            *to++ = '\n';
            from++;
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
}

static bool read_header(struct reading *r, const char *key, const char *value)
{
    struct strings *strings = r->strings;

    if (strcmp(key, "language") == 0) {
        if (strcmp(value, strings->tags[r->language]) != 0)
            fault(r, ERR_ERROR, "language 写的是“%s”，文件名说的是“%s”", value,
                  strings->tags[r->language]);
        return true;
    }
    if (strcmp(key, "name") == 0) {
        strings->names[r->language] = arena_strdup(&strings->arena, value);
        return true;
    }
    if (strcmp(key, "font") == 0) {
        strings->fonts[r->language] = arena_strdup(&strings->arena, value);
        return true;
    }
    if (strcmp(key, "direction") == 0) {
        if (strcmp(value, "ltr") != 0 && strcmp(value, "rtl") != 0)
            fault(r, ERR_ERROR, "direction 只能是 ltr 或 rtl，不能是“%s”", value);
        strings->right_to_left[r->language] = strcmp(value, "rtl") == 0;
        return true;
    }
    return false;
}

static void read_text(struct reading *r, const char *key, char *value)
{
    const char **texts = r->strings->texts[r->language];
    const char *nearest;

    for (int id = 0; id < STRING_COUNT; id++) {
        if (strcmp(keys[id], key) != 0)
            continue;
        if (texts[id] != NULL)
            fault(r, ERR_ERROR, "“%s”写了两次", key);
        unescape(value);
        texts[id] = arena_strdup(&r->strings->arena, value);
        return;
    }
    nearest = err_nearest(key, keys, STRING_COUNT);
    if (nearest != NULL)
        fault(r, ERR_ERROR, "没有“%s”这个键，是不是“%s”", key, nearest);
    else
        fault(r, ERR_ERROR, "没有“%s”这个键", key);
}

static void read_line(struct reading *r, char *line)
{
    char *colon, *key, *value;

    line = trim(line);
    if (line[0] == '\0' || line[0] == '#')
        return;
    colon = strchr(line, ':');
    if (colon == NULL) {
        fault(r, ERR_ERROR, "应为“键: 文字”，这一行没有冒号：%s", line);
        return;
    }
    *colon = '\0';
    key = trim(line);
    value = trim(colon + 1);
    if (!read_header(r, key, value))
        read_text(r, key, value);
}

/* A translation must have the same places for values as the first language. */
static void check_places(struct reading *r, int id)
{
    static const char *const places[] = { "{1}", "{2}" };
    const char *first = r->strings->texts[0][id], *text = r->strings->texts[r->language][id];

    for (int i = 0; i < 2; i++) {
        if ((strstr(first, places[i]) == NULL) != (strstr(text, places[i]) == NULL))
            fault(r, ERR_ERROR, "“%s”里的 %s 与第一种语言不一致", keys[id], places[i]);
    }
}

static void check_complete(struct reading *r)
{
    struct strings *strings = r->strings;

    r->line = 0;
    for (int id = 0; id < STRING_COUNT; id++) {
        if (strings->texts[r->language][id] == NULL) {
            if (r->language == 0)
                fault(r, ERR_ERROR, "缺少“%s”", keys[id]);
            else
                fault(r, ERR_WARNING, "缺少“%s”，用第一种语言的", keys[id]);
            if (r->language == 0)
                strings->texts[0][id] = keys[id];
        } else {
            check_places(r, id);
        }
    }
    if (strings->names[r->language] == NULL) {
        fault(r, ERR_ERROR, "缺少“name”：语言按钮上的名字");
        strings->names[r->language] = strings->tags[r->language];
    }
}

static void read_table(struct reading *r, char *text)
{
    char *rest = text, *line;

    if (strncmp(rest, "\xEF\xBB\xBF", 3) == 0)
        rest += 3;
    while ((line = strsep(&rest, "\n")) != NULL) {
        r->line++;
        read_line(r, line);
    }
    check_complete(r);
}

static bool load_table(struct reading *r)
{
    struct strbuf text;
    struct err err = { .text = "" };
    size_t bad;
    bool loaded = false;

    strbuf_init(&text);
    if (!fs_read(r->path, FILE_MAX_LEN, &text, &err))
        err_list_add(r->faults, ERR_ERROR, r->path, 0, 0, "%s", err.text);
    else if (!utf8_validate(text.text, text.len, &bad))
        err_list_add(r->faults, ERR_ERROR, r->path, 0, 0, "第 %zu 字节起不是 UTF-8，请另存为 UTF-8",
                     bad + 1);
    else
        loaded = true;
    if (loaded)
        read_table(r, text.text);
    strbuf_fini(&text);
    return loaded;
}

bool strings_load(struct strings *strings, const char *folder, const char *const *tags, int count,
                  struct err_list *faults)
{
    int errors = faults->error_count;

    memset(strings, 0, sizeof(*strings));
    arena_init(&strings->arena);
    for (int i = 0; i < count && i < STRINGS_LANGUAGE_MAX; i++) {
        struct strbuf name;
        char *path;
        struct reading r;

        strbuf_init(&name);
        strbuf_addf(&name, "%s.txt", tags[i]);
        path = fs_join(folder, name.text);
        strings->tags[i] = arena_strdup(&strings->arena, tags[i]);
        strings->language_count = i + 1;
        /* Faults and texts outlive the reading; the path that faults print is copied by them. */
        r = (struct reading){ strings, i, path, faults, 0 };
        if (!load_table(&r))
            strings->names[i] = strings->tags[i];
        free(path);
        strbuf_fini(&name);
    }
    for (int id = 0; id < STRING_COUNT; id++) {
        if (strings->texts[0][id] == NULL)
            strings->texts[0][id] = keys[id];
    }
    return faults->error_count == errors;
}

void strings_fini(struct strings *strings)
{
    arena_fini(&strings->arena);
}

const char *strings_get(const struct strings *strings, int language, enum string_id id)
{
    assert(id >= 0 && id < STRING_COUNT);
    if (language < 0 || language >= strings->language_count || strings->texts[language][id] == NULL)
        language = 0;
    return strings->texts[language][id];
}
