#include "store/audit.h"

#include <stdarg.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "store/statement.h"

struct audit_row {
    int64_t number, wall_ms;
    const char *event, *subject, *detail, *previous; /* borrowed */
};

static void hash_row(const struct audit_row *row, char out[CRYPT_HEX_LEN])
{
    struct strbuf text;
    strbuf_init(&text);
    strbuf_addf(&text, "%s%lld\n%lld\n%s\n%s\n%s\n", row->previous, (long long)row->number,
                (long long)row->wall_ms, row->event, row->subject, row->detail);
    crypt_hash_hex(text.text, text.len, out);
    strbuf_fini(&text);
}

static void set_zeros(char hash[CRYPT_HEX_LEN])
{
    memset(hash, '0', CRYPT_HEX_LEN - 1);
    hash[CRYPT_HEX_LEN - 1] = '\0';
}

bool audit_read_head(struct db *db, int64_t *number, char hash[CRYPT_HEX_LEN])
{
    struct query head;
    *number = 0;
    set_zeros(hash);
    query_start(&head, db, QUERY_AUDIT_HEAD);
    enum query_step step = query_step(&head);
    if (step == QUERY_ROW) {
        *number = query_int(&head, 0);
        utf8_copy(hash, CRYPT_HEX_LEN, query_text(&head, 1));
    }
    query_end(&head);
    return step != QUERY_FAILED;
}

static bool put_row(struct db *db, int64_t wall_ms, const char *event, const char *subject,
                    const char *detail)
{
    char previous[CRYPT_HEX_LEN], hash[CRYPT_HEX_LEN];
    struct audit_row row = { .wall_ms = wall_ms,
                             .event = event,
                             .subject = subject,
                             .detail = detail,
                             .previous = previous };
    if (!audit_read_head(db, &row.number, previous))
        return false;
    row.number++;
    hash_row(&row, hash);

    struct query put;
    query_start(&put, db, QUERY_AUDIT_PUT);
    query_set_int(&put, ":number", row.number);
    query_set_int(&put, ":wall_ms", wall_ms);
    query_set_text(&put, ":event", event);
    query_set_text(&put, ":subject", subject);
    query_set_text(&put, ":detail", detail);
    query_set_text(&put, ":previous", previous);
    query_set_text(&put, ":hash", hash);
    return query_run(&put);
}

bool audit_put(struct db *db, int64_t wall_ms, const char *event, const char *subject,
               const char *detail_format, ...)
{
    struct strbuf detail;
    va_list args;
    strbuf_init(&detail);
    va_start(args, detail_format);
    strbuf_vaddf(&detail, detail_format, args);
    va_end(args);
    bool ok = put_row(db, wall_ms, event, subject, detail.text);
    strbuf_fini(&detail);
    return ok;
}

bool audit_check(struct db *db, struct err *err)
{
    char expected[CRYPT_HEX_LEN], hash[CRYPT_HEX_LEN];
    int64_t number = 0;
    bool holds = true;
    enum query_step step = QUERY_DONE;
    struct query rows;
    set_zeros(expected);
    query_start(&rows, db, QUERY_AUDIT_ROWS);
    while (holds && (step = query_step(&rows)) == QUERY_ROW) {
        const struct audit_row row = { .number = query_int(&rows, 0),
                                       .wall_ms = query_int(&rows, 1),
                                       .event = query_text(&rows, 2),
                                       .subject = query_text(&rows, 3),
                                       .detail = query_text(&rows, 4),
                                       .previous = query_text(&rows, 5) };
        hash_row(&row, hash);
        number++;
        holds = row.number == number && strcmp(row.previous, expected) == 0 &&
                strcmp(query_text(&rows, 6), hash) == 0;
        memcpy(expected, hash, sizeof expected);
    }
    query_end(&rows);
    if (!holds)
        return err_set(err, "审计日志从第 %lld 行起不成链：该行或它前面的行被改过",
                       (long long)number);
    return step == QUERY_DONE || db_explain(db, err);
}
