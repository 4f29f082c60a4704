#include "disk.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

enum { IMAGE_MAX = 512, SECTOR_LEN = 512 };

struct change {
    bool is_truncation;
    sqlite3_int64 at; /* or the new length */
    int len;
    unsigned char *bytes;
};

/* What is known of one name. */
struct image {
    char path[256];
    unsigned char *durable;
    sqlite3_int64 durable_len;
    bool exists; /* for good: it was synced once, or was there */
    int open_count;
    struct change *changes;
    int count, capacity;
};

struct disk_file {
    sqlite3_file base;
    struct image *image;
    sqlite3_file *real; /* behind this struct */
};

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    struct image images[IMAGE_MAX];
    int image_count;
    struct disk_plan plan;
    bool planned, struck;
    int matched;
    void (*watch)(void *context);
    void *watch_context;
} disk;

static const int codes[DISK_OP_COUNT] = {
    [DISK_OPEN] = SQLITE_CANTOPEN,     [DISK_READ] = SQLITE_IOERR_READ,
    [DISK_WRITE] = SQLITE_IOERR_WRITE, [DISK_TRUNCATE] = SQLITE_IOERR_TRUNCATE,
    [DISK_SYNC] = SQLITE_IOERR_FSYNC,  [DISK_DELETE] = SQLITE_IOERR_DELETE,
};

static bool ends_with(const char *text, const char *ending)
{
    size_t len = strlen(text), ending_len = strlen(ending);
    return len >= ending_len && strcmp(text + len - ending_len, ending) == 0;
}

/* SQLITE_OK, or what the plan lets this operation say. */
static int strike(enum disk_op op, const char *path)
{
    if (disk.watch != NULL && op != DISK_OPEN && op != DISK_READ)
        disk.watch(disk.watch_context);
    if (!disk.planned)
        return SQLITE_OK;
    const struct disk_plan *plan = &disk.plan;
    bool falls = disk.struck && plan->for_good;
    if (!falls && (plan->ops >> op & 1) &&
        (plan->ending == NULL || (path != NULL && ends_with(path, plan->ending))))
        falls = disk.matched++ == plan->at;
    if (!falls)
        return SQLITE_OK;
    disk.struck = true;
    return plan->code != 0 ? plan->code : codes[op];
}

static bool is_done(int code)
{
    return code == SQLITE_OK || disk.plan.is_done;
}

/* Room is made in powers of two. */
static size_t room_for(sqlite3_int64 len)
{
    size_t room = 4096;
    while (room < (size_t)len + 1)
        room *= 2;
    return room;
}

/* A file that was there before, or was renamed to this name, is taken as durable as it is. */
static void adopt(struct image *image)
{
    struct strbuf bytes;
    strbuf_init(&bytes);
    if (!image->exists && fs_exists(image->path) && fs_read(image->path, 64u << 20, &bytes, NULL)) {
        image->durable_len = (sqlite3_int64)bytes.len;
        image->durable = mem_alloc(room_for(image->durable_len));
        memcpy(image->durable, bytes.text, bytes.len);
        image->exists = true;
    }
    strbuf_fini(&bytes);
}

static void forget_changes(struct image *image)
{
    for (int i = 0; i < image->count; i++)
        free(image->changes[i].bytes);
    image->count = 0;
}

static void forget_image(struct image *image)
{
    forget_changes(image);
    free(image->durable);
    image->durable = NULL;
    image->durable_len = 0;
    image->exists = false;
}

static struct image *find_image(const char *path)
{
    for (int i = 0; i < disk.image_count; i++)
        if (strcmp(disk.images[i].path, path) == 0)
            return &disk.images[i];
    struct image *image = NULL;
    for (int i = 0; i < disk.image_count && image == NULL; i++)
        if (disk.images[i].open_count == 0 && !fs_exists(disk.images[i].path))
            image = &disk.images[i];
    if (image == NULL) {
        cr_assert_lt(disk.image_count, IMAGE_MAX);
        image = &disk.images[disk.image_count++];
    }
    forget_image(image);
    snprintf(image->path, sizeof image->path, "%s", path);
    return image;
}

