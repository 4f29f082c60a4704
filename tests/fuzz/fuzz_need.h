/* What a fuzz target demands; unlike assert it also holds in a release build. */
#ifndef WENDA_TESTS_FUZZ_NEED_H
#define WENDA_TESTS_FUZZ_NEED_H

#include <stdbool.h>
#include <stdlib.h>

static inline void fuzz_need(bool holds)
{
    if (!holds)
        abort();
}

#endif
