#include "port/sheet_biff.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "port/sheet.h"
#include "port/sheet_inside.h"

enum record {
    RECORD_FORMULA = 0x0006,
    RECORD_EOF = 0x000A,
    RECORD_DATEMODE = 0x0022,
    RECORD_OBJECT = 0x005D,
    RECORD_SHEET = 0x0085,
    RECORD_MULRK = 0x00BD,
    RECORD_XF = 0x00E0,
    RECORD_MERGED = 0x00E5,
    RECORD_DRAWING = 0x00EC,
    RECORD_NUMBER = 0x0203,
    RECORD_BOOLERR = 0x0205,
    RECORD_STRING = 0x0207,
    RECORD_RK = 0x027E,
    RECORD_FORMAT = 0x041E,
    RECORD_BOF = 0x0809
};

enum {
    BIFF5 = 0x0500,
    BIFF8 = 0x0600,
    XF_MAX = 65536,
    FORMATS_MAX = 4096,
    CELLS_MAX = SHEET_MAX_CELLS
};

struct format {
    int id;
    const char *code;
};

struct biff {
    struct biff_book *book;
    const char *stream;
    size_t len;
    unsigned version;
    uint16_t *formats_of; /* by XF: the format's id */
    int xf_count, xf_capacity;
    struct format *formats;
    int format_count, format_capacity;
    int cell_total;
    /* of the sheet being read */
    struct biff_sheet *sheet;
    int anchor_row, anchor_col; /* of the last drawing, -1 = none */
    int awaits;                 /* the formula whose text follows, or -1 */
    int depth;                  /* of substreams: a chart within a sheet */
};

struct span_of_bytes {
    const char *bytes;
    size_t len;
};

static unsigned le16(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (unsigned)b[0] | (unsigned)b[1] << 8;
}

static uint32_t le32(const char *bytes)
{
    return (uint32_t)le16(bytes) | (uint32_t)le16(bytes + 2) << 16;
}

static double to_double(const char *bytes)
{
    double number = 0;
    memcpy(&number, bytes, sizeof number);
    return number;
}

/* [MS-XLS] 2.5.122: an integer or the upper bits of a double, perhaps times a hundred. */
static double rk_number(uint32_t rk)
{
    double number = 0;
    if (rk & 2) {
        number = (double)((int32_t)rk >> 2);
    } else {
        uint64_t bits = (uint64_t)(rk & ~3U) << 32;
        memcpy(&number, &bits, sizeof number);
    }
    return rk & 1 ? number / 100 : number;
}

/* UTF-16 or its lower bytes; the flags say which. NULL where it is cut off or is not text. */
static const char *wide_text(struct biff *b, struct span_of_bytes data, unsigned count,
                             unsigned flags)
{
    struct strbuf text;
    const bool wide = flags & 1;
    if ((size_t)count * (wide ? 2 : 1) > data.len || flags & 0x0C)
        return NULL;
    strbuf_init(&text);
    for (unsigned i = 0; i < count; i++) {
        uint32_t c = wide ? le16(data.bytes + 2 * i) : (unsigned char)data.bytes[i];
        bool pair = c >= 0xD800 && c <= 0xDBFF && i + 1 < count;
        if (pair) {
            uint32_t low = le16(data.bytes + 2 * ++i);
            c = low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00)
                                               : 0xFFFD;
        }
        strbuf_add_codepoint(&text, c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c);
    }
    const char *copy = arena_strdup(&b->book->arena, text.text);
    strbuf_fini(&text);
    return copy;
}

/* ---- Of the whole book ---- */

static void take_sheet(struct biff *b, struct span_of_bytes data)
{
    if (data.len < 6 || b->book->count == SHEET_MAX_SHEETS)
        return;
    b->book->sheets =
        mem_grow(b->book->sheets, b->book->count, &b->book->capacity, sizeof *b->book->sheets);
    b->book->sheets[b->book->count++] =
        (struct biff_sheet){ .start = le32(data.bytes), .hidden = (data.bytes[4] & 3) != 0 };
}

static void take_xf(struct biff *b, struct span_of_bytes data)
{
    if (data.len < 4 || b->xf_count == XF_MAX)
        return;
    b->formats_of = mem_grow(b->formats_of, b->xf_count, &b->xf_capacity, sizeof *b->formats_of);
    b->formats_of[b->xf_count++] = (uint16_t)le16(data.bytes + 2);
}

/* Formats of BIFF5 are in some code page: they stay unknown. */
static void take_format(struct biff *b, struct span_of_bytes data)
{
    if (data.len < 5 || b->format_count == FORMATS_MAX)
        return;
    const struct span_of_bytes text = { data.bytes + 5, data.len - 5 };
    const char *code = b->version == BIFF8
                           ? wide_text(b, text, le16(data.bytes + 2), (unsigned char)data.bytes[4])
                           : NULL;
    b->formats = mem_grow(b->formats, b->format_count, &b->format_capacity, sizeof *b->formats);
    b->formats[b->format_count++] = (struct format){ (int)le16(data.bytes), code };
}

