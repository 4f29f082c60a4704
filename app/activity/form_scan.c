/* Turns lines into drafts: which line begins what, and which text a continuation belongs to. */
#include <stdlib.h>
#include <string.h>

#include "activity/draft.h"
#include "activity/text.h"
#include "base/mem.h"
#include "base/utf8.h"

struct scanner {
    struct reader *reader;
    const struct form_visitor *visitor;
    struct form_header *header;
    bool header_open;  /* no question and no heading so far */
    bool header_ready; /* the first key said what the file is */
    bool in_question;
    bool in_value; /* the open text is a key's: only indented lines continue it */
    struct part *open;
    struct draft *draft;
    int question_count;
    bool full; /* too many questions: the rest is not read */
};

/* Bounds what a text can cost before anything looks into it. */
static void part_add(struct reader *reader, struct part *part, const char *text)
{
    size_t room = PART_MAX_LEN - part->raw.len, len = strlen(text);
    if (len <= room) {
        strbuf_add_len(&part->raw, text, len);
        return;
    }
    if (!part->too_long)
        reader_error(reader, part->at, "文字太长，最多 %d 字节", PART_MAX_LEN);
    part->too_long = true;
    strbuf_add_len(&part->raw, text, utf8_prefix_len(text, (int)room / 4));
}

static void part_begin(struct reader *reader, struct part *part, struct spot at, const char *text)
{
    part->given = true;
    part->too_long = false;
    part->at = at;
    strbuf_clear(&part->raw);
    part_add(reader, part, text);
}

static void part_continue(struct reader *reader, struct part *part, const char *text)
{
    if (part->raw.len > 0)
        part_add(reader, part, "\n");
    part_add(reader, part, text);
}

static void draft_clear(struct draft *draft)
{
    draft->stem.given = false;
    draft->option_count = 0;
    for (int i = 0; i < KEY_COUNT; i++)
        draft->keys[i].given = false;
}

static struct draft *draft_new(void)
{
    struct draft *draft = mem_zalloc(sizeof *draft);
    strbuf_init(&draft->stem.raw);
    for (int i = 0; i < OPTION_MAX; i++)
        strbuf_init(&draft->options[i].raw);
    for (int i = 0; i < KEY_COUNT; i++)
        strbuf_init(&draft->keys[i].raw);
    return draft;
}

static void draft_free(struct draft *draft)
{
    strbuf_fini(&draft->stem.raw);
    for (int i = 0; i < OPTION_MAX; i++)
        strbuf_fini(&draft->options[i].raw);
    for (int i = 0; i < KEY_COUNT; i++)
        strbuf_fini(&draft->keys[i].raw);
    free(draft);
}

static void finish_question(struct scanner *s)
{
    if (s->in_question)
        s->visitor->question(s->visitor->context, s->header, s->draft);
    s->in_question = false;
    s->open = NULL;
    draft_clear(s->draft);
}

bool language_is_valid(const char *tag)
{
    size_t len = strlen(tag);
    return len >= 2 && len <= 35 &&
           strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == len;
}

static void take_header(struct scanner *s, const struct line_parts *parts, struct spot at)
{
    static const char *const names[] = { "题库", "问卷", "编号", "语言" };
    struct form_header *header = s->header;
    const char *value = text_decode(s->reader->arena, parts->value);
    bool bank = strcmp(parts->name, "题库") == 0;
    if (bank || strcmp(parts->name, "问卷") == 0) {
        if (header->title)
            reader_error(s->reader, at, "文件头里“题库”或“问卷”只能写一次");
        else if (!*value)
            reader_error(s->reader, at, "“%s”后面要写名称，例如“%s: 专利基础”", parts->name,
                         parts->name);
        else
            *header = (struct form_header){ .kind = bank ? FORM_BANK : FORM_SURVEY,
                                            .title = value,
                                            .id = header->id,
                                            .has_id = header->has_id,
                                            .language = header->language };
    } else if (strcmp(parts->name, "编号") == 0) {
        if (id_is_valid(value)) {
            header->id = value;
            header->has_id = true;
        } else {
            reader_error(s->reader, parts->value_at,
                         "编号“%s”不能用：只能有字母、数字、汉字和 - _ .，以字母、数字或汉字开头",
                         value);
        }
    } else if (strcmp(parts->name, "语言") == 0) {
        if (language_is_valid(value))
            header->language = value;
        else
            reader_error(s->reader, parts->value_at, "语言要写成代号，例如 zh-CN 或 en");
    } else {
        reader_unknown(s->reader, at, "文件头的键", parts->name, names, 4);
    }
}

