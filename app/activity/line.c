#include "activity/line.h"

#include <string.h>

#include "activity/activity.h"
#include "base/utf8.h"

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Bytes of the mark if text begins with one of them, else 0. */
static size_t mark_len(const char *text, const char *const *marks, int count)
{
    for (int i = 0; i < count; i++)
        if (starts_with(text, marks[i]))
            return strlen(marks[i]);
    return 0;
}

static size_t colon_len(const char *text)
{
    static const char *const colons[] = { ":", "：" };
    return mark_len(text, colons, 2);
}

static size_t dot_len(const char *text)
{
    static const char *const dots[] = { ".", "．", "、" };
    return mark_len(text, dots, 3);
}

static const char *skip_blanks(const char *text)
{
    for (;;) {
        const char *next = text;
        uint32_t c = utf8_next(&next);
        if (c == 0 || !utf8_is_space(c))
            return text;
        text = next;
    }
}

char *line_trim(char *text)
{
    char *start = text + (skip_blanks(text) - text);
    start[utf8_trimmed_len(start, strlen(start))] = '\0';
    return start;
}

static struct spot spot_of_offset(const char *text, size_t offset)
{
    struct spot at = { 1, 1 };
    for (size_t i = 0; i < offset; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '\n') {
            at.line++;
            at.col = 1;
        } else if ((c & 0xC0) != 0x80) {
            at.col++;
        }
    }
    return at;
}

