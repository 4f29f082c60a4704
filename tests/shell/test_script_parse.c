/* Scripts as text into commands, and every fault with its place. */
#include <string.h>

#include <criterion/criterion.h>

#include "shell/script_parse.h"

static struct script script;
static struct err_list faults;

static void set_up(void)
{
    err_list_init(&faults);
}

static void tear_down(void)
{
    script_fini(&script);
    err_list_fini(&faults);
}

TestSuite(script_parse, .init = set_up, .fini = tear_down);

static bool parse(const char *text)
{
    script_fini(&script);
    return script_parse(&script, "t.txt", text, strlen(text), &faults);
}

/* The one command of a script, which must be without faults. */
static const struct script_command *only(const char *text)
{
    cr_assert(parse(text), "%s", faults.count > 0 ? faults.items[0].text : "");
    cr_assert_eq(script.count, 1);
    return &script.commands[0];
}

/* The one fault of a script, as staff read it. */
static const char *only_fault(const char *text)
{
    static char line[ERR_TEXT_LEN];
    cr_assert_not(parse(text));
    cr_assert_eq(faults.count, 1);
    err_item_format(&faults.items[0], line, sizeof line);
    return line;
}

Test(script_parse, labels_may_hold_anything_in_quotes)
{
    const struct script_command *command = only("tap \"就选它 \\\"A\\\" \\\\ # 不是注释\"");
    cr_expect_eq(command->verb, SCRIPT_TAP);
    cr_expect_str_eq(command->text, "就选它 \"A\" \\ # 不是注释");
}

Test(script_parse, a_row_is_dragged_onto_another)
{
    const struct script_command *command = only("drag \"提出申请\" \"授权公告\"");
    cr_expect_eq(command->verb, SCRIPT_DRAG);
    cr_expect_str_eq(command->text, "提出申请");
    cr_expect_str_eq(command->onto, "授权公告");
    cr_expect(strstr(only_fault("drag \"提出申请\""), "双引号"));
}

Test(script_parse, a_target_may_be_a_point)
{
    const struct script_command *command = only("tap 540,1700");
    cr_expect_null(command->text);
    cr_assert_eq(command->point_count, 1);
    cr_expect_eq(command->points[0].x, 540);
    cr_expect_eq(command->points[0].y, 1700);
}

Test(script_parse, a_press_has_target_and_time)
{
    const struct script_command *command = only("press \"工作人员入口\" 3000");
    cr_expect_eq(command->verb, SCRIPT_PRESS);
    cr_expect_str_eq(command->text, "工作人员入口");
    cr_expect_eq(command->ms, 3000);
}

Test(script_parse, a_stroke_has_many_points)
{
    const struct script_command *command = only("  stroke 1,2  30,40\t500,600 # 一捺");
    cr_assert_eq(faults.count, 0);
    cr_expect_eq(command->point_count, 3);
    cr_expect_eq(command->points[2].y, 600);
}

Test(script_parse, blank_lines_and_comments_are_skipped_and_lines_counted)
{
    cr_assert(parse("# 导览\r\n\r\n  # 又一行\r\nwait 350\r\nshot 01-attract\r\n"));
    cr_assert_eq(script.count, 2);
    cr_expect_eq(script.commands[0].line, 4);
    cr_expect_eq(script.commands[0].ms, 350);
    cr_expect_str_eq(script.commands[1].text, "01-attract");
}

Test(script_parse, every_command_of_the_reference_is_known)
{
    cr_expect(parse("tap \"a\"\npress \"a\" 1\nstroke 1,1 2,2\ntype \"ab\"\nanswer right\n"
                    "answer wrong\nanswer any\nexpect \"a\"\nexpect-not \"a\"\n"
                    "expect-screen quiz-question\nuntil-screen thanks\nwait 5\nshot a\ndump a\n"
                    "usb /media/stick\nusb none\n"));
    cr_expect_eq(script.count, 16);
}

Test(script_parse, an_unknown_command_names_the_nearest_and_all)
{
    const char *line = only_fault("\ntapp \"a\"\n");
    cr_expect(strstr(line, "t.txt:2:1: 错误: 没有命令“tapp”，是不是“tap”") == line, "%s", line);
    cr_expect_not_null(strstr(line, "until-screen"), "all accepted ones are listed");
}

Test(script_parse, an_unknown_screen_names_the_nearest)
{
    const char *line = only_fault("expect-screen quiz-questions");
    cr_expect_not_null(strstr(line, "t.txt:1:15: 错误: 没有画面“quiz-questions”"), "%s", line);
    cr_expect_not_null(strstr(line, "是不是“quiz-question”"), "%s", line);
}

Test(script_parse, all_faults_are_collected)
{
    cr_expect_not(parse("wait soon\ntap\nanswer maybe\nwait 1\nshot ../x\nexpect \"没合上\n"));
    cr_expect_eq(faults.count, 5);
    cr_expect_eq(faults.items[0].line, 1);
    cr_expect_eq(faults.items[4].line, 6);
}

Test(script_parse, what_follows_a_command_is_a_fault)
{
    cr_expect_not_null(strstr(only_fault("wait 5 6"), "t.txt:1:8: 错误: 命令后面有多余的内容"));
}

Test(script_parse, columns_are_counted_in_characters)
{
    cr_expect_not_null(strstr(only_fault("expect \"中文\" 多"), "t.txt:1:13:"));
}

Test(script_parse, numbers_have_bounds)
{
    cr_expect_not(parse("wait 86400001"));
    cr_expect_not(parse("wait -1"));
    cr_expect_not(parse("wait 1e3"));
    cr_expect_not(parse("tap 1,100001"));
    cr_expect_not(parse("tap 1;2"));
    cr_expect_not(parse("tap 99999999999999999999,1"));
}

Test(script_parse, a_stroke_has_at_most_so_many_points)
{
    char text[2048] = "stroke";
    for (int i = 0; i <= SCRIPT_POINTS_MAX; i++)
        strcat(text, " 1,1");
    cr_expect_not_null(strstr(only_fault(text), "一笔最多 64 个点"));
}

Test(script_parse, text_that_is_not_utf_8_is_refused)
{
    cr_expect_not_null(strstr(only_fault("tap \"\xff\""), "UTF-8"));
}

Test(script_parse, a_NUL_byte_is_refused)
{
    static const char text[] = "wait 1\n\0wait 2\n";
    cr_expect_not(script_parse(&script, "t.txt", text, sizeof text - 1, &faults));
}
