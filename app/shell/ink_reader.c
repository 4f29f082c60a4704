#include "shell/ink_reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zinnia.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
    PIECES_MAX = 40, /* more strokes are no single character */
    BOX = 255,       /* side of the square that a character is fitted into */
    MARGIN = 24,
    FOUND_MAX = 400,
    SPAN = 4 /* points to either side over which a bend is measured */
};

/* What an attempt's score loses for what it takes to be wrong in the writing: the sheet as it is
 * comes first among equals. */
static const double swap_near_cost = 0.30, swap_far_cost = 0.45, split_cost = 0.20,
                    merge_cost = 0.50;

/* A sheet whose first guess scores so much was written as the model knows it: that guess stays the
 * first; and where it scores even more, nothing else is tried. */
static const double plain_score = 0.25, sure_score = 0.60;

/* Points of a stroke, from the first to before the last. */
struct piece {
    int stroke, from, to;
    bool goes_on; /* belongs to the same stroke as the piece before */
};

struct attempt {
    struct piece pieces[PIECES_MAX];
    int count;
};

struct ink_reader {
    zinnia_recognizer_t *zinnia;
    const struct ink *ink;
    int first;          /* stroke of the open sheet */
    double scale, x, y; /* into the square */
    int64_t until_us;
    struct ink_guess found[FOUND_MAX];
    int found_count;
};

struct ink_reader *ink_reader_new(struct err *err)
{
    struct ink_reader *reader = mem_zalloc(sizeof *reader);

    reader->zinnia = zinnia_recognizer_new();
    if (reader->zinnia && zinnia_recognizer_open(reader->zinnia, WENDA_ZINNIA_MODEL))
        return reader;
    err_set(err,
            "手写识别的字模 %s 打不开，手写照常保存，只是不提示候选字："
            "请装 tegaki-zinnia-simplified-chinese",
            WENDA_ZINNIA_MODEL);
    ink_reader_free(reader);
    return NULL;
}

void ink_reader_free(struct ink_reader *reader)
{
    if (!reader)
        return;
    if (reader->zinnia)
        zinnia_recognizer_destroy(reader->zinnia);
    free(reader);
}

/* ---- one attempt ---- */

static void keep(struct ink_reader *reader, const char *text, double score)
{
    for (int i = 0; i < reader->found_count; i++) {
        if (strcmp(reader->found[i].text, text) != 0)
            continue;
        if (score > reader->found[i].score)
            reader->found[i].score = score;
        return;
    }
    if (reader->found_count == FOUND_MAX)
        return;
    struct ink_guess *guess = &reader->found[reader->found_count++];
    utf8_copy(guess->text, sizeof guess->text, text);
    guess->score = score;
}

static void add_piece(const struct ink_reader *reader, zinnia_character_t *character, size_t id,
                      const struct piece *piece)
{
    int count;
    const struct ink_point *points = ink_stroke(reader->ink, piece->stroke, &count);

    for (int i = piece->from; i < piece->to && i < count; i++)
        zinnia_character_add(character, id, (int)lround(reader->x + points[i].x * reader->scale),
                             (int)lround(reader->y + points[i].y * reader->scale));
}

static void try_out(struct ink_reader *reader, const struct attempt *attempt, double cost)
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
    zinnia_result_t *result = zinnia_recognizer_classify(reader->zinnia, character, INK_GUESSES);
    for (size_t i = 0; result && i < zinnia_result_size(result); i++)
        keep(reader, zinnia_result_value(result, i), zinnia_result_score(result, i) - cost);
    if (result)
        zinnia_result_destroy(result);
    zinnia_character_destroy(character);
}

