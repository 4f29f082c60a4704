/*
 * 盖印抽奖: the score, and a seal to be pressed onto a sheet. What it prints is decided and saved
 * before the stone moves; the motion follows the kiosk's clock alone, so that any frame can be
 * built at any time.
 */
#include "base/utf8.h"
#include "view/component.h"
#include "view/prize_words.h"
#include "view/screens/quiz_frame.h"
#include "view/screens/score.h"
#include "view/screens/screens.h"

enum {
    /* of the drawn stage: the sheet, the stone over its upper edge, the place of the print */
    SHEET_W = 860,
    SHEET_H = 520,
    STONE_W = 394,
    STONE_H = 460,
    STONE_OVER = 166, /* of the stone, below the sheet's upper edge */
    PLACE = 330,
    PRINT = 300,
    STAGE_H = STONE_H - STONE_OVER + SHEET_H,
    LIFT = 60,
    HINT_H = 76,
    FRAME_MS = 16,
    SHAKE_STEP_MS = PRIZE_SHAKE_MS / 3
};

struct stage {
    const struct page *page;
    struct rect sheet;
    int scale;      /* in thousandths of the drawn size */
    int elapsed_ms; /* since the stone began to move; -1 = it has not */
    bool still;     /* no motion: large mode */
};

static int scaled(const struct stage *stage, int px)
{
    return px * stage->scale / 1000;
}

/* ---- motion ---- */

static const int impact_ms = PRIZE_PRESS_MS + PRIZE_LIFT_MS + PRIZE_FALL_MS;

/* From 0 to to while part_ms of span_ms pass, slowing down or speeding up. */
static int ease_out(int to, int part_ms, int span_ms)
{
    int left = span_ms - part_ms;

    return to - (int)((int64_t)to * left * left / ((int64_t)span_ms * span_ms));
}

static int ease_in(int to, int part_ms, int span_ms)
{
    return (int)((int64_t)to * part_ms * part_ms / ((int64_t)span_ms * span_ms));
}

static bool is_printed(const struct stage *stage)
{
    return stage->elapsed_ms >= (stage->still ? 0 : impact_ms);
}

/* How far the stone stands below its place of rest; false once it has left. */
static bool stone_offset(const struct stage *stage, int *out)
{
    int lift = scaled(stage, LIFT), t = stage->elapsed_ms - PRIZE_PRESS_MS;
    int down = scaled(stage, (SHEET_H + PLACE) / 2 - STONE_OVER);

    *out = 0;
    if (stage->still)
        return stage->elapsed_ms < 0;
    if (t <= 0)
        return true;
    if (t < PRIZE_LIFT_MS) {
        *out = -ease_out(lift, t, PRIZE_LIFT_MS);
        return true;
    }
    t -= PRIZE_LIFT_MS;
    if (t < PRIZE_FALL_MS) {
        *out = -lift + ease_in(lift + down, t, PRIZE_FALL_MS);
        return true;
    }
    t -= PRIZE_FALL_MS;
    *out = down - ease_in(stage->sheet.y + stage->sheet.h, t, PRIZE_RISE_MS);
    return t < PRIZE_RISE_MS;
}

static int shake(const struct stage *stage)
{
    static const int steps[] = { 6, -4, 2 };
    int step = (stage->elapsed_ms - impact_ms) / SHAKE_STEP_MS;

    if (stage->still || stage->elapsed_ms < impact_ms || step >= 3)
        return 0;
    return steps[step];
}

/* The next frame, while something moves. */
static void wake(const struct stage *stage)
{
    const struct view *view = stage->page->view;
    int moves_ms = impact_ms + PRIZE_RISE_MS;

    if (!stage->still && stage->elapsed_ms >= 0 && stage->elapsed_ms < moves_ms)
        page_wake(stage->page, view->now_ms + FRAME_MS);
}

/* ---- the sheet ---- */

static enum color ink_of(const struct page *page)
{
    return page->large ? COLOR_HC_INK : COLOR_CIN;
}

static void add_frame(const struct page *page, struct rect rect, int line_px, int radius_px)
{
    struct widget *frame = page_block(page, rect, COLOR_NONE, radius_px);

    frame->line = ink_of(page);
    frame->line_px = line_px;
}

