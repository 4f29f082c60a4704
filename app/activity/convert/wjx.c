/*
 * 问卷星 import text: `N. 题干*[单选题]`, an option a line, an empty line between. With right
 * answers marked it is a bank, else a questionnaire, whose ……转Q20 become conditions of what is
 * skipped.
 */
#include "activity/convert/wjx.h"

#include <stdlib.h>
#include <string.h>

#include "activity/convert/internal.h"
#include "activity/convert/lines.h"
#include "activity/convert/marks.h"
#include "activity/draft.h"
#include "activity/expr.h"

enum { JUMPS_MAX = 500, LOOKUPS_MAX = 2000 };

/* Option `option` of question `from` leads to question `to`. */
struct jump {
    int from, option, to; /* indices; to = count for the end */
};

struct survey {
    struct convert_builder *builder;
    struct wjx_question *questions;
    int count, capacity;
    struct jump *jumps;
    int jump_count, jump_capacity;
    int lookups; /* of targets, bounded */
    const char **ids;
    struct span title;
    bool has_right;
};

static void add_below(struct survey *s, struct span line)
{
    struct wjx_question *q = &s->questions[s->count - 1];
    if (q->line_count == WJX_LINES_MAX) {
        q->too_many = true;
        return;
    }
    q->lines[q->line_count] = wjx_read_line(line);
    s->has_right = s->has_right || q->lines[q->line_count].right;
    q->line_count++;
}

static void collect(struct survey *s, const struct text_lines *lines)
{
    for (int i = 0; i < lines->count; i++) {
        struct wjx_question question;
        struct span line = lines->items[i].text;
        if (s->count > CONVERT_QUESTIONS_MAX)
            return;
        if (wjx_read_question(line, &question)) {
            s->questions = mem_grow(s->questions, s->count, &s->capacity, sizeof *s->questions);
            question.line = lines->items[i].number;
            s->questions[s->count++] = question;
        } else if (s->count > 0) {
            add_below(s, line);
        } else if (s->title.len == 0) {
            s->title = line;
        }
    }
}

/* ---- a bank ---- */

static void add_quiz(struct survey *s, const struct wjx_question *q)
{
    struct arena arena;
    const char *options[WJX_LINES_MAX];
    char number[16];
    struct convert_raw raw = { .number = number,
                               .line = q->line,
                               .options = options,
                               .option_count = q->line_count,
                               .extras = convert_extras_none };
    arena_init(&arena);
    (void)snprintf(number, sizeof number, "%d", q->number);
    for (int i = 0; i < q->line_count; i++) {
        struct span text = q->lines[i].text;
        struct letter_mark mark;
        if (mark_letter(text, 0, &mark) && mark.letter == i && mark.style <= LETTER_PARENS)
            text = span_trim(span_from(text, mark.end));
        options[i] = span_text(&arena, text);
        if (q->lines[i].right && i < OPTION_MAX)
            raw.marked |= 1u << i;
    }
    raw.stem = span_text(&arena, q->stem);
    raw.type = type_word_of(q->type_word);
    raw.doubt = q->too_many ? "选项太多，后面的没有读" : NULL;
    convert_add_raw(s->builder, &raw);
    arena_fini(&arena);
}

/* ---- a questionnaire ---- */

static const char *copy(struct survey *s, struct span text)
{
    struct arena scratch;
    arena_init(&scratch);
    const char *kept = convert_text_copy(s->builder, span_text(&scratch, text));
    arena_fini(&scratch);
    return kept;
}

static const char *set_options(struct survey *s, const struct wjx_question *from,
                               struct question *q)
{
    struct arena *arena = convert_arena(s->builder);
    if (q->type == QUESTION_JUDGE && from->line_count == 0) {
        q->option_count = 2;
        q->options = arena_alloc(arena, 2 * sizeof *q->options);
        q->wordings[0]->options = arena_copy(arena, judge_labels("zh"), sizeof(char *), 2);
        return NULL;
    }
    if (from->line_count < 2)
        return "选项少于 2 个";
    if (q->type == QUESTION_JUDGE && from->line_count != 2)
        return "判断题的选项不是 2 个";
    if (from->line_count > OPTION_MAX || from->too_many)
        return "选项超过 26 个";
    bool ticks = q->type == QUESTION_SINGLE || q->type == QUESTION_MULTIPLE;
    q->option_count = from->line_count;
    q->options = arena_alloc(arena, (size_t)q->option_count * sizeof *q->options);
    const char **texts = arena_alloc(arena, (size_t)q->option_count * sizeof *texts);
    for (int i = 0; i < q->option_count; i++) {
        struct letter_mark mark;
        struct span text = from->lines[i].text;
        if (mark_letter(text, 0, &mark) && mark.letter == i && mark.style <= LETTER_PARENS)
            text = span_trim(span_from(text, mark.end));
        texts[i] = copy(s, text);
        q->options[i].other = from->lines[i].other && ticks;
        if (!*texts[i])
            return "有空的选项";
    }
    q->wordings[0]->options = texts;
    return NULL;
}

