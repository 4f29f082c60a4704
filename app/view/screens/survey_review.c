/* 提交前检查: every answer in a row of its own; a tap opens its page again. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "view/component.h"
#include "view/screens/screens.h"

enum {
    FIELD_H = 592,
    PAD_X = 34,
    PAD_Y = 22,
    ICON_PX = 52,
    ICON_GAP = 26,
    ROW_GAP = 24,
    STEM_LINES = 2,
    ANSWER_LINES = 3,
    STRETCH_MOST = 44 /* what a row gives up to fill a page evenly */
};

/* One answer as it stands in the list. */
struct row {
    int index; /* of the question */
    const char *stem, *answer;
    int h;
};

struct review {
    struct page page;
    const struct survey *survey;
    struct row rows[SURVEY_MAX];
    int count;
};

static int text_width(int row_w)
{
    return row_w - 2 * PAD_X - ICON_PX - ICON_GAP;
}

static struct paragraph stem_words(const struct review *r, const char *text)
{
    return (struct paragraph){ .text = text,
                               .style = page_style(&r->page, TEXT_CAPTION),
                               .color = r->page.skin->ink_soft,
                               .ground = r->page.skin->card,
                               .role = ROLE_CAPTION };
}

static struct paragraph answer_words(const struct review *r, const char *text)
{
    struct text_style style = page_style(&r->page, TEXT_OPTION);

    return (struct paragraph){ .text = text,
                               .style = paragraph_sized(style, r->page.large ? 60 : 44),
                               .color = r->page.skin->ink,
                               .ground = r->page.skin->card,
                               .role = ROLE_OPTION };
}

/* As many characters as stand in so many lines; what is cut off is told by an ellipsis. */
static void shorten(const struct review *r, struct paragraph *words, int width_px, int lines)
{
    int low = 0, high = utf8_count(words->text);
    const char *whole = words->text;

    if (paragraph_lines(&r->page, words, width_px) <= lines)
        return;
    while (low < high - 1) {
        int middle = (low + high) / 2;
        int len = (int)utf8_prefix_len(whole, middle);
        words->text = widgets_format(r->page.out, "%.*s……", len, whole);
        if (paragraph_lines(&r->page, words, width_px) <= lines)
            low = middle;
        else
            high = middle;
    }
    words->text = widgets_format(r->page.out, "%.*s……", (int)utf8_prefix_len(whole, low), whole);
}

static const char *take(const struct review *r, struct strbuf *text)
{
    const char *copy = widgets_format(r->page.out, "%s", text->text);

    strbuf_fini(text);
    return copy;
}

static void add_row(struct review *r, int index, int row_w)
{
    int language = r->page.view->kiosk->language;
    struct row *row = &r->rows[r->count++];
    struct strbuf text;
    struct paragraph words;

    row->index = index;
    strbuf_init(&text);
    survey_stem(r->survey, index, language, &text);
    words = stem_words(r, take(r, &text));
    shorten(r, &words, text_width(row_w), STEM_LINES);
    row->stem = words.text;
    row->h = paragraph_height(&r->page, &words, text_width(row_w));
    strbuf_init(&text);
    survey_answer_words(r->survey, index, language, &text);
    if (text.len == 0)
        strbuf_add(&text, page_text(&r->page, STR_REVIEW_SKIPPED));
    words = answer_words(r, take(r, &text));
    shorten(r, &words, text_width(row_w), ANSWER_LINES);
    row->answer = words.text;
    row->h += paragraph_height(&r->page, &words, text_width(row_w)) + 2 * PAD_Y;
}

static void list_answers(struct review *r, int row_w)
{
    const struct form *form = r->survey->form;

    for (int i = 0; i < form->question_count; i++)
        if (r->survey->items[i].saved)
            add_row(r, i, row_w);
}

static void draw_row(const struct review *r, const struct row *row, struct rect rect)
{
    const struct page *page = &r->page;
    struct paragraph stem = stem_words(r, row->stem), answer = answer_words(r, row->answer);
    struct choice choice = { .text = widgets_format(page->out, "%s %s", row->stem, row->answer),
                             .message = page_tap(MSG_CHANGE_ANSWER, row->index) };
    struct widget *face;
    int h;

    if (kiosk_is_saving(page->view->kiosk))
        choice.message = (struct message){ .kind = MSG_NONE };
    face = component_choice_face(page, &rect, &choice, page->large ? 24 : 28);
    stem.ground = answer.ground = face->fill;
    if (face->fill != page->skin->card)
        stem.color = page->skin->ink;
    rect_cut_left(&rect, PAD_X);
    rect_cut_right(&rect, PAD_X);
    page_image(page,
               (struct rect){ rect.x + rect.w - ICON_PX, rect.y + (rect.h - ICON_PX) / 2, ICON_PX,
                              ICON_PX },
               "ic-edit.svg", page->skin->ink);
    rect_cut_right(&rect, ICON_PX + ICON_GAP);
    h = paragraph_height(page, &stem, rect.w);
    rect_cut_top(&rect, (rect.h - h - paragraph_height(page, &answer, rect.w)) / 2);
    paragraph_add(page, &stem, rect_cut_top(&rect, h));
    paragraph_add(page, &answer, rect);
}

