#include "shell/input.h"

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
    input->draws = false;
    input->point_count = 0;
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
