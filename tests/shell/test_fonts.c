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
    fonts_render(fonts, face, 100, "国", strlen("国"), &glyphs);
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

/* 直 has its Chinese shape in the SC face and its Japanese one in the collection's first face. */
Test(fonts, glyphs_are_those_of_mainland_china)
{
    struct err err = { 0 };
    struct fonts *fonts = fonts_open(&err);
    struct glyphs glyphs;
    fonts_render(fonts, FACE_SANS, 200, "直", strlen("直"), &glyphs);
    int widest = 0;
    /* The Chinese form stands on a bar as wide as the character, which the Japanese one has not:
     * its lowest stroke bends up at the left. Both ends of the lowest rows are inked. */
    for (int y = glyphs.mask.h - 16; y < glyphs.mask.h; y++) {
        const uint8_t *row = glyphs.mask.cover + y * glyphs.mask.w;
        int left = 0, right = glyphs.mask.w - 1;
        while (left < right && row[left] < 128)
            left++;
        while (right > left && row[right] < 128)
            right--;
        widest = right - left > widest ? right - left : widest;
    }
    cr_expect_gt(widest, glyphs.mask.w * 95 / 100);
    cr_expect_lt(glyphs.left, 20);
    glyphs_fini(&glyphs);
    fonts_close(fonts);
}

Test(fonts, an_empty_or_blank_piece_has_no_ink)
{
    struct err err = { 0 };
    struct fonts *fonts = fonts_open(&err);
    struct glyphs glyphs;
    fonts_render(fonts, FACE_SANS, 46, "", 0, &glyphs);
    cr_expect_eq(glyphs.mask.w * glyphs.mask.h, 0);
    glyphs_fini(&glyphs);
    fonts_render(fonts, FACE_SANS, 46, " ", 1, &glyphs);
    cr_expect_eq(glyphs.mask.w * glyphs.mask.h, 0);
    cr_expect_gt(glyphs.advance, 5);
    glyphs_fini(&glyphs);
    fonts_close(fonts);
}
