#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "base/fs.h"
#include "base/utf8.h"
#include "support.h"

static void without_level(void)
{
    temp_init();
    cr_assert_eq(unsetenv("WENDA_LOG"), 0);
}

TestSuite(log, .init = without_level, .fini = temp_fini, .timeout = 60);

/* What the log holds, closed; the caller frees. */
static char *logged(void)
{
    log_close();
    return read_file(temp_path("log"), NULL);
}

static void start(void)
{
    struct err err = { 0 };

    cr_assert(log_open(temp_path("log"), &err), "%s", err.text);
}

/* The number behind the next mark in text, and text moved behind that number. */
static long number_after(const char **text, const char *mark)
{
    const char *found = strstr(*text, mark);
    char *end;
    long number;

    cr_assert_not_null(found, "%s in %s", mark, *text);
    number = strtol(found + strlen(mark), &end, 10);
    *text = end;
    return number;
}

Test(log, a_line_an_entry)
{
    char *text;
    const char *rest;

    start();
    log_info("开始 %d", 1);
    log_warn("two");
    text = logged();
    cr_assert_not_null(strstr(text, "+08:00 INFO base/test_log.c:"), "%s", text);
    rest = text;
    cr_assert_geq(number_after(&rest, ""), 1970); /* the stamp's year */
    cr_assert_gt(number_after(&rest, "test_log.c:"), 0);
    cr_assert_arr_eq(rest, ": 开始 1\n", strlen(": 开始 1\n"));
    cr_assert_not_null(strstr(text, " WARN base/test_log.c:"), "%s", text);
    cr_assert_null(strstr(text, WENDA_SOURCE_DIR), "%s", text);
    cr_assert_str_eq(text + strlen(text) - 6, ": two\n");
    free(text);
}

Test(log, nothing_forges_a_line_or_upsets_a_terminal)
{
    char *text;

    start();
    log_info("%s", "a\nb\rc\td\033[2Je\x7F"
                   "f\\g");
    log_info("%s", "bad \xFF\xC3 \xE4\xBD end");
    log_info("%s", "c1 \xC2\x9B ls \xE2\x80\xA8 ok 好");
    text = logged();
    cr_assert_not_null(strstr(text, ": a\\nb\\x0dc\\x09d\\x1b[2Je\\x7ff\\\\g\n"), "%s", text);
    cr_assert_not_null(strstr(text, ": bad \\xff\\xc3 \\xe4\\xbd end\n"), "%s", text);
    cr_assert_not_null(strstr(text, ": c1 \\xc2\\x9b ls \\xe2\\x80\\xa8 ok 好\n"), "%s", text);
    cr_assert(utf8_validate(text, strlen(text), NULL));
    free(text);
}

Test(log, long_entries_are_cut_between_characters)
{
    char entry[9001], *text;

    for (int i = 0; i < 3000; i++)
        memcpy(entry + (ptrdiff_t)i * 3, "长", 3);
    entry[9000] = '\0';
    start();
    for (int shift = 0; shift < 3; shift++)
        log_info("%.*s%s", shift, "ab", entry);
    memset(entry, 1, 9000); /* each becomes four bytes */
    log_info("%s", entry);
    text = logged();
    cr_assert(utf8_validate(text, strlen(text), NULL));
    for (char *line = text; *line; line = strchr(line, '\n') + 1) {
        cr_assert_lt(strchr(line, '\n') - line, 9000);
        cr_assert_arr_eq(strchr(line, '\n') - 3, "…", 3);
        cr_assert_null(memmem(line, (size_t)(strchr(line, '\n') - line), "\\xe9", 4));
    }
    free(text);
}

Test(log, levels)
{
    char *text;

    start();
    log_debug("hidden");
    log_set_level(LOG_DEBUG);
    log_debug("shown");
    log_set_level(LOG_ERROR);
    log_warn("hidden");
    log_error("loud");
    text = logged();
    cr_assert_null(strstr(text, "hidden"), "%s", text);
    cr_assert_not_null(strstr(text, "DEBUG base/test_log.c"), "%s", text);
    cr_assert_not_null(strstr(text, "ERROR base/test_log.c"), "%s", text);
    free(text);
}

Test(log, the_environment_lowers_the_level)
{
    char *text;

    cr_assert_eq(setenv("WENDA_LOG", "debug", 1), 0);
    start();
    log_debug("shown");
    text = logged();
    cr_assert_not_null(strstr(text, "shown"), "%s", text);
    free(text);
}

