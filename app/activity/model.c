#include "activity/model.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *name, *tag;
} types[] = {
    [QUESTION_SINGLE] = { "单选", "single" }, [QUESTION_MULTIPLE] = { "多选", "multiple" },
    [QUESTION_JUDGE] = { "判断", "judge" },   [QUESTION_ORDER] = { "排序", "order" },
    [QUESTION_NUMBER] = { "数字", "number" }, [QUESTION_SCALE] = { "量表", "scale" },
    [QUESTION_RATING] = { "评分", "rating" }, [QUESTION_MATRIX] = { "矩阵", "matrix" },
    [QUESTION_TEXT] = { "文本", "text" },     [QUESTION_DATE] = { "日期", "date" },
    [QUESTION_NOTE] = { "说明", "note" },
};
static_assert(sizeof types / sizeof types[0] == QUESTION_TYPE_COUNT, "a name for every type");

static const char *const difficulties[] = {
    [DIFFICULTY_EASY] = "易",
    [DIFFICULTY_MEDIUM] = "中",
    [DIFFICULTY_HARD] = "难",
};
static_assert(sizeof difficulties / sizeof difficulties[0] == DIFFICULTY_COUNT,
              "a name for every difficulty");

const char *question_type_name(enum question_type type)
{
    assert(type < QUESTION_TYPE_COUNT);
    return types[type].name;
}

const char *question_type_tag(enum question_type type)
{
    assert(type < QUESTION_TYPE_COUNT);
    return types[type].tag;
}

const char *difficulty_name(enum difficulty difficulty)
{
    assert(difficulty < DIFFICULTY_COUNT);
    return difficulties[difficulty];
}

bool question_type_has_choices(enum question_type type)
{
    return type == QUESTION_SINGLE || type == QUESTION_MULTIPLE || type == QUESTION_JUDGE ||
           type == QUESTION_ORDER;
}

const struct wording *question_wording(const struct question *question, int language)
{
    assert(language >= 0 && language < LANGUAGE_MAX);
    const struct wording *wording = question->wordings[language];
    return wording ? wording : question->wordings[0];
}

const char *form_title(const struct form *form, int language)
{
    assert(language >= 0 && language < LANGUAGE_MAX);
    const char *title = form->titles[language];
    return title ? title : form->titles[0];
}

int activity_language(const struct activity *activity, const char *tag)
{
    for (int i = 0; i < activity->language_count; i++)
        if (strcasecmp(activity->languages[i], tag) == 0)
            return i;
    size_t primary = strcspn(tag, "-_");
    for (int i = 0; i < activity->language_count; i++) {
        const char *language = activity->languages[i];
        if (strcspn(language, "-_") == primary && strncasecmp(language, tag, primary) == 0)
            return i;
    }
    return -1;
}

bool question_is_current(const struct question *question, int32_t day)
{
    if (!question->review)
        return false;
    if (question->valid_from != DATE_NONE && day < question->valid_from)
        return false;
    return question->valid_until == DATE_NONE || day <= question->valid_until;
}

int32_t activity_day(const struct activity *activity, int32_t today)
{
    bool within = today >= activity->first_day && today <= activity->last_day;
    return within ? today : activity->first_day;
}

static const struct question *find_in(const struct form *forms, int count, const char *id)
{
    for (int i = 0; i < count; i++)
        for (int j = 0; j < forms[i].question_count; j++)
            if (strcmp(forms[i].questions[j].id, id) == 0)
                return &forms[i].questions[j];
    return NULL;
}

const struct question *activity_find_question(const struct activity *activity, const char *id)
{
    const struct question *found = find_in(activity->banks, activity->bank_count, id);
    return found ? found : find_in(activity->surveys, activity->survey_count, id);
}

int activity_draw_total(const struct activity *activity)
{
    int total = 0;
    for (int i = 0; i < activity->draw_count; i++)
        total += activity->draws[i].count;
    return total;
}
