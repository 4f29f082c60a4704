/*
 * The canonical text. Everything that has a default is written only where it differs, in the order
 * of the key table, so that equal models give equal bytes.
 */
#include <string.h>

#include "activity/activity.h"
#include "activity/draft.h"
#include "activity/expr.h"
#include "activity/line.h"
#include "activity/text.h"
#include "activity/value.h"
#include "base/utf8.h"

/* [start, end) without the blanks at both ends. */
static void trim_range(const char **start, const char **end)
{
    const char *p = *start;
    while (p < *end) {
        const char *next = p;
        if (!utf8_is_space(utf8_next(&next)))
            break;
        p = next;
    }
    *start = p;
    *end = p + utf8_trimmed_len(p, (size_t)(*end - p));
}

/* A line that continues a text: indented, and marked where it would be taken for something else. */
static void write_continuation(struct strbuf *out, const char *line, size_t line_len)
{
    struct strbuf encoded;
    strbuf_init(&encoded);
    text_encode(&encoded, line, line_len);
    const char *text = encoded.text;
    bool marked = text[0] == '\\';
    bool special = !*text || *text == '#' || line_kind_of(text, LINE_GRAMMAR_FORM) != LINE_TEXT;
    strbuf_addf(out, "\n  %s%s", special && !marked ? "\\" : "", text);
    strbuf_fini(&encoded);
}

static void write_text(struct strbuf *out, const char *text)
{
    const char *start = text, *end = text + strlen(text);
    trim_range(&start, &end);
    bool first = true;
    for (const char *line = start; line <= end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        const char *next = stop ? stop + 1 : end + 1;
        const char *line_start = line, *line_end = stop ? stop : end;
        trim_range(&line_start, &line_end);
        if (first)
            text_encode(out, line_start, (size_t)(line_end - line_start));
        else
            write_continuation(out, line_start, (size_t)(line_end - line_start));
        first = false;
        line = next;
    }
}

static void write_key(struct strbuf *out, enum key key, const char *text)
{
    if (!text || !*text)
        return;
    strbuf_addf(out, "%s: ", key_name(key));
    write_text(out, text);
    strbuf_add_char(out, '\n');
}

static void write_raw(struct strbuf *out, enum key key, const char *text)
{
    strbuf_addf(out, "%s: %s\n", key_name(key), text);
}

static void write_int(struct strbuf *out, enum key key, int value, int usual)
{
    if (value != usual)
        strbuf_addf(out, "%s: %d\n", key_name(key), value);
}

static void write_date(struct strbuf *out, enum key key, int32_t date)
{
    char text[DATE_TEXT_LEN];
    if (date == DATE_NONE)
        return;
    date_format(date, text);
    write_raw(out, key, text);
}

static void write_list(struct strbuf *out, const char *const *items, int count)
{
    for (int i = 0; i < count; i++) {
        if (i > 0)
            strbuf_add(out, ", ");
        text_encode_item(out, items[i]);
    }
}

static void write_tags(struct strbuf *out, const struct question_option *option)
{
    if (option->fixed)
        strbuf_add(out, " [固定]");
    if (option->exclusive)
        strbuf_add(out, " [互斥]");
    if (option->other)
        strbuf_add(out, " [其他]");
    if (option->picture)
        strbuf_addf(out, " [图: %s]", option->picture);
}

/* with_tags: the first language carries them for all. */
static void write_options(struct strbuf *out, const struct question *q, const struct wording *w,
                          bool with_tags)
{
    if (q->type == QUESTION_JUDGE && judge_labels_are_usual(w->options))
        return;
    for (int i = 0; i < q->option_count; i++) {
        strbuf_addf(out, "%c.", 'A' + i);
        if (*w->options[i])
            strbuf_add_char(out, ' ');
        write_text(out, w->options[i]);
        if (with_tags)
            write_tags(out, &q->options[i]);
        strbuf_add_char(out, '\n');
    }
}

static void write_answer(struct strbuf *out, const struct question *q)
{
    if (!q->has_answer)
        return;
    strbuf_addf(out, "%s: ", key_name(KEY_ANSWER));
    if (q->type == QUESTION_NUMBER) {
        value_format_number(q->answer_number, out);
    } else if (q->type == QUESTION_JUDGE) {
        strbuf_add(out, q->answer_choices == 1 ? "对" : "错");
    } else {
        for (int i = 0; i < q->option_count; i++) {
            if (q->type == QUESTION_ORDER)
                strbuf_add_char(out, (char)('A' + q->answer_order[i]));
            else if (q->answer_choices & 1u << i)
                strbuf_add_char(out, (char)('A' + i));
        }
    }
    strbuf_add_char(out, '\n');
}

