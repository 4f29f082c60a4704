#include "view/screens/attract_cards.h"

#include "base/date.h"
#include "view/topic.h"

enum {
    FADE_MS = 400,
    FADE_STEP_MS = 40,
    FADE_LEAST = 40, /* what comes in is there at once, faintly */
    PAD = 64,
    ICON = 128,
    OPTION_GAP = 20,
    OPTIONS_MOST = 4,
    LINE_MORE = 30 /* height of an option beyond its text */
};

static const int held_ms[ATTRACT_SLIDES] = { 8000, 6000, 8000 };

/* ---- which ---- */

/* Nothing else on this screen depends on how long it has been there. */
static int64_t shown_ms(const struct page *page)
{
    int64_t ms = page->view->now_ms - page->view->kiosk->changed_ms;

    return ms > 0 ? ms : 0;
}

static int64_t cycle_ms(void)
{
    int64_t sum = 0;

    for (int i = 0; i < ATTRACT_SLIDES; i++)
        sum += held_ms[i];
    return sum;
}

enum attract_slide attract_slide_now(const struct page *page, uint8_t *alpha, int64_t *next_ms)
{
    int64_t all_ms = shown_ms(page), at_ms = all_ms % cycle_ms();
    bool still = page->large || page->view->reduced_motion;
    int slide = 0;

    while (at_ms >= held_ms[slide])
        at_ms -= held_ms[slide++];
    *alpha = 255;
    *next_ms = page->view->now_ms + held_ms[slide] - at_ms;
    if (!still && all_ms >= held_ms[0] && at_ms < FADE_MS) {
        *alpha = (uint8_t)(FADE_LEAST + (255 - FADE_LEAST) * at_ms / FADE_MS);
        *next_ms = page->view->now_ms + FADE_STEP_MS;
    }
    return (enum attract_slide)slide;
}

/* ---- what is on them ---- */

static int32_t day_of(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;

    return activity_day(kiosk->activity, date_of_ms(kiosk->wall_ms));
}

static bool suits(const struct page *page, enum attract_slide slide,
                  const struct question *question)
{
    const struct wording *wording = question_wording(question, page->view->kiosk->language);

    if (!question_is_current(question, day_of(page)) || question->picture != NULL)
        return false;
    if (slide == ATTRACT_FACT)
        return wording->takeaway != NULL;
    return question->type == QUESTION_SINGLE && question->option_count <= OPTIONS_MOST;
}

/* Number wanted of those that suit, counted round and round; NULL when none does. */
static const struct question *pick(const struct page *page, enum attract_slide slide,
                                   int64_t wanted)
{
    const struct activity *activity = page->view->kiosk->activity;
    int64_t count = 0, seen = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < activity->bank_count; i++) {
            const struct form *bank = &activity->banks[i];
            for (int k = 0; k < bank->question_count; k++) {
                if (!suits(page, slide, &bank->questions[k]))
                    continue;
                if (pass == 0)
                    count++;
                else if (seen++ == wanted % count)
                    return &bank->questions[k];
            }
        }
        if (count == 0)
            return NULL;
    }
    return NULL;
}

static struct paragraph words_of(const struct page *page, const char *text, enum text_role role)
{
    return (struct paragraph){ .text = text,
                               .style = page_style(page, role),
                               .color = page->skin->ink,
                               .ground = page->skin->card,
                               .role = ROLE_TEXT };
}

static void add_head(const struct page *page, struct rect *area, enum string_id id,
                     const char *topic)
{
    struct rect row = rect_cut_top(area, ICON);
    struct paragraph head = words_of(page, page_text(page, id), TEXT_TITLE_2);
    struct rect icon = rect_cut_left(&row, ICON);

    if (page->large)
        page_image(page, rect_inset(icon, 12, 12), topic_icon(topic), page->skin->ink);
    else
        component_icon_block(page, icon, topic_icon(topic));
    rect_cut_left(&row, 36);
    head.role = ROLE_HEADING;
    paragraph_fit(page, &head, row.w, row.h, 52);
    paragraph_add_middle(page, &head, row);
    rect_cut_top(area, 40);
}

