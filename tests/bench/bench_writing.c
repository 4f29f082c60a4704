/*
 * Writing on the screen: how often handwriting is read right, and how long reading and spelling
 * take, with the memory each adds.
 *
 * Strokes come from Debian's python3-kanjidraw (where each begins and ends, in the order of
 * writing, after KanjiVG). That is no bend: of seven shapes each stroke takes the one that the
 * model likes best, so the rates in right order flatter the model; what counts is what remains of
 * them when strokes are swapped or joined, by zinnia alone and with the attempts of ink_reader.
 * The costs in ink_reader were chosen on the first set of characters; the rates to go by are those
 * of the second, which has none of them.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zinnia.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "shell/ink_reader.h"
#include "shell/ink_worker.h"
#include "view/pinyin.h"

#define STROKES "/usr/lib/python3/dist-packages/kanjidraw/data.json"

enum { STROKES_MAX = 26, POINTS_MAX = 80, PART = 8, SCALE = 3, SHAPES = 7, DATA_MAX = 8 << 20 };

static const struct set {
    const char *name, *characters;
} sets[] = {
    { "chosen on",
      "人他有个上们来到大地子中生国年就那和出也得里后自会家可下天去能小多心学之好看起当没成只如事"
      "把用第道想作美从情己面最女前些所同日手又行意方期它回位分老因名法斯知世什次使身者被高已其"
      "此常活正感明力理点文几定本公特做外相西果走将月十向全信重三机工物真打太新才便再部水像等体" },
    { "others",
      "的是了我不在着要以而然于都无但儿很与孩声气并比夫眼却加主界利海受听表少克代先口由死安写性光白"
      "或住望教命花色更拉神母父直字平友关放至告入笑内英候民往何度山路万男解叫任金快原吃通立象数四失"
      "格士音条病始深完今提求清王化空思切怎非找片元喜曾离科言干流各即指合反必交林医制球决画保及房早"
      "院量苦火" }
};

enum { SETS = 2, SEEDS = 2 };

struct stroke {
    double x[POINTS_MAX], y[POINTS_MAX];
    int count;
};

struct drawing {
    struct stroke strokes[STROKES_MAX];
    int count;
};

static struct ink_reader *reader;
static zinnia_recognizer_t *bare;
static struct rng rng;

/* ---- drawing ---- */

static double noise(double width)
{
    double sum = 0;

    for (int i = 0; i < 12; i++)
        sum += (double)rng_below(&rng, 1 << 20) / (1 << 20);
    return (sum - 6) * width;
}

static void add_point(struct stroke *stroke, double x, double y)
{
    if (stroke->count == POINTS_MAX)
        return;
    stroke->x[stroke->count] = x;
    stroke->y[stroke->count++] = y;
}

static void add_line(struct stroke *stroke, double x, double y)
{
    double from_x = stroke->x[stroke->count - 1], from_y = stroke->y[stroke->count - 1];

    for (int i = 1; i <= PART; i++)
        add_point(stroke, from_x + (x - from_x) * i / PART, from_y + (y - from_y) * i / PART);
}

/* From its begin to its end: straight, or with one of the bends of Chinese strokes. */
static struct stroke bent(const int ends[4], int shape)
{
    double x = ends[2], y = ends[3];
    struct stroke stroke = { .count = 0 };

    add_point(&stroke, ends[0], ends[1]);
    if (shape == 1) /* 横折 */
        add_line(&stroke, x, ends[1]);
    else if (shape == 2) /* 竖折 */
        add_line(&stroke, ends[0], y);
    else if (shape == 3) /* 横折, leaning in */
        add_line(&stroke, x + (x - ends[0]) * 0.3, ends[1]);
    else if (shape == 4) /* a hook at the end */
        add_line(&stroke, x + 12, y + 14);
    if (shape == 5) { /* 横折钩 */
        add_line(&stroke, x + 20, ends[1]);
        add_line(&stroke, x + 20, y + 10);
    } else if (shape == 6) { /* 竖弯钩 */
        add_line(&stroke, ends[0], y + 20);
        add_line(&stroke, x, y + 20);
    }
    add_line(&stroke, x, y);
    return stroke;
}

