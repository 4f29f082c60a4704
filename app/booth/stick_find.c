#include "booth/stick_find.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"

/* One line of mountinfo; all point into a copy of it. */
struct mount {
    const char *device; /* major:minor */
    char *path;
    const char *type;
};

/* Octal escapes of blanks and backslashes, in place. */
static void unescape(char *text)
{
    char *out = text;
    for (const char *at = text; *at; out++) {
        if (at[0] == '\\' && at[1] >= '0' && at[1] <= '3' && at[2] >= '0' && at[2] <= '7' &&
            at[3] >= '0' && at[3] <= '7') {
            *out = (char)((at[1] - '0') << 6 | (at[2] - '0') << 3 | (at[3] - '0'));
            at += 4;
        } else {
            *out = *at++;
        }
    }
    *out = '\0';
}

/* id parent major:minor root path options [tags …] - type source options */
static bool parse_mount(char *line, struct mount *out)
{
    char *word;
    int at = 0;
    bool after_dash = false;
    *out = (struct mount){ .device = NULL };
    while ((word = strsep(&line, " ")) != NULL) {
        if (after_dash) {
            out->type = word;
            break;
        }
        if (at == 2)
            out->device = word;
        else if (at == 4)
            out->path = word;
        else if (at > 5 && strcmp(word, "-") == 0)
            after_dash = true;
        at++;
    }
    if (out->type == NULL)
        return false;
    unescape(out->path);
    return true;
}

/* The device's place in the tree of devices, below /sys; false for what is no block device. */
static bool read_device(const char *sys, const char *folder, const char *name,
                        char out[STICK_PATH_LEN])
{
    char path[STICK_PATH_LEN];
    snprintf(path, sizeof path, "%s/%s/%s", sys, folder, name);
    ssize_t len = readlink(path, out, STICK_PATH_LEN - 1);
    if (len <= 0)
        return false;
    out[len] = '\0';
    return true;
}

static bool is_usb(const char *device)
{
    return strstr(device, "/usb") != NULL;
}

static bool is_taken_type(const char *type)
{
    return strcmp(type, "vfat") == 0 || strcmp(type, "exfat") == 0;
}

static bool is_stick_place(const char *path)
{
    static const char *const places[] = { "/media/", "/run/media/", "/run/wenda/", "/mnt/" };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strncmp(path, places[i], strlen(places[i])) == 0)
            return true;
    return false;
}

/* ---- what is plugged in and not mounted ---- */

/* Devices of which something is mounted, one path below /sys a line. */
struct mounted {
    struct strbuf devices;
};

static bool has_mounts(const struct mounted *mounted, const char *disk)
{
    char name[STICK_PATH_LEN];
    snprintf(name, sizeof name, "/%s", fs_basename(disk));
    return strstr(mounted->devices.text, name) != NULL;
}

/* A card reader without a card is a disk without size. */
static bool has_medium(const char *sys, const char *name)
{
    char path[STICK_PATH_LEN], digits[32] = "";
    snprintf(path, sizeof path, "%s/class/block/%s/size", sys, name);
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    bool read = fgets(digits, sizeof digits, file) != NULL;
    (void)fclose(file);
    return read && strtoll(digits, NULL, 10) > 0;
}

static bool is_partition(const char *sys, const char *name)
{
    char path[STICK_PATH_LEN];
    snprintf(path, sizeof path, "%s/class/block/%s/partition", sys, name);
    return fs_exists(path);
}

/* A disk on USB of which nothing is mounted. */
static bool has_bare_disk(const char *sys, const struct mounted *mounted)
{
    char path[STICK_PATH_LEN], device[STICK_PATH_LEN];
    bool found = false;
    snprintf(path, sizeof path, "%s/class/block", sys);
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    for (struct dirent *entry; !found && (entry = readdir(folder)) != NULL;)
        found = entry->d_name[0] != '.' && read_device(sys, "class/block", entry->d_name, device) &&
                is_usb(device) && !is_partition(sys, entry->d_name) &&
                has_medium(sys, entry->d_name) && !has_mounts(mounted, device);
    (void)closedir(folder);
    return found;
}

void stick_find(const char *mountinfo, const char *sys, struct stick_found *out)
{
    struct mounted mounted;
    char *text = mem_strdup(mountinfo), *rest = text, *line;
    memset(out, 0, sizeof *out);
    strbuf_init(&mounted.devices);
    while ((line = strsep(&rest, "\n")) != NULL) {
        struct mount mount;
        char device[STICK_PATH_LEN];
        if (!parse_mount(line, &mount) || !read_device(sys, "dev/block", mount.device, device) ||
            !is_usb(device))
            continue;
        strbuf_addf(&mounted.devices, "%s/\n", device);
        if (!is_stick_place(mount.path))
            continue;
        if (is_taken_type(mount.type) && strlen(mount.path) < sizeof out->path) {
            out->state = STICK_READY;
            utf8_copy(out->path, sizeof out->path, mount.path);
        } else if (out->state == STICK_NONE) {
            out->state = STICK_UNKNOWN;
        }
    }
    if (out->state == STICK_NONE && has_bare_disk(sys, &mounted)) {
        out->state = STICK_UNKNOWN;
        out->may_follow = true;
    }
    strbuf_fini(&mounted.devices);
    free(text);
}

/* ---- what is on it ---- */

static bool ends_with(const char *name, const char *ending)
{
    size_t len = strlen(name), ending_len = strlen(ending);
    return len > ending_len && strcasecmp(name + len - ending_len, ending) == 0;
}

static bool is_bank(const char *name)
{
    return ends_with(name, ".docx") || ends_with(name, ".xlsx") || ends_with(name, ".xls") ||
           ends_with(name, ".csv") || ends_with(name, ".txt");
}

static void count_entry(int folder, const char *name, struct stick_facts *out)
{
    char manifest[STICK_PATH_LEN];
    struct stat status;
    if (name[0] == '.' || name[0] == '~')
        return;
    snprintf(manifest, sizeof manifest, "%s/manifest.json", name);
    if (ends_with(name, ".wenda"))
        out->packs++;
    else if (is_bank(name))
        out->banks++;
    else if (fstatat(folder, manifest, &status, AT_SYMLINK_NOFOLLOW) == 0)
        out->exports++;
}

void stick_look(const char *path, struct stick_facts *out)
{
    enum { ENTRIES_MAX = 2000 };
    struct statvfs space;
    memset(out, 0, sizeof *out);
    out->free_len = -1;
    utf8_copy(out->name, sizeof out->name, fs_basename(path));
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) {
        if (fd >= 0)
            (void)close(fd);
        return; /* pulled already */
    }
    out->state = STICK_READY;
    if (fstatvfs(fd, &space) == 0) {
        out->free_len = (int64_t)space.f_bavail * (int64_t)space.f_frsize;
        /* What our own helper mounted is made writable when it is written to. */
        if ((space.f_flag & ST_RDONLY) != 0 && strncmp(path, "/run/wenda/", 11) != 0)
            out->state = STICK_LOCKED;
    }
    int left = ENTRIES_MAX;
    for (struct dirent *entry; left-- > 0 && (entry = readdir(folder)) != NULL;)
        count_entry(fd, entry->d_name, out);
    (void)closedir(folder);
}
