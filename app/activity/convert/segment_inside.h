/*
 * Inside of doc_segment: the state of the machine, and the sections, blocks and entries that it
 * builds (segment_block.c) from what each piece means (segment.c, segment_text.c).
 */
#ifndef WENDA_ACTIVITY_CONVERT_SEGMENT_INSIDE_H
#define WENDA_ACTIVITY_CONVERT_SEGMENT_INSIDE_H

#include "activity/convert/doc.h"
#include "activity/convert/number_rules.h"

enum { SEGMENT_LEVELS = 4 };

struct segmenter {
    struct doc *doc;
    const struct pieces *pieces;
    struct outlook outlook;
    struct number_state number;
    enum type_word types[SEGMENT_LEVELS]; /* of the headings that hold at each level */
    bool open;                            /* a block is being built: the last of doc->blocks */
    bool is_entry;                        /* it is a line of an answer list */
    struct span entry_words;
    struct span_buf body;
    int option_lines;
    bool body_has_chain;
    int chain_checked_len; /* the body's length when body_has_chain was found out */
    enum type_word pending_tag;
    int run, run_last; /* of entries */
};

/* The block that is being built and its last key, or NULL. They are borrowed from the document
 * until the next one is added. */
struct block *segment_current(struct segmenter *s);
struct doc_key *segment_last_key(struct segmenter *s);
struct span segment_body(const struct segmenter *s);

struct doc_section *segment_section(struct segmenter *s);
void segment_push_section(struct segmenter *s, const struct doc_section *section);
/* Closes the block; the section's type is the heading's or that of the level above. */
void segment_begin_section(struct segmenter *s, const struct heading_mark *heading);

struct block *segment_open_block(struct segmenter *s, enum block_kind kind, int line);
void segment_close_block(struct segmenter *s);
void segment_append_body(struct segmenter *s, struct span text);
void segment_add_key(struct segmenter *s, enum text_key kind, struct span value, int line);
void segment_append_value(struct segmenter *s, struct doc_key *key, struct span text);

bool segment_has_answer_key(const struct segmenter *s, const struct block *block);
bool segment_body_has_chain(struct segmenter *s);
/* Whether the block has all that a question needs. */
bool segment_is_complete(struct segmenter *s);

/* Entries of the answer list on a line: context is a struct segment_visit. */
struct segment_visit {
    struct segmenter *s;
    int line;
};

void segment_visit_list(void *context, int number, struct span words);

/* A piece that is just text. */
void segment_take_text(struct segmenter *s, int index);

#endif
