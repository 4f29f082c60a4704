#include "port/sheet.h"

#include <stdio.h>
#include <stdlib.h>

#include "port/make_zip.h"
#include "port/sheet_inside.h"

#define SHEET(rows) XML_HEAD "<worksheet xmlns=\"" XLSX_MAIN "\"><sheetData>" rows "</sheetData>"
#define SHEET_END "</worksheet>"
#define CELL(reference, text) "<c r=\"" reference "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"

static const char rels_top[] =
    XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS
             "\"><Relationship Id=\"rId1\" Type=\"" OFFICE_RELATIONS
             "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char workbook_one[] =
    XML_HEAD "<workbook xmlns=\"" XLSX_MAIN "\" xmlns:r=\"" OFFICE_RELATIONS
             "\"><sheets><sheet name=\"题目\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char workbook_rels[] = XML_HEAD
    "<Relationships xmlns=\"" PACKAGE_RELATIONS
    "\"><Relationship Id=\"rId1\" Type=\"" OFFICE_RELATIONS
    "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
    "Type=\"" OFFICE_RELATIONS "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" OFFICE_RELATIONS "/styles\" Target=\"styles.xml\"/>"
    "</Relationships>";
static const char no_strings[] = XML_HEAD "<sst xmlns=\"" XLSX_MAIN "\"/>";
static const char styles[] =
    XML_HEAD "<styleSheet xmlns=\"" XLSX_MAIN "\"><numFmts><numFmt numFmtId=\"176\" "
             "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts><cellXfs>"
             "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/><xf numFmtId=\"176\"/>"
             "<xf numFmtId=\"12\"/></cellXfs></styleSheet>";

/* A workbook of one sheet with the given strings. */
static void make_book(struct strbuf *out, const char *strings, const char *sheet)
{
    const struct zip_part parts[] = {
        { "_rels/.rels", rels_top, 0 },
        { "xl/workbook.xml", workbook_one, 0 },
        { "xl/_rels/workbook.xml.rels", workbook_rels, 0 },
        { "xl/sharedStrings.xml", strings, 0 },
        { "xl/styles.xml", styles, 0 },
        { "xl/worksheets/sheet1.xml", sheet, 0 },
    };
    strbuf_init(out);
    make_zip(out, parts, 6, false);
}

static const char *cell(const struct sheet *sheet, int row, int col)
{
    const struct csv_table *table = &sheet->table;
    cr_assert_lt(row, table->count, "only %d rows", table->count);
    return col < table->rows[row].count ? table->rows[row].cells[col] : "";
}

static void read_ok(const struct strbuf *bytes, struct sheet_book *book)
{
    struct err err = { 0 };
    cr_assert(sheet_read(bytes->text, bytes->len, book, &err), "%s", err.text);
}

/* Strings as Excel writes them: rich runs, readings, escapes, kept blanks. */
Test(sheet, strings_of_every_kind)
{
    static const char strings[] =
        XML_HEAD "<sst xmlns=\"" XLSX_MAIN "\" count=\"4\" uniqueCount=\"4\"><si><t>题干</t></si>"
                 "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">发明 </t></r><r><t>专利</t></r>"
                 "<rPh sb=\"0\" eb=\"1\"><t>ファメイ</t></rPh><phoneticPr fontId=\"1\"/></si>"
                 "<si><t xml:space=\"preserve\">一_x000D_\n二</t></si><si/></sst>";
    static const char sheet[] =
        SHEET("<row r=\"1\" spans=\"1:3\"><c r=\"A1\" s=\"0\" t=\"s\"><v>0</v></c>"
              "<c r=\"C1\" t=\"s\"><v>1</v></c></row>"
              "<row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c>"
              "<c t=\"inlineStr\"><is><r><t>内</t></r><r><t>联</t></r></is></c></row>"
              "<row r=\"3\"><c r=\"A3\" s=\"1\"/></row>"
              "<row r=\"9\"><c r=\"A9\" t=\"str\"><f>A1&amp;A1</f><v>题干题干</v></c>"
              "<c r=\"B9\" t=\"b\"><v>1</v></c><c r=\"C9\" t=\"b\"><v>0</v></c></row>") SHEET_END;
    struct strbuf bytes;
    struct sheet_book book;
    make_book(&bytes, strings, sheet);
    read_ok(&bytes, &book);
    cr_assert_eq(book.count, 1);
    const struct sheet *s = &book.sheets[0];
    cr_expect_str_eq(s->name, "题目");
    cr_assert_eq(s->table.count, 3);
    cr_expect_str_eq(cell(s, 0, 0), "题干");
    cr_expect_str_eq(cell(s, 0, 1), "");
    cr_expect_str_eq(cell(s, 0, 2), "发明 专利");
    cr_expect_str_eq(cell(s, 1, 0), "一\n二");
    cr_expect_str_eq(cell(s, 1, 2), "内联");
    cr_expect_eq(s->table.rows[2].line, 9);
    cr_expect_str_eq(cell(s, 2, 0), "题干题干");
    cr_expect_str_eq(cell(s, 2, 1), "TRUE");
    cr_expect_str_eq(cell(s, 2, 2), "FALSE");
    cr_expect_eq(s->mark_count, 0);
    sheet_book_fini(&book);
    strbuf_fini(&bytes);
}

