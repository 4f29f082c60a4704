#include "activity/convert/gift_text.h"

#include <string.h>
#include <strings.h>

/* In the order of escapes: control byte i + 1 stands for `\` and this character. */
static const char escaped[] = "\\:#={}~n";

char *gift_protect(struct arena *arena, const char *text, size_t len)
{
    char *out = arena_alloc(arena, len + 1);
    size_t to = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        const char *found =
            c == '\\' && i + 1 < len && text[i + 1] ? strchr(escaped, text[i + 1]) : NULL;
        if (found) {
            out[to++] = (char)(found - escaped + 1);
            i++;
        } else {
            out[to++] = c < ' ' && c != '\n' ? ' ' : (char)c;
        }
    }
    return out;
}

static char restored(char c)
{
    if (c < 1 || c > (char)(sizeof escaped - 1))
        return c;
    return escaped[c - 1] == 'n' ? '\n' : escaped[c - 1];
}

/* The length of [html] and its kin at the beginning. */
static size_t format_len(const char *text, size_t len, bool *html)
{
    static const char *const names[] = { "[html]", "[moodle]", "[plain]", "[markdown]" };
    *html = false;
    for (int i = 0; i < 4; i++) {
        size_t name_len = strlen(names[i]);
        if (len >= name_len && strncasecmp(text, names[i], name_len) == 0) {
            *html = i == 0;
            return name_len;
        }
    }
    return 0;
}

static const struct {
    const char *code, *text;
} entities[] = {
    { "&nbsp;", " " }, { "&lt;", "<" },  { "&gt;", ">" },    { "&quot;", "\"" },
    { "&#39;", "'" },  { "&amp;", "&" }, { "&ldquo;", "“" }, { "&rdquo;", "”" },
};

/* Tags out, ends of paragraphs as line feeds, entities as characters. */
static char *drop_html(struct arena *arena, const char *text, bool *picture)
{
    struct strbuf out;
    strbuf_init(&out);
    for (const char *p = text; *p;) {
        const char *end = *p == '<' ? strchr(p, '>') : NULL;
        if (end) {
            bool breaks = strncasecmp(p, "<br", 3) == 0 || strncasecmp(p, "</p", 3) == 0 ||
                          strncasecmp(p, "</div", 5) == 0 || strncasecmp(p, "</li", 4) == 0;
            if (picture && (strncasecmp(p, "<img", 4) == 0 || strncasecmp(p, "<table", 6) == 0 ||
                            strncasecmp(p, "<video", 6) == 0 || strncasecmp(p, "<audio", 6) == 0))
                *picture = true;
            if (breaks)
                strbuf_add_char(&out, '\n');
            p = end + 1;
            continue;
        }
        size_t known = sizeof entities / sizeof entities[0], i = 0;
        while (i < known && strncmp(p, entities[i].code, strlen(entities[i].code)) != 0)
            i++;
        if (i < known) {
            strbuf_add(&out, entities[i].text);
            p += strlen(entities[i].code);
        } else {
            strbuf_add_char(&out, *p++);
        }
    }
    char *plain = arena_strdup(arena, out.text);
    strbuf_fini(&out);
    return plain;
}

static char *trim(char *text)
{
    while (*text == ' ' || *text == '\n')
        text++;
    size_t len = strlen(text);
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\n'))
        text[--len] = '\0';
    return text;
}

char *gift_plain(struct arena *arena, const char *text, size_t len, bool *picture)
{
    bool html;
    while (len > 0 && (*text == ' ' || *text == '\n')) {
        text++;
        len--;
    }
    size_t skip = format_len(text, len, &html);
    char *plain = arena_strndup(arena, text + skip, len - skip);
    for (char *p = plain; *p; p++)
        *p = restored(*p);
    return trim(html ? drop_html(arena, plain, picture) : plain);
}

void gift_escape(struct strbuf *out, const char *text)
{
    bool html;
    if (format_len(text, strlen(text), &html) > 0)
        strbuf_add(out, "[plain]");
    for (; *text; text++) {
        if (*text == '\n') {
            strbuf_add(out, "\\n");
            continue;
        }
        if (strchr("\\:#={}~", *text))
            strbuf_add_char(out, '\\');
        strbuf_add_char(out, *text);
    }
}
