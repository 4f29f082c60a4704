/* Sections, blocks and entries of a document while it is taken apart. */
#include "activity/convert/segment_inside.h"
#include "activity/convert/stem.h"

/* No question is longer; what is keeps growing no more, so that no file costs more than its size.
 */
enum { BODY_MAX = 6000, STATEMENT_MAX = 600, ENTRIES_MAX = 100000 };

struct block *segment_current(struct segmenter *s)
{
    return s->open ? &s->doc->blocks[s->doc->block_count - 1] : NULL;
}

struct doc_key *segment_last_key(struct segmenter *s)
{
    struct block *block = segment_current(s);
    return block && block->key_count > 0 ? &s->doc->keys[s->doc->key_count - 1] : NULL;
}

struct span segment_body(const struct segmenter *s)
{
    return (struct span){ s->body.chars, s->body.len };
}

struct doc_section *segment_section(struct segmenter *s)
{
    return &s->doc->sections[s->doc->section_count - 1];
}

void segment_push_section(struct segmenter *s, const struct doc_section *section)
{
    struct doc *doc = s->doc;
    doc->sections =
        mem_grow(doc->sections, doc->section_count, &doc->section_capacity, sizeof *doc->sections);
    doc->sections[doc->section_count++] = *section;
    s->run++;
    s->run_last = 0;
}

static enum type_word inherited(const struct segmenter *s, int level)
{
    for (int i = level; i >= 0; i--)
        if (s->types[i] != TYPE_WORD_NONE)
            return s->types[i];
    return TYPE_WORD_NONE;
}

void segment_begin_section(struct segmenter *s, const struct heading_mark *heading)
{
    segment_close_block(s);
    /* 参考答案 stands for all sections before it, of whatever type. */
    for (int i = heading->answers ? 0 : heading->level; i < SEGMENT_LEVELS; i++)
        s->types[i] = TYPE_WORD_NONE;
    s->types[heading->level] = heading->type;
    segment_push_section(s, &(struct doc_section){ .type = inherited(s, heading->level),
                                                   .title = heading->title,
                                                   .numeral = heading->numeral,
                                                   .answers = heading->answers });
    s->number = (struct number_state){ 0 };
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

void segment_visit_list(void *context, int number, struct span words)
{
    struct segment_visit *visit = context;
    add_entry(visit->s, number, words, (struct span){ NULL, 0 }, visit->line);
}

/* ---- blocks ---- */

void segment_append_body(struct segmenter *s, struct span text)
{
    if (text.len == 0)
        return;
    if (s->body.len > BODY_MAX) {
        segment_current(s)->doubt = "这道题太长，后面的没有读";
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

bool segment_has_answer_key(const struct segmenter *s, const struct block *block)
{
    for (int i = 0; i < block->key_count; i++)
        if (s->doc->keys[block->first_key + i].key == TEXT_ANSWER)
            return true;
    return false;
}

void segment_close_block(struct segmenter *s)
{
    struct block *block = segment_current(s);
    if (!block)
        return;
    block->body = span_join(&s->doc->arena, segment_body(s), 0, (struct span){ NULL, 0 });
    bool bare_answer =
        block->digits.len > 0 && s->body.len == 0 && segment_has_answer_key(s, block);
    if (s->is_entry || bare_answer)
        finish_entry(s, block);
    s->open = false;
    s->is_entry = false;
    s->entry_words = (struct span){ NULL, 0 };
    s->body.len = 0;
    s->option_lines = 0;
    s->chain_checked_len = -1;
}

struct block *segment_open_block(struct segmenter *s, enum block_kind kind, int line)
{
    struct doc *doc = s->doc;
    segment_close_block(s);
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

bool segment_body_has_chain(struct segmenter *s)
{
    if (s->option_lines >= 2)
        return true;
    if (s->chain_checked_len != s->body.len) {
        struct chain chain;
        s->chain_checked_len = s->body.len;
        s->body_has_chain = chain_find(segment_body(s), 0, &chain);
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
    stem_scan(&scratch, segment_body(s), &stem);
    bool judge = segment_section(s)->type == TYPE_WORD_JUDGE;
    bool done = stem.has_ballot;
    for (int i = 0; i < stem.mark_count; i++)
        done = done || (stem.marks[i].kind == STEM_BLANK ? judge : stem.marks[i].reply.has_judge);
    arena_fini(&scratch);
    return done;
}

bool segment_is_complete(struct segmenter *s)
{
    struct block *block = segment_current(s);
    return block &&
           (segment_has_answer_key(s, block) || segment_body_has_chain(s) || is_statement_done(s));
}

void segment_append_value(struct segmenter *s, struct doc_key *key, struct span text)
{
    if (key->value.len > BODY_MAX)
        return;
    key->value = key->value.len > 0 ? span_join(&s->doc->arena, key->value, '\n', text) : text;
}

void segment_add_key(struct segmenter *s, enum text_key kind, struct span value, int line)
{
    struct doc *doc = s->doc;
    struct block *block = segment_current(s);
    doc->keys = mem_grow(doc->keys, doc->key_count, &doc->key_capacity, sizeof *doc->keys);
    doc->keys[doc->key_count++] = (struct doc_key){ kind, value, line };
    block->key_count++;
}
