/* The sub-commands of wendactl: one file each, one table of them in main.c. */
#ifndef WENDA_CTL_CTL_H
#define WENDA_CTL_CTL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "store/store.h"

/* Exit statuses of every program (see README). */
enum { CTL_DONE = 0, CTL_FAILED = 1, CTL_USAGE = 2 };

struct ctl_command {
    const char *name;
    const char *usage; /* what follows the name */
    const char *help;  /* one line */
    int (*run)(int argc, char **argv);
};

int ctl_check(int argc, char **argv);
int ctl_convert(int argc, char **argv);
int ctl_status(int argc, char **argv);
int ctl_tally(int argc, char **argv);
int ctl_export(int argc, char **argv);
int ctl_simulate(int argc, char **argv);
int ctl_redeem(int argc, char **argv);
int ctl_erase(int argc, char **argv);
int ctl_recover_pin(int argc, char **argv);
int ctl_rank(int argc, char **argv);
int ctl_audit(int argc, char **argv);
int ctl_backup(int argc, char **argv);
int ctl_restore(int argc, char **argv);
int ctl_aside(int argc, char **argv);
int ctl_keygen(int argc, char **argv);
int ctl_pack(int argc, char **argv);
int ctl_verify(int argc, char **argv);
int ctl_install(int argc, char **argv);

/* One option of a sub-command; `--name VALUE` or, with value NULL, the flag `--name`. */
struct ctl_option {
    const char *name;
    const char **value; /* set to the argument */
    bool *flag;         /* set to true */
};

/* Parses argv[1..]; what is no option is moved to the front of argv[1..] and counted in *rest.
 * False (after saying so) on an unknown option or a missing value. */
bool ctl_parse(int argc, char **argv, const struct ctl_option *options, int option_count,
               int *rest);
/* A whole number within limits, or false after saying what is wrong with --name. */
bool ctl_number(const char *name, const char *text, int64_t min, int64_t max, int64_t *out);
/* Says `wendactl NAME: text` on stderr and gives CTL_FAILED. */
int ctl_fail(const char *command, const struct err *err);
int ctl_usage(const char *command); /* prints the usage of one command on stderr */

/* The store of a data folder, for reading. NULL after saying why. */
struct store *ctl_open_store(const char *command, const char *data);
/* The same; while the kiosk runs, its newest backup in a folder of its own, after saying so. Close
 * it with ctl_close_reading. */
struct ctl_reading {
    struct store *store; /* NULL after a failure */
    char *copy;          /* the folder of the copy; NULL = it is the data itself */
};
struct ctl_reading ctl_open_reading(const char *command, const char *data);
void ctl_close_reading(struct ctl_reading *reading);

/* What --json prints: begins an object for people to read, in text; ends it, prints and frees both.
 */
struct json;
struct json *ctl_begin_json(struct strbuf *text);
void ctl_print_json(struct json *json, struct strbuf *text);
/* Array of what was set aside, in status.c. */
void ctl_put_asides(struct json *json, const struct store_health *health);
/* Folder of assets: $WENDA_ASSETS, else the source tree's, else /usr/share/wenda. */
const char *ctl_assets(void);

#endif