static void write_quiz_keys(struct strbuf *out, const struct question *q)
{
    write_answer(out, q);
    write_key(out, KEY_TOPIC, q->topic);
    if (q->has_answer)
        write_raw(out, KEY_DIFFICULTY, difficulty_name(q->difficulty));
    write_int(out, KEY_POINTS, q->points, 1);
    write_int(out, KEY_LIMIT, q->limit_s, -1);
}

static void write_wording_keys(struct strbuf *out, const struct question *q,
                               const struct wording *w)
{
    write_key(out, KEY_EXPLANATION, w->explanation);
    write_key(out, KEY_TAKEAWAY, w->takeaway);
    write_key(out, KEY_BASIS, w->basis);
    if (q->row_count > 0) {
        strbuf_addf(out, "%s: ", key_name(KEY_ROWS));
        write_list(out, w->rows, q->row_count);
        strbuf_add_char(out, '\n');
    }
    if (q->scale_count > 0) {
        strbuf_addf(out, "%s: ", key_name(KEY_SCALE));
        write_list(out, w->scale, q->scale_count);
        if (w->scale_unclear) {
            strbuf_add(out, " | ");
            text_encode_item(out, w->scale_unclear);
        }
        strbuf_add_char(out, '\n');
    }
}

static void write_survey_keys(struct strbuf *out, const struct question *q)
{
    if (q->has_range) {
        strbuf_addf(out, "%s: ", key_name(KEY_RANGE));
        value_format_number(q->range_min, out);
        strbuf_add_char(out, '-');
        value_format_number(q->range_max, out);
        strbuf_add_char(out, '\n');
    }
    if (q->required)
        write_raw(out, KEY_REQUIRED, "是");
    write_int(out, KEY_MIN, q->min_choices, 0);
    write_int(out, KEY_MAX, q->max_choices, 0);
    write_int(out, KEY_CHARS, q->max_chars, 0);
}

static void write_question(const struct question *q, int number, int language, bool with_type,
                           struct strbuf *out)
{
    const struct wording *w = question_wording(q, language);
    const bool first = language == 0;
    strbuf_addf(out, "%d. ", number);
    write_text(out, w->stem);
    if (first && q->picture)
        strbuf_addf(out, " [图: %s]", q->picture);
    strbuf_add_char(out, '\n');
    write_options(out, q, w, first);
    if (first && with_type)
        write_raw(out, KEY_TYPE, question_type_name(q->type));
    if (first)
        write_quiz_keys(out, q);
    write_wording_keys(out, q, w);
    if (first) {
        write_key(out, KEY_EDITION, q->edition);
        write_date(out, KEY_VALID_FROM, q->valid_from);
        write_date(out, KEY_VALID_UNTIL, q->valid_until);
        write_key(out, KEY_REVIEW, q->review);
        write_survey_keys(out, q);
    }
    write_key(out, KEY_HINT, w->hint);
    if (first && q->relevant)
        write_raw(out, KEY_RELEVANT, expr_text(q->relevant));
    if (first && q->constraint)
        write_raw(out, KEY_CONSTRAINT, expr_text(q->constraint));
    write_key(out, KEY_CONSTRAINT_MESSAGE, w->constraint_message);
    write_raw(out, KEY_ID, q->id);
}

void question_write(const struct question *question, int number, int language, struct strbuf *out)
{
    write_question(question, number, language, true, out);
}

/* 一, 十二, 三十: section numbers below a hundred, beyond that the type alone repeats 百. */
static void write_section_number(struct strbuf *out, int number)
{
    static const char *const digits[] = {
        "", "一", "二", "三", "四", "五", "六", "七", "八", "九"
    };
    if (number >= 100) {
        strbuf_add(out, "百");
        return;
    }
    if (number >= 20)
        strbuf_add(out, digits[number / 10]);
    if (number >= 10)
        strbuf_add(out, "十");
    strbuf_add(out, digits[number % 10]);
}

/* A bank groups its questions under headings, as printed banks do; a questionnaire mixes types. */
static void write_section(struct strbuf *out, const struct form *form, int index, int *sections)
{
    const struct question *q = &form->questions[index];
    if (form->kind != FORM_BANK || (index > 0 && q->type == q[-1].type))
        return;
    strbuf_add_char(out, '\n');
    write_section_number(out, ++*sections);
    strbuf_addf(out, "、%s题\n", question_type_name(q->type));
}

void form_write(const struct form *form, int language, struct strbuf *out)
{
    int sections = 0;
    strbuf_addf(out, "%s: ", form->kind == FORM_BANK ? "题库" : "问卷");
    write_text(out, form_title(form, language));
    strbuf_addf(out, "\n编号: %s\n语言: %s\n", form->id,
                form->languages[language] ? form->languages[language] : form->languages[0]);
    for (int i = 0; i < form->question_count; i++) {
        if (language == 0)
            write_section(out, form, i, &sections);
        strbuf_add_char(out, '\n');
        write_question(&form->questions[i], i + 1, language, form->kind == FORM_SURVEY, out);
    }
}
