/*
 * A finished list turned round for a language that is written from right to left: what stood at the
 * left stands at the right, icons that point the way point the other way. What has an order of its
 * own in every language (keyboards, number pads, the pad to write on, QR codes, the staff's corner)
 * was marked with widgets_keep and is moved as a whole. Screens know nothing of it.
 */
#ifndef WENDA_VIEW_MIRROR_H
#define WENDA_VIEW_MIRROR_H

#include "view/widget.h"

/* Twice is as it was. */
void mirror_apply(struct widgets *list);
struct rect mirror_rect(const struct widgets *list, struct rect rect);

#endif
