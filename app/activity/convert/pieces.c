#include "activity/convert/pieces.h"

#include <stdlib.h>

#include "activity/convert/answer_list.h"
#include "activity/convert/chain.h"
#include "activity/convert/glue.h"
#include "activity/convert/noise.h"
#include "activity/convert/reply.h"
#include "activity/convert/stem.h"

enum { REPLY_TEXT_MAX = 20 };

static uint8_t hints_of(struct span text)
{
    struct reply reply;
    uint8_t hints = 0;
    if (stem_asks(text))
        hints |= HINT_ASKS;
    if (chain_is_there(text))
        hints |= HINT_OPTION;
    if (text.len > 0 && text.len <= REPLY_TEXT_MAX && reply_parse_whole(text, &reply) &&
        (reply.has_letters || reply.has_judge))
        hints |= HINT_REPLY;
    return hints;
}

static struct piece *add(struct pieces *pieces, enum piece_kind kind, struct span text,
                         const struct text_line *line, bool first)
{
    pieces->items =
        mem_grow(pieces->items, pieces->count, &pieces->capacity, sizeof *pieces->items);
    struct piece *piece = &pieces->items[pieces->count++];
    *piece = (struct piece){
        .kind = kind, .text = text, .line = line->number, .gap = first && line->gap
    };
    return piece;
}

/* Signs before a key at the beginning of a line: // • - */
static int skip_signs(struct span text)
{
    int i = 0;
    for (; i < text.len; i++) {
        uint32_t c = span_fold(text, i);
        bool sign = c == '/' || c == '-' || c == '*' || c == '>' || c == 0x2022 || c == 0xB7 ||
                    c == 0x25CF || c == 0x25A0 || c == 0x25C6 || c == 0x2605 || c == 0x203B ||
                    span_is_blank_char(text.at[i]);
        if (!sign)
            break;
    }
    return i;
}

static bool add_letter(struct pieces *pieces, struct span text, const struct text_line *line,
                       bool first)
{
    struct letter_mark mark;
    int from = skip_signs(text);
    while (span_fold(text, from) == SPAN_TICK || span_fold(text, from) == 0x25A1 ||
           span_fold(text, from) == 0x25CB || span_fold(text, from) == 0x2610 ||
           span_fold(text, from) == ' ')
        from++;
    if (!mark_letter(text, from, &mark) || (mark.style == LETTER_COMMA) ||
        (mark.small && mark.style >= LETTER_COMMA))
        return false;
    /* （A）下列…… is more often an answer before its stem. */
    struct piece *piece = add(pieces, PIECE_OPTION, text, line, first);
    piece->letter = mark.letter;
    piece->hints = (uint8_t)(hints_of(text) | HINT_OPTION);
    if (mark.style >= LETTER_SPACE) {
        /* A 公司 may begin a sentence: only neighbours can tell. */
        piece->kind = PIECE_TEXT;
        piece->hints &= (uint8_t)~HINT_OPTION;
    }
    return true;
}

static bool add_number(struct pieces *pieces, struct span text, const struct text_line *line,
                       bool first)
{
    struct number_mark mark;
    if (!mark_number(text, &mark))
        return false;
    struct piece *piece =
        add(pieces, mark.residue ? PIECE_TEXT : PIECE_NUMBER, mark.rest, line, first);
    piece->whole = text;
    piece->residue = mark.residue;
    piece->hints = hints_of(mark.rest);
    if (!mark.residue) {
        piece->number = mark;
        if (stem_asks(mark.prefix))
            piece->hints |= HINT_ASKS;
    }
    return true;
}

/* The last letter of a line of options: (A)红 (B)绿. */
static int last_letter(const struct piece *piece)
{
    struct letter_mark mark;
    int last = piece->letter;
    for (int i = 1; i < piece->text.len; i++)
        if (mark_letter(piece->text, i, &mark) && mark.style == LETTER_PARENS &&
            mark.letter == last + 1)
            last++;
    return last;
}

/* (C)10-20 万元 behind (B) is an option, though a number stands behind its letter; so is (A)1.5
 * 万元, while (A)2. may be the answer before the next question. */
