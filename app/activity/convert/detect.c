#include "activity/convert/detect.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "activity/convert/chain.h"
#include "activity/convert/internal.h"
#include "activity/convert/marks.h"
#include "activity/convert/stem.h"
#include "activity/convert/wjx.h"

enum { HEAD_LINES = 20, LINE_MAX_LEN = 4096 };

bool detect_ends_with(const char *name, const char *ending)
{
    size_t len = strlen(name), ending_len = strlen(ending);
    return len >= ending_len && strcasecmp(name + len - ending_len, ending) == 0;
}

/* The next line that is not blank, or NULL. */
static const char *next_line(const char **text, size_t *len)
{
    while (**text) {
        const char *line = *text;
        *len = strcspn(line, "\r\n");
        *text = line + *len + strspn(line + *len, "\r\n");
        line += strspn(line, " \t");
        size_t rest = strcspn(line, "\r\n");
        if (rest > 0) {
            *len = rest;
            return line;
        }
    }
    return NULL;
}

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static bool is_canonical(const char *text)
{
    size_t len;
    const char *line;
    while ((line = next_line(&text, &len)) != NULL) {
        if (*line == '#')
            continue;
        return begins(line, "题库:") || begins(line, "题库：") || begins(line, "问卷:") ||
               begins(line, "问卷：");
    }
    return false;
}

/* Does a line of the beginning, cut at the mark, name the columns of a bank? */
static bool has_table_head(const char *text, char mark)
{
    size_t len;
    const char *line;
    for (int i = 0; i < HEAD_LINES && (line = next_line(&text, &len)) != NULL; i++) {
        enum { CELLS_MAX = 64 };
        const char *cells[CELLS_MAX];
        int count = 0;
        char copy[LINE_MAX_LEN];
        if (len >= sizeof copy || !memchr(line, mark, len))
            continue;
        memcpy(copy, line, len);
        copy[len] = '\0';
        char *rest = copy, *cell;
        const char marks[2] = { mark, '\0' };
        while (count < CELLS_MAX && (cell = strsep(&rest, marks)) != NULL) {
            size_t cell_len = strlen(cell);
            if (cell_len >= 2 && cell[0] == '"' && cell[cell_len - 1] == '"') {
                cell[cell_len - 1] = '\0';
                cell++;
            }
            cells[count++] = cell;
        }
        if (count > 1 && convert_is_table_header(cells, count))
            return true;
    }
    return false;
}

/* A brace whose first character is one of GIFT's, and that closes. */
static bool is_gift(const char *text)
{
    for (const char *p = text; (p = strchr(p, '{')) != NULL; p++) {
        const char *body = p + 1 + strspn(p + 1, " \t\r\n");
        const char *end = strchr(body, '}');
        if (p > text && p[-1] == '\\')
            continue;
        if (end && (strchr("=~#", *body) ||
                    ((begins(body, "T") || begins(body, "F")) && strcspn(body, "}#") <= 5)))
            return true;
        if (end && end == body && strstr(text, "::"))
            return true;
    }
    return false;
}

/* Keys that only Chinese banks have. */
static bool has_chinese_key(const char *text)
{
    return strstr(text, "答案：") || strstr(text, "答案:") || strstr(text, "【答案");
}

/* ANSWER: lines, and before each an option. */
static bool is_aiken(const char *text)
{
    size_t len;
    const char *line;
    bool option = false;
    int answers = 0;
    if (has_chinese_key(text))
        return false;
    while ((line = next_line(&text, &len)) != NULL) {
        bool letter = *line >= 'A' && *line <= 'Z' && len > 2 && (line[1] == '.' || line[1] == ')');
        if (begins(line, "ANSWER:")) {
            if (!option)
                return false;
            answers++;
            option = false;
        }
        option = option || letter;
        if (*line >= '0' && *line <= '9' && answers == 0 && !option)
            return false;
    }
    return answers > 0;
}

/* Numbered lines that end in [单选题], with options that have no letters (or stars that only this
 * platform sets), and no answer anywhere. */
static bool is_wjx(const char *text)
{
    size_t len;
    const char *line;
    int tagged = 0, required = 0, lettered = 0, answered = 0;
    struct arena arena;
    if (has_chinese_key(text))
        return false;
    arena_init(&arena);
    struct wjx_question *question = arena_alloc(&arena, sizeof *question);
    while ((line = next_line(&text, &len)) != NULL) {
        struct letter_mark mark;
        if (len >= LINE_MAX_LEN)
            continue;
        struct span whole = span_decode(&arena, arena_strndup(&arena, line, len));
        lettered +=
            (mark_letter(whole, 0, &mark) && mark.style <= LETTER_PARENS) || chain_is_there(whole);
        if (!wjx_read_question(whole, question))
            continue;
        tagged++;
        required += question->required;
        answered += stem_holds_answer(question->stem);
    }
    arena_fini(&arena);
    return tagged > 0 && answered == 0 && (lettered == 0 || required * 2 > tagged);
}

enum bank_format detect_text(const char *name, const char *text)
{
    if (is_canonical(text))
        return BANK_CANONICAL;
    if (convert_is_xlsform_text(text))
        return BANK_XLSFORM;
    if (has_table_head(text, '\t') || has_table_head(text, ','))
        return BANK_TABLE;
    if (detect_ends_with(name, ".csv"))
        return BANK_TABLE;
    if (detect_ends_with(name, ".gift") || is_gift(text))
        return BANK_GIFT;
    if (detect_ends_with(name, ".aiken") || is_aiken(text))
        return BANK_AIKEN;
    if (is_wjx(text))
        return BANK_WJX;
    return BANK_TEXT;
}
