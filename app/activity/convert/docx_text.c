/*
 * The text of a paragraph as Word shows it: without what is hidden or deleted, fields by their
 * result, signs of symbol fonts as the signs they look like.
 */
#include <stdlib.h>
#include <string.h>

#include "activity/convert/docx.h"
#include "base/utf8.h"

/* What applies to a run. */
struct run {
    const char *font; /* a symbol font, or NULL */
    bool raised, lowered;
};

static void read_inline(struct docx_reader *reader, const struct xml_node *parent,
                        const struct xml_node *paragraph);

void docx_reader_init(struct docx_reader *reader, const struct docx_styles *styles,
                      struct docx_numbering *numbering, struct strbuf *out)
{
    *reader = (struct docx_reader){ .styles = styles, .numbering = numbering, .out = out };
    strbuf_init(&reader->boxes);
    strbuf_init(&reader->fields);
}

void docx_reader_fini(struct docx_reader *reader)
{
    strbuf_fini(&reader->boxes);
    strbuf_fini(&reader->fields);
}

bool docx_is_skipped(const struct xml_node *node)
{
    static const char *const names[] = { "w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:sdtPr" };
    for (int i = 0; i < 5; i++)
        if (xml_is(node, names[i]))
            return true;
    return false;
}

const struct xml_node *docx_alternative(const struct xml_node *node)
{
    const struct xml_node *choice = xml_child(node, "mc:Choice");
    return choice ? choice : xml_child(node, "mc:Fallback");
}

/* ---- Runs ---- */

static bool is_hidden(const struct docx_reader *reader, const struct xml_node *properties,
                      const struct xml_node *paragraph)
{
    const struct xml_node *own = xml_child(properties, "w:vanish");
    const char *style = xml_child_attr(properties, "w:rStyle", "w:val");
    if (!own)
        own = docx_style_property(reader->styles, style, "w:rPr", "w:vanish");
    if (!own)
        own = docx_style_property(
            reader->styles, xml_child_attr(xml_child(paragraph, "w:pPr"), "w:pStyle", "w:val"),
            "w:rPr", "w:vanish");
    return docx_is_on(own);
}

/* Struck out: whether it still counts is not for us to say, so that it leaves a mark. */
static bool is_struck(const struct xml_node *properties)
{
    return docx_is_on(xml_child(properties, "w:strike")) ||
           docx_is_on(xml_child(properties, "w:dstrike"));
}

static struct run run_of(const struct xml_node *properties)
{
    const struct xml_node *fonts = xml_child(properties, "w:rFonts");
    enum { SHIFTED = 6 }; /* half points; with a size of its own it is a small digit */
    const char *raised = xml_child_attr(properties, "w:vertAlign", "w:val");
    const char *shift = xml_child_attr(properties, "w:position", "w:val");
    bool small = shift && xml_child(properties, "w:sz");
    struct run run = { 0 };
    const char *names[] = { xml_attr(fonts, "w:ascii"), xml_attr(fonts, "w:hAnsi"),
                            xml_attr(fonts, "w:eastAsia") };
    for (int i = 0; i < 3 && !run.font; i++)
        run.font = docx_is_symbol_font(names[i]) ? names[i] : NULL;
    run.raised =
        (raised && strcmp(raised, "superscript") == 0) || (small && docx_int(shift, 0) >= SHIFTED);
    run.lowered = (raised && strcmp(raised, "subscript") == 0) ||
                  (small && *shift == '-' && docx_int(shift + 1, 0) >= SHIFTED);
    return run;
}

/* 10 to the 2 must not become 102. */
static bool add_small(const struct run *run, uint32_t c, struct strbuf *out)
{
    static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
    static const char *const lowered[] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉" };
    if (!run->raised && !run->lowered)
        return false;
    if (c >= '0' && c <= '9') {
        strbuf_add(out, run->raised ? raised[c - '0'] : lowered[c - '0']);
        return true;
    }
    if (c != '-' && c != '+')
        return false;
    if (run->raised)
        strbuf_add(out, c == '-' ? "⁻" : "⁺");
    else
        strbuf_add(out, c == '-' ? "₋" : "₊");
    return true;
}

static void add_text(const struct xml_node *node, const struct run *run, struct strbuf *out)
{
    struct strbuf raw;
    strbuf_init(&raw);
    xml_add_text(node, &raw);
    const char *space = xml_attr(node, "xml:space");
    const char *text = raw.text;
    if (!space || strcmp(space, "preserve") != 0) {
        text += strspn(text, " \t\r\n");
        while (raw.len > (size_t)(text - raw.text) && strchr(" \t\r\n", raw.text[raw.len - 1]))
            strbuf_truncate(&raw, raw.len - 1);
    }
    while (*text) {
        uint32_t c = utf8_next(&text);
        if (add_small(run, c, out))
            continue;
        bool ascii = c > ' ' && c < 0x100, private = c >= 0xE000 && c <= 0xF8FF;
        if (private || (run->font && ascii))
            docx_add_symbol(run->font, c, out);
        else if (c == '\n' || c == '\r')
            strbuf_add_char(out, ' ');
        else
            strbuf_add_codepoint(out, c);
    }
    strbuf_fini(&raw);
}

