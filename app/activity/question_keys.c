/* The keys of a question other than 题型 and 答案: one setter a key. */
#include <math.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/draft.h"
#include "activity/expr.h"
#include "activity/text.h"
#include "activity/value.h"
#include "base/utf8.h"

enum {
    TOPIC_MAX_CHARS = 20,
    POINTS_MAX = 100,
    LIMIT_MIN_S = 5,
    LIMIT_MAX_S = 600,
    TEXT_DEFAULT_CHARS = 200,
    TEXT_MAX_CHARS = 500,
    RATING_MAX_POINTS = 11
};

static const char *text_of(struct build *b, const struct part *part)
{
    return text_decode(b->reader->arena, part->raw.text);
}

static void set_text(struct build *b, const struct part *part, const char **slot)
{
    *slot = part_take_text(b->reader, part, QUESTION_VALUE_MAX_CHARS);
}

static void set_explanation(struct build *b, const struct part *part)
{
    set_text(b, part, &b->wording->explanation);
}

static void set_takeaway(struct build *b, const struct part *part)
{
    set_text(b, part, &b->wording->takeaway);
}

static void set_basis(struct build *b, const struct part *part)
{
    set_text(b, part, &b->wording->basis);
}

static void set_hint(struct build *b, const struct part *part)
{
    set_text(b, part, &b->wording->hint);
}

static void set_constraint_message(struct build *b, const struct part *part)
{
    set_text(b, part, &b->wording->constraint_message);
}

static void set_edition(struct build *b, const struct part *part)
{
    set_text(b, part, &b->question->edition);
}

static void set_review(struct build *b, const struct part *part)
{
    set_text(b, part, &b->question->review);
}

/* Topics name the lines of a draw, so they are one line and no list. */
static void set_topic(struct build *b, const struct part *part)
{
    const char *topic = part_take_text(b->reader, part, TOPIC_MAX_CHARS);
    if (topic && strpbrk(topic, " \n,"))
        reader_error(b->reader, part->at, "知识点只写一个词，中间没有空格和逗号");
    b->question->topic = topic;
}

static void set_difficulty(struct build *b, const struct part *part)
{
    const char *names[DIFFICULTY_COUNT];
    const char *word = text_of(b, part);
    for (int i = 0; i < DIFFICULTY_COUNT; i++) {
        names[i] = difficulty_name((enum difficulty)i);
        if (strcmp(word, names[i]) == 0) {
            b->question->difficulty = (enum difficulty)i;
            return;
        }
    }
    reader_unknown(b->reader, part->at, "难度", word, names, DIFFICULTY_COUNT);
}

static void set_int(struct build *b, const struct part *part, const char *name, int min, int max,
                    int *slot)
{
    const char *text = text_of(b, part);
    if (!value_parse_int(text, slot) || *slot < min || *slot > max)
        reader_error(b->reader, part->at, "“%s”要写 %d 到 %d 的整数，写的是“%s”", name, min, max,
                     text);
}

static void set_points(struct build *b, const struct part *part)
{
    set_int(b, part, "分值", 1, POINTS_MAX, &b->question->points);
}

static void set_limit(struct build *b, const struct part *part)
{
    const char *text = text_of(b, part);
    int *limit = &b->question->limit_s;
    bool fits = value_parse_int(text, limit) &&
                (*limit == 0 || (*limit >= LIMIT_MIN_S && *limit <= LIMIT_MAX_S));
    if (!fits)
        reader_error(b->reader, part->at, "“限时”要写 %d 到 %d 的秒数，或 0（不限时），写的是“%s”",
                     LIMIT_MIN_S, LIMIT_MAX_S, text);
}

static void set_date(struct build *b, const struct part *part, int32_t *slot)
{
    const char *text = text_of(b, part);
    if (!date_parse(text, slot))
        reader_error(b->reader, part->at, "日期要写成 2027-04-20 的样子，写的是“%s”", text);
}

static void set_valid_from(struct build *b, const struct part *part)
{
    set_date(b, part, &b->question->valid_from);
}

static void set_valid_until(struct build *b, const struct part *part)
{
    set_date(b, part, &b->question->valid_until);
    const struct question *q = b->question;
    if (q->valid_until != DATE_NONE && q->valid_from != DATE_NONE && q->valid_until < q->valid_from)
        reader_error(b->reader, part->at, "失效的日子早于生效的日子");
}

static void set_picture(struct build *b, const struct part *part)
{
    part_set_picture(b->reader, part->at, &b->question->picture, text_of(b, part));
}

static void set_id(struct build *b, const struct part *part)
{
    const char *id = text_of(b, part);
    if (id_is_valid(id))
        b->question->id = id;
    else
        reader_error(b->reader, part->at,
                     "编号“%s”不能用：只能有字母、数字、汉字和 - _ .，以字母、数字或汉字开头", id);
}

static void set_required(struct build *b, const struct part *part)
{
    const char *text = text_of(b, part);
    if (!value_parse_bool(text, &b->question->required))
        reader_error(b->reader, part->at, "“必答”只能写“是”或“否”，写的是“%s”", text);
}

static void set_min(struct build *b, const struct part *part)
{
    set_int(b, part, "最少", 0, b->question->option_count, &b->question->min_choices);
}

static void set_max(struct build *b, const struct part *part)
{
    struct question *q = b->question;
    set_int(b, part, "最多", 0, q->option_count, &q->max_choices);
    if (q->max_choices > 0 && q->min_choices > q->max_choices)
        reader_error(b->reader, part->at, "“最少”大于“最多”");
}

