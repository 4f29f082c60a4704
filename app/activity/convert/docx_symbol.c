/* Signs from fonts that have their own idea of what a letter looks like. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "activity/convert/docx.h"

enum { PRIVATE_FIRST = 0xF000, PRIVATE_LAST = 0xF0FF };

static const char *const symbol_fonts[] = { "Wingdings", "Wingdings 2", "Wingdings 3",
                                            "Webdings",  "Symbol",      "Marlett" };

static const struct {
    const char *font;
    uint32_t code;
    const char *text;
} signs[] = {
    { "Wingdings 2", 'P', "√" },  { "Wingdings 2", 'O', "×" }, { "Wingdings 2", 'R', "√" },
    { "Wingdings 2", 'S', "×" },  { "Wingdings 2", 'Q', "×" }, { "Wingdings 2", 'T', "×" },
    { "Wingdings 2", 0xA3, "□" }, { "Wingdings", 0xFC, "√" },  { "Wingdings", 0xFB, "×" },
    { "Wingdings", 0xFE, "√" },   { "Wingdings", 0xFD, "×" },  { "Wingdings", 0xA8, "□" },
    { "Wingdings", 'o', "□" },    { "Wingdings", 'q', "□" },   { "Wingdings", 'l', "●" },
    { "Wingdings", 'n', "■" },    { "Wingdings", 0xE0, "→" },  { "Wingdings", 0xDF, "←" },
    { "Webdings", 'a', "√" },     { "Webdings", 'r', "×" },    { "Symbol", 0xD6, "√" },
    { "Symbol", 0xB4, "×" },      { "Symbol", 0xB8, "÷" },     { "Symbol", 0xB1, "±" },
    { "Symbol", 0xA3, "≤" },      { "Symbol", 0xB3, "≥" },     { "Symbol", 0xB9, "≠" },
    { "Symbol", 0xB0, "°" },      { "Symbol", 0xAE, "→" },     { "Symbol", 0xD2, "®" },
    { "Symbol", 0xD3, "©" },      { "Symbol", 0xD4, "™" },     { "Symbol", 0xE2, "®" },
    { "Symbol", 0xE3, "©" },      { "Symbol", 0xE4, "™" },     { "Symbol", 0xB7, "·" },
};

bool docx_is_symbol_font(const char *font)
{
    for (size_t i = 0; font && i < sizeof symbol_fonts / sizeof symbol_fonts[0]; i++)
        if (strcasecmp(font, symbol_fonts[i]) == 0)
            return true;
    return false;
}

void docx_add_symbol(const char *font, uint32_t code, struct strbuf *out)
{
    bool private = code >= PRIVATE_FIRST && code <= PRIVATE_LAST;
    if (!docx_is_symbol_font(font) && !private) {
        strbuf_add_codepoint(out, code);
        return;
    }
    code = private ? code - PRIVATE_FIRST : code;
    for (size_t i = 0; font && i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i].code == code && strcasecmp(signs[i].font, font) == 0) {
            strbuf_add(out, signs[i].text);
            return;
        }
    }
    strbuf_add(out, code == ' ' ? " " : DOCX_OBJECT);
}
