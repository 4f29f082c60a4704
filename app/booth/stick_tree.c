#include "booth/stick_tree.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/strbuf.h"
#include "booth/stick_files.h"
#include "port/archive_tar.h"

struct tree {
    const char *to;
    size_t left_len;
    int left_files;
};

static bool is_wanted(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot &&
           (strcmp(dot, ".txt") == 0 || strcmp(dot, ".svg") == 0 || strcmp(dot, ".png") == 0);
}

static bool copy_file(struct tree *tree, int folder, const char *entry, const char *name,
                      struct err *err)
{
    struct strbuf bytes;
    char *path = fs_join(tree->to, name), *parent = fs_dirname(path);
    strbuf_init(&bytes);
    bool ok =
        (tree->left_files-- > 0 || err_set(err, "文件夹里的文件太多，最多 %d 个", TAR_MAX_FILES)) &&
        stick_read(folder, entry, tree->left_len, &bytes, err) && fs_make_folders(parent, err) &&
        fs_replace(path, bytes.text, bytes.len, err);
    tree->left_len -= ok ? bytes.len : 0;
    strbuf_fini(&bytes);
    free(parent);
    free(path);
    return ok;
}

/* Closes folder. prefix: where it stands below the top, "" or with a slash at its end. */
static bool copy_folder(struct tree *tree, int folder, const char *prefix, int depth,
                        struct err *err)
{
    DIR *stream = fdopendir(folder);
    bool ok = stream != NULL;
    if (!stream) {
        (void)close(folder);
        return err_set(err, "U 盘读不了，请重新插好");
    }
    for (struct dirent *entry; ok && (entry = readdir(stream)) != NULL;) {
        struct strbuf name;
        if (entry->d_name[0] == '.' || entry->d_name[0] == '~')
            continue;
        strbuf_init(&name);
        strbuf_addf(&name, "%s%s", prefix, entry->d_name);
        if (is_wanted(entry->d_name) && tar_name_is_allowed(name.text)) {
            ok = copy_file(tree, folder, entry->d_name, name.text, err);
        } else if (!strchr(entry->d_name, '.') && depth < TAR_MAX_DEPTH) {
            struct err ignored = { 0 };
            int child = stick_open_folder(folder, entry->d_name, &ignored);
            strbuf_add(&name, "/");
            ok = child < 0 || copy_folder(tree, child, name.text, depth + 1, err);
        }
        strbuf_fini(&name);
    }
    (void)closedir(stream);
    return ok;
}

bool stick_copy_tree(int stick, const char *name, const char *to, struct err *err)
{
    struct tree tree = { .to = to, .left_len = TAR_MAX_LEN, .left_files = TAR_MAX_FILES };
    int folder = stick_open_folder(stick, name, err);
    return folder >= 0 && fs_make_folders(to, err) && copy_folder(&tree, folder, "", 0, err);
}
