/* Behind a damaged database: whoever comes to the staff corner needs the PIN that was in force, or
 * the office's permit, and is told so; where there is neither, what is set anew is noted. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "booth/recover.h"
#include "rig.h"

static struct rig rig;
static struct crypt_public public_key;
static struct crypt_secret secret_key;

static const char pin[] = "482957", other_pin[] = "907346";

static void put_file(const char *name, const char *bytes, size_t len)
{
    struct err err = { 0 };
    char *path = fs_join(rig.folder, name);
    cr_assert(fs_replace(path, bytes, len, &err), "%s", err.text);
    free(path);
}

static void open_keeping(void)
{
    const struct booth_options options = { .data = rig.folder,
                                           .kind = STORE_OFFICIAL,
                                           .keeps = true };
    struct err err = { "" };
    rig.booth = booth_open(&options, rig.activity, &err);
    cr_assert_not_null(rig.booth, "%s", err.text);
}

static void open_pad(void)
{
    rig_tap(&rig, MSG_CORNER, 0);
    cr_assert_eq(rig.kiosk->screen, SCREEN_STAFF_PIN);
}

static void type_pin(const char *text)
{
    char digit[2] = "";
    for (; *text; text++) {
        digit[0] = *text;
        rig.now_ms += 500;
        rig_type(&rig, digit);
    }
    rig_settle(&rig);
}

/* A booth whose staff have set their PIN. */
static void set_up(void)
{
    rig_init(&rig);
    put_file("booth.ini", "展位: A-03\n", strlen("展位: A-03\n"));
    open_keeping();
    open_pad();
    type_pin(pin);
    type_pin(pin);
    cr_assert_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
    rig_tap(&rig, MSG_STAFF_LEAVE, 0);
}

static void tear_down(void)
{
    rig_fini(&rig);
}

TestSuite(recover_lost, .init = set_up, .fini = tear_down, .timeout = 120);

static void install_key(void)
{
    struct err err = { 0 };
    char *path = fs_join(rig.folder, "trusted.pub");
    crypt_sign_keys(&public_key, &secret_key);
    cr_assert(crypt_public_save(path, &public_key, &err), "%s", err.text);
    free(path);
}

static void put_permit(uint8_t number, int64_t wall_ms)
{
    const uint8_t bytes[16] = { number };
    struct strbuf text;
    struct err err = { 0 };
    strbuf_init(&text);
    cr_assert(permit_write("A-03", bytes, wall_ms, &secret_key, &text, &err));
    put_file("recover.pin", text.text, text.len);
    strbuf_fini(&text);
}

/* Off; of the backups only the one that the test wants stays: the booth makes its own when it has
 * time. */
static void close_with(const char *copy)
{
    struct err err = { 0 };
    char *folder = fs_join(rig.folder, "backup"), *path = fs_join(folder, "wenda-1.db");
    booth_close(rig.booth);
    rig.booth = NULL;
    cr_assert(store_drop_backups(rig.folder, &err), "%s", err.text);
    cr_assert(fs_make_folders(folder, &err), "%s", err.text);
    cr_assert(copy == NULL || rename(copy, path) == 0);
    free(path);
    free(folder);
}

/* Off, a page of the database goes bad, on again. */
static void damage(bool is_backed_up)
{
    char noise[4096];
    char *path = fs_join(rig.folder, "wenda.db"), *copy = fs_join(rig.folder, "copy.db");
    struct err err = { 0 };
    if (is_backed_up)
        cr_assert(store_backup(booth_store(rig.booth), copy, &err), "%s", err.text);
    close_with(is_backed_up ? copy : NULL);
    FILE *file = fopen(path, "r+b");
    cr_assert_not_null(file);
    memset(noise, 0xA5, sizeof noise);
    cr_assert_eq(fseek(file, 5 * 4096, SEEK_SET), 0);
    cr_assert_eq(fwrite(noise, 1, sizeof noise, file), sizeof noise);
    cr_assert_eq(fclose(file), 0);
    free(path);
    free(copy);
    open_keeping();
}

static int64_t set_anew_ms(void)
{
    struct store_health health;
    struct err err = { 0 };
    cr_assert(store_read_health(booth_store(rig.booth), &health, &err), "%s", err.text);
    cr_assert(health.awards_stopped);
    return health.pin_anew_ms;
}

Test(recover_lost, the_pin_of_the_backup_is_asked_for)
{
    damage(true);
    open_pad();
    cr_expect_eq(rig.kiosk->staff.step, STAFF_ENTER);
    type_pin(other_pin);
    cr_expect_eq(rig.kiosk->screen, SCREEN_STAFF_PIN);
    type_pin(pin);
    cr_expect_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
}

