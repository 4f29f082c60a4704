/* Pieces into blocks: a state machine over the pieces that looks a few of them ahead. */
#include <stdlib.h>

#include "activity/convert/answer_list.h"
#include "activity/convert/doc.h"
#include "activity/convert/noise.h"
#include "activity/convert/number_rules.h"
#include "activity/convert/reply.h"
#include "activity/convert/stem.h"
#include "base/utf8.h"

enum { TITLE_MAX = 40, STRAY_MIN = 8, LEVEL_COUNT = 4 };

/* No question is longer; what is keeps growing no more, so that no file costs more than its size.
 */
enum { BODY_MAX = 6000, STATEMENT_MAX = 600, ENTRIES_MAX = 100000 };

struct segmenter {
    struct doc *doc;
    const struct pieces *pieces;
    struct outlook outlook;
    struct number_state number;
    enum type_word types[LEVEL_COUNT]; /* of the headings that hold at each level */
    bool open;                         /* a block is being built: the last of doc->blocks */
    bool is_entry;                     /* it is a line of an answer list */
    struct span entry_words;
    struct span_buf body;
    int option_lines;
    bool body_has_chain;
    int chain_checked_len; /* the body's length when body_has_chain was found out */
    enum type_word pending_tag;
    int run, run_last; /* of entries */
};

static struct block *current(struct segmenter *s)
{
    return s->open ? &s->doc->blocks[s->doc->block_count - 1] : NULL;
}

static struct doc_key *last_key(struct segmenter *s)
{
    struct block *block = current(s);
    return block && block->key_count > 0 ? &s->doc->keys[s->doc->key_count - 1] : NULL;
}

static struct span body_span(const struct segmenter *s)
{
    return (struct span){ s->body.chars, s->body.len };
}

static struct doc_section *section(struct segmenter *s)
{
    return &s->doc->sections[s->doc->section_count - 1];
}

static void push_section(struct segmenter *s, const struct doc_section *section)
{
    struct doc *doc = s->doc;
    doc->sections =
        mem_grow(doc->sections, doc->section_count, &doc->section_capacity, sizeof *doc->sections);
    doc->sections[doc->section_count++] = *section;
    s->run++;
    s->run_last = 0;
}

/* ---- entries ---- */

static void add_entry(struct segmenter *s, int number, struct span words, struct span explanation,
                      int line)
{
    struct doc *doc = s->doc;
    if (doc->entry_count == ENTRIES_MAX)
        return;
    if (number <= s->run_last)
        s->run++;
    s->run_last = number;
    doc->entries =
        mem_grow(doc->entries, doc->entry_count, &doc->entry_capacity, sizeof *doc->entries);
    doc->entries[doc->entry_count++] = (struct doc_entry){ .section = doc->section_count - 1,
                                                           .run = s->run,
                                                           .number = number,
                                                           .words = words,
                                                           .explanation = explanation,
                                                           .line = line };
}

struct list_visit {
    struct segmenter *s;
    int line;
};

static void visit_list(void *context, int number, struct span words)
{
    struct list_visit *visit = context;
    add_entry(visit->s, number, words, (struct span){ NULL, 0 }, visit->line);
}

/* ---- blocks ---- */

static void append_body(struct segmenter *s, struct span text)
{
    if (text.len == 0)
        return;
    if (s->body.len > BODY_MAX) {
        current(s)->doubt = "这道题太长，后面的没有读";
        return;
    }
    if (s->body.len > 0)
        span_buf_add(&s->body, '\n');
    span_buf_add_span(&s->body, text);
}

/* A block of a number and an answer without a stem is a line of an answer list. */
static void finish_entry(struct segmenter *s, struct block *block)
{
    struct span explanation = { NULL, 0 }, words = s->entry_words;
    for (int i = 0; i < block->key_count; i++) {
        const struct doc_key *key = &s->doc->keys[block->first_key + i];
        if (key->key == TEXT_ANSWER && words.len == 0)
            words = key->value;
        if (key->key == TEXT_EXPLANATION)
            explanation = key->value;
    }
    add_entry(s, block->value, words, explanation, block->line);
    s->doc->block_count--;
}

static bool has_answer_key(const struct segmenter *s, const struct block *block)
{
    for (int i = 0; i < block->key_count; i++)
        if (s->doc->keys[block->first_key + i].key == TEXT_ANSWER)
            return true;
    return false;
}

