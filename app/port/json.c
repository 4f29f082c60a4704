#include "port/json.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <yajl/yajl_gen.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"

struct json {
    yajl_gen generator;
    struct strbuf *out; /* borrowed */
    int depth;          /* of open objects and arrays, which yajl does not tell */
};

static void check(yajl_gen_status status)
{
    assert(status == yajl_gen_status_ok);
    (void)status;
}

static void print(void *context, const char *bytes, size_t len)
{
    strbuf_add_len(context, bytes, len);
}

struct json *json_new(struct strbuf *out, bool pretty)
{
    struct json *json = mem_zalloc(sizeof(*json));

    json->out = out;
    json->generator = yajl_gen_alloc(NULL);
    if (!json->generator) {
        log_error("内存不足，程序退出");
        abort();
    }
    (void)yajl_gen_config(json->generator, yajl_gen_print_callback, print, out);
    (void)yajl_gen_config(json->generator, yajl_gen_beautify, (int)pretty);
    (void)yajl_gen_config(json->generator, yajl_gen_indent_string, "  ");
    return json;
}

void json_free(struct json *json)
{
    if (!json)
        return;
    yajl_gen_free(json->generator);
    free(json);
}

void json_object(struct json *json)
{
    check(yajl_gen_map_open(json->generator));
    json->depth++;
}

void json_object_end(struct json *json)
{
    check(yajl_gen_map_close(json->generator));
    json->depth--;
}

void json_array(struct json *json)
{
    check(yajl_gen_array_open(json->generator));
    json->depth++;
}

void json_array_end(struct json *json)
{
    check(yajl_gen_array_close(json->generator));
    json->depth--;
}

static void add_string(struct json *json, const char *text)
{
    size_t len = strlen(text);
    struct strbuf repaired;

    if (utf8_validate(text, len, NULL)) {
        check(yajl_gen_string(json->generator, (const unsigned char *)text, len));
        return;
    }
    /* A file name from outside, say: U+FFFD for every byte that is no character. */
    strbuf_init(&repaired);
    while (*text != '\0')
        strbuf_add_codepoint(&repaired, utf8_next(&text));
    check(yajl_gen_string(json->generator, (const unsigned char *)repaired.text, repaired.len));
    strbuf_fini(&repaired);
}

void json_key(struct json *json, const char *key)
{
    add_string(json, key);
}

void json_text(struct json *json, const char *text)
{
    if (text)
        add_string(json, text);
    else
        json_null(json);
}

void json_int(struct json *json, int64_t value)
{
    check(yajl_gen_integer(json->generator, value));
}

void json_double(struct json *json, double value, int decimals)
{
    struct strbuf number;

    strbuf_init(&number);
    strbuf_add_double(&number, value, decimals);
    check(yajl_gen_number(json->generator, number.text, number.len));
    strbuf_fini(&number);
}

void json_bool(struct json *json, bool value)
{
    check(yajl_gen_bool(json->generator, value));
}

void json_null(struct json *json)
{
    check(yajl_gen_null(json->generator));
}

void json_key_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text);
}

void json_key_int(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_int(json, value);
}

void json_key_bool(struct json *json, const char *key, bool value)
{
    json_key(json, key);
    json_bool(json, value);
}

void json_key_object(struct json *json, const char *key)
{
    json_key(json, key);
    json_object(json);
}

void json_key_array(struct json *json, const char *key)
{
    json_key(json, key);
    json_array(json);
}

void json_end_document(struct json *json)
{
    assert(json->depth == 0);
    /* The beautifier has ended its document with a line feed itself. */
    if (json->out->len == 0 || json->out->text[json->out->len - 1] != '\n')
        strbuf_add_char(json->out, '\n');
    yajl_gen_reset(json->generator, NULL);
}
