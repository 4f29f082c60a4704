/* What is said when fonts are missing, and that what is found is what was asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/fs.h"
#include "shell/fonts.h"

static char folder[256];

/* Points fontconfig at a configuration with only the given font folder. */
static void use_fonts_of(const char *fonts)
{
    const char *base = getenv("TMPDIR");
    char path[300];
    (void)snprintf(folder, sizeof folder, "%s/wenda-fonts-XXXXXX", base ? base : "/tmp");
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/fonts.conf", folder);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    (void)fprintf(file,
                  "<?xml version=\"1.0\"?>\n<fontconfig>%s%s%s<cachedir>%s</cachedir>"
                  "</fontconfig>\n",
                  fonts ? "<dir>" : "", fonts ? fonts : "", fonts ? "</dir>" : "", folder);
    (void)fclose(file);
    setenv("FONTCONFIG_FILE", path, 1);
}

static void remove_folder(void)
{
    if (folder[0])
        fs_remove_tree(folder, NULL);
}

TestSuite(fonts, .fini = remove_folder);

Test(fonts, without_any_font_staff_are_told_what_to_install)
{
    struct err err = { 0 };
    use_fonts_of(NULL);
    cr_expect_null(fonts_open(&err));
    cr_expect_not_null(strstr(err.text, "没有安装任何中文字体"), "%s", err.text);
    cr_expect_not_null(strstr(err.text, "apt install fonts-noto-cjk"), "%s", err.text);
}

Test(fonts, the_fonts_of_the_design_are_found)
{
    struct err err = { 0 };
    struct fonts *fonts = fonts_open(&err);
    cr_assert_not_null(fonts);
    cr_expect_not(err_is_set(&err), "%s", err.text);
    for (int face = 0; face < FACE_COUNT; face++) {
        cr_expect_eq(fonts_em(fonts, (enum face)face, 100), 100);
        cr_expect_gt(fonts_height(fonts, (enum face)face, 100), 120);
    }
    fonts_close(fonts);
}

static double ink(struct fonts *fonts, enum face face)
{
    struct glyphs glyphs;
    double sum = 0;
    fonts_render(fonts, face, 100, false, "国", strlen("国"), &glyphs);
    for (int i = 0; i < glyphs.mask.w * glyphs.mask.h; i++)
        sum += glyphs.mask.cover[i];
    glyphs_fini(&glyphs);
    return sum;
}

Test(fonts, each_weight_is_heavier_than_the_one_before)
{
    struct err err = { 0 };
    struct fonts *fonts = fonts_open(&err);
    cr_expect_lt(ink(fonts, FACE_SANS), ink(fonts, FACE_SANS_MEDIUM));
    cr_expect_lt(ink(fonts, FACE_SANS_MEDIUM), ink(fonts, FACE_SANS_BOLD));
    cr_expect_lt(ink(fonts, FACE_SANS_BOLD), ink(fonts, FACE_SANS_BLACK));
    cr_expect_lt(ink(fonts, FACE_SERIF_BOLD), ink(fonts, FACE_SERIF_BLACK));
    fonts_close(fonts);
}

/* First and last column of the rows that are inked; false when none is. */
static bool ink_span(const struct mask *mask, int from_row, int to_row, int *left, int *right)
{
    *left = mask->w;
    *right = -1;
    for (int y = from_row; y < to_row; y++)
        for (int x = 0; x < mask->w; x++)
            if (mask->cover[y * mask->w + x] >= 128) {
                *left = x < *left ? x : *left;
                *right = x > *right ? x : *right;
            }
    return *right >= *left;
}

/* 直 stands on a bar as wide as the character in its Chinese shape; in the Japanese one, which the
 * collection's first face has, the lowest stroke begins inside at the left and bends up. */
Test(fonts, glyphs_are_those_of_mainland_china)
{
    struct err err = { 0 };
    struct fonts *fonts = fonts_open(&err);
    struct glyphs glyphs;
    int left, right, low_left, low_right;
    fonts_render(fonts, FACE_SANS, 200, false, "直", strlen("直"), &glyphs);
    int h = glyphs.mask.h;
    cr_assert(ink_span(&glyphs.mask, 0, h, &left, &right));
    cr_assert(ink_span(&glyphs.mask, h - 8, h, &low_left, &low_right));
    cr_expect_leq(low_left - left, 2);
    cr_expect_leq(right - low_right, 2);
    glyphs_fini(&glyphs);
    fonts_close(fonts);
}

Test(fonts, an_empty_or_blank_piece_has_no_ink)
{
    struct err err = { 0 };
    struct fonts *fonts = fonts_open(&err);
    struct glyphs glyphs;
    fonts_render(fonts, FACE_SANS, 46, false, "", 0, &glyphs);
    cr_expect_eq(glyphs.mask.w * glyphs.mask.h, 0);
    glyphs_fini(&glyphs);
    fonts_render(fonts, FACE_SANS, 46, false, " ", 1, &glyphs);
    cr_expect_eq(glyphs.mask.w * glyphs.mask.h, 0);
    cr_expect_gt(glyphs.advance, 5);
    glyphs_fini(&glyphs);
    fonts_close(fonts);
}