static void close_block(struct segmenter *s)
{
    struct block *block = current(s);
    if (!block)
        return;
    block->body = span_join(&s->doc->arena, body_span(s), 0, (struct span){ NULL, 0 });
    bool bare_answer = block->digits.len > 0 && s->body.len == 0 && has_answer_key(s, block);
    if (s->is_entry || bare_answer)
        finish_entry(s, block);
    s->open = false;
    s->is_entry = false;
    s->entry_words = (struct span){ NULL, 0 };
    s->body.len = 0;
    s->option_lines = 0;
    s->chain_checked_len = -1;
}

static struct block *open_block(struct segmenter *s, enum block_kind kind, int line)
{
    struct doc *doc = s->doc;
    close_block(s);
    doc->blocks =
        mem_grow(doc->blocks, doc->block_count, &doc->block_capacity, sizeof *doc->blocks);
    struct block *block = &doc->blocks[doc->block_count++];
    *block = (struct block){ .kind = kind,
                             .section = doc->section_count - 1,
                             .line = line,
                             .tag = s->pending_tag,
                             .first_key = doc->key_count };
    s->pending_tag = TYPE_WORD_NONE;
    s->open = true;
    s->number.sub = 0;
    return block;
}

static bool body_has_chain(struct segmenter *s)
{
    if (s->option_lines >= 2)
        return true;
    if (s->chain_checked_len != s->body.len) {
        struct chain chain;
        s->chain_checked_len = s->body.len;
        s->body_has_chain = chain_find(body_span(s), 0, &chain);
    }
    return s->body_has_chain;
}

/* Is a statement to be judged answered, or at least closed by its bracket? */
static bool is_statement_done(struct segmenter *s)
{
    struct stem stem;
    struct arena scratch;
    if (s->body.len > STATEMENT_MAX)
        return false;
    arena_init(&scratch);
    stem_scan(&scratch, body_span(s), &stem);
    bool judge = section(s)->type == TYPE_WORD_JUDGE;
    bool done = stem.has_ballot;
    for (int i = 0; i < stem.mark_count; i++)
        done = done || (stem.marks[i].kind == STEM_BLANK ? judge : stem.marks[i].reply.has_judge);
    arena_fini(&scratch);
    return done;
}

static bool is_complete(struct segmenter *s)
{
    struct block *block = current(s);
    return block && (has_answer_key(s, block) || body_has_chain(s) || is_statement_done(s));
}

static void append_value(struct segmenter *s, struct doc_key *key, struct span text)
{
    if (key->value.len > BODY_MAX)
        return;
    key->value = key->value.len > 0 ? span_join(&s->doc->arena, key->value, '\n', text) : text;
}

static void add_key(struct segmenter *s, enum text_key kind, struct span value, int line)
{
    struct doc *doc = s->doc;
    struct block *block = current(s);
    doc->keys = mem_grow(doc->keys, doc->key_count, &doc->key_capacity, sizeof *doc->keys);
    doc->keys[doc->key_count++] = (struct doc_key){ kind, value, line };
    block->key_count++;
}

/* ---- headings ---- */

static enum type_word inherited(const struct segmenter *s, int level)
{
    for (int i = level; i >= 0; i--)
        if (s->types[i] != TYPE_WORD_NONE)
            return s->types[i];
    return TYPE_WORD_NONE;
}

static void begin_section(struct segmenter *s, const struct heading_mark *heading)
{
    close_block(s);
    /* 参考答案 stands for all sections before it, of whatever type. */
    for (int i = heading->answers ? 0 : heading->level; i < LEVEL_COUNT; i++)
        s->types[i] = TYPE_WORD_NONE;
    s->types[heading->level] = heading->type;
    push_section(s, &(struct doc_section){ .type = inherited(s, heading->level),
                                           .title = heading->title,
                                           .numeral = heading->numeral,
                                           .answers = heading->answers });
    s->number = (struct number_state){ 0 };
}

static void take_heading(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    const struct heading_mark *heading = &piece->heading;
    bool asks = heading->type == TYPE_WORD_NONE && !heading->answers && heading->numeral > 0 &&
                ((piece->hints & (HINT_ASKS | HINT_OPTION)) ||
                 (heading->title.len > 4 && outlook_is_option_next(s->pieces, index)));
    if (!asks) {
        begin_section(s, heading);
        return;
    }
    struct block *block = open_block(s, BLOCK_QUESTION, piece->line);
    block->value = heading->numeral;
    block->digits = span_sub(piece->text, 0, 1);
    append_body(s, heading->title);
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
    begin_section(
        s, &(struct heading_mark){
               .type = type, .level = 1, .numeral = piece->number.value, .title = piece->text });
    return true;
}

static void append_text(struct segmenter *s, struct span text)
{
    struct doc_key *key = last_key(s);
    if (key)
        append_value(s, key, text);
    else
        append_body(s, text);
}

