#include "port/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <criterion/criterion.h>

static bool run(bool (*function)(void *, struct strbuf *, struct err *), void *context,
                struct strbuf *out, struct err *err)
{
    const struct confine_task task = { .run = function, .context = context, .time_ms = 400 };
    strbuf_init(out);
    return confine_run(&task, out, err);
}

/* Runs what must fail and checks that the message says so. */
static void expect_failure(bool (*function)(void *, struct strbuf *, struct err *),
                           const char *message)
{
    struct strbuf out;
    struct err err = { 0 };
    cr_expect_not(run(function, NULL, &out, &err));
    cr_expect(strstr(err.text, message), "%s", err.text);
    cr_expect_eq(out.len, 0);
    strbuf_fini(&out);
}

static bool hand_back(void *context, struct strbuf *out, struct err *err)
{
    (void)err;
    for (int i = 0; i < 100000; i++)
        strbuf_addf(out, "%s%d\n", (const char *)context, i);
    return true;
}

Test(confine, bytes_come_back)
{
    struct strbuf out;
    struct err err = { 0 };
    char word[] = "第";
    cr_assert(run(hand_back, word, &out, &err), "%s", err.text);
    cr_expect_eq(strncmp(out.text, "第0\n第1\n", strlen("第0\n第1\n")), 0);
    cr_expect_str_eq(out.text + out.len - strlen("第99999\n"), "第99999\n");
    strbuf_fini(&out);
}

static bool read_input(void *context, struct strbuf *out, struct err *err)
{
    FILE *file = fopen(confine_input_path, "rb");
    char chunk[100];
    size_t got = 0;
    (void)context;
    if (!file)
        return err_set(err, "打不开：%s", strerrordesc_np(errno));
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        strbuf_add_len(out, chunk, got);
    (void)fclose(file);
    return true;
}

Test(confine, the_input_is_a_file_for_the_child)
{
    struct strbuf out, input;
    struct err err = { 0 };
    strbuf_init(&out);
    strbuf_init(&input);
    for (int i = 0; i < 50000; i++)
        strbuf_addf(&input, "%d ", i);
    strbuf_add_len(&input, "\0end", 4);
    const struct confine_task task = { .run = read_input,
                                       .input = input.text,
                                       .input_len = input.len };
    cr_assert(confine_run(&task, &out, &err), "%s", err.text);
    cr_assert_eq(out.len, input.len);
    cr_assert_arr_eq(out.text, input.text, out.len);
    strbuf_fini(&out);
    strbuf_fini(&input);
}

static bool fail(void *context, struct strbuf *out, struct err *err)
{
    (void)context;
    strbuf_add(out, "half");
    return err_set(err, "第 3 行不对");
}

static bool crash(void *context, struct strbuf *out, struct err *err)
{
    (void)context;
    (void)err;
    strbuf_add(out, "half");
    return raise(SIGSEGV) == 0;
}

static bool give_up(void *context, struct strbuf *out, struct err *err)
{
    (void)context;
    (void)out;
    (void)err;
    abort();
}

static bool leave(void *context, struct strbuf *out, struct err *err)
{
    (void)context;
    (void)out;
    (void)err;
    _exit(0);
}

/* Writes what a whole result begins with, and goes. */
static bool stop_short(void *context, struct strbuf *out, struct err *err)
{
    enum { RESULT_FD = 3 };
    (void)context;
    (void)out;
    (void)err;
    _exit(write(RESULT_FD, "Ohalf", 5) == 5 ? 0 : 1);
}

static bool hang(void *context, struct strbuf *out, struct err *err)
{
    volatile unsigned long turns = 0;
    (void)context;
    (void)out;
    (void)err;
    while (turns < ULONG_MAX)
        turns++;
    return true;
}

