/* 中文题库 as text: lines, pieces, blocks, and from each block a question to be decided. */
#include <string.h>

#include "activity/convert/doc.h"
#include "activity/convert/doubt.h"
#include "activity/convert/internal.h"
#include "activity/convert/lines.h"
#include "activity/convert/loose.h"
#include "activity/convert/match.h"
#include "activity/convert/pieces.h"
#include "activity/convert/reply.h"
#include "activity/convert/stem.h"

enum { ANSWERS_MAX = 8 };

/* What a block becomes; strings hang in arena. */
struct draft_raw {
    struct arena arena;
    struct convert_raw raw;
    const char *options[OPTION_MAX];
    struct span option_spans[OPTION_MAX];
    const char *answers[ANSWERS_MAX];
    struct strbuf doubt;
};

static void add_doubt(struct draft_raw *d, const char *text)
{
    if (!text)
        return;
    strbuf_addf(&d->doubt, "%s%s", d->doubt.len > 0 ? "；" : "", text);
}

static void add_answer(struct draft_raw *d, struct span words)
{
    words = span_trim(words);
    if (words.len > 0 && d->raw.answer_count < ANSWERS_MAX)
        d->answers[d->raw.answer_count++] = span_text(&d->arena, words);
}

/* ---- keys ---- */

static void set_difficulty(struct convert_extras *extras, struct span value)
{
    static const struct {
        const char *word;
        enum difficulty difficulty;
    } words[] = {
        { "易", DIFFICULTY_EASY },       { "简单", DIFFICULTY_EASY },
        { "容易", DIFFICULTY_EASY },     { "较易", DIFFICULTY_EASY },
        { "低", DIFFICULTY_EASY },       { "easy", DIFFICULTY_EASY },
        { "中", DIFFICULTY_MEDIUM },     { "中等", DIFFICULTY_MEDIUM },
        { "一般", DIFFICULTY_MEDIUM },   { "适中", DIFFICULTY_MEDIUM },
        { "medium", DIFFICULTY_MEDIUM }, { "难", DIFFICULTY_HARD },
        { "较难", DIFFICULTY_HARD },     { "困难", DIFFICULTY_HARD },
        { "高", DIFFICULTY_HARD },       { "hard", DIFFICULTY_HARD },
    };
    value = span_trim(value);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!span_is(value, words[i].word))
            continue;
        extras->has_difficulty = true;
        extras->difficulty = words[i].difficulty;
    }
}

static void set_text(struct draft_raw *d, const char **slot, struct span value)
{
    value = span_trim(value);
    if (value.len > 0 && !*slot)
        *slot = span_text(&d->arena, value);
}

static void take_keys(struct draft_raw *d, const struct doc *doc, const struct block *block)
{
    struct convert_extras *extras = &d->raw.extras;
    for (int i = 0; i < block->key_count; i++) {
        const struct doc_key *key = &doc->keys[block->first_key + i];
        switch (key->key) {
        case TEXT_ANSWER:
            add_answer(d, key->value);
            break;
        case TEXT_EXPLANATION:
            set_text(d, &extras->explanation, key->value);
            break;
        case TEXT_TOPIC:
            set_text(d, &extras->topic, key->value);
            break;
        case TEXT_BASIS:
            set_text(d, &extras->basis, key->value);
            break;
        case TEXT_TAKEAWAY:
            set_text(d, &extras->takeaway, key->value);
            break;
        case TEXT_DIFFICULTY:
            set_difficulty(extras, key->value);
            break;
        case TEXT_POINTS: {
            int points = 0;
            int digits = span_digits(span_trim(key->value), 0, &points);
            extras->points = digits > 0 ? points : 0;
            break;
        }
        default:
            break;
        }
    }
    add_answer(d, block->listed);
    set_text(d, &extras->explanation, block->listed_explanation);
}

/* ---- options ---- */

/* A.红；B.绿；C.蓝：the marks part the options, they do not belong to them. */
static void drop_separators(struct span *options, int count)
{
    bool all = count > 1;
    for (int i = 0; i < count && all; i++) {
        uint32_t c = span_fold(options[i], options[i].len - 1);
        all = i == count - 1 || (options[i].len > 1 && (c == ';' || c == ',' || c == SPAN_DUN));
    }
    for (int i = 0; i < count && all; i++) {
        uint32_t c = span_fold(options[i], options[i].len - 1);
        if (options[i].len > 1 && (c == ';' || c == ',' || c == SPAN_DUN))
            options[i] = span_trim(span_sub(options[i], 0, options[i].len - 1));
    }
}