/* 盖 above 印; words of Latin stand side by side. */
static void add_side(const struct stage *stage, struct rect rect, const char *text)
{
    const struct page *page = stage->page;
    struct paragraph words = { .text = text,
                               .style = page_style(page, TEXT_TITLE_2),
                               .color = page->large ? COLOR_HC_INK : COLOR_CIN_INK,
                               .ground = page->skin->card,
                               .align = ALIGN_CENTER,
                               .role = ROLE_CAPTION };

    words.style = paragraph_sized(words.style, scaled(stage, 76));
    if (words.style.size_px < 48)
        words.style = paragraph_sized(words.style, 48);
    if (!page_is_latin(page))
        rect = rect_center(&rect, words.style.size_px + 8, rect.h);
    paragraph_fit(page, &words, rect.w, rect.h, 36);
    if (!paragraph_cuts_word(page, &words, rect.w)) /* the button says it too */
        paragraph_add_middle(page, &words, rect);
}

static void add_place(const struct stage *stage, struct rect place)
{
    const struct page *page = stage->page;
    struct paragraph words = { .text = page_text(page, STR_DRAW_PLACE),
                               .style = page_style(page, TEXT_H2),
                               .color = page->large ? COLOR_HC_INK : COLOR_CIN_INK,
                               .ground = page->skin->card,
                               .align = ALIGN_CENTER,
                               .role = ROLE_CAPTION };
    struct widget *box = page_block(page, place, COLOR_NONE, 20);

    box->line = ink_of(page);
    box->line_px = 5;
    box->dashed = true;
    rect_cut_top(&place, place.h * 55 / 100);
    paragraph_fit(page, &words, place.w - 20, place.h, 36);
    paragraph_add_middle(page, &words, place);
}

static void add_print(const struct stage *stage, struct rect place)
{
    const struct page *page = stage->page;
    const struct prize_award *award = &page->view->kiosk->prize.award;
    const char *glyphs =
        prize_seal_words(page, award->outcome == SETTLED_AWARDED ? award->tier : -1);
    bool one = utf8_count(glyphs) == 1;
    struct rect rect = rect_center(&place, scaled(stage, PRINT), scaled(stage, PRINT));
    int size = rect.w * (one ? 66 : 40) / 100;
    struct paragraph words = { .text = glyphs,
                               .style = { FACE_SERIF_BLACK, size, size, 0 },
                               .color = COLOR_PAPER_0,
                               .ground = COLOR_CIN,
                               .align = ALIGN_CENTER,
                               .role = ROLE_HEADING };
    struct widget *print = page_image(page, rect, "seal-print-b.svg", COLOR_NONE);

    print->rotate_deg = (int16_t)(page->large ? 0 : -4);
    paragraph_add_middle(page, &words, rect)->rotate_deg = print->rotate_deg;
}

static void add_sheet(const struct stage *stage)
{
    const struct page *page = stage->page;
    struct rect sheet = stage->sheet, place, left, right;
    struct widget *paper;

    sheet.y += shake(stage);
    place = rect_center(&sheet, scaled(stage, PLACE), scaled(stage, PLACE));
    paper = page_block(page, sheet, page->skin->card, 20);
    paper->shadow = !page->large;
    add_frame(page, rect_inset(sheet, 18, 18), 6, 8);
    add_frame(page, rect_inset(sheet, 32, 32), 2, 4);
    left = right = rect_inset(sheet, 44, 44);
    left.w = place.x - left.x - 16;
    right.x = place.x + place.w + 16;
    right.w = left.w;
    add_side(stage, left, page_text(page, STR_DRAW_LEFT));
    add_side(stage, right, page_text(page, STR_DRAW_RIGHT));
    if (is_printed(stage))
        add_print(stage, place);
    else
        add_place(stage, place);
}

/* ---- the stone ---- */

static void add_arrows(const struct stage *stage, struct rect stone)
{
    const struct page *page = stage->page;
    int side = scaled(stage, 110), y = stage->sheet.y - side - scaled(stage, 40);
    int gap = scaled(stage, 110);
    enum color tint = page->large ? COLOR_HC_INK : COLOR_GAM_DEEP;

    for (int i = 0; i < 2; i++) {
        int x = i == 0 ? stone.x - gap : stone.x + stone.w + gap;
        page_image(page, (struct rect){ x - side / 2, y, side, side }, "ic-arrow-right.svg", tint)
            ->rotate_deg = 90;
    }
}