static void record(struct image *image, struct change change)
{
    image->changes =
        mem_grow(image->changes, image->count, &image->capacity, sizeof *image->changes);
    image->changes[image->count++] = change;
}

static void apply(const struct change *change, int len, unsigned char **bytes,
                  sqlite3_int64 *bytes_len)
{
    sqlite3_int64 end = change->is_truncation ? change->at : change->at + len;
    if (end > *bytes_len || change->is_truncation) {
        if (*bytes == NULL || room_for(end) != room_for(*bytes_len))
            *bytes = mem_realloc(*bytes, room_for(end));
        if (end > *bytes_len)
            memset(*bytes + *bytes_len, 0, (size_t)(end - *bytes_len));
        *bytes_len = end;
    }
    if (!change->is_truncation)
        memcpy(*bytes + change->at, change->bytes, (size_t)len);
}

static struct disk_file *as_disk(sqlite3_file *file)
{
    return (struct disk_file *)file;
}

static int disk_close(sqlite3_file *file)
{
    struct disk_file *f = as_disk(file);
    f->image->open_count--;
    return f->real->pMethods->xClose(f->real);
}

static int disk_read(sqlite3_file *file, void *bytes, int len, sqlite3_int64 at)
{
    struct disk_file *f = as_disk(file);
    int code = strike(DISK_READ, f->image->path);
    return code != SQLITE_OK ? code : f->real->pMethods->xRead(f->real, bytes, len, at);
}

static int disk_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 at)
{
    struct disk_file *f = as_disk(file);
    int code = strike(DISK_WRITE, f->image->path);
    if (!is_done(code))
        return code;
    int rc = f->real->pMethods->xWrite(f->real, bytes, len, at);
    if (rc != SQLITE_OK)
        return rc;
    struct change change = { .at = at, .len = len, .bytes = mem_alloc((size_t)len) };
    memcpy(change.bytes, bytes, (size_t)len);
    record(f->image, change);
    return code;
}

static int disk_truncate(sqlite3_file *file, sqlite3_int64 len)
{
    struct disk_file *f = as_disk(file);
    int code = strike(DISK_TRUNCATE, f->image->path);
    if (!is_done(code))
        return code;
    int rc = f->real->pMethods->xTruncate(f->real, len);
    if (rc == SQLITE_OK)
        record(f->image, (struct change){ .is_truncation = true, .at = len });
    return rc == SQLITE_OK ? code : rc;
}

/* The image is the disk: the real one below need not be waited for. */
static int disk_sync(sqlite3_file *file, int flags)
{
    struct disk_file *f = as_disk(file);
    struct image *image = f->image;
    int code = strike(DISK_SYNC, image->path);
    (void)flags;
    if (!is_done(code)) {
        forget_changes(image);
        return code;
    }
    for (int i = 0; i < image->count; i++)
        apply(&image->changes[i], image->changes[i].len, &image->durable, &image->durable_len);
    forget_changes(image);
    image->exists = true;
    return code;
}

static int disk_file_size(sqlite3_file *file, sqlite3_int64 *len)
{
    struct disk_file *f = as_disk(file);
    return f->real->pMethods->xFileSize(f->real, len);
}

static int disk_lock(sqlite3_file *file, int level)
{
    struct disk_file *f = as_disk(file);
    return f->real->pMethods->xLock(f->real, level);
}

static int disk_unlock(sqlite3_file *file, int level)
{
    struct disk_file *f = as_disk(file);
    return f->real->pMethods->xUnlock(f->real, level);
}

static int disk_check_lock(sqlite3_file *file, int *out)
{
    struct disk_file *f = as_disk(file);
    return f->real->pMethods->xCheckReservedLock(f->real, out);
}

static int disk_control(sqlite3_file *file, int op, void *argument)
{
    struct disk_file *f = as_disk(file);
    return f->real->pMethods->xFileControl(f->real, op, argument);
}

static int disk_sector_size(sqlite3_file *file)
{
    struct disk_file *f = as_disk(file);
    return f->real->pMethods->xSectorSize(f->real);
}

/* Nothing is promised that a cheap card might not keep. */
static int disk_characteristics(sqlite3_file *file)
{
    (void)file;
    return 0;
}