/* A heading sets the type of what follows; a wrong one must not pass its predecessor's type on. */
static void take_heading(struct scanner *s, const struct line_parts *parts)
{
    finish_question(s);
    s->header_open = false;
    struct draft *draft = s->draft;
    draft->has_heading_type = type_find(parts->value, &draft->heading_type);
    draft->has_bad_heading = !draft->has_heading_type;
    if (!draft->has_heading_type && !s->visitor->translation) {
        const char *names[QUESTION_TYPE_COUNT];
        int count = type_names(s->header->kind, names);
        reader_unknown(s->reader, parts->value_at, "题型", parts->value, names, count);
    }
}

static void take_question(struct scanner *s, const struct line_parts *parts, struct spot at)
{
    finish_question(s);
    s->header_open = false;
    if (s->question_count == FORM_QUESTION_MAX) {
        s->full = true;
        reader_error(s->reader, at, "题太多，一个文件最多 %d 道，请分成几个文件",
                     FORM_QUESTION_MAX);
        return;
    }
    s->question_count++;
    s->in_question = true;
    s->in_value = false;
    s->draft->at = at;
    s->draft->errors_before = s->reader->error_count;
    s->open = &s->draft->stem;
    part_begin(s->reader, s->open, parts->value_at, parts->value);
}

/* 十年 B. 十五年 */
static bool holds_next_option(const char *value, char letter)
{
    for (const char *p = value; (p = strchr(p, letter)); p++) {
        bool apart = p > value && (p[-1] == ' ' || (p - value >= 3 && !memcmp(p - 3, "　", 3)));
        const char *dot = p + 1;
        if (apart && (*dot == '.' || !strncmp(dot, "、", 3) || !strncmp(dot, "．", 3)))
            return true;
    }
    return false;
}

static void take_option(struct scanner *s, const struct line_parts *parts, struct spot at)
{
    struct draft *draft = s->draft;
    if (!s->in_question) {
        reader_error(s->reader, at, "选项要写在题目后面；题目以编号开头，例如“1. 题干”");
        return;
    }
    if (draft->option_count == OPTION_MAX) {
        reader_error(s->reader, at, "选项太多，最多 %d 个", OPTION_MAX);
        return;
    }
    char expected = (char)('A' + draft->option_count);
    if (parts->letter != expected)
        reader_error(s->reader, at, "选项不连续：这里应当是 %c，写的是 %c", expected,
                     parts->letter);
    else if (holds_next_option(parts->value, (char)(expected + 1)))
        reader_warn(s->reader, parts->value_at, "这一行里像是还有选项 %c；一行只写一个选项",
                    expected + 1);
    s->in_value = false;
    s->open = &draft->options[draft->option_count++];
    part_begin(s->reader, s->open, parts->value_at, parts->value);
}

static void take_key(struct scanner *s, const struct line_parts *parts, struct spot at)
{
    enum form_kind kind = s->header->kind;
    enum key key = KEY_COUNT;
    s->open = NULL;
    if (!key_find(parts->name, &key)) {
        const char *names[KEY_COUNT];
        int count = key_names(kind, names);
        if (strlen(parts->name) == 1 && *parts->name >= 'A' && *parts->name <= 'Z')
            reader_error(s->reader, at, "选项要写成“%s. 内容”", parts->name);
        else
            reader_unknown(s->reader, at, "键", parts->name, names, count);
    } else if (!key_belongs_to(key, kind)) {
        if (!s->visitor->translation)
            reader_error(s->reader, at, "“%s”只用于%s，这是%s", parts->name,
                         kind == FORM_BANK ? "问卷" : "题库", kind == FORM_BANK ? "题库" : "问卷");
    } else if (!s->in_question) {
        reader_error(s->reader, at, "“%s”要写在题目后面；题目以编号开头，例如“1. 题干”",
                     parts->name);
    } else if (s->draft->keys[key].given) {
        reader_error(s->reader, at, "“%s”在这道题里写了两次（上一次在第 %d 行）", parts->name,
                     s->draft->keys[key].at.line);
    } else {
        s->open = &s->draft->keys[key];
        part_begin(s->reader, s->open, parts->value_at, parts->value);
    }
    s->in_value = true;
}

