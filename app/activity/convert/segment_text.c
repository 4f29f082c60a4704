/* What a piece of text is: a question, a title, an answer that goes on, an advertisement. */
#include "activity/convert/noise.h"
#include "activity/convert/segment_inside.h"
#include "activity/convert/stem.h"
#include "base/utf8.h"

enum { TITLE_MAX = 40, STRAY_MIN = 8 };

static bool is_title(struct span text)
{
    return text.len > 2 && text.len <= TITLE_MAX && !stem_asks(text) && !span_holds(text, "。");
}

static void take_preamble(struct segmenter *s, const struct piece *piece)
{
    if (s->doc->title.len == 0 && s->doc->block_count == 0 && s->doc->section_count == 1 &&
        is_title(piece->text))
        s->doc->title = piece->text;
}

/* Text that nothing claims: a title passes, a sentence is told. */
static void take_stray(struct segmenter *s, const struct piece *piece)
{
    int han = 0;
    for (int i = 0; i < piece->text.len; i++)
        han += utf8_is_han(piece->text.at[i]);
    segment_close_block(s);
    if (han < STRAY_MIN || (is_title(piece->text) && !span_holds(piece->text, ",")))
        return;
    segment_open_block(s, BLOCK_STRAY, piece->line);
    segment_append_body(s, piece->text);
    segment_close_block(s);
}

static bool holds_side(struct span text)
{
    struct stem stem;
    struct arena scratch;
    bool found = false;
    arena_init(&scratch);
    stem_scan(&scratch, text, &stem);
    for (int i = 0; i < stem.mark_count; i++)
        found = found || (stem.marks[i].kind != STEM_BLANK && stem.marks[i].reply.has_judge);
    arena_fini(&scratch);
    return found || stem.has_ballot;
}

/* Does a text without a number begin a question? */
static bool text_begins_question(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    if (s->open && !s->is_entry && !segment_is_complete(s))
        return false;
    /* A short line set apart from the stem below is a title. */
    const struct piece *next = index + 1 < s->pieces->count ? piece + 1 : NULL;
    if (is_title(piece->text) && next && next->kind == PIECE_TEXT && next->gap)
        return false;
    if ((piece->hints & HINT_OPTION) || outlook_is_option_next(s->pieces, index))
        return true;
    bool judge = segment_section(s)->type == TYPE_WORD_JUDGE || !s->outlook.has_main;
    return judge && (piece->hints & HINT_ASKS) && holds_side(piece->text);
}

static void take_text_behind_key(struct segmenter *s, const struct piece *piece,
                                 struct doc_key *key)
{
    bool answered = key->key == TEXT_ANSWER && key->value.len > 0;
    struct letter_mark mark;
    if (answered && mark_letter(piece->text, 0, &mark) && mark.style == LETTER_SPACE)
        segment_current(s)->doubt = "答案后面又有选项";
    if (!answered && (key->key == TEXT_ANSWER || key->key == TEXT_EXPLANATION || !piece->gap))
        segment_append_value(s, key, piece->text);
    else if (answered && !piece->gap)
        segment_add_key(s, TEXT_EXPLANATION, piece->text, piece->line);
    else
        take_stray(s, piece);
}

/* Options whose letters stand on lines of their own, or with just a blank behind them: is this the
 * next one? */
static bool is_next_letter(struct segmenter *s, const struct piece *piece)
{
    struct chain chain;
    struct letter_mark mark;
    if (!mark_letter(piece->text, 0, &mark) || mark.style < LETTER_SPACE ||
        !chain_find(segment_body(s), 0, &chain))
        return false;
    bool alone = piece->text.len == 1;
    return mark.letter == chain.count && alone == chain.alone && (alone || !mark.small);
}

void segment_take_text(struct segmenter *s, int index)
{
    const struct piece *piece = &s->pieces->items[index];
    struct doc_key *key = segment_last_key(s);
    struct block *block = segment_current(s);
    if (piece->noise != NOISE_NONE) {
        bool apart = piece->gap || piece->noise == NOISE_SITE;
        if (!block || key || s->is_entry || (apart && segment_is_complete(s)))
            return;
        block->doubt = "夹着一行像广告或页面上的字";
    }
    if (piece->residue && block && !key) {
        segment_append_body(s, piece->text);
        block->doubt = "题干里夹着页面残留的编号";
    } else if (key && key->value.len == 0 && key->key == TEXT_ANSWER) {
        segment_append_value(s, key, piece->text);
    } else if (text_begins_question(s, index)) {
        segment_open_block(s, BLOCK_QUESTION, piece->line);
        segment_append_body(s, piece->text);
    } else if (!block || s->is_entry) {
        if (s->is_entry && !piece->gap)
            segment_add_key(s, TEXT_EXPLANATION, piece->text, piece->line);
        else if (s->doc->block_count > 0)
            take_stray(s, piece);
        else
            take_preamble(s, piece);
    } else if (key) {
        take_text_behind_key(s, piece, key);
    } else if (segment_body_has_chain(s) && (piece->hints & HINT_REPLY) &&
               !is_next_letter(s, piece)) {
        block->lone_letter = true;
        block->lone = piece->text;
    } else if (piece->gap && segment_is_complete(s) && !is_next_letter(s, piece)) {
        take_stray(s, piece);
    } else {
        segment_append_body(s, piece->text);
    }
}
