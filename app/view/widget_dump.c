/* The widget list as text, for goldens: one widget a line, only what differs from the default. */
#include <assert.h>
#include <stdio.h>

#include "view/widget.h"

static const char *const kind_names[] = {
    [WIDGET_BLOCK] = "block", [WIDGET_TEXT] = "text",   [WIDGET_IMAGE] = "image",
    [WIDGET_ARC] = "arc",     [WIDGET_SCRIM] = "scrim", [WIDGET_INK] = "ink",
};
static_assert(sizeof(kind_names) / sizeof(kind_names[0]) == WIDGET_KIND_COUNT,
              "every kind has a name");

static const char *const role_names[] = {
    [ROLE_NONE] = "-",
    [ROLE_FIELD] = "field",
    [ROLE_HEADING] = "heading",
    [ROLE_STEM] = "stem",
    [ROLE_TEXT] = "text",
    [ROLE_CAPTION] = "caption",
    [ROLE_LAW] = "law",
    [ROLE_BUTTON] = "button",
    [ROLE_PRIMARY] = "primary",
    [ROLE_OPTION] = "option",
    [ROLE_CARD] = "card",
    [ROLE_KEY] = "key",
    [ROLE_PROGRESS] = "progress",
    [ROLE_TIMER] = "timer",
    [ROLE_PICTURE] = "picture",
    [ROLE_STRIP] = "strip",
};
static_assert(sizeof(role_names) / sizeof(role_names[0]) == ROLE_COUNT, "every role has a name");

const char *widget_role_name(enum widget_role role)
{
    assert(role >= 0 && role < ROLE_COUNT);
    return role_names[role];
}

static void dump_rect(const char *name, const struct rect *rect, struct strbuf *out)
{
    strbuf_addf(out, " %s%d,%d,%d,%d", name, rect->x, rect->y, rect->w, rect->h);
}

static void dump_look(const struct widget *w, struct strbuf *out)
{
    static const char *const states[] = { "pressed", "selected", "disabled" };

    for (unsigned i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        if (w->state & 1U << i)
            strbuf_addf(out, " %s", states[i]);
    }
    if (w->fill != COLOR_NONE)
        strbuf_addf(out, " fill=%s", theme_color_name(w->fill));
    if (w->ground != COLOR_NONE)
        strbuf_addf(out, " on=%s", theme_color_name(w->ground));
    if (w->line_px != 0 && w->line != COLOR_NONE)
        strbuf_addf(out, " line=%s/%d%s", theme_color_name(w->line), w->line_px,
                    w->dashed ? "/dashed" : "");
    else if (w->line_px != 0)
        strbuf_addf(out, " line=%d", w->line_px);
    if (w->edge_px != 0)
        strbuf_addf(out, " edge=%s/%d", theme_color_name(w->edge), w->edge_px);
    if (w->radius_px != 0)
        strbuf_addf(out, " r=%d", w->radius_px);
    if (w->shadow)
        strbuf_add(out, " shadow");
    if (w->alpha != 255)
        strbuf_addf(out, " alpha=%d", w->alpha);
    if (w->rotate_deg != 0)
        strbuf_addf(out, " rotate=%d", w->rotate_deg);
    if (w->grown_permille != 0)
        strbuf_addf(out, " grown=%d", w->grown_permille);
    if (w->kind == WIDGET_ARC)
        strbuf_addf(out, " arc=%d+%d", w->from_deg, w->sweep_deg);
    if (!rect_is_empty(&w->clip))
        dump_rect("clip=", &w->clip, out);
}

/* Where a line is not drawn as it is written: its stretches from left to right, < before those that
 * run from right to left. */
static void dump_runs(const struct text_line *line, const char *text, struct strbuf *out)
{
    for (int i = 0; i < line->run_count; i++) {
        const struct text_run *run = &line->runs[i];
        strbuf_addf(out, "%s%s", i == 0 ? "" : "~", run->rtl ? "<" : "");
        strbuf_add_len(out, text + run->offset, (size_t)run->len);
    }
}

static void dump_text(const struct widget *w, struct strbuf *out)
{
    static const char *const aligns[] = { "left", "center", "right" };

    strbuf_addf(out, " %s/%d/%d", theme_face_name(w->style.face), w->style.size_px,
                w->style.line_px);
    if (w->align != ALIGN_LEFT)
        strbuf_addf(out, " %s", aligns[w->align]);
    for (int i = 0; i < w->line_count; i++) {
        strbuf_add(out, i == 0 ? " \"" : "|");
        if (w->lines[i].run_count > 0)
            dump_runs(&w->lines[i], w->text + w->lines[i].offset, out);
        else
            strbuf_add_len(out, w->text + w->lines[i].offset, (size_t)w->lines[i].len);
    }
    strbuf_add_char(out, '"');
}

static void dump_message(const char *name, const struct message *message, struct strbuf *out)
{
    strbuf_addf(out, " %s=%s", name, message_kind_name(message->kind));
    if (message->value != 0)
        strbuf_addf(out, "(%d)", message->value);
    if (message->number != 0)
        strbuf_addf(out, "(%g)", message->number);
    if (message->text[0] != '\0')
        strbuf_addf(out, "(%s)", message->text);
}

void widgets_dump(const struct widgets *list, struct strbuf *out)
{
    strbuf_addf(out, "canvas %dx%d %s", list->canvas_w, list->canvas_h,
                theme_color_name(list->background));
    if (list->next_ms != INT64_MAX)
        strbuf_addf(out, " next=%lld", (long long)list->next_ms);
    strbuf_add_char(out, '\n');
    for (int i = 0; i < list->count; i++) {
        const struct widget *w = &list->items[i];
        strbuf_addf(out, "%s %s", kind_names[w->kind], widget_role_name(w->role));
        dump_rect("", &w->rect, out);
        dump_look(w, out);
        if (w->kind == WIDGET_TEXT)
            dump_text(w, out);
        if (w->image != NULL)
            strbuf_addf(out, " %s%s%s", w->from_activity ? "activity:" : "", w->image,
                        w->flipped ? " flipped" : "");
        if (w->label != NULL)
            strbuf_addf(out, " label=\"%s\"", w->label);
        if (w->message.kind != MSG_NONE)
            dump_message("tap", &w->message, out);
        if (w->hold.kind != MSG_NONE)
            dump_message("hold", &w->hold, out);
        if (w->slot != 0)
            strbuf_addf(out, " slot=%d", w->slot);
        if (!rect_is_empty(&w->touch))
            dump_rect("touch=", &w->touch, out);
        strbuf_add_char(out, '\n');
    }
}
