#include "shell/ink_reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

enum {
    PIECES_MAX = 40, /* more strokes are no single character */
    BOX = 255,       /* side of the square that a character is fitted into */
    MARGIN = 24,
    FOUND_MAX = 400,
    CHANGES_MAX = 1000,
    SPAN = 4,         /* points to either side over which a bend is measured */
    LISTED_FROM = 6,  /* strokes: of fewer a swap leaves too little that is as it should be */
    LISTED_MAX = 500, /* most likely as written, among which other orders are looked for */
    NEAR_PART = 6,    /* a stroke that was broken goes on within this part of the sheet */
    PLAIN_PLACES = 7  /* of the guesses, at least, are of the sheet as it is */
};

/*
 * A guess is worth its score and, doubly, its lead over the next best in the same attempt. A
 * character drawn as the model learned it scores 1 where others score -1: what is beyond says
 * nothing more.
 */
static const double score_most = 1, lead_most = 1.5, lead_weight = 2;

/* What an attempt's guesses lose for what it takes to be wrong in the writing, and for being one of
 * so many of its kind, among which one does well by chance; all of it the more, the fewer strokes
 * are left that vouch for the character. The sheet as it is comes first among equals. */
enum change_kind { CHANGE_SPLIT, CHANGE_MERGE, CHANGE_SWAP, CHANGE_KINDS };
static const double costs[] = { [CHANGE_SPLIT] = 0.84, [CHANGE_MERGE] = 1.4, [CHANGE_SWAP] = 1.2 };
_Static_assert(sizeof costs / sizeof *costs == CHANGE_KINDS, "every kind has a cost");
static const double crowd_cost = 0.3, many_strokes = 0.5, few_strokes = 6;
static const double rare_cost = 0.15; /* of a rare character */

/* So much more than what is written in some other way comes to by chance. */
static const double decided_worth = 3;

/* Points of a stroke, from the first to before the last. */
struct piece {
    int stroke, from, to;
    bool goes_on; /* belongs to the same stroke as the piece before */
};

struct attempt {
    struct piece pieces[PIECES_MAX];
    int count;
};

/* Split: piece number at ends with the point end, and another begins with the point begin; what
 * lies between was the way from one to the other. Merge: it goes on the one before. Swap: it and
 * the other change places. */
struct change {
    enum change_kind kind;
    int at, other, end, begin;
};

struct ink_reader {
    struct ink_model *model;
    const struct ink *ink;
    int first;          /* stroke of the open sheet */
    double scale, x, y; /* into the square */
    int64_t until_us;
    struct ink_guess plain[LISTED_MAX + INK_GUESSES]; /* the sheet as it is, the likeliest first */
    int plain_count;
    struct ink_guess worths[INK_GUESSES]; /* the same, the first of them, by what they are worth */
    struct change changes[CHANGES_MAX];
    int change_count, kind_counts[CHANGE_KINDS];
    struct ink_guess found[FOUND_MAX]; /* by attempts */
    int found_count;
};

struct ink_reader *ink_reader_new(struct err *err)
{
    struct ink_model *model = ink_model_new(ink_model_path, err);
    struct ink_reader *reader;

    if (!model)
        return NULL;
    reader = mem_zalloc(sizeof *reader);
    reader->model = model;
    return reader;
}

void ink_reader_free(struct ink_reader *reader)
{
    if (!reader)
        return;
    ink_model_free(reader->model);
    free(reader);
}

/* ---- guesses ---- */

static void keep(struct ink_reader *reader, const char *text, double worth)
{
    for (int i = 0; i < reader->found_count; i++) {
        if (strcmp(reader->found[i].text, text) != 0)
            continue;
        if (worth > reader->found[i].score)
            reader->found[i].score = worth;
        return;
    }
    if (reader->found_count == FOUND_MAX)
        return;
    struct ink_guess *guess = &reader->found[reader->found_count++];
    memcpy(guess->text, text, sizeof guess->text);
    guess->score = worth;
}

