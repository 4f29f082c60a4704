/* QR codes, read back here by the rules of ISO/IEC 18004 and not by the library. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "port/qr.h"

static const char alphanumeric[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/* ---- a reader of version 1, for codes without damage ---- */

enum { SIDE = 21, DATA_BITS = 13 * 8 }; /* level Q: 13 codewords of data */

struct reader {
    const struct qr *qr;
    int mask;
    uint8_t bits[DATA_BITS];
    int count, at;
};

/* Finder patterns with their borders and format bits, and the two timing lines. */
static bool is_function(int row, int column)
{
    return (row < 9 && column < 9) || (row < 9 && column >= SIDE - 8) ||
           (row >= SIDE - 8 && column < 9) || row == 6 || column == 6;
}

static bool is_inverted(int mask, int row, int column)
{
    switch (mask) {
    case 0:
        return (row + column) % 2 == 0;
    case 1:
        return row % 2 == 0;
    case 2:
        return column % 3 == 0;
    case 3:
        return (row + column) % 3 == 0;
    case 4:
        return (row / 2 + column / 3) % 2 == 0;
    case 5:
        return row * column % 2 + row * column % 3 == 0;
    case 6:
        return (row * column % 2 + row * column % 3) % 2 == 0;
    default:
        return ((row + column) % 2 + row * column % 3) % 2 == 0;
    }
}

static void read_bits(struct reader *reader)
{
    for (int right = SIDE - 1, up = 1; right > 0; right -= 2, up = !up) {
        if (right == 6)
            right = 5;
        for (int i = 0; i < SIDE; i++) {
            int row = up ? SIDE - 1 - i : i;
            for (int column = right; column > right - 2; column--) {
                if (is_function(row, column) || reader->count == DATA_BITS)
                    continue;
                reader->bits[reader->count++] =
                    reader->qr->dark[row][column] ^ is_inverted(reader->mask, row, column);
            }
        }
    }
}

static unsigned take(struct reader *reader, int bits)
{
    unsigned value = 0;
    while (bits-- > 0)
        value = value << 1 | reader->bits[reader->at++];
    return value;
}

static char *read_alphanumeric(struct reader *reader, char *out)
{
    unsigned len = take(reader, 9);
    for (; len >= 2; len -= 2) {
        unsigned pair = take(reader, 11);
        *out++ = alphanumeric[pair / 45];
        *out++ = alphanumeric[pair % 45];
    }
    if (len == 1)
        *out++ = alphanumeric[take(reader, 6)];
    return out;
}

static char *read_digits(struct reader *reader, char *out)
{
    unsigned len = take(reader, 10);
    for (; len > 0; len -= len < 3 ? len : 3) {
        int digits = len < 3 ? (int)len : 3;
        out += sprintf(out, "%0*u", digits, take(reader, digits * 3 + 1));
    }
    return out;
}

static void read_text(const struct qr *qr, char *out)
{
    struct reader reader = { .qr = qr };
    cr_assert_eq(qr->side, SIDE);
    /* The first five format bits, under their own mask 10101: level and mask of the data. */
    unsigned format = 0, mode;
    for (int column = 0; column < 5; column++)
        format = format << 1 | qr->dark[8][column];
    format ^= 0x15;
    cr_assert_eq(format >> 3, 3, "level Q");
    reader.mask = (int)(format & 7);
    read_bits(&reader);
    while (reader.at + 4 <= DATA_BITS && (mode = take(&reader, 4)) != 0) {
        cr_assert(mode == 1 || mode == 2, "mode %u", mode);
        out = mode == 2 ? read_alphanumeric(&reader, out) : read_digits(&reader, out);
    }
    *out = '\0';
}

Test(qr, says_what_it_was_made_of)
{
    static const char *const codes[] = { "K7M429QX", "22222222", "2345678A",
                                         "ZZZZZZZZ", "A",        "HJKLMNPQRSTUVWX" };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct qr qr;
        char text[64];
        cr_assert(qr_encode(codes[i], &qr));
        read_text(&qr, text);
        cr_expect_str_eq(text, codes[i]);
    }
}

Test(qr, has_its_three_corners)
{
    struct qr qr;
    cr_assert(qr_encode("K7M429QX", &qr));
    const int corners[3][2] = { { 0, 0 }, { 0, qr.side - 7 }, { qr.side - 7, 0 } };
    for (int c = 0; c < 3; c++)
        for (int row = 0; row < 7; row++)
            for (int column = 0; column < 7; column++) {
                bool ring = row == 0 || row == 6 || column == 0 || column == 6;
                bool heart = row >= 2 && row <= 4 && column >= 2 && column <= 4;
                cr_expect_eq(qr.dark[corners[c][0] + row][corners[c][1] + column], ring || heart);
            }
}

Test(qr, longer_texts_have_more_modules_and_too_long_ones_none)
{
    struct qr qr;
    char text[1001];
    memset(text, 'x', sizeof text);
    text[100] = '\0';
    cr_assert(qr_encode(text, &qr));
    cr_expect_gt(qr.side, SIDE);
    text[100] = 'x';
    text[1000] = '\0';
    cr_expect_not(qr_encode(text, &qr));
    cr_expect_eq(qr.side, 0);
    cr_expect_not(qr_encode("", &qr));
}