static bool is_control(unsigned char c)
{
    return (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F;
}

static void blank_controls(struct reader *reader, char *text, size_t text_len)
{
    bool told = false;
    for (size_t i = 0; i < text_len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (is_control(c) && !told) {
            reader_warn(reader, spot_of_offset(text, i),
                        "有看不见的控制字符（U+%04X），已当作空格；请删掉", c);
            told = true;
        }
        bool inner_tab = c == '\t' && i > 0 && text[i - 1] != '\n' && text[i - 1] != '\t';
        if (is_control(c) || inner_tab || (c == '\r' && text[i + 1] != '\n'))
            text[i] = ' ';
    }
}

bool line_source_init(struct line_source *source, struct reader *reader, const char *text,
                      size_t text_len)
{
    size_t bad = 0;
    if (text_len > ACTIVITY_FILE_MAX_LEN) {
        reader_error(reader, (struct spot){ 0, 0 }, "文件太大（%zu 字节），最多 %d 字节", text_len,
                     ACTIVITY_FILE_MAX_LEN);
        return false;
    }
    if (!utf8_validate(text, text_len, &bad)) {
        reader_error(reader, spot_of_offset(text, bad),
                     "这里不是 UTF-8 编码；请用记事本打开，“另存为”时编码选 UTF-8");
        return false;
    }
    if (text_len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        text_len -= 3;
    }
    source->cursor = arena_strndup(reader->arena, text, text_len);
    source->number = 0;
    blank_controls(reader, source->cursor, text_len);
    return true;
}

static bool is_indented(const char *raw)
{
    return starts_with(raw, "  ") || starts_with(raw, "\t") || starts_with(raw, "　");
}

/* A backslash before [, ], $ or another one belongs to the text (text_decode takes it); before
 * anything else it only says that the line is plain, and goes. */
static void take_backslash(struct line *line)
{
    if (line->text[0] != '\\')
        return;
    line->plain = true;
    if (!line->text[1] || !strchr("[]$\\", line->text[1])) {
        line->text++;
        line->at.col++;
    }
}

bool line_next(struct line_source *source, struct line *out)
{
    while (*source->cursor) {
        char *raw = source->cursor;
        size_t len = strcspn(raw, "\n");
        source->cursor = raw + len + (raw[len] == '\n');
        source->number++;
        raw[len] = '\0';
        bool indented = is_indented(raw);
        int blanks = 0;
        for (const char *p = raw, *end = skip_blanks(raw); p < end; blanks++)
            utf8_next(&p);
        char *text = line_trim(raw); /* of CRLF too */
        if (!*text || *text == '#')
            continue;
        *out = (struct line){ { source->number, blanks + 1 }, indented, false, text };
        take_backslash(out);
        return true;
    }
    return false;
}

static bool is_name_char(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || utf8_is_han(c);
}

/* Each split_* returns the offset of the value, or 0 if text is no such line. */
static size_t split_key(const char *text, size_t *name_len)
{
    const char *p = text;
    for (int chars = 0; chars < LINE_NAME_MAX_CHARS; chars++) {
        const char *next = p;
        if (!is_name_char(utf8_next(&next)))
            break;
        p = next;
    }
    *name_len = (size_t)(p - text);
    const char *colon = skip_blanks(p);
    size_t len = colon_len(colon);
    if (*name_len == 0 || len == 0)
        return 0;
    return (size_t)(skip_blanks(colon + len) - text);
}

static size_t split_question(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    size_t dot = digits > 0 && digits <= 5 ? dot_len(text + digits) : 0;
    if (dot == 0)
        return 0;
    const char *rest = text + digits + dot;
    if (*rest >= '0' && *rest <= '9') /* 3.5 米 */
        return 0;
    return (size_t)(skip_blanks(rest) - text);
}

static size_t split_option(const char *text)
{
    if (*text < 'A' || *text > 'Z')
        return 0;
    size_t dot = dot_len(text + 1);
    return dot ? (size_t)(skip_blanks(text + 1 + dot) - text) : 0;
}

static size_t split_heading(const char *text)
{
    static const char *const numerals[] = { "一", "二", "三", "四", "五", "六",
                                            "七", "八", "九", "十", "百" };
    const char *p = text;
    size_t len = 0;
    while ((len = mark_len(p, numerals, 11)) > 0)
        p += len;
    if (p == text || !starts_with(p, "、"))
        return 0;
    return (size_t)(skip_blanks(p + strlen("、")) - text);
}

static size_t split_section(const char *text)
{
    size_t len = strlen(text);
    return text[0] == '[' && len >= 2 && text[len - 1] == ']' ? 1 : 0;
}

static size_t split(const char *text, enum line_grammar grammar, enum line_kind *kind,
                    size_t *name_len)
{
    size_t offset = 0;
    if (grammar == LINE_GRAMMAR_SETTINGS) {
        if ((offset = split_section(text)) > 0) {
            *kind = LINE_SECTION;
            return offset;
        }
    } else if ((offset = split_question(text)) > 0) {
        *kind = LINE_QUESTION;
        return offset;
    } else if ((offset = split_option(text)) > 0) {
        *kind = LINE_OPTION;
        return offset;
    } else if ((offset = split_heading(text)) > 0) {
        *kind = LINE_HEADING;
        return offset;
    }
    offset = split_key(text, name_len);
    *kind = offset > 0 ? LINE_KEY : LINE_TEXT;
    return offset;
}

enum line_kind line_kind_of(const char *text, enum line_grammar grammar)
{
    enum line_kind kind = LINE_TEXT;
    size_t name_len = 0;
    split(text, grammar, &kind, &name_len);
    return kind;
}

void line_split(const struct line *line, enum line_grammar grammar, struct line_parts *out)
{
    *out = (struct line_parts){ .value = line->text, .value_at = line->at };
    if (line->plain)
        return;
    size_t name_len = 0;
    size_t offset = split(line->text, grammar, &out->kind, &name_len);
    char *value = line->text + offset;
    if (out->kind == LINE_KEY) {
        memcpy(out->name, line->text, name_len);
        out->name[name_len] = '\0';
    } else if (out->kind == LINE_OPTION) {
        out->letter = line->text[0];
    } else if (out->kind == LINE_SECTION) {
        value[strlen(value) - 1] = '\0';
        value = line_trim(value);
    }
    out->value = value;
    for (const char *p = line->text; p < out->value; out->value_at.col++)
        utf8_next(&p);
}
