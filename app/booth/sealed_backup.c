#include "booth/sealed_backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "booth/install.h"
#include "port/crypt_seal.h"

static int open_file(const char *path, int flags, struct err *err)
{
    int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
    int cause = errno;

    if (fd < 0)
        err_set_cause(err, strerror(cause), "打不开 %s：%s", path, err_reason(cause));
    return fd;
}

/* Both files opened, worked on, and the new one on the disk; else it is gone again. */
static bool convert(const char *from, const char *to, const void *key,
                    bool (*work)(int in, int out, const void *key, struct err *err),
                    struct err *err)
{
    int in = open_file(from, O_RDONLY, err);
    int out = in < 0 ? -1 : open_file(to, O_WRONLY | O_CREAT | O_EXCL, err);
    bool ok = out >= 0 && work(in, out, key, err);

    if (ok && fsync(out) != 0) {
        int cause = errno;
        ok = err_set_cause(err, strerror(cause), "写不了 %s：%s", to, err_reason(cause));
    }
    if (in >= 0)
        (void)close(in);
    if (out >= 0)
        (void)close(out);
    if (out >= 0 && !ok)
        (void)unlink(to);
    return ok;
}

static bool seal(int in, int out, const void *key, struct err *err)
{
    return crypt_seal(in, out, key, err);
}

static bool unseal(int in, int out, const void *key, struct err *err)
{
    return crypt_unseal(in, out, key, err);
}

bool sealed_backup_write(struct store *store, const char *home, const char *folder, struct err *err)
{
    struct crypt_public key;
    char *key_path = fs_join(home, "trusted.pub");
    char *plain = fs_join(folder, "backup.plain"), *sealed = fs_join(folder, SEALED_BACKUP_NAME);
    bool ok = true;

    if (fs_exists(key_path))
        ok = install_load_key(home, &key, err) && store_backup(store, plain, err) &&
             convert(plain, sealed, &key, seal, err);
    (void)unlink(plain);
    free(sealed);
    free(plain);
    free(key_path);
    return ok;
}

bool sealed_backup_open(const char *sealed, const struct crypt_secret *key, const char *path,
                        struct err *err)
{
    return convert(sealed, path, key, unseal, err);
}

bool sealed_backup_is(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool is = fd >= 0 && crypt_is_sealed(fd);

    if (fd >= 0)
        (void)close(fd);
    return is;
}
