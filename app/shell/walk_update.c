#include "shell/walk_update.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

const char *walk_update_name(enum walk_update situation)
{
    static const char *const names[] = {
        [WALK_UPDATE_READS] = "reads",       [WALK_UPDATE_OFF] = "off",
        [WALK_UPDATE_NO_STICK] = "no stick", [WALK_UPDATE_NOTHING] = "nothing",
        [WALK_UPDATE_LIST] = "list",         [WALK_UPDATE_CHANGES] = "changes",
        [WALK_UPDATE_OLD] = "old",           [WALK_UPDATE_UNSIGNED] = "unsigned",
        [WALK_UPDATE_FORGED] = "forged",     [WALK_UPDATE_BANK] = "bank",
        [WALK_UPDATE_QUESTION] = "question", [WALK_UPDATE_ANSWER] = "answer",
        [WALK_UPDATE_PAGE] = "page",         [WALK_UPDATE_UNREAD] = "unread",
        [WALK_UPDATE_DETAIL] = "detail",     [WALK_UPDATE_FAULTY] = "faulty",
        [WALK_UPDATE_FINISHED] = "finished",
    };
    _Static_assert(sizeof names / sizeof *names == WALK_UPDATE_COUNT, "every situation");
    return names[situation];
}

static void add_sources(struct update_view *view)
{
    for (int i = 0; i < 9; i++) {
        struct update_source *source = &view->sources[view->source_count++];
        source->kind = i < 7 ? UPDATE_PACK : UPDATE_FOLDER;
        snprintf(source->name, sizeof source->name,
                 "知识产权宣传周题库-第%d版-市局法规处定稿.wenda", i + 1);
    }
}

static void add_changes(struct update_preview *preview)
{
    for (int i = 0; i < 16; i++) {
        struct update_change *change = &preview->changes[preview->change_count++];
        change->kind = (enum update_change_kind)(i % CHANGE_KIND_COUNT);
        snprintf(change->name, sizeof change->name, "patent-term-%d", i);
        utf8_copy(change->title, sizeof change->title,
                  "外观设计专利权的期限是多少年，从哪一天起算，到期以后还能不能续展？");
        utf8_copy(change->before, sizeof change->before,
                  "答案：B\n解析：实用新型专利权的期限为十年，外观设计专利权的期限为十年。");
        utf8_copy(
            change->after, sizeof change->after,
            "答案：C\n解析：实用新型专利权的期限为十年，外观设计专利权的期限为十五年，均自申请"
            "日起计算。\n依据：《专利法》第四十二条");
        preview->counts[change->kind]++;
    }
    preview->same = 384;
}

static void add_faults(struct update_preview *preview)
{
    for (int i = 0; i < 11; i++) {
        struct update_fault *fault = &preview->faults[preview->fault_count++];
        fault->is_error = i < 7;
        snprintf(fault->place, sizeof fault->place, "quiz/trademark.txt:%d", 37 + 100 * i);
        utf8_copy(fault->text, sizeof fault->text,
                  "答案“E”不在选项 A 到 D 之中；一道单选题的答案要写一个选项的字母，例如 答案: C");
    }
    preview->errors = 7;
    preview->warnings = 4;
}

/* Questions of the activity in force stand for those of the next. */
static void add_questions(struct update_view *view, const struct activity *activity)
{
    struct update_change *change = &view->preview.changes[0];

    view->next = activity;
    for (int i = 0; i < 2 && activity; i++, change++) {
        const struct form *form = i == 0 ? activity->banks : activity->surveys;
        if ((i == 0 ? activity->bank_count : activity->survey_count) > 0) {
            change->form = form;
            change->question = form->questions;
        }
    }
}

static void fill(struct update_view *view, enum walk_update situation)
{
    struct update_preview *preview = &view->preview;

    view->on = situation != WALK_UPDATE_OFF;
    utf8_copy(view->why_off, sizeof view->why_off,
              "本机启动时指定了活动文件夹（--activity），不能在这里更新");
    utf8_copy(view->now, sizeof view->now, "第 12 版");
    view->has_previous = situation != WALK_UPDATE_OFF;
    if (situation >= WALK_UPDATE_LIST)
        add_sources(view);
    preview->source = view->sources[0];
    preview->seal = situation == WALK_UPDATE_UNSIGNED ? SEAL_UNSIGNED
                    : situation == WALK_UPDATE_FORGED ? SEAL_BAD
                                                      : SEAL_GOOD;
    preview->is_old = situation == WALK_UPDATE_OLD;
    utf8_copy(preview->signer, sizeof preview->signer, "7c1e40b9");
    utf8_copy(preview->stamp, sizeof preview->stamp, "2027-04-21T18:00:00+08:00");
    if (situation != WALK_UPDATE_UNSIGNED)
        utf8_copy(preview->next, sizeof preview->next, "第 13 版");
    if (situation == WALK_UPDATE_FORGED)
        utf8_copy(preview->why, sizeof preview->why,
                  "题库包的签名不对：不是本单位的密钥签的，或文件被改过");
    else
        add_changes(preview);
    if (situation == WALK_UPDATE_FAULTY || situation == WALK_UPDATE_UNREAD ||
        situation == WALK_UPDATE_BANK)
        add_faults(preview);
    if (situation >= WALK_UPDATE_BANK && situation <= WALK_UPDATE_UNREAD) {
        preview->is_bank = true;
        preview->seal = SEAL_UNSIGNED;
        preview->errors = 0;
        preview->read = 123;
        preview->doubtful = 4;
        preview->left_out = situation == WALK_UPDATE_QUESTION ? 0 : 11;
        preview->refused = 2;
    }
}

void walk_update_put(struct kiosk *kiosk, enum walk_update situation)
{
    static struct update_view view;
    struct staff *staff = &kiosk->staff;

    memset(&view, 0, sizeof view);
    fill(&view, situation);
    add_questions(&view, kiosk->activity);
    if (situation > WALK_UPDATE_NO_STICK)
        kiosk->stick = (struct stick_facts){ .state = STICK_READY, .name = "IPW-01" };
    staff->update_view = situation == WALK_UPDATE_READS ? NULL : &view;
    staff->update = situation == WALK_UPDATE_FINISHED  ? UPDATE_DONE
                    : situation >= WALK_UPDATE_CHANGES ? UPDATE_SHOWS
                                                       : UPDATE_LISTS;
    if (situation == WALK_UPDATE_DETAIL || situation == WALK_UPDATE_PAGE)
        staff->detail = 2;
    else if (situation == WALK_UPDATE_QUESTION || situation == WALK_UPDATE_ANSWER)
        staff->detail = 1;
    staff->look = situation == WALK_UPDATE_ANSWER ? LOOK_ANSWER
                  : situation == WALK_UPDATE_QUESTION || situation == WALK_UPDATE_PAGE
                      ? LOOK_QUESTION
                      : LOOK_TEXTS;
    staff->look_language = kiosk->language;
    staff->shows_faults = situation == WALK_UPDATE_UNREAD;
    staff->update_waits = situation == WALK_UPDATE_READS;
}
