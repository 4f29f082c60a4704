/* Fingers into messages, on a list of one button and one corner to hold. */
#include <criterion/criterion.h>

#include "shell/input.h"

enum { GENERATION = 7, BUTTON_X = 100, BUTTON_Y = 200, BUTTON_W = 300, BUTTON_H = 120 };

static struct widgets list;
static struct input input;

static void set_up(void)
{
    widgets_init(&list);
    widgets_clear(&list, 1080, 1920);
    struct widget *button =
        widgets_add(&list, WIDGET_BLOCK, (struct rect){ BUTTON_X, BUTTON_Y, BUTTON_W, BUTTON_H });
    button->label = "下一题";
    button->message = (struct message){ .kind = MSG_CONFIRM };
    struct widget *corner = widgets_add(&list, WIDGET_BLOCK, (struct rect){ 0, 1760, 160, 160 });
    corner->label = "工作人员入口";
    corner->hold = (struct message){ .kind = MSG_CORNER };
    input = (struct input){ 0 };
}

static void tear_down(void)
{
    widgets_fini(&list);
}

TestSuite(input, .init = set_up, .fini = tear_down);

/* Sends one event; the message kind it led to, MSG_KIND_COUNT for none. */
static enum message_kind send_at(enum finger_kind kind, int64_t id, int x, int y, int64_t now_ms,
                                 uint32_t generation)
{
    struct finger finger = { .kind = kind, .id = id, .x = x, .y = y, .now_ms = now_ms };
    struct message message;
    if (!input_finger(&input, &finger, &list, generation, &message))
        return MSG_KIND_COUNT;
    cr_expect(message.from_finger);
    return message.kind;
}

static enum message_kind send(enum finger_kind kind, int64_t id, int x, int y)
{
    return send_at(kind, id, x, y, 1000, GENERATION);
}

Test(input, a_tap_presses_and_then_emits)
{
    cr_expect_eq(send(FINGER_DOWN, 1, 150, 250), MSG_NONE, "a sign of life");
    cr_expect_eq(input.pressed.kind, MSG_CONFIRM, "the next frame shows it pressed");
    cr_expect_eq(send(FINGER_UP, 1, 150, 250), MSG_CONFIRM);
    cr_expect_eq(input.pressed.kind, MSG_NONE);
}

Test(input, the_message_names_the_screen_it_was_aimed_at)
{
    struct finger down = { .kind = FINGER_DOWN, .id = 1, .x = 150, .y = 250 };
    struct finger up = { .kind = FINGER_UP, .id = 1, .x = 150, .y = 250 };
    struct message message;
    input_finger(&input, &down, &list, GENERATION, &message);
    cr_assert(input_finger(&input, &up, &list, GENERATION, &message));
    cr_expect_eq(message.generation, GENERATION);
}

Test(input, a_touch_beside_everything_is_only_a_sign_of_life)
{
    cr_expect_eq(send(FINGER_DOWN, 1, 900, 900), MSG_NONE);
    cr_expect_eq(send(FINGER_UP, 1, 900, 900), MSG_KIND_COUNT);
}

Test(input, a_finger_that_rolls_within_the_slop_still_taps)
{
    send(FINGER_DOWN, 1, BUTTON_X + 2, BUTTON_Y + 2);
    send(FINGER_MOVE, 1, BUTTON_X - INPUT_SLOP_PX, BUTTON_Y - INPUT_SLOP_PX);
    cr_expect_eq(input.pressed.kind, MSG_CONFIRM);
    cr_expect_eq(send(FINGER_UP, 1, BUTTON_X - INPUT_SLOP_PX, BUTTON_Y - INPUT_SLOP_PX),
                 MSG_CONFIRM);
}

Test(input, sliding_off_cancels_and_coming_back_does_not_help)
{
    send(FINGER_DOWN, 1, 150, 250);
    send(FINGER_MOVE, 1, BUTTON_X - INPUT_SLOP_PX - 1, 250);
    cr_expect_eq(input.pressed.kind, MSG_NONE);
    send(FINGER_MOVE, 1, 150, 250);
    cr_expect_eq(send(FINGER_UP, 1, 150, 250), MSG_KIND_COUNT);
}

Test(input, release_outside_without_a_move_does_not_count)
{
    send(FINGER_DOWN, 1, 150, 250);
    cr_expect_eq(send(FINGER_UP, 1, 800, 900), MSG_KIND_COUNT);
}