static const char *set_scale(struct survey *s, const struct span *points, int count,
                             struct question *q)
{
    if (count < 2 || count > SCALE_MAX)
        return "量表的点数应为 2 到 11";
    const char **texts = arena_alloc(convert_arena(s->builder), (size_t)count * sizeof *texts);
    for (int i = 0; i < count; i++)
        texts[i] = copy(s, points[i]);
    q->wordings[0]->scale = texts;
    q->scale_count = count;
    return NULL;
}

/* Cells of a line between tabs or blanks. */
static int split_cells(struct span line, struct span *cells, int max)
{
    int count = 0;
    for (int i = 0; i < line.len;) {
        while (i < line.len && span_is_blank_char(line.at[i]))
            i++;
        int from = i;
        while (i < line.len && !span_is_blank_char(line.at[i]))
            i++;
        if (i > from && count < max)
            cells[count++] = span_sub(line, from, i);
    }
    return count;
}

/* 外观 ○ ○ ○ -> 外观 */
static struct span row_label(struct span line)
{
    int end = line.len;
    while (end > 0) {
        uint32_t c = line.at[end - 1];
        if (c != 0x25CB && c != 0x25EF && c != 0x25A1 && !span_is_blank_char(c))
            break;
        end--;
    }
    return span_sub(line, 0, end);
}

static const char *set_matrix(struct survey *s, const struct wjx_question *from, struct question *q)
{
    struct span cells[SCALE_MAX + 1];
    int count = from->line_count > 0 ? split_cells(from->lines[0].text, cells, SCALE_MAX + 1) : 0;
    int rows = from->line_count - 1;
    if (count < 2)
        return "矩阵题的第一行应当是各列的名称，用空格分开";
    if (rows < 1 || rows > ROW_MAX)
        return "矩阵题的行数应为 1 到 16";
    const char **texts = arena_alloc(convert_arena(s->builder), (size_t)rows * sizeof *texts);
    for (int i = 0; i < rows; i++)
        texts[i] = copy(s, row_label(from->lines[i + 1].text));
    q->wordings[0]->rows = texts;
    q->row_count = rows;
    return set_scale(s, cells, count, q);
}

static const char *fill_scale(struct survey *s, const struct wjx_question *from, struct question *q)
{
    struct span cells[SCALE_MAX + 1];
    int count = 0;
    if (from->line_count == 1) {
        count = split_cells(from->lines[0].text, cells, SCALE_MAX + 1);
    } else {
        for (; count < from->line_count && count <= SCALE_MAX; count++)
            cells[count] = from->lines[count].text;
    }
    return set_scale(s, cells, count, q);
}

/* The body of a question by its type; a reason when it cannot be. */
static const char *fill(struct survey *s, const struct wjx_question *from, struct question *q)
{
    static const enum question_type types[] = {
        [WJX_SINGLE] = QUESTION_SINGLE, [WJX_MULTIPLE] = QUESTION_MULTIPLE,
        [WJX_JUDGE] = QUESTION_JUDGE,   [WJX_TEXT] = QUESTION_TEXT,
        [WJX_NUMBER] = QUESTION_NUMBER, [WJX_DATE] = QUESTION_DATE,
        [WJX_SCALE] = QUESTION_SCALE,   [WJX_RATING] = QUESTION_RATING,
        [WJX_MATRIX] = QUESTION_MATRIX, [WJX_ORDER] = QUESTION_ORDER,
        [WJX_NOTE] = QUESTION_NOTE,     [WJX_REFUSED] = QUESTION_TEXT,
    };
    q->type = types[from->type];
    q->required = from->required && q->type != QUESTION_NOTE;
    switch (from->type) {
    case WJX_MULTIPLE:
        q->min_choices = from->min;
        q->max_choices = from->max;
        return set_options(s, from, q);
    case WJX_SINGLE:
    case WJX_JUDGE:
    case WJX_ORDER:
        return set_options(s, from, q);
    case WJX_SCALE:
        return fill_scale(s, from, q);
    case WJX_RATING:
        q->has_range = true;
        q->range_min = 0;
        q->range_max = 10;
        return NULL;
    case WJX_MATRIX:
        return set_matrix(s, from, q);
    case WJX_REFUSED:
        return "屏上没有这种题型";
    default:
        return NULL;
    }
}

/* ---- jumps ---- */

static int find_number(const struct survey *s, int number, int behind)
{
    for (int i = behind + 1; i < s->count; i++)
        if (s->questions[i].number == number)
            return i;
    return -1;
}

/* False when a target is none of the questions behind it. */
static bool collect_jumps(struct survey *s, int index)
{
    const struct wjx_question *q = &s->questions[index];
    bool known = true;
    for (int i = 0; i < q->line_count && i < OPTION_MAX; i++) {
        int target = q->lines[i].jump;
        if (target == 0 || (q->type != WJX_SINGLE && q->type != WJX_MULTIPLE))
            continue;
        bool bounded = s->jump_count < JUMPS_MAX && s->lookups++ < LOOKUPS_MAX;
        int to = !bounded ? -1 : target == WJX_END ? s->count : find_number(s, target, index);
        if (to < 0) {
            known = false;
            continue;
        }
        s->jumps = mem_grow(s->jumps, s->jump_count, &s->jump_capacity, sizeof *s->jumps);
        s->jumps[s->jump_count++] = (struct jump){ index, i, to };
    }
    return known;
}

