#include "shell/audit_run.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "shell/text_cache.h"
#include "shell/walk.h"
#include "view/audit.h"
#include "view/view.h"

enum { SHORT_SIDE = 1080, LONG_SIDE = 1920, PAGES_MAX = 40, WAYS = 8 };

/* One way of looking at the screens. */
struct audit_walk {
    const struct activity *activity;
    const struct strings *strings;
    const struct text_measure *measure;
    double screen_mm;
    struct walk_look look;
    bool portrait;
    struct kiosk *kiosk;
    struct widgets *list;
    struct err_list *faults;
    int screens; /* looked at so far */
};

static void look_at_page(struct audit_walk *walk, const char *name)
{
    int canvas_w = walk->portrait ? SHORT_SIDE : LONG_SIDE;
    int canvas_h = walk->portrait ? LONG_SIDE : SHORT_SIDE;
    double px_per_mm = hypot(canvas_w, canvas_h) / walk->screen_mm;
    struct view view = { .kiosk = walk->kiosk,
                         .strings = walk->strings,
                         .measure = walk->measure,
                         .canvas_w = canvas_w,
                         .canvas_h = canvas_h,
                         .px_per_mm = px_per_mm,
                         .now_ms = WALK_NOW_MS };
    struct strbuf where;
    strbuf_init(&where);
    strbuf_addf(&where, "%s/%s/%s/%s%s", screen_name(kiosk_front(walk->kiosk)),
                walk->strings->tags[walk->look.language], walk->portrait ? "portrait" : "landscape",
                walk->look.large ? "large" : "normal", walk->look.rehearsal ? "/rehearsal" : "");
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
                              .whole_is_target = kiosk_front(walk->kiosk) == SCREEN_ATTRACT },
        walk->faults);
    walk->screens++;
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
    int count = walk_count(walk->activity);
    for (int i = 0; i < count; i++) {
        walk_show(walk->activity, i, &walk->look, walk->kiosk, name);
        do
            look_at_page(walk, name);
        while (leads_to_page(walk->list, ++walk->kiosk->page) && walk->kiosk->page < PAGES_MAX);
    }
}

bool audit_run(const struct activity *activity, const struct strings *strings, struct fonts *fonts,
               double screen_mm, FILE *out)
{
    struct err_list faults;
    struct text_cache *text =
        text_cache_new(fonts, 1, TEXT_CACHE_CAPACITY_LEN, TEXT_CACHE_CAPACITY_COUNT);
    struct audit_walk walk = { .activity = activity,
                               .strings = strings,
                               .measure = text_cache_measure(text),
                               .screen_mm = screen_mm,
                               .kiosk = mem_zalloc(sizeof *walk.kiosk),
                               .list = mem_zalloc(sizeof *walk.list),
                               .faults = &faults };
    widgets_init(walk.list);
    err_list_init(&faults);
    for (int language = 0; language < strings->language_count; language++)
        for (int way = 0; way < WAYS; way++) {
            walk.look = (struct walk_look){ language, (way & 2) != 0, (way & 4) != 0 };
            walk.portrait = !(way & 1);
            look_at_all(&walk);
        }
    err_list_print(&faults, out);
    bool clean = faults.count == 0;
    (void)fprintf(out, "检查了 %d 个画面，发现 %d 处问题\n", walk.screens, faults.count);
    err_list_fini(&faults);
    widgets_fini(walk.list);
    free(walk.list);
    free(walk.kiosk);
    text_cache_free(text);
    return clean;
}