static const char **take_list(struct build *b, const struct part *part, const char *raw,
                              const char *name, int min, int max, int *count)
{
    const char **items = arena_alloc(b->reader->arena, (size_t)max * sizeof *items);
    *count = text_split_list(b->reader->arena, raw, items, max);
    if (*count < min || *count > max) {
        reader_error(b->reader, part->at, "“%s”要写 %d 到 %d 项，用逗号分开，写了 %d 项", name, min,
                     max, *count);
        *count = *count > max ? max : *count;
    }
    for (int i = 0; i < *count; i++)
        for (int j = 0; j < i; j++)
            if (strcmp(items[i], items[j]) == 0)
                reader_error(b->reader, part->at, "“%s”里“%s”写了两次", name, items[i]);
    return items;
}

static void set_scale(struct build *b, const struct part *part)
{
    char *raw = arena_strdup(b->reader->arena, part->raw.text);
    char *unclear = text_split_bar(raw);
    b->wording->scale = take_list(b, part, raw, "标度", 2, SCALE_MAX, &b->question->scale_count);
    if (!unclear)
        return;
    int count = text_split_list(b->reader->arena, unclear, &b->wording->scale_unclear, 1);
    if (count != 1 || text_split_bar(unclear))
        reader_error(b->reader, part->at,
                     "“标度”里竖线 | 后面只写一项，例如“满意, 不满意 | 不清楚”");
}

static void set_rows(struct build *b, const struct part *part)
{
    b->wording->rows =
        take_list(b, part, part->raw.text, "行", 1, ROW_MAX, &b->question->row_count);
}

static void set_range(struct build *b, const struct part *part)
{
    struct question *q = b->question;
    const char *text = text_of(b, part);
    q->has_range = value_parse_range(text, &q->range_min, &q->range_max);
    if (!q->has_range || q->range_min >= q->range_max) {
        reader_error(b->reader, part->at, "“范围”要写成“0-10”的样子，小的在前，写的是“%s”", text);
        return;
    }
    bool steps = q->range_min == floor(q->range_min) && q->range_max == floor(q->range_max) &&
                 q->range_min >= 0 && q->range_max - q->range_min < RATING_MAX_POINTS;
    if (q->type == QUESTION_RATING && !steps)
        reader_error(b->reader, part->at, "评分题的范围是整数，不小于 0，最多 %d 级，写的是“%s”",
                     RATING_MAX_POINTS, text);
}

static void set_chars(struct build *b, const struct part *part)
{
    set_int(b, part, "字数", 1, TEXT_MAX_CHARS, &b->question->max_chars);
}

static void set_expr(struct build *b, const struct part *part, struct expr **slot)
{
    struct err err = { 0 };
    *slot = expr_parse(part->raw.text, b->reader->arena, &err);
    if (!*slot)
        reader_error(b->reader, part->at, "%s", err.text);
}

static void set_relevant(struct build *b, const struct part *part)
{
    set_expr(b, part, &b->question->relevant);
}

static void set_constraint(struct build *b, const struct part *part)
{
    set_expr(b, part, &b->question->constraint);
}

static void (*const setters[KEY_COUNT])(struct build *, const struct part *) = {
    [KEY_TOPIC] = set_topic,
    [KEY_DIFFICULTY] = set_difficulty,
    [KEY_POINTS] = set_points,
    [KEY_LIMIT] = set_limit,
    [KEY_EXPLANATION] = set_explanation,
    [KEY_TAKEAWAY] = set_takeaway,
    [KEY_BASIS] = set_basis,
    [KEY_EDITION] = set_edition,
    [KEY_VALID_FROM] = set_valid_from,
    [KEY_VALID_UNTIL] = set_valid_until,
    [KEY_REVIEW] = set_review,
    [KEY_SCALE] = set_scale,
    [KEY_ROWS] = set_rows,
    [KEY_RANGE] = set_range,
    [KEY_REQUIRED] = set_required,
    [KEY_MIN] = set_min,
    [KEY_MAX] = set_max,
    [KEY_CHARS] = set_chars,
    [KEY_HINT] = set_hint,
    [KEY_RELEVANT] = set_relevant,
    [KEY_CONSTRAINT] = set_constraint,
    [KEY_CONSTRAINT_MESSAGE] = set_constraint_message,
    [KEY_PICTURE] = set_picture,
    [KEY_ID] = set_id,
};

/* What a type cannot do without, and what it takes for granted. */
static void complete(struct build *b)
{
    struct question *q = b->question;
    const struct part *keys = b->draft->keys;
    bool scaled = q->type == QUESTION_SCALE || q->type == QUESTION_MATRIX;
    if (scaled && !keys[KEY_SCALE].given)
        reader_error(b->reader, b->draft->at, "%s题要写“标度”，例如“标度: 不满意, 一般, 满意”",
                     question_type_name(q->type));
    if (q->type == QUESTION_MATRIX && !keys[KEY_ROWS].given)
        reader_error(b->reader, b->draft->at, "矩阵题要写“行”，例如“行: 讲解, 资料, 环境”");
    if (q->type == QUESTION_RATING && !keys[KEY_RANGE].given) {
        q->has_range = true;
        q->range_max = RATING_MAX_POINTS - 1;
    }
    if (q->type == QUESTION_TEXT && !keys[KEY_CHARS].given)
        q->max_chars = TEXT_DEFAULT_CHARS;
}

void build_keys(struct build *b)
{
    for (int i = 0; i < KEY_COUNT; i++) {
        const struct part *part = &b->draft->keys[i];
        if (part->given && setters[i] && key_fits_type((enum key)i, b->question->type))
            setters[i](b, part);
    }
    complete(b);
}
