#include "activity/docx_file.h"

#include "port/make_zip.h"

#define NAMESPACES                                                                         \
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""            \
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""            \
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""     \
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"" \
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""                   \
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""              \
    " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""              \
    " xmlns:v=\"urn:schemas-microsoft-com:vml\""                                           \
    " xmlns:o=\"urn:schemas-microsoft-com:office:office\""                                 \
    " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\""

static const char content_types[] =
    XML_HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
             "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
static const char rels[] =
    XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS
             "\"><Relationship Id=\"rId1\" Type=\"" OFFICE_RELATIONS
             "/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

static void wrap(struct strbuf *out, const char *root, const char *inner, const char *end)
{
    strbuf_init(out);
    strbuf_addf(out, XML_HEAD "<w:%s" NAMESPACES ">%s%s</w:%s>", root, inner, end, root);
}

void make_docx(struct strbuf *out, const struct docx_parts *parts)
{
    struct strbuf document, numbering, styles;
    struct strbuf body;
    strbuf_init(&body);
    strbuf_addf(&body,
                "<w:body>%s<w:sectPr w:rsidR=\"00A77427\"><w:pgSz w:w=\"11906\"/></w:sectPr>",
                parts->body);
    wrap(&document, "document", body.text, "</w:body>");
    wrap(&numbering, "numbering", parts->numbering ? parts->numbering : "", "");
    wrap(&styles, "styles", parts->styles ? parts->styles : "", "");
    const struct zip_part zip[] = {
        { "[Content_Types].xml", content_types, 0 }, { "_rels/.rels", rels, 0 },
        { "word/document.xml", document.text, 0 },   { "word/styles.xml", styles.text, 0 },
        { "word/numbering.xml", numbering.text, 0 },
    };
    make_zip(out, zip, parts->numbering ? 5 : parts->styles ? 4 : 3, false);
    strbuf_fini(&body);
    strbuf_fini(&document);
    strbuf_fini(&numbering);
    strbuf_fini(&styles);
}