static void add_ink(struct ink *ink, const struct stroke *stroke)
{
    struct ink_point points[POINTS_MAX];

    for (int i = 0; i < stroke->count; i++)
        points[i] = (struct ink_point){ (int16_t)lround((stroke->x[i] + 30) * SCALE),
                                        (int16_t)lround((stroke->y[i] + 30) * SCALE) };
    ink_add_stroke(ink, points, stroke->count);
}

/* The place of the character among those read, from 0; -1 = not among them. */
static int read_drawing(const struct drawing *drawing, const char *character)
{
    static struct ink ink;
    struct ink_guess guesses[INK_GUESSES];

    memset(&ink, 0, sizeof ink);
    for (int i = 0; i < drawing->count; i++)
        add_ink(&ink, &drawing->strokes[i]);
    int count = ink_reader_read(reader, &ink, INK_BUDGET_MS, INK_UNDO_ALL, guesses);
    for (int i = 0; i < count; i++)
        if (strcmp(guesses[i].text, character) == 0)
            return i;
    return -1;
}

/* Into the middle of a square of the size that ink_reader uses. */
static zinnia_character_t *centred(const struct drawing *drawing)
{
    double least[2] = { 1e9, 1e9 }, most[2] = { -1e9, -1e9 };
    zinnia_character_t *character = zinnia_character_new();

    zinnia_character_set_width(character, 255);
    zinnia_character_set_height(character, 255);
    for (int i = 0; i < drawing->count; i++)
        for (int k = 0; k < drawing->strokes[i].count; k++) {
            least[0] = fmin(least[0], drawing->strokes[i].x[k]);
            most[0] = fmax(most[0], drawing->strokes[i].x[k]);
            least[1] = fmin(least[1], drawing->strokes[i].y[k]);
            most[1] = fmax(most[1], drawing->strokes[i].y[k]);
        }
    double scale = 207 / fmax(1, fmax(most[0] - least[0], most[1] - least[1]));
    double x = 127.5 - (least[0] + most[0]) / 2 * scale;
    double y = 127.5 - (least[1] + most[1]) / 2 * scale;
    for (int i = 0; i < drawing->count; i++)
        for (int k = 0; k < drawing->strokes[i].count; k++)
            zinnia_character_add(character, (size_t)i,
                                 (int)lround(x + drawing->strokes[i].x[k] * scale),
                                 (int)lround(y + drawing->strokes[i].y[k] * scale));
    return character;
}

/* The same by zinnia alone, with its score. */
static int read_bare(const struct drawing *drawing, const char *character, double *score)
{
    zinnia_character_t *strokes = centred(drawing);
    zinnia_result_t *result = zinnia_recognizer_classify(bare, strokes, INK_GUESSES);
    int place = -1;

    for (size_t i = 0; i < zinnia_result_size(result) && place < 0; i++) {
        if (strcmp(zinnia_result_value(result, i), character) != 0)
            continue;
        *score = (double)zinnia_result_score(result, i);
        place = (int)i;
    }
    zinnia_result_destroy(result);
    zinnia_character_destroy(strokes);
    return place;
}

/* ---- the source ---- */

/* "\u4e00": [[x,y,x,y], …]: false when the data has no such character. */
static bool find_strokes(const char *data, const char *character, int ends[STROKES_MAX][4],
                         int *count)
{
    char key[16];
    const char *at = character;

    (void)snprintf(key, sizeof key, "\"\\u%04x\": [[", (unsigned)utf8_next(&at));
    at = strstr(data, key);
    if (!at)
        return false;
    at += strlen(key);
    for (*count = 0; *count < STROKES_MAX; at += strlen("], [")) {
        char *end = NULL;
        for (int i = 0; i < 4; i++, at = end + (i < 4 ? 2 : 0))
            ends[*count][i] = (int)strtol(at, &end, 10);
        ++*count;
        if (strncmp(at, "]]", 2) == 0)
            return true;
    }
    return false;
}

