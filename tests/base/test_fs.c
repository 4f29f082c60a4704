#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "base/log.h"
#include "support.h"

static void quiet_init(void)
{
    temp_init();
    cr_assert(log_open(temp_path("log"), NULL));
}

static void quiet_fini(void)
{
    log_close();
    temp_fini();
}

TestSuite(fs, .init = quiet_init, .fini = quiet_fini, .timeout = 60);

/* The file holds exactly text. */
static void expect_file(const char *path, const char *text)
{
    char *found = read_file(path, NULL);

    cr_assert_not_null(found, "%s", path);
    cr_assert_str_eq(found, text);
    free(found);
}

/* The text for staff has all it must have. */
static void expect_err(const struct err *err, const char *path, const char *reason)
{
    cr_assert_not_null(strstr(err->text, path), "%s", err->text);
    cr_assert_not_null(strstr(err->text, reason), "%s", err->text);
}

Test(fs, read_appends_the_whole_file)
{
    struct strbuf out;
    struct err err = { 0 };
    char *big = malloc(300001);

    cr_assert_not_null(big);
    memset(big, 'z', 300000);
    big[300000] = '\0';
    write_file(temp_path("a"), "你好");
    write_file(temp_path("empty"), "");
    write_file(temp_path("big"), big);
    strbuf_init(&out);
    strbuf_add(&out, ">");
    cr_assert(fs_read(temp_path("a"), 6, &out, &err), "%s", err.text);
    cr_assert_str_eq(out.text, ">你好");
    cr_assert(fs_read(temp_path("empty"), 0, &out, &err));
    cr_assert_str_eq(out.text, ">你好");
    strbuf_clear(&out);
    cr_assert(fs_read(temp_path("big"), 300000, &out, &err));
    cr_assert_eq(out.len, 300000);
    cr_assert_str_eq(out.text, big);
    strbuf_fini(&out);
    free(big);
}

Test(fs, read_is_bounded)
{
    struct strbuf out;
    struct err err = { 0 };

    write_file(temp_path("a"), "123456");
    strbuf_init(&out);
    strbuf_add(&out, "old");
    cr_assert_not(fs_read(temp_path("a"), 5, &out, &err));
    expect_err(&err, temp_path("a"), "最多 5 字节");
    cr_assert_str_eq(out.text, "old");
    strbuf_fini(&out);
}

/* What had been read when the bound was reached does not stay. */
Test(fs, read_appends_all_or_nothing)
{
    struct strbuf out;
    char *big = malloc(300001);

    cr_assert_not_null(big);
    memset(big, 'z', 300000);
    big[300000] = '\0';
    write_file(temp_path("big"), big);
    strbuf_init(&out);
    strbuf_add(&out, "old");
    cr_assert_not(fs_read(temp_path("big"), 299999, &out, NULL));
    cr_assert_str_eq(out.text, "old");
    strbuf_fini(&out);
    free(big);
}

/* Such a file says it has no length and then has more than is allowed. */
Test(fs, read_is_bounded_where_the_length_lies)
{
    struct strbuf out;
    struct err err = { 0 };

    strbuf_init(&out);
    cr_assert_not(fs_read("/proc/self/status", 10, &out, &err));
    expect_err(&err, "/proc/self/status", "最多 10 字节");
    cr_assert_eq(out.len, 0);
    err_clear(&err);
    cr_assert(fs_read("/proc/self/status", 100000, &out, &err), "%s", err.text);
    cr_assert_gt(out.len, 100);
    strbuf_fini(&out);
}

