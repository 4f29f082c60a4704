/* Word documents, put together from the XML that Word and WPS write. */
#include <stdlib.h>
#include <string.h>

#include "activity/convert/docx.h"
#include "activity/convert_support.h"
#include "activity/docx_file.h"
#include "port/make_zip.h"

#define P(text) "<w:p w:rsidR=\"00B12C5D\" w14:paraId=\"6A1F\"><w:r><w:t>" text "</w:t></w:r></w:p>"
#define NUMBERED(id, level, text)                                                                  \
    "<w:p><w:pPr><w:pStyle w:val=\"a3\"/><w:numPr><w:ilvl w:val=\"" level                          \
    "\"/><w:numId w:val=\"" id                                                                     \
    "\"/></w:numPr><w:ind w:firstLineChars=\"0\"/></w:pPr><w:r w:rsidRPr=\"00\"><w:rPr><w:rFonts " \
    "w:hint=\"eastAsia\"/></w:rPr><w:t>" text "</w:t></w:r></w:p>"
#define LEVEL(level, format, text)                                                                \
    "<w:lvl w:ilvl=\"" level "\" w:tplc=\"0409\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format \
    "\"/><w:lvlText w:val=\"" text "\"/><w:lvlJc w:val=\"left\"/></w:lvl>"
#define NUM(id, abstract) \
    "<w:num w:numId=\"" id "\"><w:abstractNumId w:val=\"" abstract "\"/></w:num>"

/* The text of a document, which must be readable; the caller frees. */
static char *text_of(const char *body, const char *numbering, const char *styles)
{
    const struct docx_parts parts = { body, numbering, styles };
    struct strbuf bytes, text;
    struct sheet_book tables = { 0 };
    struct err err = { 0 };
    strbuf_init(&bytes);
    strbuf_init(&text);
    make_docx(&bytes, &parts);
    cr_assert(docx_parse(bytes.text, bytes.len, &text, &tables, &err), "%s", err.text);
    cr_assert_eq(tables.count, 0);
    sheet_book_fini(&tables);
    strbuf_fini(&bytes);
    return strbuf_take(&text);
}

static void expect_text(const char *body, const char *numbering, const char *styles,
                        const char *wanted)
{
    char *text = text_of(body, numbering, styles);
    cr_expect_str_eq(text, wanted);
    free(text);
}

/* ---- Paragraphs ---- */

Test(docx, runs_tabs_and_breaks)
{
    expect_text("<w:p><w:proofErr w:type=\"spellStart\"/><w:r><w:t xml:space=\"preserve\">1. 发明 "
                "</w:t></w:r><w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:r><w:t> 专利 </w:t>"
                "</w:r><w:r><w:tab/><w:t>权</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t>"
                "<w:lastRenderedPageBreak/><w:softHyphen/><w:cr/></w:r></w:p><w:p/>" P("二"),
                NULL, NULL, "1. 发明 专利\t权\nA-B\n\n\n二\n");
}

Test(docx, tracked_changes_as_if_accepted)
{
    expect_text(
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>乙</w:delText></w:r>"
        "</w:del><w:ins w:id=\"2\"><w:r><w:t>丙</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>丁"
        "</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>戊</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr><w:del><w:r><w:delText>己"
        "</w:delText></w:r></w:del></w:p>"
        "<w:p><w:pPr><w:rPr><w:del w:id=\"4\"/></w:rPr></w:pPr><w:r><w:t>庚</w:t></w:r></w:p>" P(
            "辛"),
        NULL, NULL, "甲丙戊\n庚辛\n");
}

Test(docx, hidden_text_is_not_there)
{
    static const char styles[] =
        "<w:style w:type=\"character\" w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:type=\"character\" w:styleId=\"h2\"><w:basedOn w:val=\"h\"/></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"p\"><w:rPr><w:vanish w:val=\"1\"/></w:rPr>"
        "</w:style>";
    expect_text(
        "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>答案:A</w:t></w:r>"
        "<w:r><w:rPr><w:rStyle w:val=\"h2\"/></w:rPr><w:t>乙</w:t></w:r>"
        "<w:r><w:rPr><w:rStyle w:val=\"h\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>丙</w:t>"
        "</w:r></w:p>"
        "<w:p><w:pPr><w:pStyle w:val=\"p\"/><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>丁"
        "</w:t></w:r></w:p>" P("戊"),
        NULL, styles, "甲丙\n戊\n");
}

