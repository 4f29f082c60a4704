/* What a Chinese bank's words become: texts, extras, reasons and places, beyond the samples' table.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "activity/convert.h"
#include "activity/convert_support.h"

static struct convert_result result;
static struct err err;

static void take(const char *text)
{
    err = (struct err){ "" };
    cr_assert(convert_read("题库.txt", text, strlen(text), BANK_AUTO, &result, &err), "%s",
              err.text);
}

static const struct question *question(int item)
{
    cr_assert_lt(item, result.count);
    cr_assert_geq(result.items[item].question, 0, "%s", result.items[item].reason);
    return &result.form.questions[result.items[item].question];
}

static const char *option(int item, int index)
{
    const struct question *q = question(item);
    cr_assert_lt(index, q->option_count);
    return q->wordings[0]->options[index];
}

static bool reason_holds(int item, const char *text)
{
    return strstr(result.items[item].reason, text) != NULL;
}

TestSuite(convert_text);

Test(convert_text, takes_the_answer_out_of_the_stem)
{
    take("1. 有效期为（ B ）年。\nA. 五\nB. 十\nC. 二十\n"
         "2. 下列是作品的是(  C  )o\nA. 风\nB. 雨\nC. 歌\n"
         "3. (A)哪一项是颜色？\nA. 红\nB. 圆\n"
         "4. 抄袭是错的。（√）\n");
    cr_expect_str_eq(result.items[0].stem, "有效期为（　　）年。");
    cr_expect_str_eq(result.items[1].stem, "下列是作品的是（　　）。");
    cr_expect_str_eq(result.items[2].stem, "哪一项是颜色？");
    cr_expect_str_eq(result.items[3].stem, "抄袭是错的。");
    cr_expect_eq(result.counts[CONVERT_READ], 4);
    convert_result_fini(&result);
}

Test(convert_text, keeps_han_characters_as_they_are)
{
    take("1. 商標旳標誌是甚麼（A）？\nA. 圖形\nB. 聲響\n");
    cr_expect_str_eq(result.items[0].stem, "商標旳標誌是甚麼（　　）？");
    cr_expect_str_eq(option(0, 0), "圖形");
    convert_result_fini(&result);
}

Test(convert_text, keeps_what_stands_beside_the_answer)
{
    take("1. 甲问？\nA. 红\nB. 绿\n答案：A（依据《某法》第三条）\n解析：红色才对。\n难度：难\n"
         "知识点：商标\n分值：3\n");
    const struct question *q = question(0);
    cr_expect_str_eq(q->wordings[0]->explanation, "红色才对。");
    cr_expect_str_eq(q->wordings[0]->basis, "《某法》第三条");
    cr_expect_str_eq(q->topic, "商标");
    cr_expect_eq(q->difficulty, DIFFICULTY_HARD);
    cr_expect_eq(q->points, 3);
    cr_expect_null(q->review);
    convert_result_fini(&result);
}

Test(convert_text, joins_wrapped_lines)
{
    take("1. 某公司与员工没有约定，员工完成了一项职务发明，那么\n申请专利的权利归谁\n所有？\n"
         "A. 归员工本人所有，公司不得以任何理由主张\n权利\nB. 归公司所有\n答案：B\n");
    cr_expect_str_eq(result.items[0].stem,
                     "某公司与员工没有约定，员工完成了一项职务发明，那么申请专利的权利归谁所有？");
    cr_expect_str_eq(option(0, 0), "归员工本人所有，公司不得以任何理由主张权利");
    cr_expect_eq(result.items[0].status, CONVERT_READ);
    convert_result_fini(&result);
}

Test(convert_text, keeps_points_of_a_stem_on_their_lines)
{
    take("1. 哪些说法正确（ ）\n① 甲说\n② 乙说\nA. ①\nB. ②\nC. ①②\n答案：C\n");
    cr_expect_str_eq(result.items[0].stem, "哪些说法正确（　　）\n① 甲说\n② 乙说");
    convert_result_fini(&result);
}

Test(convert_text, options_named_in_an_option_set_none)
{
    take("1. 甲、A、B两公司合作，归谁（D）A、归甲B、归A公司C、归B公司D、以上A、B、C都不对\n");
    cr_expect_eq(result.items[0].status, CONVERT_READ, "%s", result.items[0].reason);
    cr_expect_str_eq(result.items[0].answer, "D");
    cr_expect_str_eq(option(0, 1), "归A公司");
    cr_expect_str_eq(option(0, 3), "以上A、B、C都不对");
    convert_result_fini(&result);
}

Test(convert_text, does_not_take_another_bracket_for_the_answer)
{
    take("1. 甲问？\nA. 红\nB. 绿\n答案：A\n2. 乙问？\nA. 红\nB. 绿\n答案：B\n"
         "3. 光盘（CD）上的音乐归谁\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n");
    cr_expect_eq(result.items[2].status, CONVERT_DOUBTFUL);
    cr_expect_null(result.items[2].answer);
    convert_result_fini(&result);
}

Test(convert_text, two_answers_that_differ_are_no_answer)
{
    take("1. 甲问（A）？\nA. 红\nB. 绿\n答案：B\n2. 乙问？\nA. 红\nB. 绿\n答案：A\n解析：故选 "
         "B。\n");
    for (int i = 0; i < 2; i++) {
        cr_expect_eq(result.items[i].status, CONVERT_DOUBTFUL);
        cr_expect_null(result.items[i].answer);
    }
    cr_expect(reason_holds(0, "不一致"), "%s", result.items[0].reason);
    convert_result_fini(&result);
}

Test(convert_text, the_same_question_with_two_answers_is_doubtful)
{
    take("1. 甲问？\nA. 红\nB. 绿\n答案：A\n2. 乙问？\nA. 红\nB. 绿\n答案：A\n"
         "3. 甲问？\nA. 红\nB. 绿\n答案：B\n");
    cr_expect_eq(result.items[0].status, CONVERT_DOUBTFUL);
    cr_expect_eq(result.items[1].status, CONVERT_READ);
    cr_expect_eq(result.items[2].status, CONVERT_DOUBTFUL);
    cr_expect_str_neq(question(0)->id, question(2)->id);
    convert_result_fini(&result);
}

Test(convert_text, says_where_and_quotes)
{
    take("竞赛题库\n\n1. 甲问？\nA. 红\nB. 绿\n答案：A\n\n2. 没有答案的一问？\nA. 红\nB. 绿\n");
    cr_expect_eq(result.items[1].line, 8);
    cr_expect_str_eq(result.items[1].quote, "没有答案的一问？");
    cr_expect(reason_holds(1, "没有答案"));
    cr_expect_str_eq(result.form.titles[0], "竞赛题库");
    convert_result_fini(&result);
}

Test(convert_text, a_list_that_does_not_fit_gives_no_answers)
{
    take("1. 甲问？\nA. 红\nB. 绿\n2. 乙问？\nA. 红\nB. 绿\n答案：\n1-2 BAB\n");
    cr_expect_eq(result.counts[CONVERT_READ], 0);
    cr_expect_null(result.items[0].answer);
    cr_expect(reason_holds(0, "对不上"), "%s", result.items[0].reason);
    convert_result_fini(&result);
}

Test(convert_text, numbers_that_count_twice_are_not_guessed)
{
    take("一、单选题\n1. 甲问？\nA. 红\nB. 绿\n二、多选题\n1. 乙问？\nA. 红\nB. 绿\n"
         "参考答案\n1. A\n");
    cr_expect_null(result.items[0].answer);
    cr_expect_null(result.items[1].answer);
    convert_result_fini(&result);
}

Test(convert_text, pictures_that_a_text_cannot_bring_are_told)
{
    take("1. 如图所示的标志是什么？\nA. 商标\nB. 路标\n答案：A\n"
         "2. 某人企图中断协议，属于什么？\nA. 违约\nB. 守约\n答案：A\n");
    cr_expect_eq(result.items[0].status, CONVERT_DOUBTFUL);
    cr_expect_eq(result.items[1].status, CONVERT_READ, "%s", result.items[1].reason);
    convert_result_fini(&result);
}

Test(convert_text, text_that_belongs_to_no_question_is_counted)
{
    take("1. 甲问？\nA. 红\nB. 绿\n答案：A\n\n"
         "这一段话很长，没有题号，也没有选项和答案，不知道属于哪一道题。\n\n"
         "2. 乙问？\nA. 红\nB. 绿\n答案：B\n");
    cr_expect_eq(result.count, 3);
    cr_expect_eq(result.items[1].status, CONVERT_REFUSED);
    convert_result_fini(&result);
}

Test(convert_text, too_many_questions_are_refused)
{
    struct strbuf text;
    strbuf_init(&text);
    for (int i = 0; i < 20001; i++)
        strbuf_addf(&text, "%d. 第%d句话。（√）\n", i % 9999 + 1, i);
    err = (struct err){ "" };
    cr_expect_not(convert_read("x.txt", text.text, text.len, BANK_AUTO, &result, &err));
    cr_expect(strstr(err.text, "20000"), "%s", err.text);
    strbuf_fini(&text);
}

Test(convert_text, a_file_beyond_the_limit_is_refused)
{
    struct strbuf text;
    strbuf_init(&text);
    strbuf_reserve(&text, 17 * 1024 * 1024);
    memset(text.text, 'x', 17 * 1024 * 1024);
    err = (struct err){ "" };
    cr_expect_not(convert_read("x.txt", text.text, 17 * 1024 * 1024, BANK_AUTO, &result, &err));
    cr_expect(strstr(err.text, "16 MiB"), "%s", err.text);
    strbuf_fini(&text);
}

/* A hostile text must not cost more than its length: each of these took minutes when something was
 * done anew for every line or every letter. */