static void begin_question(struct segmenter *s, const struct piece *piece)
{
    struct block *block = open_block(s, BLOCK_QUESTION, piece->line);
    block->value = piece->number.value;
    block->digits = piece->number.digits;
    if (piece->number.tag != TYPE_WORD_NONE)
        block->tag = piece->number.tag;
    append_body(s, piece->number.prefix.len > 0
                       ? span_join(&s->doc->arena, piece->number.prefix, 0, piece->text)
                       : piece->text);
    s->number.last = piece->number.value;
    s->doc->numbered = true;
}

static void refresh_number(struct segmenter *s)
{
    const struct doc_key *key = last_key(s);
    s->number.open = s->open;
    s->number.incomplete = s->open && !is_complete(s);
    s->number.explaining = key && key->key == TEXT_EXPLANATION;
}

static void take_number(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    if (take_numbered_heading(s, index))
        return;
    if ((piece->hints & HINT_REPLY) && !is_option_right_behind(s, index) &&
        piece->number.prefix.len == 0) {
        struct block *block = open_block(s, BLOCK_QUESTION, piece->line);
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
    struct doc_key *key = last_key(s);
    if (!s->open || s->is_entry) {
        struct doc *doc = s->doc;
        open_block(s, BLOCK_QUESTION, piece->line);
        if (piece->letter > 0 && doc->block_count > 1)
            doc->blocks[doc->block_count - 2].doubt = "隔着别的内容还有一个选项，可能是这题的";
    } else if (key && key->key == TEXT_ANSWER && key->value.len == 0) {
        append_value(s, key, piece->text);
        return;
    } else if (key && body_has_chain(s)) {
        if (key->key == TEXT_EXPLANATION) {
            append_value(s, key, piece->text);
            return;
        }
        if (piece->letter == 0)
            open_block(s, BLOCK_QUESTION, piece->line);
        else
            current(s)->doubt = "答案后面又有选项";
    }
    append_body(s, piece->text);
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
    struct list_visit visit = { s, piece->line };
    if (answer_list_read(piece->text, false, NULL, NULL)) {
        close_block(s);
        answer_list_read(piece->text, false, visit_list, &visit);
    } else if (begins_answers(s, index)) {
        begin_section(s, &(struct heading_mark){ .answers = true, .level = 0 });
    } else if (s->open) {
        int at = body_has_chain(s) ? -1 : option_within(piece->text);
        struct span value = at < 0 ? piece->text : span_sub(piece->text, 0, at);
        add_key(s, TEXT_ANSWER, without_number(current(s), value), piece->line);
        if (at >= 0)
            append_body(s, span_from(piece->text, at));
    }
}

static void take_key(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    struct block *block = current(s);
    switch (piece->key) {
    case TEXT_ANSWER:
        take_answer(s, index);
        return;
    case TEXT_STEM:
        if (!block || body_has_chain(s) || has_answer_key(s, block))
            open_block(s, BLOCK_QUESTION, piece->line);
        append_body(s, piece->text);
        return;
    case TEXT_OPTIONS:
        if (block)
            append_body(s, piece->text);
        return;
    case TEXT_TYPE:
        if (!block || is_complete(s)) {
            close_block(s);
            s->pending_tag = type_word_of(piece->text);
        } else {
            block->tag = type_word_of(piece->text);
        }
        return;
    case TEXT_SKIP:
        return;
    default:
        if (block)
            add_key(s, piece->key, piece->text, piece->line);
        return;
    }
}

/* ---- text ---- */

static bool is_title(struct span text)
{
    return text.len > 2 && text.len <= TITLE_MAX && !stem_asks(text) && !span_holds(text, "。");
}

static void take_preamble(struct segmenter *s, const struct piece *piece)
{
    if (s->doc->title.len == 0 && s->doc->block_count == 0 && s->doc->section_count == 1 &&
        is_title(piece->text))
        s->doc->title = piece->text;
}

/* Text that nothing claims: a title passes, a sentence is told. */
static void take_stray(struct segmenter *s, const struct piece *piece)
{
    int han = 0;
    for (int i = 0; i < piece->text.len; i++)
        han += utf8_is_han(piece->text.at[i]);
    close_block(s);
    if (han < STRAY_MIN || (is_title(piece->text) && !span_holds(piece->text, ",")))
        return;
    open_block(s, BLOCK_STRAY, piece->line);
    append_body(s, piece->text);
    close_block(s);
}

static bool holds_side(struct span text)
{
    struct stem stem;
    struct arena scratch;
    bool found = false;
    arena_init(&scratch);
    stem_scan(&scratch, text, &stem);
    for (int i = 0; i < stem.mark_count; i++)
        found = found || (stem.marks[i].kind != STEM_BLANK && stem.marks[i].reply.has_judge);
    arena_fini(&scratch);
    return found || stem.has_ballot;
}

/* Does a text without a number begin a question? */
static bool text_begins_question(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    if (s->open && !s->is_entry && !is_complete(s))
        return false;
    /* A short line set apart from the stem below is a title. */
    const struct piece *next = index + 1 < s->pieces->count ? piece + 1 : NULL;
    if (is_title(piece->text) && next && next->kind == PIECE_TEXT && next->gap)
        return false;
    if ((piece->hints & HINT_OPTION) || outlook_is_option_next(s->pieces, index))
        return true;
    bool judge = section(s)->type == TYPE_WORD_JUDGE || !s->outlook.has_main;
    return judge && (piece->hints & HINT_ASKS) && holds_side(piece->text);
}

static void take_text_behind_key(struct segmenter *s, const struct piece *piece,
                                 struct doc_key *key)
{
    bool answered = key->key == TEXT_ANSWER && key->value.len > 0;
    struct letter_mark mark;
    if (answered && mark_letter(piece->text, 0, &mark) && mark.style == LETTER_SPACE)
        current(s)->doubt = "答案后面又有选项";
    if (!answered && (key->key == TEXT_ANSWER || key->key == TEXT_EXPLANATION || !piece->gap))
        append_value(s, key, piece->text);
    else if (answered && !piece->gap)
        add_key(s, TEXT_EXPLANATION, piece->text, piece->line);
    else
        take_stray(s, piece);
}

/* Options whose letters stand on lines of their own, or with just a blank behind them: is this the
 * next one? */
static bool is_next_letter(struct segmenter *s, const struct piece *piece)
{
    struct chain chain;
    struct letter_mark mark;
    if (!mark_letter(piece->text, 0, &mark) || mark.style < LETTER_SPACE ||
        !chain_find(body_span(s), 0, &chain))
        return false;
    bool alone = piece->text.len == 1;
    return mark.letter == chain.count && alone == chain.alone && (alone || !mark.small);
}

static void take_text(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    struct doc_key *key = last_key(s);
    struct block *block = current(s);
    if (piece->noise != NOISE_NONE) {
        bool apart = piece->gap || piece->noise == NOISE_SITE;
        if (!block || key || s->is_entry || (apart && is_complete(s)))
            return;
        block->doubt = "夹着一行像广告或页面上的字";
    }
    if (piece->residue && block && !key) {
        append_body(s, piece->text);
        block->doubt = "题干里夹着页面残留的编号";
    } else if (key && key->value.len == 0 && key->key == TEXT_ANSWER) {
        append_value(s, key, piece->text);
    } else if (text_begins_question(s, index)) {
        open_block(s, BLOCK_QUESTION, piece->line);
        append_body(s, piece->text);
    } else if (!block || s->is_entry) {
        if (s->is_entry && !piece->gap)
            add_key(s, TEXT_EXPLANATION, piece->text, piece->line);
        else if (s->doc->block_count > 0)
            take_stray(s, piece);
        else
            take_preamble(s, piece);
    } else if (key) {
        take_text_behind_key(s, piece, key);
    } else if (body_has_chain(s) && (piece->hints & HINT_REPLY) && !is_next_letter(s, piece)) {
        block->lone_letter = true;
        block->lone = piece->text;
    } else if (piece->gap && is_complete(s) && !is_next_letter(s, piece)) {
        take_stray(s, piece);
    } else {
        append_body(s, piece->text);
    }
}

/* ---- */

static void take_piece(struct segmenter *s, int *index)
{
    const struct piece *piece = &s->pieces->items[*index];
    struct list_visit visit = { s, piece->line };
    switch (piece->kind) {
    case PIECE_TEXT:
        take_text(s, *index);
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
        close_block(s);
        answer_list_read(piece->text, true, visit_list, &visit);
        break;
    case PIECE_LIST_TABLE:
        close_block(s);
        if (*index + 1 < s->pieces->count) {
            const struct piece *next = &s->pieces->items[*index + 1];
            struct span row =
                next->kind == PIECE_KEY && next->key == TEXT_ANSWER
                    ? span_join(&s->doc->arena, span_decode(&s->doc->arena, "答案 "), 0, next->text)
                    : next->text;
            if (answer_table_read(piece->text, row, visit_list, &visit))
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
    push_section(&s, &(struct doc_section){ .type = TYPE_WORD_NONE });
    for (int i = 0; i < pieces->count; i++)
        take_piece(&s, &i);
    close_block(&s);
    span_buf_fini(&s.body);
    outlook_fini(&s.outlook);
}
