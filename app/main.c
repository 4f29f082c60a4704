/* wenda, the kiosk: reads the options, wires the layers together, takes them down again. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "activity/activity.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "booth/install.h"
#include "shell/audit_run.h"
#include "shell/booth_ini.h"
#include "shell/content.h"
#include "shell/day.h"
#include "shell/loop.h"
#include "shell/options.h"
#include "shell/paths.h"
#include "shell/script.h"
#include "shell/signals.h"

struct program {
    struct options options;
    char *data;           /* the data folder as named */
    char *store_folder;   /* the one in force: data, or its rehearsal */
    bool data_is_scratch; /* to be removed at the end */
    char *assets, *icons_folder, *raster_folder, *stale_path;
    uint64_t seed;
    enum store_kind kind;
    struct content content;
    struct fonts *fonts;
    pthread_t font_finder;
    bool finding_fonts;
    struct err font_fault;
    struct window *window;
    struct booth *booth;
    struct kiosk *kiosk;
    struct loop *loop;
    FILE *trace;
    struct err fault; /* what keeps the kiosk from working; shown to staff */
};

static bool choose_data(struct program *program, struct err *err)
{
    if (program->options.data) {
        program->data = mem_strdup(program->options.data);
    } else if (program->options.script) {
        const char *base = getenv("TMPDIR");
        program->data = fs_join(base && base[0] ? base : "/tmp", "wenda-XXXXXX");
        program->data_is_scratch = mkdtemp(program->data) != NULL;
        if (!program->data_is_scratch)
            return err_set(err, "临时文件夹 %s 建不了，脚本没有地方存数据", program->data);
    } else {
        program->data = paths_data();
    }
    return true;
}

/* The kiosk goes on without a log file: then it speaks to stderr. */
static void open_log(const struct program *program)
{
    struct err err = { 0 };
    char *folder = fs_join(program->data, "log");
    char *path = fs_join(folder, "wenda.log");
    if (!fs_make_folders(folder, &err) || !log_open(path, &err))
        log_warn("%s", err.text);
    free(path);
    free(folder);
}

/* Language index of --lang, 0 without it, -1 when the activity does not speak it (in err). */
static int choose_language(const struct program *program, struct err *err)
{
    if (!program->options.language || !program->content.activity)
        return 0;
    int language = activity_language(program->content.activity, program->options.language);
    if (language < 0)
        err_set(err, "--lang %s：这个活动没有这种语言", program->options.language);
    return language;
}

/* Staff switched the rehearsal on: it stays on through a restart. */
static char *switch_path(const struct program *program)
{
    return fs_join(program->data, "rehearse.on");
}

/* What a script plays is simulated, on whichever day: only its options and staff make it apart. */
static bool is_rehearsal(void *context, int64_t wall_ms)
{
    const struct program *program = context;
    const struct activity *activity = program->content.activity;
    int32_t today = date_of_ms(wall_ms);
    char *path = switch_path(program);
    bool rehearsal = program->options.rehearse || fs_exists(path);
    free(path);
    if (program->options.script || !activity)
        return rehearsal;
    return rehearsal || today < activity->first_day || today > activity->last_day;
}

static void choose_kind(struct program *program, bool rehearse)
{
    program->kind = program->options.script ? STORE_SIMULATED
                    : rehearse              ? STORE_REHEARSAL
                                            : STORE_OFFICIAL;
    free(program->store_folder);
    program->store_folder =
        rehearse ? fs_join(program->data, "rehearsal") : mem_strdup(program->data);
}

/* Without an activity there is nothing to store, and no folder is made for it. */
static void open_booth(struct program *program, uint64_t seed)
{
    struct booth_options options = { .data = program->store_folder,
                                     .home = program->data,
                                     .kind = program->kind,
                                     .keeps = !program->data_is_scratch,
                                     .seeded = program->options.script != NULL,
                                     .seed = seed,
                                     .can_update = !program->options.activity,
                                     .stale_path = program->stale_path,
                                     .watch_sticks = !program->options.script,
                                     .wake = loop_wake };
    if (program->content.activity)
        program->booth = booth_open(&options, program->content.activity, &program->fault);
}

/* What staff set for this booth. */
static void read_settings(const struct program *program)
{
    struct booth_ini ini;
    booth_ini_read(program->data, &ini);
    program->kiosk->volume = ini.volume;
    program->kiosk->still = ini.still;
}

/* ---- other data while it runs ---- */

/* The marker of the switch; without it the kiosk follows the calendar. */
static bool keep_switch(const struct program *program, bool rehearse, struct err *err)
{
    char *path = switch_path(program);
    bool ok = rehearse ? fs_replace(path, "", 0, err)
                       : (unlink(path) == 0 || errno == ENOENT ||
                          err_set(err, "%s 删不了，重启后仍是演练", path)) &&
                             fs_sync_folder(program->data, err);
    free(path);
    return ok;
}