static bool draw(const char *data, const char *character, struct drawing *out)
{
    int ends[STROKES_MAX][4];
    double best = -1e9, score;

    if (!find_strokes(data, character, ends, &out->count) || out->count < 2)
        return false;
    for (int i = 0; i < out->count; i++)
        out->strokes[i] = bent(ends[i], 0);
    if (read_bare(out, character, &score) >= 0)
        best = score;
    for (int i = 0; i < out->count; i++)
        for (int shape = 1; shape < SHAPES; shape++) {
            struct drawing other = *out;
            other.strokes[i] = bent(ends[i], shape);
            if (read_bare(&other, character, &score) < 0 || score <= best)
                continue;
            best = score;
            *out = other;
        }
    return true;
}

/* ---- what people do ---- */

enum way { IN_ORDER, SWAPPED, JOINED, BROKEN, WAYS };
static const char *const way_names[] = { [IN_ORDER] = "in order",
                                         [SWAPPED] = "two swapped",
                                         [JOINED] = "two joined",
                                         [BROKEN] = "one broken" };
_Static_assert(sizeof way_names / sizeof *way_names == WAYS, "every way has a name");

static void shake(struct drawing *drawing)
{
    for (int i = 0; i < drawing->count; i++) {
        struct stroke *stroke = &drawing->strokes[i];
        double dx = noise(4), dy = noise(4);
        for (int k = 0; k < stroke->count; k++) {
            stroke->x[k] += dx + noise(1.2);
            stroke->y[k] += dy + noise(1.2);
        }
    }
}

static void join(struct drawing *drawing, int at)
{
    struct stroke *one = &drawing->strokes[at];
    const struct stroke next = drawing->strokes[at + 1];

    add_line(one, next.x[0], next.y[0]);
    for (int k = 1; k < next.count; k++)
        add_point(one, next.x[k], next.y[k]);
    drawing->count--;
    memmove(one + 1, one + 2, (size_t)(drawing->count - at - 1) * sizeof *one);
}

/* The hand is lifted half-way and put down again a little beside. */
static void break_up(struct drawing *drawing, int at)
{
    struct stroke *one = &drawing->strokes[at], rest = { .count = 0 };
    int half = one->count / 2;
    double dx = noise(3), dy = noise(3);

    for (int k = half; k < one->count; k++)
        add_point(&rest, one->x[k] + dx, one->y[k] + dy);
    one->count = half;
    memmove(one + 2, one + 1, (size_t)(drawing->count - at - 1) * sizeof *one);
    one[1] = rest;
    drawing->count++;
}

static void write_as(struct drawing *drawing, enum way way)
{
    int at = (int)rng_below(&rng, (uint32_t)drawing->count - 1);
    int other = (int)rng_below(&rng, (uint32_t)drawing->count - 1);
    struct stroke *one = &drawing->strokes[at], kept;

    shake(drawing);
    kept = *one;
    if (way == SWAPPED) {
        other += other >= at;
        *one = drawing->strokes[other];
        drawing->strokes[other] = kept;
    } else if (way == JOINED) {
        join(drawing, at);
    } else if (way == BROKEN && drawing->count < STROKES_MAX) {
        break_up(drawing, at);
    }
}

struct rates {
    int drawn, first, ten;
    int64_t us, worst_us;
};

static void count_reading(struct rates *rates, int place, int64_t took_us)
{
    rates->us += took_us;
    rates->worst_us = took_us > rates->worst_us ? took_us : rates->worst_us;
    rates->drawn++;
    rates->first += place == 0;
    rates->ten += place >= 0;
}

static void read_both(const struct drawing *drawing, const char *character, struct rates rates[2])
{
    double score;
    int64_t began_us = clock_monotonic_us();
    int place = read_bare(drawing, character, &score);

    count_reading(&rates[0], place, clock_monotonic_us() - began_us);
    began_us = clock_monotonic_us();
    place = read_drawing(drawing, character);
    count_reading(&rates[1], place, clock_monotonic_us() - began_us);
}

