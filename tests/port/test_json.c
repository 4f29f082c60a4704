#include "port/json.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

static struct strbuf out;
static struct json *json;

static void start_plain(void)
{
    strbuf_init(&out);
    json = json_new(&out, false);
}

static void finish(void)
{
    json_free(json);
    strbuf_fini(&out);
}

TestSuite(json, .init = start_plain, .fini = finish);

Test(json, every_kind_of_value)
{
    json_object(json);
    json_key_text(json, "题", "什么是\"专利\"？\n\x01/");
    json_key_text(json, "answer", NULL);
    json_key_int(json, "most", INT64_MAX);
    json_key_int(json, "least", INT64_MIN);
    json_key_bool(json, "right", true);
    json_key_object(json, "parts");
    json_object_end(json);
    json_key_array(json, "list");
    json_bool(json, false);
    json_null(json);
    json_int(json, 0);
    json_double(json, 2.5, 2);
    json_object(json);
    json_object_end(json);
    json_array(json);
    json_array_end(json);
    json_array_end(json);
    json_object_end(json);
    json_end_document(json);
    cr_assert_str_eq(out.text, "{\"题\":\"什么是\\\"专利\\\"？\\n\\u0001/\",\"answer\":null,"
                               "\"most\":9223372036854775807,\"least\":-9223372036854775808,"
                               "\"right\":true,\"parts\":{},\"list\":[false,null,0,2.5,{},[]]}\n");
}

Test(json, doubles)
{
    json_array(json);
    json_double(json, 1.0 / 3, 3);
    json_double(json, 50, 2);
    json_double(json, -0.0001, 2);
    json_double(json, 12.6, 0);
    json_array_end(json);
    cr_assert_str_eq(out.text, "[0.333,50.0,0.0,13]");
}

Test(json, lines_of_documents)
{
    for (int i = 0; i < 3; i++) {
        json_object(json);
        json_key_int(json, "n", i);
        json_object_end(json);
        json_end_document(json);
    }
    cr_assert_str_eq(out.text, "{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n");
}

Test(json, pretty)
{
    struct json *pretty = json_new(&out, true);

    for (int i = 0; i < 2; i++) {
        json_object(pretty);
        json_key(pretty, "a");
        json_array(pretty);
        json_int(pretty, 1);
        json_array_end(pretty);
        json_object_end(pretty);
        json_end_document(pretty);
    }
    cr_assert_str_eq(out.text, "{\n  \"a\": [\n    1\n  ]\n}\n{\n  \"a\": [\n    1\n  ]\n}\n");
    json_free(pretty);
}

Test(json, appends_to_what_is_there)
{
    strbuf_add(&out, "before ");
    json_text(json, "x");
    json_end_document(json);
    cr_assert_str_eq(out.text, "before \"x\"\n");
}

Test(json, bytes_that_are_no_text_are_replaced)
{
    json_object(json);
    json_key_text(json, "k\xFF",
                  "a\xC0\x80"
                  "b\xED\xA0\x80"
                  "c\xE4\xBD");
    json_object_end(json);
    cr_assert_str_eq(out.text, "{\"k\uFFFD\":\"a\uFFFD\uFFFDb\uFFFD\uFFFD\uFFFDc\uFFFD\uFFFD\"}");
}

Test(json, a_value_where_a_key_is_due_aborts, .signal = SIGABRT)
{
    json_object(json);
    json_int(json, 1);
}

Test(json, a_second_document_without_an_end_aborts, .signal = SIGABRT)
{
    json_int(json, 1);
    json_int(json, 2);
}

Test(json, ending_an_open_document_aborts, .signal = SIGABRT)
{
    json_array(json);
    json_end_document(json);
}

Test(json, numbers_that_json_does_not_know_abort, .signal = SIGABRT)
{
    json_double(json, NAN, 2);
}

Test(json, freeing_nothing)
{
    json_free(NULL);
}
