#include "activity/reader.h"

#include <stdarg.h>

#include "base/strbuf.h"
#include "base/utf8.h"

/* One line, and no longer than somebody would read: a quoted value may be a page. */
static void make_readable(struct strbuf *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (text->text[i] == '\n')
            text->text[i] = ' ';
    size_t len = utf8_prefix_len(text->text, READER_TEXT_MAX_CHARS);
    if (len < text->len) {
        strbuf_truncate(text, len);
        strbuf_add(text, "…");
    }
}

static void add_fault(struct reader *reader, enum err_severity severity, struct spot at,
                      const char *format, va_list args)
{
    int *count = severity == ERR_ERROR ? &reader->error_count : &reader->warning_count;
    (*count)++;
    if (*count > READER_FAULT_MAX)
        return;
    struct strbuf text;
    strbuf_init(&text);
    strbuf_vaddf(&text, format, args);
    make_readable(&text);
    err_list_add(reader->faults, severity, reader->path, at.line, at.col, "%s%s", text.text,
                 *count == READER_FAULT_MAX ? "（太多了，后面的不再列出）" : "");
    strbuf_fini(&text);
}

void reader_error(struct reader *reader, struct spot at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_fault(reader, ERR_ERROR, at, format, args);
    va_end(args);
}

void reader_warn(struct reader *reader, struct spot at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_fault(reader, ERR_WARNING, at, format, args);
    va_end(args);
}

void reader_unknown(struct reader *reader, struct spot at, const char *what, const char *word,
                    const char *const *names, int name_count)
{
    if (reader->error_count >= READER_FAULT_MAX) {
        reader->error_count++;
        return;
    }
    struct strbuf known;
    strbuf_init(&known);
    for (int i = 0; i < name_count; i++)
        strbuf_addf(&known, "%s%s", i > 0 ? " " : "", names[i]);
    const char *near = err_nearest(word, names, name_count);
    if (near)
        reader_error(reader, at, "不认识的%s“%s”，可用的%s有：%s；是不是“%s”？", what, word, what,
                     known.text, near);
    else
        reader_error(reader, at, "不认识的%s“%s”，可用的%s有：%s", what, word, what, known.text);
    strbuf_fini(&known);
}