Test(sheet, numbers_by_their_style_and_doubts)
{
    static const char sheet[] = SHEET(
        "<row><c><v>3.0</v></c><c s=\"1\"><v>46497</v></c><c s=\"2\"><v>0.5</v></c>"
        "<c s=\"3\"><v>46497</v></c><c s=\"4\"><v>0.5</v></c><c><f>1+1</f></c>"
        "<c t=\"e\"><v>#N/A</v></c><c s=\"99\"><v>7</v></c><c><v>1e999</v></c></row>"
        "<row><c t=\"str\"><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c></row>")
        SHEET_END;
    static const enum sheet_doubt expected[] = { SHEET_DOUBT_FORMAT, SHEET_DOUBT_FORMULA,
                                                 SHEET_DOUBT_ERROR,  SHEET_DOUBT_FORMAT,
                                                 SHEET_DOUBT_FORMAT, SHEET_DOUBT_PICTURE };
    static const int cols[] = { 4, 5, 6, 7, 8, 0 };
    struct strbuf bytes;
    struct sheet_book book;
    make_book(&bytes, no_strings, sheet);
    read_ok(&bytes, &book);
    const struct sheet *s = &book.sheets[0];
    cr_expect_str_eq(cell(s, 0, 0), "3");
    cr_expect_str_eq(cell(s, 0, 1), "2027-04-20");
    cr_expect_str_eq(cell(s, 0, 2), "50%");
    cr_expect_str_eq(cell(s, 0, 3), "2027年4月");
    cr_expect_str_eq(cell(s, 0, 6), "#N/A");
    cr_assert_eq(s->mark_count, 6);
    for (int i = 0; i < 6; i++) {
        cr_expect_eq(s->marks[i].doubt, expected[i], "mark %d", i);
        cr_expect_eq(s->marks[i].col, cols[i], "mark %d", i);
        cr_expect_eq(s->marks[i].line, i < 5 ? 1 : 2);
    }
    sheet_book_fini(&book);
    strbuf_fini(&bytes);
}

Test(sheet, merged_cells_belong_to_their_rows)
{
    static const char sheet[] = SHEET("<row r=\"1\">" CELL(
        "A1",
        "标题") "</row>"
                "<row r=\"2\">" CELL("A2", "专利") CELL(
                    "B2",
                    "一") "</row>"
                          "<row r=\"3\"><c r=\"A3\"/>" CELL(
                              "B3",
                              "二") "</row>"
                                    "<row r=\"4\">" CELL(
                                        "B4",
                                        "三") "</row>"
                                              "<row r=\"5\">" CELL(
                                                  "B5",
                                                  "四") "</row>") "<mergeCells "
                                                                  "count=\"4\"><mergeCell "
                                                                  "ref=\"A1:C1\"/><mergeCell "
                                                                  "ref=\"A2:A4\"/>"
                                                                  "<mergeCell "
                                                                  "ref=\"nonsense\"/><mergeCell "
                                                                  "ref=\"D7:D9\"/></"
                                                                  "mergeCells>" SHEET_END;
    struct strbuf bytes;
    struct sheet_book book;
    make_book(&bytes, no_strings, sheet);
    read_ok(&bytes, &book);
    const struct sheet *s = &book.sheets[0];
    cr_assert_eq(s->table.count, 5);
    cr_expect_eq(s->table.rows[0].count, 1);
    cr_expect_str_eq(cell(s, 2, 0), "专利");
    cr_expect_str_eq(cell(s, 3, 0), "专利");
    cr_expect_str_eq(cell(s, 4, 0), "");
    sheet_book_fini(&book);
    strbuf_fini(&bytes);
}

