#include "activity/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/pack_collect.h"
#include "base/date.h"
#include "base/fs.h"
#include "port/crypt.h"

static const char magic[] = "WENDAPK1";
static const char domain[] = "wenda-pack-1";
enum { MAGIC_LEN = 8, SIGNED_AT = MAGIC_LEN + CRYPT_SIGNATURE_LEN };
enum { SIGNED_LEN = PACK_HEADER_LEN - SIGNED_AT };

static const char header_format[] = "type: activity\nactivity: %s\nserial: %lld\ncreated: %s\n"
                                    "length: %zu\nsha256: %s\n";

/* ---- reading ---- */

/* The value of the next line if its key is the expected one; *at moves behind the line. */
static bool take_line(const char **at, const char *key, char *out, size_t out_len)
{
    size_t key_len = strlen(key);
    size_t line_len = strcspn(*at, "\n");
    if ((*at)[line_len] != '\n' || line_len < key_len + 2 || strncmp(*at, key, key_len) != 0 ||
        strncmp(*at + key_len, ": ", 2) != 0)
        return false;
    size_t value_len = line_len - key_len - 2;
    if (value_len == 0 || value_len >= out_len)
        return false;
    memcpy(out, *at + key_len + 2, value_len);
    out[value_len] = '\0';
    *at += line_len + 1;
    return true;
}

static bool take_number(const char *text, int64_t *out)
{
    char *end;
    if (*text < '1' || *text > '9' || strlen(text) > 15)
        return false;
    *out = strtoll(text, &end, 10);
    return *end == '\0';
}

static bool id_is_plain(const char *id)
{
    return strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
               strlen(id) &&
           id[0] != '.';
}

static bool parse_header(const char *header, struct pack *pack, int64_t *length, char *hash)
{
    char type[16], number[24];
    int64_t ignored;
    const char *at = header;
    return take_line(&at, "type", type, sizeof type) && strcmp(type, "activity") == 0 &&
           take_line(&at, "activity", pack->activity_id, sizeof pack->activity_id) &&
           id_is_plain(pack->activity_id) && take_line(&at, "serial", number, sizeof number) &&
           take_number(number, &pack->serial) &&
           take_line(&at, "created", pack->created, sizeof pack->created) &&
           date_parse_stamp(pack->created, &ignored) &&
           take_line(&at, "length", number, sizeof number) && take_number(number, length) &&
           take_line(&at, "sha256", hash, CRYPT_HEX_LEN) && *at == '\0';
}

static bool has_ending(const char *name, const char *ending)
{
    size_t name_len = strlen(name), ending_len = strlen(ending);
    return name_len > ending_len && strcmp(name + name_len - ending_len, ending) == 0;
}

