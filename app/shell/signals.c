#include "shell/signals.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/log.h"
#include "shell/loop.h"

static pthread_t waiter;
static bool started;

static sigset_t awaited(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

static void *wait_for_signals(void *context)
{
    sigset_t set = awaited();
    int number;
    (void)context;
    while (sigwait(&set, &number) == 0) {
        log_info("收到结束信号 %d，正在退出", number);
        loop_ask_to_end();
    }
    return NULL;
}

void signals_start(void)
{
    sigset_t set = awaited();
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    started = pthread_create(&waiter, NULL, wait_for_signals, NULL) == 0;
    if (!started)
        pthread_sigmask(SIG_UNBLOCK, &set, NULL); /* then a signal ends the program at once */
}

void signals_stop(void)
{
    if (!started)
        return;
    pthread_cancel(waiter);
    pthread_join(waiter, NULL);
    started = false;
}
