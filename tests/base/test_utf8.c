#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

/* The definition itself, apart from how the program decides it: RFC 3629, section 3. Returns the
 * bytes of the well-formed character at the start of bytes, or 0. */
static int reference(const unsigned char *bytes, int len, uint32_t *codepoint)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    int need = 0;

    if (len < 1)
        return 0;
    if ((bytes[0] & 0x80) == 0x00)
        need = 1;
    else if ((bytes[0] & 0xE0) == 0xC0)
        need = 2;
    else if ((bytes[0] & 0xF0) == 0xE0)
        need = 3;
    else if ((bytes[0] & 0xF8) == 0xF0)
        need = 4;
    if (need == 0 || need > len)
        return 0;
    *codepoint = need == 1 ? bytes[0] : bytes[0] & ((1U << (7 - need)) - 1);
    for (int i = 1; i < need; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        *codepoint = *codepoint * 64 + (bytes[i] - 0x80);
    }
    if (*codepoint < least[need] || *codepoint > 0x10FFFF ||
        (*codepoint >= 0xD800 && *codepoint <= 0xDFFF))
        return 0;
    return need;
}

static bool reference_validate(const unsigned char *bytes, int len, size_t *bad_offset)
{
    int offset = 0;

    while (offset < len) {
        uint32_t codepoint;
        int step = reference(bytes + offset, len - offset, &codepoint);
        if (step == 0 || codepoint == 0) {
            *bad_offset = (size_t)offset;
            return false;
        }
        offset += step;
    }
    return true;
}

/* Both agree on the first len bytes, also about the place; bytes[len] may be anything. */
static void compare(const unsigned char *bytes, int len)
{
    size_t expected_offset = 99, offset = 99;
    bool expected = reference_validate(bytes, len, &expected_offset);
    bool valid = utf8_validate((const char *)bytes, (size_t)len, &offset);

    if (valid != expected || offset != expected_offset)
        cr_assert_fail("%02x %02x %02x %02x (%d): %d at %zu, want %d at %zu", bytes[0], bytes[1],
                       bytes[2], bytes[3], len, valid, offset, expected, expected_offset);
}

Test(utf8, validates_every_one_and_two_bytes)
{
    for (int a = 0; a < 256; a++) {
        compare((const unsigned char[4]){ (unsigned char)a, 0x80, 0x80, 0x80 }, 1);
        for (int b = 0; b < 256; b++)
            compare((const unsigned char[4]){ (unsigned char)a, (unsigned char)b, 0x80, 0x80 }, 2);
    }
}

Test(utf8, validates_every_three_bytes_of_three_byte_leads)
{
    for (int a = 0xE0; a <= 0xF0; a++) {
        for (int b = 0; b < 256; b++) {
            for (int c = 0; c < 256; c++)
                compare((const unsigned char[4]){ (unsigned char)a, (unsigned char)b,
                                                  (unsigned char)c, 0x80 },
                        3);
        }
    }
}

Test(utf8, validates_four_bytes_at_every_boundary)
{
    static const unsigned char edges[] = { 0x00, 0x01, 0x7F, 0x80, 0x81, 0x8F, 0x90, 0x9F, 0xA0,
                                           0xBE, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF4, 0xFF };
    const int count = (int)sizeof(edges);

    for (int a = 0xEF; a <= 0xFF; a++) {
        for (int b = 0; b < 256; b++) {
            for (int c = 0; c < count; c++) {
                for (int d = 0; d < count; d++)
                    compare((const unsigned char[4]){ (unsigned char)a, (unsigned char)b, edges[c],
                                                      edges[d] },
                            4);
            }
        }
    }
}

Test(utf8, every_code_point_goes_there_and_back)
{
    for (uint32_t codepoint = 1; codepoint <= 0x10FFFF; codepoint++) {
        char bytes[5] = { 0 };
        const char *next = bytes;
        int len = utf8_encode(codepoint, bytes);
        uint32_t wanted = codepoint >= 0xD800 && codepoint <= 0xDFFF ? 0xFFFD : codepoint;

        if (!utf8_validate(bytes, (size_t)len, NULL) || utf8_char_len(bytes) != len ||
            utf8_next(&next) != wanted || next != bytes + len)
            cr_assert_fail("U+%04X", codepoint);
    }
}

Test(utf8, encoding_beyond_unicode_gives_the_replacement)
{
    char bytes[4];

    cr_assert_eq(utf8_encode(0x110000, bytes), 3);
    cr_assert_arr_eq(bytes, "\xEF\xBF\xBD", 3);
}

Test(utf8, a_nul_inside_is_not_text)
{
    size_t offset;

    cr_assert_not(utf8_validate("ab\0c", 4, &offset));
    cr_assert_eq(offset, 2);
}

Test(utf8, nothing_is_read_behind_the_end)
{
    /* The sanitizer watches the byte behind. */
    static const char whole[] = "\xF0\xA0\x80\x80";

    for (size_t len = 0; len <= 4; len++) {
        char *bytes = malloc(len > 0 ? len : 1);
        cr_assert_not_null(bytes);
        memcpy(bytes, whole, len);
        cr_assert_eq(utf8_validate(bytes, len, NULL), len == 0 || len == 4);
        free(bytes);
    }
}

