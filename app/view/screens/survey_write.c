/* Answers that are entered: text, the words of an option [其他], a number, a date. */
#include <ctype.h>
#include <stdio.h>

#include "base/date.h"
#include "base/utf8.h"
#include "play/entry.h"
#include "view/screens/survey_inside.h"

enum {
    KEYBOARD_H = 700,
    KEYBOARD_LARGE_H = 760,
    PINYIN_H = 592,
    PAD_H = 740,
    PINYIN_WIDE_H = 436,
    STRIP_GAP = 16,
    STRIP_HIGH_LEAST = 1000, /* lower places have the letters beside the words */
    BOX_LEAST = 150,
    BOX_MOST = 520,
    PHONE_DIGITS = 7,
    KEYBOARD_PAD = 24
};

/* ---- text ---- */

/* Seven digits are a telephone number before they are anything else. */
static bool looks_personal(const char *text)
{
    int digits = 0;

    for (; *text != '\0'; text++)
        digits += isdigit((unsigned char)*text) != 0;
    return digits >= PHONE_DIGITS;
}

/* The keyboard runs nearer to the edges than other controls; it stands on the dock. */
static struct rect keyboard_area(const struct page *page, struct rect area, bool spell, bool hand,
                                 int strip_h)
{
    int pinyin_h = hand ? PAD_H : page->portrait ? PINYIN_H : PINYIN_WIDE_H;
    int h = spell         ? pinyin_h
            : page->large ? KEYBOARD_LARGE_H
                          : KEYBOARD_H,
        most = area.h - BOX_LEAST - 24 - KEYBOARD_PAD - strip_h;

    h = h < most ? h : most;
    if (page->portrait) {
        area.x = 25;
        area.w = page->canvas.w - 50;
    }
    area.y += area.h - h;
    area.h = h;
    return area;
}

/* The keys stand on the colour of the dock. */
static void add_keyboard_ground(const struct page *page, struct rect keys)
{
    struct rect ground = { page->dock.x, keys.y - KEYBOARD_PAD, page->dock.w, 0 };

    ground.h = page->dock.y - ground.y;
    page_block(page, ground, page->skin->dock, 0);
    page_block(page, rect_cut_top(&ground, 4), page->skin->dock_line, 0);
}

/* What was written by hand stands in the text by its number. */
static const char *readable_text(const struct survey_page *p)
{
    struct strbuf text;
    const char *copy;

    strbuf_init(&text);
    ink_write_text(p->answer->text, &text);
    copy = widgets_format(p->page.out, "%s", text.text);
    strbuf_fini(&text);
    return copy;
}

static void add_writing(const struct survey_page *p, struct rect area, int most_chars,
                        int base_page)
{
    const struct page *page = &p->page;
    const char *text = readable_text(p);
    int chars = utf8_count(p->answer->text);
    const char *note = page_format(page, STR_SURVEY_COUNT, page_number(page, chars),
                                   page_number(page, most_chars));
    bool hand = component_keys_write(page, base_page);
    bool spell = hand || component_keys_spell(page, base_page);
    bool high = !hand && page->portrait && area.h >= STRIP_HIGH_LEAST;
    int strip_h = spell ? PINYIN_ROW_H + STRIP_GAP + (high ? PINYIN_LETTERS_H + 6 : 0) : 0;
    struct rect keys, box = area;

    area.h += page->portrait ? 20 : 12; /* the keys may come nearer to the dock */
    keys = keyboard_area(page, area, spell, hand, strip_h);
    box.h = keys.y - 24 - KEYBOARD_PAD - strip_h - box.y;
    if (box.h > BOX_MOST)
        box = (struct rect){ box.x, box.y + (box.h - BOX_MOST) / 2, box.w, BOX_MOST };
    if (looks_personal(p->answer->text))
        note = page_text(page, STR_SURVEY_PERSONAL);
    if (!page->large)
        add_keyboard_ground(page, keys);
    if (spell) {
        int strip_y = keys.y - KEYBOARD_PAD - strip_h;
        struct rect strip = { keys.x, strip_y, keys.w, strip_h - STRIP_GAP };
        if (hand)
            component_pad_strip(page, strip);
        else
            component_pinyin_strip(page, strip);
    }
    component_text_box(page, box, text, note, chars >= most_chars);
    component_keyboard(page, keys, base_page);
}

void survey_add_text(const struct survey_page *p, struct rect area)
{
    int most = p->question->max_chars > 0 ? p->question->max_chars : ENTRY_TEXT_MAX_CHARS;

    add_writing(p, area, most, p->stem_at * KEYS_LAYERS);
}

