/* Whether two forms say the same, member by member; line numbers and derived ids aside. */
#ifndef WENDA_TESTS_ACTIVITY_MODEL_EQUAL_H
#define WENDA_TESTS_ACTIVITY_MODEL_EQUAL_H

#include "activity/model.h"

/* NULL, or the name of the first member that differs. */
const char *forms_differ(const struct form *a, const struct form *b);
const char *questions_differ(const struct question *a, const struct question *b);

#endif
