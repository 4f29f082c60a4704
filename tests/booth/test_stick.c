/* Sticks: which one is found, what is read from it, and exports that may be cut short anywhere. */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "booth/stick_copy.h"
#include "booth/stick_faults.h"
#include "booth/stick_files.h"
#include "booth/stick_find.h"
#include "booth/stick_watch.h"

static char home[64], from[96], stick[96];

static void make_file(const char *folder, const char *name, const char *text)
{
    struct err err = { 0 };
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    char *parent = fs_dirname(path);
    cr_assert(fs_make_folders(parent, &err), "%s", err.text);
    free(parent);
    cr_assert(fs_replace(path, text, strlen(text), &err), "%s", err.text);
}

static void set_up(void)
{
    snprintf(home, sizeof home, "/tmp/stick-XXXXXX");
    cr_assert(mkdtemp(home));
    snprintf(from, sizeof from, "%s/from", home);
    snprintf(stick, sizeof stick, "%s/stick", home);
    cr_assert_eq(mkdir(stick, 0700), 0);
    make_file(from, "manifest.json", "{\"files\":[]}");
    make_file(from, "data/visits.csv", "\"visit\"\r\n\"1\"\r\n");
    make_file(from, "data/answers.csv", "\"answer\"\r\n\"A\"\r\n");
    make_file(from, "总表.xlsx", "PK");
}

static void tear_down(void)
{
    struct err err = { 0 };
    stick_faults_set(NULL);
    fs_remove_tree(home, &err);
}

TestSuite(stick, .init = set_up, .fini = tear_down);

/* ---- which one ---- */

#define LINE(device, path, type) \
    "36 35 " device " / " path " rw,nosuid shared:2 - " type " /dev/x rw\n"

static char *make_sys(void)
{
    char *sys = fs_join(home, "sys");
    char path[256];
    struct err err = { 0 };
    static const char *const links[][2] = {
        { "dev/block/8:1", "../../devices/pci0000:00/ata1/block/sda/sda1" },
        { "dev/block/8:17", "../../devices/pci0000:00/usb1/1-1/block/sdb/sdb1" },
        { "dev/block/8:33", "../../devices/pci0000:00/usb1/1-2/block/sdc/sdc1" },
        { "class/block/sda", "../../devices/pci0000:00/ata1/block/sda" },
        { "class/block/sdb", "../../devices/pci0000:00/usb1/1-1/block/sdb" },
        { "class/block/sdb1", "../../devices/pci0000:00/usb1/1-1/block/sdb/sdb1" },
    };
    make_file(sys, "devices/pci0000:00/ata1/block/sda/size", "1000\n");
    make_file(sys, "devices/pci0000:00/usb1/1-1/block/sdb/size", "1000\n");
    make_file(sys, "devices/pci0000:00/usb1/1-1/block/sdb/sdb1/partition", "1\n");
    snprintf(path, sizeof path, "%s/dev/block", sys);
    cr_assert(fs_make_folders(path, &err));
    snprintf(path, sizeof path, "%s/class/block", sys);
    cr_assert(fs_make_folders(path, &err));
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        snprintf(path, sizeof path, "%s/%s", sys, links[i][0]);
        cr_assert_eq(symlink(links[i][1], path), 0);
    }
    return sys;
}

static struct stick_found find(const char *mountinfo)
{
    struct stick_found found;
    char *sys = make_sys();
    stick_find(mountinfo, sys, &found);
    free(sys);
    return found;
}

Test(stick, a_usb_stick_with_a_blank_in_its_name_is_found)
{
    struct stick_found found = find(LINE("8:1", "/", "ext4") LINE("8:1", "/media/a/DISK", "vfat")
                                        LINE("8:17", "/media/kiosk/MY\\040STICK", "vfat"));
    cr_expect_eq(found.state, STICK_READY);
    cr_expect_str_eq(found.path, "/media/kiosk/MY STICK");
}

Test(stick, the_one_mounted_last_counts)
{
    struct stick_found found =
        find(LINE("8:17", "/media/a/ONE", "vfat") LINE("8:33", "/run/media/a/TWO", "exfat"));
    cr_expect_str_eq(found.path, "/run/media/a/TWO");
}

Test(stick, the_disk_the_system_runs_from_is_no_stick)
{
    struct stick_found found = find(LINE("8:17", "/", "ext4") LINE("8:17", "/boot/efi", "vfat"));
    cr_expect_eq(found.state, STICK_NONE);
}

Test(stick, other_file_systems_are_not_taken)
{
    struct stick_found found = find(LINE("8:17", "/media/a/WIN", "ntfs3"));
    cr_expect_eq(found.state, STICK_UNKNOWN);
    cr_expect_not(found.may_follow);
}

