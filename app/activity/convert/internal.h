/*
 * What the readers and writers of convert.h share: the builder that every question passes on its
 * way into the result, and the entry of each format. Not for use outside this folder and its tests.
 *
 * A reader hands over strings that it owns; the builder copies what it keeps. Text is valid UTF-8
 * without carriage returns; a line feed inside a text is a line break that is meant.
 */
#ifndef WENDA_ACTIVITY_CONVERT_INTERNAL_H
#define WENDA_ACTIVITY_CONVERT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "activity/convert.h"
#include "activity/convert/type_word.h"
#include "activity/model.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "port/csv.h"
#include "port/sheet.h"

enum {
    CONVERT_FILE_MAX_LEN = 16 * 1024 * 1024,
    CONVERT_QUESTIONS_MAX = 20000,
    CONVERT_QUOTE_MAX_CHARS = 60
};

struct convert_builder; /* see builder.c */

/* What is found beside stem, options and answer. NULL, 0, DATE_NONE where the source is silent
 * (zero-initialised is silent but for the dates: use convert_extras_none). */
struct convert_extras {
    const char *id; /* 编号 stated by the source */
    const char *explanation, *takeaway, *basis, *topic, *edition;
    bool has_difficulty;
    enum difficulty difficulty;
    int points;
    int limit_s; /* -1: expressly none */
    int32_t valid_from, valid_until;
};
extern const struct convert_extras convert_extras_none;

/* A question that its reader has understood (GIFT, Aiken). */
struct convert_entry {
    const char *number; /* as printed, NULL when none */
    int line;
    enum question_type type;
    const char *stem;
    const char *const *options;
    int option_count;
    /* Letters ("AC"; of an order "CABD"), 对 or 错, a number; NULL when there is none. */
    const char *answer;
    struct convert_extras extras;
    enum convert_status status; /* the builder only makes it worse */
    const char *reason;
    const char *quote; /* NULL: the stem is quoted */
};

/* A question as its source words it (text, tables): type, options and answer are still to be
 * understood, and the stem may carry tags and the answer. */
struct convert_raw {
    const char *number;
    int line;
    enum type_word type; /* as stated by a heading, a cell or a tag; TYPE_WORD_NONE when unsaid */
    const char *stem;
    const char *const *options; /* without their letters; "" where the source skips a letter */
    int option_count;
    /* Every place that states the answer, in the source's words: C; 对; A、C; 二十年; 【答案】B.
     * They must agree. */
    const char *const *answers;
    int answer_count;
    uint32_t marked;         /* options that the source marks as right (√), bit i = option i */
    bool running_text;       /* where the stem begins and ends was found out, not given by cells */
    bool answered_elsewhere; /* most questions of the source have their answer outside the stem */
    struct convert_extras extras;
    const char *doubt; /* what the reader is not sure of, or NULL */
    const char *quote;
};

/* Adds one question and checks what all formats have in common: an empty stem, missing, empty or
 * equal options, an answer beyond them, lengths, damaged characters, a stem that still shows its
 * answer. Refused ones are counted and left out of the form. */
void convert_add(struct convert_builder *builder, const struct convert_entry *entry);
/* Understands first: what type it is, which words of the stem are tag or answer, which options are
 * meant. Never guesses: what is not certain is doubtful, with the reason. */
void convert_add_raw(struct convert_builder *builder, const struct convert_raw *raw);

/* Questionnaires. convert_new_question gives a question with its defaults, and its first wording,
 * in the result's arena; the reader fills it (its texts from convert_text_copy) and adds it.
 * entry says number, line, status, reason and quote; the rest of it is not looked at. */
struct question *convert_new_question(struct convert_builder *builder);
void convert_add_question(struct convert_builder *builder, struct question *question,
                          const struct convert_entry *entry);
/* A copy in the result's arena in which `${` means itself. */
const char *convert_text_copy(struct convert_builder *builder, const char *text);
/* The question of the last item, for what convert_add and convert_add_raw have no word for
 * (pictures, [固定]); NULL when that item was refused. */
struct question *convert_last_question(struct convert_builder *builder);
/* Whether a path names a picture below the activity folder, as the canonical text wants it. */
bool convert_is_picture_path(const char *path);
struct arena *convert_arena(struct convert_builder *builder);
int convert_count(const struct convert_builder *builder);
const struct convert_item *convert_item_at(const struct convert_builder *builder, int index);

