/* Parts of the staff's update screen. */
#ifndef WENDA_VIEW_SCREENS_STAFF_UPDATE_H
#define WENDA_VIEW_SCREENS_STAFF_UPDATE_H

#include "view/component.h"

/* What was found in one of the sources, with its dock. */
void staff_add_preview(const struct page *page, struct rect body, const struct update_view *update);
/* Its faults instead, where there are errors. */
void staff_add_faults(const struct page *page, struct rect body, const struct update_view *update);
/* The question of a change on the visitors' own screen, with a dock to look through them. */
void staff_add_look(const struct view *view, struct widgets *out,
                    const struct update_change *change);
/* A tag: icon and words on a tint. Returns its width. */
int staff_tag(const struct page *page, int x, int y, const char *icon, const char *text,
              enum color fill, enum color ink);

#endif
