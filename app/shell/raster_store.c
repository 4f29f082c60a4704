#include "shell/raster_store.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/strbuf.h"

enum { FILE_MAX_LEN = 64 * 1024 * 1024, SIDE_MAX = 16384 };

static const uint32_t magic = 0x31524E57; /* "WNR1" */

struct header {
    uint32_t magic;
    int32_t w, h;
    uint32_t run_count;
    uint64_t sum; /* of the runs */
};

struct run {
    uint32_t count, argb;
};

/* FNV-1a, 64 bits, over whole words where it can: http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (; len >= sizeof(uint64_t); at += sizeof(uint64_t), len -= sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, at, sizeof word);
        hash = (hash ^ word) * 0x100000001B3u;
        hash ^= hash >> 32;
    }
    for (; len > 0; at++, len--)
        hash = (hash ^ *at) * 0x100000001B3u;
    return hash;
}

struct raster_key raster_key(const void *bytes, size_t len, int w, int h, int rotate_deg)
{
    int32_t asked[] = { w, h, rotate_deg };
    uint64_t hash = hash_bytes(0xCBF29CE484222325u, asked, sizeof asked);
    return (struct raster_key){ hash_bytes(hash, bytes, len) };
}

static char *path_of(const char *folder, struct raster_key key)
{
    char name[32];
    (void)snprintf(name, sizeof name, "%016" PRIx64 ".raster", key.hash);
    return fs_join(folder, name);
}

/* ---- reading ---- */

static bool unpack(const struct strbuf *file, struct picture *out)
{
    struct header header;
    if (file->len < sizeof header)
        return false;
    memcpy(&header, file->text, sizeof header);
    size_t runs_len = (size_t)header.run_count * sizeof(struct run);
    const char *runs = file->text + sizeof header;
    if (header.magic != magic || header.w < 1 || header.h < 1 || header.w > SIDE_MAX ||
        header.h > SIDE_MAX || file->len != sizeof header + runs_len ||
        hash_bytes(0, runs, runs_len) != header.sum)
        return false;
    size_t left = (size_t)header.w * (size_t)header.h;
    picture_init(out, header.w, header.h);
    uint32_t *to = out->argb;
    for (uint32_t i = 0; i < header.run_count; i++) {
        struct run run;
        memcpy(&run, runs + i * sizeof run, sizeof run);
        if (run.count > left)
            break;
        left -= run.count;
        for (uint32_t k = 0; k < run.count; k++)
            *to++ = run.argb;
    }
    if (left != 0)
        picture_fini(out);
    return left == 0;
}

bool raster_load(const char *folder, struct raster_key key, struct picture *out)
{
    struct strbuf file;
    char *path = path_of(folder, key);
    strbuf_init(&file);
    bool loaded =
        access(path, R_OK) == 0 && fs_read(path, FILE_MAX_LEN, &file, NULL) && unpack(&file, out);
    strbuf_fini(&file);
    free(path);
    return loaded;
}

/* ---- writing ---- */

static void pack(const struct picture *picture, struct strbuf *out)
{
    struct header header = { .magic = magic, .w = picture->w, .h = picture->h };
    size_t count = (size_t)picture->w * (size_t)picture->h;
    strbuf_add_len(out, (const char *)&header, sizeof header);
    for (size_t i = 0; i < count;) {
        struct run run = { .argb = picture->argb[i] };
        while (i < count && picture->argb[i] == run.argb) {
            run.count++;
            i++;
        }
        strbuf_add_len(out, (const char *)&run, sizeof run);
        header.run_count++;
    }
    header.sum = hash_bytes(0, out->text + sizeof header, out->len - sizeof header);
    memcpy(out->text, &header, sizeof header);
}

/* Nothing in the folder is worth choosing among: when it is full everything goes. */
static bool make_room(const char *folder)
{
    int count = 0;
    DIR *entries = opendir(folder);
    if (!entries)
        return fs_make_folders(folder, NULL);
    while (readdir(entries))
        count++;
    (void)closedir(entries);
    return count < RASTER_FILES_MAX ||
           (fs_remove_tree(folder, NULL) && fs_make_folders(folder, NULL));
}

/* Renamed into place, but not synced: a file that a power cut leaves half written fails its sum. */
void raster_save(const char *folder, struct raster_key key, const struct picture *picture)
{
    struct strbuf file, part;
    if (!make_room(folder))
        return;
    char *path = path_of(folder, key);
    strbuf_init(&file);
    strbuf_init(&part);
    pack(picture, &file);
    strbuf_addf(&part, "%s.%d.part", path, (int)getpid());
    FILE *stream = fopen(part.text, "we");
    bool written = stream && fwrite(file.text, 1, file.len, stream) == file.len;
    if (stream)
        written = fclose(stream) == 0 && written;
    if (stream && (!written || rename(part.text, path) != 0))
        (void)unlink(part.text);
    strbuf_fini(&part);
    strbuf_fini(&file);
    free(path);
}
