/*
 * Law that no longer holds, by a table that staff can extend (assets/stale-law.txt): a rule is hit
 * when all of its terms stand in what a question says is true. A wrong option, or a statement keyed
 * 错, may well be yesterday's law, so those are not read.
 */
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/check_parts.h"
#include "activity/line.h"
#include "base/fs.h"
#include "base/strbuf.h"
#include "base/utf8.h"

enum { TERM_MAX = 8, ALTERNATIVE_MAX = 8 };

struct term {
    bool excluding; /* the rule does not apply where one of the words stands */
    const char *words[ALTERNATIVE_MAX];
    int word_count;
};

struct rule {
    enum err_severity severity;
    struct term terms[TERM_MAX];
    int term_count;
    const char *advice;
};

struct stale_table {
    struct rule *rules;
    int count;
};

static bool is_numeral(uint32_t c)
{
    static const char *const numerals = "〇零一二三四五六七八九十百千万两";
    if (c >= '0' && c <= '9')
        return true;
    for (const char *p = numerals; *p;)
        if (utf8_next(&p) == c)
            return true;
    return false;
}

/* 十年 is not found inside 二十年, nor 2年 inside 12年. */
static bool holds_word(const char *text, const char *word)
{
    const char *start = word;
    bool numeral = is_numeral(utf8_next(&start));
    for (const char *p = text; (p = strstr(p, word)); p++) {
        const char *before = p;
        while (before > text && ((unsigned char)*--before & 0xC0) == 0x80)
            continue;
        bool cut = numeral && before < p && is_numeral(utf8_next(&before));
        if (!cut)
            return true;
    }
    return false;
}

static bool holds_term(const char *text, const struct term *term)
{
    for (int i = 0; i < term->word_count; i++)
        if (holds_word(text, term->words[i]))
            return true;
    return false;
}

static bool is_hit(const struct rule *rule, const char *text)
{
    for (int i = 0; i < rule->term_count; i++)
        if (holds_term(text, &rule->terms[i]) == rule->terms[i].excluding)
            return false;
    return true;
}

static bool take_term(struct rule *rule, char *word)
{
    if (rule->term_count == TERM_MAX)
        return false;
    struct term *term = &rule->terms[rule->term_count++];
    char *rest = NULL;
    term->excluding = *word == '-';
    for (char *w = strtok_r(word + term->excluding, "|", &rest); w;
         w = strtok_r(NULL, "|", &rest)) {
        if (term->word_count == ALTERNATIVE_MAX)
            return false;
        term->words[term->word_count++] = w;
    }
    return term->word_count > 0;
}

/* `词 词|词 -词 => 说明`, a leading `?` for a mere suspicion. */
static bool take_rule(char *text, struct rule *rule)
{
    char *arrow = strstr(text, "=>");
    if (!arrow)
        return false;
    *arrow = '\0';
    rule->advice = line_trim(arrow + 2);
    rule->severity = *text == '?' ? ERR_WARNING : ERR_ERROR;
    char *rest = NULL;
    for (char *word = strtok_r(text + (*text == '?'), " ", &rest); word;
         word = strtok_r(NULL, " ", &rest))
        if (!take_term(rule, word))
            return false;
    return rule->term_count > 0 && !rule->terms[0].excluding && *rule->advice;
}

static void read_rules(struct stale_table *table, struct reader *reader, const struct strbuf *text)
{
    struct line_source source;
    struct line line;
    struct rule *rules = NULL;
    int capacity = 0;
    if (!line_source_init(&source, reader, text->text, text->len))
        return;
    while (line_next(&source, &line)) {
        struct rule rule = { 0 };
        if (!take_rule(line.text, &rule)) {
            reader_error(reader, line.at,
                         "看不懂这条规则；要写成“词 词|词 -词 => 现在的规定”，每条最多 %d 组词",
                         TERM_MAX);
            continue;
        }
        rules = mem_grow(rules, table->count, &capacity, sizeof *rules);
        rules[table->count++] = rule;
    }
    table->rules = arena_copy(reader->arena, rules, sizeof *rules, table->count);
    free(rules);
}

struct stale_table *stale_load(const char *path, struct arena *arena, struct err_list *faults)
{
    struct err err = { 0 };
    struct strbuf text;
    strbuf_init(&text);
    struct stale_table *table = NULL;
    struct reader reader = { .path = path, .arena = arena, .faults = faults };
    if (fs_read(path, ACTIVITY_FILE_MAX_LEN, &text, &err)) {
        table = arena_alloc(arena, sizeof *table);
        read_rules(table, &reader, &text);
    } else {
        reader_error(&reader, (struct spot){ 0, 0 }, "没有过时法条的对照表，这一项没有检查：%s",
                     err.text);
    }
    strbuf_fini(&text);
    return table;
}

/* Blanks out, full-width digits narrowed, so that `２ 年` reads 2年. */
static void add_plain(struct strbuf *out, const char *text)
{
    if (!text)
        return;
    for (const char *p = text; *p;) {
        uint32_t c = utf8_next(&p);
        if (c >= 0xFF10 && c <= 0xFF19)
            c -= 0xFF10 - '0';
        if (!utf8_is_space(c))
            strbuf_add_codepoint(out, c);
    }
    strbuf_add_char(out, '\n');
}

static void add_statement(struct strbuf *out, const struct question *q)
{
    const struct wording *w = q->wordings[0];
    bool denied = q->type == QUESTION_JUDGE && q->has_answer && q->answer_choices == 1u << 1;
    if (!denied)
        add_plain(out, w->stem);
    for (int i = 0; i < q->option_count; i++)
        if (!q->has_answer || q->answer_choices & 1u << i)
            add_plain(out, w->options[i]);
    add_plain(out, w->explanation);
    add_plain(out, w->takeaway);
    add_plain(out, w->basis);
}

void stale_check(const struct stale_table *table, const struct question *question,
                 struct err_list *faults)
{
    struct strbuf statement;
    strbuf_init(&statement);
    add_statement(&statement, question);
    for (int i = 0; i < table->count; i++) {
        const struct rule *rule = &table->rules[i];
        if (!is_hit(rule, statement.text))
            continue;
        err_list_add(faults, rule->severity, question->place.path, question->place.line, 0,
                     "法条过时%s（%s）：%s", rule->severity == ERR_WARNING ? "，请核对" : "",
                     rule->terms[0].words[0], rule->advice);
    }
    strbuf_fini(&statement);
}
