/* 中奖: the ticket with its code, in letters and as a QR code, and how to collect. */
#include <string.h>

#include "port/qr.h"
#include "view/flow.h"
#include "view/prize_words.h"
#include "view/screens/quiz_frame.h"
#include "view/screens/reading.h"
#include "view/screens/screens.h"

enum {
    DISC = 300,
    DISC_COLUMN = 250, /* landscape */
    TICKET_H = 480,
    TICKET_LARGE_H = 560,
    STUB_W = 392, /* right of the tear line */
    QR_BOX = 316,
    QR_QUIET = 2, /* modules */
    NOTCH = 44,
    PAD = 52,
    STEPS = 3,
    STEP_H = 76,
    STEP_NUMBER = 72,
    NOTICE_GAP = 24
};

static bool is_ranked(const struct page *page)
{
    return page->view->kiosk->prize.award.outcome == SETTLED_RANKED;
}

static const struct prize_tier *tier_of(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    int tier = kiosk->prize.award.tier;

    return tier >= 0 && tier < kiosk->activity->tier_count ? &kiosk->activity->tiers[tier] : NULL;
}

/* Beside the ticket there is room in the reading column, below it there is not. */
static bool notice_in_field(const struct page *page)
{
    return !page->portrait && !page->large;
}

/* ---- what was won ---- */

static const char *title_of(const struct page *page)
{
    const struct prize_tier *tier = tier_of(page);
    bool drawn = page->view->kiosk->activity->prize_way == PRIZE_BY_DRAW;

    if (tier == NULL)
        return page_text(page, STR_WON_RANK);
    return page_format(page, drawn ? STR_WON_DRAW : STR_WON_SCORE,
                       prize_tier_name(page->view, tier->name), NULL);
}

static const char *sub_of(const struct page *page)
{
    const struct prize_tier *tier = tier_of(page);

    if (tier == NULL)
        return page_text(page, STR_WON_RANK_SUB);
    return page_format(page, STR_WON_ITEM, prize_item_name(page->view, tier->item), NULL);
}

static void add_disc(const struct page *page, struct rect *area)
{
    const struct prize_tier *tier = tier_of(page);
    const char *art = tier != NULL ? prize_art(tier->item) : NULL;
    int side = page->portrait ? DISC : DISC_COLUMN;
    struct rect disc;

    if (page->large)
        return;
    disc = rect_cut_top(area, side);
    disc = rect_center(&disc, side, side);
    page_block(page, disc, COLOR_GAM_SOFT, side / 2);
    page_image(page, rect_inset(disc, side / 7, side / 7),
               art != NULL    ? art
               : tier != NULL ? "ic-gift.svg"
                              : "ic-flag.svg",
               art != NULL ? COLOR_NONE : COLOR_CIN)
        ->role = ROLE_PICTURE;
    rect_cut_top(area, 16);
}

/* In a column a title breaks where it draws breath: 恭喜， / 抽中二等奖. */
static const char *broken(const struct page *page, const char *title)
{
    static const char *const marks[] = { "，", ": " };

    for (int i = 0; i < 2; i++) {
        const char *at = strstr(title, marks[i]);
        int len = at == NULL ? 0 : (int)(at - title + (i == 0 ? (int)strlen(marks[i]) : 1));
        if (at != NULL)
            return widgets_format(page->out, "%.*s\n%s", len, title, at + strlen(marks[i]));
    }
    return title;
}

static void add_titles(const struct page *page)
{
    struct rect area = page->reading;
    struct paragraph title = { .text = title_of(page),
                               .style = page_style(page, TEXT_TITLE_2),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .align = ALIGN_CENTER,
                               .role = ROLE_HEADING };
    struct paragraph sub = title;

    sub.text = sub_of(page);
    sub.style = page_style(page, TEXT_SUB);
    sub.role = ROLE_TEXT;
    rect_cut_top(&area, page->portrait ? 24 + page_extra_h(page, 12) : 72 + page_extra_h(page, 30));
    add_disc(page, &area);
    if (!page->portrait)
        title.text = broken(page, title.text);
    paragraph_fit(page, &title, area.w, title.style.line_px * (page->portrait ? 1 : 2), 52);
    rect_cut_top(&area, paragraph_add(page, &title, area)->rect.h + 4);
    paragraph_fit(page, &sub, area.w, sub.style.line_px * 2, page->large ? 48 : 40);
    rect_cut_top(&area, paragraph_add(page, &sub, area)->rect.h + 28);
    if (notice_in_field(page)) {
        sub.text = page_text(page, STR_WON_NOTICE);
        sub.style = paragraph_sized(page_style(page, TEXT_BODY), 40);
        paragraph_fit(page, &sub, area.w, area.h, 40);
        paragraph_add(page, &sub, area);
    }
}

/* ---- QR ---- */

