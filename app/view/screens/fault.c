/* 暂停服务: words for passers-by, a plate for staff. Nothing can be pressed; staff hold the corner.
 */
#include <stddef.h>

#include "view/component.h"
#include "view/screens/screens.h"

enum { PLATE_PAD = 44, PLATE_ICON = 84, PLATE_LEAST = 190, GAP = 44, LAMP_LEAST = 420 };

static struct paragraph words_of(const struct page *page, const char *text, enum text_role role)
{
    return (struct paragraph){ .text = text,
                               .style = page_style(page, role),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .align = page->portrait ? ALIGN_CENTER : ALIGN_LEFT,
                               .role = ROLE_TEXT };
}

/* The plate: what is wrong, and what happens now. */
struct plate {
    struct paragraph head, text, next;
    int text_w, h;
};

static struct plate make_plate(const struct page *page, int width_px, int most_h)
{
    const struct kiosk *kiosk = page->view->kiosk;
    struct plate plate = { .text_w = width_px - 2 * PLATE_PAD - PLATE_ICON - 36 };

    plate.head = words_of(page, page_text(page, STR_FAULT_STAFF), page->large ? TEXT_SUB : TEXT_H2);
    bool paused = kiosk->paused && kiosk->fault[0] == '\0';
    plate.text =
        words_of(page, paused ? page_text(page, STR_FAULT_PAUSED) : kiosk->fault, TEXT_BODY);
    plate.next = words_of(page,
                          page_text(page, paused                  ? STR_FAULT_PAUSED_TEXT
                                          : kiosk->fault_is_final ? STR_FAULT_FINAL
                                                                  : STR_FAULT_RETRY),
                          TEXT_CAPTION);
    plate.head.align = plate.text.align = plate.next.align = ALIGN_LEFT;
    plate.head.ground = plate.text.ground = plate.next.ground = page->skin->field_deep;
    plate.h = 2 * 32 + paragraph_height(page, &plate.head, plate.text_w) +
              paragraph_height(page, &plate.next, plate.text_w) + 8;
    paragraph_fit(page, &plate.text, plate.text_w, most_h - plate.h, 36);
    plate.next.role = ROLE_CAPTION; /* small print */
    plate.h += paragraph_height(page, &plate.text, plate.text_w);
    if (plate.h < PLATE_LEAST)
        plate.h = PLATE_LEAST;
    return plate;
}

static void add_plate(const struct page *page, struct rect rect, const struct plate *plate)
{
    page_block(page, rect, page->skin->field_deep, 28);
    page_image(page,
               (struct rect){ rect.x + PLATE_PAD, rect.y + (rect.h - PLATE_ICON) / 2, PLATE_ICON,
                              PLATE_ICON },
               "ic-gear.svg", page->large ? COLOR_HC_GO : COLOR_GAM_SOFT);
    rect.x += PLATE_PAD + PLATE_ICON + 36;
    rect.w = plate->text_w;
    rect_cut_top(&rect, 32);
    rect_cut_top(&rect, paragraph_add(page, &plate->head, rect)->rect.h);
    rect_cut_top(&rect, paragraph_add(page, &plate->text, rect)->rect.h + 8);
    paragraph_add(page, &plate->next, rect);
}

/* The lamp that is not lit, as large as its place lets it. */
static void add_lamp(const struct page *page, struct rect area)
{
    int side = area.w * 110 / 100;
    struct rect rect;

    if (side > area.h * 100 / 92)
        side = area.h * 100 / 92;
    rect = (struct rect){ area.x + (area.w - side) / 2, area.y + (area.h - side * 92 / 100) / 2,
                          side, side };
    if (page->skin->motif != COLOR_NONE)
        page_image(page, rect, "motif-contours-9.svg", page->skin->motif)->clip = area;
    page_image(page, rect, "motif-lamp.svg", page->large ? COLOR_HC_BG : COLOR_AZU_TINT)->clip =
        area;
}

static void build(const struct view *view, struct widgets *out)
{
    const struct kiosk *kiosk = view->kiosk;
    struct page page;
    struct rect area, words;
    struct paragraph title, sub;
    struct plate plate;
    int total;

    page_bare(&page, view, out, SECTION_QUIZ);
    out->background = page.skin->field;
    page_block(&page, page.canvas, page.skin->field, 0)->role = ROLE_FIELD;
    page.header = (struct rect){ page.margin, 44, page.canvas.w - 2 * page.margin, 84 };
    area = rect_inset(page.canvas, page.margin, 0);
    rect_cut_top(&area, 60);
    rect_cut_bottom(&area, page.portrait ? 130 : 60);
    words = area;
    if (!page.portrait) {
        words = rect_cut_right(&area, area.w * 50 / 100);
        rect_cut_right(&area, 56);
    }
    title = words_of(&page, page_text(&page, STR_FAULT_TITLE), TEXT_DISPLAY);
    title.role = ROLE_HEADING;
    sub = words_of(&page, page_text(&page, STR_FAULT_SUB), TEXT_SUB);
    paragraph_fit(&page, &title, words.w, title.style.line_px, 72);
    if (page.large && !page.portrait) {
        /* The plate needs the room. */
        title.style = paragraph_sized(title.style, 100);
        sub.style = paragraph_sized(sub.style, 48);
    }
    paragraph_fit(&page, &sub, words.w, 3 * sub.style.line_px, 40);
    total = paragraph_height(&page, &title, words.w) + 16 + paragraph_height(&page, &sub, words.w) +
            GAP;
    plate = make_plate(&page, words.w, words.h - total - (page.portrait ? LAMP_LEAST : 0));
    total += plate.h;
    if (page.portrait) {
        words = rect_cut_bottom(&area, total);
        rect_cut_bottom(&area, 24);
    } else {
        words = rect_center(&words, words.w, total);
    }
    add_lamp(&page, area);
    if (kiosk->activity != NULL && !page.large)
        component_header(&page, kiosk->activity->name, 0);
    rect_cut_top(&words, paragraph_add(&page, &title, words)->rect.h + 16);
    rect_cut_top(&words, paragraph_add(&page, &sub, words)->rect.h + GAP);
    add_plate(&page, words, &plate);
    component_corner(&page, MSG_NONE);
}

const struct screen screen_fault = { "fault", build };
