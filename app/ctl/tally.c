#include <math.h>
#include <stdio.h>

#include "base/clock.h"
#include "ctl/ctl.h"
#include "report/tally_json.h"

static double percent(int64_t part, int64_t whole)
{
    return whole > 0 ? 100.0 * (double)part / (double)whole : 0.0;
}

static void print_question(const struct tally_form *form, const struct tally_question *question)
{
    printf("  %s  %s\n    作答 %lld", question->id, question->stem, (long long)question->answered);
    if (form->kind == SESSION_QUIZ)
        printf("，超时 %lld，答对 %lld（%.1f%%）", (long long)question->timed_out,
               (long long)question->right, percent(question->right, question->asked));
    else
        printf("，跳过 %lld", (long long)question->skipped);
    if (!isnan(question->mean))
        printf("，均值 %.2f", question->mean);
    for (int i = 0; i < question->choice_count; i++) {
        char code[TALLY_CODE_LEN];
        tally_choice_code(question, i, code);
        printf("%s%s=%lld", i == 0 ? "\n    " : "  ", code, (long long)question->choices[i]);
    }
    printf("\n");
}

static void print_form(const struct tally_form *form, const char *title)
{
    printf("\n%s：开始 %lld，完成 %lld，中途离开 %lld", title, (long long)form->started,
           (long long)form->completed, (long long)form->abandoned + (long long)form->open);
    if (form->withdrawn > 0)
        printf("，撤回 %lld", (long long)form->withdrawn);
    if (form->kind == SESSION_QUIZ && !isnan(form->mean_right))
        printf("，平均答对 %.2f 题", form->mean_right);
    printf("\n");
    for (int i = 0; i < form->question_count; i++)
        print_question(form, &form->questions[i]);
}

static void print_prizes(const struct store_ledger *ledger)
{
    if (ledger->count > 0)
        printf("\n奖品\n");
    for (int i = 0; i < ledger->count; i++) {
        const struct store_ledger_tier *tier = &ledger->tiers[i];
        printf("  %s（%s）：共 %lld 份，产生 %lld，已领 %lld，余 %lld\n", tier->tier, tier->item,
               (long long)tier->total, (long long)tier->issued, (long long)tier->claimed,
               (long long)tier->closing);
    }
}

static void print_text(const struct tally *tally)
{
    printf("活动 %s（%s）：%lld 人次\n", tally->activity_id, store_kind_name(tally->kind),
           (long long)tally->visits);
    print_form(&tally->quiz, "有奖竞答");
    for (int i = 0; i < tally->survey_count; i++)
        print_form(&tally->surveys[i], tally->surveys[i].id);
    print_prizes(&tally->prizes);
}

int ctl_tally(int argc, char **argv)
{
    const char *data = NULL;
    bool json = false;
    int rest;
    const struct ctl_option options[] = { { "--data", &data, NULL }, { "--json", NULL, &json } };
    if (!ctl_parse(argc, argv, options, 2, &rest) || rest != 0 || data == NULL)
        return ctl_usage("tally");

    struct err err = { "" };
    struct tally tally;
    struct ctl_reading reading = ctl_open_reading("tally", data);
    if (reading.store == NULL)
        return CTL_FAILED;
    bool ok = store_read_tally(reading.store, &tally, &err);
    ctl_close_reading(&reading);
    if (!ok)
        return ctl_fail("tally", &err);
    if (json) {
        struct strbuf text;
        strbuf_init(&text);
        tally_write_json(&tally, clock_wall_ms(), &text);
        fwrite(text.text, 1, text.len, stdout);
        strbuf_fini(&text);
    } else {
        print_text(&tally);
    }
    tally_fini(&tally);
    return CTL_DONE;
}
