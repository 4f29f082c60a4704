/*
 * SIGTERM, SIGINT and SIGHUP end the event loop in good order. They are waited for on a thread of
 * their own, so that one which arrives while the loop goes to sleep is not lost.
 */
#ifndef WENDA_SHELL_SIGNALS_H
#define WENDA_SHELL_SIGNALS_H

/* Before any other thread is started: threads inherit the blocked signals. */
void signals_start(void);
void signals_stop(void);

#endif