static bool is_next_option(const struct pieces *pieces, struct span text)
{
    struct letter_mark mark, before;
    struct number_mark number;
    if (pieces->count == 0 || !mark_letter(text, 0, &mark) || mark.style != LETTER_PARENS)
        return false;
    const struct piece *last = &pieces->items[pieces->count - 1];
    if (mark.letter == 0)
        return last->kind == PIECE_NUMBER && mark_number(text, &number) &&
               (number.decimal || number.value != last->number.value + 1);
    return last->kind == PIECE_OPTION && mark_letter(last->text, 0, &before) &&
           before.style == LETTER_PARENS && last_letter(last) == mark.letter - 1;
}

/* What stands before the first key of a line. */
static void add_front(struct pieces *pieces, struct span text, const struct text_line *line)
{
    if (is_next_option(pieces, text) && add_letter(pieces, text, line, true))
        return;
    if (add_number(pieces, text, line, true) || add_letter(pieces, text, line, true))
        return;
    struct piece *piece = add(pieces, PIECE_TEXT, text, line, true);
    piece->hints = hints_of(text);
}

/* 错误 or 回答正确 right before 正确答案为 B is the platform's verdict on somebody. */
static bool is_verdict(struct span text)
{
    bool right;
    static const char *const words[] = { "回答", "您", "你", "本题" };
    int len = span_match_any(text, 0, words, 4, NULL);
    text = span_trim(span_from(text, len));
    while (text.len > 0) {
        uint32_t c = span_fold(text, text.len - 1);
        if (c != ',' && c != SPAN_STOP && c != '!' && c != '.' && c != ';')
            break;
        text = span_trim(span_sub(text, 0, text.len - 1));
    }
    return text.len > 0 && reply_is_judge_word(text, &right);
}

/* The list up to the next heading within the line. */
static struct span list_of(struct span text)
{
    for (int i = 1; i < text.len; i++) {
        int value;
        int len = span_chinese_number(text, i, &value);
        uint32_t c = span_fold(text, i + len);
        if (len > 0 && (c == SPAN_DUN || c == '.'))
            return span_sub(text, 0, i);
    }
    return text;
}

/* A line that begins or holds a mark of a question is never noise. */
static enum noise noise_in(struct span text)
{
    struct number_mark number;
    struct letter_mark letter;
    enum noise noise = noise_of(text);
    if (noise == NOISE_NONE || mark_number(text, &number) || mark_letter(text, 0, &letter))
        return NOISE_NONE;
    bool asks = noise != NOISE_SURE && (stem_asks(text) || chain_is_there(text));
    return asks ? NOISE_NONE : noise;
}

/* 一、单选题：1-5 BCADB 二、…… on one line: where the heading before a list ends, or 0. */
static int list_heading_len(struct span text)
{
    enum { HEADING_MAX = 40 };
    for (int i = 1; i < text.len && i <= HEADING_MAX; i++) {
        int value;
        bool begins =
            span_digits(text, i, &value) > 0 && !(text.at[i - 1] >= '0' && text.at[i - 1] <= '9');
        struct heading_mark heading;
        if (!begins || !mark_heading(span_trim(span_sub(text, 0, i)), &heading) ||
            (!heading.numbered && heading.type == TYPE_WORD_NONE))
            continue;
        if (answer_list_read(list_of(span_from(text, i)), true, NULL, NULL))
            return i;
    }
    return 0;
}

static bool add_list_headings(struct pieces *pieces, const struct text_line *line, struct span text)
{
    bool first = true;
    for (int len = 0; (len = list_heading_len(text)) > 0; first = false) {
        struct piece *piece = add(pieces, PIECE_HEADING, text, line, first);
        mark_heading(span_trim(span_sub(text, 0, len)), &piece->heading);
        piece->heading.answers = true;
        struct span list = list_of(span_from(text, len));
        add(pieces, PIECE_LIST, list, line, false);
        text = span_trim(span_from(text, len + list.len));
    }
    return !first;
}

/* ……D.白 错误; with 正确答案为 right behind it, also without the blank. */
static struct span without_verdict(struct span front, bool touching)
{
    if (touching && front.len > 2 && is_verdict(span_from(front, front.len - 2)))
        return span_trim(span_sub(front, 0, front.len - 2));
    for (int from = front.len; from >= 0 && from > front.len - 8; from--) {
        bool apart = from == 0 || (from < front.len && span_is_blank_char(front.at[from - 1]));
        if (apart && is_verdict(span_from(front, from)))
            return span_trim(span_sub(front, 0, from));
    }
    return front;
}

