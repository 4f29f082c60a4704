/* booth.ini: what staff set comes back, and other lines stay. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/fs.h"
#include "play/effect.h"
#include "shell/booth_ini.h"

static char folder[256];

static void set_up(void)
{
    const char *base = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/wenda-ini-XXXXXX", base ? base : "/tmp");
    cr_assert_not_null(mkdtemp(folder));
}

static void tear_down(void)
{
    fs_remove_tree(folder, NULL);
}

TestSuite(booth_ini, .init = set_up, .fini = tear_down);

static void write_file(const char *text)
{
    char *path = fs_join(folder, "booth.ini");
    cr_assert(fs_replace(path, text, strlen(text), NULL));
    free(path);
}

Test(booth_ini, without_a_file_all_is_as_usual)
{
    struct booth_ini ini;
    booth_ini_read(folder, &ini);
    cr_expect_eq(ini.volume, BOOTH_VOLUME_USUAL);
    cr_expect_not(ini.still);
}

Test(booth_ini, what_is_written_comes_back_and_other_lines_stay)
{
    struct booth_ini ini = { .volume = 0, .still = true };
    struct strbuf text;
    write_file("屏幕英寸: 27\n音量：3\n展位: A-03");
    cr_assert(booth_ini_write(folder, &ini, NULL));
    ini = (struct booth_ini){ 0 };
    booth_ini_read(folder, &ini);
    cr_expect_eq(ini.volume, 0);
    cr_expect(ini.still);
    strbuf_init(&text);
    char *path = fs_join(folder, "booth.ini");
    cr_assert(fs_read(path, 4096, &text, NULL));
    cr_expect_str_eq(text.text, "屏幕英寸: 27\n展位: A-03\n音量: 0\n减少动画: 是\n");
    free(path);
    strbuf_fini(&text);
}

Test(booth_ini, what_is_no_value_counts_as_not_written)
{
    struct booth_ini ini;
    write_file("音量: 大\n减少动画 是\n");
    booth_ini_read(folder, &ini);
    cr_expect_eq(ini.volume, BOOTH_VOLUME_USUAL);
    cr_expect_not(ini.still);
}