/* Dark modules as few blocks as rows of equal runs allow. */
static void add_modules(const struct page *page, const struct qr *qr, int x, int y, int module_px)
{
    bool done[QR_SIDE_MAX][QR_SIDE_MAX] = { { false } };

    for (int row = 0; row < qr->side; row++) {
        for (int column = 0; column < qr->side; column++) {
            int w = 0, h = 1;
            if (!qr->dark[row][column] || done[row][column])
                continue;
            while (column + w < qr->side && qr->dark[row][column + w] && !done[row][column + w])
                w++;
            for (bool same = true; same && row + h < qr->side;) {
                for (int i = 0; i < w; i++)
                    same = same && qr->dark[row + h][column + i] && !done[row + h][column + i];
                h += same;
            }
            for (int i = 0; i < w * h; i++)
                done[row + i / w][column + i % w] = true;
            page_block(page,
                       (struct rect){ x + column * module_px, y + row * module_px, w * module_px,
                                      h * module_px },
                       COLOR_HC_INK, 0);
        }
    }
}

static void add_qr(const struct page *page, struct rect box, const char *code)
{
    struct qr qr;
    int module_px, side, first = page->out->count;

    page_block(page, box, COLOR_HC_BG, 0)->role = ROLE_PICTURE;
    if (!qr_encode(code, &qr))
        return;
    module_px = box.w / (qr.side + 2 * QR_QUIET);
    side = module_px * qr.side;
    add_modules(page, &qr, box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, module_px);
    widgets_keep(page->out, first, box);
}

/* ---- ticket ---- */

static int ticket_height(const struct page *page)
{
    return page->large ? TICKET_LARGE_H : TICKET_H;
}

static void add_tear(const struct page *page, struct rect ticket, int x, enum color above)
{
    int step = 22;
    struct rect notch = { x - NOTCH / 2, ticket.y - NOTCH / 2, NOTCH, NOTCH };

    for (int y = ticket.y + NOTCH / 2 + 8; y + step < ticket.y + ticket.h - NOTCH / 2; y += step)
        page_block(page, (struct rect){ x - 2, y, 5, 12 }, page->skin->card_line, 0);
    if (page->large)
        return;
    page_block(page, notch, above, NOTCH / 2)->clip = ticket;
    notch.y += ticket.h;
    page_block(page, notch, page->skin->ground, NOTCH / 2)->clip = ticket;
}

static struct paragraph ticket_words(const struct page *page, const char *text)
{
    return (struct paragraph){ .text = text,
                               .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink_soft,
                               .ground = page->skin->card,
                               .role = ROLE_CAPTION };
}

static void add_code(const struct page *page, struct rect area)
{
    const struct prize_award *award = &page->view->kiosk->prize.award;
    bool ranked = is_ranked(page);
    struct paragraph head =
        ticket_words(page, page_text(page, ranked ? STR_WON_CODE_RANK : STR_WON_CODE));
    struct paragraph code = head, until = head;
    struct rect line;

    head.style = paragraph_sized(head.style, page->large ? 54 : 42);
    head.color = page->skin->ink;
    code.text = widgets_format(page->out, "%.4s\n%.4s", award->code, award->code + 4);
    code.style = (struct text_style){ FACE_SANS_BLACK, 112, 124, 8 };
    code.color = page->skin->ink;
    code.role = ROLE_HEADING;
    until.text =
        ranked ? page_text(page, STR_WON_UNTIL_RANK)
               : page_format(page, STR_WON_UNTIL, prize_moment(page, award->valid_until_ms), NULL);
    line = rect_cut_top(&area, head.style.line_px + 6);
    paragraph_fit(page, &head, line.w, line.h, 36);
    paragraph_add(page, &head, line);
    line = rect_cut_top(&area, 2 * code.style.line_px + 8);
    paragraph_add(page, &code, line);
    if (!paragraph_fit(page, &until, area.w, until.style.line_px, 36))
        paragraph_fit(page, &until, area.w, area.h, 36);
    paragraph_add(page, &until, area);
}

static void draw_ticket(const struct page *page, struct rect rect, const void *context)
{
    const enum color *above = context;
    int stub = rect.w - STUB_W;
    struct rect code = { rect.x + PAD, rect.y + 44, stub - PAD - 20, rect.h - 64 };
    struct rect qr = { rect.x + stub + (STUB_W - QR_BOX) / 2, rect.y + 40, QR_BOX, QR_BOX };
    struct rect under = { rect.x + stub + 16, qr.y + QR_BOX + 10, STUB_W - 32, 0 };
    struct paragraph scan = ticket_words(page, page_text(page, STR_WON_SCAN));
    struct widget *card = page_block(page, rect, page->skin->card, 28);

    card->shadow = !page->large;
    card->line = page->large ? page->skin->card_line : COLOR_NONE;
    card->line_px = page->large ? 5 : 0;
    add_tear(page, rect, rect.x + stub, *above);
    add_code(page, code);
    add_qr(page, qr, page->view->kiosk->prize.award.code);
    under.h = rect.y + rect.h - under.y - 16;
    scan.align = ALIGN_CENTER;
    paragraph_fit(page, &scan, under.w, under.h, 36);
    paragraph_add(page, &scan, under);
}

