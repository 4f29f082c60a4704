/* Packs: what is signed is what is installed; everything else is refused and changes nothing. */
#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/pack.h"
#include "base/fs.h"
#include "base/rng.h"
#include "booth/install.h"
#include "port/crypt.h"

static const char activity_text[] = "活动: 试\n编号: trial\n开始: 2027-04-20\n结束: 2027-04-26\n"
                                    "主办: 局\n语言: zh-CN\n[竞答]\n题库: bank.txt\n抽题: 专利 1\n"
                                    "[问卷]\n开启: 否\n";
static const char bank_text[] = "题库: 库\n编号: bank\n语言: zh-CN\n\n一、单选题\n\n"
                                "1. 期限是几年？\nA. 十年\nB. 二十年\n答案: B\n知识点: 专利\n"
                                "审核: 某人 2026-11-22\n编号: term\n";

struct bench {
    char folder[64];
    struct crypt_public public_key;
    struct crypt_secret secret_key;
    struct strbuf tar; /* the payload under construction */
    struct strbuf pack;
};

static void open_bench(struct bench *bench)
{
    memset(bench, 0, sizeof *bench);
    strcpy(bench->folder, "/tmp/wenda-install-XXXXXX");
    cr_assert_not_null(mkdtemp(bench->folder));
    crypt_sign_keys(&bench->public_key, &bench->secret_key);
    strbuf_init(&bench->tar);
    strbuf_init(&bench->pack);
}

static void close_bench(struct bench *bench)
{
    struct err err = { "" };
    strbuf_fini(&bench->tar);
    strbuf_fini(&bench->pack);
    cr_assert(fs_remove_tree(bench->folder, &err), "%s", err.text);
}

static la_ssize_t append(struct archive *archive, void *context, const void *bytes, size_t len)
{
    (void)archive;
    strbuf_add_len(context, bytes, len);
    return (la_ssize_t)len;
}

/* One member as an attacker would write it: any name, any type, in any tar dialect. */
struct member {
    const char *name, *bytes, *link;
    unsigned type; /* AE_IF…; 0 = a regular file */
    size_t len;    /* of bytes; 0 = strlen */
};

static void make_tar(struct bench *bench, const struct member *members, int count)
{
    struct archive *archive = archive_write_new();
    strbuf_clear(&bench->tar);
    archive_write_set_format_pax(archive);
    archive_write_set_bytes_per_block(archive, 0);
    archive_write_open(archive, &bench->tar, NULL, append, NULL);
    for (int i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        const char *bytes = members[i].bytes != NULL ? members[i].bytes : "";
        size_t len = members[i].len != 0 ? members[i].len : strlen(bytes);
        unsigned type = members[i].type != 0 ? members[i].type : AE_IFREG;
        archive_entry_copy_pathname(entry, members[i].name);
        archive_entry_set_filetype(entry, type);
        archive_entry_set_perm(entry, 0644);
        if (members[i].link != NULL && type == AE_IFLNK)
            archive_entry_copy_symlink(entry, members[i].link);
        else if (members[i].link != NULL)
            archive_entry_copy_hardlink(entry, members[i].link);
        archive_entry_set_size(entry, type == AE_IFREG ? (la_int64_t)len : 0);
        archive_write_header(archive, entry);
        if (type == AE_IFREG && len > 0)
            archive_write_data(archive, bytes, len);
        archive_entry_free(entry);
    }
    archive_write_close(archive);
    archive_write_free(archive);
}

/* A pack around the present payload with this header text, properly signed for that domain. */
static void sign(struct bench *bench, const char *header_text, size_t header_len,
                 const char *domain)
{
    char header[440] = { 0 };
    uint8_t signature[CRYPT_SIGNATURE_LEN];
    memcpy(header, header_text, header_len);
    crypt_sign(&bench->secret_key, domain, header, sizeof header, signature);
    strbuf_clear(&bench->pack);
    strbuf_add(&bench->pack, "WENDAPK1");
    strbuf_add_len(&bench->pack, (const char *)signature, sizeof signature);
    strbuf_add_len(&bench->pack, header, sizeof header);
    strbuf_add_len(&bench->pack, bench->tar.text, bench->tar.len);
}

static void make_header(const struct bench *bench, int serial, struct strbuf *out)
{
    char hash[CRYPT_HEX_LEN];
    crypt_hash_hex(bench->tar.text, bench->tar.len, hash);
    strbuf_addf(out,
                "type: activity\nactivity: trial\nserial: %d\n"
                "created: 2027-04-01T08:00:00.000+08:00\nlength: %zu\nsha256: %s\n",
                serial, bench->tar.len, hash);
}