static struct booth *change_data(void *context, bool rehearse, bool by_staff, struct err *err)
{
    struct program *program = context;
    struct kiosk *kiosk = program->kiosk;
    uint32_t generation = kiosk->generation;
    uint64_t seed = kiosk->seed;
    int visits = kiosk->visits;
    if (by_staff && !rehearse)
        program->options.rehearse = false;
    if (by_staff && !keep_switch(program, rehearse, err))
        log_warn("%s", err->text);
    err_clear(err);
    booth_close(program->booth);
    program->booth = NULL;
    choose_kind(program, rehearse);
    open_booth(program, seed);
    kiosk_init(kiosk, program->content.activity, seed);
    kiosk->generation = generation + 1;
    kiosk->visits = visits;
    kiosk->rehearsal = rehearse;
    read_settings(program);
    if (!program->booth)
        err_set(err, "%s", program->fault.text);
    return program->booth;
}

static void init_kiosk(struct program *program)
{
    kiosk_init(program->kiosk, program->content.activity, program->seed);
    program->kiosk->rehearsal = is_rehearsal(program, clock_wall_ms());
    read_settings(program);
}

/* ---- another activity, installed while this one ran ---- */

static void take_content_faults(struct program *program)
{
    const struct content *content = &program->content;
    if (err_is_set(&content->fault))
        err_set(&program->fault, "%s", content->fault.text);
    if (err_is_set(&content->strings_fault))
        err_set(&program->fault, "%s", content->strings_fault.text);
}

static void open_installed(struct program *program)
{
    err_clear(&program->fault);
    content_load(&program->content);
    take_content_faults(program);
    choose_kind(program, is_rehearsal(program, clock_wall_ms()));
    open_booth(program, program->seed);
}

static void close_installed(struct program *program)
{
    booth_close(program->booth);
    program->booth = NULL;
    content_unload(&program->content);
}

/* What was checked before it was installed works; should it not, the one before is back. */
static void reload(void *context, struct loop_parts *parts)
{
    struct program *program = context;
    struct err err = { 0 };
    const char *path = booth_stick(program->booth);
    char *stick = path ? mem_strdup(path) : NULL;
    uint32_t generation = program->kiosk->generation;
    close_installed(program);
    open_installed(program);
    if (!program->booth && install_swap_back(program->data, &err)) {
        log_error("新题库用不起来，已退回上一版：%s", program->fault.text);
        close_installed(program);
        open_installed(program);
    }
    if (program->content.has_strings)
        fonts_take_languages(program->fonts, &program->content.strings);
    program->seed++; /* the same seed again would draw the same again */
    init_kiosk(program);
    program->kiosk->generation = generation + 1;
    if (program->booth && program->options.script)
        booth_set_stick(program->booth, stick);
    free(stick);
    parts->booth = program->booth;
    int language = choose_language(program, &err);
    parts->language = language > 0 ? language : 0;
    if (err_is_set(&program->fault))
        kiosk_step(program->kiosk,
                   &(struct message){ .kind = MSG_FAULT, .value = 1, .fault = program->fault.text },
                   &(struct effects){ .count = 0 });
}

static void start_kiosk(struct program *program, int language)
{
    program->kiosk = mem_zalloc(sizeof *program->kiosk);
    init_kiosk(program);
    struct loop_parts parts = { .window = program->window,
                                .fonts = program->fonts,
                                .kiosk = program->kiosk,
                                .booth = program->booth,
                                .strings = &program->content.strings,
                                .icons_folder = program->icons_folder,
                                .raster_folder = program->raster_folder,
                                .screen_mm = paths_screen_mm(program->data),
                                .language = language,
                                .trace = program->trace,
                                .settings_folder = program->data,
                                .is_silent = program->options.script != NULL,
                                .data = { .change = program->content.activity ? change_data : NULL,
                                          .is_rehearsal = is_rehearsal,
                                          .context = program },
                                .reload = reload,
                                .reload_context = program };
    bool is_virtual = program->options.virtual_time && program->content.activity;
    program->loop = mem_alloc(sizeof *program->loop);
    loop_init(program->loop, &parts,
              is_virtual ? timeline_virtual(program->content.activity->first_day)
                         : timeline_real());
    if (!program->content.activity) /* the kiosk knows only that there is none, not why */
        utf8_copy(program->kiosk->fault, sizeof program->kiosk->fault, program->fault.text);
    else if (err_is_set(&program->fault))
        loop_tell(program->loop, (struct message){ .kind = MSG_FAULT,
                                                   .value = 1, /* only staff can end it */
                                                   .fault = program->fault.text });
}

/* ---- running ---- */

static int run_script(struct program *program)
{
    struct script *script;
    struct err_list faults;
    err_list_init(&faults);
    script = script_load(program->options.script, &faults);
    err_list_print(&faults, stderr);
    err_list_fini(&faults);
    if (!script)
        return EXIT_FAILURE;
    bool done = script_run(script, program->loop, program->options.shots);
    script_free(script);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}

static bool use_offscreen(void)
{
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return !(x11 && x11[0]) && !(wayland && wayland[0]) && !fs_exists("/dev/dri");
}

/* Before there are threads, of which any may ask for a variable. */
static void set_environment(const struct program *program)
{
    if (program->options.script && use_offscreen())
        setenv("SDL_VIDEODRIVER", "offscreen", 0);
    window_set_environment();
}

