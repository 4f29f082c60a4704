/* Reading the data while the kiosk has it: nobody but the kiosk opens the live file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/fs.h"
#include "ctl/ctl.h"
#include "store/folder.h"

static void remove_copy(char *copy)
{
    struct err err = { "" };
    if (!fs_remove_tree(copy, &err))
        fprintf(stderr, "wendactl: %s\n", err.text);
    free(copy);
}

/* A folder of its own with the backup as its database; NULL and a text. */
static char *copy_backup(const char *backup, struct err *err)
{
    const char *base = getenv("TMPDIR");
    char *copy = fs_join(base != NULL && *base != '\0' ? base : "/tmp", "wenda-XXXXXX");
    if (mkdtemp(copy) == NULL) {
        err_set_cause(err, strerror(errno), "建不了临时文件夹 %s：%s", copy, err_reason(errno));
        free(copy);
        return NULL;
    }
    if (store_copy_backup(backup, copy, err))
        return copy;
    remove_copy(copy);
    return NULL;
}

static void say_since_when(const char *command, const char *backup, long holder)
{
    char stamp[DATE_STAMP_LEN];
    struct stat info;
    if (stat(backup, &info) != 0)
        return;
    date_stamp((int64_t)info.st_mtim.tv_sec * 1000, stamp);
    fprintf(stderr, "wendactl %s: 问答亭正在运行（进程 %ld），以下是 %s 备份时的数据\n", command,
            holder, stamp);
}

struct ctl_reading ctl_open_reading(const char *command, const char *data)
{
    struct ctl_reading reading = { 0 };
    struct err err = { "" };
    long holder = folder_holder(data);
    char *backup = holder > 0 ? store_newest_backup(data) : NULL;
    if (backup == NULL) {
        reading.store = ctl_open_store(command, data);
        return reading;
    }
    reading.copy = copy_backup(backup, &err);
    if (reading.copy == NULL) {
        ctl_fail(command, &err);
    } else {
        say_since_when(command, backup, holder);
        reading.store = ctl_open_store(command, reading.copy);
        if (reading.store == NULL)
            ctl_close_reading(&reading);
    }
    free(backup);
    return reading;
}

void ctl_close_reading(struct ctl_reading *reading)
{
    store_close(reading->store);
    reading->store = NULL;
    if (reading->copy != NULL)
        remove_copy(reading->copy);
    reading->copy = NULL;
}
