/* GIFT into questions, by the rules of FORMATS.md section 3. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "activity/convert/gift_text.h"
#include "activity/convert/internal.h"
#include "activity/convert/meta.h"
#include "activity/value.h"

/* A question's lines, comments taken out. */
struct block {
    struct strbuf text;
    struct convert_extras extras;
    uint32_t fixed; /* options that keep their place */
    int line;
};

/* One answer between the braces. */
struct reply_line {
    bool equals; /* written with = */
    double weight;
    bool has_weight;
    const char *text, *feedback;
};

struct gift {
    struct convert_builder *builder;
    struct arena arena; /* scratch of the question at hand */
    struct block block;
    char *topic; /* of $CATEGORY */
    struct convert_entry entry;
    const char *options[OPTION_MAX];
    struct reply_line replies[OPTION_MAX];
    int reply_count;
    bool too_many, picture;
    char answer[OPTION_MAX + 1];
};

static void refuse(struct gift *g, enum question_type type, const char *reason)
{
    g->entry.type = type;
    g->entry.status = CONVERT_REFUSED;
    g->entry.reason = reason;
}

static void doubt(struct gift *g, const char *reason)
{
    if (g->entry.status != CONVERT_READ)
        return;
    g->entry.status = CONVERT_DOUBTFUL;
    g->entry.reason = reason;
}

static const char *plain(struct gift *g, const char *start, const char *end)
{
    return gift_plain(&g->arena, start, (size_t)(end - start), &g->picture);
}

/* ---- answers ---- */

/* %50% at the start of an answer; returns what follows it. */
static const char *take_weight(const char *text, struct reply_line *reply)
{
    while (*text == ' ' || *text == '\n')
        text++;
    if (*text != '%')
        return text;
    char *end;
    double weight = strtod(text + 1, &end);
    if (end == text + 1 || *end != '%' || !isfinite(weight))
        return text;
    reply->has_weight = true;
    reply->weight = weight;
    return end + 1;
}

/* Answers begin with = or ~; false when words stand before the first. */
static bool split_replies(struct gift *g, char *text)
{
    char *p = text + strspn(text, " \n");
    g->reply_count = 0;
    if (*p && *p != '=' && *p != '~')
        return false;
    while (*p) {
        struct reply_line reply = { .equals = *p == '=' };
        char *end = p + 1 + strcspn(p + 1, "=~");
        /* -> of a matching question holds no = or ~. */
        const char *start = take_weight(p + 1, &reply);
        if (start > end)
            start = end;
        const char *mark = memchr(start, '#', (size_t)(end - start));
        reply.text = plain(g, start, mark ? mark : end);
        reply.feedback = mark ? plain(g, mark + 1, end) : "";
        if (g->reply_count == OPTION_MAX)
            g->too_many = true;
        else
            g->replies[g->reply_count++] = reply;
        p = end;
    }
    return true;
}

/* Feedback of single answers, put behind the general one: 对 A…… says why A is not it. */
static void join_feedback(struct gift *g, const char *general)
{
    struct strbuf out;
    strbuf_init(&out);
    strbuf_add(&out, general);
    for (int i = 0; i < g->reply_count; i++) {
        if (!*g->replies[i].feedback)
            continue;
        if (out.len > 0)
            strbuf_add_char(&out, '\n');
        bool right = strchr(g->answer, 'A' + i) && strlen(g->answer) == 1 && !*general;
        if (!right)
            strbuf_addf(&out, "%c：", 'A' + i);
        strbuf_add(&out, g->replies[i].feedback);
    }
    if (out.len > 0)
        g->entry.extras.explanation = arena_strdup(&g->arena, out.text);
    strbuf_fini(&out);
}

static void read_choice(struct gift *g)
{
    int equals = 0, rights = 0;
    double sum = 0;
    bool partly = false;
    for (int i = 0; i < g->reply_count; i++)
        equals += g->replies[i].equals;
    for (int i = 0; i < g->reply_count; i++) {
        const struct reply_line *reply = &g->replies[i];
        bool right = equals > 0 ? reply->equals : reply->weight > 0;
        g->options[i] = reply->text;
        if (right) {
            g->answer[rights++] = (char)('A' + i);
            sum += reply->weight;
        }
        partly = partly || (equals > 0 && reply->has_weight && reply->weight != 100 &&
                            (reply->weight > 0 || reply->equals));
    }
    g->answer[rights] = '\0';
    g->entry.type = equals > 0 && equals < 2 ? QUESTION_SINGLE : QUESTION_MULTIPLE;
    g->entry.options = g->options;
    g->entry.option_count = g->reply_count;
    g->entry.answer = g->answer;
    if (g->too_many)
        refuse(g, g->entry.type, "选项超过 26 个");
    else if (equals > 1)
        doubt(g, "有几个“=”答案：不知道是任选其一，还是要全选");
    else if (partly)
        doubt(g, "有的选项部分得分，这里只认全对");
    else if (equals == 0 && rights > 0 && fabs(sum - 100) > 1)
        doubt(g, "正确选项的分数加起来不是 100%");
}