Test(input, a_second_finger_is_ignored_until_all_are_up)
{
    send(FINGER_DOWN, 1, 900, 900);
    cr_expect_eq(send(FINGER_DOWN, 2, 150, 250), MSG_KIND_COUNT);
    cr_expect_eq(send(FINGER_UP, 1, 900, 900), MSG_KIND_COUNT);
    cr_expect_eq(send(FINGER_DOWN, 3, 150, 250), MSG_KIND_COUNT, "2 is still down");
    cr_expect_eq(send(FINGER_UP, 3, 150, 250), MSG_KIND_COUNT);
    cr_expect_eq(send(FINGER_UP, 2, 150, 250), MSG_KIND_COUNT);
    send(FINGER_DOWN, 4, 150, 250);
    cr_expect_eq(send(FINGER_UP, 4, 150, 250), MSG_CONFIRM, "now all are up");
}

Test(input, a_second_finger_does_not_disturb_the_first)
{
    send(FINGER_DOWN, 1, 150, 250);
    send(FINGER_DOWN, 2, 900, 900);
    send(FINGER_MOVE, 2, 10, 10);
    send(FINGER_UP, 2, 10, 10);
    cr_expect_eq(send(FINGER_UP, 1, 150, 250), MSG_CONFIRM);
}

Test(input, a_contact_under_which_the_screen_changed_is_dropped)
{
    send(FINGER_DOWN, 1, 150, 250);
    cr_expect_eq(send_at(FINGER_UP, 1, 150, 250, 1000, GENERATION + 1), MSG_KIND_COUNT);
    send(FINGER_DOWN, 1, 150, 250);
    cr_expect_eq(send(FINGER_UP, 1, 150, 250), MSG_CONFIRM, "the next one counts again");
}

Test(input, a_cancelled_press_emits_nothing)
{
    send(FINGER_DOWN, 1, 150, 250);
    input_cancel(&input);
    cr_expect_eq(send(FINGER_UP, 1, 150, 250), MSG_KIND_COUNT);
}

Test(input, the_same_finger_cannot_go_down_twice)
{
    send(FINGER_DOWN, 1, 900, 900);
    cr_expect_eq(send(FINGER_DOWN, 1, 150, 250), MSG_KIND_COUNT);
    cr_expect_eq(send(FINGER_UP, 1, 150, 250), MSG_KIND_COUNT);
}

Test(input, a_finger_whose_release_was_lost_does_not_block_for_ever)
{
    send_at(FINGER_DOWN, 1, 900, 900, 1000, GENERATION);
    send_at(FINGER_DOWN, 2, 150, 250, 1000 + INPUT_STALE_MS, GENERATION);
    cr_expect_eq(send_at(FINGER_UP, 2, 150, 250, 1000 + INPUT_STALE_MS, GENERATION), MSG_KIND_COUNT,
                 "not yet");
    int64_t later_ms = 1000 + 3 * INPUT_STALE_MS;
    cr_expect_eq(send_at(FINGER_DOWN, 3, 150, 250, later_ms, GENERATION), MSG_NONE);
    cr_expect_eq(send_at(FINGER_UP, 3, 150, 250, later_ms, GENERATION), MSG_CONFIRM);
}

Test(input, more_fingers_than_are_told_apart_are_ignored)
{
    for (int i = 0; i < 3 * INPUT_FINGERS_MAX; i++)
        send(FINGER_DOWN, i, 900, 900);
    for (int i = 0; i < 3 * INPUT_FINGERS_MAX; i++)
        send(FINGER_UP, i, 900, 900);
    send(FINGER_DOWN, 1, 150, 250);
    cr_expect_eq(send(FINGER_UP, 1, 150, 250), MSG_CONFIRM);
}

/* ---- holding ---- */

Test(input, holding_the_corner_emits_after_its_time)
{
    struct message message;
    cr_expect_eq(input_due_ms(&input), INT64_MAX);
    send_at(FINGER_DOWN, 1, 40, 1900, 5000, GENERATION);
    cr_expect_eq(input_due_ms(&input), 5000 + HOLD_MS);
    cr_expect_not(input_tick(&input, 5000 + HOLD_MS - 1, &message));
    cr_assert(input_tick(&input, 5000 + HOLD_MS, &message));
    cr_expect_eq(message.kind, MSG_CORNER);
    cr_expect(message.from_finger);
    cr_expect_eq(message.generation, GENERATION);
    cr_expect_not(input_tick(&input, 5000 + 2 * HOLD_MS, &message), "once");
    cr_expect_eq(send_at(FINGER_UP, 1, 40, 1900, 9000, GENERATION), MSG_KIND_COUNT);
}

