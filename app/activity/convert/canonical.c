/* The canonical text, through its own reader: what that leaves out is counted as refused. */
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/convert/builder.h"
#include "activity/line.h"
#include "activity/value.h"
#include "base/mem.h"

/* Where a question begins in the source. */
struct start {
    int line;
    const char *number, *text;
};

struct starts {
    struct start *items;
    int count, capacity;
};

static void find_starts(struct arena *arena, const char *text, struct starts *out)
{
    int number = 1;
    for (const char *line = text; *line; number++) {
        size_t len = strcspn(line, "\n");
        const char *end = line + len;
        /* Indented by two blanks it continues what stands above. */
        const char *from = line[0] == ' ' && line[1] != ' ' ? line + 1 : line;
        if (from < end && *from >= '0' && *from <= '9') {
            char *copy = line_trim(arena_strndup(arena, from, (size_t)(end - from)));
            if (line_kind_of(copy, LINE_GRAMMAR_FORM) == LINE_QUESTION) {
                size_t digits = strspn(copy, "0123456789");
                out->items = mem_grow(out->items, out->count, &out->capacity, sizeof *out->items);
                out->items[out->count++] =
                    (struct start){ number, arena_strndup(arena, copy, digits), copy };
            }
        }
        line = *end ? end + 1 : end;
    }
}

/* The texts of all faults of a severity between two lines, joined; NULL when there are none. */
static const char *faults_between(struct arena *arena, const struct err_list *faults, int *at,
                                  int to)
{
    struct strbuf out;
    strbuf_init(&out);
    for (; *at < faults->count && faults->items[*at].line < to; ++*at)
        strbuf_addf(&out, "%s%s", out.len > 0 ? "；" : "", faults->items[*at].text);
    char *text = out.len > 0 ? arena_strdup(arena, out.text) : NULL;
    strbuf_fini(&out);
    return text;
}

static const char *answer_text(struct arena *arena, const struct question *q)
{
    char letters[OPTION_MAX + 1];
    int len = 0;
    struct strbuf number;
    if (!q->has_answer)
        return NULL;
    if (q->type == QUESTION_JUDGE)
        return q->answer_choices == 1 ? "对" : "错";
    if (q->type == QUESTION_NUMBER) {
        strbuf_init(&number);
        value_format_number(q->answer_number, &number);
        char *text = arena_strdup(arena, number.text);
        strbuf_fini(&number);
        return text;
    }
    for (int i = 0; i < q->option_count; i++) {
        if (q->type == QUESTION_ORDER)
            letters[len++] = (char)('A' + q->answer_order[i]);
        else if (q->answer_choices >> i & 1)
            letters[len++] = (char)('A' + i);
    }
    letters[len] = '\0';
    return arena_strdup(arena, letters);
}

static void add_questions(struct convert_builder *builder, const struct form *form,
                          const struct starts *starts, const struct err_list *faults)
{
    struct arena *arena = convert_arena(builder);
    int next = 0, fault = 0;
    while (fault < faults->count && starts->count > 0 &&
           faults->items[fault].line < starts->items[0].line)
        fault++;
    for (int i = 0; i < starts->count; i++) {
        const struct start *start = &starts->items[i];
        int to = i + 1 < starts->count ? starts->items[i + 1].line : INT32_MAX;
        const char *reason = faults_between(arena, faults, &fault, to);
        struct question *q =
            next < form->question_count && form->questions[next].place.line == start->line
                ? &form->questions[next++]
                : NULL;
        struct convert_entry entry = {
            .number = start->number,
            .line = start->line,
            .type = QUESTION_TEXT,
            .stem = start->text,
            .quote = start->text,
            .reason = reason,
            .extras = convert_extras_none,
        };
        if (q) {
            entry.answer = answer_text(arena, q);
            entry.status = reason ? CONVERT_DOUBTFUL : CONVERT_READ;
            convert_add_question(builder, q, &entry);
        } else {
            entry.status = CONVERT_REFUSED;
            entry.reason = reason ? reason : "这道题读不出来";
            convert_add(builder, &entry);
        }
    }
}

bool convert_canonical(struct convert_builder *builder, const char *text, struct err *err)
{
    struct err_list faults;
    struct starts starts = { 0 };
    struct arena scratch;
    err_list_init(&faults);
    arena_init(&scratch);
    struct form *form =
        form_read(builder->name, text, strlen(text), convert_arena(builder), &faults);
    err_list_sort(&faults);
    if (form) {
        convert_set_kind(builder, form->kind);
        convert_set_title(builder, form->titles[0]);
        convert_set_id(builder, form->id);
        convert_set_language(builder, form->languages[0]);
        find_starts(&scratch, text, &starts);
        add_questions(builder, form, &starts, &faults);
    } else {
        err_set(err, "%s", faults.count > 0 ? faults.items[0].text : "文件头不对");
    }
    free(starts.items);
    arena_fini(&scratch);
    err_list_fini(&faults);
    return form != NULL;
}

/* ---- writing ---- */

/* form_write knows no comments: they are set above the lines that begin the questions, which are
 * the only ones that begin with their running number. */
void convert_write_canonical(const struct form *form, const char *const *reasons,
                             struct strbuf *out)
{
    struct strbuf text;
    char mark[16];
    int next = 0;
    strbuf_init(&text);
    form_write(form, 0, &text);
    for (const char *line = text.text; *line;) {
        size_t len = strcspn(line, "\n");
        (void)snprintf(mark, sizeof mark, "%d. ", next + 1);
        if (next < form->question_count && strncmp(line, mark, strlen(mark)) == 0) {
            const char *reason = reasons ? reasons[next] : NULL;
            if (reason)
                strbuf_add(out, "# 有疑问: ");
            for (const char *p = reason; p && *p; p++)
                strbuf_add_char(out, *p == '\n' ? ' ' : *p);
            strbuf_add(out, reason ? "\n" : "");
            next++;
        }
        size_t step = len + (line[len] == '\n');
        strbuf_add_len(out, line, step);
        line += step;
    }
    strbuf_fini(&text);
}
