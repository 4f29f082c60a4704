#include "view/measure.h"

#include "base/utf8.h"

static int fixed_width_px(void *context, enum face face, int size_px, const char *text, size_t len)
{
    const char *end = text + len;
    int hundredths = 0;

    (void)context;
    (void)face;
    while (text < end) {
        uint32_t codepoint = utf8_next(&text);
        if (codepoint == 0)
            break;
        if (utf8_is_bidi_mark(codepoint))
            continue;
        hundredths += utf8_is_wide(codepoint) ? 100 : 56;
    }
    return (hundredths * size_px + 99) / 100;
}

static bool fixed_can_draw(void *context, enum face face, uint32_t codepoint)
{
    (void)context;
    (void)face;
    return codepoint != 0;
}

const struct text_measure *measure_fixed(void)
{
    static const struct text_measure fixed = { fixed_width_px, fixed_can_draw, NULL };

    return &fixed;
}

int text_width_px(const struct text_measure *measure, const struct text_style *style,
                  const char *text, size_t len)
{
    int width = measure->width_px(measure->context, style->face, style->size_px, text, len);

    if (style->tracking_px != 0) {
        const char *end = text + len;
        while (text < end && utf8_next(&text) != 0)
            width += style->tracking_px;
    }
    return width;
}
