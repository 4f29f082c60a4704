#include "activity/text.h"

#include <string.h>

#include <criterion/criterion.h>

Test(text, a_list_is_split_at_every_usual_separator)
{
    struct arena arena;
    const char *items[4];
    arena_init(&arena);
    cr_assert_eq(text_split_list(&arena, " 甲, 乙，丙、丁\n戊 ,, ", items, 4), 5);
    cr_assert_str_eq(items[0], "甲");
    cr_assert_str_eq(items[1], "乙");
    cr_assert_str_eq(items[2], "丙");
    cr_assert_str_eq(items[3], "丁");
    cr_assert_eq(text_split_list(&arena, "", items, 4), 0);
    cr_assert_eq(text_split_list(&arena, "a\\,b\\、c, d\\|e\\\\", items, 4), 2);
    cr_assert_str_eq(items[0], "a,b、c");
    cr_assert_str_eq(items[1], "d|e\\");
    cr_assert_eq(text_split_list(&arena, "a\\", items, 4), 1);
    cr_assert_str_eq(items[0], "a\\");
    arena_fini(&arena);
}

Test(text, the_bar_outside_the_mean)
{
    char plain[] = "好, 差 | 不清楚", escaped[] = "好\\|坏, 差";
    cr_assert_str_eq(text_split_bar(plain), " 不清楚");
    cr_assert_str_eq(plain, "好, 差 ");
    cr_assert_null(text_split_bar(escaped));
}

Test(text, tags_stand_at_the_end_and_unescaped)
{
    struct arena arena;
    size_t start = 0;
    arena_init(&arena);
    cr_assert_str_eq(text_last_tag(&arena, "以上都对 [ 固定 ] ", &start), "固定");
    cr_assert_eq(start, strlen("以上都对 "));
    cr_assert_str_eq(text_last_tag(&arena, "\\\\[固定]", &start), "固定");
    cr_assert_null(text_last_tag(&arena, "\\[固定]", &start));
    cr_assert_null(text_last_tag(&arena, "[固定\\]", &start));
    cr_assert_null(text_last_tag(&arena, "[固定]。", &start));
    cr_assert_null(text_last_tag(&arena, "固定]", &start));
    cr_assert_null(text_last_tag(&arena, "[甲\n乙]", &start));
    arena_fini(&arena);
}

Test(text, a_picture_may_stand_anywhere)
{
    struct arena arena;
    arena_init(&arena);
    char raw[] = "看图 [图： media/a b.png] 回答 [图:x.svg]";
    cr_assert_str_eq(text_take_picture(&arena, raw), "media/a b.png");
    cr_assert_str_eq(text_take_picture(&arena, raw), "x.svg");
    cr_assert_null(text_take_picture(&arena, raw));
    cr_assert_str_eq(text_decode(&arena, raw), "看图  回答");
    arena_fini(&arena);
}

Test(text, encoding_is_undone_by_decoding)
{
    static const char *const texts[] = { "\\", "[x]", "\\[", "a\\b", "${x}", "$\xE2\x81\xA0{x}",
                                         "$",  "\\$", "]",   "\\\\]" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct arena arena;
        struct strbuf out;
        arena_init(&arena);
        strbuf_init(&out);
        text_encode(&out, texts[i], strlen(texts[i]));
        cr_expect_str_eq(text_decode(&arena, out.text), texts[i], "%s", out.text);
        strbuf_fini(&out);
        arena_fini(&arena);
    }
}