static bool open_screen(struct program *program, struct err *err)
{
    program->window = window_open(program->options.window_w, program->options.window_h, err);
    return program->window != NULL;
}

/* ---- what is read and opened beside the window ---- */

/* Without an activity the screen says what is wrong with it; without words it can say nothing. */
static bool take_content(struct program *program, struct err *err)
{
    content_wait(&program->content);
    take_content_faults(program);
    return program->content.has_strings || err_set(err, "%s", program->content.strings_fault.text);
}

static void *find_fonts(void *context)
{
    struct program *program = context;
    program->fonts = fonts_open(&program->font_fault);
    if (program->fonts)
        fonts_warm(program->fonts);
    return NULL;
}

static void start_fonts(struct program *program)
{
    program->finding_fonts = pthread_create(&program->font_finder, NULL, find_fonts, program) == 0;
    if (!program->finding_fonts)
        find_fonts(program);
}

static void wait_for_fonts(struct program *program)
{
    if (program->finding_fonts)
        pthread_join(program->font_finder, NULL);
    program->finding_fonts = false;
}

/* Fonts that only stand in for the right ones are a fault that the screen can still show. */
static bool take_fonts(struct program *program, struct err *err)
{
    wait_for_fonts(program);
    if (!program->fonts)
        return err_set(err, "%s", program->font_fault.text);
    fonts_take_languages(program->fonts, &program->content.strings);
    if (err_is_set(&program->font_fault))
        err_set(&program->fault, "%s", program->font_fault.text);
    return true;
}

static int run_audit(const struct program *program, struct err *err)
{
    int language = choose_language(program, err);
    if (language < 0)
        return OPTIONS_USAGE;
    struct audit_options options = { .activity = program->content.activity,
                                     .strings = &program->content.strings,
                                     .fonts = program->fonts,
                                     .language = program->options.language ? language : -1,
                                     .screen_mm = paths_screen_mm(program->data),
                                     .panel_w = program->options.window_w,
                                     .panel_h = program->options.window_h,
                                     .shots = program->options.shots,
                                     .icons_folder = program->icons_folder };
    return audit_run(&options, stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int run_kiosk(struct program *program, struct err *err)
{
    program->seed = program->options.has_seed ? program->options.seed
                    : program->options.script ? 1
                                              : rng_secret_seed();
    if (program->options.trace) {
        program->trace = trace_open(program->options.trace, err);
        if (!program->trace)
            return EXIT_FAILURE;
    }
    if (!open_screen(program, err) || !take_content(program, err))
        return EXIT_FAILURE;
    int language = choose_language(program, err);
    if (language < 0)
        return OPTIONS_USAGE;
    choose_kind(program, is_rehearsal(program, clock_wall_ms()));
    open_booth(program, program->seed);
    if (!take_fonts(program, err))
        return EXIT_FAILURE;
    start_kiosk(program, language);
    if (program->options.script)
        return run_script(program);
    loop_run(program->loop);
    return EXIT_SUCCESS;
}

static int run(struct program *program, struct err *err)
{
    program->assets = paths_assets();
    program->icons_folder = fs_join(program->assets, "icons");
    program->stale_path = fs_join(program->assets, "stale-law.txt");
    program->raster_folder = paths_cache();
    if (!choose_data(program, err))
        return EXIT_FAILURE;
    if (!program->options.audit)
        open_log(program);
    program->content.data = program->data;
    program->content.assets = program->assets;
    program->content.named = program->options.activity;
    set_environment(program);
    start_fonts(program);
    content_start(&program->content);
    if (!program->options.audit)
        return run_kiosk(program, err);
    return take_content(program, err) && take_fonts(program, err) ? run_audit(program, err)
                                                                  : EXIT_FAILURE;
}

static void take_down(struct program *program)
{
    struct err err = { 0 };
    if (program->loop)
        loop_fini(program->loop);
    free(program->loop);
    free(program->kiosk);
    booth_close(program->booth);
    wait_for_fonts(program);
    fonts_close(program->fonts);
    window_close(program->window);
    content_unload(&program->content);
    if (program->trace)
        (void)fclose(program->trace);
    log_close();
    if (program->data_is_scratch && !fs_remove_tree(program->data, &err))
        (void)fprintf(stderr, "%s\n", err.text);
    free(program->store_folder);
    free(program->data);
    free(program->raster_folder);
    free(program->icons_folder);
    free(program->stale_path);
    free(program->assets);
}

int main(int argc, char **argv)
{
    struct program program = { .options = { 0 } };
    struct err err = { 0 };
    int status = options_parse(argc, argv, &program.options);
    if (status >= 0)
        return status;
    signals_start();
    status = run(&program, &err);
    if (err_is_set(&err)) {
        log_error("%s", err.text);
        (void)fprintf(stderr, "%s\n", err.text);
    }
    bool powers_off = program.loop && program.loop->powers_off && !program.options.script;
    take_down(&program);
    signals_stop();
    if (powers_off)
        day_power_off();
    return status;
}