Test(confine, what_becomes_of_the_child_is_an_error)
{
    expect_failure(fail, "第 3 行不对");
    expect_failure(crash, "可能已损坏");
    expect_failure(give_up, "可能已损坏");
    expect_failure(leave, "可能已损坏");
    expect_failure(stop_short, "可能已损坏");
    expect_failure(hang, "没能在限度内读完");
}

static bool flood(void *context, struct strbuf *out, struct err *err)
{
    static char block[1024 * 1024];
    (void)context;
    (void)err;
    for (int i = 0; i <= CONFINE_OUT_MAX_LEN / (int)sizeof block; i++)
        strbuf_add_len(out, block, sizeof block);
    return true;
}

Test(confine, too_much_output_is_refused)
{
    struct strbuf out;
    struct err err = { 0 };
    const struct confine_task task = { .run = flood };
    strbuf_init(&out);
    cr_expect_not(confine_run(&task, &out, &err));
    cr_expect(strstr(err.text, "没能在限度内读完"), "%s", err.text);
    cr_expect_eq(out.len, 0);
    strbuf_fini(&out);
}

/* Tries what a taken-over parser would try; a letter for each that worked. */
static bool break_out(void *context, struct strbuf *out, struct err *err)
{
    const char *victim = context;
    char path[] = "/proc/self/fd/4";
    (void)err;
    if (open("/etc/passwd", O_RDONLY) >= 0)
        strbuf_add(out, "R");
    if (open(victim, O_WRONLY) >= 0)
        strbuf_add(out, "W");
    if (open(path, O_RDONLY) >= 0)
        strbuf_add(out, "P");
    if (open(confine_input_path, O_WRONLY) >= 0)
        strbuf_add(out, "I");
    if (unlink(victim) == 0)
        strbuf_add(out, "U");
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
        strbuf_add(out, "S");
    if (fork() >= 0)
        strbuf_add(out, "F");
    if (execl("/bin/true", "true", (char *)NULL) == 0)
        strbuf_add(out, "E");
    if (kill(getppid(), 0) == 0)
        strbuf_add(out, "K");
    if (mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
        strbuf_add(out, "X");
    strbuf_add(out, ".");
    return true;
}

Test(confine, there_is_no_way_out)
{
    char victim[] = "/tmp/wenda-confine-XXXXXX";
    struct strbuf out;
    struct err err = { 0 };
    int fd = mkstemp(victim);
    strbuf_init(&out);
    const struct confine_task task = {
        .run = break_out, .context = victim, .input = "x", .input_len = 1
    };
    cr_assert(fd >= 0);
    cr_assert(confine_run(&task, &out, &err), "%s", err.text);
    cr_expect_str_eq(out.text, ".");
    cr_expect_eq(access(victim, F_OK), 0);
    (void)unlink(victim);
    (void)close(fd);
    strbuf_fini(&out);
}

static bool reserve(void *context, struct strbuf *out, struct err *err)
{
    size_t len = 0;
    const size_t step = 256UL * 1024 * 1024;
    (void)context;
    (void)err;
    while (len < 64UL * step &&
           mmap(NULL, step, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
                0) != MAP_FAILED)
        len += step;
    strbuf_addf(out, "%zu", len);
    return true;
}

Test(confine, memory_is_bounded)
{
    struct strbuf out;
    struct err err = { 0 };
    cr_assert(run(reserve, NULL, &out, &err), "%s", err.text);
    size_t len = strtoull(out.text, NULL, 10);
    cr_expect(len > 0 && len <= 4UL * CONFINE_MEMORY_MAX_LEN, "%s", out.text);
    strbuf_fini(&out);
}

Test(confine, nothing_is_left_behind)
{
    struct strbuf out;
    struct err err = { 0 };
    char word[] = "x";
    int before = dup(0);
    for (int i = 0; i < 20; i++) {
        cr_assert(run(hand_back, word, &out, &err));
        strbuf_fini(&out);
    }
    int after = dup(0);
    cr_expect_eq(after, before + 1);
    (void)close(before);
    (void)close(after);
}