static void make_pack(struct bench *bench, const struct member *members, int count, int serial)
{
    struct strbuf header;
    make_tar(bench, members, count);
    strbuf_init(&header);
    make_header(bench, serial, &header);
    sign(bench, header.text, header.len, "wenda-pack-1");
    strbuf_fini(&header);
}

static void good_pack(struct bench *bench, int serial)
{
    const struct member members[] = { { .name = "activity.txt", .bytes = activity_text },
                                      { .name = "bank.txt", .bytes = bank_text } };
    make_pack(bench, members, 2, serial);
}

static bool install(struct bench *bench, bool allow_old, struct err *err)
{
    struct err_list faults;
    err_list_init(&faults);
    bool ok = install_pack(bench->folder, bench->pack.text, bench->pack.len, &bench->public_key,
                           allow_old, WENDA_SOURCE_DIR "/assets/stale-law.txt", &faults, err);
    if (!ok)
        cr_assert(err_is_set(err), "refused without a reason");
    err_list_fini(&faults);
    return ok;
}

static bool has(const struct bench *bench, const char *name)
{
    char *path = fs_join(bench->folder, name);
    bool there = fs_exists(path);
    free(path);
    return there;
}

static bool opens(const struct bench *bench, const char *bytes, size_t len)
{
    struct arena arena;
    struct pack pack;
    struct err err = { "" };
    arena_init(&arena);
    bool ok = pack_read(bytes, len, &bench->public_key, &arena, &pack, &err);
    arena_fini(&arena);
    return ok;
}

Test(install, a_good_pack_is_installed_and_the_one_before_kept)
{
    struct bench bench;
    struct err err = { "" };
    struct install_record record;
    open_bench(&bench);
    good_pack(&bench, 3);
    cr_assert(install(&bench, false, &err), "%s", err.text);
    cr_assert(has(&bench, "activity/bank.txt"));
    cr_assert_not(has(&bench, "activity.new"));
    good_pack(&bench, 4);
    cr_assert(install(&bench, false, &err), "%s", err.text);
    cr_assert(has(&bench, "activity.prev/bank.txt"));
    cr_assert(install_read_record(bench.folder, &record, &err));
    cr_assert_eq(record.serial, 4);
    cr_assert(install_swap_back(bench.folder, &err), "%s", err.text);
    cr_assert(install_read_record(bench.folder, &record, &err));
    cr_assert_eq(record.serial, 3);
    close_bench(&bench);
}

Test(install, an_old_serial_needs_leave)
{
    struct bench bench;
    struct err err = { "" };
    open_bench(&bench);
    good_pack(&bench, 3);
    cr_assert(install(&bench, false, &err), "%s", err.text);
    cr_assert_not(install(&bench, false, &err), "the same serial again");
    cr_assert_not_null(strstr(err.text, "序号"));
    err_clear(&err);
    good_pack(&bench, 2);
    cr_assert_not(install(&bench, false, &err));
    err_clear(&err);
    cr_assert(install(&bench, true, &err), "%s", err.text);
    close_bench(&bench);
}

Test(install, a_pack_with_faults_leaves_the_old_one)
{
    struct bench bench;
    struct err err = { "" };
    struct install_record record;
    open_bench(&bench);
    good_pack(&bench, 1);
    cr_assert(install(&bench, false, &err), "%s", err.text);
    const struct member members[] = {
        { .name = "activity.txt", .bytes = activity_text },
        { .name = "bank.txt", .bytes = "题库: 库\n编号: bank\n\n1. 没有选项？\n答案: A\n" }
    };
    make_pack(&bench, members, 2, 2);
    cr_assert_not(install(&bench, false, &err));
    cr_assert(install_read_record(bench.folder, &record, &(struct err){ "" }));
    cr_assert_eq(record.serial, 1);
    cr_assert_not(has(&bench, "activity.new"));
    close_bench(&bench);
}

/* Every single bit of the header and one of every payload byte; WENDA_LONG flips them all. */
Test(install, no_flipped_bit_passes, .timeout = 600)
{
    struct bench bench;
    open_bench(&bench);
    good_pack(&bench, 1);
    cr_assert(opens(&bench, bench.pack.text, bench.pack.len));
    bool all = getenv("WENDA_LONG") != NULL;
    struct rng rng;
    rng_seed(&rng, 1);
    for (size_t at = 0; at < bench.pack.len; at++) {
        unsigned bits = at < PACK_HEADER_LEN || all ? 0xFF : 1u << rng_below(&rng, 8);
        for (int bit = 0; bit < 8; bit++) {
            if ((bits >> bit & 1) == 0)
                continue;
            bench.pack.text[at] ^= (char)(1 << bit);
            cr_assert_not(opens(&bench, bench.pack.text, bench.pack.len),
                          "bit %d of byte %zu flipped and still taken", bit, at);
            bench.pack.text[at] ^= (char)(1 << bit);
        }
    }
    for (size_t len = 0; len < bench.pack.len; len += 61)
        cr_assert_not(opens(&bench, bench.pack.text, len), "cut at %zu and still taken", len);
    strbuf_add_char(&bench.pack, 'x');
    cr_assert_not(opens(&bench, bench.pack.text, bench.pack.len), "something may hang behind it");
    close_bench(&bench);
}