static void add_option(const struct page *page, struct rect rect, const struct paragraph *words,
                       int index)
{
    struct widget *row = page_block(page, rect, page->skin->card, 24);
    struct paragraph letter = *words;
    struct rect box = rect_cut_left(&rect, 96);

    row->line = page->skin->card_line;
    row->line_px = page->large ? 5 : 3;
    letter.text = widgets_format(page->out, "%c", 'A' + index);
    letter.style.face = page->large ? FACE_SANS_BLACK : FACE_SERIF_BLACK;
    letter.align = ALIGN_CENTER;
    letter.color = page->large ? COLOR_HC_INK : COLOR_AZU;
    paragraph_add_middle(page, &letter, box);
    rect_cut_right(&rect, 24);
    paragraph_add_middle(page, words, rect);
}

/* All options, or none where one does not fit: a question alone is a question too. */
static bool add_options(const struct page *page, const struct question *question, struct rect area)
{
    const struct wording *wording = question_wording(question, page->view->kiosk->language);
    int count = question->option_count, h = (area.h + OPTION_GAP) / count - OPTION_GAP;
    struct paragraph words[OPTIONS_MOST];

    for (int i = 0; i < count; i++) {
        words[i] = words_of(page, wording->options[i], TEXT_OPTION);
        words[i].role = ROLE_OPTION;
        if (h < words[i].style.size_px + LINE_MORE ||
            !paragraph_fit(page, &words[i], area.w - 96 - 24, h - 12, 40))
            return false;
    }
    h = h > 148 ? 148 : h;
    for (int i = 0; i < count; i++) {
        add_option(page, rect_cut_top(&area, h), &words[i], i);
        rect_cut_top(&area, OPTION_GAP);
    }
    return true;
}

static void add_question(const struct page *page, const struct question *question, struct rect area)
{
    const struct wording *wording = question_wording(question, page->view->kiosk->language);
    struct paragraph stem = words_of(page, wording->stem, TEXT_STEM_QUIZ);
    struct rect rest;

    add_head(page, &area, STR_ATTRACT_ASK, question->topic);
    stem.role = ROLE_STEM;
    paragraph_fit(page, &stem, area.w, area.h / 2, 48);
    rest = area;
    rect_cut_top(&rest, paragraph_height(page, &stem, area.w) + 36);
    if (add_options(page, question, rest)) {
        paragraph_add(page, &stem, area);
        return;
    }
    stem.style = page_style(page, TEXT_TITLE_2);
    paragraph_fit(page, &stem, area.w, area.h, 48);
    paragraph_add_middle(page, &stem, area);
}

static void add_fact(const struct page *page, const struct question *question, struct rect area)
{
    const struct wording *wording = question_wording(question, page->view->kiosk->language);
    struct paragraph fact = words_of(page, wording->takeaway, TEXT_TITLE_1);
    struct paragraph basis = words_of(page, wording->basis, TEXT_BODY);
    int basis_h = 0;

    add_head(page, &area, STR_ATTRACT_FACT, question->topic);
    basis.color = page->skin->ink_soft;
    fact.role = ROLE_STEM;
    if (basis.text != NULL) {
        paragraph_fit(page, &basis, area.w, basis.style.line_px * 2, 40);
        basis_h = paragraph_height(page, &basis, area.w) + 36;
    }
    paragraph_fit(page, &fact, area.w, area.h - basis_h, 48);
    rect_cut_top(&area, (area.h - basis_h - paragraph_height(page, &fact, area.w)) * 2 / 5);
    rect_cut_top(&area, paragraph_add(page, &fact, area)->rect.h + 36);
    if (basis.text != NULL)
        paragraph_add(page, &basis, area);
}

bool attract_add_card(const struct page *page, enum attract_slide slide, struct rect area)
{
    bool asks = slide == ATTRACT_QUESTION;
    int64_t day = day_of(page);
    const struct question *question =
        pick(page, slide, asks ? day + shown_ms(page) / cycle_ms() : day);

    if (question == NULL || page->view->kiosk->activity->bank_count == 0)
        return false;
    component_card(page, area);
    area = rect_inset(area, PAD, PAD - 8);
    if (asks)
        add_question(page, question, area);
    else
        add_fact(page, question, area);
    return true;
}
