#include "activity/text.h"

#include <string.h>

#include "activity/line.h"
#include "base/utf8.h"

#define WORD_JOINER "\xE2\x81\xA0"

static const char *const separators[] = { ",", "，", "、" };

static size_t separator_len(const char *text)
{
    for (int i = 0; i < 3; i++)
        if (strncmp(text, separators[i], strlen(separators[i])) == 0)
            return strlen(separators[i]);
    return 0;
}

/* Bytes of the escaped character behind a backslash, or 0 when the backslash means itself. */
static size_t escaped_len(const char *text, bool in_list)
{
    if (*text && strchr("[]$\\", *text))
        return 1;
    if (!in_list)
        return 0;
    return *text == '|' ? 1 : separator_len(text);
}

/* Trims every line in place: what stood around a tag must not leave blanks behind. */
static char *trim_lines(char *text)
{
    text = line_trim(text);
    char *to = text;
    char *line = text;
    do {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        const char *trimmed = line_trim(line);
        size_t len = strlen(trimmed);
        memmove(to, trimmed, len);
        to += len;
        if (end)
            *to++ = '\n';
        line = end ? end + 1 : NULL;
    } while (line);
    *to = '\0';
    return text;
}

static char *decode(struct arena *arena, const char *raw, size_t raw_len, bool in_list)
{
    struct strbuf out;
    strbuf_init(&out);
    const char *end = raw + raw_len;
    for (const char *p = raw; p < end;) {
        const char *backslash = memchr(p, '\\', (size_t)(end - p));
        const char *plain_end = backslash ? backslash : end;
        strbuf_add_len(&out, p, (size_t)(plain_end - p));
        p = plain_end;
        if (p == end)
            break;
        size_t len = p + 1 < end ? escaped_len(p + 1, in_list) : 0;
        if (len == 0) {
            strbuf_add_char(&out, *p++);
            continue;
        }
        strbuf_add_len(&out, p + 1, len);
        if (p[1] == '$' && p + 2 < end && p[2] == '{')
            strbuf_add(&out, WORD_JOINER);
        p += 1 + len;
    }
    char *text = arena_strndup(arena, out.text, out.len);
    strbuf_fini(&out);
    return trim_lines(text);
}

char *text_decode(struct arena *arena, const char *raw)
{
    return decode(arena, raw, strlen(raw), false);
}

/* Bytes before the next character that encoding may change. */
static size_t plain_stretch(const char *text, size_t len)
{
    size_t i = 0;
    while (i < len && text[i] != '\\' && text[i] != '[' && text[i] != '$')
        i++;
    return i;
}

void text_encode(struct strbuf *out, const char *text, size_t text_len)
{
    const size_t joiner_len = strlen(WORD_JOINER);
    for (size_t i = 0; i < text_len; i++) {
        size_t plain_len = plain_stretch(text + i, text_len - i);
        strbuf_add_len(out, text + i, plain_len);
        i += plain_len;
        if (i == text_len)
            break;
        bool literal_dollar = text[i] == '$' && i + 1 + joiner_len < text_len &&
                              memcmp(text + i + 1, WORD_JOINER "{", joiner_len + 1) == 0;
        if (text[i] == '\\' || text[i] == '[' || literal_dollar)
            strbuf_add_char(out, '\\');
        strbuf_add_char(out, text[i]);
        if (literal_dollar)
            i += joiner_len;
    }
}

/* True if an odd number of backslashes stands before text[at]. */
static bool is_escaped(const char *text, size_t at)
{
    size_t count = 0;
    while (count < at && text[at - count - 1] == '\\')
        count++;
    return count % 2 == 1;
}

char *text_last_tag(struct arena *arena, const char *raw, size_t *start)
{
    size_t len = strlen(raw);
    while (len > 0 && strchr(" \n", raw[len - 1]))
        len--;
    if (len < 2 || raw[len - 1] != ']' || is_escaped(raw, len - 1))
        return NULL;
    for (size_t i = len - 1; i-- > 0;) {
        if (raw[i] == '\n' || raw[i] == ']')
            return NULL;
        if (raw[i] == '[' && !is_escaped(raw, i)) {
            *start = i;
            return line_trim(arena_strndup(arena, raw + i + 1, len - i - 2));
        }
    }
    return NULL;
}

const char *text_tag_picture(const char *tag)
{
    if (strncmp(tag, "图", strlen("图")) != 0)
        return NULL;
    tag += strlen("图");
    while (*tag == ' ')
        tag++;
    if (*tag == ':')
        tag++;
    else if (strncmp(tag, "：", strlen("：")) == 0)
        tag += strlen("：");
    else
        return NULL;
    while (*tag == ' ')
        tag++;
    return tag;
}

char *text_take_picture(struct arena *arena, char *raw)
{
    for (size_t i = 0; raw[i]; i++) {
        if (raw[i] != '[' || is_escaped(raw, i))
            continue;
        size_t len = strcspn(raw + i, "]\n");
        if (raw[i + len] != ']')
            continue;
        char *tag = line_trim(arena_strndup(arena, raw + i + 1, len - 1));
        const char *path = text_tag_picture(tag);
        if (!path)
            continue;
        memmove(raw + i, raw + i + len + 1, strlen(raw + i + len + 1) + 1);
        return arena_strdup(arena, path);
    }
    return NULL;
}

int text_split_list(struct arena *arena, const char *raw, const char **items, int max)
{
    int count = 0;
    const char *start = raw;
    for (const char *p = raw;;) {
        if (*p == '\\' && p[1]) {
            size_t len = escaped_len(p + 1, true);
            p += 1 + len;
            continue;
        }
        size_t len = *p == '\n' ? 1 : separator_len(p);
        if (*p && len == 0) {
            p++;
            continue;
        }
        const char *item = decode(arena, start, (size_t)(p - start), true);
        if (*item) {
            if (count < max)
                items[count] = item;
            count++;
        }
        if (!*p)
            return count;
        p += len;
        start = p;
    }
}

void text_encode_item(struct strbuf *out, const char *item)
{
    const size_t joiner_len = strlen(WORD_JOINER);
    while (*item) {
        size_t len = separator_len(item);
        bool literal_dollar =
            *item == '$' && strncmp(item + 1, WORD_JOINER "{", joiner_len + 1) == 0;
        if (len > 0 || *item == '\\' || *item == '|' || literal_dollar)
            strbuf_add_char(out, '\\');
        len = len > 0 ? len : 1;
        strbuf_add_len(out, *item == '\n' ? " " : item, len);
        item += len + (literal_dollar ? joiner_len : 0);
    }
}

char *text_split_bar(char *raw)
{
    for (size_t i = 0; raw[i]; i++) {
        if (raw[i] == '|' && !is_escaped(raw, i)) {
            raw[i] = '\0';
            return raw + i + 1;
        }
    }
    return NULL;
}