/* Of one attempt, the likeliest first. */
static double worth_of(const struct ink_guess *guesses, int count, int index)
{
    int rival = index > 0 ? 0 : 1;
    double score = guesses[index].score;
    double lead = rival < count ? score - guesses[rival].score : lead_most;

    return fmin(score, score_most) + lead_weight * fmax(-lead_most, fmin(lead, lead_most));
}

static int by_score(const void *a, const void *b)
{
    const struct ink_guess *left = a, *right = b;

    if (left->score != right->score)
        return left->score < right->score ? 1 : -1;
    return strcmp(left->text, right->text);
}

/* ---- one attempt ---- */

static void add_piece(const struct ink_reader *reader, zinnia_character_t *character, size_t id,
                      const struct piece *piece)
{
    int count;
    const struct ink_point *points = ink_stroke(reader->ink, piece->stroke, &count);

    for (int i = piece->from; i < piece->to && i < count; i++)
        zinnia_character_add(character, id, (int)lround(reader->x + points[i].x * reader->scale),
                             (int)lround(reader->y + points[i].y * reader->scale));
}

static zinnia_character_t *make_character(const struct ink_reader *reader,
                                          const struct attempt *attempt)
{
    zinnia_character_t *character = zinnia_character_new();
    size_t id = 0;

    zinnia_character_set_width(character, BOX);
    zinnia_character_set_height(character, BOX);
    for (int i = 0; i < attempt->count; i++) {
        if (i > 0 && !attempt->pieces[i].goes_on)
            id++;
        add_piece(reader, character, id, &attempt->pieces[i]);
    }
    return character;
}

/* The sheet as it is may be any character. */
static void read_plainly(struct ink_reader *reader, const struct attempt *written)
{
    zinnia_character_t *character = make_character(reader, written);
    int common = ink_model_ask(reader->model, INK_COMMON, character, reader->plain, LISTED_MAX);
    int rare =
        ink_model_ask(reader->model, INK_RARE, character, reader->plain + common, INK_GUESSES);

    zinnia_character_destroy(character);
    for (int i = common; i < common + rare; i++)
        reader->plain[i].score -= rare_cost;
    reader->plain_count = common + rare;
    qsort(reader->plain, (size_t)reader->plain_count, sizeof reader->plain[0], by_score);
    for (int i = 0; i < reader->plain_count && i < INK_GUESSES; i++) {
        reader->worths[i] = reader->plain[i];
        reader->worths[i].score = worth_of(reader->plain, reader->plain_count, i);
    }
}

/* Whoever writes in a way of their own writes common characters. */
static void try_out(struct ink_reader *reader, const struct attempt *attempt, enum ink_part part,
                    double cost)
{
    zinnia_character_t *character = make_character(reader, attempt);
    struct ink_guess guesses[INK_GUESSES];
    int count = ink_model_ask(reader->model, part, character, guesses, INK_GUESSES);

    zinnia_character_destroy(character);
    for (int i = 0; i < count; i++)
        keep(reader, guesses[i].text, worth_of(guesses, count, i) - cost);
}

/* ---- what people do ---- */

static struct attempt as_written(const struct ink_reader *reader)
{
    struct attempt attempt = { .count = 0 };
    int end = reader->ink->stroke_count, count;

    for (int i = reader->first; i < end && attempt.count < PIECES_MAX - 1; i++) {
        ink_stroke(reader->ink, i, &count);
        attempt.pieces[attempt.count++] = (struct piece){ .stroke = i, .to = count };
    }
    return attempt;
}

static void plan(struct ink_reader *reader, struct change change)
{
    if (reader->change_count == CHANGES_MAX)
        return;
    reader->changes[reader->change_count++] = change;
    reader->kind_counts[change.kind]++;
}

/* How sharply the stroke bends at a point, 0 to pi. */
static double bend_at(const struct ink_point *points, int count, int i)
{
    int a = i > SPAN ? i - SPAN : 0, b = i + SPAN < count ? i + SPAN : count - 1;
    double before = atan2(points[i].y - points[a].y, points[i].x - points[a].x);
    double after = atan2(points[b].y - points[i].y, points[b].x - points[i].x);
    double bend = fabs(after - before);

    return bend > M_PI ? 2 * M_PI - bend : bend;
}

