/* 同意: what is recorded and what is not, by whom and how long; consent is the press of the button.
 */
#include "view/flow.h"
#include "view/screens/reading.h"
#include "view/screens/screens.h"

enum { LINES = 3, SECONDS_A_PAGE = 12, LABEL_W = 250, LABEL_GAP = 24 };

/* One of the two cards side by side. */
struct record {
    enum string_id head;
    enum string_id lines[LINES];
    const char *icon;
};

static const struct record records[2] = {
    { STR_CONSENT_RECORDED,
      { STR_CONSENT_RECORDED_1, STR_CONSENT_RECORDED_2, STR_CONSENT_RECORDED_3 },
      "ic-check.svg" },
    { STR_CONSENT_NOT_RECORDED,
      { STR_CONSENT_NOT_RECORDED_1, STR_CONSENT_NOT_RECORDED_2, STR_CONSENT_NOT_RECORDED_3 },
      "ic-none.svg" },
};

static int line_pitch(const struct page *page)
{
    return page->large ? 96 : page->portrait ? 86 : 56;
}

static int record_pad(const struct page *page)
{
    return page->portrait ? 32 : 20;
}

static int records_height(const struct page *page)
{
    return (page->large ? 84 : 62) + 20 + LINES * line_pitch(page) + 2 * record_pad(page);
}

static void add_record(const struct page *page, struct rect rect, const struct record *record,
                       bool kept)
{
    enum color ink = page->large ? COLOR_HC_INK : kept ? COLOR_MAL : COLOR_INK_2;
    struct paragraph head = { .text = page_text(page, record->head),
                              .style = page_style(page, TEXT_H2),
                              .color = page->large || !kept ? page->skin->ink : COLOR_MAL,
                              .ground = page->skin->card,
                              .role = ROLE_HEADING };
    struct paragraph words = { .style = page_style(page, TEXT_BODY),
                               .color = page->skin->ink,
                               .ground = page->skin->card,
                               .role = ROLE_TEXT };
    struct rect row;
    const int icon = 46;

    component_card(page, rect);
    rect = rect_inset(rect, 34, record_pad(page));
    row = rect_cut_top(&rect, page->large ? 84 : 62);
    page_image(page, (struct rect){ row.x, row.y + (row.h - 24) / 2, 30, 24 }, "fishtail.svg", ink);
    rect_cut_left(&row, 48);
    paragraph_fit(page, &head, row.w, row.h, 36);
    paragraph_add_middle(page, &head, row);
    rect_cut_top(&rect, 20);
    for (int i = 0; i < LINES; i++) {
        row = rect_cut_top(&rect, line_pitch(page));
        page_image(page, (struct rect){ row.x + 2, row.y + (row.h - icon) / 2, icon, icon },
                   record->icon, ink);
        rect_cut_left(&row, icon + 24);
        words.text = page_text(page, record->lines[i]);
        words.style = page_style(page, TEXT_BODY);
        words.style.line_px = words.style.size_px * 12 / 10;
        paragraph_fit(page, &words, row.w, row.h, 36);
        paragraph_add_middle(page, &words, row);
    }
}

static void draw_record(const struct page *page, struct rect rect, const void *context)
{
    add_record(page, rect, context, context == &records[0]);
}

static void draw_records(const struct page *page, struct rect rect, const void *context)
{
    (void)context;
    for (int i = 0; i < 2; i++)
        add_record(page, rect_column(&rect, i, 2, page->portrait ? 32 : 36), &records[i], i == 0);
}

/* A word at the left and its text at the right: who, what for, how long. */
struct definition {
    const char *label, *text;
};

static struct paragraph definition_words(const struct page *page, const char *text, bool label)
{
    struct paragraph words = reading_words(page, text);

    if (label)
        words.style.face = page->large ? FACE_SANS_BLACK : FACE_SANS_BOLD;
    words.style.line_px = page->large ? 76 : page->portrait ? 58 : 54;
    return words;
}

static int definition_height(const struct page *page, const struct definition *d, int width_px)
{
    struct paragraph words = definition_words(page, d->text, false);

    if (page->large)
        return paragraph_height(page, &words, width_px) + words.style.line_px;
    return paragraph_height(page, &words, width_px - LABEL_W - LABEL_GAP);
}

