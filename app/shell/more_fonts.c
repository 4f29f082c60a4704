#include "shell/more_fonts.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "shell/font_file.h"

enum { FILES_MAX = STRINGS_LANGUAGE_MAX * FACE_COUNT, NO_FILE = -1 };

struct file {
    char *path;
    int index;      /* in a collection */
    TTF_Font *font; /* NULL until first used */
    int size;
    bool is_bad; /* could not be opened */
};

struct family {
    char *name, *tag;
    int files[FACE_COUNT]; /* NO_FILE = nothing that fits is installed */
};

struct more_fonts {
    struct family families[STRINGS_LANGUAGE_MAX];
    int family_count;
    struct file files[FILES_MAX];
    int file_count;
    int weights[FACE_COUNT];
    bool looked; /* fontconfig was asked */
};

struct more_fonts *more_fonts_new(const struct strings *strings, const int weights[FACE_COUNT])
{
    struct more_fonts *more = NULL;
    for (int i = 0; i < strings->language_count; i++) {
        if (!strings->fonts[i])
            continue;
        if (!more)
            more = mem_zalloc(sizeof *more);
        struct family *family = &more->families[more->family_count++];
        family->name = mem_strdup(strings->fonts[i]);
        family->tag = mem_strdup(strings->tags[i]);
    }
    if (more)
        memcpy(more->weights, weights, sizeof more->weights);
    return more;
}

void more_fonts_free(struct more_fonts *more)
{
    if (!more)
        return;
    for (int i = 0; i < more->file_count; i++) {
        if (more->files[i].font)
            TTF_CloseFont(more->files[i].font);
        free(more->files[i].path);
    }
    for (int i = 0; i < more->family_count; i++) {
        free(more->families[i].name);
        free(more->families[i].tag);
    }
    free(more);
}

/* Faces whose weights a family does not tell apart share a file. */
static int add_file(struct more_fonts *more, const char *path, int index)
{
    for (int i = 0; i < more->file_count; i++)
        if (more->files[i].index == index && strcmp(more->files[i].path, path) == 0)
            return i;
    more->files[more->file_count] = (struct file){ .path = mem_strdup(path), .index = index };
    return more->file_count++;
}

static FcPattern *match_family(FcConfig *config, const struct family *family, int weight)
{
    FcPattern *pattern = FcPatternCreate();
    FcResult result;
    if (!pattern)
        return NULL;
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family->name);
    FcPatternAddInteger(pattern, FC_WEIGHT, weight);
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)family->tag);
    FcConfigSubstitute(config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcPattern *match = FcFontMatch(config, pattern, &result);
    FcPatternDestroy(pattern);
    return match;
}

static int take_match(struct more_fonts *more, const struct family *family, FcPattern *match,
                      bool *stands_in)
{
    FcChar8 *path = NULL, *name = NULL;
    int index = 0;
    if (FcPatternGetString(match, FC_FILE, 0, &path) != FcResultMatch)
        return NO_FILE;
    if (FcPatternGetInteger(match, FC_INDEX, 0, &index) != FcResultMatch)
        index = 0;
    *stands_in = true;
    for (int i = 0; FcPatternGetString(match, FC_FAMILY, i, &name) == FcResultMatch; i++)
        if (strcmp((const char *)name, family->name) == 0)
            *stands_in = false;
    return add_file(more, (const char *)path, index);
}

static void look_for(struct more_fonts *more, FcConfig *config, struct family *family)
{
    bool stands_in = false;
    for (int face = 0; face < FACE_COUNT; face++) {
        FcPattern *match = config ? match_family(config, family, more->weights[face]) : NULL;
        family->files[face] = match ? take_match(more, family, match, &stands_in) : NO_FILE;
        if (match)
            FcPatternDestroy(match);
    }
    if (stands_in)
        log_warn("语言 %s 要用的字体 %s 没有安装，暂以别的字体代替；Noto 各种文字的字体在 "
                 "fonts-noto-core 里",
                 family->tag, family->name);
}

static void look(struct more_fonts *more)
{
    FcConfig *config = FcInitLoadConfigAndFonts();
    for (int i = 0; i < more->family_count; i++)
        look_for(more, config, &more->families[i]);
    if (config)
        FcConfigDestroy(config);
    FcFini();
    more->looked = true;
}

static TTF_Font *sized(struct file *file, int size)
{
    if (!file->font && !file->is_bad) {
        SDL_RWops *stream = font_file_open(file->path);
        file->font = stream ? TTF_OpenFontIndexRW(stream, 1, size, file->index) : NULL;
        file->size = size;
        if (!file->font) {
            log_error("字体文件打不开：%s（%s）", file->path, TTF_GetError());
            file->is_bad = true;
            return NULL;
        }
        TTF_SetFontHinting(file->font, TTF_HINTING_NONE);
    }
    if (file->font && file->size != size && TTF_SetFontSize(file->font, size) == 0)
        file->size = size;
    return file->font;
}

TTF_Font *more_fonts_find(struct more_fonts *more, enum face face, int size, uint32_t codepoint)
{
    if (!more)
        return NULL;
    if (!more->looked)
        look(more);
    for (int i = 0; i < more->family_count; i++) {
        int index = more->families[i].files[face];
        TTF_Font *font = index != NO_FILE ? sized(&more->files[index], size) : NULL;
        if (font && TTF_GlyphIsProvided32(font, codepoint) != 0)
            return font;
    }
    return NULL;
}
