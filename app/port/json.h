/*
 * Writing JSON (RFC 8259); a thin wrapper of yajl's generator. Calls in a wrong order (a value
 * where a key is due) are a programmer's error and assert. Numbers are finite. Bytes that
 * are not UTF-8 become U+FFFD, so that what is written can always be read.
 */
#ifndef WENDA_PORT_JSON_H
#define WENDA_PORT_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"

struct json; /* a writer that appends to a strbuf */

/* pretty: indented by two spaces for people; else one line. out is borrowed until json_free. */
struct json *json_new(struct strbuf *out, bool pretty);
void json_free(struct json *json);

void json_object(struct json *json);
void json_object_end(struct json *json);
void json_array(struct json *json);
void json_array_end(struct json *json);
void json_key(struct json *json, const char *key);
void json_text(struct json *json, const char *text); /* NULL writes null */
void json_int(struct json *json, int64_t value);
void json_double(struct json *json, double value, int decimals); /* as strbuf_add_double */
void json_bool(struct json *json, bool value);
void json_null(struct json *json);
/* key and value at once */
void json_key_text(struct json *json, const char *key, const char *text);
void json_key_int(struct json *json, const char *key, int64_t value);
void json_key_bool(struct json *json, const char *key, bool value);
/* key and the beginning of its value */
void json_key_object(struct json *json, const char *key);
void json_key_array(struct json *json, const char *key);
/* Ends the document: appends a line feed and makes the writer ready for the next one (JSON Lines).
 */
void json_end_document(struct json *json);

#endif