/* As other producers write it: strict namespaces, prefixes, odd paths, a hidden sheet, a chart. */
Test(sheet, other_ways_to_write_the_same)
{
    static const char top[] = XML_HEAD
        "<Relationships xmlns=\"" PACKAGE_RELATIONS "\"><Relationship Id=\"R0\" Type=\"http://purl."
        "oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/data/book.xml\"/>"
        "</Relationships>";
    static const char book_xml[] = XML_HEAD
        "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
        "xmlns:q=\"http://purl.oclc.org/ooxml/officeDocument/relationships\">"
        "<x:workbookPr date1904=\"true\"/><x:sheets><x:sheet name=\"图\" sheetId=\"9\" q:id=\"c\"/>"
        "<x:sheet name=\"一\" sheetId=\"3\" state=\"hidden\" q:id=\"b\"/>"
        "<x:sheet name=\"二\" sheetId=\"1\" q:id=\"a\"/></x:sheets></x:workbook>";
    static const char rels[] =
        XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS
                 "\"><Relationship Id=\"a\" Type=\"x/worksheet\" "
                 "Target=\"../sheets/./a.xml\"/><Relationship Id=\"b\" Type=\"x/worksheet\" "
                 "Target=\"/sheets/b.xml\"/><Relationship Id=\"c\" Type=\"x/chartsheet\" "
                 "Target=\"../c.xml\"/><Relationship Id=\"s\" Type=\"x/styles\" Target=\"st.xml\"/>"
                 "</Relationships>";
    static const char a[] =
        "<y:worksheet xmlns:y=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><y:sheetData>"
        "<y:row><y:c t=\"inlineStr\"><y:is><y:t>甲</y:t></y:is></y:c><y:c s=\"1\"><y:v>45035</y:v>"
        "</y:c></y:row></y:sheetData></y:worksheet>";
    static const char b[] = SHEET("<row>" CELL("A1", "乙") "</row>") SHEET_END;
    const struct zip_part parts[] = {
        { "_rels/.rels", top, 0 },    { "data/book.xml", book_xml, 0 },
        { "sheets/a.xml", a, 0 },     { "data/_rels/book.xml.rels", rels, 0 },
        { "data/st.xml", styles, 0 }, { "sheets/b.xml", b, 0 },
    };
    struct strbuf bytes;
    struct sheet_book book;
    strbuf_init(&bytes);
    make_zip(&bytes, parts, 6, true);
    read_ok(&bytes, &book);
    cr_assert_eq(book.count, 2);
    cr_expect_str_eq(book.sheets[0].name, "一");
    cr_expect(book.sheets[0].hidden);
    cr_expect_str_eq(cell(&book.sheets[0], 0, 0), "乙");
    cr_expect_not(book.sheets[1].hidden);
    cr_expect_str_eq(cell(&book.sheets[1], 0, 0), "甲");
    cr_expect_str_eq(cell(&book.sheets[1], 0, 1), "2027-04-20");
    sheet_book_fini(&book);
    strbuf_fini(&bytes);
}

Test(sheet, pictures_mark_the_cell_they_lie_over)
{
    static const char sheet[] = XML_HEAD
        "<worksheet xmlns=\"" XLSX_MAIN "\" xmlns:r=\"" OFFICE_RELATIONS "\"><sheetData><row>" CELL(
            "A1", "题") "</row></sheetData><drawing r:id=\"rId1\"/></worksheet>";
    static const char rels[] =
        XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS
                 "\"><Relationship Id=\"rId1\" Type=\"" OFFICE_RELATIONS
                 "/drawing\" Target=\"../drawings/drawing1.xml\"/></Relationships>";
    static const char drawing[] = XML_HEAD
        "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/"
        "spreadsheetDrawing\"><xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>5"
        "</xdr:colOff><xdr:row>4</xdr:row></xdr:from><xdr:pic/></xdr:twoCellAnchor>"
        "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>0</xdr:row></xdr:from>"
        "<xdr:sp/></xdr:oneCellAnchor></xdr:wsDr>";
    const struct zip_part parts[] = {
        { "_rels/.rels", rels_top, 0 },
        { "xl/workbook.xml", workbook_one, 0 },
        { "xl/_rels/workbook.xml.rels", workbook_rels, 0 },
        { "xl/sharedStrings.xml", no_strings, 0 },
        { "xl/styles.xml", styles, 0 },
        { "xl/worksheets/sheet1.xml", sheet, 0 },
        { "xl/worksheets/_rels/sheet1.xml.rels", rels, 0 },
        { "xl/drawings/drawing1.xml", drawing, 0 },
    };
    struct strbuf bytes;
    struct sheet_book book;
    strbuf_init(&bytes);
    make_zip(&bytes, parts, 8, false);
    read_ok(&bytes, &book);
    cr_assert_eq(book.sheets[0].mark_count, 1);
    cr_expect_eq(book.sheets[0].marks[0].line, 5);
    cr_expect_eq(book.sheets[0].marks[0].col, 2);
    cr_expect_eq(book.sheets[0].marks[0].doubt, SHEET_DOUBT_PICTURE);
    sheet_book_fini(&book);
    strbuf_fini(&bytes);
}