Test(convert_text, long_texts_of_one_kind_end, .timeout = 60)
{
    static const char *const pieces[] = {
        "字\n",       "1. 字\n",   "A. 字\n",   "A.", "（A）",    "答案：",   "解析：\n",
        "1-5 ABCDE ", "1.A 2.B\n", "2.2.2.2. ", "（", "一、字\n", "1.字A.B.", "√",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct strbuf text;
        strbuf_init(&text);
        while (text.len < 200000)
            strbuf_add(&text, pieces[i]);
        err = (struct err){ "" };
        if (convert_read("x.txt", text.text, text.len, BANK_TEXT, &result, &err))
            convert_result_fini(&result);
        strbuf_fini(&text);
    }
}

static void check_doubt(const char *text, const char *reason)
{
    take(text);
    cr_expect_eq(result.items[0].status, CONVERT_DOUBTFUL, "%s", text);
    cr_expect(reason_holds(0, reason), "%s: %s", text, result.items[0].reason);
    convert_result_fini(&result);
}

Test(convert_text, words_that_are_not_its_own_make_a_question_doubtful)
{
    check_doubt("1. 哪一项？（A）\nA. 红\nB. 绿参考解析：这是常识\n", "答案或解析");
    check_doubt("1. 哪一项？（A）\nA. 红\nB. 绿\nC. 黄C. 蓝\n", "还有一个选项");
    check_doubt("1. 哪一项？（A）\nA：红B：绿C：5GD：6G\n", "还有一个选项");
    check_doubt("1. 哪一项？（A）\nA\n. 红 B. 绿\nC. 蓝\n", "多了一个标点");
    check_doubt("1. 哪一项（　）\n阅读量 1234\nA. 红\nB. 绿\n答案：A\n", "多出一行");
    check_doubt("1. 下列正确的是：\n2027年4月\nA. 红\nB. 绿\n答案：A\n", "多出一行");
    check_doubt("1. 红比绿好。\n阅读量 1234\n答案：对\n", "多出一行");
    check_doubt("一、单选题[1]哪一项？（A）\nA. 红\nB. 绿\n", "粘着标题");
    check_doubt("1. 哪一项（c）红 （d）绿\nA. 黄\nB. 蓝\n答案：A\n", "题干里好像有选项");
    check_doubt("1. 哪一项？（A）\nA. 红\nB. 绿\n二、判断题\nC. 蓝\n2. 红色。（√）\n", "隔着");
}

Test(convert_text, digits_behind_a_bracket_are_an_option)
{
    take("1. 电话是多少？\n(A)12315\n(B)3、5号\n(C)1.5万\n(D)2)3\n答案：C\n");
    cr_expect_eq(result.items[0].status, CONVERT_READ, "%s", result.items[0].reason);
    cr_assert_eq(question(0)->option_count, 4);
    cr_expect_str_eq(option(0, 1), "3、5号");
    convert_result_fini(&result);
}
