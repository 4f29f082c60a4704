/* Office files through the front door: found out by content, read, written by the ending. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/convert.h"
#include "activity/docx_file.h"
#include "activity/support.h"
#include "base/fs.h"
#include "port/make_zip.h"
#include "port/sheet.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static const char bank[] =
    "题库: 专利\n编号: p\n\n一、单选题\n\n1. 甲？\nA. 一\nB. 二\n答案: B\n编号: q1\n\n"
    "二、数字题\n\n2. 几年？\n答案: 20\n编号: q2\n";
static const char survey[] = "问卷: 满意度\n编号: s\n\n1. 甲？\n题型: 评分\n范围: 0-10\n编号: q1\n";

static enum bank_format format_of_docx(const char *body, struct convert_result *result)
{
    const struct docx_parts parts = { body, NULL, NULL };
    struct strbuf bytes;
    struct err err = { 0 };
    strbuf_init(&bytes);
    make_docx(&bytes, &parts);
    cr_assert(convert_read("a.bin", bytes.text, bytes.len, BANK_AUTO, result, &err), "%s",
              err.text);
    strbuf_fini(&bytes);
    return result->format;
}

Test(office_files, a_word_document_is_found_out_by_its_content)
{
    struct convert_result result;
    cr_expect_eq(format_of_docx(P("1. 专利权的期限是多少年？") P("A. 十年") P("B. 二十年")
                                    P("答案：B"),
                                &result),
                 BANK_TEXT);
    cr_expect_eq(result.counts[CONVERT_READ], 1);
    cr_expect_str_eq(result.items[0].answer, "B");
    convert_result_fini(&result);
}

/* Written by the ending, found out by the content, and the same again. */
static void check_round(const char *text, const char *name, enum bank_format format)
{
    char *folder = folder_make(), *path = fs_join(folder, name);
    struct convert_loss losses[4];
    struct convert_result result;
    struct reading r;
    struct err err = { 0 };
    int lost = 0;
    reading_init(&r, text);
    cr_assert_eq(r.faults.error_count, 0, "%s", faults_text(&r.faults));
    cr_expect_eq(convert_format_of_path(path), format);
    cr_assert(convert_write_file(path, format, r.form, NULL, losses, 4, &lost, &err), "%s",
              err.text);
    cr_expect_eq(lost, 0);
    cr_assert(convert_read_file(path, BANK_AUTO, &result, &err), "%s", err.text);
    cr_expect_eq(result.format, format, "%s", name);
    cr_expect_eq(result.counts[CONVERT_READ], r.form->question_count, "%s", name);
    for (int i = 0; i < r.form->question_count; i++)
        cr_expect_str_eq(result.form.questions[i].hash, r.form->questions[i].hash, "%s", name);
    convert_result_fini(&result);
    reading_fini(&r);
    free(path);
    folder_remove(folder);
}

Test(office_files, what_is_written_is_found_out_and_read_again)
{
    check_round(bank, "a.csv", BANK_TABLE);
    check_round(bank, "a.xlsx", BANK_TABLE);
    check_round(survey, "a.form.xlsx", BANK_XLSFORM);
}

Test(office_files, a_pasted_table_and_a_form_in_markdown)
{
    static const char table[] = "题干\t选项A\t选项B\t答案\n甲？\t一\t二\tA\n";
    static const char form[] = "| survey |\n| | type | name | label |\n| | text | a | 甲？ |\n";
    struct convert_result result;
    struct err err = { 0 };
    cr_assert(convert_read("a.txt", table, strlen(table), BANK_AUTO, &result, &err), "%s",
              err.text);
    cr_expect_eq(result.format, BANK_TABLE);
    cr_expect_eq(result.counts[CONVERT_READ], 1);
    convert_result_fini(&result);
    cr_assert(convert_read("a.txt", form, strlen(form), BANK_AUTO, &result, &err), "%s", err.text);
    cr_expect_eq(result.format, BANK_XLSFORM);
    cr_expect_eq(result.form.kind, FORM_SURVEY);
    convert_result_fini(&result);
}

Test(office_files, what_cannot_be_read_says_what_to_do)
{
    static const struct {
        const char *member, *message;
    } zips[] = { { "ppt/presentation.xml", ".docx" },
                 { "word/document.xml", "文件读不了" },
                 { "xl/workbook.xml", "文件读不了" } };
    for (int i = 0; i < 3; i++) {
        const struct zip_part parts[] = { { zips[i].member, "x", 0 } };
        struct convert_result result;
        struct strbuf bytes;
        struct err err = { 0 };
        strbuf_init(&bytes);
        make_zip(&bytes, parts, 1, false);
        cr_expect_not(convert_read("a", bytes.text, bytes.len, BANK_AUTO, &result, &err));
        cr_expect(strstr(err.text, zips[i].message), "%s", err.text);
        strbuf_fini(&bytes);
    }
}
