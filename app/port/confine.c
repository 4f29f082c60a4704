#include "port/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <seccomp.h>

#include "base/clock.h"
#include "base/utf8.h"

#define BROKEN "文件读不了：可能已损坏，请用原来的程序打开后另存一份再试"

/* A busy machine may take so many times longer than the processor time it gives. */
enum { CONFINE_PATIENCE = 3 };

/* The child's descriptors. */
enum { RESULT_FD = 3, INPUT_FD = 4 };
const char confine_input_path[] = "/proc/self/fd/4";

/* First byte of what the child writes: its output, or the text of its error, follows; then the last
 * byte, without which it did not come through. */
static const char mark_ok = 'O', mark_failed = 'E', mark_end = '.';

/* AddressSanitizer reserves terabytes of addresses and pads every allocation. */
#ifdef __SANITIZE_ADDRESS__
enum { MEMORY_FACTOR = 4, SANITIZED = 1 };
#else
enum { MEMORY_FACTOR = 1, SANITIZED = 0 };
#endif

static void set_limit(int resource, rlim_t soft, rlim_t hard)
{
    const struct rlimit limit = { soft, hard };
    (void)setrlimit((__rlimit_resource_t)resource, &limit);
}

/* The kiosk may be large when it forks: only what the child adds is counted. */
static rlim_t present_address_space(void)
{
    char text[64] = { 0 };
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        (void)close(fd);
    return got > 0 ? (rlim_t)strtoull(text, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE) : 0;
}

static int time_of(const struct confine_task *task)
{
    return task->time_ms > 0 ? task->time_ms : CONFINE_TIME_MS;
}

static void set_limits(const struct confine_task *task)
{
    rlim_t memory = (rlim_t)CONFINE_MEMORY_MAX_LEN * MEMORY_FACTOR;
    rlim_t seconds = (rlim_t)time_of(task) / 1000 + 1;
    memory += present_address_space();
    set_limit(RLIMIT_AS, memory, memory);
    set_limit(RLIMIT_CPU, seconds, seconds + 1); /* SIGXCPU, and not SIGKILL, tells why */
    set_limit(RLIMIT_FSIZE, 0, 0);
    set_limit(RLIMIT_CORE, 0, 0);
    set_limit(RLIMIT_NPROC, 0, 0);
}

/* What a parser needs of the kernel once its libraries are loaded. Anything else fails with EPERM,
 * so that it is an error of the library and no riddle. */
static const int allowed[] = {
    SCMP_SYS(read),        SCMP_SYS(readv),         SCMP_SYS(lseek),
    SCMP_SYS(fstat),       SCMP_SYS(newfstatat),    SCMP_SYS(close),
    SCMP_SYS(brk),         SCMP_SYS(munmap),        SCMP_SYS(madvise),
    SCMP_SYS(futex),       SCMP_SYS(getpid),        SCMP_SYS(gettid),
    SCMP_SYS(exit),        SCMP_SYS(exit_group),    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigreturn),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(getrandom),   SCMP_SYS(clock_gettime),
};

/*
 * Calls that are allowed in part: memory never becomes code and never replaces what is mapped;
 * abort may signal this process only; writing goes to the pipe and to stderr; and the one path that
 * opens is the input's, known by the address of its text, which thus stays read-only.
 */
static bool add_partial_rules(scmp_filter_ctx filter)
{
    const struct {
        int call;
        unsigned count;
        struct scmp_arg_cmp args[2];
    } rules[] = {
        { SCMP_SYS(mmap),
          SANITIZED ? 1 : 2,
          { SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0), SCMP_A0(SCMP_CMP_EQ, 0) } },
        { SCMP_SYS(mremap), 1, { SCMP_A3(SCMP_CMP_MASKED_EQ, MREMAP_FIXED, 0) } },
        { SCMP_SYS(tgkill), 1, { SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()) } },
        { SCMP_SYS(write), 1, { SCMP_A0(SCMP_CMP_EQ, RESULT_FD) } },
        { SCMP_SYS(write), 1, { SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO) } },
        { SCMP_SYS(openat),
          2,
          { SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)(uintptr_t)confine_input_path),
            SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY) } },
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, rules[i].call, rules[i].count,
                                   rules[i].args) != 0)
            return false;
    return true;
}

static bool close_locks(const struct confine_task *task)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return false;
    bool ok = add_partial_rules(filter);
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    set_limits(task);
    ok = ok && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return ok;
}