Test(stick, one_that_nobody_mounted_is_noticed)
{
    struct stick_found found = find(LINE("8:1", "/", "ext4") "broken line\n");
    cr_expect_eq(found.state, STICK_UNKNOWN);
    cr_expect(found.may_follow);
}

Test(stick, what_is_on_it_is_counted)
{
    struct stick_facts facts;
    make_file(stick, "A.WENDA", "x");
    make_file(stick, "b.wenda", "x");
    make_file(stick, "题库.docx", "x");
    make_file(stick, "~$题库.docx", "x");
    make_file(stick, "old/manifest.json", "{}");
    make_file(stick, "half.part/data/x.csv", "x");
    stick_look(stick, &facts);
    cr_expect_eq(facts.state, STICK_READY);
    cr_expect_eq(facts.packs, 2);
    cr_expect_eq(facts.banks, 1);
    cr_expect_eq(facts.exports, 1);
    cr_expect_str_eq(facts.name, "stick");
    cr_expect_gt(facts.free_len, 0);
}

/* ---- reading ---- */

static bool reads(const char *name)
{
    struct err err = { 0 };
    struct strbuf text;
    strbuf_init(&text);
    int folder = stick_open(stick, &err);
    bool ok = folder >= 0 && stick_read(folder, name, 16, &text, &err);
    cr_expect(ok || (err.text[0] && text.len == 0));
    if (folder >= 0)
        close(folder);
    strbuf_fini(&text);
    return ok;
}

Test(stick, only_plain_files_beneath_it_are_read, .timeout = 20)
{
    char path[160];
    make_file(stick, "good.txt", "0123456789");
    make_file(stick, "in/good.txt", "x");
    make_file(stick, "large.txt", "0123456789abcdefg");
    make_file(home, "secret.txt", "x");
    snprintf(path, sizeof path, "%s/link.txt", stick);
    cr_assert_eq(symlink("good.txt", path), 0);
    snprintf(path, sizeof path, "%s/way", stick);
    cr_assert_eq(symlink("..", path), 0);
    snprintf(path, sizeof path, "%s/fifo.txt", stick);
    cr_assert_eq(mkfifo(path, 0600), 0);
    cr_expect(reads("good.txt"));
    cr_expect(reads("in/good.txt"));
    cr_expect_not(reads("large.txt"));
    cr_expect_not(reads("link.txt"));
    cr_expect_not(reads("fifo.txt"));
    cr_expect_not(reads("in"));
    cr_expect_not(reads("../secret.txt"));
    cr_expect_not(reads("way/secret.txt"));
    cr_expect_not(reads("/etc/hostname"));
    cr_expect_not(reads("absent.txt"));
}

/* ---- copying ---- */

static bool copy(char name[STICK_FILE_NAME_LEN], struct err *err)
{
    const struct stick_copy_job job = { .from = from, .stick = stick, .name = "export" };
    return stick_copy(&job, name, err);
}

static bool same(const char *folder, const char *name)
{
    struct strbuf one, other;
    struct err err = { 0 };
    char *a = fs_join(from, name), *b = fs_join(folder, name);
    strbuf_init(&one);
    strbuf_init(&other);
    bool equal = fs_read(a, 4096, &one, &err) && fs_read(b, 4096, &other, &err) &&
                 one.len == other.len && memcmp(one.text, other.text, one.len) == 0;
    strbuf_fini(&one);
    strbuf_fini(&other);
    free(a);
    free(b);
    return equal;
}

static bool is_whole(const char *name)
{
    char *folder = fs_join(stick, name);
    bool whole = same(folder, "manifest.json") && same(folder, "data/visits.csv") &&
                 same(folder, "data/answers.csv") && same(folder, "总表.xlsx");
    free(folder);
    return whole;
}

static bool is_there(const char *name)
{
    char *path = fs_join(stick, name);
    bool there = fs_exists(path);
    free(path);
    return there;
}

Test(stick, an_export_is_whole_and_never_writes_over_another)
{
    char name[STICK_FILE_NAME_LEN];
    struct err err = { 0 };
    make_file(stick, "export.part/data/rest.csv", "left by a stick that was pulled");
    cr_assert(copy(name, &err), "%s", err.text);
    cr_expect_str_eq(name, "export");
    cr_expect(is_whole("export"));
    cr_expect_not(is_there("export.part"));
    cr_assert(copy(name, &err), "%s", err.text);
    cr_expect_str_eq(name, "export-2");
    cr_expect(is_whole("export-2"));
}

Test(stick, an_export_that_is_stopped_leaves_nothing)
{
    char name[STICK_FILE_NAME_LEN];
    struct err err = { 0 };
    atomic_bool stop = true;
    const struct stick_copy_job job = {
        .from = from, .stick = stick, .name = "export", .stop = &stop
    };
    cr_expect_not(stick_copy(&job, name, &err));
    cr_expect(strstr(err.text, "取消"));
    cr_expect_not(is_there("export"));
    cr_expect_not(is_there("export.part"));
}

