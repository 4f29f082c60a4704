#include "port/archive.h"

#include <stdio.h>

#include "port/make_zip.h"

static const struct zip_part parts[] = {
    { "b/two.xml", "二", 0 },
    { "one.xml", "<one/>", 0 },
    { "中文.txt", "x", 0 },
};

Test(archive, members_are_read_by_name)
{
    for (int store = 0; store < 2; store++) {
        struct strbuf bytes, out;
        struct err err = { 0 };
        strbuf_init(&bytes);
        strbuf_init(&out);
        make_zip(&bytes, parts, 3, store);
        cr_assert(zip_is(bytes.text, bytes.len));
        struct zip *zip = zip_new(bytes.text, bytes.len, &err);
        cr_assert(zip, "%s", err.text);
        cr_expect(zip_has(zip, "one.xml") && zip_has(zip, "b/two.xml"));
        cr_expect_not(zip_has(zip, "two.xml") || zip_has(zip, ""));
        cr_expect(zip_read(zip, "one.xml", &out, &err), "%s", err.text);
        cr_expect(zip_read(zip, "b/two.xml", &out, &err), "%s", err.text);
        cr_expect_str_eq(out.text, "<one/>二");
        cr_expect_not(zip_read(zip, "none.xml", &out, &err));
        cr_expect(strstr(err.text, "none.xml"), "%s", err.text);
        zip_free(zip);
        strbuf_fini(&out);
        strbuf_fini(&bytes);
    }
}

static bool can_read(const struct strbuf *bytes, const char *name, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out);
    struct zip *zip = zip_new(bytes->text, bytes->len, err);
    bool ok = zip && zip_read(zip, name, &out, err);
    zip_free(zip);
    strbuf_fini(&out);
    return ok;
}

Test(archive, a_bomb_is_refused_even_in_pieces)
{
    static char zeros[3 * 1024 * 1024];
    struct strbuf bytes, out;
    struct err err = { 0 };
    struct zip_part bomb[] = { { "a", zeros, sizeof zeros }, { "b", zeros, sizeof zeros } };
    strbuf_init(&bytes);
    strbuf_init(&out);
    make_zip(&bytes, bomb, 2, false);
    cr_assert_lt(bytes.len * ARCHIVE_MAX_RATIO, sizeof zeros * 2);
    struct zip *zip = zip_new(bytes.text, bytes.len, &err);
    cr_assert(zip);
    cr_expect(zip_read(zip, "a", &out, &err), "%s", err.text);
    cr_expect_not(zip_read(zip, "b", &out, &err));
    cr_expect(strstr(err.text, "太大"), "%s", err.text);
    zip_free(zip);
    strbuf_fini(&out);
    strbuf_fini(&bytes);
}

Test(archive, too_many_members_and_doubles_are_refused)
{
    static char names[ARCHIVE_MAX_MEMBERS + 1][12];
    static struct zip_part many[ARCHIVE_MAX_MEMBERS + 1];
    static const struct zip_part twice[] = { { "one.xml", "A", 0 }, { "one.xml", "B", 0 } };
    struct strbuf bytes;
    struct err err = { 0 };
    for (int i = 0; i <= ARCHIVE_MAX_MEMBERS; i++) {
        (void)snprintf(names[i], sizeof names[i], "%d", i);
        many[i] = (struct zip_part){ names[i], "x", 0 };
    }
    strbuf_init(&bytes);
    make_zip(&bytes, many, ARCHIVE_MAX_MEMBERS, true);
    cr_expect(can_read(&bytes, "7", &err), "%s", err.text);
    strbuf_clear(&bytes);
    make_zip(&bytes, many, ARCHIVE_MAX_MEMBERS + 1, true);
    cr_expect_not(can_read(&bytes, "7", &err));
    strbuf_clear(&bytes);
    make_zip(&bytes, twice, 2, true);
    cr_expect_not(can_read(&bytes, "one.xml", &err));
    strbuf_fini(&bytes);
}

Test(archive, what_is_cut_or_changed_is_never_read_as_something_else)
{
    struct strbuf bytes, copy, out;
    strbuf_init(&bytes);
    strbuf_init(&copy);
    strbuf_init(&out);
    make_zip(&bytes, parts, 3, false);
    for (size_t cut = 0; cut < bytes.len; cut++) {
        struct err err = { 0 };
        strbuf_clear(&copy);
        strbuf_add_len(&copy, bytes.text, cut);
        cr_expect_not(can_read(&copy, "one.xml", &err), "cut at %zu", cut);
        cr_expect(err_is_set(&err));
    }
    for (size_t i = 0; i < bytes.len; i++) {
        struct err err = { 0 };
        strbuf_clear(&copy);
        strbuf_clear(&out);
        strbuf_add_len(&copy, bytes.text, bytes.len);
        copy.text[i] = (char)(copy.text[i] ^ 0x11);
        struct zip *zip = zip_new(copy.text, copy.len, &err);
        if (zip && zip_read(zip, "one.xml", &out, &err))
            cr_expect_str_eq(out.text, "<one/>", "byte %zu %s", i, out.text);
        zip_free(zip);
    }
    strbuf_fini(&out);
    strbuf_fini(&copy);
    strbuf_fini(&bytes);
}
