/* Handwriting read with the model that the booth uses. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "shell/ink_reader.h"
#include "shell/ink_worker.h"

static struct ink ink;
static struct ink_guess guesses[INK_GUESSES];
static atomic_int wakes;

static void add_line(int x, int y, int to_x, int to_y)
{
    struct ink_point points[11];

    for (int i = 0; i <= 10; i++)
        points[i] = (struct ink_point){ (int16_t)(x + (to_x - x) * i / 10),
                                        (int16_t)(y + (to_y - y) * i / 10) };
    cr_assert(ink_add_stroke(&ink, points, 11));
}

static int read_sheet(int budget_ms)
{
    struct err err = { "" };
    struct ink_reader *reader = ink_reader_new(&err);

    cr_assert_not_null(reader, "%s", err.text);
    int count = ink_reader_read(reader, &ink, budget_ms, INK_UNDO_ALL, guesses);
    ink_reader_free(reader);
    return count;
}

static int place_of(const char *character, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(guesses[i].text, character) == 0)
            return i;
    return -1;
}

Test(ink, a_character_is_read_wherever_and_however_large_it_stands)
{
    add_line(620, 710, 760, 708);
    add_line(690, 640, 692, 800);
    cr_expect_eq(place_of("十", read_sheet(0)), 0);
}

/* With the first two swapped it would be a well-drawn 土. */
Test(ink, what_is_drawn_as_the_model_knows_it_stays_first)
{
    add_line(500, 150, 500, 800);
    add_line(500, 450, 750, 450);
    add_line(150, 800, 850, 800);
    cr_expect_eq(place_of("上", read_sheet(0)), 0);
    cr_expect_eq(place_of("上", read_sheet(5000)), 0);
}

Test(ink, strokes_in_another_order_are_read)
{
    add_line(500, 150, 505, 880);
    add_line(200, 500, 800, 490);
    int tried = read_sheet(5000), place = place_of("十", tried);
    cr_assert(place == 0 || place == 1, "place %d", place);
    cr_expect_gt(guesses[place].score, guesses[2].score);
}

/* 二 without lifting the finger. */
Test(ink, strokes_that_were_joined_are_read)
{
    struct ink_point points[40];
    int count = 0;

    for (int i = 0; i <= 10; i++)
        points[count++] = (struct ink_point){ (int16_t)(200 + 60 * i), 300 };
    for (int i = 1; i < 6; i++)
        points[count++] = (struct ink_point){ (int16_t)(800 - 60 * i), (int16_t)(300 + 40 * i) };
    for (int i = 0; i <= 10; i++)
        points[count++] = (struct ink_point){ (int16_t)(150 + 70 * i), 700 };
    cr_assert(ink_add_stroke(&ink, points, count));
    cr_expect_neq(place_of("二", read_sheet(0)), 0, "not as it was written");
    cr_expect_eq(place_of("二", read_sheet(5000)), 0);
}

Test(ink, only_the_open_sheet_is_read)
{
    add_line(200, 200, 800, 800);
    ink_close_sheet(&ink);
    cr_expect_eq(read_sheet(0), 0);
    struct ink_point dot = { 5, 5 };
    ink_add_stroke(&ink, &dot, 1);
    cr_expect_eq(read_sheet(0), 0, "a dot is no character");
    ink_clear_pad(&ink);
    for (int i = 0; i < 60; i++)
        add_line(i * 10, 100, i * 10, 900);
    cr_expect_eq(read_sheet(0), 0, "nor are sixty strokes");
}

/* ---- the model ---- */

static zinnia_character_t *make_ten(void)
{
    zinnia_character_t *character = zinnia_character_new();

    zinnia_character_set_width(character, 255);
    zinnia_character_set_height(character, 255);
    for (int i = 0; i <= 10; i++) {
        zinnia_character_add(character, 0, 30 + 20 * i, 120);
        zinnia_character_add(character, 1, 128, 30 + 20 * i);
    }
    return character;
}

Test(ink_model, a_character_scores_the_same_in_every_part)
{
    struct err err = { "" };
    struct ink_model *model = ink_model_new(ink_model_path, &err);
    zinnia_character_t *ten = make_ten();
    struct ink_guess common[40], listed[40], rare[40];

    cr_assert_not_null(model, "%s", err.text);
    cr_expect_eq(ink_model_ask(model, INK_LISTED, ten, listed, 40), 0, "nothing is listed yet");
    cr_assert_eq(ink_model_ask(model, INK_COMMON, ten, common, 40), 40);
    cr_assert(ink_model_list(model, common, 20));
    cr_assert_eq(ink_model_ask(model, INK_LISTED, ten, listed, 40), 20);
    for (int i = 0; i < 20; i++) {
        cr_expect_str_eq(listed[i].text, common[i].text);
        cr_expect_eq(listed[i].score, common[i].score);
    }
    cr_assert_eq(ink_model_ask(model, INK_RARE, ten, rare, 40), 40);
    cr_expect_not(ink_model_list(model, rare, 40), "rare characters are not listed");
    zinnia_character_destroy(ten);
    ink_model_free(model);
}

Test(ink_model, a_file_that_is_no_model_is_refused)
{
    static char text[4096];
    char path[] = "/tmp/wenda-model-XXXXXX";
    struct err err = { "" };
    int fd = mkstemp(path), model_fd = open(ink_model_path, O_RDONLY | O_CLOEXEC);

    cr_assert_null(ink_model_new("/nonexistent/model", &err));
    cr_expect_not_null(strstr(err.text, "/nonexistent/model"));
    cr_assert_geq(fd, 0);
    cr_assert_null(ink_model_new(path, &err), "empty");
    cr_assert_eq(read(model_fd, text, sizeof text), (ssize_t)sizeof text);
    cr_assert_eq(write(fd, text, sizeof text), (ssize_t)sizeof text);
    cr_assert_null(ink_model_new(path, &err), "cut off");
    uint32_t magic = sizeof text ^ 0xef71821;
    cr_assert_eq(pwrite(fd, &magic, sizeof magic, 0), (ssize_t)sizeof magic);
    cr_assert_null(ink_model_new(path, &err), "more characters than there are");
    close(model_fd);
    close(fd);
    unlink(path);
}

/* ---- on its thread ---- */

static void wake(void *context)
{
    (void)context;
    wakes++;
}

Test(ink, the_worker_reads_the_latest_sheet_and_wakes)
{
    struct ink_worker *worker = ink_worker_new(wake, NULL);
    char text[INK_READ_LEN] = "";
    int version = 0, waits = 0;

    cr_assert_not_null(worker);
    add_line(200, 500, 800, 490);
    ink_worker_post(worker, &ink, 1);
    add_line(500, 150, 505, 880);
    ink_worker_post(worker, &ink, 2);
    while (ink_worker_is_busy(worker) && version != 2 && waits++ < 20000) {
        if (!ink_worker_take(worker, &version, text))
            usleep(1000);
    }
    cr_expect_eq(version, 2);
    cr_expect_eq(strncmp(text, "十", strlen("十")), 0, "%s", text);
    cr_expect_geq(wakes, 1);
    ink_worker_post(worker, &ink, 3);
    ink_worker_free(worker); /* in the midst of it */
}
