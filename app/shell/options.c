#include "shell/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

enum { WINDOW_SIDE_MIN = 320, WINDOW_SIDE_MAX = 8192 };

static const char usage[] =
    "用法：wenda [选项]\n"
    "\n"
    "  --activity DIR    用这个文件夹里的活动（默认：数据文件夹里已安装的，否则随软件附带的）\n"
    "  --data DIR        数据文件夹（默认：$WENDA_DATA、$XDG_DATA_HOME/wenda 或 "
    "~/.local/share/wenda）\n"
    "  --window 宽x高    在窗口里运行（默认全屏）\n"
    "  --lang TAG        待机画面的语言，如 zh-CN、en；与 --audit-ui 一起：只检查这种语言\n"
    "  --rehearse        演练：显示“演练”条，数据另存\n"
    "  --script FILE     按脚本操作，做完退出\n"
    "    --shots DIR       截图和清单存到这里\n"
    "    --virtual-time    时间由脚本推进，结果每次相同\n"
    "    --seed N          抽题、打乱的种子（默认 1）\n"
    "  --audit-ui        检查每个画面的触摸目标、对比度、溢出和重叠；--window 限定屏幕大小，\n"
    "                    --shots 把每个画面存成图片\n"
    "  --trace FILE      每帧记一行耗时（微秒）\n"
    "  --help            显示本说明\n"
    "  --version         显示版本\n"
    "\n"
    "退出状态：0 正常，1 未能完成或检查出问题，2 用法不对。\n";

static bool parse_window(const char *text, struct options *options)
{
    char *end;
    long w = strtol(text, &end, 10);
    if (*end != 'x' && *end != 'X')
        return false;
    long h = strtol(end + 1, &end, 10);
    options->window_w = (int)w;
    options->window_h = (int)h;
    return *end == '\0' && w >= WINDOW_SIDE_MIN && w <= WINDOW_SIDE_MAX && h >= WINDOW_SIDE_MIN &&
           h <= WINDOW_SIDE_MAX;
}

static bool parse_seed(const char *text, struct options *options)
{
    char *end;
    options->seed = strtoull(text, &end, 10);
    options->has_seed = true;
    return text[0] >= '0' && text[0] <= '9' && *end == '\0';
}

static int wrong_usage(const char *what)
{
    (void)fprintf(stderr, "%s\n运行 wenda --help 查看用法\n", what);
    return OPTIONS_USAGE;
}

/* Options that only a script gives a meaning. */
static int check_options(const struct options *options)
{
    if (!options->script && (options->virtual_time || options->has_seed))
        return wrong_usage("--virtual-time 和 --seed 要与 --script 一起用");
    if (!options->script && !options->audit && options->shots)
        return wrong_usage("--shots 要与 --script 或 --audit-ui 一起用");
    if (options->script && options->audit)
        return wrong_usage("--audit-ui 与 --script 不能同时用");
    return -1;
}

enum option_id {
    OPTION_ACTIVITY = 1,
    OPTION_DATA,
    OPTION_LANGUAGE,
    OPTION_SCRIPT,
    OPTION_SHOTS,
    OPTION_TRACE,
    OPTION_WINDOW,
    OPTION_SEED,
    OPTION_REHEARSE,
    OPTION_VIRTUAL_TIME,
    OPTION_AUDIT,
    OPTION_HELP,
    OPTION_VERSION
};

static const struct option known_options[] = {
    { "activity", required_argument, NULL, OPTION_ACTIVITY },
    { "data", required_argument, NULL, OPTION_DATA },
    { "lang", required_argument, NULL, OPTION_LANGUAGE },
    { "script", required_argument, NULL, OPTION_SCRIPT },
    { "shots", required_argument, NULL, OPTION_SHOTS },
    { "trace", required_argument, NULL, OPTION_TRACE },
    { "window", required_argument, NULL, OPTION_WINDOW },
    { "seed", required_argument, NULL, OPTION_SEED },
    { "rehearse", no_argument, NULL, OPTION_REHEARSE },
    { "virtual-time", no_argument, NULL, OPTION_VIRTUAL_TIME },
    { "audit-ui", no_argument, NULL, OPTION_AUDIT },
    { "help", no_argument, NULL, OPTION_HELP },
    { "version", no_argument, NULL, OPTION_VERSION },
    { 0 },
};

/* Where an option's text goes; NULL for those that are no plain text. */
static const char **text_place(struct options *options, int id)
{
    switch (id) {
    case OPTION_ACTIVITY:
        return &options->activity;
    case OPTION_DATA:
        return &options->data;
    case OPTION_LANGUAGE:
        return &options->language;
    case OPTION_SCRIPT:
        return &options->script;
    case OPTION_SHOTS:
        return &options->shots;
    case OPTION_TRACE:
        return &options->trace;
    default:
        return NULL;
    }
}

static bool *switch_place(struct options *options, int id)
{
    switch (id) {
    case OPTION_REHEARSE:
        return &options->rehearse;
    case OPTION_VIRTUAL_TIME:
        return &options->virtual_time;
    case OPTION_AUDIT:
        return &options->audit;
    default:
        return NULL;
    }
}

/* -1 = go on, else the exit status. */
static int take_option(struct options *options, int id)
{
    const char **text = text_place(options, id);
    bool *on = switch_place(options, id);
    if (text)
        *text = optarg;
    else if (on)
        *on = true;
    else if (id == OPTION_WINDOW && !parse_window(optarg, options))
        return wrong_usage("--window 要写成 宽x高，各在 320 至 8192 之间，如 1080x1920");
    else if (id == OPTION_SEED && !parse_seed(optarg, options))
        return wrong_usage("--seed 要一个不小于 0 的整数");
    else if (id == '?')
        return wrong_usage("有不认识或不完整的选项");
    if (id == OPTION_HELP)
        (void)fputs(usage, stdout);
    if (id == OPTION_VERSION)
        (void)puts("wenda " WENDA_VERSION);
    return id == OPTION_HELP || id == OPTION_VERSION ? EXIT_SUCCESS : -1;
}

int options_parse(int argc, char **argv, struct options *options)
{
    int id;
    while ((id = getopt_long(argc, argv, "", known_options, NULL)) != -1) {
        int status = take_option(options, id);
        if (status >= 0)
            return status;
    }
    return optind < argc ? wrong_usage("不接受选项以外的参数") : check_options(options);
}
