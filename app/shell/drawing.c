#include "shell/drawing.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { KIND_CLEAR, KIND_RUN, KIND_STRETCH };
enum { COUNT_BITS = 14, COUNT_MAX = (1 << COUNT_BITS) - 1, TOKEN_LEN = 2 };
_Static_assert(DRAWING_SIDE_MAX <= COUNT_MAX + 1, "a row is at most two tokens of one kind");

struct token {
    int kind, count;
    const uint8_t *values;
    size_t values_len;
};

static size_t value_len(const struct drawing *drawing)
{
    return drawing->tinted ? sizeof(uint8_t) : sizeof(uint32_t);
}

/* ---- packing ---- */

struct packer {
    struct drawing *drawing;
    size_t capacity_len;
    const uint32_t *row;
};

static void put(struct packer *packer, const void *bytes, size_t len)
{
    struct drawing *drawing = packer->drawing;
    while (drawing->bytes_len + len > packer->capacity_len) {
        packer->capacity_len = packer->capacity_len ? 2 * packer->capacity_len : 4096;
        drawing->bytes = mem_realloc(drawing->bytes, packer->capacity_len);
    }
    memcpy(drawing->bytes + drawing->bytes_len, bytes, len);
    drawing->bytes_len += len;
}

static void put_token(struct packer *packer, int kind, int count)
{
    uint16_t token = (uint16_t)(kind << COUNT_BITS | count);
    put(packer, &token, sizeof token);
}

/* What is clear has no colour, and what is tinted none of its own. */
static uint32_t value_at(const struct packer *packer, int x)
{
    uint32_t argb = packer->row[x];
    if (packer->drawing->tinted)
        return argb >> 24;
    return argb >> 24 ? argb : 0;
}

static void put_value(struct packer *packer, uint32_t value)
{
    uint8_t cover = (uint8_t)value;
    if (packer->drawing->tinted)
        put(packer, &cover, sizeof cover);
    else
        put(packer, &value, sizeof value);
}

static int run_length(const struct packer *packer, int x)
{
    uint32_t value = value_at(packer, x);
    int end = x + 1;
    while (end < packer->drawing->w && end - x < COUNT_MAX && value_at(packer, end) == value)
        end++;
    return end - x;
}

static void put_stretch(struct packer *packer, int from, int to)
{
    for (; from < to; from += COUNT_MAX) {
        int count = to - from < COUNT_MAX ? to - from : COUNT_MAX;
        put_token(packer, KIND_STRETCH, count);
        for (int i = 0; i < count; i++)
            put_value(packer, value_at(packer, from + i));
    }
}

/* A run shorter than this costs more than it saves: it would cut a stretch in two. */
static int shortest_run(const struct drawing *drawing)
{
    return drawing->tinted ? 6 : 3;
}

static void pack_row(struct packer *packer)
{
    const struct drawing *drawing = packer->drawing;
    int stretch = 0;
    for (int x = 0; x < drawing->w;) {
        int count = run_length(packer, x);
        uint32_t value = value_at(packer, x);
        if (count < shortest_run(drawing)) {
            x += count;
            continue;
        }
        put_stretch(packer, stretch, x);
        put_token(packer, value ? KIND_RUN : KIND_CLEAR, count);
        if (value)
            put_value(packer, value);
        x += count;
        stretch = x;
    }
    put_stretch(packer, stretch, drawing->w);
}

void drawing_pack(struct drawing *drawing, const struct picture *picture, bool tinted)
{
    struct packer packer = { .drawing = drawing };
    *drawing = (struct drawing){ .w = picture->w, .h = picture->h, .tinted = tinted };
    drawing->rows = mem_alloc(((size_t)picture->h + 1) * sizeof *drawing->rows);
    for (int y = 0; y < picture->h; y++) {
        drawing->rows[y] = (uint32_t)drawing->bytes_len;
        packer.row = picture->argb + (size_t)y * (size_t)picture->w;
        pack_row(&packer);
    }
    drawing->rows[picture->h] = (uint32_t)drawing->bytes_len;
    if (drawing->bytes_len > 0)
        drawing->bytes = mem_realloc(drawing->bytes, drawing->bytes_len);
}

void drawing_fini(struct drawing *drawing)
{
    free(drawing->rows);
    free(drawing->bytes);
    *drawing = (struct drawing){ 0 };
}

size_t drawing_len(const struct drawing *drawing)
{
    return drawing->bytes_len + (size_t)drawing->h * sizeof *drawing->rows;
}

/* ---- reading ---- */

/* The token at `at`; false when it does not end before `end`. */
static bool read_token(const struct drawing *drawing, size_t at, size_t end, struct token *out)
{
    uint16_t token;
    if (end - at < sizeof token)
        return false;
    memcpy(&token, drawing->bytes + at, sizeof token);
    *out = (struct token){ .kind = token >> COUNT_BITS,
                           .count = token & COUNT_MAX,
                           .values = drawing->bytes + at + sizeof token };
    if (out->kind == KIND_RUN)
        out->values_len = value_len(drawing);
    else if (out->kind == KIND_STRETCH)
        out->values_len = (size_t)out->count * value_len(drawing);
    return out->kind <= KIND_STRETCH && out->count > 0 &&
           end - at - sizeof token >= out->values_len;
}

static bool row_is_sound(const struct drawing *drawing, int y)
{
    size_t at = drawing->rows[y], end = drawing->rows[y + 1];
    struct token token;
    int x = 0;
    if (at > end || end > drawing->bytes_len)
        return false;
    for (; at < end; at += TOKEN_LEN + token.values_len) {
        if (!read_token(drawing, at, end, &token) || token.count > drawing->w - x)
            return false;
        x += token.count;
    }
    return x == drawing->w;
}