static const char *code_of(const struct biff *b, unsigned xf)
{
    if ((int)xf >= b->xf_count)
        return xf == 0 && b->xf_count == 0 ? "General" : NULL;
    const int id = b->formats_of[xf];
    for (int i = 0; i < b->format_count; i++)
        if (b->formats[i].id == id)
            return b->formats[i].code;
    return sheet_builtin_format(id);
}

/* ---- Of a sheet ---- */

static struct biff_cell *add_cell(struct biff *b, enum biff_kind kind, unsigned row, unsigned col)
{
    struct biff_sheet *s = b->sheet;
    if (++b->cell_total > CELLS_MAX)
        return NULL;
    s->cells = mem_grow(s->cells, s->count, &s->capacity, sizeof *s->cells);
    s->cells[s->count] = (struct biff_cell){ .kind = kind, .row = (int)row, .col = (int)col };
    return &s->cells[s->count++];
}

static void add_number(struct biff *b, unsigned row, unsigned col, unsigned xf, double number)
{
    struct biff_cell *cell = add_cell(b, BIFF_NUMBER, row, col);
    if (!cell)
        return;
    cell->number = number;
    cell->code = code_of(b, xf);
}

static void take_mulrk(struct biff *b, struct span_of_bytes data)
{
    if (data.len < 6)
        return;
    const unsigned row = le16(data.bytes), first = le16(data.bytes + 2);
    const unsigned count = (unsigned)((data.len - 6) / 6);
    for (unsigned i = 0; i < count; i++) {
        const char *item = data.bytes + 4 + 6 * i;
        add_number(b, row, first + i, le16(item), rk_number(le32(item + 2)));
    }
}

/* A formula's last result ([MS-XLS] 2.5.133). */
static void take_formula(struct biff *b, struct span_of_bytes data)
{
    if (data.len < 14)
        return;
    const unsigned row = le16(data.bytes), col = le16(data.bytes + 2);
    const char *result = data.bytes + 6;
    b->awaits = -1;
    if (le16(result + 6) != 0xFFFF) {
        add_number(b, row, col, le16(data.bytes + 4), to_double(result));
        return;
    }
    struct biff_cell *cell = NULL;
    switch (result[0]) {
    case 0: /* text: it follows */
        if (add_cell(b, BIFF_TEXT, row, col))
            b->awaits = b->sheet->count - 1;
        break;
    case 1:
        cell = add_cell(b, BIFF_BOOL, row, col);
        if (cell)
            cell->truth = result[2] != 0;
        break;
    case 3: /* empty */
        cell = add_cell(b, BIFF_TEXT, row, col);
        if (cell)
            cell->text = "";
        break;
    default:
        (void)add_cell(b, BIFF_ERROR, row, col);
        break;
    }
}

static void take_string(struct biff *b, struct span_of_bytes data)
{
    if (b->awaits >= 0 && b->version == BIFF8 && data.len >= 3)
        b->sheet->cells[b->awaits].text =
            wide_text(b, (struct span_of_bytes){ data.bytes + 3, data.len - 3 }, le16(data.bytes),
                      (unsigned char)data.bytes[2]);
    b->awaits = -1;
}

static void take_bool(struct biff *b, struct span_of_bytes data)
{
    if (data.len < 8)
        return;
    struct biff_cell *cell =
        add_cell(b, data.bytes[7] ? BIFF_ERROR : BIFF_BOOL, le16(data.bytes), le16(data.bytes + 2));
    if (cell)
        cell->truth = data.bytes[6] != 0;
}

static void take_merged(struct biff *b, struct span_of_bytes data)
{
    for (size_t at = 2; at + 8 <= data.len; at += 8) {
        const char *range = data.bytes + at;
        struct biff_cell *cell = NULL;
        if (le16(range + 2) > le16(range))
            cell = add_cell(b, BIFF_MERGED, le16(range), le16(range + 4));
        if (cell)
            cell->last_row = (int)le16(range + 2);
    }
}

/* The anchor of a shape ([MS-ODRAW] OfficeArtClientAnchorSheet): it stands before the object. */
static void take_drawing(struct biff *b, struct span_of_bytes data)
{
    static const char head[] = { 0x10, (char)0xF0, 0x12, 0, 0, 0 };
    const char *at = memmem(data.bytes, data.len, head, sizeof head);
    b->anchor_row = -1;
    if (!at || (size_t)(data.bytes + data.len - at) < sizeof head + 18)
        return;
    b->anchor_col = (int)le16(at + sizeof head + 2);
    b->anchor_row = (int)le16(at + sizeof head + 6);
}

