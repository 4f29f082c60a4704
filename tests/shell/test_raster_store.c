/* Rasters come back as they were kept; whatever is damaged is not there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/fs.h"
#include "base/rng.h"
#include "shell/images.h"
#include "shell/raster_store.h"

static char folder[256];

static void set_up(void)
{
    const char *base = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/wenda-raster-XXXXXX", base ? base : "/tmp");
    cr_assert_not_null(mkdtemp(folder));
}

static void tear_down(void)
{
    fs_remove_tree(folder, NULL);
}

TestSuite(raster_store, .init = set_up, .fini = tear_down);

static struct picture make_picture(int w, int h, uint64_t seed)
{
    struct picture picture;
    struct rng rng;
    rng_seed(&rng, seed);
    picture_init(&picture, w, h);
    for (int i = 0; i < w * h; i++)
        picture.argb[i] =
            i > 0 && rng_below(&rng, 10) ? picture.argb[i - 1] : (uint32_t)rng_next(&rng);
    return picture;
}

static struct drawing make_drawing(int w, int h, uint64_t seed)
{
    struct picture picture = make_picture(w, h, seed);
    struct drawing drawing;
    drawing_pack(&drawing, &picture, seed % 2 == 0);
    picture_fini(&picture);
    return drawing;
}

static bool same(const struct drawing *a, const struct drawing *b)
{
    return a->w == b->w && a->h == b->h && a->tinted == b->tinted && a->bytes_len == b->bytes_len &&
           memcmp(a->rows, b->rows, ((size_t)a->h + 1) * sizeof *a->rows) == 0 &&
           memcmp(a->bytes, b->bytes, a->bytes_len) == 0;
}

static char *only_file(void)
{
    char command[400], *path = calloc(1, 512);
    (void)snprintf(command, sizeof command, "ls %s/*", folder);
    FILE *list = popen(command, "r");
    cr_assert(fgets(path, 512, list));
    pclose(list);
    path[strcspn(path, "\n")] = '\0';
    return path;
}

Test(raster_store, a_drawing_comes_back_byte_by_byte)
{
    struct drawing drawing = make_drawing(123, 45, 1), back;
    struct raster_key key = raster_key("svg", 3, 123, 45, 0, false);
    cr_expect_not(raster_load(folder, key, &back));
    raster_save(folder, key, &drawing);
    cr_assert(raster_load(folder, key, &back));
    cr_expect(same(&drawing, &back));
    drawing_fini(&back);
    drawing_fini(&drawing);
}

Test(raster_store, another_file_size_turn_or_tint_is_another_drawing)
{
    uint64_t hash = raster_key("svg", 3, 10, 10, 0, false).hash;
    cr_expect_neq(raster_key("svh", 3, 10, 10, 0, false).hash, hash);
    cr_expect_neq(raster_key("svg", 3, 11, 10, 0, false).hash, hash);
    cr_expect_neq(raster_key("svg", 3, 10, 11, 0, false).hash, hash);
    cr_expect_neq(raster_key("svg", 3, 10, 10, -5, false).hash, hash);
    cr_expect_neq(raster_key("svg", 3, 10, 10, 0, true).hash, hash);
    cr_expect_neq(raster_key("svg, longer than a word", 23, 10, 10, 0, false).hash,
                  raster_key("svg, longer than a worD", 23, 10, 10, 0, false).hash);
}

Test(raster_store, a_file_cut_short_anywhere_or_with_any_byte_changed_is_not_there)
{
    struct drawing drawing = make_drawing(20, 9, 2), back;
    struct raster_key key = raster_key("svg", 3, 20, 9, 0, false);
    struct strbuf bytes;
    raster_save(folder, key, &drawing);
    char *path = only_file();
    strbuf_init(&bytes);
    cr_assert(fs_read(path, 1 << 20, &bytes, NULL));
    for (size_t i = 0; i < bytes.len; i++) {
        FILE *file = fopen(path, "wb");
        cr_assert_eq(fwrite(bytes.text, 1, i, file), i);
        cr_assert_eq(fclose(file), 0);
        cr_assert_not(raster_load(folder, key, &back), "cut at %zu", i);
        bytes.text[i] ^= 0x10;
        file = fopen(path, "wb");
        cr_assert_eq(fwrite(bytes.text, 1, bytes.len, file), bytes.len);
        cr_assert_eq(fclose(file), 0);
        cr_assert_not(raster_load(folder, key, &back), "changed at %zu", i);
        bytes.text[i] ^= 0x10;
    }
    strbuf_fini(&bytes);
    free(path);
    drawing_fini(&drawing);
}

Test(raster_store, a_folder_that_cannot_be_made_does_no_harm)
{
    struct drawing drawing = make_drawing(4, 4, 3), back;
    struct raster_key key = raster_key("svg", 3, 4, 4, 0, false);
    raster_save("/proc/none/wenda", key, &drawing);
    cr_expect_not(raster_load("/proc/none/wenda", key, &back));
    drawing_fini(&drawing);
}

Test(raster_store, the_folder_does_not_grow_without_bound)
{
    struct drawing drawing = make_drawing(2, 2, 4), back;
    struct raster_key last = { 0 };
    for (int i = 0; i < RASTER_FILES_MAX + 20; i++) {
        last = raster_key(&i, sizeof i, 2, 2, 0, false);
        raster_save(folder, last, &drawing);
    }
    char command[400];
    (void)snprintf(command, sizeof command, "test $(ls %s | wc -l) -le %d", folder,
                   RASTER_FILES_MAX);
    cr_expect_eq(system(command), 0);
    cr_assert(raster_load(folder, last, &back));
    drawing_fini(&back);
    drawing_fini(&drawing);
}

/* ---- images, which use it ---- */

