/* The PIN outlives the database it was kept in: a damaged one is set aside, and its PIN, attempts
 * and used permits go on in the fresh one, from the newest backup that can be read. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "support.h"

static struct rig rig;

static const char *const boot = "first-boot";
static const char pin[] = "482957", other_pin[] = "907346";
static const char permit[] = "0123456789abcdef0123456789abcdef";

static void set_up(void)
{
    rig_init(&rig);
}

static void tear_down(void)
{
    rig_fini(&rig);
}

TestSuite(keep_pin, .init = set_up, .fini = tear_down, .timeout = 120);

static void open_keeping(void)
{
    const struct store_options options = { .folder = rig.folder,
                                           .kind = STORE_SIMULATED,
                                           .keeps = true };
    struct err err = { 0 };
    rig.store = store_open(&options, &err);
    cr_assert_not_null(rig.store, "%s", err.text);
}

static struct store_request say(enum store_request_kind kind, int key)
{
    rig.now_ms += 1000;
    return (
        struct store_request){ .kind = kind,
                               .wall_ms = rig.now_ms,
                               .staff = { .key = rig_uuid(key), .boot = boot, .boot_ms = 1000 } };
}

static struct store_request say_set(int key, const char *secret)
{
    struct store_request request = say(STORE_SET_PIN, key);
    request.staff.secret = secret;
    return request;
}

static struct store_pin try_pin(int key, const char *secret)
{
    struct store_request check = say(STORE_CHECK_PIN, key);
    struct store_result result;
    rig_must(&rig, say(STORE_TRY_PIN, key));
    check.staff.secret = secret;
    cr_assert(store_ask(rig.store, &check, &result), "%s", result.err.text);
    return result.pin;
}

static struct store_pin read_pin(void)
{
    struct store_pin out;
    struct err err = { 0 };
    cr_assert(store_read_pin(rig.store, boot, 1000, &out, &err), "%s", err.text);
    return out;
}

/* The open store's backup of that number. */
static void back_up(int number)
{
    char name[32];
    struct err err = { 0 };
    snprintf(name, sizeof name, "backup/wenda-%d.db", number);
    char *path = rig_path(&rig, name), *folder = rig_path(&rig, "backup");
    cr_assert(fs_make_folders(folder, &err), "%s", err.text);
    cr_assert(store_backup(rig.store, path, &err), "%s", err.text);
    free(folder);
    free(path);
}

static void damage(const char *name)
{
    char noise[4096];
    memset(noise, 0xA5, sizeof noise);
    rig_write(&rig, name, 5 * 4096, noise, sizeof noise);
}

/* A PIN that the office's permit has set, and two wrong attempts. */
static void use_booth(void)
{
    struct store_request forgot = say_set(2, pin);
    open_keeping();
    rig_must(&rig, say_activity(&rig));
    rig_must(&rig, say_set(1, other_pin));
    forgot.staff.permit = permit;
    rig_must(&rig, forgot);
    cr_assert_not(try_pin(3, other_pin).right);
    cr_assert_not(try_pin(4, other_pin).right);
}

static void expect_pin_in_force(void)
{
    bool used = false;
    struct err err = { 0 };
    struct store_health health;
    cr_assert(store_read_health(rig.store, &health, &err), "%s", err.text);
    cr_assert_eq(health.aside_count, 1);
    cr_expect(read_pin().is_set);
    cr_expect_eq(read_pin().failures, 2);
    cr_expect(strstr(rig_refusal(&rig, say_set(5, other_pin)), "原来的口令"));
    cr_assert(store_read_permit_used(rig.store, permit, &used, &err), "%s", err.text);
    cr_expect(used);
    struct store_request again = say_set(6, other_pin);
    again.staff.permit = permit;
    cr_expect(strstr(rig_refusal(&rig, again), "已经用过"));
    cr_expect_not(try_pin(7, other_pin).right);
    cr_expect(try_pin(8, pin).right);
    cr_expect(store_check_chain(rig.store, NULL));
}

Test(keep_pin, comes_from_the_newest_backup)
{
    use_booth();
    back_up(1);
    rig_close(&rig);
    damage("wenda.db");
    open_keeping();
    expect_pin_in_force();
}

Test(keep_pin, comes_from_the_older_backup_where_the_newest_is_damaged)
{
    use_booth();
    back_up(2);
    back_up(1);
    rig_close(&rig);
    damage("wenda.db");
    damage("backup/wenda-1.db");
    open_keeping();
    expect_pin_in_force();
}

/* The second database was not backed up yet when it was damaged, too. */
Test(keep_pin, outlives_two_databases)
{
    use_booth();
    back_up(1);
    rig_close(&rig);
    damage("wenda.db");
    open_keeping();
    rig_close(&rig);
    damage("wenda.db");
    open_keeping();
    cr_expect(read_pin().is_set);
    cr_expect(try_pin(8, pin).right);
}

/* ---- no backup that can be read ---- */

static int64_t set_anew_ms(void)
{
    struct store_health health;
    struct err err = { 0 };
    cr_assert(store_read_health(rig.store, &health, &err), "%s", err.text);
    return health.pin_anew_ms;
}

static void lose_pin(void)
{
    use_booth();
    rig_close(&rig);
    damage("wenda.db");
    open_keeping();
    cr_expect(read_pin().is_lost);
    cr_expect_not(read_pin().is_set);
}

Test(keep_pin, a_damaged_backup_is_none)
{
    use_booth();
    back_up(1);
    rig_close(&rig);
    damage("wenda.db");
    damage("backup/wenda-1.db");
    open_keeping();
    cr_expect(read_pin().is_lost);
}

Test(keep_pin, a_lost_one_is_replaced_by_a_permit_where_the_office_has_a_key)
{
    lose_pin();
    struct store_request set = say_set(5, other_pin);
    set.staff.only_by_permit = true;
    cr_expect(strstr(rig_refusal(&rig, set), "忘记口令"));
    cr_expect(strstr(rig_refusal(&rig, say(STORE_TRY_PIN, 6)), "忘记口令"));
    set.staff.permit = permit;
    rig_must(&rig, set);
    cr_expect(try_pin(7, other_pin).right);
    cr_expect_not(read_pin().is_lost);
    cr_expect_eq(set_anew_ms(), 0, "the office knows of it");
}

Test(keep_pin, a_lost_one_that_nobody_can_replace_is_set_anew_and_noted)
{
    lose_pin();
    struct store_request set = say_set(5, other_pin);
    rig_must(&rig, set);
    cr_expect_eq(set_anew_ms(), set.wall_ms);
    cr_expect_not(read_pin().is_lost);
    cr_expect(strstr(rig_refusal(&rig, say_set(6, pin)), "原来的口令"));
    cr_expect(store_check_chain(rig.store, NULL));
}

Test(keep_pin, the_first_one_of_a_booth_is_not_set_anew)
{
    struct store_request set = say_set(1, pin);
    open_keeping();
    set.staff.only_by_permit = true;
    rig_must(&rig, set);
    cr_expect_eq(set_anew_ms(), 0);
}
