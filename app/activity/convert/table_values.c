#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "activity/convert/table_row.h"
#include "activity/value.h"
#include "base/utf8.h"

enum { TOPIC_MAX_CHARS = 20, POINTS_MAX = 100 };

/* A topic is one word: 专利法 总则 -> 专利法总则, 专利,商标 -> 专利. */
static const char *topic_of(struct table_row *r, const char *cell)
{
    struct strbuf topic;
    int chars = 0;
    if (r->columns->own)
        return *cell ? cell : NULL;
    strbuf_init(&topic);
    while (*cell && chars < TOPIC_MAX_CHARS) {
        uint32_t c = utf8_next(&cell);
        bool stop = c == ',' || c == 0xFF0C || c == 0x3001 || c == ';' || c == 0xFF1B || c == '|';
        if (stop && topic.len > 0)
            break;
        if (stop || utf8_is_space(c))
            continue;
        strbuf_add_codepoint(&topic, c);
        chars++;
    }
    const char *copy = topic.len > 0 ? arena_strdup(&r->arena, topic.text) : NULL;
    strbuf_fini(&topic);
    return copy;
}

static void take_difficulty(struct table_row *r, const char *cell)
{
    static const struct {
        const char *word;
        enum difficulty difficulty;
    } words[] = {
        { "易", DIFFICULTY_EASY },     { "容易", DIFFICULTY_EASY },
        { "简单", DIFFICULTY_EASY },   { "较易", DIFFICULTY_EASY },
        { "低", DIFFICULTY_EASY },     { "easy", DIFFICULTY_EASY },
        { "中", DIFFICULTY_MEDIUM },   { "中等", DIFFICULTY_MEDIUM },
        { "一般", DIFFICULTY_MEDIUM }, { "适中", DIFFICULTY_MEDIUM },
        { "普通", DIFFICULTY_MEDIUM }, { "medium", DIFFICULTY_MEDIUM },
        { "难", DIFFICULTY_HARD },     { "困难", DIFFICULTY_HARD },
        { "较难", DIFFICULTY_HARD },   { "高", DIFFICULTY_HARD },
        { "hard", DIFFICULTY_HARD },
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasecmp(words[i].word, cell) != 0)
            continue;
        r->extras.has_difficulty = true;
        r->extras.difficulty = words[i].difficulty;
    }
}

/* 2, 2分; 0 where it is no whole number within what a question may count. */
static int points_of(const char *cell)
{
    size_t digits = strspn(cell, "0123456789");
    bool whole = digits > 0 && digits < 4 && (!cell[digits] || strcmp(cell + digits, "分") == 0);
    long points = whole ? strtol(cell, NULL, 10) : 0;
    return points <= POINTS_MAX ? (int)points : 0;
}

/* One or two digits (four of a year), moving on; -1 when there are none. */
static int take_digits(const char **text, size_t max_digits)
{
    size_t digits = strspn(*text, "0123456789");
    if (digits == 0 || digits > max_digits)
        return -1;
    int value = (int)strtol(*text, NULL, 10);
    *text += digits;
    return value;
}

static bool take_word(const char **text, const char *word)
{
    size_t len = strlen(word);
    bool there = strncmp(*text, word, len) == 0;
    *text += there ? len : 0;
    return there;
}

/* 2027-04-20, 2027/4/20, 2027.4.20, 2027年4月20日 */
static bool parse_day(const char *text, int32_t *out)
{
    static const char *const marks[][3] = {
        { "-", "-", "" }, { "/", "/", "" }, { ".", ".", "" }, { "年", "月", "日" }
    };
    char iso[32];
    for (int i = 0; i < 4; i++) {
        const char *p = text;
        int year = take_digits(&p, 4);
        bool fits = take_word(&p, marks[i][0]);
        int month = take_digits(&p, 2);
        fits = fits && take_word(&p, marks[i][1]);
        int day = take_digits(&p, 2);
        fits = fits && take_word(&p, marks[i][2]) && !*p && month >= 0 && day >= 0;
        if (!fits)
            continue;
        (void)snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
        return date_parse(iso, out);
    }
    return false;
}

static void take_day(struct table_row *r, enum column column, int32_t *out)
{
    const char *cell = table_row_best(r, column);
    if (*cell && !parse_day(cell, out))
        table_row_doubt(r, "“%s”写的不是日子：%s", table_column_name(column), cell);
}

static void take_limit(struct table_row *r, const char *cell)
{
    enum { MIN_S = 5, MAX_S = 600 };
    int limit = 0;
    if (!*cell)
        return;
    if (value_parse_int(cell, &limit) && (limit == 0 || (limit >= MIN_S && limit <= MAX_S))) {
        r->limit_s = limit;
        r->extras.limit_s = limit;
    } else {
        table_row_doubt(r, "“限时”要写 %d 到 %d 的秒数，写的是“%s”", MIN_S, MAX_S, cell);
    }
}

void table_take_values(struct table_row *r)
{
    r->extras.topic = topic_of(r, table_row_best(r, COLUMN_TOPIC));
    r->extras.points = points_of(table_row_best(r, COLUMN_POINTS));
    take_difficulty(r, table_row_best(r, COLUMN_DIFFICULTY));
    take_limit(r, table_row_best(r, COLUMN_LIMIT));
    take_day(r, COLUMN_VALID_FROM, &r->extras.valid_from);
    take_day(r, COLUMN_VALID_UNTIL, &r->extras.valid_until);
}
