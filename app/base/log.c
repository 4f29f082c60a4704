#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/utf8.h"

enum {
    TEXT_LEN = 2048,                        /* of one entry before escaping; the rest is cut */
    HEAD_LEN = 256,                         /* stamp, level and place */
    LINE_LEN = 4 * TEXT_LEN + HEAD_LEN + 8, /* \xHH for every byte; … and the line feed */
    PATH_LEN = 4096
};

/* Everything lies in fixed memory: the last words before an abort for lack of memory go through
 * here as well. */
static struct {
    pthread_mutex_t mutex; /* guards what follows */
    char path[PATH_LEN];
    int fd; /* -1: stderr */
    long long len;
} sink = { .mutex = PTHREAD_MUTEX_INITIALIZER, .fd = -1 };

static atomic_int least_level = LOG_INFO;
static pthread_once_t level_once = PTHREAD_ONCE_INIT;

static const char *const level_names[] = {
    [LOG_DEBUG] = "DEBUG",
    [LOG_INFO] = "INFO",
    [LOG_WARN] = "WARN",
    [LOG_ERROR] = "ERROR",
};
_Static_assert(sizeof(level_names) / sizeof(level_names[0]) == LOG_LEVEL_COUNT, "a name a level");

static void read_level(void)
{
    const char *wish = getenv("WENDA_LOG");

    if (wish && strcmp(wish, "debug") == 0)
        atomic_store(&least_level, LOG_DEBUG);
}

void log_set_level(enum log_level least)
{
    (void)pthread_once(&level_once, read_level);
    atomic_store(&least_level, (int)least);
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        len -= (size_t)written;
    }
    return true;
}

/* Opens the file at sink.path for appending; 0 or an errno. */
static int open_file(void)
{
    struct stat status;
    int code = 0;
    int fd =
        open(sink.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);

    if (fd < 0)
        return errno;
    if (fstat(fd, &status) != 0)
        code = errno;
    else if (!S_ISREG(status.st_mode))
        code = EINVAL;
    if (code != 0) {
        (void)close(fd);
        return code;
    }
    sink.fd = fd;
    sink.len = status.st_size;
    return 0;
}

static void close_file(void)
{
    if (sink.fd >= 0)
        (void)close(sink.fd);
    sink.fd = -1;
}

/* path.2 becomes path.3, path.1 path.2, path path.1. Where that cannot be done the file is emptied:
 * a log that is lost is better than a disk that is full. */
static void rotate(void)
{
    char from[PATH_LEN + 16], to[PATH_LEN + 16];
    bool moved = false;

    for (int i = LOG_FILES - 1; i > 0; i--) {
        (void)snprintf(to, sizeof(to), "%s.%d", sink.path, i);
        if (i > 1)
            (void)snprintf(from, sizeof(from), "%s.%d", sink.path, i - 1);
        else
            (void)snprintf(from, sizeof(from), "%s", sink.path);
        moved = rename(from, to) == 0;
    }
    if (!moved) {
        if (ftruncate(sink.fd, 0) == 0)
            sink.len = 0;
        return;
    }
    close_file();
    (void)open_file(); /* on failure the log goes on to stderr */
}

bool log_open(const char *path, struct err *err)
{
    int code;

    if (strlen(path) >= PATH_LEN)
        return err_set(err, "日志文件的路径太长：%s", path);
    (void)pthread_mutex_lock(&sink.mutex);
    close_file();
    memcpy(sink.path, path, strlen(path) + 1);
    code = open_file();
    (void)pthread_mutex_unlock(&sink.mutex);
    if (code != 0)
        return err_set_cause(err, strerrordesc_np(code), "打不开日志文件 %s：%s", path,
                             err_reason(code));
    return true;
}

void log_close(void)
{
    (void)pthread_mutex_lock(&sink.mutex);
    close_file();
    (void)pthread_mutex_unlock(&sink.mutex);
}

/* The last folder and the name: base/fs.c, not where somebody once built it. */
static const char *short_place(const char *file)
{
    int slashes = 0;

    for (const char *p = file + strlen(file); p > file; p--) {
        if (p[-1] == '/' && ++slashes == 2)
            return p;
    }
    return file;
}

static bool is_control(uint32_t codepoint)
{
    return codepoint < 0x20 || (codepoint >= 0x7F && codepoint <= 0x9F) || codepoint == 0x2028 ||
           codepoint == 0x2029;
}

/* Copies text with everything escaped that could forge a line or upset a terminal, as \xHH byte by
 * byte; \n and \\ for the common ones. out has room for four bytes a byte; returns its end. */
static char *add_escaped(char *out, const char *text)
{
    static const char hex[] = "0123456789abcdef";

    while (*text != '\0') {
        const char *next = text;
        uint32_t codepoint = utf8_next(&next);
        size_t len = (size_t)(next - text);
        if (*text == '\n' || *text == '\\') {
            *out++ = '\\';
            *out++ = *text == '\n' ? 'n' : '\\';
        } else if (is_control(codepoint) || !utf8_validate(text, len, NULL)) {
            for (size_t i = 0; i < len; i++) {
                unsigned char byte = (unsigned char)text[i];
                *out++ = '\\';
                *out++ = 'x';
                *out++ = hex[byte >> 4];
                *out++ = hex[byte & 15];
            }
        } else {
            memcpy(out, text, len);
            out += len;
        }
        text = next;
    }
    return out;
}

/* Where vsnprintf ran out of room may be the middle of a character: its lead byte is then among the
 * last three, and what follows it is too short. */
static void drop_split_char(char *text)
{
    size_t len = strlen(text);

    for (size_t back = 1; back <= 3 && back <= len; back++) {
        unsigned char byte = (unsigned char)text[len - back];
        if (byte >= 0xC0) {
            if (!utf8_validate(text + len - back, back, NULL))
                text[len - back] = '\0';
            return;
        }
    }
}

static void write_line(const char *line, size_t len)
{
    (void)pthread_mutex_lock(&sink.mutex);
    if (sink.fd >= 0 && sink.len > 0 && sink.len + (long long)len > LOG_FILE_MAX_LEN)
        rotate();
    /* The length counts also where only a part went through, so that the file stays bounded. */
    if (sink.fd >= 0)
        sink.len += (long long)len;
    /* No file, or a full disk: whoever runs us may still read stderr. */
    if (sink.fd < 0 || !write_all(sink.fd, line, len))
        (void)write_all(STDERR_FILENO, line, len);
    (void)pthread_mutex_unlock(&sink.mutex);
}

void log_write(enum log_level level, const char *file, int line, const char *format, ...)
{
    char text[TEXT_LEN], out[LINE_LEN], stamp[DATE_STAMP_LEN];
    int saved_errno = errno; /* the caller may be about to report it */
    char *end = out;
    bool cut;
    va_list args;

    (void)pthread_once(&level_once, read_level);
    if ((int)level < atomic_load(&least_level))
        return;
    va_start(args, format);
    text[0] = '\0';
    cut = vsnprintf(text, sizeof(text), format, args) >= (int)sizeof(text);
    va_end(args);
    date_stamp(clock_wall_ms(), stamp);
    end += snprintf(out, HEAD_LEN, "%s %s %.100s:%d: ", stamp, level_names[level],
                    short_place(file), line);
    if (cut)
        drop_split_char(text);
    end = add_escaped(end, text);
    if (cut)
        end = add_escaped(end, "…");
    *end++ = '\n';
    write_line(out, (size_t)(end - out));
    errno = saved_errno;
}
