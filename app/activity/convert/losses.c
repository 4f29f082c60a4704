#include "activity/convert/internal.h"

void convert_lose(struct convert_losses *losses, int question, const char *reason)
{
    if (losses->count < losses->max)
        losses->items[losses->count] = (struct convert_loss){ question, reason };
    losses->count++;
}
