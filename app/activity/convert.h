/*
 * Banks and questionnaires as offices have them, into the model and out of it again. Nothing is
 * guessed in silence: every question comes out read, doubtful or refused, with its place and
 * reason. Knows the formats of FORMATS.md section 3; knows no program that calls it.
 */
#ifndef WENDA_ACTIVITY_CONVERT_H
#define WENDA_ACTIVITY_CONVERT_H

#include <stdbool.h>

#include "activity/model.h"
#include "base/err.h"
#include "base/strbuf.h"

enum bank_format {
    BANK_AUTO, /* found from the content */
    BANK_TEXT, /* 中文题库 as it circulates: text, .docx, pasted web pages */
    BANK_CANONICAL,
    BANK_GIFT,
    BANK_AIKEN,
    BANK_TABLE,   /* .csv, .xlsx, .xls, pasted tab-separated */
    BANK_XLSFORM, /* questionnaires */
    BANK_WJX,     /* 问卷星 import text */
    BANK_FORMAT_COUNT
};
/* Names as on the command line: text canonical gift aiken table xlsform wjx. */
const char *bank_format_name(enum bank_format format);
bool bank_format_parse(const char *name, enum bank_format *out);

enum convert_status { CONVERT_READ, CONVERT_DOUBTFUL, CONVERT_REFUSED, CONVERT_STATUS_COUNT };

/* One question of the source. Strings hang in the result's arena. */
struct convert_item {
    const char *number; /* as printed in the source, "" when none */
    enum question_type type;
    const char *answer; /* letters; 对, 错; a number; NULL where there is none */
    int option_count;
    const char *stem;  /* without number, tags and answer */
    const char *quote; /* the source's own words where something is doubtful or refused, or NULL */
    enum convert_status status;
    const char *reason; /* "" when read */
    int line;           /* in the source's text, table row, or paragraph; 0 = unknown */
    const char *sheet; /* what line counts in (工作表“判断”), where that needs saying, or NULL */
    int question; /* index into form.questions, -1 when refused */
};

/* Owns everything below. form holds what was read and what is doubtful, all of it 未审核. */
struct convert_result {
    struct arena arena;
    enum bank_format format; /* as found */
    bool paragraphs;         /* lines are paragraphs of a Word document */
    struct form form;
    struct convert_item *items;
    int count;
    int counts[CONVERT_STATUS_COUNT];
    /* Of convert_file only: how many questions OUT holds (0: it was not written), and what OUT's
     * format has no place for in any question, or NULL. */
    int written;
    const char *note;
};

void convert_result_fini(struct convert_result *result);

/* Reads a file of any of the formats. False when the whole document is refused (a report, an HTML
 * page, an old .doc, nothing that looks like a question), with the reason. */
bool convert_read_file(const char *path, enum bank_format format, struct convert_result *result,
                       struct err *err);
/* The same from bytes; name is used in messages and for its ending only. */
bool convert_read(const char *name, const char *bytes, size_t len, enum bank_format format,
                  struct convert_result *result, struct err *err);

/* ---- A file into a file ---- */

struct convert_job {
    const char *in, *out;
    enum bank_format from; /* BANK_AUTO: found from the content */
    enum bank_format to;   /* BANK_AUTO: by out's ending */
};
/* Reads in and replaces out whole with what was read and, marked so, what is doubtful. A question
 * that the target cannot hold becomes refused, with the reason. Where no question is left, out
 * stays as it was and result->written is 0. False when the document as a whole is refused or a file
 * cannot be read or written; there is no result then. */
bool convert_file(const struct convert_job *job, struct convert_result *result, struct err *err);

/* What a clerk reads: the counts, then each doubtful and refused question with place, reason and
 * quote, and what to do next. */
void convert_report(const struct convert_job *job, const struct convert_result *result,
                    struct strbuf *out);
/* The same as data: `wendactl convert --json`. */
void convert_report_json(const struct convert_result *result, struct strbuf *out);

/* ---- The two halves ---- */

/* Why a form's question cannot be held by a target format. */
struct convert_loss {
    int question;       /* -1: something that the format has no place for in any question */
    const char *reason; /* static text */
};
/* Writes to a file by format and, for tables, the ending of path (.csv, .xlsx; .form.xlsx for
 * XLSForm). Questions that the target cannot hold are named in losses (at most max; *loss_count
 * counts all) and left out; false, and nothing is written, when those are all. marks (may be NULL)
 * is the result whose doubtful items are marked in the output. */
bool convert_write_file(const char *path, enum bank_format format, const struct form *form,
                        const struct convert_result *marks, struct convert_loss *losses, int max,
                        int *loss_count, struct err *err);
/* The target format by OUT's ending, BANK_AUTO when it says nothing. */
enum bank_format convert_format_of_path(const char *path);

#endif