Test(input, a_short_press_of_the_corner_emits_nothing)
{
    struct message message;
    send_at(FINGER_DOWN, 1, 40, 1900, 5000, GENERATION);
    cr_expect_eq(send_at(FINGER_UP, 1, 40, 1900, 5100, GENERATION), MSG_KIND_COUNT);
    cr_expect_not(input_tick(&input, 5000 + HOLD_MS, &message));
}

Test(input, sliding_off_the_corner_ends_the_hold)
{
    struct message message;
    send_at(FINGER_DOWN, 1, 40, 1900, 5000, GENERATION);
    send_at(FINGER_MOVE, 1, 400, 1900, 5500, GENERATION);
    cr_expect_not(input_tick(&input, 5000 + HOLD_MS, &message));
}

Test(input, the_touch_area_counts_not_what_is_drawn)
{
    list.items[0].touch = (struct rect){ BUTTON_X - 60, BUTTON_Y, BUTTON_W + 120, BUTTON_H };
    send(FINGER_DOWN, 1, BUTTON_X - 50, 250);
    cr_expect_eq(send(FINGER_UP, 1, BUTTON_X - 60 - INPUT_SLOP_PX, 250), MSG_CONFIRM);
}

/* ---- a pad ---- */

static void add_pad(void)
{
    struct widget *pad = widgets_add(&list, WIDGET_INK, (struct rect){ 100, 900, 500, 400 });
    pad->label = "手写板";
    pad->message = (struct message){ .kind = MSG_STROKE };
}

Test(input, a_finger_on_a_pad_draws_until_it_is_lifted)
{
    struct finger finger = { .kind = FINGER_DOWN, .id = 1, .x = 100, .y = 900 };
    struct message message;
    add_pad();
    input_finger(&input, &finger, &list, GENERATION, &message);
    cr_expect_eq(message.kind, MSG_NONE);
    cr_expect(input.draws);
    finger = (struct finger){ .kind = FINGER_MOVE, .id = 1, .x = 350, .y = 1000 };
    input_finger(&input, &finger, &list, GENERATION, &message);
    finger = (struct finger){ .kind = FINGER_MOVE, .id = 1, .x = 5000, .y = -50 };
    input_finger(&input, &finger, &list, GENERATION, &message);
    finger.kind = FINGER_UP;
    cr_assert(input_finger(&input, &finger, &list, GENERATION, &message));
    cr_expect_eq(message.kind, MSG_STROKE);
    cr_assert_eq(message.point_count, 3);
    cr_expect_eq(message.points[1].x, 500, "the longer side is INK_SIDE");
    cr_expect_eq(message.points[1].y, 200);
    cr_expect_eq(message.points[2].x, 1000, "what leaves the pad stays at its border");
    cr_expect_eq(message.points[2].y, 0);
    cr_expect_not(input.draws);
}

Test(input, a_stroke_is_not_drawn_on_another_screen)
{
    add_pad();
    cr_expect_eq(send(FINGER_DOWN, 1, 200, 1000), MSG_NONE);
    cr_expect_eq(send_at(FINGER_UP, 1, 200, 1000, 1000, GENERATION + 1), MSG_KIND_COUNT);
    cr_expect_eq(send(FINGER_DOWN, 1, 200, 1000), MSG_NONE);
    cr_expect_eq(send(FINGER_DOWN, 2, 150, 250), MSG_KIND_COUNT, "a second finger is ignored");
    input_cancel(&input);
    cr_expect_eq(send(FINGER_UP, 1, 200, 1000), MSG_KIND_COUNT);
}

/* ---- rows that can be dragged ---- */

enum { ROW_X = 500, ROW_Y = 300, ROW_W = 400, ROW_H = 100, ROW_STEP = 120, ROWS = 4 };

/* Row i stands for option 10 + i. */
static void add_rows(void)
{
    for (int i = 0; i < ROWS; i++) {
        struct widget *row = widgets_add(
            &list, WIDGET_BLOCK, (struct rect){ ROW_X, ROW_Y + i * ROW_STEP, ROW_W, ROW_H });
        row->label = "行";
        row->message = (struct message){ .kind = MSG_CHOOSE, .value = 10 + i };
        row->slot = i + 1;
    }
}

static int middle_of(int row)
{
    return ROW_Y + row * ROW_STEP + ROW_H / 2;
}