static bool has_time(const struct ink_reader *reader)
{
    return clock_monotonic_us() < reader->until_us;
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

static void try_orders(struct ink_reader *reader, const struct attempt *written)
{
    for (int apart = 1; apart < written->count; apart++)
        for (int i = 0; i + apart < written->count && has_time(reader); i++) {
            struct attempt attempt = *written;
            attempt.pieces[i] = written->pieces[i + apart];
            attempt.pieces[i + apart] = written->pieces[i];
            try_out(reader, &attempt, apart == 1 ? swap_near_cost : swap_far_cost);
        }
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

/* Stroke number at becomes two: up to the point `end`, and from the point `begin` on. What lies
 * between was the way from one to the other. */
static void try_split(struct ink_reader *reader, const struct attempt *written, int at, int end,
                      int begin)
{
    struct attempt attempt = *written;

    memmove(&attempt.pieces[at + 2], &attempt.pieces[at + 1],
            (size_t)(attempt.count - at - 1) * sizeof attempt.pieces[0]);
    attempt.count++;
    attempt.pieces[at + 1] = written->pieces[at];
    attempt.pieces[at].to = end + 1;
    attempt.pieces[at + 1].from = begin;
    try_out(reader, &attempt, split_cost);
}

static void try_splits(struct ink_reader *reader, const struct attempt *written)
{
    for (int i = 0; i < written->count && has_time(reader); i++) {
        int count;
        const struct ink_point *points = ink_stroke(reader->ink, written->pieces[i].stroke, &count);
        int one = sharpest(points, count, -1), two = one < 0 ? -1 : sharpest(points, count, one);
        if (one < 0)
            continue;
        try_split(reader, written, i, one, one);
        if (two < 0)
            continue;
        try_split(reader, written, i, two, two);
        try_split(reader, written, i, one < two ? one : two, one < two ? two : one);
    }
}

static void try_merges(struct ink_reader *reader, const struct attempt *written)
{
    for (int i = 1; i < written->count && has_time(reader); i++) {
        struct attempt attempt = *written;
        attempt.pieces[i].goes_on = true;
        try_out(reader, &attempt, merge_cost);
    }
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

static int by_score(const void *a, const void *b)
{
    const struct ink_guess *left = a, *right = b;

    if (left->score != right->score)
        return left->score < right->score ? 1 : -1;
    return strcmp(left->text, right->text);
}

static void try_ways(struct ink_reader *reader, const struct attempt *written, int undo)
{
    if (undo & INK_UNDO_JOINS)
        try_splits(reader, written);
    if (undo & INK_UNDO_BREAKS)
        try_merges(reader, written);
    if (undo & INK_UNDO_ORDER)
        try_orders(reader, written);
}

static void sort_found(struct ink_reader *reader)
{
    qsort(reader->found, (size_t)reader->found_count, sizeof reader->found[0], by_score);
}

/* Puts the guess with that text in front of all others. */
static void put_first(struct ink_reader *reader, const char *text)
{
    int at = 0;

    while (at + 1 < reader->found_count && strcmp(reader->found[at].text, text) != 0)
        at++;
    struct ink_guess guess = reader->found[at];
    memmove(&reader->found[1], &reader->found[0], (size_t)at * sizeof guess);
    reader->found[0] = guess;
}

int ink_reader_read(struct ink_reader *reader, const struct ink *ink, int budget_ms, int undo,
                    struct ink_guess out[INK_GUESSES])
{
    int end;

    reader->ink = ink;
    reader->first = ink_sheet(ink, ink->sheet_count, &end);
    reader->found_count = 0;
    reader->until_us = clock_monotonic_us() + (int64_t)budget_ms * 1000;
    if (end == reader->first || end - reader->first >= PIECES_MAX || !fit(reader))
        return 0;
    struct attempt written = as_written(reader);
    try_out(reader, &written, 0);
    if (reader->found_count == 0)
        return 0;
    sort_found(reader);
    struct ink_guess plain = reader->found[0];
    if (plain.score < sure_score)
        try_ways(reader, &written, undo);
    sort_found(reader);
    if (plain.score > plain_score)
        put_first(reader, plain.text);
    int count = reader->found_count < INK_GUESSES ? reader->found_count : INK_GUESSES;
    memcpy(out, reader->found, (size_t)count * sizeof *out);
    return count;
}