#define LONG_NAME                                                                                  \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "aaaaaaaa"                                                                                     \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.txt"

/* Signed by the right key, so only the contents can give them away. */
Test(install, malicious_contents_are_refused)
{
    static const char huge_png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\0\0\0\0\0\x01\x08\x06\0\0";
    static const char flat_png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\x01\x08\x06\0\0";
    const struct member evil[] = {
        { .name = "../evil.txt", .bytes = "x" },
        { .name = "a/../../evil.txt", .bytes = "x" },
        { .name = "..", .bytes = "x" },
        { .name = "a/..", .bytes = "x" },
        { .name = "./activity2.txt", .bytes = "x" },
        { .name = "/etc/evil.txt", .bytes = "x" },
        { .name = "//evil.txt", .bytes = "x" },
        { .name = "a//evil.txt", .bytes = "x" },
        { .name = ".installed", .bytes = "trial 9 2027 x" },
        { .name = ".hidden.txt", .bytes = "x" },
        { .name = "media/.hidden.svg", .bytes = "x" },
        { .name = "a\\evil.txt", .bytes = "x" },
        { .name = "c:evil.txt", .bytes = "x" },
        { .name = "a\nb.txt", .bytes = "x" },
        { .name = "a\tb.txt", .bytes = "x" },
        { .name = "a\x1b[31mb.txt", .bytes = "x" },
        { .name = "a\x7f.txt", .bytes = "x" },
        { .name = "\xff\xfe.txt", .bytes = "x" },
        { .name = "a\xc0\xaf.txt", .bytes = "x" },
        { .name = "\xed\xa0\x80.txt", .bytes = "x" },
        { .name = LONG_NAME, .bytes = "x" },
        { .name = "a/b/c/d/e/f.txt", .bytes = "x" },
        { .name = "a/b/c/d/e/f/g/h/i/j.txt", .bytes = "x" },
        { .name = "activity.txt", .bytes = activity_text },
        { .name = "bank.txt", .bytes = bank_text },
        { .name = "link.txt", .link = "/etc/passwd", .type = AE_IFLNK },
        { .name = "link.txt", .link = "activity.txt", .type = AE_IFLNK },
        { .name = "link.txt", .link = "../../wenda.db", .type = AE_IFLNK },
        { .name = "hard.txt", .link = "activity.txt" },
        { .name = "hard.txt", .link = "/etc/shadow" },
        { .name = "pipe.txt", .type = AE_IFIFO },
        { .name = "device.txt", .type = AE_IFCHR },
        { .name = "disk.txt", .type = AE_IFBLK },
        { .name = "../folder", .type = AE_IFDIR },
        { .name = "/folder", .type = AE_IFDIR },
        { .name = "a/b/c/d/e/f/g", .type = AE_IFDIR },
        { .name = ".git", .type = AE_IFDIR },
        { .name = "run.sh", .bytes = "rm -rf /" },
        { .name = "wenda",
          .bytes = "\x7f"
                   "ELF" },
        { .name = "lib.so", .bytes = "x" },
        { .name = "x.desktop", .bytes = "x" },
        { .name = "x.txt.exe", .bytes = "x" },
        { .name = "x.TXT", .bytes = "x" },
        { .name = "media/x.gif", .bytes = "GIF89a" },
        { .name = "media/x.png", .bytes = "not a png at all, but long enough" },
        { .name = "media/x.png", .bytes = huge_png, .len = sizeof huge_png - 1 },
        { .name = "media/x.png", .bytes = flat_png, .len = sizeof flat_png - 1 },
        { .name = "media/x.png", .bytes = "\x89PNG" },
    };
    struct bench bench;
    open_bench(&bench);
    for (size_t i = 0; i < sizeof evil / sizeof *evil; i++) {
        struct err err = { "" };
        const struct member members[] = { { .name = "activity.txt", .bytes = activity_text },
                                          { .name = "bank.txt", .bytes = bank_text },
                                          evil[i] };
        make_pack(&bench, members, 3, (int)i + 1);
        cr_assert_not(install(&bench, false, &err), "case %zu was installed", i);
        cr_assert_not(has(&bench, "activity"), "case %zu left something", i);
        cr_assert_not(has(&bench, "activity.new"), "case %zu left something", i);
        cr_assert_not(has(&bench, "../evil.txt"));
    }
    close_bench(&bench);
}