Test(fs, read_takes_regular_files_only)
{
    struct strbuf out;
    struct err err = { 0 };

    strbuf_init(&out);
    cr_assert_eq(mkfifo(temp_path("fifo"), 0600), 0);
    cr_assert_not(fs_read(temp_path("fifo"), 100, &out, &err)); /* and does not wait for a writer */
    expect_err(&err, temp_path("fifo"), "不是普通文件");
    err_clear(&err);
    cr_assert_not(fs_read("/dev/zero", 100, &out, &err));
    expect_err(&err, "/dev/zero", "不是普通文件");
    err_clear(&err);
    cr_assert_not(fs_read(temp_path(""), 100, &out, &err));
    expect_err(&err, temp_path(""), "这是文件夹");
    err_clear(&err);
    cr_assert_not(fs_read(temp_path("none"), 100, &out, &err));
    expect_err(&err, temp_path("none"), "文件不存在");
    cr_assert_eq(out.len, 0);
    strbuf_fini(&out);
}

Test(fs, read_leaves_no_descriptor_open)
{
    struct strbuf out;
    int before = dup(0), after;

    (void)close(before);
    write_file(temp_path("a"), "123456");
    strbuf_init(&out);
    (void)fs_read(temp_path("a"), 100, &out, NULL);
    (void)fs_read(temp_path("a"), 1, &out, NULL);
    (void)fs_read(temp_path(""), 1, &out, NULL);
    (void)fs_read("/dev/zero", 1, &out, NULL);
    (void)fs_replace(temp_path("b"), "x", 1, NULL);
    fault.fsync_code = EIO;
    (void)fs_replace(temp_path("b"), "x", 1, NULL);
    fault.folder_fsync_code = EIO;
    (void)fs_sync_folder(temp_path(""), NULL);
    after = dup(0);
    (void)close(after);
    cr_assert_eq(after, before);
    strbuf_fini(&out);
}

Test(fs, replace_is_durable_in_this_order)
{
    struct err err = { 0 };

    cr_assert(fs_replace(temp_path("a"), "一", 3, &err), "%s", err.text);
    cr_assert_str_eq(fault.trace, "FRD");
    expect_file(temp_path("a"), "一");
    cr_assert(fs_replace(temp_path("a"), "二", 3, &err), "%s", err.text);
    cr_assert_str_eq(fault.trace, "FRDFRD");
    expect_file(temp_path("a"), "二");
    cr_assert(fs_replace(temp_path("a"), "", 0, &err));
    expect_file(temp_path("a"), "");
    cr_assert_not(fs_exists(temp_path("a.part")));
    cr_assert_eq(fault.cloexec_missing, 0);
}

Test(fs, replace_in_the_current_folder)
{
    cr_assert_eq(chdir(temp_path("")), 0);
    cr_assert(fs_replace("plain", "x", 1, NULL));
    cr_assert_str_eq(fault.trace, "FRD");
    expect_file(temp_path("plain"), "x");
}

Test(fs, replace_keeps_nul_bytes)
{
    size_t len;
    char *found;

    cr_assert(fs_replace(temp_path("a"), "a\0b", 3, NULL));
    found = read_file(temp_path("a"), &len);
    cr_assert_eq(len, 3);
    cr_assert_arr_eq(found, "a\0b", 3);
    free(found);
}

Test(fs, a_failed_fsync_is_reported_once_and_never_tried_again)
{
    struct err err = { 0 };

    write_file(temp_path("a"), "old");
    fault.fsync_code = EIO;
    cr_assert_not(fs_replace(temp_path("a"), "new", 3, &err));
    cr_assert_str_eq(fault.trace, "F");
    expect_err(&err, temp_path("a"), "磁盘读写出错");
    expect_file(temp_path("a"), "old");
    cr_assert_not(fs_exists(temp_path("a.part")));
}

Test(fs, a_failed_rename_leaves_the_old_file)
{
    struct err err = { 0 };

    write_file(temp_path("a"), "old");
    fault.rename_code = EROFS;
    cr_assert_not(fs_replace(temp_path("a"), "new", 3, &err));
    expect_err(&err, temp_path("a"), "只读文件系统");
    expect_file(temp_path("a"), "old");
    cr_assert_not(fs_exists(temp_path("a.part")));
    cr_assert_str_eq(fault.trace, "FR");
}

