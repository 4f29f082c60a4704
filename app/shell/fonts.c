#include "shell/fonts.h"

#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "shell/font_file.h"
#include "shell/more_fonts.h"

#define SANS "Noto Sans CJK SC"
#define SERIF "Noto Serif CJK SC"

enum { FIRST_SIZE = 40 };

/* What the design asks for; family names as in the fonts, weights as fontconfig counts them. */
static const struct {
    const char *family;
    int weight;
} wanted[] = {
    [FACE_SANS] = { SANS, FC_WEIGHT_REGULAR },     [FACE_SANS_MEDIUM] = { SANS, FC_WEIGHT_MEDIUM },
    [FACE_SANS_BOLD] = { SANS, FC_WEIGHT_BOLD },   [FACE_SANS_BLACK] = { SANS, FC_WEIGHT_BLACK },
    [FACE_SERIF_BOLD] = { SERIF, FC_WEIGHT_BOLD }, [FACE_SERIF_BLACK] = { SERIF, FC_WEIGHT_BLACK },
};
_Static_assert(sizeof wanted / sizeof *wanted == FACE_COUNT, "a font for every face");

struct font {
    char *path;
    long index;     /* in a collection, as fontconfig says */
    TTF_Font *font; /* NULL until first used */
    int size;
};

struct fonts {
    struct font faces[FACE_COUNT];
    struct more_fonts *more; /* NULL = no language asks for any */
};

static bool has_family(FcPattern *match, const char *family)
{
    FcChar8 *name = NULL;
    for (int i = 0; FcPatternGetString(match, FC_FAMILY, i, &name) == FcResultMatch; i++)
        if (strcmp((const char *)name, family) == 0)
            return true;
    return false;
}

static bool covers_chinese(FcPattern *match)
{
    FcCharSet *set = NULL;
    return FcPatternGetCharSet(match, FC_CHARSET, 0, &set) == FcResultMatch &&
           FcCharSetHasChar(set, 0x95EE) && FcCharSetHasChar(set, 0x7B54);
}

static FcPattern *match_face(FcConfig *config, enum face face)
{
    FcPattern *pattern = FcPatternCreate();
    if (!pattern)
        return NULL;
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)wanted[face].family);
    FcPatternAddInteger(pattern, FC_WEIGHT, wanted[face].weight);
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)"zh-cn");
    FcConfigSubstitute(config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result;
    FcPattern *match = FcFontMatch(config, pattern, &result);
    FcPatternDestroy(pattern);
    return match;
}

/* Takes file and index of the match over; false when it cannot draw Chinese at all. */
static bool take_match(struct fonts *fonts, enum face face, FcPattern *match, struct err *err)
{
    FcChar8 *file = NULL;
    int index = 0, weight = 0;
    if (FcPatternGetString(match, FC_FILE, 0, &file) != FcResultMatch || !covers_chinese(match))
        return false;
    if (FcPatternGetInteger(match, FC_INDEX, 0, &index) != FcResultMatch)
        index = 0;
    if (!has_family(match, wanted[face].family))
        err_set(err,
                "缺少字体 %s，暂以别的字体代替。请运行 sudo apt install fonts-noto-cjk "
                "fonts-noto-cjk-extra，再重新启动",
                wanted[face].family);
    else if (FcPatternGetInteger(match, FC_WEIGHT, 0, &weight) == FcResultMatch &&
             weight != wanted[face].weight)
        log_warn("字体 %s 缺少字重 %s，以相近的代替；可安装 fonts-noto-cjk-extra",
                 wanted[face].family, theme_face_name(face));
    fonts->faces[face].path = mem_strdup((const char *)file);
    fonts->faces[face].index = index;
    return true;
}

static bool find_faces(struct fonts *fonts, struct err *err)
{
    FcConfig *config = FcInitLoadConfigAndFonts();
    bool found = config != NULL;
    for (int face = 0; found && face < FACE_COUNT; face++) {
        FcPattern *match = match_face(config, (enum face)face);
        found = match && take_match(fonts, (enum face)face, match, err);
        if (match)
            FcPatternDestroy(match);
    }
    if (config)
        FcConfigDestroy(config);
    FcFini();
    return found;
}

struct fonts *fonts_open(struct err *err)
{
    if (TTF_Init() != 0) {
        err_set_cause(err, TTF_GetError(),
                      "文字绘制组件 SDL2_ttf 无法启动，请重新安装 libsdl2-ttf");
        return NULL;
    }
    struct fonts *fonts = mem_zalloc(sizeof *fonts);
    if (!find_faces(fonts, err)) {
        err_clear(err);
        err_set(err, "没有安装任何中文字体，屏幕无法显示。请运行 sudo apt install fonts-noto-cjk "
                     "fonts-noto-cjk-extra，再重新启动");
        fonts_close(fonts);
        return NULL;
    }
    return fonts;
}

