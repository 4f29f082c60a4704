#include <stdio.h>
#include <string.h>

#include "activity/convert.h"
#include "ctl/ctl.h"

/* A format's name, or false after saying which there are. */
static bool parse_format(const char *option, const char *name, enum bank_format *out)
{
    if (name == NULL || bank_format_parse(name, out))
        return true;
    fprintf(stderr, "wendactl convert: %s 没有“%s”，可用：", option, name);
    for (int i = BANK_AUTO + 1; i < BANK_FORMAT_COUNT; i++)
        fprintf(stderr, "%s%s", i > BANK_AUTO + 1 ? " " : "",
                bank_format_name((enum bank_format)i));
    fprintf(stderr, "\n");
    return false;
}

/* text and 问卷星 are read only; what OUT becomes must be known before anything is read. */
static bool check_target(const struct convert_job *job)
{
    if (job->to == BANK_TEXT || job->to == BANK_WJX) {
        fprintf(stderr,
                "wendactl convert: 不能写成 %s；--to 可用 canonical gift aiken table xlsform\n",
                bank_format_name(job->to));
        return false;
    }
    if (job->to != BANK_AUTO || convert_format_of_path(job->out) != BANK_AUTO)
        return true;
    fprintf(stderr,
            "wendactl convert: 从 %s 的文件名看不出要写成什么格式；可用 .txt .gift .aiken .csv "
            ".xlsx .form.xlsx，或写 --to\n",
            job->out);
    return false;
}

static void print_report(const struct convert_job *job, const struct convert_result *result)
{
    struct strbuf text;
    strbuf_init(&text);
    convert_report(job, result, &text);
    fputs(text.text, stderr);
    strbuf_fini(&text);
}

/* Of a document that is refused as a whole there are no items; why stands on stderr. */
static void print_json(const struct convert_result *result)
{
    struct strbuf text;
    strbuf_init(&text);
    convert_report_json(result, &text);
    fwrite(text.text, 1, text.len, stdout);
    strbuf_fini(&text);
}

int ctl_convert(int argc, char **argv)
{
    const char *from = NULL, *to = NULL;
    struct convert_job job = { .from = BANK_AUTO, .to = BANK_AUTO };
    struct convert_result result;
    struct err err = { "" };
    bool json = false;
    int rest;
    const struct ctl_option options[] = {
        { "--from", &from, NULL },
        { "--to", &to, NULL },
        { "--json", NULL, &json },
    };
    if (!ctl_parse(argc, argv, options, 3, &rest) || rest != 2)
        return ctl_usage("convert");
    job.in = argv[1];
    job.out = argv[2];
    if (!parse_format("--from", from, &job.from) || !parse_format("--to", to, &job.to) ||
        !check_target(&job))
        return ctl_usage("convert");
    if (!convert_file(&job, &result, &err)) {
        if (json)
            print_json(&(struct convert_result){ .count = 0 });
        return ctl_fail("convert", &err);
    }
    print_report(&job, &result);
    if (json)
        print_json(&result);
    bool whole = result.counts[CONVERT_DOUBTFUL] == 0 && result.counts[CONVERT_REFUSED] == 0 &&
                 result.written > 0;
    convert_result_fini(&result);
    return whole ? CTL_DONE : CTL_FAILED;
}
