#include "report/out_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

enum { BLOCK_LEN = 256 * 1024 };

static bool write_failed(const struct out_file *file, struct err *err)
{
    int cause = errno;
    return err_set_cause(err, strerror(cause), "写不了 %s：%s", file->path,
                         cause == ENOSPC || cause == EDQUOT || cause == EFBIG
                             ? "空间不足，请换一个更大的盘或删去旧文件"
                         : cause == EROFS ? "盘是只读的，请打开写保护开关"
                                          : "请检查目标文件夹和盘是否完好");
}

bool out_file_open(struct out_file *file, const char *folder, const char *name, struct err *err)
{
    memset(file, 0, sizeof *file);
    file->name = mem_strdup(name);
    file->path = fs_join(folder, name);
    strbuf_init(&file->buffer);
    crypt_hash_begin(&file->hash_state);
    file->fd = open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    return file->fd >= 0 || write_failed(file, err);
}

static bool write_buffer(struct out_file *file, struct err *err)
{
    const char *bytes = file->buffer.text;
    size_t left = file->buffer.len;
    crypt_hash_add(&file->hash_state, bytes, left);
    file->len += (int64_t)left;
    while (left > 0) {
        ssize_t written = write(file->fd, bytes, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return write_failed(file, err);
        bytes += written;
        left -= (size_t)written;
    }
    strbuf_clear(&file->buffer);
    return true;
}

bool out_file_flush(struct out_file *file, struct err *err)
{
    return file->buffer.len < BLOCK_LEN || write_buffer(file, err);
}

bool out_file_close(struct out_file *file, struct err *err)
{
    if (!write_buffer(file, err))
        return false;
    /* A failed fsync is final: the pages may be gone, so it is never tried again. */
    if (fsync(file->fd) != 0)
        return write_failed(file, err);
    int fd = file->fd;
    file->fd = -1;
    if (close(fd) != 0)
        return write_failed(file, err);
    uint8_t hash[CRYPT_HASH_LEN];
    crypt_hash_end(&file->hash_state, hash);
    crypt_to_hex(hash, file->hash);
    return true;
}

void out_file_fini(struct out_file *file)
{
    if (file->path != NULL && file->fd >= 0)
        close(file->fd);
    strbuf_fini(&file->buffer);
    free(file->name);
    free(file->path);
    memset(file, 0, sizeof *file);
    file->fd = -1;
}