static void take_object(struct biff *b, struct span_of_bytes data)
{
    enum { FT_CMO = 0x15, PICTURE = 8 };
    bool picture = data.len >= 6 && le16(data.bytes) == FT_CMO && le16(data.bytes + 4) == PICTURE;
    if (picture && b->anchor_row >= 0)
        (void)add_cell(b, BIFF_PICTURE, (unsigned)b->anchor_row, (unsigned)b->anchor_col);
    b->anchor_row = -1;
}

static void take_sheet_record(struct biff *b, unsigned id, struct span_of_bytes data)
{
    switch (id) {
    case RECORD_NUMBER:
        if (data.len >= 14)
            add_number(b, le16(data.bytes), le16(data.bytes + 2), le16(data.bytes + 4),
                       to_double(data.bytes + 6));
        break;
    case RECORD_RK:
        if (data.len >= 10)
            add_number(b, le16(data.bytes), le16(data.bytes + 2), le16(data.bytes + 4),
                       rk_number(le32(data.bytes + 6)));
        break;
    case RECORD_MULRK:
        take_mulrk(b, data);
        break;
    case RECORD_FORMULA:
        take_formula(b, data);
        break;
    case RECORD_STRING:
        take_string(b, data);
        break;
    case RECORD_BOOLERR:
        take_bool(b, data);
        break;
    case RECORD_MERGED:
        take_merged(b, data);
        break;
    case RECORD_DRAWING:
        take_drawing(b, data);
        break;
    case RECORD_OBJECT:
        take_object(b, data);
        break;
    default:
        break;
    }
}

static void take_book_record(struct biff *b, unsigned id, struct span_of_bytes data)
{
    if (id == RECORD_SHEET)
        take_sheet(b, data);
    else if (id == RECORD_XF)
        take_xf(b, data);
    else if (id == RECORD_FORMAT)
        take_format(b, data);
    else if (id == RECORD_DATEMODE && data.len >= 2)
        b->book->since_1904 = le16(data.bytes) == 1;
}

/* ---- The stream: the book's own records, then a substream for each sheet ---- */

/* The sheet whose substream begins there, or NULL. */
static struct biff_sheet *sheet_at(const struct biff *b, size_t start)
{
    for (int i = 0; i < b->book->count; i++)
        if (b->book->sheets[i].start == start)
            return &b->book->sheets[i];
    return NULL;
}

static bool begin_substream(struct biff *b, struct span_of_bytes data, size_t start)
{
    if (data.len < 4)
        return false;
    if (b->depth++ > 0)
        return true; /* a chart within a sheet */
    if (start == 0) {
        b->version = le16(data.bytes);
        return b->version == BIFF5 || b->version == BIFF8;
    }
    b->sheet = sheet_at(b, start);
    b->anchor_row = -1;
    b->awaits = -1;
    return b->sheet != NULL;
}

static bool read_records(struct biff *b)
{
    int sheets = -1; /* the first substream is the book's own */
    for (size_t at = 0; at + 4 <= b->len;) {
        const unsigned id = le16(b->stream + at);
        const size_t start = at;
        const struct span_of_bytes data = { b->stream + at + 4, le16(b->stream + at + 2) };
        if (data.len > b->len - at - 4)
            return false;
        at += 4 + data.len;
        if (id == RECORD_BOF) {
            if (!begin_substream(b, data, start))
                return false;
        } else if (b->depth == 0) {
            break; /* padding behind the last substream */
        } else if (id == RECORD_EOF) {
            sheets += --b->depth == 0;
        } else if (b->depth == 1 && !b->sheet) {
            take_book_record(b, id, data);
        } else if (b->depth == 1) {
            take_sheet_record(b, id, data);
        }
    }
    return sheets == b->book->count && sheets > 0 && b->cell_total <= CELLS_MAX;
}

static int compare_cells(const void *a, const void *b)
{
    const struct biff_cell *one = a, *other = b;
    if (one->row != other->row)
        return one->row - other->row;
    if (one->col != other->col)
        return one->col - other->col;
    return (int)one->kind - (int)other->kind;
}

bool biff_read(const char *bytes, size_t len, struct biff_book *out)
{
    struct strbuf stream;
    *out = (struct biff_book){ 0 };
    arena_init(&out->arena);
    strbuf_init(&stream);
    bool ok = biff_find_stream(bytes, len, &stream);
    struct biff b = {
        .book = out, .stream = stream.text, .len = stream.len, .awaits = -1, .anchor_row = -1
    };
    ok = ok && read_records(&b);
    for (int i = 0; ok && i < out->count; i++)
        if (out->sheets[i].count > 1)
            qsort(out->sheets[i].cells, (size_t)out->sheets[i].count, sizeof *out->sheets[i].cells,
                  compare_cells);
    free(b.formats);
    free(b.formats_of);
    strbuf_fini(&stream);
    if (!ok)
        biff_book_fini(out);
    return ok;
}

void biff_book_fini(struct biff_book *book)
{
    for (int i = 0; i < book->count; i++)
        free(book->sheets[i].cells);
    free(book->sheets);
    arena_fini(&book->arena);
    *book = (struct biff_book){ 0 };
}