/* The form as a whole; the first title given stands. Default: a bank named after the file. */
void convert_set_kind(struct convert_builder *builder, enum form_kind kind);
void convert_set_title(struct convert_builder *builder, const char *title);
void convert_set_id(struct convert_builder *builder, const char *id);
void convert_set_language(struct convert_builder *builder, const char *tag);
/* Where the items that follow stand, in words (工作表“判断”), or NULL. */
void convert_set_sheet(struct convert_builder *builder, const char *words);
/* A second language of a questionnaire (label::语言): its index for question.wordings, or -1. */
int convert_add_language(struct convert_builder *builder, const char *tag, const char *title);

/* ---- Readers. False with the reason when the document as a whole is refused. ---- */

/* 中文题库 as text, already UTF-8. */
bool convert_text(struct convert_builder *builder, const char *text, struct err *err);
bool convert_canonical(struct convert_builder *builder, const char *text, struct err *err);
bool convert_gift(struct convert_builder *builder, const char *text, struct err *err);
bool convert_aiken(struct convert_builder *builder, const char *text, struct err *err);
bool convert_wjx(struct convert_builder *builder, const char *text, struct err *err);

/* Tables: table.c. True if a row names at least a stem and an answer column under their synonyms.
 */
bool convert_is_table_header(const char *const *cells, int count);
/* Rows; the header may stand below a title. */
bool convert_table(struct convert_builder *builder, const struct csv_table *table, struct err *err);
/* The same for every sheet of a workbook; a sheet's name may state the type. */
bool convert_book(struct convert_builder *builder, const struct sheet_book *book, struct err *err);
/* Tab-separated text as pasted from a spreadsheet: a cell of several lines stands in quotes. */
void convert_read_tsv(const char *text, struct csv_table *out);

/* XLSForm: xlsform.c. True if the sheets (or, with a single one, its first column) are survey and
 * choices. */
bool convert_is_xlsform(const struct sheet_book *book);
bool convert_xlsform(struct convert_builder *builder, const struct sheet_book *book,
                     struct err *err);
/* The md-table form of an XLSForm (`| survey | |`). */
bool convert_is_xlsform_text(const char *text);
bool convert_xlsform_sheets(const char *text, struct sheet_book *out, struct err *err);

/* Office files: office.c, docx.c. What the bytes are, by content; .xlsx and .xls are read by
 * sheet_read. */
enum convert_office {
    OFFICE_NONE,
    OFFICE_DOCX,
    OFFICE_WORKBOOK,
    OFFICE_OLD_DOC,   /* .doc: save as .docx */
    OFFICE_ENCRYPTED, /* save without a password */
    OFFICE_OTHER      /* zip or compound files of other programs: .pptx, .odt, .wps, .zip */
};
enum convert_office convert_office_kind(const char *bytes, size_t len);
/* Its text through convert_text, with automatic numbering written out and table rows as lines of
 * cells between tabs; tables that have a bank's header through convert_table. U+FFFC stands where a
 * picture, a formula or another object was left out. */
bool convert_docx(struct convert_builder *builder, const char *bytes, size_t len, struct err *err);

/* ---- Writers: append the whole document; what cannot be held goes to losses. ---- */

struct convert_losses {
    struct convert_loss *items; /* room for max */
    int max, count;             /* count may exceed max */
    int questions;              /* those of count that name one */
};
void convert_lose(struct convert_losses *losses, int question, const char *reason);
/* False, with the reason of the first, when every question is lost: then nothing is to be written.
 */
bool convert_keeps_any(const struct form *form, const struct convert_losses *losses,
                       struct err *err);

/* reasons[i] is why question i is doubtful, or NULL. */
void convert_write_canonical(const struct form *form, const char *const *reasons,
                             struct strbuf *out);
void convert_write_gift(const struct form *form, const char *const *reasons,
                        struct convert_losses *losses, struct strbuf *out);
/* It cannot mark what is doubtful: that is lost. */
void convert_write_aiken(const struct form *form, const char *const *reasons,
                         struct convert_losses *losses, struct strbuf *out);
/* Table and XLSForm: table_write.c, xlsform_write.c. */
bool convert_write_table(const char *path, const struct form *form, const char *const *reasons,
                         struct convert_losses *losses, struct err *err);
bool convert_write_xlsform(const char *path, const struct form *form, const char *const *reasons,
                           struct convert_losses *losses, struct err *err);

#endif
