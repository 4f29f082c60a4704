/* 更新题库: one question as visitors will meet it, with its answer marked for the staff. */
#include <stddef.h>
#include <string.h>

#include "base/utf8.h"
#include "view/screens/staff_frame.h"
#include "view/screens/staff_update.h"

enum { OPTION_GAP = 18, LETTER_PX = 76, PAD = 24, OPTION_LEAST_H = 112 };

static const char answer_key[] = "答案：";

static bool is_option(const char *line)
{
    return line[0] >= 'A' && line[0] <= 'Z' && line[1] == '.' && line[2] == ' ';
}

static bool is_right(const char *lines, char letter)
{
    const char *answer = strstr(lines, answer_key);

    if (!answer)
        return false;
    for (answer += strlen(answer_key); *answer && *answer != '\n'; answer++)
        if (*answer == letter)
            return true;
    return false;
}

static void add_option(const struct page *page, struct rect *area, const char *line, size_t len,
                       bool right)
{
    enum color fill = right ? COLOR_MAL_TINT : COLOR_PAPER_0;
    struct paragraph words = { .text = widgets_format(page->out, "%.*s", (int)len - 3, line + 3),
                               .style = page_style(page, TEXT_OPTION),
                               .color = right ? COLOR_MAL : COLOR_INK_1,
                               .ground = fill,
                               .role = ROLE_TEXT };
    int width = area->w - 3 * PAD - LETTER_PX - (right ? 76 : 0), high;
    struct rect row, letter;

    paragraph_fit(page, &words, width, 3 * words.style.line_px, 40);
    high = paragraph_height(page, &words, width) + 2 * PAD;
    row = rect_cut_top(area, high > OPTION_LEAST_H ? high : OPTION_LEAST_H);
    struct widget *block = page_block(page, row, fill, 24);
    block->line = right ? COLOR_MAL : COLOR_RULE;
    block->line_px = right ? 6 : 3;
    letter = (struct rect){ row.x + PAD, row.y + (row.h - LETTER_PX) / 2, LETTER_PX, LETTER_PX };
    page_block(page, letter, right ? COLOR_MAL : COLOR_PAPER_2, 14);
    staff_text(page, letter,
               &(struct staff_line){ .text = widgets_format(page->out, "%c", line[0]),
                                     .role = TEXT_OPTION_LETTER,
                                     .color = right ? COLOR_PAPER_0 : COLOR_INK_1,
                                     .ground = right ? COLOR_MAL : COLOR_PAPER_2,
                                     .align = ALIGN_CENTER });
    rect_cut_left(&row, 2 * PAD + LETTER_PX);
    if (right)
        page_image(page, (struct rect){ row.x + row.w - 76, row.y + (row.h - 56) / 2, 56, 56 },
                   "ic-check.svg", COLOR_MAL);
    row.w = width;
    paragraph_add_middle(page, &words, row);
    rect_cut_top(area, OPTION_GAP);
}

/* The first lines are type and options, then 答案 and 解析. */
void staff_add_question(const struct page *page, struct rect body,
                        const struct update_change *change)
{
    const char *lines = change->after, *at = lines;

    while (*at) {
        size_t len = strcspn(at, "\n");
        if (is_option(at) && body.h > OPTION_LEAST_H)
            add_option(page, &body, at, len, is_right(lines, at[0]));
        else if (strncmp(at, answer_key, strlen(answer_key)) == 0)
            break;
        at += len + (at[len] == '\n');
    }
    if (*at && body.h > 60)
        staff_paragraph(page, body, at, TEXT_BODY, COLOR_INK_1, COLOR_PAPER_1);
}