void fonts_close(struct fonts *fonts)
{
    if (!fonts)
        return;
    for (int i = 0; i < FACE_COUNT; i++) {
        if (fonts->faces[i].font)
            TTF_CloseFont(fonts->faces[i].font);
        free(fonts->faces[i].path);
    }
    more_fonts_free(fonts->more);
    free(fonts);
    TTF_Quit();
}

void fonts_take_languages(struct fonts *fonts, const struct strings *strings)
{
    int weights[FACE_COUNT];
    for (int face = 0; face < FACE_COUNT; face++)
        weights[face] = wanted[face].weight;
    more_fonts_free(fonts->more);
    fonts->more = more_fonts_new(strings, weights);
}

static bool open_font(struct font *font)
{
    SDL_RWops *file = font_file_open(font->path);
    font->font = file ? TTF_OpenFontIndexRW(file, 1, FIRST_SIZE, font->index) : NULL;
    if (!font->font)
        return false;
    /* At these sizes outlines need no hinting, and without it they keep their weight. */
    TTF_SetFontHinting(font->font, TTF_HINTING_NONE);
    font->size = FIRST_SIZE;
    return true;
}

/* NULL when the file was taken away since fontconfig named it; the text is then left out. */
static TTF_Font *sized(struct fonts *fonts, enum face face, int size)
{
    struct font *font = &fonts->faces[face];
    if (!font->font && !open_font(font)) {
        log_error("字体文件打不开：%s（%s）", font->path, TTF_GetError());
        return NULL;
    }
    if (font->size != size && TTF_SetFontSize(font->font, size) == 0)
        font->size = size;
    return font->font;
}

void fonts_warm(struct fonts *fonts)
{
    for (int face = 0; face < FACE_COUNT; face++)
        (void)fonts_em(fonts, (enum face)face, FIRST_SIZE);
}

int fonts_height(struct fonts *fonts, enum face face, int size)
{
    TTF_Font *font = sized(fonts, face, size);
    return font ? TTF_FontHeight(font) : size;
}

int fonts_em(struct fonts *fonts, enum face face, int size)
{
    TTF_Font *font = sized(fonts, face, size);
    int advance;
    if (!font || TTF_GlyphMetrics32(font, 0x4E2D, NULL, NULL, NULL, NULL, &advance) != 0)
        return size;
    return advance;
}

bool fonts_can_draw(struct fonts *fonts, enum face face, uint32_t codepoint)
{
    int size = fonts->faces[face].size ? fonts->faces[face].size : FIRST_SIZE;
    TTF_Font *font = sized(fonts, face, size);
    return (font && TTF_GlyphIsProvided32(font, codepoint) != 0) || utf8_is_bidi_mark(codepoint) ||
           more_fonts_find(fonts->more, face, size, codepoint);
}

/* ---- drawing ---- */

/* The font of a piece: the face, or for what it lacks the first of the languages' that has it. */
static TTF_Font *font_for(struct fonts *fonts, enum face face, int size, const char *piece)
{
    TTF_Font *own = sized(fonts, face, size);
    for (const char *at = piece; fonts->more && *at != '\0';) {
        uint32_t codepoint = utf8_next(&at);
        if (utf8_is_bidi_mark(codepoint) || (own && TTF_GlyphIsProvided32(own, codepoint) != 0))
            continue;
        TTF_Font *other = more_fonts_find(fonts->more, face, size, codepoint);
        if (other)
            return other;
    }
    return own;
}

/* Letters join, and marks find their place, by the rules of their script (ISO 15924). */
static const char *script_of(const char *piece)
{
    static const struct {
        uint32_t first, last;
        const char *tag;
    } scripts[] = {
        { 0x0590, 0x05FF, "Hebr" }, { 0x0600, 0x06FF, "Arab" }, { 0x0700, 0x074F, "Syrc" },
        { 0x0750, 0x077F, "Arab" }, { 0x0780, 0x07BF, "Thaa" }, { 0x07C0, 0x07FF, "Nkoo" },
        { 0x08A0, 0x08FF, "Arab" }, { 0xFB1D, 0xFB4F, "Hebr" }, { 0xFB50, 0xFEFC, "Arab" },
    };
    while (*piece != '\0') {
        uint32_t codepoint = utf8_next(&piece);
        for (size_t i = 0; codepoint >= 0x0590 && i < sizeof scripts / sizeof *scripts; i++)
            if (codepoint >= scripts[i].first && codepoint <= scripts[i].last)
                return scripts[i].tag;
    }
    return NULL;
}

