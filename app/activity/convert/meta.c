#include "activity/convert/meta.h"

#include <stddef.h>
#include <string.h>

#include "activity/keys.h"
#include "activity/value.h"

static const char head_title[] = "题库", head_id[] = "编号", head_language[] = "语言";
static const char fixed_name[] = "固定";

static void trim(const char **start, const char **end)
{
    while (*start < *end && (**start == ' ' || **start == '\t'))
        ++*start;
    while (*end > *start && ((*end)[-1] == ' ' || (*end)[-1] == '\t'))
        --*end;
}

/* [start, end) with `\]` as ], `\n` as a line feed and `\\` as one backslash. */
static char *unescape(struct arena *arena, const char *start, const char *end)
{
    trim(&start, &end);
    char *out = arena_alloc(arena, (size_t)(end - start) + 1);
    char *to = out;
    for (const char *p = start; p < end; p++) {
        if (*p == '\\' && p + 1 < end && strchr("]n\\", p[1])) {
            p++;
            *to++ = *p == 'n' ? '\n' : *p;
        } else {
            *to++ = *p;
        }
    }
    return out;
}

static void escape(struct strbuf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\n') {
            strbuf_add(out, "\\n");
            continue;
        }
        if (*text == ']' || *text == '\\')
            strbuf_add_char(out, '\\');
        strbuf_add_char(out, *text);
    }
}

/* The bracket that closes the tag whose content begins at start. */
static const char *tag_end(const char *start, const char *end)
{
    for (const char *p = start; p < end; p++) {
        if (*p == '\\')
            p++;
        else if (*p == ']')
            return p;
    }
    return NULL;
}

static bool starts(const char *text, const char *end, const char *word)
{
    size_t len = strlen(word);
    return (size_t)(end - text) >= len && strncmp(text, word, len) == 0;
}

static void read_tags(struct arena *arena, const char *p, const char *end,
                      struct convert_extras *extras)
{
    while (p < end) {
        bool id = starts(p, end, "[id:"), tag = starts(p, end, "[tag:");
        const char *start = p + (id ? 4 : 5);
        const char *close = id || tag ? tag_end(start, end) : NULL;
        if (!close) {
            p++;
            continue;
        }
        const char **slot = id ? &extras->id : &extras->topic;
        const char *text = unescape(arena, start, close);
        if (!*slot && *text)
            *slot = text;
        p = close + 1;
    }
}

/* The text keys: where each is kept. */
static const struct {
    enum key key;
    size_t offset;
} texts[] = {
    { KEY_TAKEAWAY, offsetof(struct convert_extras, takeaway) },
    { KEY_BASIS, offsetof(struct convert_extras, basis) },
    { KEY_EDITION, offsetof(struct convert_extras, edition) },
};

static void read_difficulty(const char *value, struct convert_extras *extras)
{
    for (int i = 0; i < DIFFICULTY_COUNT; i++) {
        if (strcmp(value, difficulty_name((enum difficulty)i)) != 0)
            continue;
        extras->has_difficulty = true;
        extras->difficulty = (enum difficulty)i;
    }
}

static void read_key(const char *name, const char *value, struct convert_extras *extras)
{
    int number = 0;
    int32_t date = DATE_NONE;
    enum key key;
    if (!key_find(name, &key))
        return;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i].key == key)
            *(const char **)((char *)extras + texts[i].offset) = value;
    if (key == KEY_DIFFICULTY)
        read_difficulty(value, extras);
    else if (key == KEY_POINTS && value_parse_int(value, &number))
        extras->points = number;
    else if (key == KEY_LIMIT && value_parse_int(value, &number))
        extras->limit_s = number == 0 ? -1 : number;
    else if (key == KEY_VALID_FROM && date_parse(value, &date))
        extras->valid_from = date;
    else if (key == KEY_VALID_UNTIL && date_parse(value, &date))
        extras->valid_until = date;
}

