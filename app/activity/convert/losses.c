#include "activity/convert/internal.h"

void convert_lose(struct convert_losses *losses, int question, const char *reason)
{
    if (losses->count < losses->max)
        losses->items[losses->count] = (struct convert_loss){ question, reason };
    losses->count++;
    losses->questions += question >= 0;
}

bool convert_keeps_any(const struct form *form, const struct convert_losses *losses,
                       struct err *err)
{
    const char *why = losses->count > 0 && losses->max > 0 ? losses->items[0].reason : "没有题";
    if (losses->questions < form->question_count)
        return true;
    return err_set(err, "一道题也写不进去：%s", why);
}
