/* Answers and stems in words, for the screen. */
#include <string.h>

#include "play/survey_show.h"

static void add_options(const struct question *question, const struct answer *answer, int language,
                        struct strbuf *out)
{
    const struct wording *wording = question_wording(question, language);
    bool ordered = question->type == QUESTION_ORDER;
    int count = ordered ? answer->order_count : question->option_count;
    const char *between = "";

    for (int i = 0; i < count; i++) {
        int option = ordered ? answer->order[i] : i;
        if (!ordered && !(answer->choices >> i & 1))
            continue;
        strbuf_add(out, between);
        if (question->options[option].other && answer->text[0])
            strbuf_add(out, answer->text);
        else
            strbuf_add(out, wording->options[option]);
        between = "、";
    }
}

static void add_point(const struct question *question, const struct wording *wording, int point,
                      struct strbuf *out)
{
    const char *unclear =
        wording->scale_unclear ? wording->scale_unclear : question->wordings[0]->scale_unclear;

    if (point > 0)
        strbuf_add(out, wording->scale[point - 1]);
    else if (unclear)
        strbuf_add(out, unclear);
}

static void add_rows(const struct question *question, const struct answer *answer, int language,
                     struct strbuf *out)
{
    const struct wording *wording = question_wording(question, language);
    const char *between = "";

    for (int row = 0; row < question->row_count; row++) {
        if (answer->rows[row] < 0)
            continue;
        strbuf_addf(out, "%s%s：", between, wording->rows[row]);
        add_point(question, wording, answer->rows[row], out);
        between = "；";
    }
}

void survey_answer_words(const struct survey *survey, int index, int language, struct strbuf *out)
{
    struct survey_answers answers = { .survey = survey, .saving = -1 };
    const struct question *question = &survey->form->questions[index];
    const struct answer *answer = survey_find_answer(&answers, index);

    if (!answer)
        return;
    if (question_type_has_choices(question->type))
        add_options(question, answer, language, out);
    else if (question->type == QUESTION_SCALE)
        add_point(question, question_wording(question, language), answer->scale, out);
    else if (question->type == QUESTION_MATRIX)
        add_rows(question, answer, language, out);
    else if (question->type == QUESTION_TEXT)
        ink_write_text(answer->text, out);
    else
        answer_format(question, answer, out);
}

void survey_stem(const struct survey *survey, int index, int language, struct strbuf *out)
{
    const char *rest = question_wording(&survey->form->questions[index], language)->stem;

    for (const char *open; (open = strstr(rest, "${")) != NULL;) {
        const char *close = strchr(open, '}');
        if (!close)
            break;
        strbuf_add_len(out, rest, (size_t)(open - rest));
        int named = survey_find_question(survey->form, open + 2, (size_t)(close - open - 2));
        if (named >= 0)
            survey_answer_words(survey, named, language, out);
        rest = close + 1;
    }
    strbuf_add(out, rest);
}