static void add_symbol(const struct xml_node *node, struct strbuf *out)
{
    const char *code = xml_attr(node, "w:char");
    char *end = NULL;
    unsigned long value = code ? strtoul(code, &end, 16) : 0;
    if (value == 0 || *end || value > 0xFFFF || (value >= 0xD800 && value <= 0xDFFF))
        strbuf_add(out, DOCX_OBJECT);
    else
        docx_add_symbol(xml_attr(node, "w:font"), (uint32_t)value, out);
}

/* ---- Fields: what is seen is their result, which follows w:separate ---- */

static void add_checkbox(const struct xml_node *node, struct strbuf *out)
{
    const struct xml_node *box = xml_child(xml_child(node, "w:ffData"), "w:checkBox");
    const struct xml_node *state = xml_child(box, "w:checked");
    if (box)
        strbuf_add(out, docx_is_on(state ? state : xml_child(box, "w:default")) ? "√" : "□");
}

/* An equation field (EQ, as of letters in circles) has no result in the file. */
static void end_field(struct docx_reader *reader)
{
    const char *instruction = reader->fields.text + strspn(reader->fields.text, " ");
    bool unseen = reader->field_hidden > 0 && reader->field_hidden == reader->field_depth;
    if (unseen && (strncmp(instruction, "EQ", 2) == 0 || strncmp(instruction, "eq", 2) == 0))
        strbuf_add(reader->out, DOCX_OBJECT);
    if (unseen)
        reader->field_hidden = 0;
    if (reader->field_depth > 0)
        reader->field_depth--;
}

static void read_field_mark(struct docx_reader *reader, const struct xml_node *node)
{
    const char *kind = xml_attr(node, "w:fldCharType");
    if (!kind)
        return;
    if (strcmp(kind, "begin") == 0) {
        reader->field_depth++;
        if (reader->field_hidden == 0) {
            add_checkbox(node, reader->out);
            reader->field_hidden = reader->field_depth;
            strbuf_clear(&reader->fields);
        }
    } else if (strcmp(kind, "separate") == 0) {
        if (reader->field_hidden == reader->field_depth)
            reader->field_hidden = 0;
    } else {
        end_field(reader);
    }
}

/* ---- Drawings: the text of text boxes; a mark for what is a picture ---- */

static bool is_picture(const struct xml_node *node)
{
    static const char *const names[] = { "pic:pic", "v:imagedata", "c:chart", "dgm:relIds",
                                         "o:OLEObject" };
    for (int i = 0; i < 5; i++)
        if (xml_is(node, names[i]))
            return true;
    return false;
}

static void read_box(struct docx_reader *reader, const struct xml_node *content)
{
    struct docx_reader inner;
    docx_reader_init(&inner, reader->styles, reader->numbering, &reader->boxes);
    for (const struct xml_node *node = content->first; node; node = node->next)
        if (xml_is(node, "w:p"))
            docx_read_paragraph(&inner, node);
        else if (xml_is(node, "w:tbl"))
            strbuf_add(&reader->boxes, DOCX_OBJECT "\n");
    docx_reader_fini(&inner);
}

/* True if there is a picture in it. */
static bool read_drawing(struct docx_reader *reader, const struct xml_node *node)
{
    bool picture = is_picture(node);
    if (xml_is(node, "w:txbxContent")) {
        read_box(reader, node);
        return false;
    }
    if (xml_is(node, "mc:AlternateContent")) {
        const struct xml_node *chosen = docx_alternative(node);
        return chosen && read_drawing(reader, chosen);
    }
    for (const struct xml_node *child = node->first; child; child = child->next)
        picture = read_drawing(reader, child) || picture;
    return picture;
}

/* A formula of letters and signs in a row is its text; one with a structure is not. */
static bool add_formula(const struct xml_node *node, struct strbuf *out)
{
    static const char *const plain[] = { "m:oMath", "m:oMathPara", "m:r", "m:t" };
    static const char *const silent[] = { "m:rPr", "m:ctrlPr", "m:oMathParaPr", "w:rPr" };
    bool known = false;
    if (node->text) {
        strbuf_add(out, node->text);
        return true;
    }
    for (int i = 0; i < 4; i++) {
        if (xml_is(node, silent[i]))
            return true;
        known = known || xml_is(node, plain[i]);
    }
    for (const struct xml_node *child = node->first; child; child = child->next)
        known = add_formula(child, out) && known;
    return known;
}