static void set_options(struct draft_raw *d, const struct span *options, int count)
{
    for (int i = 0; i < count; i++)
        d->option_spans[i] = text_unwrap(&d->arena, options[i]);
    drop_separators(d->option_spans, count);
    for (int i = 0; i < count; i++)
        d->options[i] = span_text(&d->arena, d->option_spans[i]);
    d->raw.option_count = count;
}

/* Whether some stated answer is the text of an option. */
static bool answer_is_option_text(struct draft_raw *d)
{
    for (int i = 0; i < d->raw.answer_count; i++) {
        uint32_t letters;
        if (match_options(&d->arena, d->option_spans, d->raw.option_count,
                          span_decode(&d->arena, d->answers[i]), &letters))
            return true;
    }
    return false;
}

static bool answer_is_number(struct draft_raw *d)
{
    struct reply reply;
    return d->raw.answer_count > 0 && reply_parse(span_decode(&d->arena, d->answers[0]), &reply) &&
           reply.has_numbers;
}

/* Options without letters; steady says that all such questions of the document have as many. */
static void take_loose(struct draft_raw *d, const struct block *block, bool steady)
{
    struct loose_options loose;
    struct stem stem;
    enum type_word type = d->raw.type;
    if (type == TYPE_WORD_JUDGE || type_word_is_open(type) || !loose_find(block->body, &loose))
        return;
    stem_scan(&d->arena, text_unwrap(&d->arena, loose.stem), &stem);
    bool lettered = false;
    for (int i = 0; i < stem.mark_count; i++)
        lettered =
            lettered || (stem.marks[i].kind == STEM_REPLY && stem.marks[i].reply.has_letters);
    struct span copies[OPTION_MAX];
    memcpy(copies, loose.options, sizeof copies);
    bool marked = match_take_marks(copies, loose.count, true) != 0;
    bool typed = type != TYPE_WORD_NONE || stem.tag != TYPE_WORD_NONE;
    if (d->raw.answer_count == 0 && !lettered && !marked && !typed && !block->lone_letter)
        return;
    d->raw.stem = span_text(&d->arena, text_unwrap(&d->arena, loose.stem));
    set_options(d, loose.options, loose.count);
    bool sure = marked || answer_is_option_text(d) || (loose.counted && answer_is_number(d));
    if (!sure && (loose.counted || loose.one_line || !steady))
        add_doubt(d, "选项没有字母，按行的次序对应答案");
}

static void check_options(struct draft_raw *d, const struct block *block)
{
    const struct doubt_input input = {
        .lines = block->has_chain ? block->chain.stem : block->body,
        .stem = span_decode(&d->arena, d->raw.stem),
        .options = d->option_spans,
        .option_count = d->raw.option_count,
        .number = block->value,
        .lettered = block->has_chain,
        .judge = d->raw.type == TYPE_WORD_JUDGE,
    };
    add_doubt(d, doubt_find(&input));
    if (!block->has_chain && d->raw.type != TYPE_WORD_JUDGE &&
        chain_count_letters(block->body) >= 2)
        add_doubt(d, "像是有选项，字母却认不全");
}

static void take_options(struct draft_raw *d, const struct block *block, bool steady)
{
    struct span stem = block->body;
    if (block->has_chain) {
        stem = block->chain.stem;
        set_options(d, block->chain.options, block->chain.count);
        d->raw.marked = block->chain.ticked;
        add_doubt(d, block->chain.doubt);
    }
    d->raw.stem = span_text(&d->arena, text_unwrap(&d->arena, stem));
    if (!block->has_chain)
        take_loose(d, block, steady);
    check_options(d, block);
}

/* ---- a block ---- */

/* １２ as 12. */
static const char *folded_text(struct arena *arena, struct span digits)
{
    struct span_buf buf = { 0 };
    for (int i = 0; i < digits.len; i++)
        span_buf_add(&buf, span_fold(digits, i));
    const char *text = span_text(arena, (struct span){ buf.chars, buf.len });
    span_buf_fini(&buf);
    return text;
}

