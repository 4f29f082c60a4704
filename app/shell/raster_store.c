#include "shell/raster_store.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/strbuf.h"

enum { FILE_MAX_LEN = 64 * 1024 * 1024 };

static const uint32_t magic = 0x32524E57; /* "WNR2" */

/* Then come the rows' starts and the bytes, as in struct drawing. */
struct header {
    uint32_t magic;
    int32_t w, h;
    uint32_t tinted;
    uint64_t sum; /* of what follows */
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

/* So that a header with a changed size or tint does not pass. */
static uint64_t header_hash(const struct header *header)
{
    int64_t fields[] = { header->w, header->h, header->tinted };
    return hash_bytes(0, fields, sizeof fields);
}

struct raster_key raster_key(const void *bytes, size_t len, int w, int h, int rotate_deg,
                             bool tinted)
{
    int32_t asked[] = { w, h, rotate_deg, tinted };
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

static bool unpack(const struct strbuf *file, struct drawing *out)
{
    struct header header;
    const char *rest = file->text + sizeof header;
    if (file->len < sizeof header)
        return false;
    memcpy(&header, file->text, sizeof header);
    size_t rest_len = file->len - sizeof header;
    if (header.magic != magic || header.w < 1 || header.h < 1 || header.w > DRAWING_SIDE_MAX ||
        header.h > DRAWING_SIDE_MAX || header.tinted > 1 ||
        hash_bytes(header_hash(&header), rest, rest_len) != header.sum)
        return false;
    size_t rows_len = ((size_t)header.h + 1) * sizeof *out->rows;
    if (rest_len < rows_len)
        return false;
    *out = (struct drawing){ .w = header.w, .h = header.h, .tinted = header.tinted != 0 };
    out->rows = mem_alloc(rows_len);
    memcpy(out->rows, rest, rows_len);
    out->bytes_len = rest_len - rows_len;
    out->bytes = mem_alloc(out->bytes_len + 1);
    memcpy(out->bytes, rest + rows_len, out->bytes_len);
    if (drawing_is_sound(out))
        return true;
    drawing_fini(out);
    return false;
}

bool raster_load(const char *folder, struct raster_key key, struct drawing *out)
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

static void pack(const struct drawing *drawing, struct strbuf *out)
{
    struct header header = {
        .magic = magic, .w = drawing->w, .h = drawing->h, .tinted = drawing->tinted
    };
    strbuf_add_len(out, (const char *)&header, sizeof header);
    strbuf_add_len(out, (const char *)drawing->rows,
                   ((size_t)drawing->h + 1) * sizeof *drawing->rows);
    strbuf_add_len(out, (const char *)drawing->bytes, drawing->bytes_len);
    header.sum =
        hash_bytes(header_hash(&header), out->text + sizeof header, out->len - sizeof header);
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
void raster_save(const char *folder, struct raster_key key, const struct drawing *drawing)
{
    struct strbuf file, part;
    if (!make_room(folder))
        return;
    char *path = path_of(folder, key);
    strbuf_init(&file);
    strbuf_init(&part);
    pack(drawing, &file);
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
