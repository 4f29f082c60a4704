#include "play/kiosk_inside.h"
#include "play/prize_inside.h"

void kiosk_on_leave_dialog(struct kiosk_turn *turn)
{
    switch (turn->message->kind) {
    case MSG_STAY:
    case MSG_BACK:
        kiosk_close_dialog(turn->kiosk);
        break;
    case MSG_LEAVE_CONFIRMED:
        if (turn->kiosk->screen == SCREEN_PRIZE_DRAW) {
            prize_decline(turn->kiosk);
            break;
        }
        kiosk_cut_session(turn, PLAY_ABANDONED);
        kiosk_show(turn->kiosk, SCREEN_HOME);
        break;
    default:
        break;
    }
}

void kiosk_on_picture(struct kiosk_turn *turn)
{
    if (turn->message->kind == MSG_STAY || turn->message->kind == MSG_BACK)
        kiosk_close_dialog(turn->kiosk);
}

void kiosk_on_idle_dialog(struct kiosk_turn *turn)
{
    switch (turn->message->kind) {
    case MSG_STAY:
        kiosk_close_dialog(turn->kiosk);
        break;
    case MSG_CLEAR:
        kiosk_cut_session(turn, PLAY_WITHDRAWN);
        kiosk_end_visit(turn, LEAVE_CLEARED);
        break;
    default:
        break;
    }
}
