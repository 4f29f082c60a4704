#include "view/view.h"

#include <assert.h>
#include <string.h>

#include "view/component.h"
#include "view/mirror.h"
#include "view/motion.h"
#include "view/screens/screens.h"

enum { SHORT_SIDE = 1080, LONG_SIDE = 1920, STRIP_H = 40, STRIP_LARGE_H = 50 };

static const struct screen *const screens[] = {
    [SCREEN_ATTRACT] = &screen_attract,
    [SCREEN_HOME] = &screen_home,
    [SCREEN_PRIVACY] = &screen_privacy,
    [SCREEN_LANGUAGE] = &screen_language,
    [SCREEN_QUIZ_RULES] = &screen_quiz_rules,
    [SCREEN_QUIZ_QUESTION] = &screen_quiz_question,
    [SCREEN_QUIZ_FEEDBACK] = &screen_quiz_feedback,
    [SCREEN_QUIZ_RESULT] = &screen_quiz_result,
    [SCREEN_PRIZE_DRAW] = &screen_prize_draw,
    [SCREEN_PRIZE_WON] = &screen_prize_won,
    [SCREEN_SURVEY_CONSENT] = &screen_survey_consent,
    [SCREEN_SURVEY_PAGE] = &screen_survey_page,
    [SCREEN_SURVEY_REVIEW] = &screen_survey_review,
    [SCREEN_THANKS] = &screen_thanks,
    [SCREEN_IDLE_WARNING] = &screen_idle_warning,
    [SCREEN_LEAVE] = &screen_leave,
    [SCREEN_PICTURE] = &screen_picture,
    [SCREEN_FAULT] = &screen_fault,
    [SCREEN_STAFF_PIN] = &screen_staff_pin,
    [SCREEN_STAFF_HOME] = &screen_staff_home,
    [SCREEN_STAFF_COUNTERS] = &screen_staff_counters,
    [SCREEN_STAFF_REDEEM] = &screen_staff_redeem,
    [SCREEN_STAFF_STOCK] = &screen_staff_stock,
    [SCREEN_STAFF_EXPORT] = &screen_staff_export,
    [SCREEN_STAFF_UPDATE] = &screen_staff_update,
    [SCREEN_STAFF_CLOSE] = &screen_staff_close,
    [SCREEN_STAFF_SETTINGS] = &screen_staff_settings,
};
static_assert(sizeof(screens) / sizeof(screens[0]) == SCREEN_COUNT, "every screen is built");

double view_scale(int window_w, int window_h)
{
    int shorter = window_w < window_h ? window_w : window_h;
    int longer = window_w < window_h ? window_h : window_w;
    double by_short = (double)shorter / SHORT_SIDE, by_long = (double)longer / LONG_SIDE;

    return by_short < by_long ? by_short : by_long;
}

bool view_is_portrait(const struct view *view)
{
    return view->canvas_h > view->canvas_w;
}

bool view_is_rtl(const struct view *view)
{
    int language = view->kiosk->language;

    return language < view->strings->language_count && view->strings->right_to_left[language];
}

const char *view_text(const struct view *view, enum string_id id)
{
    return strings_get(view->strings, view->kiosk->language, id);
}

/* Of {1|question|questions}, from its first | on: the word that suits the value. Returns the length
 * up to the brace; 0 = no such pair of words. */
static size_t pick_word(const char *from, const char *value, const char **word, size_t *word_len)
{
    size_t one = strcspn(from + 1, "|}"), all = 1 + one, many;

    if (from[all] != '|')
        return 0;
    many = strcspn(from + all + 1, "}");
    if (from[all + 1 + many] != '}')
        return 0;
    *word = strcmp(value, "1") == 0 ? from + 1 : from + all + 1;
    *word_len = *word == from + 1 ? one : many;
    return all + 1 + many;
}

/* Copies with {1} and {2} replaced; returns the length. to NULL = only counts. */
static size_t fill_in(char *to, const char *text, const char *first, const char *second)
{
    size_t len = 0;

    while (*text != '\0') {
        const char *piece = text;
        size_t piece_len = 1, step = 1;
        if (text[0] == '{' && (text[1] == '1' || text[1] == '2')) {
            const char *value = text[1] == '1' ? first : second;
            value = value == NULL ? "" : value;
            if (text[2] == '}') {
                piece = value;
                piece_len = strlen(piece);
                step = 3;
            } else if (text[2] == '|') {
                size_t words_len = pick_word(text + 2, value, &piece, &piece_len);
                step = words_len > 0 ? words_len + 3 : 1;
            }
        }
        if (to != NULL)
            memcpy(to + len, piece, piece_len);
        len += piece_len;
        text += step;
    }
    if (to != NULL)
        to[len] = '\0';
    return len;
}

/* A value keeps its own direction within a text that runs the other way (UAX #9, isolates); plain
 * numbers keep it anyway. */
static const char *isolate(const struct view *view, struct widgets *out, const char *value)
{
    if (value == NULL || !view_is_rtl(view) || value[strspn(value, "0123456789")] == '\0')
        return value;
    return widgets_format(out, "\u2068%s\u2069", value);
}

const char *view_format(const struct view *view, struct widgets *out, enum string_id id,
                        const char *first, const char *second)
{
    const char *text = view_text(view, id);
    char *filled;

    first = isolate(view, out, first);
    second = isolate(view, out, second);
    filled = widgets_alloc(out, fill_in(NULL, text, first, second) + 1);

    fill_in(filled, text, first, second);
    return filled;
}

/* 演练: a strip that is always there, so that nobody takes a rehearsal for the real thing. */
static void add_strip(const struct view *view, struct widgets *out)
{
    struct page page;
    struct rect rect = { 0, 0, view->canvas_w, STRIP_H };
    struct paragraph words = { .text = view_text(view, STR_REHEARSAL),
                               .align = ALIGN_CENTER,
                               .role = ROLE_STRIP };
    struct widget *strip;

    page_bare(&page, view, out, SECTION_HOME);
    rect.h = page.large ? STRIP_LARGE_H : STRIP_H;
    words.style = page_style(&page, TEXT_CAPTION);
    words.style.line_px = rect.h;
    words.color = page.large ? COLOR_HC_INK : COLOR_PAPER_0;
    words.ground = page.large ? COLOR_HC_GO : COLOR_OCH;
    strip = page_block(&page, rect, words.ground, 0);
    strip->role = ROLE_STRIP;
    paragraph_fit(&page, &words, rect.w - 32, rect.h, 36);
    paragraph_add_middle(&page, &words, rect);
}

void view_build(const struct view *view, struct widgets *out)
{
    const struct kiosk *kiosk = view->kiosk;
    int first_dialog;

    widgets_clear(out, view->canvas_w, view->canvas_h);
    screens[kiosk->screen]->build(view, out);
    if (kiosk->rehearsal)
        add_strip(view, out);
    first_dialog = out->count;
    if (kiosk->dialog != SCREEN_COUNT)
        screens[kiosk->dialog]->build(view, out);
    motion_apply(view, out, first_dialog);
    if (view_is_rtl(view))
        mirror_apply(out);
}