bool drawing_is_sound(const struct drawing *drawing)
{
    for (int y = 0; y < drawing->h; y++)
        if (!row_is_sound(drawing, y))
            return false;
    return true;
}

/* ---- drawing ---- */

struct place {
    int x, y; /* of the token's first pixel on the canvas */
    struct rgba color;
    uint8_t alpha;
};

static void draw_stretch(const struct drawing *drawing, struct canvas *canvas,
                         const struct token *token, const struct place *place)
{
    enum { CHUNK = 64 };
    uint32_t words[CHUNK]; /* values lie at odd places */
    if (drawing->tinted) {
        pixels_row_cover(canvas, place->x, place->y, token->values, token->count, place->color);
        return;
    }
    for (int i = 0; i < token->count; i += CHUNK) {
        int count = token->count - i < CHUNK ? token->count - i : CHUNK;
        memcpy(words, token->values + (size_t)i * sizeof *words, (size_t)count * sizeof *words);
        pixels_row_picture(canvas, place->x + i, place->y, words, count, place->alpha);
    }
}

static void draw_run(const struct drawing *drawing, struct canvas *canvas,
                     const struct token *token, const struct place *place)
{
    struct rgba color = place->color;
    uint32_t argb;
    if (drawing->tinted) {
        pixels_row_run(canvas, place->x, place->y, token->count, color, token->values[0]);
        return;
    }
    memcpy(&argb, token->values, sizeof argb);
    color =
        (struct rgba){ (uint8_t)(argb >> 16), (uint8_t)(argb >> 8), (uint8_t)argb, place->alpha };
    pixels_row_run(canvas, place->x, place->y, token->count, color, (uint8_t)(argb >> 24));
}

/* Cuts what lies outside the clip's columns; false when nothing is left. */
static bool cut_token(const struct drawing *drawing, const struct rect *clip, struct token *token,
                      int *x)
{
    int left = clip->x > *x ? clip->x - *x : 0;
    int right = *x + token->count - (clip->x + clip->w);
    if (right > 0)
        token->count -= right;
    if (left >= token->count)
        return false;
    if (token->kind == KIND_STRETCH)
        token->values += (size_t)left * value_len(drawing);
    token->count -= left;
    *x += left;
    return true;
}

static void draw_row(const struct drawing *drawing, struct canvas *canvas, int row,
                     const struct place *start)
{
    size_t at = drawing->rows[row], end = drawing->rows[row + 1];
    int x = start->x;
    struct token token;
    for (; at < end && read_token(drawing, at, end, &token); at += TOKEN_LEN + token.values_len) {
        struct place place = *start;
        int next = x + token.count;
        place.x = x;
        if (x >= canvas->clip.x + canvas->clip.w)
            return;
        if (token.kind != KIND_CLEAR && cut_token(drawing, &canvas->clip, &token, &place.x)) {
            if (token.kind == KIND_RUN)
                draw_run(drawing, canvas, &token, &place);
            else
                draw_stretch(drawing, canvas, &token, &place);
        }
        x = next;
    }
}

void drawing_draw(const struct drawing *drawing, struct canvas *canvas, int x, int y,
                  struct rgba color, uint8_t alpha)
{
    struct rect target = { x, y, drawing->w, drawing->h };
    struct rect area = pixels_intersect(&target, &canvas->clip);
    for (int row = area.y; area.w > 0 && row < area.y + area.h; row++)
        draw_row(drawing, canvas, row - y,
                 &(struct place){ .x = x, .y = row, .color = color, .alpha = alpha });
}

/* ---- drawing larger or smaller than it was rasterised ---- */

/* A row as pixels; what is tinted as coverage of the colour. */
static void unpack_row(const struct drawing *drawing, int row, struct rgba color, uint32_t *out)
{
    size_t at = drawing->rows[row], end = drawing->rows[row + 1];
    uint32_t tint = (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
    struct token token;
    for (; at < end && read_token(drawing, at, end, &token); at += TOKEN_LEN + token.values_len) {
        for (int i = 0; i < token.count; i++) {
            size_t index = token.kind == KIND_STRETCH ? (size_t)i : 0;
            uint32_t word = 0;
            if (token.kind != KIND_CLEAR && drawing->tinted)
                word = (uint32_t)token.values[index] << 24 | tint;
            else if (token.kind != KIND_CLEAR)
                memcpy(&word, token.values + index * sizeof word, sizeof word);
            *out++ = word;
        }
    }
}

void drawing_draw_stretched(const struct drawing *drawing, struct canvas *canvas,
                            const struct rect *target, struct rgba color, uint8_t alpha)
{
    struct rect area = pixels_intersect(target, &canvas->clip);
    if (drawing->w == 0 || area.w == 0)
        return;
    uint32_t *source = mem_alloc((size_t)drawing->w * sizeof *source);
    uint32_t *row = mem_alloc((size_t)area.w * sizeof *row);
    int unpacked = -1;
    for (int y = area.y; y < area.y + area.h; y++) {
        int from_y = (int)((int64_t)(y - target->y) * drawing->h / target->h);
        if (from_y != unpacked)
            unpack_row(drawing, from_y, color, source);
        unpacked = from_y;
        for (int i = 0; i < area.w; i++)
            row[i] = source[(int64_t)(area.x + i - target->x) * drawing->w / target->w];
        pixels_row_picture(canvas, area.x, y, row, area.w, drawing->tinted ? color.a : alpha);
    }
    free(row);
    free(source);
}