static void draw_definition(const struct page *page, struct rect rect, const void *context)
{
    const struct definition *d = context;
    struct paragraph label = definition_words(page, d->label, true);
    struct paragraph words = definition_words(page, d->text, false);

    if (page->large) {
        paragraph_add(page, &label, rect_cut_top(&rect, label.style.line_px));
    } else {
        struct rect left = rect_cut_left(&rect, LABEL_W);
        int line_px = label.style.line_px;
        paragraph_fit(page, &label, left.w, line_px, 36);
        label.style.line_px = line_px;
        paragraph_add(page, &label, left);
        rect_cut_left(&rect, LABEL_GAP);
    }
    paragraph_add(page, &words, rect);
}

static void add_definitions(const struct page *page, struct flow *flow)
{
    const struct activity *activity = page->view->kiosk->activity;
    const struct {
        enum string_id label;
        const char *text;
    } all[] = {
        { STR_CONSENT_PURPOSE, activity->consent_purpose },
        { STR_CONSENT_KEEPER, activity->consent_keeper },
        { STR_CONSENT_RETENTION, activity->consent_retention },
        { STR_CONSENT_RIGHTS, page_text(page, STR_CONSENT_RIGHTS_TEXT) },
    };

    for (int i = 0; i < (int)(sizeof(all) / sizeof(all[0])); i++) {
        struct definition *d;
        if (all[i].text == NULL)
            continue;
        d = widgets_alloc(page->out, sizeof(*d));
        *d = (struct definition){ page_text(page, all[i].label), all[i].text };
        flow_add_box(flow, i == 0 ? (page->portrait ? 40 : 28) : (page->large ? 24 : 18),
                     definition_height(page, d, page->controls.w), draw_definition, d);
    }
}

static void draw_guardian(const struct page *page, struct rect rect, const void *context)
{
    component_notice(page, rect, "ic-person.svg", context);
}

static int asked(const struct form *form)
{
    int count = 0;

    for (int i = 0; i < form->question_count; i++)
        count += form->questions[i].type != QUESTION_NOTE;
    return count;
}

static void build(const struct view *view, struct widgets *out)
{
    const struct kiosk *kiosk = view->kiosk;
    int count = asked(&kiosk->activity->surveys[kiosk->survey_index]);
    int minutes = (count * SECONDS_A_PAGE + 30) / 60;
    const char *sub = view_format(view, out, STR_CONSENT_SUB, widgets_format(out, "%d", count),
                                  widgets_format(out, "%d", minutes > 0 ? minutes : 1));
    const char *guardian = view_text(view, STR_CONSENT_GUARDIAN);
    bool saving = kiosk_is_saving(kiosk);
    struct page page;
    struct flow flow = { .count = 0 };

    reading_open(&page, view, out, SECTION_SURVEY, STR_CONSENT_TITLE, sub);
    if (page.large && page.portrait) {
        /* Large words need the whole width. */
        for (int i = 0; i < 2; i++)
            flow_add_box(&flow, 28, records_height(&page), draw_record, &records[i]);
    } else {
        flow_add_box(&flow, 0, records_height(&page), draw_records, NULL);
    }
    add_definitions(&page, &flow);
    flow_add_box(&flow, page.portrait ? 40 : 28,
                 component_notice_height(&page, page.controls.w, guardian), draw_guardian,
                 guardian);
    flow_place(&page, &flow, page.controls);
    component_dock(&page,
                   (struct button[]){
                       { .look = BUTTON_SECONDARY,
                         .label = page_text(&page, STR_CONSENT_REFUSE),
                         .icon_before = "ic-back.svg",
                         .message = page_tap(MSG_BACK, 0) },
                       { .look = saving ? BUTTON_DISABLED : BUTTON_PRIMARY,
                         .label = page_text(&page, saving ? STR_SAVING : STR_CONSENT_AGREE),
                         .icon_after = saving ? NULL : "ic-arrow-right.svg",
                         .message = page_tap(MSG_BEGIN, 0) },
                   },
                   2);
}

const struct screen screen_survey_consent = { "survey-consent", build };