/* A question is shown unless an earlier answer leads past it. */
static void set_condition(struct survey *s, int index, struct question *q)
{
    struct strbuf text;
    strbuf_init(&text);
    for (int i = 0; i < s->jump_count; i++) {
        const struct jump *jump = &s->jumps[i];
        if (jump->from >= index || jump->to <= index || !s->ids[jump->from])
            continue;
        bool multiple = s->questions[jump->from].type == WJX_MULTIPLE;
        strbuf_addf(&text, multiple ? "%snot(selected(${%s}, '%c'))" : "%s${%s} != '%c'",
                    text.len > 0 ? " and " : "", s->ids[jump->from], 'A' + jump->option);
    }
    struct err err = { "" };
    if (text.len > 0)
        q->relevant = expr_parse(text.text, convert_arena(s->builder), &err);
    strbuf_fini(&text);
}

static const char *make_id(struct survey *s, int index)
{
    struct strbuf id;
    int repeat = 1;
    for (int i = 0; i < index; i++)
        repeat += s->questions[i].number == s->questions[index].number;
    strbuf_init(&id);
    strbuf_addf(&id, "q%d", s->questions[index].number);
    if (repeat > 1)
        strbuf_addf(&id, "-%d", repeat);
    const char *kept = arena_strdup(convert_arena(s->builder), id.text);
    strbuf_fini(&id);
    return kept;
}

/* What makes a question's lines look as if they were not all its own. */
static const char *doubt_lines(const struct wjx_question *from)
{
    struct key_mark key;
    struct number_mark mark;
    for (int i = 0; i < from->line_count; i++) {
        struct span text = from->lines[i].text;
        if (mark_key(text, 0, true, &key))
            return "选项里有“答案”“解析”一类的行，问卷没有答案";
        if (mark_number(text, &mark) && !mark.decimal && mark.value == from->number + 1)
            return "选项里好像有下一题，它没有写题型";
        for (int j = 0; j < i; j++)
            if (span_equal_text(text, from->lines[j].text))
                return "有两个相同的选项";
    }
    if (from->max > 0 && from->max < from->min)
        return "最多选的项数少于最少选的";
    if (from->type == WJX_MULTIPLE &&
        (from->min > from->line_count || from->max > from->line_count))
        return "要选的项数多于选项";
    return NULL;
}

static void add_survey_question(struct survey *s, int index)
{
    const struct wjx_question *from = &s->questions[index];
    struct question *q = convert_new_question(s->builder);
    char number[16];
    (void)snprintf(number, sizeof number, "%d", from->number);
    q->wordings[0]->stem = copy(s, from->stem);
    const char *reason = fill(s, from, q);
    struct convert_entry entry = { .number = number, .line = from->line };
    if (reason) {
        entry.status = CONVERT_REFUSED;
        entry.reason = reason;
    } else {
        s->ids[index] = make_id(s, index);
        q->id = s->ids[index];
        set_condition(s, index, q);
        if (!collect_jumps(s, index)) {
            entry.status = CONVERT_DOUBTFUL;
            entry.reason = "跳转的目标题不在后面";
        }
        const char *doubt = doubt_lines(from);
        if (doubt) {
            entry.status = CONVERT_DOUBTFUL;
            entry.reason = doubt;
        }
    }
    convert_add_question(s->builder, q, &entry);
}

bool convert_wjx(struct convert_builder *builder, const char *text, struct err *err)
{
    struct survey s = { .builder = builder };
    struct text_lines lines;
    struct arena scratch;
    bool ok = text_lines_init(&lines, text);
    if (ok)
        collect(&s, &lines);
    if (!ok || s.count == 0) {
        err_set(err, "没有找到问卷星的题目（写成“1. 题干[单选题]”，选项每行一个）");
    } else if (s.count > CONVERT_QUESTIONS_MAX) {
        ok = err_set(err, "题目超过 %d 道", CONVERT_QUESTIONS_MAX);
    } else {
        arena_init(&scratch);
        s.ids = mem_zalloc((size_t)s.count * sizeof *s.ids);
        convert_set_kind(builder, s.has_right ? FORM_BANK : FORM_SURVEY);
        if (s.title.len > 0)
            convert_set_title(builder, span_text(&scratch, s.title));
        for (int i = 0; i < s.count; i++) {
            if (s.has_right)
                add_quiz(&s, &s.questions[i]);
            else
                add_survey_question(&s, i);
        }
        free(s.ids);
        arena_fini(&scratch);
    }
    ok = ok && s.count > 0;
    free(s.questions);
    free(s.jumps);
    text_lines_fini(&lines);
    return ok;
}
