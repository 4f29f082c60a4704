/* Office files that are damaged, cut off, or something else than their name says. */
#include <stdlib.h>
#include <string.h>

#include "activity/convert/docx.h"
#include "activity/convert_support.h"
#include "activity/docx_file.h"
#include "port/make_zip.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static bool can_read(const char *bytes, size_t len, struct err *err)
{
    struct conversion c;
    conversion_begin(&c, "t.docx");
    bool ok = convert_docx(&c.builder, bytes, len, err);
    conversion_end(&c);
    conversion_fini(&c);
    return ok;
}

Test(docx_broken, nonsense_is_refused_with_a_reason)
{
    static const char *const documents[] = {
        "<w:document/>",
        "<x/>",
        "not xml",
        "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><w>&b;</w>",
    };
    struct err err = { 0 };
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        const struct zip_part parts[] = { { "word/document.xml", documents[i], 0 } };
        struct strbuf bytes;
        strbuf_init(&bytes);
        make_zip(&bytes, parts, 1, true);
        err = (struct err){ 0 };
        cr_expect_not(can_read(bytes.text, bytes.len, &err));
        cr_expect(strstr(err.text, "文件读不了"), "%s", err.text);
        strbuf_fini(&bytes);
    }
    cr_expect_not(can_read("PK\003\004", 4, &err));
}

Test(docx_broken, what_is_cut_off_is_refused)
{
    const struct docx_parts parts = { P("1. 甲？") P("A. 一") P("B. 二") P("答案：A"), NULL, NULL };
    struct strbuf bytes;
    strbuf_init(&bytes);
    make_docx(&bytes, &parts);
    for (size_t cut = 0; cut < bytes.len; cut += 61) {
        struct err err = { 0 };
        cr_expect_not(can_read(bytes.text, cut, &err), "%zu", cut);
        cr_expect(err_is_set(&err));
    }
    strbuf_fini(&bytes);
}

/* A compound file of empty sectors with one directory entry. */
static void make_compound(struct strbuf *out, const char *stream)
{
    strbuf_init(out);
    strbuf_add_len(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    while (out->len < 1024)
        strbuf_add_char(out, '\0');
    size_t len = strlen(stream);
    for (size_t i = 0; i <= 31; i++) {
        strbuf_add_char(out, i < len ? stream[i] : '\0');
        strbuf_add_char(out, '\0');
    }
    strbuf_add_char(out, (char)(2 * (len + 1)));
    while (out->len < 2048)
        strbuf_add_char(out, '\0');
}

Test(office, kinds_by_content)
{
    static const struct {
        const char *stream;
        enum convert_office kind;
    } compounds[] = { { "WordDocument", OFFICE_OLD_DOC },
                      { "Workbook", OFFICE_WORKBOOK },
                      { "Book", OFFICE_WORKBOOK },
                      { "EncryptedPackage", OFFICE_ENCRYPTED },
                      { "PowerPoint Document", OFFICE_OTHER } };
    static const struct {
        const char *member;
        enum convert_office kind;
    } zips[] = { { "word/document.xml", OFFICE_DOCX },
                 { "xl/workbook.xml", OFFICE_WORKBOOK },
                 { "ppt/presentation.xml", OFFICE_OTHER } };
    for (int i = 0; i < 5; i++) {
        struct strbuf bytes;
        make_compound(&bytes, compounds[i].stream);
        cr_expect_eq(convert_office_kind(bytes.text, bytes.len), compounds[i].kind, "%s",
                     compounds[i].stream);
        strbuf_fini(&bytes);
    }
    for (int i = 0; i < 3; i++) {
        const struct zip_part parts[] = { { zips[i].member, "x", 0 } };
        struct strbuf bytes;
        strbuf_init(&bytes);
        make_zip(&bytes, parts, 1, false);
        cr_expect_eq(convert_office_kind(bytes.text, bytes.len), zips[i].kind, "%s",
                     zips[i].member);
        strbuf_fini(&bytes);
    }
    cr_expect_eq(convert_office_kind("题库: 甲", 8), OFFICE_NONE);
    cr_expect_eq(convert_office_kind("", 0), OFFICE_NONE);
}
