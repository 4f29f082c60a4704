#include "view/theme.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

static const struct {
    const char *name;
    struct rgba rgba;
} colors[] = {
#define HEX(value)                                                    \
    {                                                                 \
        (value) >> 16 & 0xFF, (value) >> 8 & 0xFF, (value)&0xFF, 0xFF \
    }
    [COLOR_NONE] = { "none", { 0, 0, 0, 0 } },
    [COLOR_PAPER_0] = { "paper-0", HEX(0xFFFCF5) },
    [COLOR_PAPER_1] = { "paper-1", HEX(0xF6F0E2) },
    [COLOR_PAPER_2] = { "paper-2", HEX(0xEAE0CA) },
    [COLOR_PAPER_3] = { "paper-3", HEX(0xCDBF9F) },
    [COLOR_RULE] = { "rule", HEX(0x8C7E60) },
    [COLOR_INK_1] = { "ink-1", HEX(0x1B1A17) },
    [COLOR_INK_2] = { "ink-2", HEX(0x4A4437) },
    [COLOR_CIN] = { "cin", HEX(0xA31D14) },
    [COLOR_CIN_DEEP] = { "cin-deep", HEX(0x74110B) },
    [COLOR_CIN_LINE] = { "cin-line", HEX(0x8A150D) },
    [COLOR_CIN_INK] = { "cin-ink", HEX(0x921610) },
    [COLOR_CIN_TINT] = { "cin-tint", HEX(0xFAE6DC) },
    [COLOR_AZU] = { "azu", HEX(0x12426A) },
    [COLOR_AZU_DEEP] = { "azu-deep", HEX(0x0A2A46) },
    [COLOR_AZU_LINE] = { "azu-line", HEX(0x1E5583) },
    [COLOR_AZU_TINT] = { "azu-tint", HEX(0xDFE9F0) },
    [COLOR_AZU_TODO] = { "azu-todo", HEX(0x6E93B2) },
    [COLOR_MAL] = { "mal", HEX(0x12543C) },
    [COLOR_MAL_DEEP] = { "mal-deep", HEX(0x0A3726) },
    [COLOR_MAL_LINE] = { "mal-line", HEX(0x185E45) },
    [COLOR_MAL_TINT] = { "mal-tint", HEX(0xDFECDF) },
    [COLOR_MAL_TODO] = { "mal-todo", HEX(0x74A08B) },
    [COLOR_GAM] = { "gam", HEX(0xF4B63F) },
    [COLOR_GAM_DEEP] = { "gam-deep", HEX(0xA96F0C) },
    [COLOR_GAM_PRESS] = { "gam-press", HEX(0xE3A22B) },
    [COLOR_GAM_TINT] = { "gam-tint", HEX(0xFBEBCB) },
    [COLOR_GAM_SOFT] = { "gam-soft", HEX(0xFFE3A3) },
    [COLOR_GAM_LINE] = { "gam-line", HEX(0xF3D79B) },
    [COLOR_WICK_TIP] = { "wick-tip", HEX(0xFFF4D6) },
    [COLOR_OCH] = { "och", HEX(0x6E3A06) },
    [COLOR_OCH_LINE] = { "och-line", HEX(0x5A2E04) },
    [COLOR_OCH_DEEP] = { "och-deep", HEX(0x43240A) },
    [COLOR_STAFF] = { "staff", HEX(0x22262B) },
    [COLOR_STAFF_LINE] = { "staff-line", HEX(0x343A42) },
    [COLOR_STAFF_DEEP] = { "staff-deep", HEX(0x0F1215) },
    [COLOR_HC_BG] = { "hc-bg", HEX(0xFFFFFF) },
    [COLOR_HC_INK] = { "hc-ink", HEX(0x000000) },
    [COLOR_HC_FIELD] = { "hc-field", HEX(0x00182B) },
    [COLOR_HC_GO] = { "hc-go", HEX(0xFFD84A) },
    [COLOR_HC_PRESS] = { "hc-press", HEX(0xE6E6E6) },
    [COLOR_HC_PRESS_DARK] = { "hc-press-dark", HEX(0x333333) },
    [COLOR_SCRIM] = { "scrim", { 20, 18, 14, 199 } },
#undef HEX
};
static_assert(sizeof(colors) / sizeof(colors[0]) == COLOR_COUNT, "every colour has a value");

