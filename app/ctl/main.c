/* wendactl: what staff and office do with banks and data, without the kiosk. */
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"

static const struct ctl_command commands[] = {
    { "check", "PATH... [--json] | --keys",
      "检查活动文件夹、题库或问卷；--keys 列出 activity.txt 的键", ctl_check },
    { "convert", "IN OUT [--from F] [--to F] [--json]",
      "转换题库或问卷；F: text canonical gift aiken table xlsform wjx，只读 text wjx",
      ctl_convert },
    { "simulate", "--activity A --data D --visitors N --seed S [--days N] [--ack FILE]",
      "用虚拟访客走一遍真实流程", ctl_simulate },
    { "status", "--data D [--json]", "人次、空间和数据状态", ctl_status },
    { "tally", "--data D [--json]", "竞答和问卷的统计", ctl_tally },
    { "export", "--data D -o OUT [--only csv,jsonl] [--since T] [--until T]", "导出数据到新文件夹",
      ctl_export },
    { "redeem", "CODE --data D", "核销一个兑奖码；再次核销会说明何时何地已领", ctl_redeem },
    { "rank", "--data D [--close]",
      "排名：先按答对题数，再按用时，再按先后；--close 定下名次并按奖级顺序给出奖品", ctl_rank },
    { "audit", "--data D", "查数据库、审计日志、奖品台账，并逐次重算抽奖；指出第一处不符",
      ctl_audit },
    { "backup", "--data D -o FILE [--json]", "把数据库备份成一个核对过的文件", ctl_backup },
    { "restore", "FILE --data D [--key K] [--json]",
      "用备份恢复数据库；原来的留在 set-aside 里；封存的备份要单位的密钥 K", ctl_restore },
    { "aside", "--data D [--accept REASON] [--json]",
      "列出因损坏而移开的数据库；--accept 决定不再恢复它、用新库继续发奖", ctl_aside },
    { "erase", "--data D",
      "活动结束后清除来访和回答，统计数字、奖品台账和审计链保留；备份一并删除，导出的文件要另行删"
      "除",
      ctl_erase },
    { "recover-pin", "--key K -o FILE.pin --booth N",
      "给忘了口令的展位做一份恢复文件，工作人员凭它设一次新口令", ctl_recover_pin },
    { "keygen", "-o NAME", "做一对签名密钥 NAME.key 和 NAME.pub", ctl_keygen },
    { "pack", "DIR -o FILE.wenda --key K [--serial N]", "检查活动文件夹并打成签名的题库包",
      ctl_pack },
    { "verify", "FILE.wenda --pub P", "核对题库包的签名和内容", ctl_verify },
    { "install", "FILE.wenda --data D [--pub P] [--allow-old]",
      "把题库包装进数据文件夹；--allow-old 允许旧序号", ctl_install },
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(FILE *out)
{
    fprintf(out, "用法: wendactl 命令 [选项]\n\n");
    for (int i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  wendactl %s %s\n      %s\n", commands[i].name, commands[i].usage,
                commands[i].help);
    fprintf(out, "\n退出状态: 0 完成，1 没能完成或检查出错误，2 用法不对。\n");
}

int ctl_usage(const char *command)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, command) == 0)
            fprintf(stderr, "用法: wendactl %s %s\n", command, commands[i].usage);
    return CTL_USAGE;
}

static int unknown_command(const char *name)
{
    const char *names[COMMAND_COUNT];
    for (int i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    const char *nearest = err_nearest(name, names, COMMAND_COUNT);
    fprintf(stderr, "wendactl: 没有命令“%s”", name);
    if (nearest != NULL)
        fprintf(stderr, "，是不是“%s”？", nearest);
    fprintf(stderr, "\n\n");
    print_help(stderr);
    return CTL_USAGE;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return CTL_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(stdout);
        return CTL_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("wendactl %s\n", WENDA_VERSION);
        return CTL_DONE;
    }
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i].name, argv[1]) != 0)
            continue;
        if (argc == 3 && strcmp(argv[2], "--help") == 0) {
            printf("用法: wendactl %s %s\n%s\n", commands[i].name, commands[i].usage,
                   commands[i].help);
            return CTL_DONE;
        }
        return commands[i].run(argc - 1, argv + 1);
    }
    return unknown_command(argv[1]);
}