static const uint8_t *row_of(const SDL_Surface *surface, int y)
{
    return (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
}

static bool is_blank(const uint8_t *row, int w)
{
    return row[0] == 0 && memcmp(row, row + 1, (size_t)(w - 1)) == 0;
}

/* A line box is half as high again as its ink: blank rows are neither kept nor blended. */
static void take_ink(const SDL_Surface *surface, struct glyphs *out)
{
    int top = 0, bottom = surface->h;
    while (top < bottom && is_blank(row_of(surface, top), surface->w))
        top++;
    while (bottom > top && is_blank(row_of(surface, bottom - 1), surface->w))
        bottom--;
    mask_fini(&out->mask);
    mask_init(&out->mask, bottom > top ? surface->w : 0, bottom - top);
    for (int y = 0; y < out->mask.h; y++)
        memcpy(out->mask.cover + (size_t)y * (size_t)out->mask.w, row_of(surface, top + y),
               (size_t)out->mask.w);
    out->top = top;
}

/* How far the pen moves, and how far the first glyph reaches left of it: SDL_ttf shifts a piece to
 * the right by that. */
static void take_metrics(TTF_Font *font, const char *piece, struct glyphs *out)
{
    const char *rest = piece;
    uint32_t first = utf8_next(&rest);
    int left = 0, advance = 0;
    if (TTF_GlyphMetrics32(font, first, &left, NULL, NULL, NULL, &advance) != 0)
        left = 0;
    if (*rest != '\0')
        (void)TTF_SizeUTF8(font, piece, &advance, NULL);
    out->advance = advance;
    out->left = left < 0 ? left : 0;
}

/* A shaded surface from black to white has the coverage itself as its palette index. */
static SDL_Surface *shade(TTF_Font *font, const char *piece)
{
    return TTF_RenderUTF8_Shaded(font, piece, (SDL_Color){ 255, 255, 255, 255 },
                                 (SDL_Color){ 0, 0, 0, 255 });
}

static void render_forward(TTF_Font *font, const char *piece, struct glyphs *out)
{
    SDL_Surface *surface = shade(font, piece);
    take_metrics(font, piece, out);
    if (surface && surface->w > 0)
        take_ink(surface, out);
    SDL_FreeSurface(surface);
}

/* Which glyph stands leftmost, and how far its ink reaches out, only the shaper knows: the piece is
 * set between two blanks, whose places are known. */
static void render_backward(TTF_Font *font, const char *piece, struct glyphs *out)
{
    const char *script = script_of(piece);
    char padded[FONTS_PIECE_MAX_LEN + 3];
    int blank = 0, all = 0;
    (void)snprintf(padded, sizeof padded, " %s ", piece);
    TTF_SetFontDirection(font, TTF_DIRECTION_RTL);
    if (script)
        TTF_SetFontScriptName(font, script);
    SDL_Surface *surface = shade(font, padded);
    (void)TTF_GlyphMetrics32(font, ' ', NULL, NULL, NULL, NULL, &blank);
    (void)TTF_SizeUTF8(font, padded, &all, NULL);
    TTF_SetFontDirection(font, TTF_DIRECTION_LTR);
    out->advance = all - 2 * blank;
    out->left = -blank;
    if (surface && surface->w > 0)
        take_ink(surface, out);
    SDL_FreeSurface(surface);
}

void fonts_render(struct fonts *fonts, enum face face, int size, bool rtl, const char *text,
                  size_t len, struct glyphs *out)
{
    char piece[FONTS_PIECE_MAX_LEN + 1];
    *out = (struct glyphs){ 0 };
    mask_init(&out->mask, 0, 0);
    if (len == 0 || len > FONTS_PIECE_MAX_LEN)
        return;
    memcpy(piece, text, len);
    piece[len] = '\0';
    TTF_Font *own = sized(fonts, face, size), *font = font_for(fonts, face, size, piece);
    if (!font)
        return;
    if (rtl)
        render_backward(font, piece, out);
    else
        render_forward(font, piece, out);
    if (own && font != own) /* on the baseline of its neighbours */
        out->top += TTF_FontAscent(own) - TTF_FontAscent(font);
}

void glyphs_fini(struct glyphs *glyphs)
{
    mask_fini(&glyphs->mask);
}
