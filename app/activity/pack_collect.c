#include "activity/pack_collect.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/strbuf.h"

struct collecting {
    const char *root;
    struct arena *arena;
    struct tar_file *files;
    int count, capacity;
    struct err *err;
};

static bool is_wanted(const char *name)
{
    static const char *const endings[] = { ".txt", ".svg", ".png" };
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (len > 4 && strcmp(name + len - 4, endings[i]) == 0)
            return true;
    return false;
}

static bool take_file(struct collecting *c, const char *name)
{
    struct strbuf bytes;
    char *path = fs_join(c->root, name);
    if (!tar_name_is_allowed(name)) {
        free(path);
        return err_set(c->err, "文件名 %s 不能放进题库包：太长、层数太多或有特殊字符", name);
    }
    strbuf_init(&bytes);
    bool ok = fs_read(path, TAR_MAX_LEN, &bytes, c->err);
    if (ok) {
        c->files = mem_grow(c->files, c->count, &c->capacity, sizeof *c->files);
        c->files[c->count++] = (struct tar_file){
            .name = arena_strdup(c->arena, name),
            .bytes = memcpy(arena_alloc(c->arena, bytes.len + 1), bytes.text, bytes.len),
            .len = bytes.len,
        };
    }
    strbuf_fini(&bytes);
    free(path);
    return ok;
}

static bool walk(struct collecting *c, const char *below);

static bool take_entry(struct collecting *c, const char *below, const char *entry)
{
    struct stat info;
    char *name = *below == '\0' ? mem_strdup(entry) : fs_join(below, entry);
    char *path = fs_join(c->root, name);
    bool ok = lstat(path, &info) == 0 || err_set_cause(c->err, strerror(errno), "读不了 %s", path);
    if (ok && S_ISDIR(info.st_mode))
        ok = walk(c, name);
    else if (ok && S_ISREG(info.st_mode) && is_wanted(entry))
        ok = take_file(c, name);
    free(path);
    free(name);
    return ok;
}

static bool walk(struct collecting *c, const char *below)
{
    char *path = *below == '\0' ? mem_strdup(c->root) : fs_join(c->root, below);
    DIR *dir = opendir(path);
    bool ok = dir != NULL || err_set_cause(c->err, strerror(errno), "打不开文件夹 %s：%s", path,
                                           err_reason(errno));
    for (const struct dirent *entry; ok && (entry = readdir(dir)) != NULL;)
        if (entry->d_name[0] != '.')
            ok = take_entry(c, below, entry->d_name);
    if (dir != NULL)
        closedir(dir);
    free(path);
    return ok;
}

static int by_name(const void *a, const void *b)
{
    const struct tar_file *one = a, *other = b;
    return strcmp(one->name, other->name);
}

bool pack_collect(const char *folder, struct arena *arena, struct tar_file **files, int *count,
                  struct err *err)
{
    struct collecting c = { .root = folder, .arena = arena, .err = err };
    bool ok = walk(&c, "");
    if (ok && c.count == 0)
        ok = err_set(err, "%s 里没有活动文件", folder);
    if (ok)
        qsort(c.files, (size_t)c.count, sizeof *c.files, by_name);
    *count = ok ? c.count : 0;
    *files = ok ? arena_copy(arena, c.files, sizeof *c.files, c.count) : NULL;
    free(c.files);
    return ok;
}