static void take_text(struct scanner *s, const struct line *line)
{
    bool stem = s->open && s->open == &s->draft->stem;
    if (s->open && (line->indented || stem))
        part_continue(s->reader, s->open, line->text);
    else if (s->in_value && line->indented)
        return; /* continues a value that was refused: told already */
    else if (s->in_question)
        reader_error(
            s->reader, line->at,
            "看不懂这一行；接着上一行写的内容请缩进两格，新的题目以编号开头（例如“2. 题干”）");
    else
        reader_error(s->reader, line->at, "看不懂这一行；%s",
                     s->header_open ? "文件头只有“键: 值”，题目以编号开头（例如“1. 题干”）"
                                    : "题目以编号开头，例如“1. 题干”");
}

/* Inside a key's value an indented line is text, but one that would be a key elsewhere is more
 * often an accident of layout. */
static bool is_stray_key(const struct line *line)
{
    struct line_parts parts;
    enum key key = KEY_COUNT;
    line_split(line, LINE_GRAMMAR_FORM, &parts);
    return parts.kind == LINE_KEY && key_find(parts.name, &key);
}

static void take_line(struct scanner *s, const struct line *line)
{
    struct line_parts parts;
    if (s->in_question && s->in_value && line->indented) {
        if (is_stray_key(line))
            reader_error(
                s->reader, line->at,
                "这一行缩进了，会接到上一项后面；是新的一项请去掉缩进，是正文请在行首加 \\");
        take_text(s, line);
        return;
    }
    line_split(line, LINE_GRAMMAR_FORM, &parts);
    switch (parts.kind) {
    case LINE_KEY:
        if (s->header_open)
            take_header(s, &parts, line->at);
        else
            take_key(s, &parts, line->at);
        break;
    case LINE_QUESTION:
        take_question(s, &parts, line->at);
        break;
    case LINE_OPTION:
        take_option(s, &parts, line->at);
        break;
    case LINE_HEADING:
        take_heading(s, &parts);
        break;
    case LINE_TEXT:
    case LINE_SECTION:
        take_text(s, line);
        break;
    }
}

/* The first line decides whether the rest can be understood at all. */
static bool take_first_line(struct scanner *s, struct line_source *source)
{
    struct line line;
    if (!line_next(source, &line)) {
        reader_error(s->reader, (struct spot){ 0, 0 }, "文件是空的");
        return false;
    }
    struct line_parts parts;
    line_split(&line, LINE_GRAMMAR_FORM, &parts);
    bool known = parts.kind == LINE_KEY &&
                 (strcmp(parts.name, "题库") == 0 || strcmp(parts.name, "问卷") == 0);
    if (!known) {
        reader_error(s->reader, line.at, "第一行应当是“题库: 名称”或“问卷: 名称”");
        return false;
    }
    take_header(s, &parts, line.at);
    return s->header->title != NULL;
}

bool form_scan(struct reader *reader, const char *text, size_t text_len,
               const struct form_visitor *visitor, struct form_header *header)
{
    struct line_source source;
    *header = (struct form_header){ .language = "zh-CN" };
    if (!line_source_init(&source, reader, text, text_len))
        return false;
    struct scanner s = { .reader = reader,
                         .visitor = visitor,
                         .header = header,
                         .header_open = true,
                         .draft = draft_new() };
    bool usable = take_first_line(&s, &source);
    struct line line;
    while (usable && !s.full && line_next(&source, &line))
        take_line(&s, &line);
    finish_question(&s);
    draft_free(s.draft);
    return usable;
}