Test(docx, struck_text_leaves_a_mark)
{
    expect_text(
        "<w:p><w:r><w:t>答案：</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>A</w:t></w:r><w:r>"
        "<w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t>B</w:t></w:r></w:p>",
        NULL, NULL,
        "答案：\xEF\xBF\xBC"
        "B\n");
}

Test(docx, fields_by_their_results)
{
    expect_text(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK "
        "\"x\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>"
        "<w:t>甲</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>乙</w:t>"
        "</w:r><w:fldSimple w:instr=\"SEQ 题\"><w:r><w:t>7</w:t></w:r></w:fldSimple>"
        "<w:hyperlink><w:r><w:t>丙</w:t></w:r></w:hyperlink></w:p>"
        /* 带圈字符 has no result; it must not vanish in silence. */
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>eq \\o\\ac(○,1)"
        "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>丁</w:t>"
        "</w:r></w:p>"
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default "
        "w:val=\"0\"/><w:checked/></w:checkBox></w:ffData></w:fldChar><w:instrText>"
        "FORMCHECKBOX</w:instrText><w:fldChar w:fldCharType=\"end\"/><w:t>对</w:t></w:r></w:p>"
        /* One that never ends. */
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText></w:r>"
        "</w:p>" P("戊"),
        NULL, NULL, "甲乙7丙\n\xEF\xBF\xBC丁\n√对\n\n戊\n");
}

Test(docx, signs_of_symbol_fonts)
{
    expect_text(
        "<w:p><w:r><w:sym w:font=\"Wingdings 2\" w:char=\"F050\"/><w:sym w:font=\"Wingdings "
        "2\" w:char=\"F04F\"/><w:sym w:font=\"Wingdings 2\" w:char=\"0052\"/><w:sym "
        "w:font=\"wingdings\" w:char=\"F0FC\"/><w:sym w:font=\"Symbol\" w:char=\"F0D6\"/>"
        "<w:sym w:font=\"宋体\" w:char=\"221A\"/><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/>"
        "<w:sym w:font=\"Wingdings\" w:char=\"zz\"/></w:r><w:r><w:rPr><w:rFonts "
        "w:ascii=\"Wingdings "
        "2\" w:hAnsi=\"Wingdings 2\"/></w:rPr><w:t>PO对</w:t></w:r><w:r><w:rPr><w:rFonts "
        "w:ascii=\"Wingdings "
        "2\"/></w:rPr><w:t>&#xF050;</w:t></w:r><w:r><w:t>P&#xF050;</w:t></w:r></w:p>",
        NULL, NULL, "√×√√√√\xEF\xBF\xBC\xEF\xBF\xBC√×对√P\xEF\xBF\xBC\n");
}

Test(docx, raised_digits_stay_raised)
{
    expect_text(
        "<w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>"
        "<w:t>-2</w:t></w:r><w:r><w:t>H</w:t></w:r><w:r><w:rPr><w:vertAlign "
        "w:val=\"subscript\"/></w:rPr><w:t>2</w:t></w:r><w:r><w:rPr><w:vertAlign "
        "w:val=\"superscript\"/></w:rPr><w:t>TM</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>m</w:t></w:r><w:r><w:rPr><w:position w:val=\"8\"/><w:sz w:val=\"19\"/>"
        "</w:rPr><w:t>2</w:t></w:r><w:r><w:rPr><w:position w:val=\"-8\"/></w:rPr><w:t>2</w:t></w:r>"
        "</w:p>",
        NULL, NULL, "10⁻²H₂TM\nm²2\n");
}

