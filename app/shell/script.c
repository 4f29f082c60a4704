#include "shell/script.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "shell/script_answer.h"
#include "shell/script_finger.h"
#include "shell/script_type.h"

/* A script under way. */
struct run {
    struct loop *loop;
    const char *shots; /* NULL = none */
    const char *stick; /* plugged in; NULL = none */
};

struct script *script_load(const char *path, struct err_list *faults)
{
    struct err err = { 0 };
    struct strbuf text;
    strbuf_init(&text);
    struct script *script = mem_alloc(sizeof *script);
    bool usable = fs_read(path, SCRIPT_MAX_LEN, &text, &err);
    if (!usable)
        err_list_add(faults, ERR_ERROR, path, 0, 0, "%s", err.text);
    usable = script_parse(script, path, text.text, text.len, faults) && usable;
    strbuf_fini(&text);
    if (usable)
        return script;
    script_free(script);
    return NULL;
}

void script_free(struct script *script)
{
    if (!script)
        return;
    script_fini(script);
    free(script);
}

/* ---- commands ---- */

static bool find_target(struct run *run, const struct script_command *command,
                        struct script_point *out, struct err *err)
{
    if (command->text)
        return finger_find_label(run->loop, command->text, out, err);
    *out = command->points[0];
    return true;
}

static bool run_tap(struct run *run, const struct script_command *command, struct err *err)
{
    struct script_point point;
    return find_target(run, command, &point, err) && finger_tap_at(run->loop, point, err);
}

static bool run_press(struct run *run, const struct script_command *command, struct err *err)
{
    struct script_point point;
    return find_target(run, command, &point, err) &&
           finger_press_at(run->loop, point, command->ms, err);
}

static bool run_stroke(struct run *run, const struct script_command *command, struct err *err)
{
    return finger_stroke(run->loop, command->points, command->point_count, err);
}

static bool run_drag(struct run *run, const struct script_command *command, struct err *err)
{
    enum { STEPS = 8 };
    struct script_point from, to, points[STEPS];
    if (!finger_find_label(run->loop, command->text, &from, err) ||
        !finger_find_label(run->loop, command->onto, &to, err))
        return false;
    for (int i = 0; i < STEPS; i++)
        points[i] = (struct script_point){ from.x + (to.x - from.x) * i / (STEPS - 1),
                                           from.y + (to.y - from.y) * i / (STEPS - 1) };
    return finger_stroke(run->loop, points, STEPS, err);
}

static bool run_type(struct run *run, const struct script_command *command, struct err *err)
{
    return script_type(run->loop, command->text, err);
}

static bool run_answer(struct run *run, const struct script_command *command, struct err *err)
{
    enum answer_way way = strcmp(command->text, "right") == 0   ? ANSWER_RIGHT
                          : strcmp(command->text, "wrong") == 0 ? ANSWER_WRONG
                                                                : ANSWER_ANY;
    return script_answer(run->loop, way, err);
}

static bool run_expect(struct run *run, const struct script_command *command, struct err *err)
{
    loop_settle(run->loop);
    if (widgets_show(loop_shown(run->loop), command->text))
        return true;
    return err_set(err, "画面上没有“%s”", command->text);
}

static bool run_expect_not(struct run *run, const struct script_command *command, struct err *err)
{
    loop_settle(run->loop);
    if (!widgets_show(loop_shown(run->loop), command->text))
        return true;
    return err_set(err, "画面上不该有“%s”", command->text);
}

static bool run_expect_screen(struct run *run, const struct script_command *command,
                              struct err *err)
{
    loop_settle(run->loop);
    const char *shown = screen_name(kiosk_front(run->loop->parts.kiosk));
    if (strcmp(shown, command->text) == 0)
        return true;
    return err_set(err, "应是画面 %s，却是 %s", command->text, shown);
}

static bool run_until_screen(struct run *run, const struct script_command *command, struct err *err)
{
    return script_go_to(run->loop, command->text, err);
}

static bool run_wait(struct run *run, const struct script_command *command, struct err *err)
{
    (void)err;
    loop_pass(run->loop, command->ms);
    return true;
}

