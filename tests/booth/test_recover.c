/* A forgotten PIN from the booth's side: permits by place, booth and use; the PIN that official
 * data and rehearsal share; opening hours. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "booth/recover.h"
#include "rig.h"

static struct rig rig;
static struct crypt_public public_key;
static struct crypt_secret secret_key;

static void put_file(const char *folder, const char *name, const char *bytes, size_t len)
{
    struct err err = { 0 };
    char *path = fs_join(folder, name);
    cr_assert(fs_replace(path, bytes, len, &err), "%s", err.text);
    free(path);
}

static void set_up(void)
{
    struct err err = { 0 };
    char *path;
    rig_init(&rig);
    rig_open(&rig, NULL);
    crypt_sign_keys(&public_key, &secret_key);
    path = fs_join(rig.folder, "trusted.pub");
    cr_assert(crypt_public_save(path, &public_key, &err), "%s", err.text);
    free(path);
    put_file(rig.folder, "booth.ini", "展位: A-03\n", strlen("展位: A-03\n"));
}

static void tear_down(void)
{
    rig_fini(&rig);
}

TestSuite(recover, .init = set_up, .fini = tear_down);

static void put_permit(const char *folder, const char *booth, uint8_t number)
{
    const uint8_t bytes[16] = { number };
    struct strbuf text;
    struct err err = { 0 };
    strbuf_init(&text);
    cr_assert(permit_write(booth, bytes, 0, &secret_key, &text, &err));
    put_file(folder, "recover.PIN", text.text, text.len);
    strbuf_fini(&text);
}

/* "" when one was found, else why not. */
static const char *find(const char *stick, struct permit *permit)
{
    static struct err err;
    const struct recover_source source = {
        .store = booth_store(rig.booth), .home = rig.folder, .stick = stick, .booth = "A-03"
    };
    err_clear(&err);
    return recover_find_permit(&source, permit, &err) ? "" : err.text;
}

Test(recover, finds_a_permit_on_the_stick_or_in_the_data_folder)
{
    struct err err = { 0 };
    struct permit permit;
    char *stick = fs_join(rig.folder, "stick");
    cr_expect(strstr(find(NULL, &permit), "没有找到恢复文件"));
    put_permit(rig.folder, "A-03", 1);
    cr_expect_str_empty(find(NULL, &permit));
    cr_assert(fs_make_folders(stick, &err));
    put_permit(stick, "A-03", 2);
    cr_expect_str_empty(find(stick, &permit));
    cr_expect_eq(strncmp(permit.number, "02", 2), 0, "the stick's first");
    free(stick);
}

Test(recover, takes_none_of_another_booth_or_office)
{
    struct permit permit;
    put_permit(rig.folder, "B-01", 1);
    cr_expect(strstr(find(NULL, &permit), "B-01"));
    crypt_sign_keys(&public_key, &secret_key);
    put_permit(rig.folder, "A-03", 1);
    cr_expect(strstr(find(NULL, &permit), "签名不对"));
}

static void type_pin(const char *pin)
{
    char digit[2] = "";
    for (; *pin; pin++) {
        digit[0] = *pin;
        rig.now_ms += 500;
        rig_type(&rig, digit);
    }
    rig_settle(&rig);
}

static void open_pad(void)
{
    rig_tap(&rig, MSG_CORNER, 0);
    cr_assert_eq(rig.kiosk->screen, SCREEN_STAFF_PIN);
}

/* The whole way: a PIN set, forgotten, set anew by the office's permit; the permit is worn out. */
Test(recover, staff_set_a_new_pin_once)
{
    booth_close(rig.booth);
    rig_open(&rig, NULL); /* reads booth.ini */
    open_pad();
    type_pin("482957");
    type_pin("482957");
    cr_assert_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
    rig_tap(&rig, MSG_STAFF_LEAVE, 0);

    put_permit(rig.folder, "A-03", 9);
    open_pad();
    rig_tap(&rig, MSG_PIN_FORGOT, 0);
    cr_assert_eq(rig.kiosk->staff.step, STAFF_NEW_PIN);
    type_pin("907346");
    type_pin("907346");
    cr_assert_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
    rig_tap(&rig, MSG_STAFF_LEAVE, 0);

    open_pad();
    rig_tap(&rig, MSG_PIN_FORGOT, 0);
    cr_expect_eq(rig.kiosk->staff.step, STAFF_ENTER);
    cr_expect(strstr(rig.kiosk->staff.text, "已经用过"), "%s", rig.kiosk->staff.text);
    type_pin("907346");
    cr_expect_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
}

/* Set in the rehearsal on the eve, it is the PIN of the first day, and a worn out permit is worn
 * out there too. */
Test(recover, official_data_and_rehearsal_share_the_pin)
{
    struct booth_options options = { .kind = STORE_REHEARSAL, .home = rig.folder };
    struct err err = { "" };
    struct permit permit;
    struct booth *official;
    char *folder = fs_join(rig.folder, "rehearsal");
    booth_close(rig.booth);
    options.data = folder;
    rig.booth = booth_open(&options, rig.activity, &err);
    cr_assert_not_null(rig.booth, "%s", err.text);
    open_pad();
    type_pin("482957");
    type_pin("482957");
    rig_tap(&rig, MSG_STAFF_LEAVE, 0);
    put_permit(rig.folder, "A-03", 5);
    open_pad();
    rig_tap(&rig, MSG_PIN_FORGOT, 0);
    type_pin("907346");
    type_pin("907346");
    cr_assert_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
    rig_tap(&rig, MSG_STAFF_LEAVE, 0);

    booth_close(rig.booth);
    rig.booth = NULL;
    rig_open(&rig, NULL);
    official = rig.booth;
    cr_assert_not_null(official);
    open_pad();
    cr_expect(rig.kiosk->staff.is_set);
    type_pin("907346");
    cr_expect_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
    cr_expect(strstr(find(NULL, &permit), "已经用过"));
    free(folder);
}

/* ---- opening hours ---- */

static struct store_hours read_hours(void)
{
    struct store_hours hours;
    struct err err = { 0 };
    rig_settle(&rig);
    cr_assert(store_read_hours(booth_store(rig.booth), 0, &hours, &err), "%s", err.text);
    return hours;
}

Test(recover, opening_hours_leave_out_what_was_closed)
{
    const int64_t wall_ms = INT64_C(1808182800000), minute_ms = 60000;
    for (int i = 0; i <= 12; i++) /* an hour */
        booth_mark_open(rig.booth, i * 5 * minute_ms, wall_ms + i * 5 * minute_ms);
    cr_expect_eq(read_hours().whole_ms, 60 * minute_ms);
    booth_mark_closed(rig.booth); /* a pause of two minutes */
    booth_mark_open(rig.booth, 62 * minute_ms, wall_ms + 62 * minute_ms);
    cr_expect_eq(read_hours().whole_ms, 60 * minute_ms);
    booth_mark_open(rig.booth, 65 * minute_ms, wall_ms + 65 * minute_ms);
    cr_expect_eq(read_hours().whole_ms, 63 * minute_ms);
    /* No sign for half an hour: asleep, or its clock was set. */
    booth_mark_open(rig.booth, 95 * minute_ms, wall_ms + 95 * minute_ms);
    booth_mark_open(rig.booth, 96 * minute_ms, wall_ms + 600 * minute_ms);
    cr_expect_eq(read_hours().whole_ms, 63 * minute_ms);
}
