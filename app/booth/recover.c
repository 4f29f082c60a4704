#include "booth/recover.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "booth/install.h"
#include "booth/stick_files.h"

enum { NAMES_MAX = 1000 };

static const char rehearsal[] = "rehearsal";

/* ---- the other data folder ---- */

/* Beside official data the rehearsal's, and the other way round; NULL when there is none. */
static char *other_folder(const char *folder)
{
    char *other = strcmp(fs_basename(folder), rehearsal) == 0 ? fs_dirname(folder)
                                                              : fs_join(folder, rehearsal);
    char *database = fs_join(other, "wenda.db");
    bool there = fs_exists(database);

    free(database);
    if (there)
        return other;
    free(other);
    return NULL;
}

/* NULL without one; what keeps it closed is logged: the booth goes on without. */
static struct store *open_other(struct store *store)
{
    char *folder = other_folder(store_folder(store));
    struct err err = { 0 };
    struct store *other = NULL;

    if (folder)
        other = store_open(
            &(struct store_options){ .folder = folder, .any_kind = true, .must_exist = true },
            &err);
    if (folder && !other)
        log_warn("%s", err.text);
    free(folder);
    return other;
}

bool recover_share_pin(struct store *store, struct err *err)
{
    struct store_pin_record own, others = { .hash = "" };
    struct store *other = open_other(store);
    bool ok = store_read_pin_record(store, &own, err) &&
              (!other || store_read_pin_record(other, &others, err));

    store_close(other);
    if (!ok || others.hash[0] == '\0' || (own.hash[0] != '\0' && own.wall_ms >= others.wall_ms))
        return ok;
    const struct store_request adopt = { .kind = STORE_ADOPT_PIN,
                                         .wall_ms = others.wall_ms,
                                         .staff = { .key = others.key, .secret = others.hash } };
    return store_run(store, &adopt, err);
}

static bool is_key_installed(const char *home)
{
    char *path = fs_join(home, "trusted.pub");
    bool there = fs_exists(path);

    free(path);
    return there;
}

bool recover_may_set_anew(struct store *store, const char *home, struct err *err)
{
    struct store_pin_record others = { .hash = "" };
    struct store *other = open_other(store);
    bool ok = !other || store_read_pin_record(other, &others, err);

    store_close(other);
    if (!ok)
        return false;
    if (others.hash[0] != '\0') /* recover_share_pin takes it over when the booth opens */
        return err_set(err,
                       "口令随损坏的数据库移开了，另一个数据夹里还有。请重新启动本机，再输口令");
    return !is_key_installed(home) ||
           err_set(err,
                   "原来的口令随损坏的数据库移开了。请点“忘记口令”，用单位做的恢复文件设新口令");
}

/* ---- permits ---- */

static bool is_permit_name(const char *name)
{
    size_t len = strlen(name), ending = strlen(PERMIT_ENDING);

    return name[0] != '.' && len > ending && strcasecmp(name + len - ending, PERMIT_ENDING) == 0;
}

static bool is_used(struct store *store, const char *number, bool *used, struct err *err)
{
    struct store *other = open_other(store);
    bool there = false;
    bool ok = store_read_permit_used(store, number, used, err) &&
              (!other || store_read_permit_used(other, number, &there, err));

    store_close(other);
    *used = *used || there;
    return ok;
}

/* Where the used permits were lost with the PIN, one made before that may be among them. A time
 * that is still to come was taken from a wrong clock and tells nothing. */
static bool may_be_used(struct store *store, const struct permit *permit, bool *may_be,
                        struct err *err)
{
    struct store_pin pin;
    struct store_health health;

    *may_be = false;
    if (!store_read_pin(store, "", 0, &pin, err) || !store_read_health(store, &health, err))
        return false;
    if (pin.is_lost && health.aside_count > 0)
        *may_be = health.asides[0].wall_ms <= clock_wall_ms() &&
                  permit->made_ms < health.asides[0].wall_ms;
    return true;
}

/* False and why it does not do. */
static bool check_permit(const struct recover_source *source, const struct crypt_public *key,
                         const struct strbuf *text, struct permit *out, struct err *err)
{
    bool used = false, may_be_used_before = false;

    if (!permit_read(text->text, text->len, key, out, err))
        return false;
    if (strcmp(out->booth, source->booth) != 0)
        return err_set(err, "这份恢复文件是给展位 %s 的，本机是展位 %s", out->booth, source->booth);
    if (!is_used(source->store, out->number, &used, err) ||
        !may_be_used(source->store, out, &may_be_used_before, err))
        return false;
    if (may_be_used_before && !used)
        return err_set(err, "这份恢复文件是数据库移开以前做的，用没用过已经查不到。请单位再做一份");
    return !used || err_set(err, "这份恢复文件已经用过，每份只能用一次。请向单位再要一份");
}

/* True when one of the folder's files does; else err says why the last one does not. */
static bool find_in(const struct recover_source *source, const char *path,
                    const struct crypt_public *key, struct permit *out, struct err *err)
{
    int fd = stick_open(path, err);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    struct strbuf text;
    bool found = false;

    if (fd >= 0 && !folder)
        (void)close(fd);
    strbuf_init(&text);
    for (int i = 0; folder && !found && i < NAMES_MAX && (entry = readdir(folder)) != NULL; i++) {
        strbuf_clear(&text);
        found = is_permit_name(entry->d_name) &&
                stick_read(fd, entry->d_name, PERMIT_MAX_LEN, &text, err) &&
                check_permit(source, key, &text, out, err);
    }
    strbuf_fini(&text);
    if (folder)
        closedir(folder);
    return found;
}

bool recover_find_permit(const struct recover_source *source, struct permit *out, struct err *err)
{
    struct crypt_public key;

    if (!install_load_key(source->home, &key, err))
        return false;
    err_clear(err);
    if ((source->stick && find_in(source, source->stick, &key, out, err)) ||
        find_in(source, source->home, &key, out, err))
        return true;
    return err_is_set(err) ? false
                           : err_set(err, "没有找到恢复文件：请单位做一份，放在 U 盘最外层再试");
}
