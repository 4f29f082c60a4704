#include "shell/warm.h"

#include <stdlib.h>

#include "base/mem.h"
#include "shell/walk.h"

struct warm {
    const struct activity *activity;
    const struct painter *painter;
    struct kiosk *kiosk;
    struct widgets list;
    int next;
};

struct warm *warm_new(const struct activity *activity, const struct painter *painter)
{
    struct warm *warm = mem_zalloc(sizeof *warm);
    warm->activity = activity;
    warm->painter = painter;
    warm->kiosk = mem_zalloc(sizeof *warm->kiosk);
    widgets_init(&warm->list);
    return warm;
}

void warm_free(struct warm *warm)
{
    if (!warm)
        return;
    widgets_fini(&warm->list);
    free(warm->kiosk);
    free(warm);
}

bool warm_step(struct warm *warm, const struct view *view)
{
    struct walk_look look = { .language = view->kiosk->language };
    struct view ahead = *view;
    int count = walk_count(warm->activity);
    while (warm->next < count && !walk_shows_more(warm->activity, warm->next))
        warm->next++;
    if (warm->next == count)
        return false;
    walk_show(warm->activity, warm->next++, &look, warm->kiosk, NULL);
    ahead.kiosk = warm->kiosk;
    ahead.now_ms = WALK_NOW_MS;
    ahead.pressed = (struct message){ 0 };
    view_build(&ahead, &warm->list);
    painter_warm(warm->painter, &warm->list);
    return true;
}