static bool is_judge_word(const char *word, bool *right)
{
    static const char *const words[] = { "TRUE", "T", "FALSE", "F" };
    for (int i = 0; i < 4; i++) {
        if (strcmp(word, words[i]) == 0) {
            *right = i < 2;
            return true;
        }
    }
    return false;
}

/* {T#why it is not F#why it is}: each feedback is shown to those who were wrong, then right. */
static bool read_judge(struct gift *g, const char *body, const char *general)
{
    bool right;
    size_t len = strcspn(body, "#");
    const char *word = plain(g, body, body + len);
    if (!is_judge_word(word, &right))
        return false;
    g->entry.type = QUESTION_JUDGE;
    g->entry.answer = right ? "对" : "错";
    struct strbuf out;
    strbuf_init(&out);
    strbuf_add(&out, general);
    while (body[len] == '#') {
        const char *start = body + len + 1;
        size_t more = strcspn(start, "#");
        const char *feedback = plain(g, start, start + more);
        if (*feedback && out.len > 0)
            strbuf_add_char(&out, '\n');
        strbuf_add(&out, feedback);
        len += more + 1;
    }
    if (out.len > 0)
        g->entry.extras.explanation = arena_strdup(&g->arena, out.text);
    strbuf_fini(&out);
    return true;
}

/* #20, #20:0; a span or a tolerance has no place here. */
static void read_number(struct gift *g, const char *body)
{
    const char *text = plain(g, body, body + strcspn(body, "#"));
    double number = 0, tolerance = 0;
    if (*text == '=')
        text++;
    /* The colon of a tolerance is not escaped, and plain has left it. */
    const char *colon = strchr(text, ':');
    const char *value = colon ? arena_strndup(&g->arena, text, (size_t)(colon - text)) : text;
    g->entry.type = QUESTION_NUMBER;
    if (strstr(text, "..")) {
        refuse(g, QUESTION_NUMBER, "答案是一段范围，数字题只能有一个答案");
    } else if (!value_parse_number(value, &number)) {
        refuse(g, QUESTION_NUMBER, "数字答案看不懂，或者有几个");
    } else {
        g->entry.answer = value;
        if (colon && (!value_parse_number(colon + 1, &tolerance) || tolerance != 0))
            doubt(g, "允许的误差没有导入，这里只认正好相等");
    }
}

/* What stands between the braces. */
static void read_body(struct gift *g, char *body)
{
    const char *general = "";
    char *mark = strstr(body, "####");
    if (mark) {
        *mark = '\0';
        general = plain(g, mark + 4, mark + 4 + strlen(mark + 4));
    }
    char *start = body + strspn(body, " \n");
    if (*general)
        g->entry.extras.explanation = general;
    if (!*start) {
        refuse(g, QUESTION_TEXT, "简答题（{}）屏上不能作答");
    } else if (*start == '#') {
        read_number(g, start + 1);
    } else if (strchr(start, '~')) {
        if (!split_replies(g, start)) {
            refuse(g, QUESTION_SINGLE, "花括号里第一个选项前面有别的字");
            return;
        }
        read_choice(g);
        if (g->entry.status != CONVERT_REFUSED)
            join_feedback(g, general);
    } else if (strchr(start, '=') && strstr(start, "->")) {
        refuse(g, QUESTION_TEXT, "匹配题屏上不能作答");
    } else if (!read_judge(g, start, general)) {
        refuse(g, QUESTION_TEXT, "填空题（简短回答）屏上不能作答");
    }
}

/* ---- questions ---- */

/* ::title:: at the beginning; returns what follows it. */
static char *skip_title(struct gift *g, char *text, const char **title)
{
    text += strspn(text, " \n");
    if (strncmp(text, "::", 2) != 0)
        return text;
    char *end = strstr(text + 2, "::");
    if (!end)
        return text;
    *title = plain(g, text + 2, end);
    return end + 2;
}

