#include "booth/stick_watch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"

static const char mountinfo_path[] = "/proc/thread-self/mountinfo";
enum { MOUNTINFO_MAX_LEN = 4 * 1024 * 1024, SETTLE_MS = 4000, EVENT_MAX_LEN = 8192 };

struct stick_watch {
    pthread_t thread;
    pthread_mutex_t mutex; /* guards facts, path and changed */
    struct stick_facts facts;
    char path[STICK_PATH_LEN];
    bool changed;
    char *sys;
    int settle_ms;
    void (*wake)(void *context);
    void *wake_context;
    int stop_fd, event_fd; /* event_fd: the kernel's news of devices, -1 = none */
    int ready_fd;          /* the thread watches from now on */
};

/* The kernel's own broadcast of device events, see netlink(7), NETLINK_KOBJECT_UEVENT. */
static int open_events(void)
{
    struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = 1 };
    int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
    if (fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    /* Sticks that get mounted are still found; only one that cannot be mounted goes unnoticed. */
    log_warn("听不到设备插拔的消息：%s", strerror(errno));
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

/* Takes all news that wait; true when some were of block devices. */
static bool drain_events(int fd)
{
    char event[EVENT_MAX_LEN];
    bool block = false;
    ssize_t len;
    while ((len = recv(fd, event, sizeof event - 1, 0)) > 0 || (len < 0 && errno == ENOBUFS))
        block = block || len < 0 ||
                memmem(event, (size_t)len, "SUBSYSTEM=block", strlen("SUBSYSTEM=block")) != NULL;
    return block;
}

static void tell(struct stick_watch *watch, const struct stick_found *found)
{
    struct stick_facts facts = { .state = found->state, .free_len = -1 };
    const char *path = found->state == STICK_READY ? found->path : "";
    if (found->state == STICK_READY)
        stick_look(found->path, &facts);
    pthread_mutex_lock(&watch->mutex);
    bool same = facts.state == watch->facts.state && strcmp(path, watch->path) == 0;
    watch->facts = facts;
    memcpy(watch->path, path, strlen(path) + 1);
    watch->changed = watch->changed || !same;
    pthread_mutex_unlock(&watch->mutex);
    if (!same && watch->wake)
        watch->wake(watch->wake_context);
}

/* Looks; how long to wait for more to happen, -1 = for ever. */
static int look(struct stick_watch *watch, bool settled)
{
    struct stick_found found = { .state = STICK_NONE };
    struct strbuf text;
    struct err err = { 0 };
    strbuf_init(&text);
    if (fs_read(mountinfo_path, MOUNTINFO_MAX_LEN, &text, &err))
        stick_find(text.text, watch->sys, &found);
    else
        log_warn("%s", err.text);
    strbuf_fini(&text);
    if (found.may_follow && !settled)
        return watch->settle_ms;
    tell(watch, &found);
    return -1;
}

static void *run(void *context)
{
    struct stick_watch *watch = context;
    int mounts = open(mountinfo_path, O_RDONLY | O_CLOEXEC);
    struct pollfd fds[] = { { .fd = watch->stop_fd, .events = POLLIN },
                            { .fd = mounts, .events = POLLPRI },
                            { .fd = watch->event_fd, .events = POLLIN } };
    int timeout_ms = look(watch, false);
    (void)eventfd_write(watch->ready_fd, 1);
    for (;;) {
        int count = poll(fds, 3, timeout_ms);
        if (count < 0 && errno != EINTR)
            break;
        if (fds[0].revents != 0)
            break;
        bool devices = fds[2].revents != 0 && drain_events(watch->event_fd);
        if (count == 0)
            timeout_ms = look(watch, true);
        else if (fds[1].revents != 0 || devices)
            timeout_ms = look(watch, false);
    }
    if (mounts >= 0)
        (void)close(mounts);
    return NULL;
}

static void release(struct stick_watch *watch)
{
    if (watch->stop_fd >= 0)
        (void)close(watch->stop_fd);
    if (watch->event_fd >= 0)
        (void)close(watch->event_fd);
    if (watch->ready_fd >= 0)
        (void)close(watch->ready_fd);
    pthread_mutex_destroy(&watch->mutex);
    free(watch->sys);
    free(watch);
}

struct stick_watch *stick_watch_start(const struct stick_watch_options *options, struct err *err)
{
    struct stick_watch *watch = mem_zalloc(sizeof *watch);
    eventfd_t ready;
    watch->sys = mem_strdup(options->sys ? options->sys : "/sys");
    watch->settle_ms = options->settle_ms > 0 ? options->settle_ms : SETTLE_MS;
    watch->wake = options->wake;
    watch->wake_context = options->wake_context;
    pthread_mutex_init(&watch->mutex, NULL);
    watch->event_fd = open_events();
    watch->stop_fd = eventfd(0, EFD_CLOEXEC);
    watch->ready_fd = eventfd(0, EFD_CLOEXEC);
    if (watch->stop_fd >= 0 && watch->ready_fd >= 0 &&
        pthread_create(&watch->thread, NULL, run, watch) == 0) {
        (void)eventfd_read(watch->ready_fd, &ready);
        return watch;
    }
    err_set(err, "认不出插上的 U 盘：系统资源不够，请重启本机");
    release(watch);
    return NULL;
}

void stick_watch_stop(struct stick_watch *watch)
{
    if (!watch)
        return;
    (void)eventfd_write(watch->stop_fd, 1);
    pthread_join(watch->thread, NULL);
    release(watch);
}

bool stick_watch_take(struct stick_watch *watch, struct stick_facts *facts,
                      char path[STICK_PATH_LEN])
{
    pthread_mutex_lock(&watch->mutex);
    bool changed = watch->changed;
    watch->changed = false;
    *facts = watch->facts;
    memcpy(path, watch->path, sizeof watch->path);
    pthread_mutex_unlock(&watch->mutex);
    return changed;
}

bool stick_watch_has_news(struct stick_watch *watch)
{
    pthread_mutex_lock(&watch->mutex);
    bool changed = watch->changed;
    pthread_mutex_unlock(&watch->mutex);
    return changed;
}