static void add_keys(struct pieces *pieces, struct span text, int at, struct key_mark mark,
                     const struct text_line *line)
{
    bool first = at == 0 || span_trim(span_sub(text, 0, at)).len == 0;
    if (mark.key == TEXT_ANSWER &&
        add_list_headings(pieces, line, span_trim(span_from(text, mark.end))))
        return;
    for (;;) {
        struct key_mark next;
        /* 【答案】:答案: A is one key. */
        while (mark_key(text, mark.end, true, &next) && next.key == mark.key)
            mark = next;
        int next_at = mark_find_key(text, mark.end, true, &next);
        int to = next_at < 0 ? text.len : next_at;
        struct span value = span_trim(span_sub(text, mark.end, to));
        struct piece *piece = add(pieces, PIECE_KEY, value, line, first);
        piece->key = mark.key;
        piece->bracketed = mark.bracketed;
        piece->hints = mark.key == TEXT_ANSWER ? HINT_ANSWER : 0;
        first = false;
        if (next_at < 0)
            return;
        mark = next;
    }
}

static void add_line(struct pieces *pieces, const struct text_line *line)
{
    struct span text = line->text;
    struct key_mark key;
    int signs = skip_signs(text);
    if (answer_table_is_head(text)) {
        add(pieces, PIECE_LIST_TABLE, text, line, true);
        return;
    }
    if (answer_list_read(text, false, NULL, NULL)) {
        add(pieces, PIECE_LIST, text, line, true);
        return;
    }
    if (mark_key(text, signs, true, &key)) {
        add_keys(pieces, text, signs, key, line);
        return;
    }
    enum noise noise = noise_in(text);
    if (noise == NOISE_SURE || add_list_headings(pieces, line, text))
        return;
    struct heading_mark heading;
    if (mark_heading(text, &heading)) {
        struct piece *piece = add(pieces, PIECE_HEADING, text, line, true);
        piece->heading = heading;
        piece->hints = hints_of(text);
        return;
    }
    int at = mark_find_key(text, 1, false, &key);
    if (at < 0) {
        add_front(pieces, text, line);
        pieces->items[pieces->count - 1].noise = (uint8_t)noise;
        return;
    }
    struct span front = span_trim(span_sub(text, 0, at));
    /* D.白（答案：A） */
    uint32_t last = span_fold(front, front.len - 1);
    if (last == '(' || last == '[')
        front = span_trim(span_sub(front, 0, front.len - 1));
    if (key.key == TEXT_ANSWER)
        front = without_verdict(front, span_match(text, at - 2, "错误正确答案") > 0 ||
                                           span_match(text, at - 2, "正确正确答案") > 0);
    if (front.len > 0)
        add_front(pieces, front, line);
    add_keys(pieces, text, at, key, line);
}

/* The number of the present question, and whether it has options so far. */
static int present_number(const struct pieces *pieces, bool *begun)
{
    *begun = false;
    for (int i = pieces->count - 1; i >= 0 && i > pieces->count - 12; i--) {
        const struct piece *piece = &pieces->items[i];
        *begun = *begun || (piece->hints & HINT_OPTION);
        if (piece->kind == PIECE_NUMBER)
            return piece->number.value;
        if (piece->kind == PIECE_HEADING)
            return 0;
    }
    return 0;
}

/* Several questions on one line are as many lines. */
static void add_glued(struct pieces *pieces, const struct text_line *line)
{
    struct text_line part = *line;
    for (;;) {
        struct number_mark mark;
        bool begun = false;
        bool numbered = mark_number(part.text, &mark);
        int number = numbered ? mark.value : present_number(pieces, &begun);
        int from = numbered ? (int)(mark.rest.at - part.text.at) : 0;
        int at = number > 0 ? glue_find_next(part.text, from, number, begun) : -1;
        if (at <= 0)
            break;
        struct text_line first = part;
        first.text = span_trim(span_sub(part.text, 0, at));
        add_line(pieces, &first);
        part.text = span_trim(span_from(part.text, at));
        part.gap = false;
    }
    add_line(pieces, &part);
}

void pieces_init(struct pieces *pieces, const struct text_lines *lines)
{
    *pieces = (struct pieces){ 0 };
    for (int i = 0; i < lines->count; i++)
        add_glued(pieces, &lines->items[i]);
}

void pieces_fini(struct pieces *pieces)
{
    free(pieces->items);
    *pieces = (struct pieces){ 0 };
}