static uint32_t big_endian(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* A small file may unfold into a picture of gigabytes: its size stands in the first chunk. */
static bool png_is_small(const struct tar_file *file)
{
    if (file->len < 24 || memcmp(file->bytes, "\x89PNG\r\n\x1a\n", 8) != 0 ||
        memcmp(file->bytes + 12, "IHDR", 4) != 0)
        return false;
    uint32_t w = big_endian(file->bytes + 16), h = big_endian(file->bytes + 20);
    return w >= 1 && h >= 1 && w <= PACK_PICTURE_MAX_PX && h <= PACK_PICTURE_MAX_PX;
}

static bool check_files(const struct pack *pack, struct err *err)
{
    bool has_activity = false;
    for (int i = 0; i < pack->file_count; i++) {
        const struct tar_file *file = &pack->files[i];
        has_activity = has_activity || strcmp(file->name, "activity.txt") == 0;
        if (has_ending(file->name, ".png") && !png_is_small(file))
            return err_set(err, "题库包里的图片 %s 不是 PNG，或边长超过 %d 像素", file->name,
                           PACK_PICTURE_MAX_PX);
        if (!has_ending(file->name, ".txt") && !has_ending(file->name, ".svg") &&
            !has_ending(file->name, ".png"))
            return err_set(err, "题库包里只能有 .txt、.svg 和 .png 文件，不能有 %s", file->name);
    }
    return has_activity || err_set(err, "题库包里没有 activity.txt");
}

bool pack_read(const char *bytes, size_t len, const struct crypt_public *key, struct arena *arena,
               struct pack *pack, struct err *err)
{
    char header[SIGNED_LEN + 1], hash[CRYPT_HEX_LEN], real_hash[CRYPT_HEX_LEN];
    int64_t length;
    memset(pack, 0, sizeof *pack);
    if (len <= PACK_HEADER_LEN || len > PACK_MAX_LEN || memcmp(bytes, magic, MAGIC_LEN) != 0)
        return err_set(err, "这不是问答亭题库包（.wenda），或文件不完整");
    if (!crypt_sign_verify(key, domain, bytes + SIGNED_AT, SIGNED_LEN,
                           (const uint8_t *)bytes + MAGIC_LEN))
        return err_set(err, "题库包的签名不对：不是本单位的密钥签的，或文件被改过");
    memcpy(header, bytes + SIGNED_AT, SIGNED_LEN);
    header[SIGNED_LEN] = '\0';
    size_t header_len = strlen(header);
    for (size_t i = header_len; i < SIGNED_LEN; i++)
        if (header[i] != '\0')
            return err_set(err, "题库包的文件头已损坏");
    if (!parse_header(header, pack, &length, hash))
        return err_set(err, "题库包的文件头已损坏，或是更新版本的格式");
    if ((uint64_t)length != len - PACK_HEADER_LEN)
        return err_set(err, "题库包的长度不对，可能没有拷贝完整");
    crypt_hash_hex(bytes + PACK_HEADER_LEN, (size_t)length, real_hash);
    if (strcmp(hash, real_hash) != 0)
        return err_set(err, "题库包的内容与签名不符，可能没有拷贝完整或被改过");
    return tar_read(bytes + PACK_HEADER_LEN, (size_t)length, arena, &pack->files, &pack->file_count,
                    err) &&
           check_files(pack, err);
}

/* ---- writing ---- */

bool pack_write(const char *folder, const char *activity_id, int64_t serial, int64_t created_ms,
                const struct crypt_secret *key, struct strbuf *out, struct err *err)
{
    char header[SIGNED_LEN] = { 0 }, stamp[DATE_STAMP_LEN], hash[CRYPT_HEX_LEN];
    uint8_t signature[CRYPT_SIGNATURE_LEN];
    struct strbuf payload;
    struct arena arena;
    struct tar_file *files;
    int count = 0;
    strbuf_init(&payload);
    arena_init(&arena);
    bool ok =
        pack_collect(folder, &arena, &files, &count, err) && tar_write(files, count, &payload, err);
    if (ok && payload.len > TAR_MAX_LEN)
        ok = err_set(err, "活动文件夹 %s 打包后超过 %d MiB", folder, TAR_MAX_LEN / 1024 / 1024);
    if (ok && (!id_is_plain(activity_id) || strlen(activity_id) >= PACK_ID_LEN || serial < 1))
        ok = err_set(err, "活动编号只能用字母、数字和 - _ .，最长 %d 个；序号从 1 起",
                     PACK_ID_LEN - 1);
    if (ok) {
        date_stamp(created_ms, stamp);
        crypt_hash_hex(payload.text, payload.len, hash);
        snprintf(header, sizeof header, header_format, activity_id, (long long)serial, stamp,
                 payload.len, hash);
        crypt_sign(key, domain, header, sizeof header, signature);
        strbuf_add_len(out, magic, MAGIC_LEN);
        strbuf_add_len(out, (const char *)signature, sizeof signature);
        strbuf_add_len(out, header, sizeof header);
        strbuf_add_len(out, payload.text, payload.len);
    }
    arena_fini(&arena);
    strbuf_fini(&payload);
    return ok;
}

bool pack_unpack(const struct pack *pack, const char *folder, struct err *err)
{
    bool ok = !fs_exists(folder) || err_set(err, "%s 已经存在", folder);
    ok = ok && fs_make_folders(folder, err);
    for (int i = 0; ok && i < pack->file_count; i++) {
        char *path = fs_join(folder, pack->files[i].name);
        char *parent = fs_dirname(path);
        ok = fs_make_folders(parent, err) &&
             fs_replace(path, pack->files[i].bytes, pack->files[i].len, err);
        free(parent);
        free(path);
    }
    return ok && fs_sync_folder(folder, err);
}