/* The first row of each page; returns how many pages. Balanced: the last is no single row left
 * over where the page before could spare one. */
static int cut_pages(const struct review *r, int room_h, int *starts)
{
    int pages = 0, used = 0;

    for (int i = 0; i < r->count; i++) {
        if (i == 0 || used + ROW_GAP + r->rows[i].h > room_h) {
            starts[pages++] = i;
            used = r->rows[i].h;
        } else {
            used += ROW_GAP + r->rows[i].h;
        }
    }
    starts[pages] = r->count;
    if (pages > 1 && starts[pages] - starts[pages - 1] == 1 &&
        starts[pages - 1] - starts[pages - 2] > 2)
        starts[pages - 1]--;
    return pages;
}

static void draw_page(const struct review *r, struct rect area, const int *starts, int at)
{
    int first = starts[at], count = starts[at + 1] - first, used = (count - 1) * ROW_GAP, more;

    for (int i = 0; i < count; i++)
        used += r->rows[first + i].h;
    more = count > 0 ? (area.h - used) / count : 0;
    more = more < 0 ? 0 : more > STRETCH_MOST ? STRETCH_MOST : more;
    for (int i = 0; i < count; i++) {
        const struct row *row = &r->rows[first + i];
        draw_row(r, row, rect_cut_top(&area, row->h + more));
        rect_cut_top(&area, ROW_GAP);
    }
}

static void add_rows(struct review *r)
{
    const struct page *page = &r->page;
    struct rect area = page->controls, pager;
    int starts[SURVEY_MAX + 1], pages, at;

    list_answers(r, area.w);
    area.h -= 10; /* the edge of the last row */
    pages = cut_pages(r, area.h, starts);
    if (pages > 1) {
        pager = rect_cut_bottom(&area, component_pager_takes(page));
        pages = cut_pages(r, area.h, starts);
        rect_cut_top(&pager, PAGER_GAP);
    }
    at = page->view->kiosk->page < pages ? page->view->kiosk->page : pages - 1;
    if (r->count > 0)
        draw_page(r, area, starts, at);
    if (pages > 1)
        component_pager(page, pager, at, pages, 1);
}

static void add_title(const struct page *page)
{
    struct paragraph title = { .text = page_text(page, STR_REVIEW_TITLE),
                               .style = page_style(page, TEXT_TITLE_1),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .role = ROLE_HEADING };
    struct paragraph sub = title;
    struct rect rect = page->reading;

    title.style = paragraph_sized(title.style, 94);
    sub.text = page_text(page, STR_REVIEW_SUB);
    sub.style = page_style(page, TEXT_SUB);
    sub.role = ROLE_TEXT;
    rect_cut_top(&rect, page->portrait ? 90 : 60);
    rect.y += page_extra_h(page, 12);
    if (!paragraph_fit(page, &title, rect.w, title.style.line_px, 80))
        paragraph_fit(page, &title, rect.w, 2 * title.style.line_px, 56);
    rect_cut_top(&rect, paragraph_add(page, &title, rect)->rect.h + 10);
    paragraph_fit(page, &sub, rect.w, rect.h, 36);
    paragraph_add(page, &sub, rect);
}

static void build(const struct view *view, struct widgets *out)
{
    struct review r = { .survey = &view->kiosk->survey };
    struct page_shape shape = { .section = SECTION_SURVEY,
                                .field_h = FIELD_H,
                                .column_w = 640,
                                .motif_side = 870,
                                .motif_x = 251,
                                .motif_y = -47 };
    struct button back = { .look = BUTTON_SECONDARY,
                           .icon_before = "ic-back.svg",
                           .message = page_tap(MSG_BACK, 0) };
    struct button send = { .look = BUTTON_PRIMARY,
                           .icon_after = "ic-check.svg",
                           .message = page_tap(MSG_CONFIRM, 0) };

    page_open(&r.page, view, out, &shape);
    component_header(&r.page, page_text(&r.page, STR_SURVEY_HEADER), component_chip(&r.page));
    add_title(&r.page);
    add_rows(&r);
    back.label = page_text(&r.page, STR_SURVEY_BACK);
    send.label = page_text(&r.page, STR_SURVEY_SEND);
    if (kiosk_is_saving(view->kiosk)) {
        send.look = BUTTON_DISABLED;
        send.label = page_text(&r.page, STR_SAVING);
        send.icon_after = NULL;
    }
    component_dock(&r.page, (struct button[]){ back, send }, 2);
}

const struct screen screen_survey_review = { "survey-review", build };
