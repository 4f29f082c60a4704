/* Any text as an expression: parsing and evaluating must not crash, and the source that the writer
 * puts out parses to the same. */

#include <stdint.h>
#include <string.h>

#include "activity/expr.h"
#include "base/utf8.h"
#include "fuzz/fuzz_need.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Answers of every kind, by the first letter of the id. */
static const char *answer_text(void *context, const char *id)
{
    static const char *const answers[] = { "",     "A",      "ACD",        "3",
                                           "-7.5", "好，好", "2027-04-20", "3,0,,5" };
    (void)context;
    return answers[(unsigned char)id[0] % 8];
}

static void count_visit(void *context, const char *id)
{
    *(int *)context += *id != '\0';
}

static void count_comparison(void *context, const char *id, const char *literal)
{
    *(int *)context += *id != '\0' && (!literal || strlen(literal) < 100000);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len > 20000 || !utf8_validate((const char *)bytes, len, NULL))
        return 0;
    const struct expr_scope scope = { answer_text, NULL };
    struct arena arena;
    struct err err = { 0 };
    int visited = 0;
    arena_init(&arena);
    struct expr *expr = expr_parse(arena_strndup(&arena, (const char *)bytes, len), &arena, &err);
    fuzz_need((expr != NULL) != err_is_set(&err));
    if (expr) {
        bool truth = expr_is_true(expr, &scope);
        struct expr *again = expr_parse(expr_text(expr), &arena, &err);
        fuzz_need(again && expr_is_true(again, &scope) == truth);
        expr_each_reference(expr, count_visit, &visited);
        expr_each_comparison(expr, count_comparison, &visited);
    }
    arena_fini(&arena);
    return 0;
}
