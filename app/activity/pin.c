#include "activity/pin.h"

#include <string.h>

bool pin_is_valid(const char *pin)
{
    return strlen(pin) == PIN_DIGITS && strspn(pin, "0123456789") == PIN_DIGITS;
}

static bool has_few_digits(const char *pin)
{
    int distinct = 0;

    for (int i = 0; i < PIN_DIGITS; i++)
        distinct += strchr(pin, pin[i]) == pin + i;
    return distinct <= 2;
}

/* 123456, 975310, 890123: the same step from each digit to the next, also past 9. */
static bool is_run(const char *pin)
{
    int step = (pin[1] - pin[0] + 10) % 10;

    for (int i = 2; i < PIN_DIGITS; i++)
        if ((pin[i] - pin[i - 1] + 10) % 10 != step)
            return false;
    return true;
}

/* 123123, 123321, 121212, 112233. */
static bool is_pattern(const char *pin)
{
    bool mirrored = pin[0] == pin[5] && pin[1] == pin[4] && pin[2] == pin[3];
    bool halves = memcmp(pin, pin + 3, 3) == 0;
    bool thirds = memcmp(pin, pin + 2, 2) == 0 && memcmp(pin, pin + 4, 2) == 0;
    bool pairs = pin[0] == pin[1] && pin[2] == pin[3] && pin[4] == pin[5];

    return mirrored || halves || thirds || pairs;
}

static int number_at(const char *pin, int at)
{
    return (pin[at] - '0') * 10 + pin[at + 1] - '0';
}

static bool is_day(int month, int day)
{
    static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/* 200427, 270420 backwards, 042027, and the month of a year: 199007. */
static bool is_date(const char *pin)
{
    int a = number_at(pin, 0), b = number_at(pin, 2), c = number_at(pin, 4);

    return is_day(b, c) || is_day(b, a) || is_day(a, b) ||
           ((a == 19 || a == 20) && c >= 1 && c <= 12);
}

static bool is_pad_column(const char *pin)
{
    static const char *const known[] = { "147258", "258369", "369258", "258147", "147369",
                                         "963852", "852741", "741852", "159357", "357159",
                                         "951753", "753951", "520131", "131452" };

    for (unsigned i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(pin, known[i]) == 0)
            return true;
    return false;
}

bool pin_is_weak(const char *pin)
{
    return has_few_digits(pin) || is_run(pin) || is_pattern(pin) || is_date(pin) ||
           is_pad_column(pin);
}

int64_t pin_wait_ms(int failures)
{
    int64_t wait_ms = PIN_FIRST_WAIT_MS;

    if (failures < PIN_FREE_TRIES)
        return 0;
    for (int i = PIN_FREE_TRIES; i < failures && wait_ms < PIN_LONGEST_WAIT_MS; i++)
        wait_ms *= 2;
    return wait_ms < PIN_LONGEST_WAIT_MS ? wait_ms : PIN_LONGEST_WAIT_MS;
}

int64_t pin_wait_left_ms(int failures, bool same_boot, int64_t failed_boot_ms, int64_t boot_ms)
{
    int64_t due_ms = (same_boot ? failed_boot_ms : 0) + pin_wait_ms(failures);

    return failures < PIN_FREE_TRIES || due_ms <= boot_ms ? 0 : due_ms - boot_ms;
}