static const struct image *get(struct images *images, const char *name, bool tinted, int degrees)
{
    struct image_request request = {
        .name = name, .tinted = tinted, .w = 300, .h = 200, .rotate_deg = degrees
    };
    return images_get(images, &request);
}

Test(raster_store, an_image_from_the_folder_is_the_one_that_was_rasterised)
{
    const char *icons = WENDA_SOURCE_DIR "/assets/icons";
    for (int degrees = -5; degrees <= 0; degrees += 5) {
        struct images *plain = images_new(icons, NULL, NULL);
        struct images *first = images_new(icons, NULL, folder);
        struct images *second = images_new(icons, NULL, folder);
        const struct image *wanted = get(plain, "motif-contours-9.svg", false, degrees);
        get(first, "motif-contours-9.svg", false, degrees);
        const struct image *found = get(second, "motif-contours-9.svg", false, degrees);
        cr_assert_gt(wanted->drawing.w, 0);
        cr_expect(same(&wanted->drawing, &found->drawing));
        cr_expect_eq(wanted->left, found->left);
        images_free(plain);
        images_free(first);
        images_free(second);
    }
}

Test(raster_store, an_image_keeps_its_proportions_in_the_middle_of_its_box)
{
    struct images *images = images_new(WENDA_SOURCE_DIR "/assets/icons", NULL, NULL);
    const struct image *image = get(images, "mark-paper.svg", false, 0);
    cr_expect_eq(image->drawing.w, 200);
    cr_expect_eq(image->drawing.h, 200);
    cr_expect_eq(image->left, 50);
    const struct image *tinted = get(images, "ic-clock.svg", true, 0);
    cr_expect_eq(tinted->drawing.h, 200);
    cr_expect(tinted->drawing.tinted);
    images_free(images);
}

Test(raster_store, a_missing_or_broken_image_is_empty)
{
    struct images *images = images_new(folder, NULL, NULL);
    char path[300];
    (void)snprintf(path, sizeof path, "%s/broken.png", folder);
    FILE *file = fopen(path, "w");
    (void)fputs("\x89PNG\r\n", file);
    cr_assert_eq(fclose(file), 0);
    cr_expect_eq(get(images, "missing.svg", false, 0)->drawing.w, 0);
    cr_expect_eq(get(images, "broken.png", false, 0)->drawing.w, 0);
    images_free(images);
}
