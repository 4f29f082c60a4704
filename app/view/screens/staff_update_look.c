/* 更新题库: one question of what would come, on the very screen where visitors will meet it. */
#include <stddef.h>
#include <string.h>

#include "play/sample.h"
#include "view/mirror.h"
#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"
#include "view/screens/staff_update.h"

enum { NOTE_LIFT = 16, EDGE_PX = 10, BUTTONS_MAX = 5, GAP = 24, LABEL_PX = 40 };

static const struct screen *screen_of(const struct kiosk *sample)
{
    return sample->screen == SCREEN_SURVEY_PAGE     ? &screen_survey_page
           : sample->screen == SCREEN_QUIZ_FEEDBACK ? &screen_quiz_feedback
                                                    : &screen_quiz_question;
}

/* Looks as it will, but answers to nothing save the pager; its dock is taken out of it. */
static void make_still(struct widgets *list, const struct rect *dock, const char *folder)
{
    int kept = 0;

    for (int i = 0; i < list->count; i++) {
        struct widget widget = list->items[i];
        if (widget.rect.y >= dock->y && widget.rect.x >= dock->x && !page_is_ground(list, &widget))
            continue;
        if (widget.message.kind != MSG_PAGE)
            widget.message.kind = MSG_NONE;
        widget.hold.kind = MSG_NONE;
        if (widget.from_activity)
            widget.folder = folder;
        list->items[kept++] = widget;
    }
    list->count = kept;
    list->next_ms = INT64_MAX; /* its countdown stands */
}

/* The next language that the question is written in and the screens speak; -1 = there is but one.
 */
static int other_language(const struct view *view, const struct question *question)
{
    const struct strings *strings = view->strings;
    const struct activity *next = view->kiosk->staff.update_view->next;
    int now = view->kiosk->staff.look_language;

    for (int i = 1; i < strings->language_count; i++) {
        int language = (now + i) % strings->language_count;
        if (language < next->language_count && question->wordings[language] &&
            strcmp(strings->tags[language], next->languages[language]) == 0)
            return language;
    }
    return -1;
}

static struct button step_button(const struct page *page, int step)
{
    bool on = staff_update_neighbour(&page->view->kiosk->staff, step) >= 0;

    return (struct button){ .look = !on        ? BUTTON_DISABLED
                                    : step > 0 ? BUTTON_PRIMARY
                                               : BUTTON_SECONDARY,
                            .label = page_text(page, step > 0 ? STR_UPDATE_LOOK_NEXT
                                                              : STR_UPDATE_LOOK_PREVIOUS),
                            .message = page_tap(MSG_UPDATE_STEP, step) };
}

/* Each as wide as its words need, and what is left over shared out. */
static void add_row(const struct page *page, struct button *buttons, int count)
{
    struct rect row = page->buttons;
    int widths[BUTTONS_MAX], spare = row.w - (count - 1) * GAP;

    for (int i = 0; i < count; i++) {
        struct paragraph words = { .text = buttons[i].label,
                                   .style =
                                       paragraph_sized(page_style(page, TEXT_BUTTON), LABEL_PX) };
        widths[i] = paragraph_width(page, &words, row.w);
        spare -= widths[i];
    }
    for (int i = 0; i < count; i++) {
        buttons[i].size_px = LABEL_PX;
        component_button(page, rect_cut_left(&row, widths[i] + spare / count), &buttons[i]);
        rect_cut_left(&row, GAP);
    }
}

static void add_buttons(const struct page *page, const struct update_change *change)
{
    const struct view *view = page->view;
    const struct staff *staff = &view->kiosk->staff;
    bool answer = staff->look == LOOK_ANSWER;
    int language = other_language(view, change->question), count = 0;
    struct button buttons[BUTTONS_MAX];

    buttons[count++] = (struct button){ .label = page_text(page, STR_UPDATE_CANCEL),
                                        .message = page_tap(MSG_UPDATE_LOOK, LOOK_TEXTS) };
    buttons[count++] = step_button(page, -1);
    if (language >= 0)
        buttons[count++] = (struct button){ .label = view->strings->names[language],
                                            .message = page_tap(MSG_UPDATE_TONGUE, language) };
    if (change->form->kind == FORM_BANK)
        buttons[count++] = (struct button){
            .label = page_text(page, answer ? STR_UPDATE_LOOK_QUESTION : STR_UPDATE_LOOK_ANSWER),
            .message = page_tap(MSG_UPDATE_LOOK, answer ? LOOK_QUESTION : LOOK_ANSWER)
        };
    buttons[count++] = step_button(page, 1);
    add_row(page, buttons, count);
}

static void add_note(const struct page *page)
{
    const struct staff *staff = &page->view->kiosk->staff;
    int y = page->buttons.y + page->buttons.h + EDGE_PX;

    staff_text(page, (struct rect){ page->dock.x, y, page->dock.w, page->canvas.h - y },
               &(struct staff_line){
                   .text = page_format(page, STR_UPDATE_LOOK_NOTE, page_number(page, staff->detail),
                                       page_number(page, staff->update_view->preview.change_count)),
                   .role = TEXT_CAPTION,
                   .color = COLOR_INK_2,
                   .ground = COLOR_PAPER_2,
                   .align = ALIGN_CENTER });
}

void staff_add_look(const struct view *view, struct widgets *out,
                    const struct update_change *change)
{
    const struct staff *staff = &view->kiosk->staff;
    const struct update_view *update = staff->update_view;
    struct kiosk *kiosk = widgets_lend(out, sizeof(*kiosk));
    struct view look = *view;
    struct page page;
    const struct sample sample = { .activity = update->next,
                                   .form = change->form,
                                   .question = change->question,
                                   .language = staff->look_language,
                                   .now_ms = view->now_ms };

    if (staff->look == LOOK_ANSWER)
        sample_feedback(kiosk, &sample);
    else
        sample_question(kiosk, &sample);
    if (!change->question->wordings[kiosk->language])
        kiosk->language = 0;
    kiosk->page = view->kiosk->page;
    look.kiosk = kiosk;
    screen_of(kiosk)->build(&look, out);

    staff_bare(&page, view, out);
    page_cut_dock(&page, page_find_dock(out));
    make_still(out, &page.dock, update->next->folder);
    if (view_is_rtl(&look) != view_is_rtl(view)) { /* theirs turns round, or stays when ours does */
        mirror_apply(out);
        page.dock = mirror_rect(out, page.dock);
        page.buttons = mirror_rect(out, page.buttons);
    }
    if (!page.portrait) /* a line of words stands below them */
        page.buttons.y -= NOTE_LIFT;
    add_buttons(&page, change);
    add_note(&page);
}