/* The kiosk's handlers must not run in the child, nor what it has blocked stay blocked. */
static void reset_signals(void)
{
    sigset_t none;
    for (int number = 1; number < SIGRTMIN; number++)
        (void)signal(number, SIG_DFL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Leaves stderr, the pipe and the input open, and nothing else. */
static bool keep_descriptors(int result, int input)
{
    int high_result = fcntl(result, F_DUPFD, INPUT_FD + 1);
    int high_input = input >= 0 ? fcntl(input, F_DUPFD, INPUT_FD + 1) : -1;
    (void)close(STDIN_FILENO);
    (void)close(STDOUT_FILENO);
    if (high_result < 0 || dup2(high_result, RESULT_FD) < 0)
        return false;
    if (input < 0)
        return close_range(INPUT_FD, ~0U, 0) == 0;
    return dup2(high_input, INPUT_FD) >= 0 && close_range(INPUT_FD + 1, ~0U, 0) == 0;
}

static bool write_all(const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t put = write(RESULT_FD, bytes, len);
        if (put < 0)
            return false;
        bytes += put;
        len -= (size_t)put;
    }
    return true;
}

static _Noreturn void run_child(const struct confine_task *task, int result, int input)
{
    struct strbuf out;
    struct err err = { 0 };
    bool ok = false;
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    reset_signals();
    if (!keep_descriptors(result, input))
        _exit(1);
    if (task->prepare)
        task->prepare(task->context);
    strbuf_init(&out);
    if (!close_locks(task))
        err_set(&err, "这台机器的系统不支持隔离读取（seccomp），为安全起见没有读这个文件");
    else
        ok = task->run(task->context, &out, &err);
    bool sent = ok ? write_all(&mark_ok, 1) && write_all(out.text, out.len)
                   : write_all(&mark_failed, 1) && write_all(err.text, strlen(err.text));
    _exit(sent && write_all(&mark_end, 1) ? 0 : 1);
}

static int make_input(const struct confine_task *task, struct err *err)
{
    int fd = memfd_create("input", MFD_CLOEXEC);
    for (size_t done = 0; fd >= 0 && done < task->input_len;) {
        ssize_t put = write(fd, task->input + done, task->input_len - done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            (void)close(fd);
            fd = -1;
        } else {
            done += (size_t)put;
        }
    }
    if (fd < 0)
        err_set_cause(err, strerrordesc_np(errno), "文件读不了：%s", err_reason(errno));
    return fd;
}

/* True when the child closed its end in time and wrote no more than it may. */
static bool collect(int fd, int time_ms, struct strbuf *raw)
{
    const int64_t deadline = clock_boot_ms() + time_ms;
    char chunk[64 * 1024];
    for (;;) {
        struct pollfd wait = { .fd = fd, .events = POLLIN };
        int64_t left = deadline - clock_boot_ms();
        if (left <= 0)
            return false;
        int ready = poll(&wait, 1, (int)left);
        if (ready < 0 && errno != EINTR)
            return false;
        if (ready <= 0)
            continue;
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got == 0)
            return true;
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0)
            strbuf_add_len(raw, chunk, (size_t)got);
        if (raw->len > CONFINE_OUT_MAX_LEN)
            return false;
    }
}

/* Says how the child ended where it handed back nothing whole. */
static bool report_end(int status, bool collected, struct err *err)
{
    char cause[64];
    bool by_signal = WIFSIGNALED(status);
    (void)snprintf(cause, sizeof cause, "confined child: %s %d", by_signal ? "signal" : "exit",
                   by_signal ? WTERMSIG(status) : WEXITSTATUS(status));
    bool by_time = by_signal && WTERMSIG(status) == SIGXCPU;
    if (!collected || by_time)
        return err_set_cause(err, cause, "文件读不了：太大或太复杂，没能在限度内读完");
    return err_set_cause(err, cause, BROKEN);
}

static bool take_result(const struct strbuf *raw, int status, bool collected, struct strbuf *out,
                        struct err *err)
{
    bool whole = collected && raw->len >= 2 && raw->text[raw->len - 1] == mark_end;
    if (!whole)
        return report_end(status, collected, err);
    if (raw->text[0] == mark_ok) {
        strbuf_add_len(out, raw->text + 1, raw->len - 2);
        return true;
    }
    size_t len = raw->len - 2;
    bool readable = raw->text[0] == mark_failed && len > 0 && len < ERR_TEXT_LEN &&
                    utf8_validate(raw->text + 1, len, NULL);
    return readable ? err_set(err, "%.*s", (int)len, raw->text + 1) : err_set(err, BROKEN);
}

bool confine_run(const struct confine_task *task, struct strbuf *out, struct err *err)
{
    int ends[2] = { -1, -1 };
    int status = 0;
    bool collected = false, ok = false;
    struct strbuf raw;
    int input = task->input ? make_input(task, err) : -1;
    if (task->input && input < 0)
        return false;
    strbuf_init(&raw);
    pid_t child = pipe2(ends, O_CLOEXEC) == 0 ? fork() : -1;
    if (child == 0)
        run_child(task, ends[1], input);
    if (child > 0) {
        (void)close(ends[1]);
        ends[1] = -1;
        collected = collect(ends[0], CONFINE_PATIENCE * time_of(task), &raw);
        if (!collected)
            (void)kill(child, SIGKILL);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            continue;
        ok = take_result(&raw, status, collected, out, err);
    } else {
        err_set_cause(err, strerrordesc_np(errno), "文件读不了：%s", err_reason(errno));
    }
    for (int i = 0; i < 2; i++)
        if (ends[i] >= 0)
            (void)close(ends[i]);
    if (input >= 0)
        (void)close(input);
    strbuf_fini(&raw);
    return ok;
}