static const struct {
    int code;
    bool pulled;
    char word[16];
} ways[] = { { EIO, true, "拔出" },
             { ENOSPC, false, "空间" },
             { EROFS, true, "只读" },
             { EIO, false, "拔出" } };

/* At every single call: whatever has the export's name is whole, and success means success. */
Test(stick, pulled_or_failing_at_any_step_it_is_whole_or_absent, .timeout = 300)
{
    for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
        int failures = 0;
        for (int at = 0; at < 1000; at++) {
            char name[STICK_FILE_NAME_LEN];
            struct err err = { 0 };
            struct stick_faults faults = {
                .at = at, .code = ways[way].code, .pulled = ways[way].pulled, .tear = way == 0
            };
            stick_faults_set(&faults);
            bool ok = copy(name, &err);
            stick_faults_set(NULL);
            if (ok) {
                cr_assert(is_whole(name), "way %zu at %d", way, at);
            } else {
                cr_assert(strstr(err.text, ways[way].word) || strstr(err.text, "读不出来"),
                          "way %zu at %d: %s", way, at, err.text);
                cr_assert(!is_there("export/manifest.json") || is_whole("export"), "way %zu at %d",
                          way, at);
                failures++;
            }
            char *export = fs_join(stick, "export");
            cr_assert(fs_remove_tree(export, &err));
            free(export);
            if (faults.calls <= at)
                break;
        }
        cr_expect_gt(failures, 25, "way %zu", way);
    }
}

Test(stick, a_stick_that_keeps_other_bytes_is_found_out)
{
    char name[STICK_FILE_NAME_LEN];
    struct err err = { 0 };
    /* Of the writes one reports more than it wrote. */
    struct stick_faults faults = { .at = 1 << 20, .lies = true };
    stick_faults_set(&faults);
    bool ok = copy(name, &err);
    stick_faults_set(NULL);
    cr_expect_not(ok);
    cr_expect(strstr(err.text, "不一致"), "%s", err.text);
    cr_expect_not(is_there("export"));
}

Test(stick, a_report_gets_a_name_of_its_own)
{
    char name[STICK_FILE_NAME_LEN];
    struct err err = { 0 };
    cr_assert(stick_put(stick, "错误清单.txt", "a", 1, name, &err));
    cr_expect_str_eq(name, "错误清单.txt");
    cr_assert(stick_put(stick, "错误清单.txt", "b", 1, name, &err));
    cr_expect_str_eq(name, "错误清单-2.txt");
    cr_expect(is_there("错误清单-2.txt"));
}

/* ---- real mounts, where this machine lets us make them ---- */

static bool own_mounts(void)
{
    return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("stick", stick, "tmpfs", 0, "size=256k") == 0;
}

Test(stick, a_full_stick_is_told_before_anything_is_written)
{
    char name[STICK_FILE_NAME_LEN];
    struct err err = { 0 };
    if (!own_mounts())
        cr_skip_test("no mounts of our own here");
    char *large = calloc(1, 300 * 1024);
    memset(large, 'x', 300 * 1024 - 1);
    make_file(from, "data/large.csv", large);
    free(large);
    cr_expect_not(copy(name, &err));
    cr_expect(strstr(err.text, "空间不足"), "%s", err.text);
    cr_expect_not(is_there("export.part"));
}

Test(stick, a_stick_that_cannot_be_written_to_is_named)
{
    char name[STICK_FILE_NAME_LEN];
    struct err err = { 0 };
    struct stick_facts facts;
    if (!own_mounts() || mount(NULL, stick, NULL, MS_REMOUNT | MS_RDONLY, NULL) != 0)
        cr_skip_test("no mounts of our own here");
    stick_look(stick, &facts);
    cr_expect_eq(facts.state, STICK_LOCKED);
    cr_expect_not(copy(name, &err));
    cr_expect(strstr(err.text, "只读"), "%s", err.text);
}

static void pull(void *context, const struct stick_progress *progress)
{
    (void)context;
    if (progress->file == 1)
        umount2(stick, MNT_DETACH);
}

/* The folder beneath is not the stick: nothing may land there. */
Test(stick, pulled_for_real_it_leaves_nothing_on_this_machine)
{
    char name[STICK_FILE_NAME_LEN];
    struct err err = { 0 };
    const struct stick_copy_job job = {
        .from = from, .stick = stick, .name = "export", .progress = pull
    };
    if (!own_mounts())
        cr_skip_test("no mounts of our own here");
    cr_expect_not(stick_copy(&job, name, &err));
    cr_expect_not(is_there("export"));
    cr_expect_not(is_there("export.part"));
}