/* The sharpest bend that is not beside `other`; -1 = none. */
static int sharpest(const struct ink_point *points, int count, int other)
{
    int best = -1;
    double most = M_PI / 5;

    for (int i = 1; i + 1 < count; i++) {
        double bend = bend_at(points, count, i);
        if ((other < 0 || abs(i - other) > SPAN) && bend > most) {
            most = bend;
            best = i;
        }
    }
    return best;
}

static void plan_splits(struct ink_reader *reader, const struct attempt *written)
{
    for (int i = 0; i < written->count; i++) {
        int count;
        const struct ink_point *points = ink_stroke(reader->ink, written->pieces[i].stroke, &count);
        int one = sharpest(points, count, -1), two = one < 0 ? -1 : sharpest(points, count, one);
        if (one < 0)
            continue;
        plan(reader, (struct change){ CHANGE_SPLIT, .at = i, .end = one, .begin = one });
        if (two < 0)
            continue;
        plan(reader, (struct change){ CHANGE_SPLIT, .at = i, .end = two, .begin = two });
        plan(reader, (struct change){ CHANGE_SPLIT, .at = i, .end = one < two ? one : two,
                                      .begin = one < two ? two : one });
    }
}

/* Whoever lifts the hand within a stroke goes on about where it stopped. */
static bool goes_on(const struct ink_reader *reader, const struct piece *before,
                    const struct piece *piece)
{
    int count, next_count;
    const struct ink_point *points = ink_stroke(reader->ink, before->stroke, &count);
    const struct ink_point *next = ink_stroke(reader->ink, piece->stroke, &next_count);
    double way = hypot(next[0].x - points[count - 1].x, next[0].y - points[count - 1].y);

    return way * reader->scale * NEAR_PART < BOX - 2 * MARGIN;
}

static void plan_merges(struct ink_reader *reader, const struct attempt *written)
{
    for (int i = 1; i < written->count; i++)
        if (goes_on(reader, &written->pieces[i - 1], &written->pieces[i]))
            plan(reader, (struct change){ CHANGE_MERGE, .at = i });
}

static void plan_swaps(struct ink_reader *reader, const struct attempt *written)
{
    for (int apart = 1; apart < written->count; apart++)
        for (int i = 0; i + apart < written->count; i++)
            plan(reader, (struct change){ CHANGE_SWAP, .at = i, .other = i + apart });
}

static struct attempt changed(const struct attempt *written, const struct change *change)
{
    struct attempt attempt = *written;
    struct piece *at = &attempt.pieces[change->at];

    switch (change->kind) {
    case CHANGE_SPLIT:
        memmove(at + 2, at + 1, (size_t)(attempt.count - change->at - 1) * sizeof *at);
        attempt.count++;
        at[1] = at[0];
        at[0].to = change->end + 1;
        at[1].from = change->begin;
        break;
    case CHANGE_MERGE:
        at->goes_on = true;
        break;
    default:
        attempt.pieces[change->other] = *at;
        *at = written->pieces[change->other];
        break;
    }
    return attempt;
}

static double cost_of(const struct ink_reader *reader, enum change_kind kind)
{
    double share = many_strokes + few_strokes / fmax(3, reader->ink->stroke_count - reader->first);

    return (costs[kind] + crowd_cost * log(reader->kind_counts[kind])) * share;
}

/* The sheet as it is leaves no doubt, and no attempt could come before it. */
static bool is_decided(const struct ink_reader *reader)
{
    double least = INFINITY;

    for (int kind = 0; kind < CHANGE_KINDS; kind++)
        if (reader->kind_counts[kind] > 0)
            least = fmin(least, cost_of(reader, (enum change_kind)kind));
    return reader->worths[0].score >=
           fmax(decided_worth, score_most + lead_weight * lead_most - least);
}