Test(sheet, nonsense_is_refused_with_a_reason)
{
    static const char *const sheets[] = {
        SHEET("<row r=\"2\">" CELL("A2", "x") "</row><row r=\"1\">" CELL("A1", "x") "</row>")
            SHEET_END,
        SHEET("<row r=\"1\">" CELL("A2", "x") "</row>") SHEET_END,
        SHEET("<row r=\"1\">" CELL("1A", "x") "</row>") SHEET_END,
        SHEET("<row r=\"1\">" CELL("XFD1", "x") "</row>") SHEET_END,
        SHEET("<row r=\"99999999\">" CELL("A99999999", "x") "</row>") SHEET_END,
        SHEET("<row r=\"1\">" CELL("A1", "x") "</row>"),
        "<!DOCTYPE x [<!ENTITY a 'b'>]>" SHEET("") SHEET_END,
    };
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
        struct strbuf bytes;
        struct sheet_book book;
        struct err err = { 0 };
        make_book(&bytes, no_strings, sheets[i]);
        cr_expect_not(sheet_read(bytes.text, bytes.len, &book, &err), "sheet %zu", i);
        cr_expect(strstr(err.text, "文件读不了"), "%s", err.text);
        cr_expect_eq(book.count, 0);
        strbuf_fini(&bytes);
    }
}

Test(sheet, what_is_written_is_read_again)
{
    char *first[] = { (char *)"题干", (char *)"答案", (char *)"=1+1", (char *)"" };
    char *second[] = { (char *)"一\n二 \"三\" <四>&", (char *)"003", (char *)"_x0041_",
                       (char *)" 空 " };
    struct csv_row rows[] = { { first, 4, 1 }, { second, 4, 2 } };
    struct sheet from = { .name = (char *)"题库", .table = { rows, 2 } };
    const struct sheet_book book = { &from, 1 };
    static const int widths[] = { 60, 10 };
    struct sheet_book again;
    struct strbuf bytes;
    struct err err = { 0 };
    strbuf_init(&bytes);
    cr_assert(sheet_write(&book, widths, 2, &bytes, &err), "%s", err.text);
    read_ok(&bytes, &again);
    cr_assert_eq(again.count, 1);
    cr_expect_str_eq(again.sheets[0].name, "题库");
    cr_assert_eq(again.sheets[0].table.count, 2);
    for (int row = 0; row < 2; row++)
        for (int col = 0; col < 4; col++)
            cr_expect_str_eq(cell(&again.sheets[0], row, col), rows[row].cells[col]);
    sheet_book_fini(&again);
    strbuf_fini(&bytes);
}

Test(sheet, a_sheet_that_excel_cannot_name_is_an_error)
{
    struct sheet from = { .name = (char *)"a/b" };
    const struct sheet_book book = { &from, 1 };
    struct strbuf bytes;
    struct err err = { 0 };
    strbuf_init(&bytes);
    cr_expect_not(sheet_write(&book, NULL, 0, &bytes, &err));
    cr_expect(err_is_set(&err));
    strbuf_fini(&bytes);
}

/* The parent trusts nothing that comes out of the child. */
Test(sheet, only_what_was_packed_whole_is_unpacked)
{
    static const char sheet[] =
        SHEET("<row>" CELL("A1", "甲") "<c t=\"e\"><v>#N/A</v></c></row>") SHEET_END;
    struct strbuf bytes, packed;
    struct sheet_book book, again;
    struct err err = { 0 };
    make_book(&bytes, no_strings, sheet);
    book = (struct sheet_book){ 0 };
    cr_assert(sheet_parse_xlsx(bytes.text, bytes.len, &book, &err), "%s", err.text);
    strbuf_init(&packed);
    sheet_pack(&book, &packed);
    cr_assert(sheet_unpack(packed.text, packed.len, &again));
    cr_expect_str_eq(cell(&again.sheets[0], 0, 0), "甲");
    cr_expect_eq(again.sheets[0].mark_count, 1);
    sheet_book_fini(&again);
    for (size_t cut = 0; cut < packed.len; cut++)
        cr_expect_not(sheet_unpack(packed.text, cut, &again), "%zu", cut);
    for (size_t i = 0; i < packed.len; i++) {
        for (int bit = 0; bit < 8; bit++) {
            packed.text[i] = (char)(packed.text[i] ^ (1 << bit));
            if (sheet_unpack(packed.text, packed.len, &again))
                sheet_book_fini(&again);
            packed.text[i] = (char)(packed.text[i] ^ (1 << bit));
        }
    }
    sheet_book_fini(&book);
    strbuf_fini(&packed);
    strbuf_fini(&bytes);
}
