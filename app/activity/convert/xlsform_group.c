/*
 * Matrices: in XLSForm a group of select_one over one list, shown as a table (appearance
 * table-list; older: a row with appearance label and rows with list-nolabel).
 */
#include <string.h>

#include "activity/convert/xlsform.h"

static const struct csv_row *row_at(const struct xlsform_book *book, int index)
{
    return index < book->survey.row_count ? &book->survey.rows[index] : NULL;
}

static const char *cell(struct xlsform_book *book, int index, const char *column)
{
    return xlsform_cell(book, &book->survey, row_at(book, index), column);
}

static struct xlsform_type type_at(struct xlsform_book *book, int index)
{
    return xlsform_parse_type(&book->arena, cell(book, index, "type"));
}

/* Conditions and limits of single rows have no place in a matrix. */
static bool is_plain_row(struct xlsform_book *book, int index)
{
    static const char *const columns[] = { "relevant", "constraint", "choice_filter",
                                           "default",  "hint",       "media::image" };
    for (int i = 0; i < 6; i++)
        if (*cell(book, index, columns[i]))
            return false;
    return true;
}

bool xlsform_is_matrix(struct xlsform_book *book, int begin, int *first, int *end)
{
    const char *list = NULL;
    const bool table = xlsform_appears(cell(book, begin, "appearance"), "table-list");
    *first = begin + 1;
    if (!table && row_at(book, begin + 1) &&
        xlsform_appears(cell(book, begin + 1, "appearance"), "label"))
        *first = begin + 2;
    else if (!table)
        return false;
    for (*end = begin + 1; row_at(book, *end); ++*end) {
        struct xlsform_type type = type_at(book, *end);
        if (type.kind == XLSFORM_END_GROUP)
            return *end - *first >= 1 && *end - *first <= ROW_MAX;
        if (type.kind != XLSFORM_SELECT_ONE || type.or_other || !is_plain_row(book, *end) ||
            (list && strcmp(list, type.list) != 0))
            return false;
        list = type.list;
    }
    return false;
}

static void take_rows(struct xlsform_reading *r, struct xlsform_question *q, int language,
                      int first, int end)
{
    struct wording *w = q->question->wordings[language];
    if (!w)
        return;
    w->rows = arena_alloc(convert_arena(r->builder), (size_t)(end - first) * sizeof *w->rows);
    for (int i = first; i < end; i++) {
        const struct xlsform_sheet *survey = &r->book->survey;
        const char *label = xlsform_text(r->book, survey, row_at(r->book, i), "label", language);
        if (!*label && language > 0)
            label = xlsform_text(r->book, survey, row_at(r->book, i), "label", 0);
        w->rows[i - first] = arena_strdup(convert_arena(r->builder), label);
        for (int j = first; j < i && language == 0; j++)
            if (strcmp(w->rows[j - first], label) == 0)
                xlsform_doubt(q, "矩阵的两行相同：%s", label);
        if (!*label || strchr(label, '\n'))
            xlsform_doubt(q, "矩阵的行要有 label，而且只写一行");
    }
}

void xlsform_take_matrix(struct xlsform_reading *r, struct xlsform_question *q, int begin,
                         int first, int end)
{
    int required = 0;
    struct xlsform_type type = type_at(r->book, first);
    q->question->type = QUESTION_MATRIX;
    q->codes.type = QUESTION_MATRIX;
    q->codes.hidden = true;
    /* Without a label of the group, that of the row above the list is the question. */
    if (strcmp(q->doubts.text, XLSFORM_NO_LABEL) == 0 && first == begin + 2) {
        q->refused = false;
        strbuf_clear(&q->doubts);
        q->row = row_at(r->book, begin + 1);
        xlsform_take_texts(r, q);
    }
    if (!xlsform_take_scale(r, q, type.list))
        return;
    q->codes.hidden = true;
    q->codes.type = QUESTION_MATRIX;
    q->question->row_count = end - first;
    for (int i = 0; i < r->book->language_count; i++)
        take_rows(r, q, i, first, end);
    for (int i = first; i < end; i++) {
        const char *text = cell(r->book, i, "required");
        const char *mark = xlsform_mark(&r->book->survey, row_at(r->book, i));
        required += xlsform_is_true(text);
        if (!xlsform_is_true(text) && !xlsform_is_false(text))
            xlsform_doubt(q, "必答是一个条件（%s），没有导入", text);
        if (mark)
            xlsform_doubt(q, "survey 表第 %d 行有单元格%s", row_at(r->book, i)->line, mark);
    }
    q->question->required = required == end - first;
    if (required > 0 && required < end - first)
        xlsform_doubt(q, "矩阵只有一部分行必答，没有导入");
}