Test(fs, a_failed_fsync_of_the_folder_is_a_failure)
{
    struct err err = { 0 };

    fault.folder_fsync_code = EIO;
    cr_assert_not(fs_replace(temp_path("a"), "new", 3, &err));
    expect_err(&err, temp_path(""), "不能确认已写到盘上");
    cr_assert_str_eq(fault.trace, "FRD");
    cr_assert_not(fs_exists(temp_path("a.part")));
}

/* Some file systems know no fsync of a folder; that is no failure, but it is said. */
Test(fs, a_folder_that_cannot_be_synced_is_logged)
{
    struct err err = { 0 };
    char *log;

    fault.folder_fsync_code = EINVAL;
    cr_assert(fs_sync_folder(temp_path(""), &err), "%s", err.text);
    cr_assert_str_eq(fault.trace, "D");
    log = read_file(temp_path("log"), NULL);
    cr_assert_not_null(strstr(log, "不支持同步"), "%s", log);
    free(log);
}

Test(fs, a_disk_that_fills_at_any_byte_changes_nothing)
{
    static const char text[] = "知识产权宣传周";
    const int len = (int)strlen(text);

    write_file(temp_path("a"), "old");
    for (int room = 0; room < len; room++) {
        struct err err = { 0 };
        fault.write_code = ENOSPC;
        fault.write_budget = room;
        log_close(); /* or its lines would use up the room */
        cr_assert_not(fs_replace(temp_path("a"), text, (size_t)len, &err));
        fault.write_budget = -1;
        expect_err(&err, temp_path("a"), "磁盘已满");
        expect_file(temp_path("a"), "old");
        cr_assert_not(fs_exists(temp_path("a.part")));
    }
    fault.write_budget = len;
    cr_assert(fs_replace(temp_path("a"), text, (size_t)len, NULL));
    expect_file(temp_path("a"), text);
}

/* The kernel's own refusal in the middle of a write. */
Test(fs, a_real_limit_changes_nothing)
{
    struct rlimit limit = { 4096, RLIM_INFINITY };
    struct err err = { 0 };
    char *text = calloc(1, 10000);

    cr_assert_not_null(text);
    write_file(temp_path("a"), "old");
    (void)signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    cr_assert_not(fs_replace(temp_path("a"), text, 10000, &err));
    expect_err(&err, temp_path("a"), "文件太大");
    expect_file(temp_path("a"), "old");
    cr_assert_not(fs_exists(temp_path("a.part")));
    free(text);
}

Test(fs, what_a_power_cut_left_is_in_nobodys_way)
{
    write_file(temp_path("victim"), "precious");
    write_file(temp_path("a.part"), "half a fi");
    cr_assert(fs_replace(temp_path("a"), "new", 3, NULL));
    expect_file(temp_path("a"), "new");

    cr_assert_eq(symlink(temp_path("victim"), temp_path("a.part")), 0);
    cr_assert(fs_replace(temp_path("a"), "newer", 5, NULL));
    expect_file(temp_path("a"), "newer");
    expect_file(temp_path("victim"), "precious");
}

Test(fs, replace_keeps_the_mode_and_makes_private_files)
{
    struct stat status;

    (void)umask(0);
    cr_assert(fs_replace(temp_path("a"), "1", 1, NULL));
    cr_assert_eq(stat(temp_path("a"), &status), 0);
    cr_assert_eq(status.st_mode & 07777, 0600);
    cr_assert_eq(chmod(temp_path("a"), 0644), 0);
    cr_assert(fs_replace(temp_path("a"), "2", 1, NULL));
    cr_assert_eq(stat(temp_path("a"), &status), 0);
    cr_assert_eq(status.st_mode & 07777, 0644);
}