Test(install, lying_headers_are_refused)
{
    static const char good_start[] = "type: activity\nactivity: trial\nserial: 1\n"
                                     "created: 2027-04-01T08:00:00.000+08:00\n";
    /* {L} and {H} stand for the true length and hash. */
    static const char *const headers[] = {
        "",
        "type: program\nactivity: trial\nserial: 1\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "activity: trial\nserial: 1\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nserial: 1\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: \nserial: 1\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: ../x\nserial: 1\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: .x\nserial: 1\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: a b\nserial: 1\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: other\nserial: 1\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: trial\nserial: 0\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: trial\nserial: -1\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: trial\nserial: 01\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: trial\nserial: 1x\ncreated: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: trial\nserial: 99999999999999999999\n"
        "created: 2027-04-01T08:00:00+08:00\n{L}{H}",
        "type: activity\nactivity: trial\nserial: 1\ncreated: yesterday\n{L}{H}",
        "type: activity\nactivity: trial\nserial: 1\n{L}{H}",
        "{G}length: 1\n{H}",
        "{G}length: 99999999\n{H}",
        "{G}{H}",
        "{G}{L}",
        "{G}{L}sha256: 0000000000000000000000000000000000000000000000000000000000000000\n",
        "{G}{L}sha256: 00\n",
        "{G}{H}{L}",
        "{G}{L}{H}extra: 1\n",
        "{G}{G}{L}{H}",
        "{G}{L}{L}{H}",
        " {G}{L}{H}",
        "{G}{L}{H} ",
    };
    struct bench bench;
    struct strbuf header;
    char hash[CRYPT_HEX_LEN];
    open_bench(&bench);
    strbuf_init(&header);
    good_pack(&bench, 1);
    crypt_hash_hex(bench.tar.text, bench.tar.len, hash);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct err err = { "" };
        strbuf_clear(&header);
        for (const char *c = headers[i]; *c != '\0'; c++) {
            if (strncmp(c, "{G}", 3) == 0)
                strbuf_add(&header, good_start);
            else if (strncmp(c, "{L}", 3) == 0)
                strbuf_addf(&header, "length: %zu\n", bench.tar.len);
            else if (strncmp(c, "{H}", 3) == 0)
                strbuf_addf(&header, "sha256: %s\n", hash);
            else {
                strbuf_add_char(&header, *c);
                continue;
            }
            c += 2;
        }
        cr_assert_leq(header.len, 440);
        sign(&bench, header.text, header.len, "wenda-pack-1");
        cr_assert_not(install(&bench, false, &err), "header %zu was taken", i);
        cr_assert_not(has(&bench, "activity"));
    }
    /* The same good header, but signed for something else, by somebody else, or with bytes hidden
     * behind the text's end. */
    strbuf_clear(&header);
    make_header(&bench, 1, &header);
    struct err err = { "" };
    sign(&bench, header.text, header.len, "wenda-pin-1");
    cr_assert_not(install(&bench, false, &err), "a signature of another domain was taken");
    strbuf_add_len(&header, "\0hidden", 7);
    sign(&bench, header.text, header.len, "wenda-pack-1");
    cr_assert_not(install(&bench, false, &err), "bytes behind the end were taken");
    good_pack(&bench, 1);
    crypt_sign_keys(&bench.public_key, &bench.secret_key);
    cr_assert_not(install(&bench, false, &err), "a stranger's signature was taken");
    strbuf_fini(&header);
    close_bench(&bench);
}

Test(install, the_shipped_activity_goes_through_a_pack_unchanged)
{
    struct bench bench;
    struct err err = { "" };
    struct strbuf one, other;
    open_bench(&bench);
    cr_assert(pack_write(WENDA_SOURCE_DIR "/questions", "ip-week-2027", 1, 1800000000000,
                         &bench.secret_key, &bench.pack, &err),
              "%s", err.text);
    cr_assert(install(&bench, false, &err), "%s", err.text);
    strbuf_init(&one);
    strbuf_init(&other);
    char *installed = fs_join(bench.folder, "activity/quiz/patent.txt");
    cr_assert(fs_read(WENDA_SOURCE_DIR "/questions/quiz/patent.txt", 1 << 24, &one, &err));
    cr_assert(fs_read(installed, 1 << 24, &other, &err));
    cr_assert_eq(one.len, other.len);
    cr_assert_eq(memcmp(one.text, other.text, one.len), 0);
    free(installed);
    strbuf_fini(&one);
    strbuf_fini(&other);
    close_bench(&bench);
}
