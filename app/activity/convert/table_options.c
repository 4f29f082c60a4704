#include "activity/convert/table_row.h"

#include "activity/convert/chain.h"
#include "activity/convert/marks.h"

/* 十年|二十年; 十年；二十年; a line each: without letters, options show by what parts them. */
static void split_unlettered(struct table_row *r, struct span cell)
{
    static const char *const marks[] = { "\n", "|", ";" };
    for (int i = 0; i < 3; i++) {
        struct span rest = cell;
        int count = 0, at = 0;
        if (span_find(cell, marks[i]) < 0)
            continue;
        while (rest.len > 0 && count < OPTION_MAX) {
            at = span_find(rest, marks[i]);
            struct span piece = span_trim(at < 0 ? rest : span_sub(rest, 0, at));
            if (piece.len > 0)
                r->options[count++] = span_text(&r->arena, piece);
            rest = at < 0 ? span_from(rest, rest.len) : span_from(rest, at + 1);
        }
        if (rest.len > 0)
            table_row_doubt(r, "选项多于 %d 个", OPTION_MAX);
        r->option_count = count;
        return;
    }
    r->options[0] = span_text(&r->arena, cell);
    r->option_count = cell.len > 0;
}

static void take_chain(struct table_row *r, const struct chain *chain)
{
    r->option_count = chain->count;
    for (int i = 0; i < chain->count; i++)
        r->options[i] = span_text(&r->arena, chain->options[i]);
    if (chain->doubt)
        table_row_doubt(r, "%s", chain->doubt);
    if (chain->next >= 0)
        table_row_doubt(r, "选项后面还连着别的题");
}

/* All options in one cell. */
static void split_options(struct table_row *r, const char *cell)
{
    struct chain chain;
    struct span text = span_decode(&r->arena, cell);
    if (!*cell)
        return;
    if (!chain_find(text, 0, &chain)) {
        split_unlettered(r, text);
        return;
    }
    if (span_trim(chain.stem).len > 0)
        table_row_doubt(r, "“选项”格里，第一个选项前面还有文字");
    take_chain(r, &chain);
}

/* Options that stand in the stem's cell. */
static void split_stem(struct table_row *r)
{
    struct chain chain;
    struct span text = span_decode(&r->arena, r->stem);
    if (!chain_find(text, 0, &chain) || span_trim(chain.stem).len == 0)
        return;
    r->stem = span_text(&r->arena, span_trim(chain.stem));
    take_chain(r, &chain);
}

/* A. 十年 in the column 选项A: the letter goes, where every option has its own. */
static void drop_letters(struct table_row *r)
{
    struct span texts[OPTION_MAX];
    int lettered = 0, filled = 0;
    for (int i = 0; i < r->option_count; i++) {
        struct letter_mark mark;
        texts[i] = span_decode(&r->arena, r->options[i]);
        if (texts[i].len == 0)
            continue;
        filled++;
        bool own = mark_letter(texts[i], 0, &mark) && mark.letter == i &&
                   mark.style != LETTER_BARE && mark.style != LETTER_SPACE;
        if (own)
            texts[i] = span_trim(span_from(texts[i], mark.end));
        lettered += own && texts[i].len > 0;
    }
    for (int i = 0; i < r->option_count && lettered == filled; i++)
        r->options[i] = span_text(&r->arena, texts[i]);
}

void table_take_options(struct table_row *r)
{
    int last = -1;
    for (int i = 0; i < OPTION_MAX; i++)
        r->options[i] = "";
    for (int i = 0; i < r->columns->count; i++) {
        const int option = r->columns->option_of[i];
        const char *text = r->columns->kinds[i] == COLUMN_OPTION ? table_row_cell(r, i) : "";
        if (!*text)
            continue;
        if (*r->options[option])
            table_row_doubt(r, "选项 %c 有两列", 'A' + option);
        r->options[option] = text;
        last = option > last ? option : last;
    }
    r->option_count = last + 1;
    if (r->columns->own) /* every text is as it should be */
        return;
    const char *together = table_row_best(r, COLUMN_OPTIONS);
    if (last == 0) { /* one cell for all, under the first letter */
        together = r->options[0];
        r->option_count = 0;
    }
    if (r->option_count > 0 && *together)
        table_row_doubt(r, "“选项”一列和选项 A、B……的列都有内容");
    else if (r->option_count == 0)
        split_options(r, together);
    if (r->option_count == 0 && r->columns->option_count == 0)
        split_stem(r);
    drop_letters(r);
}
