#include "activity/reader.h"

#include <stdarg.h>

#include "base/strbuf.h"

static void add_fault(struct reader *reader, enum err_severity severity, struct spot at,
                      const char *format, va_list args)
{
    struct strbuf text;
    strbuf_init(&text);
    strbuf_vaddf(&text, format, args);
    err_list_add(reader->faults, severity, reader->path, at.line, at.col, "%s", text.text);
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