/* ---- how to collect ---- */

struct step {
    int number;
    const char *text;
};

static struct paragraph step_words(const struct page *page, const char *text)
{
    struct paragraph words = reading_words(page, text);

    words.style = paragraph_sized(words.style, page->large ? 54 : 42);
    return words;
}

static int step_height(const struct page *page, const char *text, int width_px)
{
    struct paragraph words = step_words(page, text);
    int h = paragraph_height(page, &words, width_px - STEP_NUMBER - 26);

    return h > STEP_H ? h : STEP_H;
}

static void draw_step(const struct page *page, struct rect rect, const void *context)
{
    const struct step *step = context;
    struct rect block = { rect.x, rect.y + (rect.h - STEP_NUMBER) / 2, STEP_NUMBER, STEP_NUMBER };
    struct paragraph words = step_words(page, step->text);
    struct paragraph number = { .text = page_number(page, step->number),
                                .style = { page->large ? FACE_SANS_BLACK : FACE_SERIF_BLACK, 44, 56,
                                           0 },
                                .color = page->skin->select_ink,
                                .ground = page->skin->select,
                                .align = ALIGN_CENTER };

    page_block(page, block, number.ground, 12);
    paragraph_add_middle(page, &number, block);
    rect_cut_left(&rect, STEP_NUMBER + 26);
    paragraph_add_middle(page, &words, rect);
}

static void draw_notice(const struct page *page, struct rect rect, const void *context)
{
    (void)context;
    component_notice(page, rect, "ic-info.svg", page_text(page, STR_WON_NOTICE));
}

static void add_steps(const struct page *page, struct flow *flow, int width_px)
{
    const char *notice = page_text(page, STR_WON_NOTICE);
    struct step *steps = widgets_alloc(page->out, STEPS * sizeof(*steps));
    bool ranked = is_ranked(page);

    steps[0] = (struct step){ 1, page_text(page, STR_WON_STEP_1) };
    steps[1] = (struct step){ 2, page_text(page, ranked ? STR_WON_STEP_2_RANK : STR_WON_STEP_2) };
    steps[2] = (struct step){ 3, page_text(page, ranked ? STR_WON_STEP_3_RANK : STR_WON_STEP_3) };
    for (int i = 0; i < STEPS; i++)
        flow_add_box(flow, i == 0 ? 40 : 22, step_height(page, steps[i].text, width_px), draw_step,
                     &steps[i]);
    if (!notice_in_field(page))
        flow_add_box(flow, NOTICE_GAP, component_notice_height(page, width_px, notice), draw_notice,
                     NULL);
}

/* ---- the page ---- */

static void add_dock(const struct page *page)
{
    bool may_stay = page->view->kiosk->prize.longer < PRIZE_LONGER_MAX;

    component_dock(page,
                   (struct button[]){
                       { .look = may_stay ? BUTTON_SECONDARY : BUTTON_DISABLED,
                         .label = page_text(page, STR_WON_LONGER),
                         .icon_before = "ic-clock.svg",
                         .message = page_tap(MSG_LONGER, 0) },
                       { .look = BUTTON_PRIMARY,
                         .label = page_text(page, STR_WON_DONE),
                         .icon_after = "ic-check.svg",
                         .message = page_tap(MSG_FINISH, 0) },
                   },
                   2);
}

static void build(const struct view *view, struct widgets *out)
{
    bool large = view->kiosk->large_text;
    struct page_shape shape = { .section = SECTION_HOME,
                                .field_h = large ? 470 : 760,
                                .column_w = 640,
                                .wick = true, /* no rule: the ticket lies over the border */
                                .lit_rings = true,
                                .motif_side = 1180,
                                .motif_y = -170 };
    struct page page;
    struct flow flow = { .count = 0 };
    struct rect area;
    enum color *above = widgets_alloc(out, sizeof(*above));

    page_open(&page, view, out, &shape);
    component_header(&page, quiz_name(&page), component_chip(&page));
    add_titles(&page);
    area = page.controls;
    *above = page.skin->ground;
    if (page.portrait && !large) {
        /* The ticket lies over the field's lower edge. */
        struct rect ticket = { area.x, page.field.y + page.field.h - 82, area.w, TICKET_H };
        *above = page.skin->field;
        draw_ticket(&page, ticket, above);
        rect_cut_top(&area, ticket.y + ticket.h - area.y + 50);
    } else {
        flow_add_box(&flow, 0, ticket_height(&page), draw_ticket, above);
    }
    add_steps(&page, &flow, area.w);
    flow_place(&page, &flow, area);
    add_dock(&page);
}

const struct screen screen_prize_won = { "prize-won", build };