static void try_changes(struct ink_reader *reader, const struct attempt *written)
{
    enum ink_part among = INK_COMMON;

    if (written->count >= LISTED_FROM &&
        ink_model_list(reader->model, reader->plain, reader->plain_count))
        among = INK_LISTED;
    for (int i = 0; i < reader->change_count && clock_monotonic_us() < reader->until_us; i++) {
        const struct change *change = &reader->changes[i];
        struct attempt attempt = changed(written, change);
        try_out(reader, &attempt, change->kind == CHANGE_SWAP ? among : INK_COMMON,
                cost_of(reader, change->kind));
    }
    ink_model_unlist(reader->model);
}

/* ---- */

/* The sheet's strokes, however large and wherever written, fill the square. */
static bool fit(struct ink_reader *reader)
{
    int least_x = INK_SIDE, most_x = 0, least_y = INK_SIDE, most_y = 0, count;

    for (int i = reader->first; i < reader->ink->stroke_count; i++) {
        const struct ink_point *points = ink_stroke(reader->ink, i, &count);
        for (int k = 0; k < count; k++) {
            least_x = points[k].x < least_x ? points[k].x : least_x;
            most_x = points[k].x > most_x ? points[k].x : most_x;
            least_y = points[k].y < least_y ? points[k].y : least_y;
            most_y = points[k].y > most_y ? points[k].y : most_y;
        }
    }
    int side = most_x - least_x > most_y - least_y ? most_x - least_x : most_y - least_y;
    if (side <= 0)
        return false;
    reader->scale = (double)(BOX - 2 * MARGIN) / side;
    reader->x = BOX / 2.0 - (least_x + most_x) / 2.0 * reader->scale;
    reader->y = BOX / 2.0 - (least_y + most_y) / 2.0 * reader->scale;
    return true;
}

static int place_of(const struct ink_guess *guesses, int count, const char *text)
{
    int at = 0;

    while (at < count && strcmp(guesses[at].text, text) != 0)
        at++;
    return at;
}

/* Worth as much as it is in either place. */
static int add_guess(struct ink_guess *out, int count, const struct ink_guess *guess)
{
    int at = place_of(out, count, guess->text);

    if (at < count) {
        out[at].score = fmax(out[at].score, guess->score);
        return count;
    }
    out[count] = *guess;
    return count + 1;
}

/* The best of the sheet as it is, the best of the attempts beside them, and of the sheet again. */
static int choose(struct ink_reader *reader, struct ink_guess out[INK_GUESSES])
{
    int plain_count = reader->plain_count < INK_GUESSES ? reader->plain_count : INK_GUESSES;
    int count = 0, at;

    qsort(reader->found, (size_t)reader->found_count, sizeof reader->found[0], by_score);
    for (at = 0; at < plain_count && count < PLAIN_PLACES; at++)
        count = add_guess(out, count, &reader->worths[at]);
    for (int i = 0; i < reader->found_count; i++)
        if (count < INK_GUESSES || place_of(out, count, reader->found[i].text) < count)
            count = add_guess(out, count, &reader->found[i]);
    for (; at < plain_count && count < INK_GUESSES; at++)
        count = add_guess(out, count, &reader->worths[at]);
    qsort(out, (size_t)count, sizeof *out, by_score);
    return count;
}

int ink_reader_read(struct ink_reader *reader, const struct ink *ink, int budget_ms, int undo,
                    struct ink_guess out[INK_GUESSES])
{
    int end;

    reader->ink = ink;
    reader->first = ink_sheet(ink, ink->sheet_count, &end);
    reader->found_count = reader->change_count = 0;
    memset(reader->kind_counts, 0, sizeof reader->kind_counts);
    reader->until_us = clock_monotonic_us() + (int64_t)budget_ms * 1000;
    if (end == reader->first || end - reader->first >= PIECES_MAX || !fit(reader))
        return 0;
    struct attempt written = as_written(reader);
    read_plainly(reader, &written);
    if (reader->plain_count == 0)
        return 0;
    if (undo & INK_UNDO_JOINS)
        plan_splits(reader, &written);
    if (undo & INK_UNDO_BREAKS)
        plan_merges(reader, &written);
    if (undo & INK_UNDO_ORDER)
        plan_swaps(reader, &written);
    if (budget_ms > 0 && !is_decided(reader))
        try_changes(reader, &written);
    return choose(reader, out);
}