static void measure_reading(const char *data, const struct set *set)
{
    struct rates rates[WAYS][2] = { { { 0 } } };
    const char *rest = set->characters;

    for (int len; (len = utf8_char_len(rest)) > 0; rest += len) {
        char character[8] = "";
        struct drawing drawing;
        memcpy(character, rest, (size_t)len);
        if (!draw(data, character, &drawing))
            continue;
        for (int i = 0; i < SEEDS * WAYS; i++) {
            struct drawing written = drawing;
            rng_seed(&rng, (uint64_t)(7 + i));
            write_as(&written, (enum way)(i % WAYS));
            read_both(&written, character, rates[i % WAYS]);
        }
    }
    for (int i = 0; i < WAYS * 2; i++) {
        const struct rates *r = &rates[i / 2][i % 2];
        printf("%-9s %-11s %s: %d drawn, first %d %%, first ten %d %%, %.0f ms, at most %.0f ms\n",
               set->name, way_names[i / 2], i % 2 == 0 ? "zinnia    " : "ink_reader", r->drawn,
               100 * r->first / r->drawn, 100 * r->ten / r->drawn, (double)r->us / 1000 / r->drawn,
               (double)r->worst_us / 1000);
        (void)fflush(stdout);
    }
}

/* ---- pinyin, memory ---- */

static long resident_kb(void)
{
    struct strbuf text;
    struct err err = { "" };
    long kb = 0;

    strbuf_init(&text);
    if (fs_read("/proc/self/smaps_rollup", 65536, &text, &err)) {
        const char *line = strstr(text.text, "\nPss:");
        kb = line ? strtol(line + strlen("\nPss:"), NULL, 10) : 0;
    }
    strbuf_fini(&text);
    return kb;
}

static void measure_pinyin(void)
{
    static const char *const spelled[] = { "zhishichanquan", "zscq",      "xiwangduobanjiangzuo",
                                           "xian",           "shangbiao", "zhuanli",
                                           "wmxyzdgd" };
    static struct pinyin_word words[160];
    int64_t began_us = clock_monotonic_us(), us = 0, worst_us = 0;
    int keys = 0;

    (void)pinyin_is_ready();
    printf("pinyin opens in %.1f ms\n", (double)(clock_monotonic_us() - began_us) / 1000);
    for (int round = 0; round < 20; round++)
        for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++)
            for (size_t len = 1; len <= strlen(spelled[i]); len++, keys++) {
                char letters[32] = "";
                memcpy(letters, spelled[i], len);
                began_us = clock_monotonic_us();
                (void)pinyin_find(letters, words, 160);
                int64_t took_us = clock_monotonic_us() - began_us;
                us += took_us;
                worst_us = took_us > worst_us ? took_us : worst_us;
            }
    printf("pinyin: %d keys, %.3f ms a key, at most %.2f ms\n", keys, (double)us / 1000 / keys,
           (double)worst_us / 1000);
}

int main(void)
{
    struct strbuf data;
    struct err err = { "" };
    long before_kb = resident_kb(), after_kb;

    measure_pinyin();
    after_kb = resident_kb();
    printf("pinyin adds %.1f MB\n", (double)(after_kb - before_kb) / 1024);
    strbuf_init(&data);
    reader = ink_reader_new(&err);
    if (!reader || !fs_read(STROKES, DATA_MAX, &data, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    printf("handwriting adds %.1f MB\n", (double)(resident_kb() - after_kb) / 1024);
    bare = zinnia_recognizer_new();
    if (!zinnia_recognizer_open(bare, ink_model_path)) {
        fprintf(stderr, "%s: %s\n", ink_model_path, zinnia_recognizer_strerror(bare));
        return 1;
    }
    for (int i = 0; i < SETS; i++)
        measure_reading(data.text, &sets[i]);
    zinnia_recognizer_destroy(bare);
    strbuf_fini(&data);
    ink_reader_free(reader);
    return 0;
}