Test(recover_lost, a_used_permit_is_used_in_the_fresh_database)
{
    install_key();
    put_permit(9, clock_wall_ms());
    open_pad();
    rig_tap(&rig, MSG_PIN_FORGOT, 0);
    type_pin(other_pin);
    type_pin(other_pin);
    cr_assert_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
    rig_tap(&rig, MSG_STAFF_LEAVE, 0);
    damage(true);
    open_pad();
    rig_tap(&rig, MSG_PIN_FORGOT, 0);
    cr_expect_eq(rig.kiosk->staff.step, STAFF_ENTER);
    cr_expect(strstr(rig.kiosk->staff.text, "已经用过"), "%s", rig.kiosk->staff.text);
    type_pin(other_pin);
    cr_expect_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
}

Test(recover_lost, without_a_backup_the_office_lets_staff_in)
{
    install_key();
    damage(false);
    open_pad();
    cr_assert_eq(rig.kiosk->staff.step, STAFF_ENTER, "nobody is asked to set one");
    cr_expect(strstr(rig.kiosk->staff.text, "忘记口令"), "%s", rig.kiosk->staff.text);
    type_pin(other_pin);
    cr_expect_eq(rig.kiosk->screen, SCREEN_STAFF_PIN);
    cr_expect(strstr(rig.kiosk->staff.text, "忘记口令"), "%s", rig.kiosk->staff.text);
    put_permit(1, clock_wall_ms() - 60000);
    rig_tap(&rig, MSG_PIN_FORGOT, 0);
    cr_expect_eq(rig.kiosk->staff.step, STAFF_ENTER);
    cr_expect(strstr(rig.kiosk->staff.text, "移开以前"), "%s", rig.kiosk->staff.text);
    put_permit(2, clock_wall_ms() + 60000);
    rig_tap(&rig, MSG_PIN_FORGOT, 0);
    cr_assert_eq(rig.kiosk->staff.step, STAFF_NEW_PIN);
    type_pin(other_pin);
    type_pin(other_pin);
    cr_expect_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
    cr_expect_eq(set_anew_ms(), 0);
}

Test(recover_lost, without_backup_and_key_it_is_set_anew_and_told)
{
    damage(false);
    open_pad();
    cr_assert_eq(rig.kiosk->staff.step, STAFF_NEW_PIN);
    type_pin(other_pin);
    type_pin(other_pin);
    cr_assert_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
    cr_expect_gt(set_anew_ms(), 0);
    cr_assert_not_null(rig.kiosk->staff.dashboard);
    cr_expect_eq(rig.kiosk->staff.dashboard->pin_anew_ms, set_anew_ms());
}

/* The rehearsal's data still know the PIN: it is taken over when the booth opens. */
Test(recover_lost, the_other_data_folder_keeps_it_too)
{
    char *folder = fs_join(rig.folder, "rehearsal");
    const struct booth_options options = { .data = folder,
                                           .home = rig.folder,
                                           .kind = STORE_REHEARSAL };
    struct err err = { "" };
    booth_close(rig.booth);
    rig.booth = booth_open(&options, rig.activity, &err);
    cr_assert_not_null(rig.booth, "%s", err.text);
    booth_close(rig.booth);
    open_keeping();
    damage(false);
    open_pad();
    cr_expect_eq(rig.kiosk->staff.step, STAFF_ENTER);
    type_pin(pin);
    cr_expect_eq(rig.kiosk->screen, SCREEN_STAFF_HOME);
    cr_expect_eq(set_anew_ms(), 0);
    free(folder);
}

/* Damaged while the booth runs, it is not taken over yet: nobody sets one meanwhile. */
Test(recover_lost, nobody_sets_one_while_the_other_data_folder_has_it)
{
    const char key[] = "00000000-0000-4000-8000-000000000001";
    char *folder = fs_join(rig.folder, "rehearsal"), secret[] = "482957";
    const struct store_options options = { .folder = folder, .kind = STORE_REHEARSAL };
    const struct store_request set = { .kind = STORE_SET_PIN,
                                       .wall_ms = 1,
                                       .staff = { .key = key, .secret = secret } };
    struct err err = { 0 };
    damage(false);
    struct store *other = store_open(&options, &err);
    cr_assert(other && store_run(other, &set, &err), "%s", err.text);
    store_close(other);
    open_pad();
    cr_expect_eq(rig.kiosk->staff.step, STAFF_ENTER);
    cr_expect(strstr(rig.kiosk->staff.text, "重新启动"), "%s", rig.kiosk->staff.text);
    free(folder);
}