void survey_add_other(const struct survey_page *p, struct rect area)
{
    add_writing(p, area, ENTRY_OTHER_MAX_CHARS, SURVEY_WRITING);
}

/* ---- number ---- */

static const char *number_text(const struct survey_page *p)
{
    const struct answer *answer = p->answer;

    if (answer->text[0] != '\0' || !answer->given)
        return widgets_format(p->page.out, "%s", answer->text);
    return widgets_format(p->page.out, "%g", answer->number);
}

void survey_add_number(const struct survey_page *p, struct rect area)
{
    const struct page *page = &p->page;
    const struct question *q = p->question;
    const char *note = NULL;
    struct rect pad = area;
    int box_h = page->large ? 220 : 190;

    if (q->has_range)
        note = page_format(page, STR_SURVEY_RANGE, widgets_format(page->out, "%g", q->range_min),
                           widgets_format(page->out, "%g", q->range_max));
    component_text_box(page, rect_cut_top(&pad, box_h), number_text(p), note, false);
    rect_cut_top(&pad, 28);
    component_number_pad(page, pad, q->has_range && q->range_min < 0, true);
}

/* ---- date ---- */

enum date_part { PART_YEAR, PART_MONTH, PART_DAY, PART_COUNT };

static int month_days(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

/* The date with one part changed by step, wrapping within month and day. */
static int32_t date_step(int32_t date, enum date_part part, int step)
{
    int year, month, day;
    char text[16];
    int32_t moved;

    date_split(date, &year, &month, &day);
    if (part == PART_YEAR)
        year += step;
    else if (part == PART_MONTH)
        month = (month + step + 11) % 12 + 1;
    else
        day = (day + step + month_days(year, month) - 1) % month_days(year, month) + 1;
    if (day > month_days(year, month))
        day = month_days(year, month);
    snprintf(text, sizeof(text), "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
    return date_parse(text, &moved) ? moved : date;
}

static void add_part(const struct survey_page *p, struct rect column, int32_t date,
                     enum date_part part)
{
    static const enum string_id names[PART_COUNT] = { STR_SURVEY_YEAR, STR_SURVEY_MONTH,
                                                      STR_SURVEY_DAY };
    const struct page *page = &p->page;
    const char *name = page_text(page, names[part]);
    int values[PART_COUNT];
    struct paragraph number = { .style = { FACE_SANS_BLACK, 88, 104, 0 },
                                .color = page->skin->ink,
                                .ground = page->skin->ground,
                                .align = ALIGN_CENTER,
                                .role = ROLE_TEXT };
    struct paragraph words = number;
    struct rect middle;

    date_split(date, &values[PART_YEAR], &values[PART_MONTH], &values[PART_DAY]);
    for (int up = 1; up >= 0; up--) {
        struct button button = {
            .label = widgets_format(page->out, "%s %s", name,
                                    page_text(page, up ? STR_SURVEY_LATER : STR_SURVEY_EARLIER)),
            .message = page_tap(MSG_SET_DATE, date_step(date, part, up ? 1 : -1))
        };
        struct rect place = up ? rect_cut_top(&column, 150) : rect_cut_bottom(&column, 150);
        component_button(page, place, &button);
    }
    middle = rect_center(&column, column.w, 104 + 56);
    number.text = page_number(page, values[part]);
    words.text = name;
    words.style = page_style(page, TEXT_BODY);
    words.style.line_px = 56;
    paragraph_fit(page, &number, column.w, 104, 48);
    paragraph_add_middle(page, &number, rect_cut_top(&middle, 104));
    paragraph_fit(page, &words, column.w, 56, 36);
    paragraph_add(page, &words, middle);
}

void survey_add_date(const struct survey_page *p, struct rect area)
{
    const struct page *page = &p->page;
    int32_t date = p->answer->given ? p->answer->date : date_of_ms(page->view->kiosk->wall_ms);
    struct rect top = rect_cut_top(&area, page->large ? 160 : 136);
    char text[DATE_TEXT_LEN];
    struct button today = { .look = BUTTON_SECONDARY,
                            .icon_before = p->answer->given ? "ic-check.svg" : "ic-calendar.svg",
                            .message = page_tap(MSG_SET_DATE, date) };

    date_format(date, text);
    today.label = widgets_format(page->out, "%s", text);
    component_button(page, top, &today);
    rect_cut_top(&area, 48);
    area.h = area.h > 620 ? 620 : area.h - 10;
    for (int part = 0; part < PART_COUNT; part++)
        add_part(p, rect_column(&area, part, PART_COUNT, 32), date, (enum date_part)part);
}