/* What a stem refers to and a text cannot bring along. */
static const char *missing_matter(struct span stem)
{
    static const char *const pictures[] = {
        "如图", "下图", "上图", "图中", "图示", "左图", "右图"
    };
    static const char *const matters[] = { "上题",     "上一题",       "根据材料", "上述材料",
                                           "以上材料", "根据以下材料", "共用题干" };
    static const char *const verbs[] = { "企", "意", "试", "力", "地" };
    for (int i = 0; i < stem.len; i++) {
        /* 企图中断 speaks of no picture. */
        bool within = i > 0 && span_match_any(stem, i - 1, verbs, 5, NULL) > 0;
        if (!within && span_match_any(stem, i, pictures, 7, NULL) > 0)
            return "题干提到图片，图片没有导入";
        if (span_match_any(stem, i, matters, 7, NULL) > 0)
            return "题干提到别处的材料";
    }
    return NULL;
}

static const char *first_words(struct draft_raw *d, struct span body)
{
    int end = 0;
    while (end < body.len && body.at[end] != '\n')
        end++;
    return span_text(&d->arena, span_sub(body, 0, end));
}

static void add_stray(struct convert_builder *builder, const struct block *block)
{
    struct arena arena;
    arena_init(&arena);
    const struct convert_entry entry = {
        .line = block->line,
        .type = QUESTION_TEXT,
        .stem = span_text(&arena, block->body),
        .extras = convert_extras_none,
        .status = CONVERT_REFUSED,
        .reason = "看不出是哪一题的：没有题号，也没有选项和答案",
    };
    convert_add(builder, &entry);
    arena_fini(&arena);
}

/* What the document as a whole does, by which a single question is judged. */
struct habits {
    bool steady;    /* options without letters are as many in all questions: a line is an option */
    bool elsewhere; /* answers stand outside the stems */
    bool numbered;  /* nearly all questions have numbers */
};

static void add_block(struct convert_builder *builder, const struct doc *doc,
                      const struct block *block, const struct habits *habits)
{
    struct draft_raw d = { .raw.extras = convert_extras_none };
    arena_init(&d.arena);
    strbuf_init(&d.doubt);
    const struct doc_section *section = &doc->sections[block->section];
    d.raw.number = folded_text(&d.arena, block->digits);
    d.raw.line = block->line;
    d.raw.type = block->tag != TYPE_WORD_NONE ? block->tag : section->type;
    d.raw.options = d.options;
    d.raw.answers = d.answers;
    d.raw.quote = first_words(&d, block->body);
    add_doubt(&d, block->doubt);
    take_keys(&d, doc, block);
    bool answered = d.raw.answer_count > 0;
    if (block->lone_letter && !answered)
        add_answer(&d, block->lone);
    take_options(&d, block, habits->steady);
    d.raw.answered_elsewhere = habits->elsewhere;
    d.raw.running_text = true;
    if (block->lone_letter && !answered)
        add_doubt(&d, "单独一行的字母不能确定是答案");
    if (block->value == 0 && habits->numbered && !stem_asks(span_decode(&d.arena, d.raw.stem)))
        add_doubt(&d, "别的题有题号，这题没有，也不像问句");
    add_doubt(&d, missing_matter(span_decode(&d.arena, d.raw.stem)));
    d.raw.doubt = d.doubt.len > 0 ? d.doubt.text : NULL;
    convert_add_raw(builder, &d.raw);
    strbuf_fini(&d.doubt);
    arena_fini(&d.arena);
}

/* Three questions or more without letters, all with as many lines: a line is an option. */
static bool is_steady(const struct doc *doc)
{
    int lines = 0, questions = 0;
    for (int i = 0; i < doc->block_count; i++) {
        struct loose_options loose;
        const struct block *block = &doc->blocks[i];
        if (block->kind != BLOCK_QUESTION || block->has_chain || !loose_find(block->body, &loose) ||
            loose.counted || loose.one_line)
            continue;
        if (questions > 0 && loose.count != lines)
            return false;
        lines = loose.count;
        questions++;
    }
    return questions >= 3;
}

