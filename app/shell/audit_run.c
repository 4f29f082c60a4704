#include "shell/audit_run.h"

#include <math.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "shell/sheet.h"
#include "shell/walk.h"
#include "view/audit.h"
#include "view/view.h"

enum { SHORT_SIDE = 1080, LONG_SIDE = 1920, PAGES_MAX = 40, WAYS = 8 };

/* One way of looking at the screens. */
struct audit_walk {
    const struct audit_options *options;
    struct sheet *sheet;
    struct walk_look look;
    int panel_w, panel_h; /* now, in pixels */
    struct kiosk *kiosk;
    struct widgets *list;
    struct err_list *faults;
    int screens; /* looked at so far */
    bool failed; /* a picture was not written */
};

static bool lies_upright(const struct audit_walk *walk)
{
    return walk->panel_h > walk->panel_w;
}

/* prize-won/zh-CN/portrait/large. */
static void name_way(const struct audit_walk *walk, struct strbuf *out)
{
    strbuf_addf(out, "%s/%s/%s/%s%s", screen_name(kiosk_front(walk->kiosk)),
                walk->options->strings->tags[walk->look.language],
                lies_upright(walk) ? "portrait" : "landscape",
                walk->look.large ? "large" : "normal", walk->look.rehearsal ? "/rehearsal" : "");
}

/* LANGUAGE-portrait-large/012-prize-won-2.png: the same name for the same situation in every way.
 */
static void take_picture(struct audit_walk *walk, int index)
{
    struct err err = { 0 };
    struct strbuf path;
    strbuf_init(&path);
    strbuf_addf(&path, "%s/%s-%s-%s", walk->options->shots,
                walk->options->strings->tags[walk->look.language],
                lies_upright(walk) ? "portrait" : "landscape",
                walk->look.large ? "large" : "normal");
    if (!fs_make_folders(path.text, &err)) {
        walk->failed = true;
    } else {
        strbuf_addf(&path, "/%04d-%s-%d.png", index, screen_name(kiosk_front(walk->kiosk)),
                    walk->kiosk->page + 1);
        sheet_draw(walk->sheet, walk->list);
        walk->failed = !sheet_write(walk->sheet, path.text, &err) || walk->failed;
    }
    if (err_is_set(&err))
        log_error("%s", err.text);
    strbuf_fini(&path);
}

static void look_at_page(struct audit_walk *walk, int index, const char *name)
{
    const struct audit_options *options = walk->options;
    double scale = view_scale(walk->panel_w, walk->panel_h);
    int canvas_w = (int)lround(walk->panel_w / scale);
    int canvas_h = (int)lround(walk->panel_h / scale);
    double px_per_mm = hypot(canvas_w, canvas_h) / options->screen_mm;
    sheet_set_size(walk->sheet, walk->panel_w, walk->panel_h, scale);
    struct view view = { .kiosk = walk->kiosk,
                         .strings = options->strings,
                         .measure = sheet_measure(walk->sheet),
                         .canvas_w = canvas_w,
                         .canvas_h = canvas_h,
                         .px_per_mm = px_per_mm,
                         .now_ms = WALK_NOW_MS };
    struct strbuf where;
    strbuf_init(&where);
    name_way(walk, &where);
    if (name[0])
        strbuf_addf(&where, " %s", name);
    if (walk->kiosk->page > 0)
        strbuf_addf(&where, " page %d", walk->kiosk->page + 1);
    view_build(&view, walk->list);
    audit_widgets(
        walk->list,
        &(struct audit_case){ .where = where.text,
                              .px_per_mm = px_per_mm,
                              .large = walk->kiosk->large_text,
                              .for_staff = walk->kiosk->staff.inside,
                              .whole_is_target = kiosk_front(walk->kiosk) == SCREEN_ATTRACT },
        walk->faults);
    walk->screens++;
    if (options->shots && !walk->look.rehearsal && walk_is_sample(options->activity, index))
        take_picture(walk, index);
    strbuf_fini(&where);
}

static bool leads_to_page(const struct widgets *list, int page)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].message.kind == MSG_PAGE && list->items[i].message.value == page)
            return true;
    return false;
}

/* Every page of every situation. */
static void look_at_all(struct audit_walk *walk)
{
    char name[WALK_NAME_LEN];
    const struct activity *activity = walk->options->activity;
    int count = walk_count(activity);
    for (int i = 0; i < count; i++) {
        walk_show(activity, i, &walk->look, walk->kiosk, name);
        do
            look_at_page(walk, i, name);
        while (leads_to_page(walk->list, ++walk->kiosk->page) && walk->kiosk->page < PAGES_MAX);
    }
}

/* Every language, text size and orientation; one orientation where the panel is given. */
static void look_at_all_ways(struct audit_walk *walk)
{
    const struct audit_options *options = walk->options;
    bool given = options->panel_w > 0 && options->panel_h > 0;
    for (int language = 0; language < options->strings->language_count; language++)
        for (int way = 0; way < WAYS; way++) {
            bool lying = (way & 1) != 0;
            if ((given && lying) || (options->language >= 0 && language != options->language))
                continue;
            walk->look = (struct walk_look){ language, (way & 2) != 0, (way & 4) != 0 };
            walk->panel_w = given ? options->panel_w : lying ? LONG_SIDE : SHORT_SIDE;
            walk->panel_h = given ? options->panel_h : lying ? SHORT_SIDE : LONG_SIDE;
            look_at_all(walk);
        }
}

bool audit_run(const struct audit_options *options, FILE *out)
{
    struct err_list faults;
    const struct activity *activity = options->activity;
    struct audit_walk walk = { .options = options,
                               .sheet = sheet_new(options->fonts, options->icons_folder,
                                                  activity ? activity->folder : NULL),
                               .kiosk = mem_zalloc(sizeof *walk.kiosk),
                               .list = mem_zalloc(sizeof *walk.list),
                               .faults = &faults };
    widgets_init(walk.list);
    err_list_init(&faults);
    look_at_all_ways(&walk);
    err_list_print(&faults, out);
    bool clean = faults.count == 0 && !walk.failed;
    (void)fprintf(out, "检查了 %d 个画面，发现 %d 处问题\n", walk.screens, faults.count);
    err_list_fini(&faults);
    widgets_fini(walk.list);
    free(walk.list);
    free(walk.kiosk);
    sheet_free(walk.sheet);
    return clean;
}
