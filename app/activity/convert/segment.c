/* Pieces into blocks: a state machine over the pieces that looks a few of them ahead. */
#include <stdlib.h>

#include "activity/convert/answer_list.h"
#include "activity/convert/segment_inside.h"

/* ---- headings ---- */

static void take_heading(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    const struct heading_mark *heading = &piece->heading;
    bool asks = heading->type == TYPE_WORD_NONE && !heading->answers && heading->numeral > 0 &&
                ((piece->hints & (HINT_ASKS | HINT_OPTION)) ||
                 (heading->title.len > 4 && outlook_is_option_next(s->pieces, index)));
    if (!asks) {
        segment_begin_section(s, heading);
        return;
    }
    struct block *block = segment_open_block(s, BLOCK_QUESTION, piece->line);
    block->value = heading->numeral;
    block->digits = span_sub(piece->text, 0, 1);
    segment_append_body(s, heading->title);
}

/* ---- numbers ---- */

static bool is_option_right_behind(const struct segmenter *s, int index)
{
    const struct piece *next = index + 1 < s->pieces->count ? &s->pieces->items[index + 1] : NULL;
    return next && ((next->kind == PIECE_OPTION && next->letter == 0) ||
                    (next->kind == PIECE_TEXT && outlook_is_option_next(s->pieces, index)));
}

/* 1、单项选择题（共 10 题）: a heading that is numbered like a question. */
static bool take_numbered_heading(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    enum type_word type = type_word_of(piece->text);
    bool worded = number_family_of(piece->number.style) == FAMILY_WORDED;
    if (type == TYPE_WORD_NONE || worded || is_option_right_behind(s, index))
        return false;
    segment_begin_section(
        s, &(struct heading_mark){
               .type = type, .level = 1, .numeral = piece->number.value, .title = piece->text });
    return true;
}

static void append_text(struct segmenter *s, struct span text)
{
    struct doc_key *key = segment_last_key(s);
    if (key)
        segment_append_value(s, key, text);
    else
        segment_append_body(s, text);
}

static void begin_question(struct segmenter *s, const struct piece *piece)
{
    struct block *block = segment_open_block(s, BLOCK_QUESTION, piece->line);
    block->value = piece->number.value;
    block->digits = piece->number.digits;
    if (piece->number.tag != TYPE_WORD_NONE)
        block->tag = piece->number.tag;
    segment_append_body(s, piece->number.prefix.len > 0
                               ? span_join(&s->doc->arena, piece->number.prefix, 0, piece->text)
                               : piece->text);
    s->number.last = piece->number.value;
    s->doc->numbered = true;
}

static void refresh_number(struct segmenter *s)
{
    const struct doc_key *key = segment_last_key(s);
    s->number.open = s->open;
    s->number.incomplete = s->open && !segment_is_complete(s);
    s->number.explaining = key && key->key == TEXT_EXPLANATION;
}

static void take_number(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    if (take_numbered_heading(s, index))
        return;
    if ((piece->hints & HINT_REPLY) && !is_option_right_behind(s, index) &&
        piece->number.prefix.len == 0) {
        struct block *block = segment_open_block(s, BLOCK_QUESTION, piece->line);
        block->value = piece->number.value;
        block->digits = piece->number.digits;
        s->is_entry = true;
        s->entry_words = piece->text;
        return;
    }
    bool page = piece->number.style == NUMBER_ALONE && s->outlook.main != FAMILY_ALONE;
    if (page && s->outlook.has_letters)
        return;
    refresh_number(s);
    if (!page && number_begins_question(s->pieces, &s->outlook, index, &s->number))
        begin_question(s, piece);
    else if (s->open && !s->is_entry)
        append_text(s, piece->whole);
}

/* ---- options ---- */

static void take_option(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    struct doc_key *key = segment_last_key(s);
    if (!s->open || s->is_entry) {
        struct doc *doc = s->doc;
        segment_open_block(s, BLOCK_QUESTION, piece->line);
        if (piece->letter > 0 && doc->block_count > 1)
            doc->blocks[doc->block_count - 2].doubt = "隔着别的内容还有一个选项，可能是这题的";
    } else if (key && key->key == TEXT_ANSWER && key->value.len == 0) {
        segment_append_value(s, key, piece->text);
        return;
    } else if (key && segment_body_has_chain(s)) {
        if (key->key == TEXT_EXPLANATION) {
            segment_append_value(s, key, piece->text);
            return;
        }
        if (piece->letter == 0)
            segment_open_block(s, BLOCK_QUESTION, piece->line);
        else
            segment_current(s)->doubt = "答案后面又有选项";
    }
    segment_append_body(s, piece->text);
    s->option_lines++;
}

/* ---- keys ---- */