static bool answers_elsewhere(const struct doc *doc)
{
    int outside = 0, questions = 0;
    for (int i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        bool keyed = block->listed.len > 0;
        for (int k = 0; k < block->key_count; k++)
            keyed = keyed || doc->keys[block->first_key + k].key == TEXT_ANSWER;
        questions += block->kind == BLOCK_QUESTION;
        outside += keyed;
    }
    return outside >= 2 && outside * 2 >= questions;
}

static bool is_numbered(const struct doc *doc)
{
    int numbered = 0, questions = 0;
    for (int i = 0; i < doc->block_count; i++) {
        questions += doc->blocks[i].kind == BLOCK_QUESTION;
        numbered += doc->blocks[i].kind == BLOCK_QUESTION && doc->blocks[i].value > 0;
    }
    return numbered * 10 >= questions * 7 && numbered >= 3;
}

/* ---- documents that are none ---- */

static bool is_html(const char *text)
{
    static const char *const tags[] = {
        "<div",    "<span", "<p>",  "<p ",    "<td",   "<html",
        "<script", "<li",   "</a>", "<table", "<body", "<!DOCTYPE"
    };
    int count = 0;
    for (const char *p = text; (p = strchr(p, '<')) != NULL && count < 5; p++)
        for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
            count += strncasecmp(p, tags[i], strlen(tags[i])) == 0;
    return count >= 5 || strncasecmp(text + strspn(text, " \t\r\n"), "<!DOCTYPE html", 14) == 0 ||
           strncasecmp(text + strspn(text, " \t\r\n"), "<html", 5) == 0;
}

static int count_percentages(const char *text)
{
    int count = 0;
    for (const char *p = text; *p; p++) {
        bool digit = p > text && p[-1] >= '0' && p[-1] <= '9';
        count += digit && (*p == '%' || strncmp(p, "％", 3) == 0);
    }
    return count;
}

static bool is_answered(const struct convert_builder *builder, int first)
{
    for (int i = first; i < convert_count(builder); i++)
        if (convert_item_at(builder, i)->answer)
            return true;
    return false;
}

static bool is_any_usable(const struct convert_builder *builder, const struct doc *doc, int first)
{
    for (int i = first; i < convert_count(builder); i++)
        if (convert_item_at(builder, i)->status != CONVERT_REFUSED)
            return true;
    for (int i = 0; i < doc->key_count; i++)
        if (doc->keys[i].key == TEXT_ANSWER)
            return true;
    return false;
}

static bool read_doc(struct convert_builder *builder, struct doc *doc,
                     const struct text_lines *lines)
{
    struct pieces pieces;
    pieces_init(&pieces, lines);
    doc_segment(doc, &pieces);
    pieces_fini(&pieces);
    doc_split(doc);
    doc_assign(doc);
    const struct habits habits = { is_steady(doc), answers_elsewhere(doc), is_numbered(doc) };
    int first = convert_count(builder);
    for (int i = 0; i < doc->block_count; i++) {
        if (doc->blocks[i].kind == BLOCK_STRAY)
            add_stray(builder, &doc->blocks[i]);
        else
            add_block(builder, doc, &doc->blocks[i], &habits);
    }
    if (doc->title.len > 0)
        convert_set_title(builder, span_text(&doc->arena, doc->title));
    return is_any_usable(builder, doc, first);
}

bool convert_text(struct convert_builder *builder, const char *text, struct err *err)
{
    enum { REPORT_PERCENTAGES = 5 };
    struct text_lines lines;
    struct doc doc;
    int first = convert_count(builder);
    if (is_html(text))
        return err_set(err,
                       "这是网页的源代码，不是题库；请在浏览器里复制题目的文字，存成文本再导入");
    if (!text_lines_init(&lines, text)) {
        text_lines_fini(&lines);
        return err_set(err, "文件超过 %d 行，太长了；请分成几个文件", LINES_MAX);
    }
    doc_init(&doc);
    bool usable = read_doc(builder, &doc, &lines);
    bool report = count_percentages(text) >= REPORT_PERCENTAGES && !is_answered(builder, first);
    doc_fini(&doc);
    text_lines_fini(&lines);
    if (report)
        return err_set(err, "这像是一份统计报告（有许多百分比，没有答案），不是题库，没有导入");
    if (!usable)
        return err_set(err, "没有找到带选项或答案的题目，没有导入；填空、简答、论述题屏上不能作答");
    return true;
}
