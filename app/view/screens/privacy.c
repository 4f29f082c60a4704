/* 隐私说明: what is kept, what is not. */
#include "view/flow.h"
#include "view/screens/reading.h"
#include "view/screens/screens.h"

static void build(const struct view *view, struct widgets *out)
{
    static const enum string_id texts[][2] = {
        { STR_PRIVACY_HEAD_1, STR_PRIVACY_TEXT_1 },
        { STR_PRIVACY_HEAD_2, STR_PRIVACY_TEXT_2 },
        { STR_PRIVACY_HEAD_3, STR_PRIVACY_TEXT_3 },
        { STR_PRIVACY_HEAD_4, STR_PRIVACY_TEXT_4 },
    };
    struct page page;
    struct flow flow = { .count = 0 };
    struct button back = { .look = BUTTON_PRIMARY,
                           .icon_before = "ic-back.svg",
                           .message = page_tap(MSG_PRIVACY, 0) };

    reading_open(&page, view, out, SECTION_HOME, STR_PRIVACY_TITLE,
                 view_text(view, STR_PRIVACY_SUB));
    back.label = page_text(&page, STR_BACK);
    for (int i = 0; i < (int)(sizeof(texts) / sizeof(texts[0])); i++) {
        struct paragraph words = reading_words(&page, page_text(&page, texts[i][1]));
        flow_add_head(&flow, 44, page_text(&page, texts[i][0]));
        flow_add_text(&flow, 12, &words);
    }
    flow_place(&page, &flow, page.controls);
    component_dock(&page, &back, 1);
}

const struct screen screen_privacy = { "privacy", build };
