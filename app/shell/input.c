#include "shell/input.h"

#include <stdlib.h>

static int find_finger(const struct input *input, int64_t id)
{
    for (int i = 0; i < input->finger_count; i++)
        if (input->fingers[i] == id)
            return i;
    return -1;
}

static void forget_finger(struct input *input, int64_t id)
{
    int index = find_finger(input, id);
    if (index >= 0)
        input->fingers[index] = input->fingers[--input->finger_count];
}

void input_cancel(struct input *input)
{
    input->draws = input->drags = false;
    input->point_count = 0;
    input->slot = input->own_slot = input->slot_count = 0;
    input->armed = false;
    input->pressed = (struct message){ 0 };
    input->hold = (struct message){ 0 };
}

static int within(int value, int most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

/* The pad's longer side is INK_SIDE long; a finger that leaves it draws along its border. A full
 * stroke goes on with its last point. */
static void draw_to(struct input *input, const struct finger *finger)
{
    int side = input->pad.w > input->pad.h ? input->pad.w : input->pad.h;
    int x = within(finger->x - input->pad.x, input->pad.w);
    int y = within(finger->y - input->pad.y, input->pad.h);
    if (input->point_count < INPUT_POINTS_MAX)
        input->point_count++;
    input->points[input->point_count - 1] =
        (struct ink_point){ (int16_t)(x * INK_SIDE / side), (int16_t)(y * INK_SIDE / side) };
}

/* The slots stay where they are while rows make way: what lies under the finger does not depend on
 * where the rows have gone since. */
static void take_row(struct input *input, const struct widget *row, const struct widgets *list)
{
    if (row->slot <= 0 || row->slot > INPUT_SLOTS_MAX)
        return;
    for (int i = 0; i < list->count; i++) {
        const struct widget *widget = &list->items[i];
        if (widget->slot <= 0 || widget->slot > INPUT_SLOTS_MAX)
            continue;
        while (input->slot_count < widget->slot)
            input->slots[input->slot_count++] = (struct rect){ 0 };
        input->slots[widget->slot - 1] = widget->rect;
    }
    input->slot = input->own_slot = row->slot;
}

static int64_t distance_to(const struct rect *rect, int x, int y)
{
    int64_t dx = rect->x + rect->w / 2 - x, dy = rect->y + rect->h / 2 - y;
    return dx * dx + dy * dy;
}

/* The slot whose middle is the nearest to that of the row. */
static void carry_to(struct input *input, const struct finger *finger)
{
    const struct rect *own = &input->slots[input->own_slot - 1];
    input->x = finger->x;
    input->y = finger->y;
    int dx = input->x - input->down_x, dy = input->y - input->down_y;
    if (abs(dx) > INPUT_SLOP_PX || abs(dy) > INPUT_SLOP_PX)
        input->drags = true;
    for (int i = 0; i < input->slot_count; i++)
        if (!rect_is_empty(&input->slots[i]) &&
            distance_to(&input->slots[i], own->x + own->w / 2 + dx, own->y + own->h / 2 + dy) <
                distance_to(&input->slots[input->slot - 1], own->x + own->w / 2 + dx,
                            own->y + own->h / 2 + dy))
            input->slot = i + 1;
}

void input_carried(const struct input *input, int *x, int *y)
{
    const struct rect *own = &input->slots[input->own_slot - 1];
    *x = own->x + input->x - input->down_x;
    *y = own->y + input->y - input->down_y;
}

static bool on_down(struct input *input, const struct finger *finger, const struct widgets *list,
                    uint32_t generation, struct message *out)
{
    if (input->finger_count > 0 && finger->now_ms - input->last_ms > INPUT_STALE_MS)
        input->finger_count = 0;
    if (find_finger(input, finger->id) >= 0 || input->finger_count == INPUT_FINGERS_MAX)
        return false;
    input->fingers[input->finger_count++] = finger->id;
    if (input->finger_count > 1)
        return false;
    input_cancel(input);
    input->first = finger->id;
    const struct widget *widget = widgets_hit(list, finger->x, finger->y);
    if (widget) {
        struct rect touch = rect_is_empty(&widget->touch) ? widget->rect : widget->touch;
        input->armed = true;
        input->touch = rect_inset(touch, -INPUT_SLOP_PX, -INPUT_SLOP_PX);
        input->down_ms = finger->now_ms;
        input->generation = generation;
        input->pressed = widget->message;
        input->hold = widget->hold;
        input->draws = widget->kind == WIDGET_INK && widget->message.kind == MSG_STROKE;
        input->pad = widget->rect;
        input->down_x = input->x = finger->x;
        input->down_y = input->y = finger->y;
        take_row(input, widget, list);
        if (input->draws)
            draw_to(input, finger);
    }
    *out = (struct message){ .kind = MSG_NONE, .from_finger = true };
    return true;
}

static bool still_on_it(const struct input *input, const struct finger *finger, uint32_t generation)
{
    return input->armed && input->generation == generation &&
           rect_contains(&input->touch, finger->x, finger->y);
}

static bool on_up(struct input *input, const struct finger *finger, uint32_t generation,
                  struct message *out)
{
    if (input->draws && finger->id == input->first) {
        forget_finger(input, finger->id);
        *out = input->pressed;
        out->from_finger = true;
        out->generation = input->generation;
        out->points = input->points;
        out->point_count = input->point_count;
        input_cancel(input);
        return out->generation == generation;
    }
    if (input->drags && finger->id == input->first && input->generation == generation) {
        carry_to(input, finger);
        if (input->slot != input->own_slot) {
            *out = (struct message){ .kind = MSG_MOVE,
                                     .value = input->pressed.value * MOVE_PLACES + input->slot - 1,
                                     .from_finger = true,
                                     .generation = generation };
            forget_finger(input, finger->id);
            input_cancel(input);
            return true;
        }
    }
    bool counts = input->finger_count > 0 && finger->id == input->first &&
                  find_finger(input, finger->id) >= 0 && still_on_it(input, finger, generation);
    forget_finger(input, finger->id);
    if (finger->id != input->first)
        return false;
    *out = input->pressed;
    out->from_finger = true;
    out->generation = input->generation;
    input_cancel(input);
    return counts && out->kind != MSG_NONE;
}

bool input_finger(struct input *input, const struct finger *finger, const struct widgets *list,
                  uint32_t generation, struct message *out)
{
    bool emits = false;
    switch (finger->kind) {
    case FINGER_DOWN:
        emits = on_down(input, finger, list, generation, out);
        break;
    case FINGER_MOVE:
        if (finger->id == input->first && input->draws)
            draw_to(input, finger);
        else if (finger->id == input->first && input->slot > 0 && input->generation == generation)
            carry_to(input, finger);
        else if (finger->id == input->first && !still_on_it(input, finger, generation))
            input_cancel(input);
        break;
    case FINGER_UP:
        emits = on_up(input, finger, generation, out);
        break;
    }
    input->last_ms = finger->now_ms;
    return emits;
}

bool input_tick(struct input *input, int64_t now_ms, struct message *out)
{
    if (now_ms < input_due_ms(input))
        return false;
    *out = input->hold;
    out->from_finger = true;
    out->generation = input->generation;
    input_cancel(input);
    return true;
}

int64_t input_due_ms(const struct input *input)
{
    if (!input->armed || input->hold.kind == MSG_NONE)
        return INT64_MAX;
    return input->down_ms + HOLD_MS;
}
