#include "activity/convert_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

void conversion_begin(struct conversion *conversion, const char *name)
{
    *conversion = (struct conversion){ 0 };
    arena_init(&conversion->result.arena);
    convert_builder_init(&conversion->builder, &conversion->result, name);
}

void conversion_end(struct conversion *conversion)
{
    convert_builder_finish(&conversion->builder);
    convert_builder_fini(&conversion->builder);
}

void conversion_fini(struct conversion *conversion)
{
    free(conversion->result.items);
    arena_fini(&conversion->result.arena);
}

void conversion_of_csv(struct conversion *conversion, const char *csv)
{
    struct csv_table table;
    conversion_begin(conversion, "t.csv");
    cr_assert(csv_read(csv, strlen(csv), &table, &conversion->err), "%s", conversion->err.text);
    cr_assert(convert_table(&conversion->builder, &table, &conversion->err), "%s",
              conversion->err.text);
    csv_table_fini(&table);
    conversion_end(conversion);
}

static const struct convert_item *item_of(const struct conversion *conversion, int item)
{
    cr_assert_lt(item, conversion->result.count, "only %d items", conversion->result.count);
    return &conversion->result.items[item];
}

const char *item_answer(const struct conversion *conversion, int item)
{
    const char *answer = item_of(conversion, item)->answer;
    return answer ? answer : "";
}

char item_status(const struct conversion *conversion, int item)
{
    return "RDX"[item_of(conversion, item)->status];
}

bool item_reason_holds(const struct conversion *conversion, int item, const char *text)
{
    return strstr(item_of(conversion, item)->reason, text) != NULL;
}

const struct question *item_question(const struct conversion *conversion, int item)
{
    int question = item_of(conversion, item)->question;
    cr_assert_geq(question, 0, "item %d is not in the form", item);
    return &conversion->result.form.questions[question];
}

const char *items_text(const struct conversion *conversion)
{
    static char text[8192];
    size_t len = 0;
    text[0] = '\0';
    for (int i = 0; i < conversion->result.count && len < sizeof text - 1; i++) {
        const struct convert_item *item = &conversion->result.items[i];
        int more = snprintf(text + len, sizeof text - len, "%c %s %s | %s\n", "RDX"[item->status],
                            item -> answer ? item -> answer : "-", item->stem, item->reason);
        len += more > 0 ? (size_t)more : 0;
    }
    return text;
}
