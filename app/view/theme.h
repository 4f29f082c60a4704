/*
 * Colours, faces and roles of text, as in the design tokens. Widgets name tokens, never raw
 * colours; the large mode (大字版) is a second column of the same table.
 */
#ifndef WENDA_VIEW_THEME_H
#define WENDA_VIEW_THEME_H

#include <stdbool.h>
#include <stdint.h>

enum color {
    COLOR_NONE, /* not drawn */
    COLOR_PAPER_0,
    COLOR_PAPER_1,
    COLOR_PAPER_2,
    COLOR_PAPER_3,
    COLOR_RULE,
    COLOR_INK_1,
    COLOR_INK_2,
    COLOR_CIN,
    COLOR_CIN_DEEP,
    COLOR_CIN_LINE,
    COLOR_CIN_INK,
    COLOR_CIN_TINT,
    COLOR_AZU,
    COLOR_AZU_DEEP,
    COLOR_AZU_LINE,
    COLOR_AZU_TINT,
    COLOR_AZU_TODO,
    COLOR_MAL,
    COLOR_MAL_DEEP,
    COLOR_MAL_LINE,
    COLOR_MAL_TINT,
    COLOR_MAL_TODO,
    COLOR_GAM,
    COLOR_GAM_DEEP,
    COLOR_GAM_PRESS,
    COLOR_GAM_TINT,
    COLOR_GAM_SOFT,
    COLOR_GAM_LINE,
    COLOR_WICK_TIP,
    COLOR_OCH,
    COLOR_OCH_LINE,
    COLOR_OCH_DEEP,
    COLOR_STAFF,
    COLOR_STAFF_LINE,
    COLOR_STAFF_DEEP,
    COLOR_HC_BG,
    COLOR_HC_INK,
    COLOR_HC_FIELD,
    COLOR_HC_GO,
    COLOR_HC_PRESS,
    COLOR_HC_PRESS_DARK,
    COLOR_SCRIM, /* translucent */
    COLOR_COUNT
};

struct rgba {
    uint8_t r, g, b, a;
};
struct rgba theme_rgba(enum color color);
const char *theme_color_name(enum color color); /* paper-0 … as in the tokens */
/* WCAG 2 contrast of two opaque colours, 1.0 to 21.0. */
double theme_contrast(enum color a, enum color b);
/* True when the tokens allow that colour for text on that ground. */
bool theme_text_allowed(enum color text, enum color ground);

enum face {
    FACE_SANS,
    FACE_SANS_MEDIUM,
    FACE_SANS_BOLD,
    FACE_SANS_BLACK,
    FACE_SERIF_BOLD,
    FACE_SERIF_BLACK,
    FACE_COUNT
};
const char *theme_face_name(enum face face);

enum text_role {
    TEXT_DISPLAY,
    TEXT_TITLE_1,
    TEXT_TITLE_2,
    TEXT_CARD_TITLE,
    TEXT_STEM_SURVEY,
    TEXT_STEM_QUIZ,
    TEXT_STEM_PICTURE,
    TEXT_SCORE,
    TEXT_NUMBER_XL,
    TEXT_TIMER,
    TEXT_BUTTON,
    TEXT_BUTTON_HERO,
    TEXT_OPTION,
    TEXT_OPTION_LETTER,
    TEXT_H2,
    TEXT_BODY,
    TEXT_LAW,
    TEXT_SUB,
    TEXT_CAPTION,
    TEXT_HEADER,
    TEXT_ROLE_COUNT
};
/* How a role is set: face, size and line height in design px; the large mode has its own. */
struct text_style {
    enum face face;
    int size_px, line_px;
    int tracking_px;
};
struct text_style theme_text(enum text_role role, bool large);

#endif