/* Carries the row onto another; what letting it go emits. */
static struct message carry(int from, int to, int64_t id)
{
    struct finger finger = { FINGER_DOWN, id, ROW_X + 50, middle_of(from), 1000 };
    struct message message = { .kind = MSG_KIND_COUNT };
    input_finger(&input, &finger, &list, GENERATION, &message);
    finger.kind = FINGER_MOVE;
    finger.y = (middle_of(from) + middle_of(to)) / 2;
    cr_expect_not(input_finger(&input, &finger, &list, GENERATION, &message));
    finger.y = middle_of(to);
    input_finger(&input, &finger, &list, GENERATION, &message);
    finger.kind = FINGER_UP;
    if (!input_finger(&input, &finger, &list, GENERATION, &message))
        message.kind = MSG_KIND_COUNT;
    return message;
}

Test(input, a_row_that_is_carried_goes_where_it_is_let_go)
{
    add_rows();
    for (int from = 0; from < ROWS; from++) {
        for (int to = 0; to < ROWS; to++) {
            struct message message = carry(from, to, 1 + from * ROWS + to);
            if (from == to)
                continue;
            cr_expect_eq(message.kind, MSG_MOVE);
            cr_expect_eq(message.value, (10 + from) * MOVE_PLACES + to);
            cr_expect_eq(message.generation, GENERATION);
            cr_expect(message.from_finger);
            cr_expect_not(input.drags);
        }
    }
}

Test(input, a_row_lies_under_the_finger_that_carries_it)
{
    int x, y;
    add_rows();
    send(FINGER_DOWN, 1, ROW_X + 50, middle_of(2));
    send(FINGER_MOVE, 1, ROW_X + 60, middle_of(0) + 7);
    cr_assert(input.drags);
    cr_expect_eq(input.slot, 1);
    cr_expect_eq(input.pressed.value, 12);
    input_carried(&input, &x, &y);
    cr_expect_eq(x, ROW_X + 10);
    cr_expect_eq(y, ROW_Y + 7);
}

Test(input, a_finger_that_rolls_on_a_row_taps_it)
{
    add_rows();
    send(FINGER_DOWN, 1, ROW_X + 50, middle_of(1));
    send(FINGER_MOVE, 1, ROW_X + 50 + INPUT_SLOP_PX, middle_of(1) - INPUT_SLOP_PX);
    cr_expect_not(input.drags);
    cr_expect_eq(send(FINGER_UP, 1, ROW_X + 50, middle_of(1)), MSG_CHOOSE);
}

Test(input, a_row_that_is_brought_back_is_tapped_and_one_let_go_beside_is_not)
{
    add_rows();
    send(FINGER_DOWN, 1, ROW_X + 50, middle_of(1));
    send(FINGER_MOVE, 1, ROW_X + 50, middle_of(2));
    send(FINGER_MOVE, 1, ROW_X + 90, middle_of(1) + 20);
    cr_expect_eq(send(FINGER_UP, 1, ROW_X + 90, middle_of(1) + 20), MSG_CHOOSE);
    send(FINGER_DOWN, 2, ROW_X + 50, middle_of(1));
    send(FINGER_MOVE, 2, ROW_X - 300, middle_of(1));
    cr_expect_eq(send(FINGER_UP, 2, ROW_X - 300, middle_of(1)), MSG_KIND_COUNT);
}

Test(input, a_second_finger_does_not_disturb_what_is_carried)
{
    add_rows();
    send(FINGER_DOWN, 1, ROW_X + 50, middle_of(0));
    send(FINGER_MOVE, 1, ROW_X + 50, middle_of(3));
    send(FINGER_DOWN, 2, 150, 250);
    send(FINGER_MOVE, 2, ROW_X + 50, middle_of(1));
    cr_expect_eq(input.slot, 4);
    cr_expect_eq(send(FINGER_UP, 2, 150, 250), MSG_KIND_COUNT);
    cr_expect_eq(send(FINGER_UP, 1, ROW_X + 50, middle_of(3)), MSG_MOVE);
}

Test(input, what_is_carried_falls_when_the_screen_changes)
{
    add_rows();
    send(FINGER_DOWN, 1, ROW_X + 50, middle_of(0));
    send(FINGER_MOVE, 1, ROW_X + 50, middle_of(3));
    cr_expect_eq(send_at(FINGER_UP, 1, ROW_X + 50, middle_of(3), 1200, GENERATION + 1),
                 MSG_KIND_COUNT);
    cr_expect_not(input.drags);
}