static void read_question(struct gift *g, char *text)
{
    const char *title = "";
    text = skip_title(g, text, &title);
    char *open = strchr(text, '{'), *close = strchr(text, '}');
    bool paired = open && close && open < close;
    if (paired)
        paired = !strpbrk(close + 1, "{}") && !memchr(open + 1, '{', (size_t)(close - open - 1));
    if (!open && !close) {
        g->entry.stem = plain(g, text, text + strlen(text));
        refuse(g, QUESTION_NOTE, "没有花括号，只是说明文字");
        return;
    }
    if (!paired) {
        g->entry.stem = plain(g, text, text + strlen(text));
        refuse(g, QUESTION_TEXT, "花括号没有配对，或者一题里有两处");
        return;
    }
    const char *before = plain(g, text, open), *behind = plain(g, close + 1, close + strlen(close));
    struct strbuf stem;
    strbuf_init(&stem);
    strbuf_add(&stem, before);
    if (*behind)
        strbuf_addf(&stem, " _____ %s", behind);
    if (stem.len == 0)
        strbuf_add(&stem, title);
    g->entry.stem = arena_strdup(&g->arena, stem.text);
    strbuf_fini(&stem);
    *close = '\0';
    read_body(g, open + 1);
    if (g->picture)
        doubt(g, "有图片或表格没有导入");
}

/* $CATEGORY: $course$/top/专利 makes 专利 the topic of what follows. */
static bool take_category(struct gift *g, const char *line, size_t len)
{
    static const char word[] = "$CATEGORY:";
    const size_t word_len = sizeof word - 1;
    if (len < word_len || strncmp(line, word, word_len) != 0)
        return false;
    const char *start = line + word_len;
    for (const char *p = start; p < line + len; p++)
        if (*p == '/')
            start = p + 1;
    g->topic = gift_plain(convert_arena(g->builder), start, (size_t)(line + len - start), NULL);
    if (*g->topic == '$' || strcmp(g->topic, "top") == 0)
        g->topic = NULL;
    return true;
}

static void finish_block(struct gift *g)
{
    struct block *block = &g->block;
    if (strspn(block->text.text, " \n") < block->text.len) {
        const char *raw = block->text.text;
        arena_init(&g->arena);
        g->entry = (struct convert_entry){ .line = block->line, .extras = block->extras };
        g->reply_count = 0;
        g->too_many = g->picture = false;
        g->answer[0] = '\0';
        if (!g->entry.extras.topic)
            g->entry.extras.topic = g->topic;
        read_question(g, gift_protect(&g->arena, raw, strlen(raw)));
        g->entry.quote = g->entry.stem && *g->entry.stem ? g->entry.stem : raw;
        convert_add(g->builder, &g->entry);
        struct question *added = convert_last_question(g->builder);
        for (int i = 0; added && i < added->option_count; i++)
            added->options[i].fixed = block->fixed >> i & 1;
        arena_fini(&g->arena);
    }
    strbuf_clear(&block->text);
    block->fixed = 0;
    block->extras = convert_extras_none;
    block->line = 0;
}

static void take_line(struct gift *g, const char *line, size_t len, int number)
{
    size_t blanks = 0;
    while (blanks < len && strchr(" \t\r", line[blanks]) && line[blanks])
        blanks++;
    if (blanks == len) {
        finish_block(g);
        return;
    }
    if (len - blanks >= 2 && strncmp(line + blanks, "//", 2) == 0) {
        if (convert_count(g->builder) == 0 && g->block.line == 0)
            meta_read_head(g->builder, line + blanks + 2, len - blanks - 2);
        meta_read(convert_arena(g->builder), line + blanks + 2, len - blanks - 2, &g->block.extras,
                  &g->block.fixed);
        return;
    }
    if (take_category(g, line + blanks, len - blanks))
        return;
    if (g->block.line == 0)
        g->block.line = number;
    strbuf_add_len(&g->block.text, line, len);
    strbuf_add_char(&g->block.text, '\n');
}

bool convert_gift(struct convert_builder *builder, const char *text, struct err *err)
{
    struct gift g = { .builder = builder, .block.extras = convert_extras_none };
    int number = 1, first = convert_count(builder);
    strbuf_init(&g.block.text);
    for (const char *line = text; *line; number++) {
        size_t len = strcspn(line, "\n");
        take_line(&g, line, len > 0 && line[len - 1] == '\r' ? len - 1 : len, number);
        line += len + (line[len] == '\n');
    }
    finish_block(&g);
    strbuf_fini(&g.block.text);
    if (convert_count(builder) == first)
        return err_set(err, "文件里没有 GIFT 题目（题干后面是花括号里的答案）");
    return true;
}
