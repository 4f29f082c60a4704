/*
 * The raw parts of one question, as its lines said them: first the file is scanned into drafts,
 * then each draft becomes a question (question_build) or one language's wording (translation).
 */
#ifndef WENDA_ACTIVITY_DRAFT_H
#define WENDA_ACTIVITY_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "activity/keys.h"
#include "activity/line.h"
#include "activity/model.h"
#include "base/strbuf.h"

/* A file that asks more than this is no bank; and no text of it is longer. */
enum { FORM_QUESTION_MAX = 20000, PART_MAX_LEN = 16 * 1024 };

/* A text of one or more lines, still with its escapes and tags. */
struct part {
    bool given;
    bool too_long; /* told, and the rest dropped */
    struct spot at;
    struct strbuf raw;
};

/* Kept and cleared from question to question. */
struct draft {
    struct spot at;
    int errors_before; /* the reader's count when the question began */
    bool has_heading_type;
    bool has_bad_heading; /* told: its questions need not complain one by one */
    enum question_type heading_type;
    struct part stem;
    struct part options[OPTION_MAX];
    int option_count;
    struct part keys[KEY_COUNT];
};

/* The header; texts hang in the reader's arena. */
struct form_header {
    enum form_kind kind;
    const char *title;
    const char *id;
    const char *language;
    bool has_id;
};

struct form_visitor {
    /* Called with each draft once it is complete; it stays the scanner's. */
    void (*question)(void *context, const struct form_header *header, struct draft *draft);
    void *context;
    bool translation; /* headings of other languages are no faults */
};

/* Reads a whole bank or questionnaire. False when the header is unusable. */
bool form_scan(struct reader *reader, const char *text, size_t text_len,
               const struct form_visitor *visitor, struct form_header *header);

/* One question's model from its draft. False when it has errors (reported). */
bool question_build(struct reader *reader, const struct form_header *header, struct draft *draft,
                    struct question *out);

/* Pieces of question_build. Each reports its errors; the caller counts them. */
struct build {
    struct reader *reader;
    enum form_kind kind;
    const char *language;
    struct draft *draft;
    struct question *question;
    struct wording *wording;
};
void build_options(struct build *build);
void build_answer(struct build *build);
void build_keys(struct build *build);

/* A name made of letters, digits, Han, `-`, `_` and `.`, at most 64 characters. */
bool id_is_valid(const char *id);
bool language_is_valid(const char *tag); /* like a BCP 47 tag */
/* What the two options of a judge question are called in a language. */
const char *const *judge_labels(const char *language);
bool judge_labels_are_usual(const char *const *labels);

/* The decoded text of a stem or an option, its tags cut off. Tags that this place does not know are
 * text, unless they look like a misspelt one. type may be NULL. */
const char *part_take_stem(struct reader *reader, struct part *part, const char **picture,
                           enum question_type *type, bool *has_type);
const char *part_take_option(struct reader *reader, struct part *part,
                             struct question_option *tags);
/* Fills the slot with a path below the activity folder; a second picture is an error. */
void part_set_picture(struct reader *reader, struct spot at, const char **slot, const char *path);
/* The decoded text of a key; NULL, with a warning, when it is empty; cut at max_chars with an
 * error. */
const char *part_take_text(struct reader *reader, const struct part *part, int max_chars);

#endif