Test(docx, text_boxes_follow_their_paragraph_once)
{
    static const char box[] =
        "<w:p><w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent><mc:Choice "
        "Requires=\"wps\"><w:drawing>"
        "<wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>" P("框一") P(
            "框二") "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></"
                    "wp:anchor></w:drawing>"
                    "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>" P("框一")
                        P("框二") "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></"
                                  "mc:AlternateContent></w:r>"
                                  "<w:r><w:t>乙</w:t></w:r></w:p>"
                                  "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" P(
                                      "旧框") "</w:txbxContent></v:textbox></v:shape></w:pict></"
                                              "w:r></w:p>";
    expect_text(box, NULL, NULL, "甲乙\n框一\n框二\n\n旧框\n");
}

Test(docx, objects_leave_a_mark)
{
    expect_text(
        "<w:p><w:r><w:t>如图</w:t></w:r><w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
        "<pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        "<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>"
        "<w:p><w:r><w:pict><v:line/></w:pict></w:r><w:r><w:t>横线</w:t></w:r></w:p>"
        "<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>"
        "<w:p><m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r>"
        "<m:t>2</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara></w:p>",
        NULL, NULL, "如图\xEF\xBF\xBC\n\xEF\xBF\xBC\n横线\na+b\n\xEF\xBF\xBC\n");
}

Test(docx, content_controls_and_other_wrappers)
{
    expect_text(
        "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>" P(
            "甲") "</w:sdtContent></w:sdt><w:customXml>" P("乙") "</"
                                                                 "w:customXml><w:p><w:sdt><w:"
                                                                 "sdtContent>"
                                                                 "<w:r><w:t>丙</w:t></w:r></"
                                                                 "w:sdtContent></"
                                                                 "w:sdt><w:smartTag><w:r><w:t>丁</"
                                                                 "w:t></w:r>"
                                                                 "</"
                                                                 "w:smartTag><w:r><w:ruby><w:rt><w:"
                                                                 "r><w:t>dīng</w:t></w:r></"
                                                                 "w:rt><w:rubyBase><w:r><w:t>"
                                                                 "戊</w:t></w:r></w:rubyBase></"
                                                                 "w:ruby></w:r></w:p><w:ins>" P(
                                                                     "己") "</w:ins>",
        NULL, NULL, "甲\n乙\n丙丁戊\n己\n");
}

/* ---- Numbering ---- */

Test(docx, questions_and_options_numbered_by_word)
{
    static const char numbering[] =
        "<w:abstractNum w:abstractNumId=\"0\">" LEVEL("0", "decimal", "%1.")
            LEVEL("1", "upperLetter", "%2.")
                LEVEL("2", "lowerLetter", "(%3)") "</w:abstractNum>"
                                                  "<w:abstractNum w:abstractNumId=\"1\">" LEVEL(
                                                      "0", "chineseCounting",
                                                      "%1、") "</w:abstractNum>" NUM("1", "0")
                                                      NUM("2", "1");
    expect_text(NUMBERED("2", "0", "单选题") NUMBERED("1", "0", "甲？") NUMBERED("1", "1", "一")
                    NUMBERED("1", "1", "二") NUMBERED("1", "2", "小") NUMBERED("1", "0", "乙？")
                        NUMBERED("1", "1", "一") P("插入") NUMBERED("1", "1", "二")
                            NUMBERED("2", "0", "多选题") NUMBERED("0", "0", "无")
                                NUMBERED("9", "0", "缺"),
                numbering, NULL,
                "一、 单选题\n1. 甲？\nA. 一\nB. 二\n(a) 小\n2. 乙？\nA. 一\n插入\nB. 二\n"
                "二、 多选题\n无\n缺\n");
}

Test(docx, lists_of_one_definition_go_on_unless_told_to_start)
{
    static const char numbering[] = "<w:abstractNum w:abstractNumId=\"5\">" LEVEL(
        "0", "upperLetter", "%1、") "</w:abstractNum>" NUM("1", "5")
        NUM("2",
            "5") "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"5\"/><w:lvlOverride w:ilvl=\"0\">"
                 "<w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
                 "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"5\"/><w:lvlOverride "
                 "w:ilvl=\"0\">" LEVEL("0", "decimalFullWidth", "%1．") "</w:lvlOverride></w:num>";
    expect_text(NUMBERED("1", "0", "a") NUMBERED("1", "0", "b") NUMBERED("2", "0", "c")
                    NUMBERED("3", "0", "d") NUMBERED("3", "0", "e") NUMBERED("1", "0", "f")
                        NUMBERED("4", "0", "g"),
                numbering, NULL, "A、 a\nB、 b\nC、 c\nA、 d\nB、 e\nC、 f\n４． g\n");
}