Test(fs, replace_says_what_stands_in_the_way)
{
    struct err err = { 0 };

    cr_assert_not(fs_replace(temp_path("none/a"), "x", 1, &err));
    expect_err(&err, temp_path("none/a"), "所在的文件夹不存在");
    err_clear(&err);
    cr_assert_eq(mkdir(temp_path("folder"), 0700), 0);
    cr_assert_not(fs_replace(temp_path("folder"), "x", 1, &err));
    expect_err(&err, temp_path("folder"), "这是文件夹");
    cr_assert(fs_is_folder(temp_path("folder")));
    cr_assert_not(fs_exists(temp_path("folder.part")));
}

Test(fs, missing_permissions_are_named)
{
    struct err err = { 0 };
    struct strbuf out;

    strbuf_init(&out);
    cr_assert_eq(mkdir(temp_path("locked"), 0700), 0);
    write_file(temp_path("locked/a"), "old");
    cr_assert_eq(chmod(temp_path("locked/a"), 0), 0);
    cr_assert_eq(chmod(temp_path("locked"), 0555), 0);
    cr_assert_eq(chmod(temp_path(""), 0755), 0);
    if (geteuid() == 0)
        cr_assert_eq(seteuid(65534), 0);
    cr_assert_not(fs_replace(temp_path("locked/a"), "x", 1, &err));
    expect_err(&err, temp_path("locked/a"), "没有写权限");
    err_clear(&err);
    cr_assert_not(fs_make_folders(temp_path("locked/b/c"), &err));
    expect_err(&err, temp_path("locked/b"), "没有写权限");
    err_clear(&err);
    cr_assert_not(fs_read(temp_path("locked/a"), 100, &out, &err));
    expect_err(&err, temp_path("locked/a"), "没有权限");
    err_clear(&err);
    cr_assert_not(fs_remove_tree(temp_path("locked"), &err));
    expect_err(&err, temp_path("locked"), "没有写权限");
    if (getuid() == 0)
        cr_assert_eq(seteuid(0), 0);
    cr_assert_eq(chmod(temp_path("locked"), 0700), 0);
    strbuf_fini(&out);
}

Test(fs, the_raw_cause_is_in_the_log)
{
    struct err err = { 0 };
    char *log;

    cr_assert_not(fs_replace(temp_path("none/a"), "x", 1, &err));
    cr_assert_null(strstr(err.text, "No such file"), "%s", err.text);
    log = read_file(temp_path("log"), NULL);
    cr_assert_not_null(strstr(log, "[No such file or directory]"), "%s", log);
    cr_assert_not_null(strstr(log, "ERROR base/fs.c:"), "%s", log);
    free(log);
}

Test(fs, folders_are_made_private_and_durable)
{
    struct stat status;
    struct err err = { 0 };

    (void)umask(0);
    cr_assert(fs_make_folders(temp_path("a/b/c"), &err), "%s", err.text);
    cr_assert_str_eq(fault.trace, "DDD");
    cr_assert(fs_is_folder(temp_path("a/b/c")));
    cr_assert_eq(stat(temp_path("a/b"), &status), 0);
    cr_assert_eq(status.st_mode & 07777, 0700);
    cr_assert(fs_make_folders(temp_path("a/b/c"), &err));
    cr_assert(fs_make_folders(temp_path("a/b/d/"), &err), "%s", err.text);
    cr_assert(fs_make_folders("/", &err));
    write_file(temp_path("file"), "");
    cr_assert_not(fs_make_folders(temp_path("file/x"), &err));
    expect_err(&err, temp_path("file"), "同名的文件已存在");
    cr_assert_eq(chdir(temp_path("")), 0);
    cr_assert(fs_make_folders("relative/deep", NULL));
    cr_assert(fs_is_folder(temp_path("relative/deep")));
    cr_assert_not(fs_make_folders("", NULL));
}

Test(fs, what_exists_and_what_is_a_folder)
{
    write_file(temp_path("a"), "");
    cr_assert(fs_exists(temp_path("a")) && fs_exists(temp_path("")));
    cr_assert_not(fs_exists(temp_path("b")));
    cr_assert(fs_is_folder(temp_path("")));
    cr_assert_not(fs_is_folder(temp_path("a")) || fs_is_folder(temp_path("b")));
}

