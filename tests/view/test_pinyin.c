/* Pinyin with the dictionary that the booth uses. */
#include <criterion/criterion.h>
#include <string.h>

#include "view/pinyin.h"

static struct pinyin_word words[512];

static int place_of(const char *letters, const char *word)
{
    int count = pinyin_find(letters, words, 512);

    for (int i = 0; i < count; i++)
        if (strcmp(words[i].text, word) == 0)
            return i;
    return -1;
}

Test(pinyin, full_and_abbreviated_spellings_find_phrases_first)
{
    static const struct {
        char letters[32], word[32];
    } first[] = { { "zscq", "知识产权" },        { "zhishichanquan", "知识产权" },
                  { "zhishichanq", "知识产权" }, { "nihao", "你好" },
                  { "xi'an", "西安" },           { "zhuanli", "专利" },
                  { "shangbiao", "商标" },       { "z", "在" } };

    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
        cr_expect_eq(place_of(first[i].letters, first[i].word), 0, "%s", first[i].letters);
    cr_expect(place_of("xian", "西安") != 0 && place_of("xian", "先") >= 0);
    cr_expect_gt(place_of("lv", "绿"), -1);
}

Test(pinyin, a_word_tells_how_many_letters_it_stands_for)
{
    int at = place_of("zhishichanquan", "知识");

    cr_assert_geq(at, 0);
    cr_expect_eq(words[at].letters, 6);
    at = place_of("xi'an", "西");
    cr_assert_geq(at, 0);
    cr_expect_eq(words[at].letters, 3, "the mark goes with the syllable before it");
    at = place_of("zscq", "知识产权");
    cr_expect_eq(words[at].letters, 4);
}

Test(pinyin, letters_are_shown_by_syllables)
{
    char split[PINYIN_SPLIT_LEN];

    pinyin_split("zhishichanq", split);
    cr_expect_str_eq(split, "zhi'shi'chan'q");
    pinyin_split("xi'an", split);
    cr_expect_str_eq(split, "xi'an");
    pinyin_split("", split);
    cr_expect_str_eq(split, "");
}

Test(pinyin, nonsense_finds_nothing_and_harms_nothing)
{
    static const char nonsense[][32] = { "", "'", "v", "iii", "uuuuuuuuuuuuuuuuuuuuuuuuuuu" };

    for (size_t i = 0; i < sizeof nonsense / sizeof nonsense[0]; i++)
        cr_expect_eq(pinyin_find(nonsense[i], words, 512), 0, "%s", nonsense[i]);
    cr_expect_eq(pinyin_find("zhongguorenminzhongguorenmi", words, 3), 3);
    for (int i = 0; i < 3; i++)
        cr_expect_leq(strlen(words[i].text), 18 * 3);
}

/* What one visitor writes is not offered to the next: the same letters find the same words in the
 * same order, whatever was spelled between. */
Test(pinyin, nothing_is_learned)
{
    static struct pinyin_word before[512];
    int count = pinyin_find("jqz", before, 512), again;

    memset(words, 0, sizeof(words));
    for (int i = 0; i < 200; i++)
        (void)pinyin_find("jiqunzhong", words, 512);
    memset(words, 0, sizeof(words));
    again = pinyin_find("jqz", words, 512);
    cr_assert_eq(count, again);
    for (int i = 0; i < count; i++)
        cr_assert_str_eq(before[i].text, words[i].text);
}