/* Text on ground, as the tokens list them: everything else is not allowed for text. The high
 * contrast colours go both ways, and their pressed fills count as the fill they stand for. */
static const struct {
    enum color text, ground;
} text_pairs[] = {
    { COLOR_INK_1, COLOR_PAPER_0 },       { COLOR_INK_1, COLOR_PAPER_1 },
    { COLOR_INK_1, COLOR_PAPER_2 },       { COLOR_INK_2, COLOR_PAPER_0 },
    { COLOR_INK_2, COLOR_PAPER_1 },       { COLOR_INK_2, COLOR_PAPER_2 },
    { COLOR_INK_1, COLOR_GAM },           { COLOR_INK_1, COLOR_GAM_PRESS },
    { COLOR_INK_1, COLOR_GAM_TINT },      { COLOR_INK_1, COLOR_GAM_LINE },
    { COLOR_PAPER_0, COLOR_CIN },         { COLOR_PAPER_0, COLOR_CIN_LINE },
    { COLOR_PAPER_0, COLOR_CIN_DEEP },    { COLOR_PAPER_0, COLOR_AZU },
    { COLOR_PAPER_0, COLOR_AZU_LINE },    { COLOR_PAPER_0, COLOR_AZU_DEEP },
    { COLOR_PAPER_0, COLOR_MAL },         { COLOR_PAPER_0, COLOR_MAL_LINE },
    { COLOR_PAPER_0, COLOR_MAL_DEEP },    { COLOR_PAPER_0, COLOR_OCH },
    { COLOR_PAPER_0, COLOR_OCH_LINE },    { COLOR_PAPER_0, COLOR_STAFF },
    { COLOR_PAPER_0, COLOR_STAFF_LINE },  { COLOR_CIN_INK, COLOR_PAPER_0 },
    { COLOR_CIN_INK, COLOR_PAPER_1 },     { COLOR_AZU, COLOR_PAPER_0 },
    { COLOR_AZU, COLOR_PAPER_1 },         { COLOR_AZU, COLOR_AZU_TINT },
    { COLOR_MAL, COLOR_PAPER_0 },         { COLOR_MAL, COLOR_PAPER_1 },
    { COLOR_MAL, COLOR_MAL_TINT },        { COLOR_OCH, COLOR_PAPER_0 },
    { COLOR_OCH, COLOR_PAPER_1 },         { COLOR_OCH, COLOR_GAM_TINT },
    { COLOR_HC_BG, COLOR_HC_INK },        { COLOR_HC_INK, COLOR_HC_BG },
    { COLOR_HC_INK, COLOR_HC_GO },        { COLOR_HC_GO, COLOR_HC_INK },
    { COLOR_HC_BG, COLOR_HC_FIELD },      { COLOR_HC_INK, COLOR_HC_PRESS },
    { COLOR_HC_BG, COLOR_HC_PRESS_DARK }, { COLOR_HC_GO, COLOR_HC_PRESS_DARK },
};

static const char *const face_names[] = {
    [FACE_SANS] = "sans",
    [FACE_SANS_MEDIUM] = "sans-medium",
    [FACE_SANS_BOLD] = "sans-bold",
    [FACE_SANS_BLACK] = "sans-black",
    [FACE_SERIF_BOLD] = "serif-bold",
    [FACE_SERIF_BLACK] = "serif-black",
};
static_assert(sizeof(face_names) / sizeof(face_names[0]) == FACE_COUNT, "every face has a name");