Test(fs, remove_tree_takes_everything_but_what_links_point_at)
{
    struct err err = { 0 };

    cr_assert(fs_make_folders(temp_path("keep/deep"), NULL));
    write_file(temp_path("keep/deep/a"), "precious");
    cr_assert(fs_make_folders(temp_path("gone/x/y/z"), NULL));
    write_file(temp_path("gone/x/a"), "");
    write_file(temp_path("gone/.hidden"), "");
    cr_assert_eq(mkfifo(temp_path("gone/fifo"), 0600), 0);
    cr_assert_eq(symlink(temp_path("keep"), temp_path("gone/x/link")), 0);
    cr_assert_eq(symlink(temp_path("keep/deep/a"), temp_path("gone/link")), 0);
    cr_assert_eq(symlink("nowhere", temp_path("gone/dangling")), 0);
    cr_assert(fs_remove_tree(temp_path("gone"), &err), "%s", err.text);
    cr_assert_not(fs_exists(temp_path("gone")));
    expect_file(temp_path("keep/deep/a"), "precious");
    cr_assert(fs_remove_tree(temp_path("gone"), &err), "absent is success");
}

Test(fs, remove_tree_refuses_a_link_and_a_file)
{
    struct err err = { 0 };

    cr_assert(fs_make_folders(temp_path("keep"), NULL));
    write_file(temp_path("keep/a"), "precious");
    cr_assert_eq(symlink(temp_path("keep"), temp_path("link")), 0);
    cr_assert_not(fs_remove_tree(temp_path("link"), &err));
    expect_err(&err, temp_path("link"), "不是文件夹");
    cr_assert_not(fs_remove_tree(temp_path("keep/a"), NULL));
    expect_file(temp_path("keep/a"), "precious");
}

Test(fs, remove_tree_reports_what_it_could_not)
{
    struct err err = { 0 };

    cr_assert(fs_make_folders(temp_path("stuck/x"), NULL));
    fault.unlinkat_code = EIO;
    cr_assert_not(fs_remove_tree(temp_path("stuck"), &err));
    expect_err(&err, temp_path("stuck"), "磁盘读写出错");
    fault.unlinkat_code = 0;
}

Test(fs, free_space_of_a_file_system)
{
    cr_assert_gt(fs_free_len(temp_path("")), 0);
    cr_assert_eq(fs_free_len(temp_path("none")), -1);
}

Test(fs, joining)
{
    static const char *const cases[][3] = {
        { "a", "b", "a/b" },       { "a/", "b", "a/b" },
        { "a//", "b/c", "a/b/c" }, { "/", "b", "/b" },
        { "", "b", "b" },          { "a", "/b", "/b" },
        { "a", "", "a" },          { "/", "", "/" },
        { ".", "b", "./b" },       { "/数据", "题库", "/数据/题库" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *path = fs_join(cases[i][0], cases[i][1]);
        cr_expect_str_eq(path, cases[i][2]);
        free(path);
    }
}

Test(fs, taking_paths_apart)
{
    static const char *const cases[][3] = {
        { "a/b", "a", "b" },  { "a", ".", "a" },
        { "/a", "/", "a" },   { "/", "/", "/" },
        { "", ".", "" },      { "a/b/", "a", "b/" },
        { "a//b", "a", "b" }, { "/a/b.txt", "/a", "b.txt" },
        { "//", "/", "//" },  { "out/", ".", "out/" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *folder = fs_dirname(cases[i][0]);
        cr_expect_str_eq(folder, cases[i][1], "%s: %s", cases[i][0], folder);
        cr_expect_str_eq(fs_basename(cases[i][0]), cases[i][2], "%s", cases[i][0]);
        free(folder);
    }
}
