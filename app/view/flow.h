/*
 * A column of headings, paragraphs and boxes that is paged when it is higher than its place: text
 * is split between lines, boxes stay whole, a heading stays with what follows it.
 */
#ifndef WENDA_VIEW_FLOW_H
#define WENDA_VIEW_FLOW_H

#include "view/component.h"

enum { FLOW_MAX = 24 };

enum flow_kind {
    FLOW_TEXT,
    FLOW_HEAD, /* section head with fishtail */
    FLOW_LAW,  /* 牌记: reference in bold, then text; the cartouche is drawn around it */
    FLOW_BOX   /* drawn by the caller */
};

struct flow_item {
    enum flow_kind kind;
    int gap_px;             /* above, unless it opens a page */
    struct paragraph words; /* TEXT, LAW */
    struct paragraph more;  /* LAW: smaller words below, text NULL = none */
    const char *head;       /* HEAD */
    int height_px;          /* BOX */
    void (*draw)(const struct page *page, struct rect rect, const void *context);
    const void *context;
};

struct flow {
    struct flow_item items[FLOW_MAX];
    int count;
};

void flow_add_text(struct flow *flow, int gap_px, const struct paragraph *words);
void flow_add_head(struct flow *flow, int gap_px, const char *text);
void flow_add_law(struct flow *flow, int gap_px, const struct paragraph *words,
                  const struct paragraph *more);
void flow_add_box(struct flow *flow, int gap_px, int height_px,
                  void (*draw)(const struct page *page, struct rect rect, const void *context),
                  const void *context);
/* Height of all of it on one page. */
int flow_height(const struct page *page, const struct flow *flow, int width_px);
/* Adds the page of it that the kiosk is at, and a pager below when there are several. Returns
 * how many pages. */
int flow_place(const struct page *page, const struct flow *flow, struct rect area);

#endif