static void add_stone(const struct stage *stage)
{
    struct rect stone = { 0, 0, scaled(stage, STONE_W), scaled(stage, STONE_H) };
    int offset;

    stone.x = stage->sheet.x + (stage->sheet.w - stone.w) / 2;
    stone.y = stage->sheet.y - stone.h + scaled(stage, STONE_OVER);
    if (!stone_offset(stage, &offset))
        return;
    if (stage->elapsed_ms < 0)
        add_arrows(stage, stone);
    stone.y += offset;
    page_image(stage->page, stone, "art-seal-stone.svg", COLOR_NONE)->role = ROLE_PICTURE;
}

static void add_hint(const struct page *page, struct rect rect)
{
    struct paragraph words = { .text = page_text(page, STR_DRAW_HINT),
                               .style = page_style(page, TEXT_BODY),
                               .color = page->skin->ink,
                               .ground = page->skin->ground,
                               .align = ALIGN_CENTER,
                               .role = ROLE_TEXT };

    paragraph_fit(page, &words, rect.w, rect.h, page->large ? 48 : 40);
    paragraph_add_middle(page, &words, rect);
}

static void add_stage(const struct page *page, struct rect area)
{
    const struct kiosk *kiosk = page->view->kiosk;
    bool moves = kiosk->prize.phase == PRIZE_STAMPING;
    struct stage stage = { .page = page, .still = page->large || page->view->reduced_motion };
    struct rect hint = rect_cut_bottom(&area, HINT_H);
    int scale_w = area.w * 1000 / SHEET_W, scale_h = area.h * 1000 / STAGE_H;

    stage.scale = scale_h < scale_w ? scale_h : scale_w;
    if (stage.scale > 1000)
        stage.scale = 1000;
    stage.elapsed_ms = moves ? (int)(page->view->now_ms - kiosk->prize.stamped_ms) : -1;
    stage.sheet = (struct rect){ 0, 0, scaled(&stage, SHEET_W), scaled(&stage, SHEET_H) };
    stage.sheet.x = area.x + (area.w - stage.sheet.w) / 2;
    stage.sheet.y = area.y + area.h - stage.sheet.h - (area.h - scaled(&stage, STAGE_H)) / 2;
    add_sheet(&stage);
    add_stone(&stage);
    wake(&stage);
    if (!moves)
        add_hint(page, hint);
}

/* ---- the page ---- */

/* While the stone moves, a tap anywhere below the field skips to the end. */
static void add_skip(const struct page *page)
{
    struct rect rect = page->controls;
    struct widget *target;

    if (rect.y < (page->canvas.h + 2) / 3) /* nothing to press in the upper third */
        rect.y = (page->canvas.h + 2) / 3;
    rect.h = page->canvas.h - rect.y;
    target = page_block(page, rect, COLOR_NONE, 0);
    target->label = page_text(page, STR_DRAW_SKIP);
    target->message = page_tap(MSG_NEXT, 0);
}

static void add_dock(const struct page *page)
{
    bool saving = kiosk_is_saving(page->view->kiosk);

    component_dock(page,
                   (struct button[]){
                       { .look = saving ? BUTTON_DISABLED : BUTTON_SECONDARY,
                         .label = page_text(page, STR_DRAW_DECLINE),
                         .icon_before = "ic-back.svg",
                         .message = page_tap(MSG_DECLINE, 0) },
                       { .look = saving ? BUTTON_DISABLED : BUTTON_PRIMARY,
                         .label = page_text(page, saving ? STR_SAVING : STR_DRAW_PRESS),
                         .icon_before = saving ? NULL : "ic-tap.svg",
                         .message = page_tap(MSG_DRAW, 0) },
                   },
                   2);
}

static void build(const struct view *view, struct widgets *out)
{
    const struct kiosk *kiosk = view->kiosk;
    struct page_shape shape = { .section = SECTION_HOME,
                                .field_h = score_field_h(view),
                                .column_w = 640,
                                .motif_side = 870,
                                .motif_x = 140,
                                .motif_y = -100 };
    struct page page;
    struct rect area;

    page_open(&page, view, out, &shape);
    component_header(&page, quiz_name(&page), component_chip(&page));
    score_add(
        &page,
        page_text(&page, kiosk->quiz.right == kiosk->quiz.count ? STR_RESULT_ALL : STR_RESULT_GOOD),
        page_text(&page, STR_DRAW_SUB));
    area = page.controls;
    score_add_book(&page, rect_cut_top(&area, score_book_height(&page, area.w)));
    rect_cut_top(&area, 24);
    add_stage(&page, area);
    if (kiosk->prize.phase == PRIZE_STAMPING)
        add_skip(&page);
    else
        add_dock(&page);
}

const struct screen screen_prize_draw = { "prize-draw", build };