Test(utf8, stepping_survives_what_is_no_text)
{
    char *cut = strdup("a\xE4\xBD");
    const char *next = cut;

    cr_assert_eq(utf8_next(&next), 'a');
    cr_assert_eq(utf8_next(&next), 0xFFFD);
    cr_assert_eq(utf8_next(&next), 0xFFFD);
    cr_assert_eq(utf8_next(&next), 0);
    cr_assert_eq(utf8_next(&next), 0);
    cr_assert_eq(next, cut + 3);
    free(cut);
}

Test(utf8, counts_and_prefixes)
{
    static const char text[] = "a专利𠀀é";

    cr_assert_eq(utf8_count(text), 5);
    cr_assert_eq(utf8_count(""), 0);
    cr_assert_eq(utf8_char_len(""), 0);
    cr_assert_eq(utf8_prefix_len(text, 0), 0);
    cr_assert_eq(utf8_prefix_len(text, -1), 0);
    cr_assert_eq(utf8_prefix_len(text, 1), 1);
    cr_assert_eq(utf8_prefix_len(text, 2), 4);
    cr_assert_eq(utf8_prefix_len(text, 4), 11);
    cr_assert_eq(utf8_prefix_len(text, 99), strlen(text));
}

Test(utf8, copies_cut_between_characters)
{
    static const char *const expected[] = { "", "", "", "", "专", "专", "专", "专利", "专利a" };

    for (size_t room = 1; room <= 8; room++) {
        char buf[16];
        memset(buf, '#', sizeof(buf));
        cr_assert_eq(utf8_copy(buf, room, "专利a"), room == 8);
        cr_assert_str_eq(buf, expected[room], "room %zu", room);
        cr_assert_eq(buf[room], '#', "room %zu", room);
    }
}

Test(utf8, blanks_at_the_end_are_trimmed)
{
    static const struct {
        char text[32];
        size_t len;
    } cases[] = { { "", 0 },          { " \t", 0 },       { "甲", 3 },     { "甲\xE3\x80\x80 ", 3 },
                  { "a b\r\n", 3 },   { "é\xC2\xA0", 2 }, { "　甲　", 6 }, { "\xEF\xBB\xBF", 0 },
                  { "甲\x80\x80", 5 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(utf8_trimmed_len(cases[i].text, strlen(cases[i].text)), cases[i].len,
                     "case %zu: %zu", i, utf8_trimmed_len(cases[i].text, strlen(cases[i].text)));
}

Test(utf8, kinds_of_characters)
{
    static const uint32_t wide[] = { U'专', U'あ', U'한', U'，', U'。', U'、', U'Ａ', U'（',
                                     U'　', U'“',  U'”',  U'—',  U'…',  U'𠀀', U'￥', U'〇' };
    static const uint32_t narrow[] = { 'a', ' ', 0xE9, U'й', U'ﺎ', 0x2013, 0xFF61, 0 };

    for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
        cr_expect(utf8_is_wide(wide[i]), "U+%04X", wide[i]);
    for (size_t i = 0; i < sizeof(narrow) / sizeof(narrow[0]); i++)
        cr_expect_not(utf8_is_wide(narrow[i]), "U+%04X", narrow[i]);

    cr_expect(utf8_is_han(U'专') && utf8_is_han(U'〇') && utf8_is_han(U'𠀀') &&
              utf8_is_han(0x9FFF));
    cr_expect_not(utf8_is_han(U'あ') || utf8_is_han(U'。') || utf8_is_han('a') ||
                  utf8_is_han(U'한'));

    cr_expect(utf8_is_space(' ') && utf8_is_space('\t') && utf8_is_space('\r') &&
              utf8_is_space(0xA0) && utf8_is_space(0x3000) && utf8_is_space(0x200B) &&
              utf8_is_space(0xFEFF));
    cr_expect_not(utf8_is_space('a') || utf8_is_space(0) || utf8_is_space(0x200C) ||
                  utf8_is_space(U'专') || utf8_is_space(0x1F));
}

Test(utf8, scripts_from_right_to_left)
{
    static const uint32_t rtl[] = { 0x0628, 0x06D5, 0x05D0, 0x060C, 0x064B, 0xFEF7, 0x0780 };
    static const uint32_t others[] = {
        'a', '1', '(', 0x0661, 0x06F1, 0xE9, 0x0410, 0x4E13, 0xFF0C
    };

    for (size_t i = 0; i < sizeof(rtl) / sizeof(rtl[0]); i++) {
        char bytes[4];
        int len = utf8_encode(rtl[i], bytes);
        cr_expect(utf8_is_rtl(rtl[i]), "U+%04X", rtl[i]);
        cr_expect(utf8_has_rtl(bytes, (size_t)len), "U+%04X", rtl[i]);
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        cr_expect_not(utf8_is_rtl(others[i]), "U+%04X", others[i]);
    cr_expect_not(utf8_has_rtl("专利权（20 年），é—“ДА”￥", strlen("专利权（20 年），é—“ДА”￥")));
    cr_expect(utf8_has_rtl("专利 پاتېنت", strlen("专利 پاتېنت")));
    cr_expect(utf8_is_bidi_mark(0x2068) && utf8_is_bidi_mark(0x200F) && utf8_is_bidi_mark(0x200C));
    cr_expect_not(utf8_is_bidi_mark(' ') || utf8_is_bidi_mark(0x2014));
}