/* The path of a result; NULL where none are wanted. */
static char *result_path(const struct run *run, const char *name, const char *ending)
{
    if (!run->shots)
        return NULL;
    struct strbuf file;
    strbuf_init(&file);
    strbuf_addf(&file, "%s%s", name, ending);
    char *path = fs_join(run->shots, file.text);
    strbuf_fini(&file);
    return path;
}

static bool run_shot(struct run *run, const struct script_command *command, struct err *err)
{
    loop_settle(run->loop);
    char *path = result_path(run, command->text, ".png");
    bool done = !path || window_shot(run->loop->parts.window, path, err);
    free(path);
    return done;
}

static bool run_dump(struct run *run, const struct script_command *command, struct err *err)
{
    struct strbuf text;
    loop_settle(run->loop);
    char *path = result_path(run, command->text, ".txt");
    strbuf_init(&text);
    widgets_dump(loop_shown(run->loop), &text);
    bool done = !path || fs_replace(path, text.text, text.len, err);
    strbuf_fini(&text);
    free(path);
    return done;
}

static bool run_usb(struct run *run, const struct script_command *command, struct err *err)
{
    bool none = strcmp(command->text, "none") == 0;
    struct booth *booth = run->loop->parts.booth;
    if (!none && !fs_is_folder(command->text))
        return err_set(err, "没有文件夹 %s，不能当 U 盘", command->text);
    if (!booth)
        return err_set(err, "没有打开数据夹，usb 命令不能用");
    run->stick = none ? NULL : command->text;
    booth_set_stick(booth, run->stick);
    loop_settle(run->loop);
    return true;
}

/* A stick stays in while the booth goes over to other data or other questions. */
static void keep_stick(struct run *run)
{
    struct booth *booth = run->loop->parts.booth;
    if (!run->stick || !booth || booth_stick(booth))
        return;
    booth_set_stick(booth, run->stick);
    loop_settle(run->loop);
}

static bool (*const runners[])(struct run *run, const struct script_command *command,
                               struct err *err) = {
    [SCRIPT_TAP] = run_tap,
    [SCRIPT_PRESS] = run_press,
    [SCRIPT_STROKE] = run_stroke,
    [SCRIPT_DRAG] = run_drag,
    [SCRIPT_TYPE] = run_type,
    [SCRIPT_ANSWER] = run_answer,
    [SCRIPT_EXPECT] = run_expect,
    [SCRIPT_EXPECT_NOT] = run_expect_not,
    [SCRIPT_EXPECT_SCREEN] = run_expect_screen,
    [SCRIPT_UNTIL_SCREEN] = run_until_screen,
    [SCRIPT_WAIT] = run_wait,
    [SCRIPT_SHOT] = run_shot,
    [SCRIPT_DUMP] = run_dump,
    [SCRIPT_USB] = run_usb,
};
_Static_assert(sizeof runners / sizeof *runners == SCRIPT_VERB_COUNT, "every command is run");

/* ---- the run ---- */

static void report(const struct run *run, const struct script *script,
                   const struct script_command *command, const struct err *err)
{
    struct strbuf list;
    strbuf_init(&list);
    widgets_dump(loop_shown(run->loop), &list);
    (void)fprintf(stderr, "%s:%d: %s 失败：%s\n画面 %s：\n%s", script->path, command->line,
                  script_verb_name(command->verb), err->text,
                  screen_name(kiosk_front(run->loop->parts.kiosk)), list.text);
    strbuf_fini(&list);
}

bool script_run(const struct script *script, struct loop *loop, const char *shots)
{
    struct run run = { .loop = loop, .shots = shots };
    struct err err = { 0 };
    if (shots && !fs_make_folders(shots, &err)) {
        (void)fprintf(stderr, "%s\n", err.text);
        return false;
    }
    loop_settle(loop);
    for (int i = 0; i < script->count; i++) {
        const struct script_command *command = &script->commands[i];
        if (!runners[command->verb](&run, command, &err)) {
            report(&run, script, command, &err);
            return false;
        }
        keep_stick(&run);
    }
    return true;
}
