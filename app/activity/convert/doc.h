/*
 * A Chinese bank as blocks, one a question, before anything is decided about them; and answers that
 * stand apart from their questions. Built by segment.c from pieces, completed by assign.c.
 */
#ifndef WENDA_ACTIVITY_CONVERT_DOC_H
#define WENDA_ACTIVITY_CONVERT_DOC_H

#include <stdbool.h>

#include "activity/convert/chain.h"
#include "activity/convert/pieces.h"
#include "base/mem.h"

struct doc_section {
    enum type_word type;
    struct span title;
    int numeral;
    bool answers; /* says that it holds answers */
};

struct doc_key {
    enum text_key key;
    struct span value;
    int line;
};

enum block_kind {
    BLOCK_QUESTION,
    BLOCK_STRAY /* text that belongs to no question */
};

struct block {
    enum block_kind kind;
    int section;
    int line;
    int value;          /* of the number; 0 when it has none */
    struct span digits; /* the number as printed */
    enum type_word tag;
    struct span body; /* stem and options, lines between line feeds */
    int first_key, key_count;
    struct span listed; /* the answer from a list at the end; empty when there is none */
    struct span listed_explanation;
    const char *doubt; /* static text, or NULL */
    bool lone_letter;  /* a line that is just a letter stands behind the options */
    struct span lone;
    bool chained; /* chain is known */
    bool has_chain;
    struct chain chain;
};

/* One line of an answer list. */
struct doc_entry {
    int section, run;
    int number;
    struct span words; /* empty: the list does not say */
    struct span explanation;
    int line;
};

struct doc {
    struct arena arena;
    struct doc_section *sections;
    int section_count, section_capacity;
    struct doc_key *keys;
    int key_count, key_capacity;
    struct block *blocks;
    int block_count, block_capacity;
    struct doc_entry *entries;
    int entry_count, entry_capacity;
    struct span title; /* the first line before any question */
    bool numbered;     /* questions have numbers */
};

void doc_init(struct doc *doc);
void doc_fini(struct doc *doc);

/* Pieces into blocks and entries. */
void doc_segment(struct doc *doc, const struct pieces *pieces);
/* Finds the options of every block and parts questions that are glued together. */
void doc_split(struct doc *doc);
/* Gives the answers of lists to their questions; what cannot be told apart becomes a doubt. */
void doc_assign(struct doc *doc);

#endif
