/* Writing and reading again gives the same model and the same bytes. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/generator.h"
#include "activity/model_equal.h"
#include "activity/support.h"
#include "base/fs.h"
#include "base/utf8.h"

enum { GENERATED_FORMS = 1000 };

static void check_generated(uint64_t seed)
{
    struct rng rng;
    struct arena arena;
    struct reading r;
    rng_seed(&rng, seed);
    arena_init(&arena);
    struct form *form = generate_form(&rng, &arena);
    char *first = written(form, 0);
    char *other = written(form, 1);

    reading_init(&r, first);
    cr_assert_eq(r.faults.error_count, 0, "seed %d\n%s\n%s", (int)seed, faults_text(&r.faults),
                 first);
    char *again = written(r.form, 0);
    cr_assert_str_eq(again, first, "seed %d", (int)seed);

    cr_assert(form_read_language(r.form, 1, "t.en.txt", other, strlen(other), &r.arena, &r.faults),
              "seed %d\n%s\n%s", (int)seed, faults_text(&r.faults), other);
    const char *difference = forms_differ(form, r.form);
    cr_assert_null(difference, "seed %d: %s differs\n%s\n%s", (int)seed, difference, first, other);
    char *other_again = written(r.form, 1);
    cr_assert_str_eq(other_again, other, "seed %d", (int)seed);
    free(other_again);
    free(again);
    free(other);
    free(first);
    reading_fini(&r);
    arena_fini(&arena);
}

Test(round_trip, of_generated_forms_with_hostile_texts)
{
    for (uint64_t seed = 1; seed <= GENERATED_FORMS; seed++)
        check_generated(seed);
}

/* Whatever was read, written once, is a fixed point. */
static void check_fixed_point(const char *text)
{
    struct reading first, second;
    reading_init(&first, text);
    if (first.form) {
        char *once = written(first.form, 0);
        reading_init(&second, once);
        cr_assert_not_null(second.form);
        const char *difference = forms_differ(first.form, second.form);
        cr_assert_null(difference, "%s differs\n%s\n%s", difference, text, once);
        char *twice = written(second.form, 0);
        cr_assert_str_eq(twice, once);
        free(twice);
        free(once);
        reading_fini(&second);
    }
    reading_fini(&first);
}

static void mutate(struct rng *rng, char *text, size_t len)
{
    static const char marks[] = "\\[]$#:.|, \n\r\tAB19-'\"{}";
    for (int i = (int)rng_below(rng, 12); i > 0; i--) {
        size_t at = rng_below(rng, (uint32_t)len);
        if ((unsigned char)text[at] < 0x80)
            text[at] = marks[rng_below(rng, sizeof marks - 1)];
    }
}

static void check_shipped(const char *name)
{
    struct strbuf text;
    struct err err = { 0 };
    struct rng rng;
    char *path = fs_join(WENDA_SOURCE_DIR "/questions", name);
    strbuf_init(&text);
    rng_seed(&rng, 7);
    cr_assert(fs_read(path, ACTIVITY_FILE_MAX_LEN, &text, &err), "%s", err.text);
    check_fixed_point(text.text);
    for (int i = 0; i < 60; i++) {
        /* Short pieces, so that a change in the header is not all that is ever tried. */
        char *piece = mem_strndup(text.text, 1500);
        piece[utf8_prefix_len(piece, 400)] = '\0';
        mutate(&rng, piece, strlen(piece));
        check_fixed_point(piece);
        free(piece);
    }
    strbuf_fini(&text);
    free(path);
}

Test(round_trip, of_what_is_shipped_and_of_what_hands_make_of_it)
{
    static const char *const names[] = { "quiz/patent.txt",      "quiz/trademark.txt",
                                         "quiz/copyright.txt",   "quiz/other.txt",
                                         "survey/awareness.txt", "survey/satisfaction.txt" };
    for (int i = 0; i < 6; i++)
        check_shipped(names[i]);
}

Test(round_trip, the_canonical_text_of_a_bank)
{
    static const char text[] = "题库: 甲\n"
                               "编号: a\n"
                               "语言: zh-CN\n"
                               "\n"
                               "一、单选题\n"
                               "\n"
                               "1. 问甲 \\[不是标签]\n"
                               "  \\A. 也不是选项 [图: media/x.png]\n"
                               "A. 一 [固定]\n"
                               "B. 二\n"
                               "答案: B\n"
                               "知识点: 专利\n"
                               "难度: 中\n"
                               "分值: 2\n"
                               "限时: 0\n"
                               "解析: 起头\n"
                               "  \\\n"
                               "  接着\n"
                               "生效: 2021-06-01\n"
                               "审核: 某人\n"
                               "编号: q1\n"
                               "\n"
                               "2. 问乙\n"
                               "A. 一\n"
                               "B. [图: media/y.png]\n"
                               "答案: A\n"
                               "难度: 易\n"
                               "编号: q2\n"
                               "\n"
                               "二、判断题\n"
                               "\n"
                               "3. 问丙\n"
                               "答案: 错\n"
                               "难度: 中\n"
                               "编号: q3\n";
    struct reading r;
    reading_init(&r, text);
    cr_assert_eq(r.faults.count, 0, "%s", faults_text(&r.faults));
    char *again = written(r.form, 0);
    cr_assert_str_eq(again, text);
    free(again);
    reading_fini(&r);
}

Test(round_trip, the_canonical_text_of_a_questionnaire)
{
    static const char text[] = "问卷: 甲\n"
                               "编号: s\n"
                               "语言: zh-CN\n"
                               "\n"
                               "1. 满意吗\n"
                               "题型: 量表\n"
                               "标度: 差, 一般\\、可以, 好 | 不清楚\n"
                               "必答: 是\n"
                               "编号: q1\n"
                               "\n"
                               "2. 选了 ${q1} 的原因\n"
                               "A. 甲\n"
                               "B. 乙 [互斥] [其他]\n"
                               "题型: 多选\n"
                               "最少: 1\n"
                               "最多: 2\n"
                               "提示: 可多选\n"
                               "显示条件: ${q1} < 3\n"
                               "校验: count-selected(.) > 0\n"
                               "校验提示: 至少一项\n"
                               "编号: q2\n"
                               "\n"
                               "3. 各项\n"
                               "题型: 矩阵\n"
                               "行: 讲解, 资料\n"
                               "标度: 差, 好\n"
                               "编号: q3\n";
    struct reading r;
    reading_init(&r, text);
    cr_assert_eq(r.faults.count, 0, "%s", faults_text(&r.faults));
    char *again = written(r.form, 0);
    cr_assert_str_eq(again, text);
    free(again);
    reading_fini(&r);
}

Test(round_trip, question_write_says_the_type)
{
    struct reading r;
    struct strbuf out;
    strbuf_init(&out);
    reading_init(&r, "题库: 甲\n一、判断题\n1. 问\n答案: 对\n");
    question_write(reading_only(&r), 7, 0, &out);
    cr_assert_eq(strncmp(out.text, "7. 问\n题型: 判断\n答案: 对\n难度: 中\n编号: q-",
                         strlen("7. 问\n题型: 判断\n答案: 对\n难度: 中\n编号: q-")),
                 0, "%s", out.text);
    strbuf_fini(&out);
    reading_fini(&r);
}
