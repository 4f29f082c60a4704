#include <criterion/criterion.h>
#include <math.h>

#include "view/theme.h"

/* Allowed text pairs with the figures of the design tokens. */
static const struct {
    enum color text, ground;
    double ratio;
} pairs[] = {
    { COLOR_INK_1, COLOR_PAPER_0, 16.98 },      { COLOR_INK_1, COLOR_PAPER_1, 15.31 },
    { COLOR_INK_1, COLOR_PAPER_2, 13.27 },      { COLOR_INK_2, COLOR_PAPER_0, 9.43 },
    { COLOR_INK_2, COLOR_PAPER_1, 8.50 },       { COLOR_INK_2, COLOR_PAPER_2, 7.37 },
    { COLOR_INK_1, COLOR_GAM, 9.62 },           { COLOR_INK_1, COLOR_GAM_PRESS, 7.85 },
    { COLOR_INK_1, COLOR_GAM_TINT, 14.79 },     { COLOR_INK_1, COLOR_GAM_LINE, 12.43 },
    { COLOR_PAPER_0, COLOR_CIN, 7.47 },         { COLOR_PAPER_0, COLOR_CIN_LINE, 9.34 },
    { COLOR_PAPER_0, COLOR_CIN_DEEP, 11.21 },   { COLOR_PAPER_0, COLOR_AZU, 10.18 },
    { COLOR_PAPER_0, COLOR_AZU_LINE, 7.64 },    { COLOR_PAPER_0, COLOR_AZU_DEEP, 14.31 },
    { COLOR_PAPER_0, COLOR_MAL, 8.69 },         { COLOR_PAPER_0, COLOR_MAL_LINE, 7.52 },
    { COLOR_PAPER_0, COLOR_MAL_DEEP, 12.91 },   { COLOR_PAPER_0, COLOR_OCH, 9.03 },
    { COLOR_PAPER_0, COLOR_OCH_LINE, 11.22 },   { COLOR_PAPER_0, COLOR_STAFF, 14.85 },
    { COLOR_PAPER_0, COLOR_STAFF_LINE, 11.20 }, { COLOR_CIN_INK, COLOR_PAPER_0, 8.74 },
    { COLOR_CIN_INK, COLOR_PAPER_1, 7.88 },     { COLOR_AZU, COLOR_PAPER_0, 10.18 },
    { COLOR_AZU, COLOR_PAPER_1, 9.18 },         { COLOR_AZU, COLOR_AZU_TINT, 8.47 },
    { COLOR_MAL, COLOR_PAPER_0, 8.69 },         { COLOR_MAL, COLOR_PAPER_1, 7.83 },
    { COLOR_MAL, COLOR_MAL_TINT, 7.29 },        { COLOR_OCH, COLOR_PAPER_0, 9.03 },
    { COLOR_OCH, COLOR_PAPER_1, 8.14 },         { COLOR_OCH, COLOR_GAM_TINT, 7.86 },
    { COLOR_HC_BG, COLOR_HC_INK, 21.00 },       { COLOR_HC_INK, COLOR_HC_GO, 15.17 },
    { COLOR_HC_BG, COLOR_HC_FIELD, 18.02 },
};
enum { PAIRS = sizeof(pairs) / sizeof(pairs[0]) };

Test(theme, allowed_pairs_have_the_contrast_of_the_tokens)
{
    for (int i = 0; i < PAIRS; i++) {
        double ratio = theme_contrast(pairs[i].text, pairs[i].ground);
        cr_assert(fabs(ratio - pairs[i].ratio) < 0.006, "%s on %s: %.2f, the tokens say %.2f",
                  theme_color_name(pairs[i].text), theme_color_name(pairs[i].ground), ratio,
                  pairs[i].ratio);
        cr_assert(theme_text_allowed(pairs[i].text, pairs[i].ground), "%s on %s",
                  theme_color_name(pairs[i].text), theme_color_name(pairs[i].ground));
    }
}

static bool is_high_contrast(enum color color)
{
    return color >= COLOR_HC_BG && color <= COLOR_HC_PRESS_DARK;
}

static bool is_listed(enum color text, enum color ground)
{
    for (int i = 0; i < PAIRS; i++) {
        if (pairs[i].text == text && pairs[i].ground == ground)
            return true;
    }
    return false;
}

/* The large mode's colours go both ways; beside them only what the tokens list is allowed. */
Test(theme, nothing_else_is_allowed_and_all_of_it_reads_at_seven_to_one)
{
    for (int text = 1; text < COLOR_COUNT; text++) {
        for (int ground = 1; ground < COLOR_COUNT; ground++) {
            if (!theme_text_allowed((enum color)text, (enum color)ground))
                continue;
            cr_assert_geq(theme_contrast((enum color)text, (enum color)ground), 7.0);
            cr_assert(
                is_listed((enum color)text, (enum color)ground) ||
                    (is_high_contrast((enum color)text) && is_high_contrast((enum color)ground)),
                "%s on %s is not in the tokens", theme_color_name((enum color)text),
                theme_color_name((enum color)ground));
        }
    }
    cr_assert_not(theme_text_allowed(COLOR_GAM, COLOR_AZU));
    cr_assert_not(theme_text_allowed(COLOR_CIN, COLOR_PAPER_1));
}

Test(theme, contrast_is_that_of_wcag)
{
    cr_assert_float_eq(theme_contrast(COLOR_HC_BG, COLOR_HC_INK), 21.0, 1e-9);
    cr_assert_float_eq(theme_contrast(COLOR_HC_INK, COLOR_HC_BG), 21.0, 1e-9);
    cr_assert_float_eq(theme_contrast(COLOR_CIN, COLOR_CIN), 1.0, 1e-9);
}

Test(theme, no_role_is_set_below_the_floor_of_either_mode)
{
    for (int role = 0; role < TEXT_ROLE_COUNT; role++) {
        struct text_style normal = theme_text((enum text_role)role, false);
        struct text_style large = theme_text((enum text_role)role, true);
        cr_assert_geq(normal.size_px, 36);
        cr_assert_geq(large.size_px, 48);
        cr_assert_geq(normal.line_px, normal.size_px);
        cr_assert_geq(large.line_px, large.size_px);
        cr_assert(large.face != FACE_SERIF_BOLD && large.face != FACE_SERIF_BLACK);
    }
    cr_assert_eq(theme_text(TEXT_STEM_QUIZ, true).size_px, 80);
    cr_assert_eq(theme_text(TEXT_OPTION, true).size_px, 64);
}