/* The appliance's own helper, without systemd: once for each word it is asked since `before`. Ends
 * with the test, whatever becomes of that. */
static void run_gate(int times, struct stat before)
{
    char command[512];
    struct stat now;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    snprintf(command, sizeof command, "sh %s/assets/appliance/wenda-stick gate", WENDA_SOURCE_DIR);
    while (times-- > 0) {
        do {
            usleep(5000);
            cr_assert_eq(stat("/run/wenda/stick.request", &now), 0);
        } while (now.st_size == 0 ||
                 (now.st_size == before.st_size && now.st_mtim.tv_nsec == before.st_mtim.tv_nsec &&
                  now.st_mtim.tv_sec == before.st_mtim.tv_sec));
        before = now;
        if (system(command) != 0)
            _exit(1);
    }
    _exit(0);
}

Test(stick, the_appliances_stick_is_writable_only_while_it_is_written, .timeout = 60)
{
    static const char place[] = "/run/wenda/sdz1/IPW";
    char name[STICK_FILE_NAME_LEN];
    struct err err = { 0 };
    struct stick_facts facts;
    struct stat request;
    int status = 0;
    if (!own_mounts() || mount("run", "/run", "tmpfs", 0, NULL) != 0)
        cr_skip_test("no mounts of our own here");
    cr_assert(fs_make_folders(place, &err));
    make_file("/run/wenda", "stick.request", "");
    cr_assert_eq(mount("stick", place, "tmpfs", MS_RDONLY | MS_NOSUID, NULL), 0);
    snprintf(stick, sizeof stick, "%s", place);
    stick_look(place, &facts);
    cr_expect_eq(facts.state, STICK_READY, "it can be made writable");
    cr_assert_eq(stat("/run/wenda/stick.request", &request), 0);
    pid_t helper = fork();
    cr_assert_geq(helper, 0);
    if (helper == 0)
        run_gate(2, request);
    cr_expect(copy(name, &err), "%s", err.text);
    cr_expect(is_whole("export"));
    cr_expect_neq(mkdir("/run/wenda/sdz1/IPW/x", 0700), 0);
    cr_expect_eq(errno, EROFS);
    waitpid(helper, &status, 0);
    cr_expect_eq(status, 0);
}

static void count_wake(void *context)
{
    atomic_int *wakes = context;
    atomic_fetch_add(wakes, 1);
}

/* The folders of a stick: its file system, and where a desktop would show it. */
static bool own_stick_place(void)
{
    return own_mounts() && mount("mnt", "/mnt", "tmpfs", 0, NULL) == 0 &&
           mkdir("/mnt/IPW", 0700) == 0;
}

static bool changes(struct stick_watch *watch, struct stick_facts *facts)
{
    char path[STICK_PATH_LEN];
    for (int i = 0; i < 500 && !stick_watch_has_news(watch); i++)
        usleep(10000);
    return stick_watch_take(watch, facts, path);
}

/* It sees mounts come and go, and says nothing while nothing changes that concerns it. */
Test(stick, a_watch_sleeps_until_sticks_change, .timeout = 60)
{
    atomic_int wakes = 0;
    struct err err = { 0 };
    struct stick_facts facts;
    struct stat status;
    char device[160], *sys = fs_join(home, "sys2"), *folder = fs_join(sys, "dev/block");
    if (!own_stick_place())
        cr_skip_test("no mounts of our own here");
    cr_assert(fs_make_folders(folder, &err));
    cr_assert_eq(stat(stick, &status), 0);
    snprintf(device, sizeof device, "%s/%u:%u", folder, major(status.st_dev), minor(status.st_dev));
    cr_assert_eq(symlink("../../devices/usb1/block/sdz/sdz1", device), 0);
    const struct stick_watch_options options = {
        .sys = sys, .settle_ms = 50, .wake = count_wake, .wake_context = &wakes
    };
    struct stick_watch *watch = stick_watch_start(&options, &err);
    cr_assert(watch, "%s", err.text);
    cr_assert_eq(mount("other", "/mnt", "tmpfs", MS_REMOUNT, NULL), 0);
    usleep(200000);
    cr_expect_eq(atomic_load(&wakes), 0);
    cr_assert_eq(mount(stick, "/mnt/IPW", NULL, MS_BIND, NULL), 0);
    cr_assert(changes(watch, &facts));
    cr_expect_eq(facts.state, STICK_UNKNOWN, "tmpfs is not taken");
    cr_assert_eq(umount2("/mnt/IPW", MNT_DETACH), 0);
    cr_assert(changes(watch, &facts));
    cr_expect_eq(facts.state, STICK_NONE);
    cr_expect_eq(atomic_load(&wakes), 2);
    stick_watch_stop(watch);
    free(folder);
    free(sys);
}