/* 固定: CD */
static uint32_t read_letters(const char *value)
{
    uint32_t letters = 0;
    for (; *value >= 'A' && *value <= 'Z'; value++)
        letters |= 1u << (*value - 'A');
    return letters;
}

void meta_read_head(struct convert_builder *builder, const char *comment, size_t len)
{
    struct arena arena;
    const char *start = comment, *end = comment + len;
    trim(&start, &end);
    const char *colon = memchr(start, ':', (size_t)(end - start));
    if (!colon)
        return;
    arena_init(&arena);
    const char *name = unescape(&arena, start, colon);
    const char *value = unescape(&arena, colon + 1, end);
    if (strcmp(name, head_title) == 0)
        convert_set_title(builder, value);
    else if (strcmp(name, head_id) == 0)
        convert_set_id(builder, value);
    else if (strcmp(name, head_language) == 0)
        convert_set_language(builder, value);
    arena_fini(&arena);
}

void meta_read(struct arena *arena, const char *comment, size_t len, struct convert_extras *extras,
               uint32_t *fixed)
{
    const char *start = comment, *end = comment + len;
    trim(&start, &end);
    const char *colon = memchr(start, ':', (size_t)(end - start));
    if (start < end && *start == '[') {
        read_tags(arena, start, end, extras);
    } else if (colon) {
        const char *name = unescape(arena, start, colon);
        const char *value = unescape(arena, colon + 1, end);
        if (strcmp(name, fixed_name) == 0)
            *fixed = read_letters(value);
        else
            read_key(name, value, extras);
    }
}

static void write_text(struct strbuf *out, enum key key, const char *text)
{
    if (!text || !*text)
        return;
    strbuf_addf(out, "// %s: ", key_name(key));
    escape(out, text);
    strbuf_add_char(out, '\n');
}

static void write_int(struct strbuf *out, enum key key, int value, int usual)
{
    if (value != usual)
        strbuf_addf(out, "// %s: %d\n", key_name(key), value);
}

static void write_date(struct strbuf *out, enum key key, int32_t date)
{
    char text[DATE_TEXT_LEN];
    if (date == DATE_NONE)
        return;
    date_format(date, text);
    write_text(out, key, text);
}

void meta_write(struct strbuf *out, const struct question *q)
{
    const struct wording *w = q->wordings[0];
    strbuf_addf(out, "// [id:%s]", q->id);
    if (q->topic) {
        strbuf_add(out, " [tag:");
        escape(out, q->topic);
        strbuf_add_char(out, ']');
    }
    strbuf_add_char(out, '\n');
    if (q->difficulty != DIFFICULTY_MEDIUM)
        write_text(out, KEY_DIFFICULTY, difficulty_name(q->difficulty));
    write_int(out, KEY_POINTS, q->points, 1);
    write_int(out, KEY_LIMIT, q->limit_s, -1);
    write_text(out, KEY_TAKEAWAY, w->takeaway);
    write_text(out, KEY_BASIS, w->basis);
    write_text(out, KEY_EDITION, q->edition);
    write_date(out, KEY_VALID_FROM, q->valid_from);
    write_date(out, KEY_VALID_UNTIL, q->valid_until);
    uint32_t fixed = 0;
    for (int i = 0; i < q->option_count; i++)
        fixed |= q->options[i].fixed ? 1u << i : 0;
    if (fixed == 0)
        return;
    strbuf_addf(out, "// %s: ", fixed_name);
    for (int i = 0; i < q->option_count; i++)
        if (fixed >> i & 1)
            strbuf_add_char(out, (char)('A' + i));
    strbuf_add_char(out, '\n');
}

void meta_write_head(struct strbuf *out, const struct form *form)
{
    const char *const names[] = { head_title, head_id, head_language };
    const char *const values[] = { form->titles[0], form->id, form->languages[0] };
    for (int i = 0; i < 3; i++) {
        strbuf_addf(out, "// %s: ", names[i]);
        escape(out, values[i]);
        strbuf_add_char(out, '\n');
    }
    strbuf_add_char(out, '\n');
}
