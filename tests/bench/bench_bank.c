/*
 * What a large bank costs: an activity with it loaded and checked, and a Chinese text of as many
 * questions converted into it. Each runs in a child of its own, whose peak memory is its own.
 *
 *     bench_bank [QUESTIONS] [FOLDER]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "activity/activity.h"
#include "activity/check.h"
#include "activity/convert.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/rng.h"

enum { QUESTIONS = 10000, OPTIONS = 4 };

static const char *const who[] = {
    "某研究所的工程师",   "开网店的小李", "一家食品公司",   "退休教师王阿姨",
    "乡镇合作社",         "外地来的游客", "大学里的实验室", "刚成立的软件公司",
    "做手工艺品的张师傅", "社区图书馆",   "小说作者陈某",   "农业技术推广站",
    "跨境电商的卖家",     "动画工作室",   "县里的茶叶协会",
};
static const char *const did[] = {
    "把同事的图纸寄给了客户", "在包装上印了别家的图案", "想为新型水泵申请保护",
    "发现市场上有人仿冒招牌", "把小说改编成了短视频",   "收到了一封侵权警告信",
    "打算转让手里的商标",     "在展会上拍下了新产品",   "给新培育的苹果取了名字",
    "用爬虫收集了别人的数据", "买到了可疑的正版光盘",   "想查一件专利是否有效",
    "被前员工带走了客户名单", "要把产品卖到国外",       "在歌会上演唱了新歌",
};
static const char *const asks[] = {
    "首先应当怎么做",   "应当向哪个部门求助", "哪种说法是正确的", "需要准备哪些材料",
    "可能承担什么责任", "依据的是哪部法律",   "最晚什么时候办理", "哪种做法最稳妥",
};
static const char *const answers[] = {
    "向知识产权局查询登记", "保留证据并且咨询律师", "私下要求对方付钱", "发帖公开指责对方",
    "向人民法院提起诉讼",   "与对方协商许可使用",   "什么也不用做",     "申请海关知识产权备案",
    "拨打维权援助热线",     "删除全部往来记录",     "请公证处固定证据", "直接沿用对方的设计",
};
enum { WHO = sizeof who / sizeof *who, DID = sizeof did / sizeof *did };
enum { ASKS = sizeof asks / sizeof *asks, ANSWERS = sizeof answers / sizeof *answers };

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_bank: %s: %s\n", what, why);
    exit(1);
}

/* The same question in both layouts: canonical, and as a Word paper would have it. */
static void add_question(struct strbuf *bank, struct strbuf *paper, struct rng *rng, int number)
{
    const uint32_t first = rng_below(rng, ANSWERS);
    const char letter = (char)('A' + rng_below(rng, OPTIONS));
    struct strbuf stem;
    strbuf_init(&stem);
    strbuf_addf(&stem, "案例%d：%s%s，%s", number, who[rng_below(rng, WHO)],
                did[rng_below(rng, DID)], asks[rng_below(rng, ASKS)]);
    strbuf_addf(bank, "%d. %s？\n", number, stem.text);
    strbuf_addf(paper, "%d、%s（%c）。\n", number, stem.text, letter);
    for (uint32_t i = 0; i < OPTIONS; i++) {
        const char *text = answers[(first + i) % ANSWERS];
        strbuf_addf(bank, "%c. %s\n", (int)('A' + i), text);
        strbuf_addf(paper, "%c．%s%s", (int)('A' + i), text, i % 2 ? "\n" : "    ");
    }
    strbuf_addf(bank, "题型: 单选\n答案: %c\n知识点: 专利\n解析: 第%d题的说明。\n", letter, number);
    strbuf_addf(bank, "审核: 某某 2027-01-01\n编号: q%d\n\n", number);
    strbuf_addf(paper, "解析：第%d题的说明。\n", number);
    strbuf_fini(&stem);
}

static void write_file(const char *folder, const char *name, const struct strbuf *text)
{
    struct err err = { "" };
    char *path = fs_join(folder, name);
    if (!fs_replace(path, text->text, text->len, &err))
        die(path, err.text);
    free(path);
}

static void make_files(const char *folder, int questions)
{
    static const char activity[] =
        "活动: 测速\n编号: bench\n开始: 2027-04-20\n结束: 2027-04-26\n主办: 某局\n"
        "[竞答]\n题库: bank.txt\n抽题: 专利 5\n";
    struct strbuf bank, paper, head;
    struct rng rng;
    rng_seed(&rng, 1);
    strbuf_init(&bank);
    strbuf_init(&paper);
    strbuf_init(&head);
    strbuf_add(&head, activity);
    strbuf_add(&bank, "题库: 测速\n编号: bench\n语言: zh-CN\n\n");
    for (int i = 1; i <= questions; i++)
        add_question(&bank, &paper, &rng, i);
    write_file(folder, "activity.txt", &head);
    write_file(folder, "bank.txt", &bank);
    write_file(folder, "paper.txt", &paper);
    printf("%d questions: canonical %.1f MB, paper %.1f MB\n", questions, (double)bank.len / 1e6,
           (double)paper.len / 1e6);
    fflush(stdout);
    strbuf_fini(&head);
    strbuf_fini(&paper);
    strbuf_fini(&bank);
}

static void check(const char *folder)
{
    struct err_list faults;
    err_list_init(&faults);
    struct activity *activity = activity_load(folder, &faults);
    if (activity == NULL || activity->bank_count != 1)
        die(folder, "does not load");
    int questions = activity->banks[0].question_count;
    check_activity(activity, WENDA_SOURCE_DIR "/assets/stale-law.txt", &faults);
    printf("load+check: %d questions, %d errors, %d warnings", questions, faults.error_count,
           faults.count - faults.error_count);
    activity_free(activity);
    err_list_fini(&faults);
}

static void convert(const char *folder)
{
    struct err err = { "" };
    struct convert_result result;
    char *in = fs_join(folder, "paper.txt"), *out = fs_join(folder, "out.txt");
    const struct convert_job job = { .in = in, .out = out };
    if (!convert_file(&job, &result, &err))
        die(in, err.text);
    printf("convert: read %d, doubtful %d, refused %d", result.counts[CONVERT_READ],
           result.counts[CONVERT_DOUBTFUL], result.counts[CONVERT_REFUSED]);
    convert_result_fini(&result);
    free(out);
    free(in);
}

static void measure(void (*run)(const char *folder), const char *folder)
{
    struct rusage usage;
    int status = 0;
    const int64_t begin_us = clock_monotonic_us();
    const pid_t child = fork();
    if (child == 0) {
        run(folder);
        fflush(stdout);
        _exit(0);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0)
        die(folder, "the run failed");
    const long long cpu_ms = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000LL +
                             (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
    printf("; %lld ms (%lld ms of processor), peak %.1f MB\n",
           (long long)(clock_monotonic_us() - begin_us) / 1000, cpu_ms,
           (double)usage.ru_maxrss / 1024);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    const int questions = argc > 1 ? atoi(argv[1]) : QUESTIONS;
    char made[] = "/var/tmp/bench_bank.XXXXXX";
    const char *folder = argc > 2 ? argv[2] : mkdtemp(made);
    struct err err = { "" };
    if (folder == NULL || questions < 1)
        die("folder", "cannot be made");
    make_files(folder, questions);
    measure(check, folder);
    measure(convert, folder);
    if (argc <= 2 && !fs_remove_tree(folder, &err))
        die(folder, err.text);
    return 0;
}