/* stderr into a file while the entry is written. */
static char *on_stderr(const char *entry)
{
    int kept = dup(STDERR_FILENO);
    int fd = open(temp_path("stderr"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    cr_assert(kept >= 0 && fd >= 0);
    cr_assert_eq(dup2(fd, STDERR_FILENO), STDERR_FILENO);
    log_info("%s", entry);
    cr_assert_eq(dup2(kept, STDERR_FILENO), STDERR_FILENO);
    (void)close(kept);
    (void)close(fd);
    return read_file(temp_path("stderr"), NULL);
}

Test(log, stderr_until_a_file_is_named)
{
    char *text = on_stderr("early");

    cr_assert_not_null(strstr(text, ": early\n"), "%s", text);
    free(text);
    start();
    text = on_stderr("later");
    cr_assert_str_eq(text, "");
    free(text);
    log_close();
    text = on_stderr("last");
    cr_assert_not_null(strstr(text, ": last\n"), "%s", text);
    free(text);
}

Test(log, what_the_file_refuses_goes_to_stderr)
{
    int pipes[2], kept = dup(STDERR_FILENO);
    char text[512] = { 0 };

    start();
    cr_assert_eq(pipe(pipes), 0);
    cr_assert_eq(dup2(pipes[1], STDERR_FILENO), STDERR_FILENO);
    fault.write_code = ENOSPC;
    fault.write_budget = 0;
    log_info("full");
    fault.write_budget = -1;
    cr_assert_eq(dup2(kept, STDERR_FILENO), STDERR_FILENO);
    (void)close(pipes[1]);
    cr_assert_gt(read(pipes[0], text, sizeof(text) - 1), 0);
    cr_assert_not_null(strstr(text, ": full\n"), "%s", text);
    log_close();
    (void)close(pipes[0]);
    (void)close(kept);
}

Test(log, a_file_is_appended_to_and_private)
{
    struct stat status;
    char *text;

    (void)umask(0);
    start();
    log_info("one");
    log_close();
    start();
    log_info("two");
    cr_assert_eq(stat(temp_path("log"), &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0600);
    text = logged();
    cr_assert(strstr(text, ": one\n") && strstr(text, ": two\n"), "%s", text);
    free(text);
}

Test(log, refuses_what_is_no_file)
{
    struct err err = { 0 };
    char path[5000];

    cr_assert_not(log_open(temp_path(""), &err));
    cr_assert_not_null(strstr(err.text, temp_path("")), "%s", err.text);
    err_clear(&err);
    cr_assert_not(log_open(temp_path("none/log"), &err));
    cr_assert_not_null(strstr(err.text, "文件不存在"), "%s", err.text);
    cr_assert_eq(mkfifo(temp_path("fifo"), 0600), 0);
    cr_assert_not(log_open(temp_path("fifo"), NULL));
    write_file(temp_path("target"), "");
    cr_assert_eq(symlink(temp_path("target"), temp_path("link")), 0);
    cr_assert_not(log_open(temp_path("link"), NULL));
    memset(path, 'p', sizeof(path) - 1);
    path[sizeof(path) - 1] = '\0';
    cr_assert_not(log_open(path, NULL));
}

static long long file_len(const char *name)
{
    struct stat status;

    return stat(temp_path(name), &status) == 0 ? status.st_size : -1;
}

Test(log, rotates_and_stays_bounded)
{
    char entry[1001], *text;
    const char *rest;
    long first;

    memset(entry, 'r', sizeof(entry) - 1);
    entry[sizeof(entry) - 1] = '\0';
    start();
    for (int i = 0; i < 6000; i++)
        log_info("%d %s", i, entry);
    log_close();
    cr_assert(file_len("log") > 0 && file_len("log") <= LOG_FILE_MAX_LEN);
    for (int i = 1; i < LOG_FILES; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "log.%d", i);
        cr_assert(file_len(name) > LOG_FILE_MAX_LEN - 2000 && file_len(name) <= LOG_FILE_MAX_LEN);
    }
    cr_assert_eq(file_len("log.4"), -1);

    /* The newest is in the file, and where it begins log.1 has ended. */
    text = read_file(temp_path("log"), NULL);
    cr_assert_not_null(strstr(text, ": 5999 rrr"));
    rest = text;
    (void)number_after(&rest, "test_log.c:");
    first = number_after(&rest, ": ");
    free(text);
    text = read_file(temp_path("log.1"), NULL);
    (void)snprintf(entry, sizeof(entry), ": %ld rrr", first - 1);
    cr_assert_not_null(strstr(text, entry), "%s", entry);
    free(text);
}

Test(log, what_was_there_before_counts)
{
    char entry[1001];

    memset(entry, 'r', sizeof(entry) - 1);
    entry[sizeof(entry) - 1] = '\0';
    for (int run = 0; run < 2; run++) {
        start();
        for (int i = 0; i < 700; i++)
            log_info("%d %s", i, entry);
        log_close();
    }
    cr_assert_lt(file_len("log"), LOG_FILE_MAX_LEN);
    cr_assert_gt(file_len("log.1"), LOG_FILE_MAX_LEN - 2000);
}

Test(log, a_rotation_that_fails_empties_the_file)
{
    char entry[1001];

    memset(entry, 'r', sizeof(entry) - 1);
    entry[sizeof(entry) - 1] = '\0';
    start();
    fault.rename_code = EACCES;
    for (int i = 0; i < 3000; i++)
        log_info("%d %s", i, entry);
    log_close();
    cr_assert(file_len("log") > 0 && file_len("log") <= LOG_FILE_MAX_LEN);
    cr_assert_eq(file_len("log.1"), -1);
}

static void *chatter(void *argument)
{
    for (int i = 0; i < 400; i++)
        log_info("thread %d says %d %0200d.", *(int *)argument, i, 7);
    return NULL;
}

Test(log, threads_do_not_mix_their_lines)
{
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    int numbers[THREADS], next[THREADS] = { 0 }, lines = 0;
    char *text;

    start();
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        cr_assert_eq(pthread_create(&threads[i], NULL, chatter, &numbers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        cr_assert_eq(pthread_join(threads[i], NULL), 0);
    text = logged();
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"), lines++) {
        const char *rest = line;
        long thread = number_after(&rest, ": thread ");
        cr_assert(thread >= 0 && thread < THREADS, "%s", line);
        cr_assert_eq(number_after(&rest, " says "), next[thread]++, "%s", line);
        cr_assert_eq(number_after(&rest, " "), 7, "%s", line);
        cr_assert_str_eq(rest, ".");
    }
    cr_assert_eq(lines, THREADS * 400);
    free(text);
}

Test(log, errno_survives)
{
    start();
    errno = ENOSPC;
    log_info("%s", "x");
    cr_assert_eq(errno, ENOSPC);
    log_close();
}