static void read_formula(struct docx_reader *reader, const struct xml_node *node)
{
    const size_t before = reader->out->len;
    if (!add_formula(node, reader->out)) {
        strbuf_truncate(reader->out, before);
        strbuf_add(reader->out, DOCX_OBJECT);
    }
}

/* ---- What a run and a paragraph hold ---- */

static void add_fixed(const struct xml_node *node, struct strbuf *out)
{
    static const struct {
        const char *name, *text;
    } fixed[] = {
        { "w:tab", "\t" }, { "w:ptab", "\t" },         { "w:br", "\n" },
        { "w:cr", "\n" },  { "w:noBreakHyphen", "-" },
    };
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (xml_is(node, fixed[i].name))
            strbuf_add(out, fixed[i].text);
}

static void read_run(struct docx_reader *reader, const struct xml_node *parent,
                     const struct run *run, const struct xml_node *paragraph)
{
    for (const struct xml_node *node = parent->first; node; node = node->next) {
        if (xml_is(node, "w:fldChar"))
            read_field_mark(reader, node);
        else if (xml_is(node, "w:instrText"))
            xml_add_text(node, &reader->fields);
        else if (reader->field_hidden > 0)
            continue;
        else if (xml_is(node, "w:t"))
            add_text(node, run, reader->out);
        else if (xml_is(node, "w:sym"))
            add_symbol(node, reader->out);
        else if (xml_is(node, "w:ruby") && xml_child(node, "w:rubyBase"))
            read_inline(reader, xml_child(node, "w:rubyBase"), paragraph);
        else if (xml_is(node, "mc:AlternateContent") && docx_alternative(node))
            read_run(reader, docx_alternative(node), run, paragraph);
        else if (xml_is(node, "w:object"))
            strbuf_add(reader->out, DOCX_OBJECT);
        else if (xml_is(node, "w:drawing") || xml_is(node, "w:pict"))
            strbuf_add(reader->out, read_drawing(reader, node) ? DOCX_OBJECT : "");
        else
            add_fixed(node, reader->out);
    }
}

static void read_inline(struct docx_reader *reader, const struct xml_node *parent,
                        const struct xml_node *paragraph)
{
    for (const struct xml_node *node = parent->first; node; node = node->next) {
        const struct xml_node *properties = xml_child(node, "w:rPr");
        if (!node->name || docx_is_skipped(node))
            continue;
        if (xml_is(node, "w:r")) {
            struct run run = run_of(properties);
            if (is_hidden(reader, properties, paragraph))
                continue;
            if (is_struck(properties) && xml_child(node, "w:t") && reader->field_hidden == 0)
                strbuf_add(reader->out, DOCX_OBJECT);
            else
                read_run(reader, node, &run, paragraph);
        } else if (xml_is(node, "m:oMath") || xml_is(node, "m:oMathPara")) {
            read_formula(reader, node);
        } else if (xml_is(node, "mc:AlternateContent")) {
            if (docx_alternative(node))
                read_inline(reader, docx_alternative(node), paragraph);
        } else { /* w:hyperlink, w:ins, w:sdt, w:smartTag, …: what is in them */
            read_inline(reader, node, paragraph);
        }
    }
}

/* A paragraph that is deleted or hidden with all it holds takes no line and no number. */
static bool is_gone(const struct docx_reader *reader, const struct xml_node *paragraph,
                    bool has_text)
{
    const struct xml_node *mark = xml_child(xml_child(paragraph, "w:pPr"), "w:rPr");
    bool deleted = xml_child(mark, "w:del") || xml_child(mark, "w:moveFrom");
    return !has_text && (deleted || (is_hidden(reader, mark, paragraph) && paragraph->last &&
                                     xml_child(paragraph, "w:r")));
}

void docx_read_paragraph(struct docx_reader *reader, const struct xml_node *paragraph)
{
    const struct xml_node *properties = xml_child(paragraph, "w:pPr");
    struct strbuf text, *line = reader->out;
    strbuf_init(&text);
    reader->out = &text;
    read_inline(reader, paragraph, paragraph);
    reader->out = line;
    reader->field_hidden = 0; /* one that never ends must not hide the rest of the document */
    bool gone = is_gone(reader, paragraph, text.len > 0);
    bool continues = docx_is_on(xml_child(xml_child(properties, "w:rPr"), "w:del"));
    if (!gone) {
        if (!reader->joined)
            docx_number_paragraph(reader->numbering, properties, line);
        strbuf_add_len(line, text.text, text.len);
        reader->joined = continues;
        if (!continues)
            strbuf_add_char(line, '\n');
    }
    if (!reader->joined && reader->boxes.len > 0) {
        strbuf_add_len(line, reader->boxes.text, reader->boxes.len);
        strbuf_clear(&reader->boxes);
    }
    strbuf_fini(&text);
}
