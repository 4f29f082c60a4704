#include "activity/convert/number_rules.h"

#include <stdlib.h>

#include "base/mem.h"

enum { JUMP_MAX = 50, AHEAD_MAX = 8, YEAR_FIRST = 1900, YEAR_LAST = 2100 };

enum number_family number_family_of(enum number_style style)
{
    switch (style) {
    case NUMBER_TI:
    case NUMBER_TIMU:
    case NUMBER_Q:
        return FAMILY_WORDED;
    case NUMBER_PAREN:
        return FAMILY_PAREN;
    case NUMBER_PARENS:
        return FAMILY_PARENS;
    case NUMBER_DASH:
        return FAMILY_DASH;
    case NUMBER_BARE:
        return FAMILY_BARE;
    case NUMBER_ALONE:
        return FAMILY_ALONE;
    default:
        return FAMILY_PLAIN;
    }
}

bool outlook_is_option_next(const struct pieces *pieces, int index)
{
    for (int i = index + 1; i < pieces->count && i <= index + AHEAD_MAX; i++) {
        const struct piece *piece = &pieces->items[i];
        if (piece->kind == PIECE_OPTION)
            return piece->letter == 0;
        if (piece->kind == PIECE_KEY && piece->key == TEXT_OPTIONS)
            return true;
        if (piece->kind != PIECE_TEXT)
            return false;
        if (piece->hints & HINT_OPTION)
            return true;
    }
    return false;
}

/* How far each family counts upwards, more where options or answers follow. */
static void measure(const struct pieces *pieces, const struct outlook *outlook,
                    long score[FAMILY_COUNT])
{
    static const int weights[FAMILY_COUNT] = {
        [FAMILY_PLAIN] = 2, [FAMILY_WORDED] = 3, [FAMILY_PAREN] = 1, [FAMILY_PARENS] = 1,
        [FAMILY_DASH] = 1,  [FAMILY_BARE] = 1,   [FAMILY_ALONE] = 1,
    };
    int last[FAMILY_COUNT] = { 0 };
    for (int i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->items[i];
        if (piece->kind == PIECE_HEADING)
            for (int f = 0; f < FAMILY_COUNT; f++)
                last[f] = 0;
        if (piece->kind != PIECE_NUMBER || piece->number.decimal || (piece->hints & HINT_REPLY))
            continue;
        enum number_family family = number_family_of(piece->number.style);
        int value = piece->number.value;
        if (value <= last[family] || (last[family] > 0 && value > last[family] + JUMP_MAX))
            continue;
        last[family] = value;
        score[family] += weights[family] * (outlook->hints[i] ? 2 : 1);
    }
}

void outlook_init(struct outlook *outlook, const struct pieces *pieces)
{
    const int count = pieces->count;
    *outlook = (struct outlook){ 0 };
    outlook->hints = mem_zalloc((size_t)count + 1);
    outlook->next_number = mem_alloc(((size_t)count + 1) * sizeof *outlook->next_number);
    outlook->next_number[count] = count;
    for (int i = count - 1; i >= 0; i--) {
        const struct piece *next = i + 1 < count ? &pieces->items[i + 1] : NULL;
        bool cut = !next || next->kind == PIECE_NUMBER || next->kind == PIECE_HEADING;
        outlook->hints[i] = (uint8_t)(pieces->items[i].hints | (cut ? 0 : outlook->hints[i + 1]));
        bool number = next && next->kind == PIECE_NUMBER;
        outlook->next_number[i] = number ? i + 1 : outlook->next_number[i + 1];
        outlook->has_letters = outlook->has_letters || (pieces->items[i].hints & HINT_OPTION);
    }
    long score[FAMILY_COUNT] = { 0 };
    measure(pieces, outlook, score);
    for (int f = 0; f < FAMILY_COUNT; f++) {
        if (score[f] == 0 || (outlook->has_main && score[f] <= score[outlook->main]))
            continue;
        outlook->main = (enum number_family)f;
        outlook->has_main = true;
    }
}

void outlook_fini(struct outlook *outlook)
{
    free(outlook->hints);
    free(outlook->next_number);
    *outlook = (struct outlook){ 0 };
}

/* 3.2021 年 6 月…… is question 3; 1.5 万元 is a sum. */
static bool decimal_begins(const struct piece *piece, bool asked, bool expected)
{
    int value = 0;
    int digits = span_digits(piece->text, 0, &value);
    bool year = digits == 4 && value >= YEAR_FIRST && value <= YEAR_LAST;
    return expected && (year || asked);
}

bool number_begins_question(const struct pieces *pieces, const struct outlook *outlook, int index,
                            struct number_state *state)
{
    const struct piece *piece = &pieces->items[index];
    const struct number_mark *mark = &piece->number;
    const enum number_family family = number_family_of(mark->style);
    const bool asked = outlook->hints[index] & (HINT_ASKS | HINT_OPTION | HINT_ANSWER);
    const bool expected = mark->value == state->last + 1;
    const bool continues =
        state->sub > 0 && mark->value == state->sub + 1 && mark->style == state->sub_style;
    bool begins = true;
    if (mark->decimal)
        return decimal_begins(piece, asked, expected || !state->open);
    if (family != outlook->main) {
        begins = asked && expected && !continues;
    } else if (continues && !expected) {
        begins = false;
    } else if (continues && state->incomplete) {
        int next = outlook->next_number[index];
        begins =
            asked && (next == pieces->count || pieces->items[next].number.value != mark->value);
    } else if (continues) {
        begins = asked;
    } else if (mark->value == 1 && state->last > 0 && (state->incomplete || state->explaining)) {
        begins = asked && (state->explaining || !outlook->has_letters ||
                           (outlook->hints[index] & HINT_OPTION));
    } else if (state->explaining && !expected) {
        begins = asked;
    } else if (mark->value >= YEAR_FIRST && mark->value <= YEAR_LAST &&
               mark->value > state->last + JUMP_MAX) {
        begins = outlook->hints[index] & (HINT_OPTION | HINT_ANSWER);
    }
    if (!begins && (mark->value == 1 || continues)) {
        state->sub = mark->value;
        state->sub_style = mark->style;
    }
    return begins;
}