/* 参考答案： with a list, or lines of one, behind it. */
static bool begins_answers(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    const struct piece *next = index + 1 < s->pieces->count ? &s->pieces->items[index + 1] : NULL;
    if (piece->text.len > 0 || !next)
        return false;
    return next->kind == PIECE_LIST || next->kind == PIECE_LIST_TABLE ||
           (next->kind == PIECE_HEADING && next->heading.type != TYPE_WORD_NONE) ||
           (next->kind == PIECE_NUMBER && (next->hints & HINT_REPLY)) ||
           (next->kind == PIECE_NUMBER && next->text.len == 0);
}

/* 答案：C A.红 B.绿 C.蓝: where the options begin behind the answer, or -1. */
static int option_within(struct span value)
{
    if (!chain_is_there(value))
        return -1;
    for (int i = 1; i < value.len; i++) {
        struct letter_mark mark;
        if (span_is_blank_char(value.at[i - 1]) && mark_letter(value, i, &mark) &&
            mark.letter == 0 && mark.style <= LETTER_PARENS)
            return i;
    }
    return -1;
}

struct only_pair {
    int number;
    struct span words;
};

static void visit_only(void *context, int number, struct span words)
{
    *(struct only_pair *)context = (struct only_pair){ number, words };
}

/* 答案：3.B behind question 3, the only one that is left to answer. */
static struct span without_number(const struct block *block, struct span value)
{
    struct only_pair pair = { 0 };
    if (block->value > 0 && answer_list_read(value, true, visit_only, &pair) &&
        pair.number == block->value)
        return pair.words;
    return value;
}

static void take_answer(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    struct segment_visit visit = { s, piece->line };
    if (answer_list_read(piece->text, false, NULL, NULL)) {
        segment_close_block(s);
        answer_list_read(piece->text, false, segment_visit_list, &visit);
    } else if (begins_answers(s, index)) {
        segment_begin_section(s, &(struct heading_mark){ .answers = true, .level = 0 });
    } else if (s->open) {
        int at = segment_body_has_chain(s) ? -1 : option_within(piece->text);
        struct span value = at < 0 ? piece->text : span_sub(piece->text, 0, at);
        segment_add_key(s, TEXT_ANSWER, without_number(segment_current(s), value), piece->line);
        if (at >= 0)
            segment_append_body(s, span_from(piece->text, at));
    }
}

static void take_key(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    struct block *block = segment_current(s);
    switch (piece->key) {
    case TEXT_ANSWER:
        take_answer(s, index);
        return;
    case TEXT_STEM:
        if (!block || segment_body_has_chain(s) || segment_has_answer_key(s, block))
            segment_open_block(s, BLOCK_QUESTION, piece->line);
        segment_append_body(s, piece->text);
        return;
    case TEXT_OPTIONS:
        if (block)
            segment_append_body(s, piece->text);
        return;
    case TEXT_TYPE:
        if (!block || segment_is_complete(s)) {
            segment_close_block(s);
            s->pending_tag = type_word_of(piece->text);
        } else {
            block->tag = type_word_of(piece->text);
        }
        return;
    case TEXT_SKIP:
        return;
    default:
        if (block)
            segment_add_key(s, piece->key, piece->text, piece->line);
        return;
    }
}

/* ---- */

static void take_piece(struct segmenter *s, int *index)
{
    const struct piece *piece = &s->pieces->items[*index];
    struct segment_visit visit = { s, piece->line };
    switch (piece->kind) {
    case PIECE_TEXT:
        segment_take_text(s, *index);
        break;
    case PIECE_NUMBER:
        take_number(s, *index);
        break;
    case PIECE_OPTION:
        take_option(s, *index);
        break;
    case PIECE_KEY:
        take_key(s, *index);
        break;
    case PIECE_HEADING:
        take_heading(s, *index);
        break;
    case PIECE_LIST:
        segment_close_block(s);
        answer_list_read(piece->text, true, segment_visit_list, &visit);
        break;
    case PIECE_LIST_TABLE:
        segment_close_block(s);
        if (*index + 1 < s->pieces->count) {
            const struct piece *next = &s->pieces->items[*index + 1];
            struct span row =
                next->kind == PIECE_KEY && next->key == TEXT_ANSWER
                    ? span_join(&s->doc->arena, span_decode(&s->doc->arena, "答案 "), 0, next->text)
                    : next->text;
            if (answer_table_read(piece->text, row, segment_visit_list, &visit))
                ++*index;
        }
        break;
    }
}

void doc_init(struct doc *doc)
{
    *doc = (struct doc){ 0 };
    arena_init(&doc->arena);
}

void doc_fini(struct doc *doc)
{
    free(doc->sections);
    free(doc->keys);
    free(doc->blocks);
    free(doc->entries);
    arena_fini(&doc->arena);
}

void doc_segment(struct doc *doc, const struct pieces *pieces)
{
    struct segmenter s = { .doc = doc, .pieces = pieces, .chain_checked_len = -1 };
    outlook_init(&s.outlook, pieces);
    segment_push_section(&s, &(struct doc_section){ .type = TYPE_WORD_NONE });
    for (int i = 0; i < pieces->count; i++)
        take_piece(&s, &i);
    segment_close_block(&s);
    span_buf_fini(&s.body);
    outlook_fini(&s.outlook);
}