Test(docx, levels_within_levels)
{
    static const char numbering[] =
        "<w:abstractNum w:abstractNumId=\"0\">" LEVEL("0", "decimal", "%1")
            LEVEL("1", "decimal",
                  "%1.%2") "<w:lvl w:ilvl=\"2\"><w:start w:val=\"3\"/><w:numFmt "
                           "w:val=\"upperRoman\"/><w:isLgl/>"
                           "<w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1.%2.%3)\"/></w:lvl>"
                           "<w:lvl w:ilvl=\"3\"><w:start w:val=\"1\"/><w:lvlRestart "
                           "w:val=\"0\"/><w:numFmt "
                           "w:val=\"decimal\"/><w:lvlText w:val=\"[%4]\"/></w:lvl>"
                           "<w:lvl w:ilvl=\"4\"><w:numFmt w:val=\"bullet\"/><w:lvlText "
                           "w:val=\"&#xF06C;\"/></w:lvl>"
                           "<w:lvl w:ilvl=\"5\"><w:start w:val=\"1\"/><w:numFmt "
                           "w:val=\"aiueo\"/><w:lvlText "
                           "w:val=\"%6.\"/></w:lvl></w:abstractNum>" NUM("1", "0");
    expect_text(NUMBERED("1", "1", "a") NUMBERED("1", "0", "b") NUMBERED("1", "1", "c")
                    NUMBERED("1", "2", "d") NUMBERED("1", "2", "e") NUMBERED("1", "3", "f")
                        NUMBERED("1", "1", "g") NUMBERED("1", "2", "h") NUMBERED("1", "3", "i")
                            NUMBERED("1", "4", "j") NUMBERED("1", "5", "k"),
                numbering, NULL,
                "1.1 a\n1 b\n1.1 c\n1.1.3)d\n1.1.4)e\n[1] f\n1.2 g\n1.2.3)h\n[2] i\nj\n"
                "\xEF\xBF\xBC. k\n");
}