/* Version 1: without shared memory, which the store must do without. */
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = disk_close,
    .xRead = disk_read,
    .xWrite = disk_write,
    .xTruncate = disk_truncate,
    .xSync = disk_sync,
    .xFileSize = disk_file_size,
    .xLock = disk_lock,
    .xUnlock = disk_unlock,
    .xCheckReservedLock = disk_check_lock,
    .xFileControl = disk_control,
    .xSectorSize = disk_sector_size,
    .xDeviceCharacteristics = disk_characteristics,
};

static int disk_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags,
                     int *out_flags)
{
    struct disk_file *f = as_disk(file);
    (void)vfs;
    memset(f, 0, sizeof *f);
    f->real = (sqlite3_file *)(f + 1);
    memset(f->real, 0, (size_t)disk.real->szOsFile);
    int code = strike(DISK_OPEN, name);
    if (code != SQLITE_OK)
        return code;
    f->image = find_image(name != NULL ? name : "temporary");
    adopt(f->image);
    int rc = disk.real->xOpen(disk.real, name, f->real, flags, out_flags);
    if (rc == SQLITE_OK) {
        f->base.pMethods = &methods;
        f->image->open_count++;
    }
    return rc;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs;
    (void)sync_folder;
    int code = strike(DISK_DELETE, name);
    if (!is_done(code))
        return code;
    int rc = disk.real->xDelete(disk.real, name, 0);
    if (rc == SQLITE_OK)
        forget_image(find_image(name));
    return rc == SQLITE_OK ? code : rc;
}

void disk_install(void)
{
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.iVersion = 2;
    disk.vfs.zName = "failing-disk";
    disk.vfs.szOsFile = (int)sizeof(struct disk_file) + disk.real->szOsFile;
    disk.vfs.xOpen = disk_open;
    disk.vfs.xDelete = disk_delete;
    cr_assert_eq(sqlite3_vfs_register(&disk.vfs, 1), SQLITE_OK);
}

void disk_plan(struct disk_plan plan)
{
    disk.plan = plan;
    disk.planned = true;
    disk.struck = false;
    disk.matched = 0;
}

void disk_heal(void)
{
    disk.planned = false;
}

int disk_matched(void)
{
    return disk.matched;
}

bool disk_has_struck(void)
{
    return disk.struck;
}

void disk_watch(void (*watch)(void *context), void *context)
{
    disk.watch = watch;
    disk.watch_context = context;
}

static void write_file(const char *folder, const char *path, const unsigned char *bytes,
                       sqlite3_int64 len)
{
    char *name = fs_join(folder, fs_basename(path));
    FILE *file = fopen(name, "wb");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, (size_t)len, file), (size_t)len);
    cr_assert_eq(fclose(file), 0);
    free(name);
}

static void cut_image(const struct image *image, const char *folder, struct rng *rng)
{
    sqlite3_int64 len = image->durable_len;
    unsigned char *bytes = mem_alloc(room_for(len));
    if (len > 0)
        memcpy(bytes, image->durable, (size_t)len);
    for (int i = 0; rng != NULL && i < image->count; i++) {
        const struct change *change = &image->changes[i];
        if (rng_below(rng, 2) == 0)
            continue;
        int kept = change->len;
        if (rng_below(rng, 4) == 0) /* torn at a sector */
            kept = change->len / SECTOR_LEN > 0
                       ? (int)rng_below(rng, (uint32_t)(change->len / SECTOR_LEN)) * SECTOR_LEN
                       : 0;
        apply(change, kept, &bytes, &len);
    }
    write_file(folder, image->path, bytes, len);
    free(bytes);
}

void disk_cut(const char *from, const char *folder, struct rng *rng)
{
    for (int i = 0; i < disk.image_count; i++) {
        struct image *image = &disk.images[i];
        /* wenda.db.new is no part of what is opened; its end is the rename. */
        if (image->exists && fs_exists(image->path) && !strstr(image->path, ".new") &&
            strncmp(image->path, from, strlen(from)) == 0)
            cut_image(image, folder, rng);
    }
}
