#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "activity/convert/xlsform.h"
#include "activity/value.h"

static const struct {
    const char *word;
    enum xlsform_kind kind;
} words[] = {
    { "integer", XLSFORM_INTEGER },
    { "int", XLSFORM_INTEGER },
    { "decimal", XLSFORM_DECIMAL },
    { "text", XLSFORM_TEXT },
    { "string", XLSFORM_TEXT },
    { "date", XLSFORM_DATE },
    { "note", XLSFORM_NOTE },
    { "range", XLSFORM_RANGE },
    { "begin group", XLSFORM_BEGIN_GROUP },
    { "end group", XLSFORM_END_GROUP },
    { "begin repeat", XLSFORM_BEGIN_REPEAT },
    { "end repeat", XLSFORM_END_REPEAT },
    { "begin loop", XLSFORM_BEGIN_REPEAT },
    { "end loop", XLSFORM_END_REPEAT },
    { "start", XLSFORM_SILENT },
    { "end", XLSFORM_SILENT },
    { "today", XLSFORM_SILENT },
    { "deviceid", XLSFORM_SILENT },
    { "subscriberid", XLSFORM_SILENT },
    { "simserial", XLSFORM_SILENT },
    { "phonenumber", XLSFORM_SILENT },
    { "username", XLSFORM_SILENT },
    { "email", XLSFORM_SILENT },
    { "audit", XLSFORM_SILENT },
    { "start-geopoint", XLSFORM_SILENT },
    { "background-audio", XLSFORM_SILENT },
};

static const struct {
    const char *word;
    enum xlsform_kind kind;
} lists[] = {
    { "select one from file ", XLSFORM_OTHER },
    { "select multiple from file ", XLSFORM_OTHER },
    { "select one from ", XLSFORM_SELECT_ONE },
    { "select one ", XLSFORM_SELECT_ONE },
    { "select1 ", XLSFORM_SELECT_ONE },
    { "select multiple from ", XLSFORM_SELECT_MULTIPLE },
    { "select multiple ", XLSFORM_SELECT_MULTIPLE },
    { "select all that apply from ", XLSFORM_SELECT_MULTIPLE },
    { "select all that apply ", XLSFORM_SELECT_MULTIPLE },
    { "rank ", XLSFORM_RANK },
};

/* Blanks and underscores alike as one blank, but only within the type's own words: a list may have
 * underscores. */
static char *fold(struct arena *arena, const char *cell)
{
    char *out = arena_strdup(arena, cell);
    char *to = out;
    for (const char *from = cell; *from; from++) {
        bool blank = *from == ' ' || *from == '\t' || *from == '_';
        if (blank && (to == out || to[-1] == ' '))
            continue;
        *to++ = blank ? ' ' : *from;
    }
    *to = '\0';
    return out;
}

/* Bytes of cell that fold to the word. */
static size_t folded_len(const char *cell, const char *word)
{
    const char *p = cell;
    for (; *word; word++) {
        if (*word == ' ') {
            size_t blanks = strspn(p, " \t_");
            if (blanks == 0)
                return 0;
            p += blanks;
        } else if (strncasecmp(p, word, 1) == 0) {
            p++;
        } else {
            return 0;
        }
    }
    return (size_t)(p - cell);
}

/* "yesno or_other" -> yesno. A name is one word. */
static void take_list(struct arena *arena, const char *rest, struct xlsform_type *out)
{
    static const char *const others[] = { "or other", "or specify other" };
    size_t len = strcspn(rest, " \t");
    const char *tail = rest + len + strspn(rest + len, " \t");
    out->list = arena_strndup(arena, rest, len);
    for (int i = 0; i < 2; i++) {
        size_t other = folded_len(tail, others[i]);
        out->or_other = out->or_other || (other > 0 && !tail[other]);
    }
    if (*tail && !out->or_other)
        out->list = arena_strdup(arena, rest); /* an error that the list's name will show */
}

struct xlsform_type xlsform_parse_type(struct arena *arena, const char *cell)
{
    struct xlsform_type type = { .kind = XLSFORM_OTHER, .list = "" };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        size_t len = folded_len(cell, lists[i].word);
        if (len > 0 && cell[len]) {
            type.kind = lists[i].kind;
            take_list(arena, cell + len, &type);
            return type;
        }
    }
    const char *folded = fold(arena, cell);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcasecmp(words[i].word, folded) == 0)
            type.kind = words[i].kind;
    return type;
}

bool xlsform_appears(const char *appearance, const char *word)
{
    const size_t len = strlen(word);
    for (const char *p = appearance; *p;) {
        size_t own = strcspn(p, " \t");
        if (own == len && strncasecmp(p, word, len) == 0)
            return true;
        p += own + strspn(p + own, " \t");
    }
    return false;
}

bool xlsform_parameter(const char *parameters, const char *key, double *out)
{
    const size_t len = strlen(key);
    struct arena arena;
    bool found = false;
    arena_init(&arena);
    for (const char *p = parameters; *p && !found;) {
        const size_t own = strcspn(p, " \t,;=");
        const char *value = p + own + strspn(p + own, " \t");
        bool named = own == len && strncasecmp(p, key, len) == 0 && *value == '=';
        value += *value == '=';
        value += strspn(value, " \t");
        const size_t value_len = strcspn(value, " \t,;");
        found = named && value_parse_number(arena_strndup(&arena, value, value_len), out);
        p = value + value_len;
        p += strspn(p, " \t,;");
    }
    arena_fini(&arena);
    return found;
}