Test(docx, numbering_through_styles)
{
    static const char numbering[] = "<w:abstractNum w:abstractNumId=\"0\">" LEVEL(
        "0", "decimal",
        "第%1题") "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
                  "w:val=\"upperLetter\"/><w:pStyle "
                  "w:val=\"opt\"/><w:lvlText w:val=\"%2)\"/></w:lvl></w:abstractNum>"
                  "<w:abstractNum w:abstractNumId=\"7\"><w:numStyleLink "
                  "w:val=\"ls\"/></w:abstractNum>" NUM("1", "0") NUM("2", "7");
    static const char styles[] =
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"/>"
        "<w:style w:type=\"paragraph\" w:styleId=\"q\"><w:basedOn w:val=\"a\"/><w:pPr><w:numPr>"
        "<w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"q2\"><w:basedOn w:val=\"q\"/></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"opt\"><w:basedOn w:val=\"a\"/><w:pPr><w:numPr>"
        "<w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
        "<w:style w:type=\"numbering\" w:styleId=\"ls\"><w:pPr><w:numPr><w:numId "
        "w:val=\"1\"/></w:numPr>"
        "</w:pPr></w:style>";
#define STYLED(style, more, text)                                                \
    "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/>" more "</w:pPr><w:r><w:t>" text \
    "</w:t></w:r></w:p>"
    expect_text(
        STYLED("q", "", "甲") STYLED("opt", "", "一") STYLED("opt", "", "二") STYLED("q2", "", "乙")
            STYLED("opt", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "无") STYLED("a", "", "平")
                STYLED("a", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr>", "丙"),
        numbering, styles, "第1题 甲\nA) 一\nB) 二\n第2题 乙\n无\n平\n第3题 丙\n");
}

Test(docx, number_formats)
{
    static const struct {
        const char *format;
        int number;
        const char *text;
    } cases[] = {
        { "decimal", 12, "12" },
        { "decimalZero", 7, "07" },
        { "decimalFullWidth", 10, "１０" },
        { "upperLetter", 26, "Z" },
        { "upperLetter", 28, "BB" },
        { "lowerLetter", 3, "c" },
        { "upperRoman", 49, "XLIX" },
        { "lowerRoman", 4, "iv" },
        { "chineseCounting", 10, "十" },
        { "chineseCounting", 15, "十五" },
        { "chineseCounting", 20, "二十" },
        { "japaneseCounting", 99, "九十九" },
        { "chineseCountingThousand", 101, "一百零一" },
        { "chineseCountingThousand", 110, "一百一十" },
        { "chineseCountingThousand", 12, "十二" },
        { "ideographDigital", 10, "一〇" },
        { "chineseLegalSimplified", 11, "壹拾壹" },
        { "ideographTraditional", 3, "丙" },
        { "ideographZodiac", 12, "亥" },
        { "decimalEnclosedCircle", 1, "①" },
        { "decimalEnclosedCircleChinese", 20, "⑳" },
        { "decimalEnclosedParen", 2, "⑵" },
        { "decimalEnclosedFullstop", 3, "⒊" },
        { "ideographEnclosedCircle", 10, "㊉" },
        { "none", 5, "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf out;
        strbuf_init(&out);
        cr_expect(docx_format_number(cases[i].format, cases[i].number, &out), "%s",
                  cases[i].format);
        cr_expect_str_eq(out.text, cases[i].text, "%s %d: %s", cases[i].format, cases[i].number,
                         out.text);
        strbuf_fini(&out);
    }
    struct strbuf out;
    strbuf_init(&out);
    cr_expect_not(docx_format_number("decimalEnclosedCircle", 21, &out));
    cr_expect_not(docx_format_number("upperLetter", 0, &out));
    cr_expect_not(docx_format_number("hebrew1", 1, &out));
    cr_expect_eq(out.len, 0);
    strbuf_fini(&out);
}

/* ---- Tables ---- */

#define TC(text) "<w:tc><w:tcPr><w:tcW w:w=\"1\"/></w:tcPr>" P(text) "</w:tc>"
#define TR(cells) "<w:tr w:rsidR=\"00\">" cells "</w:tr>"
#define TBL(rows) "<w:tbl><w:tblPr/><w:tblGrid/>" rows "</w:tbl>"

Test(docx, tables_without_a_bank_are_lines)
{
    expect_text(
        P("前") TBL(
            TR(TC("A. 一") TC("B. 二")) "<w:tr><w:trPr><w:del/></w:trPr>" TC("删") "</w:tr>" TR(
                TC("C. 三") "<w:tc>" P("D.") P("四") TBL(TR(TC("内") TC("套"))) P("") "</w:tc>")
                TR("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P("跨") "</w:tc>")) P("后"),
        NULL, NULL, "前\nA. 一\tB. 二\nC. 三\tD.\n四\n内\t套\n跨\n后\n");
}

/* Reads as the program does, child and all. */
static void convert(struct conversion *c, const char *body, const char *numbering)
{
    const struct docx_parts parts = { body, numbering, NULL };
    struct strbuf bytes;
    strbuf_init(&bytes);
    make_docx(&bytes, &parts);
    cr_expect_eq(convert_office_kind(bytes.text, bytes.len), OFFICE_DOCX);
    conversion_begin(c, "t.docx");
    cr_assert(convert_docx(&c->builder, bytes.text, bytes.len, &c->err), "%s", c->err.text);
    conversion_end(c);
    strbuf_fini(&bytes);
}

Test(docx, a_table_with_a_banks_header_is_read_as_one)
{
    struct conversion c;
    convert(&c,
            P("题库说明") TBL(
                TR("<w:tc><w:tcPr><w:gridSpan w:val=\"6\"/></w:tcPr>" P("知识产权题库") "</w:tc>")
                    TR(TC("序号") TC("题型") TC("题干") TC("选项A") TC("选项B") TC("答案")) TR(
                        TC("1") "<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" P(
                            "单选") "</w:tc>" TC("甲？") TC("一") TC("二") TC("B"))
                        TR(TC("2") "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" P("") "</w:tc>" TC("乙？")
                               TC("一") TC("二") TC("A"))
                            TR(TC("3") TC("判断")
                                   TC("丙。") "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P(
                                       "") "</w:tc>" TC("错"))),
            NULL);
    cr_assert_eq(c.result.count, 3, "%s", items_text(&c));
    cr_expect_eq(c.result.counts[CONVERT_READ], 3, "%s", items_text(&c));
    cr_expect_str_eq(item_answer(&c, 0), "B");
    cr_expect_eq(item_question(&c, 1)->type, QUESTION_SINGLE);
    cr_expect_str_eq(item_answer(&c, 2), "错");
    conversion_fini(&c);
}

Test(docx, a_numbered_bank_becomes_questions)
{
    static const char numbering[] =
        "<w:abstractNum w:abstractNumId=\"0\">" LEVEL("0", "decimal", "%1.")
            LEVEL("1", "upperLetter", "%2.") "</w:abstractNum>"
                                             "<w:abstractNum w:abstractNumId=\"1\">" LEVEL(
                                                 "0", "chineseCounting",
                                                 "%1、") "</w:abstractNum>" NUM("1", "0")
                                                 NUM("2", "1");
    struct conversion c;
    convert(&c,
            NUMBERED("2", "0", "单选题") NUMBERED("1", "0", "专利权的期限是多少年？")
                NUMBERED("1", "1", "十年") NUMBERED("1", "1", "二十年") P("答案：B")
                    NUMBERED("1", "0", "商标续展的期限是多少年？") NUMBERED("1", "1", "十年")
                        NUMBERED("1", "1", "二十年") P("答案：A") NUMBERED("2", "0", "判断题")
                            NUMBERED(
                                "1", "0",
                                "著作权自作品完成之日起产生。") "<w:p><w:r><w:t>答案：</w:t><w:sym "
                                                                "w:font=\"Wingdings 2\" "
                                                                "w:char=\"F050\"/></w:r></w:p>",
            numbering);
    cr_assert_eq(c.result.count, 3, "%s", items_text(&c));
    cr_expect_eq(c.result.counts[CONVERT_READ], 3, "%s", items_text(&c));
    cr_expect_str_eq(item_answer(&c, 0), "B");
    cr_expect_str_eq(item_question(&c, 0)->wordings[0]->options[1], "二十年");
    cr_expect_str_eq(item_answer(&c, 2), "对");
    conversion_fini(&c);
}

Test(docx, a_question_that_lost_a_picture_is_doubtful)
{
    struct conversion c;
    convert(&c,
            P("一、单选题") P("1. 下列图形哪个是地理标志？")
                P("A. 甲") "<w:p><w:r><w:t>B. "
                           "</w:t></w:r><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>" P(
                               "答案：B"),
            NULL);
    cr_assert_eq(c.result.count, 1, "%s", items_text(&c));
    cr_expect_eq(item_status(&c, 0), 'D', "%s", items_text(&c));
    conversion_fini(&c);
}

Test(docx, an_answer_that_was_struck_out_is_doubtful)
{
    struct conversion c;
    convert(&c,
            P("一、多选题") P("1. 下列哪些是对的？") P("A. 甲") P("B. 乙")
                P("C. 丙") "<w:p><w:r><w:t>答案：A</w:t></w:r><w:r><w:rPr><w:strike/></"
                           "w:rPr><w:t>B</w:t></w:r>"
                           "<w:r><w:t>C</w:t></w:r></w:p>",
            NULL);
    cr_assert_eq(c.result.count, 1, "%s", items_text(&c));
    cr_expect_eq(item_status(&c, 0), 'D', "%s", items_text(&c));
    conversion_fini(&c);
}