/* Normal, large. The large mode has no serif and nothing below 48 px. */
static const struct text_style styles[][2] = {
    [TEXT_DISPLAY] = { { FACE_SERIF_BLACK, 124, 150, 4 }, { FACE_SANS_BLACK, 124, 150, 0 } },
    [TEXT_TITLE_1] = { { FACE_SERIF_BLACK, 100, 130, 4 }, { FACE_SANS_BLACK, 100, 130, 0 } },
    [TEXT_TITLE_2] = { { FACE_SERIF_BLACK, 80, 104, 2 }, { FACE_SANS_BLACK, 88, 112, 0 } },
    [TEXT_CARD_TITLE] = { { FACE_SERIF_BLACK, 96, 116, 4 }, { FACE_SANS_BLACK, 96, 116, 0 } },
    [TEXT_STEM_SURVEY] = { { FACE_SERIF_BOLD, 70, 98, 0 }, { FACE_SANS_BOLD, 80, 116, 0 } },
    [TEXT_STEM_QUIZ] = { { FACE_SERIF_BOLD, 62, 90, 0 }, { FACE_SANS_BOLD, 80, 116, 0 } },
    [TEXT_STEM_PICTURE] = { { FACE_SERIF_BOLD, 54, 78, 0 }, { FACE_SANS_BOLD, 72, 104, 0 } },
    [TEXT_SCORE] = { { FACE_SERIF_BLACK, 200, 200, 0 }, { FACE_SANS_BLACK, 200, 200, 0 } },
    [TEXT_NUMBER_XL] = { { FACE_SANS_BLACK, 168, 168, 0 }, { FACE_SANS_BLACK, 168, 168, 0 } },
    [TEXT_TIMER] = { { FACE_SANS_BLACK, 72, 76, 0 }, { FACE_SANS_BLACK, 72, 84, 0 } },
    [TEXT_BUTTON] = { { FACE_SANS_BOLD, 48, 64, 0 }, { FACE_SANS_BLACK, 68, 88, 0 } },
    [TEXT_BUTTON_HERO] = { { FACE_SANS_BOLD, 76, 96, 0 }, { FACE_SANS_BLACK, 80, 104, 0 } },
    [TEXT_OPTION] = { { FACE_SANS_MEDIUM, 46, 63, 0 }, { FACE_SANS_BOLD, 64, 84, 0 } },
    [TEXT_OPTION_LETTER] = { { FACE_SERIF_BLACK, 56, 64, 0 }, { FACE_SANS_BLACK, 76, 88, 0 } },
    [TEXT_H2] = { { FACE_SANS_BOLD, 48, 62, 0 }, { FACE_SANS_BLACK, 64, 84, 0 } },
    [TEXT_BODY] = { { FACE_SANS, 42, 65, 0 }, { FACE_SANS_BOLD, 58, 84, 0 } },
    [TEXT_LAW] = { { FACE_SANS, 42, 65, 0 }, { FACE_SANS_BOLD, 58, 84, 0 } },
    [TEXT_SUB] = { { FACE_SANS_MEDIUM, 44, 64, 0 }, { FACE_SANS_BOLD, 58, 80, 0 } },
    [TEXT_CAPTION] = { { FACE_SANS, 36, 52, 0 }, { FACE_SANS_BOLD, 48, 66, 0 } },
    [TEXT_HEADER] = { { FACE_SANS_BOLD, 40, 52, 1 }, { FACE_SANS_BOLD, 56, 74, 0 } },
};
static_assert(sizeof(styles) / sizeof(styles[0]) == TEXT_ROLE_COUNT, "every role has a style");

struct rgba theme_rgba(enum color color)
{
    assert(color >= 0 && color < COLOR_COUNT);
    return colors[color].rgba;
}

const char *theme_color_name(enum color color)
{
    assert(color >= 0 && color < COLOR_COUNT);
    return colors[color].name;
}

/* Relative luminance of WCAG 2.2, from linearised sRGB. */
static double luminance(struct rgba rgba)
{
    const uint8_t parts[3] = { rgba.r, rgba.g, rgba.b };
    static const double weights[3] = { 0.2126, 0.7152, 0.0722 };
    double sum = 0;

    for (int i = 0; i < 3; i++) {
        double part = parts[i] / 255.0;
        part = part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
        sum += weights[i] * part;
    }
    return sum;
}

double theme_contrast(enum color a, enum color b)
{
    double la = luminance(theme_rgba(a)), lb = luminance(theme_rgba(b));

    return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}

bool theme_text_allowed(enum color text, enum color ground)
{
    for (size_t i = 0; i < sizeof(text_pairs) / sizeof(text_pairs[0]); i++) {
        if (text_pairs[i].text == text && text_pairs[i].ground == ground)
            return true;
    }
    return false;
}

const char *theme_face_name(enum face face)
{
    assert(face >= 0 && face < FACE_COUNT);
    return face_names[face];
}

struct text_style theme_text(enum text_role role, bool large)
{
    assert(role >= 0 && role < TEXT_ROLE_COUNT);
    return styles[role][large];
}
