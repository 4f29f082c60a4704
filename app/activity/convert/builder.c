#include "activity/convert/builder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/convert/span.h"
#include "activity/convert/stem.h"
#include "activity/draft.h"
#include "activity/value.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "port/crypt.h"

const struct convert_extras convert_extras_none = { .valid_from = DATE_NONE,
                                                    .valid_until = DATE_NONE };

static const char damaged[] = "\xEF\xBF\xBD"; /* U+FFFD, where bytes could not be read */
static const char object[] = "\xEF\xBF\xBC";  /* U+FFFC, where an object was left out */

void convert_builder_init(struct convert_builder *builder, struct convert_result *result,
                          const char *name)
{
    *builder = (struct convert_builder){ .result = result, .name = name, .kind = FORM_BANK };
}

void convert_builder_fini(struct convert_builder *builder)
{
    free(builder->questions);
    free(builder->item_of);
    builder->questions = NULL;
    builder->item_of = NULL;
}

struct arena *convert_arena(struct convert_builder *builder)
{
    return &builder->result->arena;
}

int convert_count(const struct convert_builder *builder)
{
    return builder->result->count;
}

const struct convert_item *convert_item_at(const struct convert_builder *builder, int index)
{
    return &builder->result->items[index];
}

void convert_set_kind(struct convert_builder *builder, enum form_kind kind)
{
    builder->kind = kind;
}

static void set_once(struct convert_builder *builder, const char **slot, const char *text)
{
    if (!*slot && text && *text)
        *slot = arena_strdup(convert_arena(builder), text);
}

void convert_set_title(struct convert_builder *builder, const char *title)
{
    set_once(builder, &builder->title, title);
}

void convert_set_id(struct convert_builder *builder, const char *id)
{
    if (id && id_is_valid(id))
        set_once(builder, &builder->id, id);
}

void convert_set_language(struct convert_builder *builder, const char *tag)
{
    set_once(builder, &builder->language, tag);
}

void convert_set_sheet(struct convert_builder *builder, const char *words)
{
    builder->sheet = words ? arena_strdup(convert_arena(builder), words) : NULL;
}

int convert_add_language(struct convert_builder *builder, const char *tag, const char *title)
{
    for (int i = 1; i < LANGUAGE_MAX; i++) {
        const char *known = builder->other_languages[i];
        if (known && strcmp(known, tag) == 0)
            return i;
        if (!known) {
            set_once(builder, &builder->other_languages[i], tag);
            set_once(builder, &builder->other_titles[i], title ? title : tag);
            return i;
        }
    }
    return -1;
}

const char *convert_quote(struct arena *arena, const char *text)
{
    size_t len = utf8_prefix_len(text, CONVERT_QUOTE_MAX_CHARS);
    struct strbuf quote;
    strbuf_init(&quote);
    strbuf_add_len(&quote, text, len);
    for (size_t i = 0; i < quote.len; i++)
        if ((unsigned char)quote.text[i] < ' ')
            quote.text[i] = ' ';
    if (text[len])
        strbuf_add(&quote, "…");
    char *copy = arena_strdup(arena, quote.text);
    strbuf_fini(&quote);
    return copy;
}

/* The text as the canonical form can give it back: lines without blanks around them and no control
 * characters. `${` in a model's text is a place for an answer; in a source
 * it is just text. */
const char *convert_text_copy(struct convert_builder *builder, const char *text)
{
    struct strbuf out;
    strbuf_init(&out);
    size_t kept = 0; /* up to the last character that is not blank */
    int breaks = 0;  /* line feeds since */
    while (*text) {
        const char *at = text;
        uint32_t c = utf8_next(&text);
        if (c == '\n') {
            strbuf_truncate(&out, kept);
            breaks += kept > 0;
            continue;
        }
        bool blank = c < 0x20 || c == 0x7F || utf8_is_space(c);
        if (blank && (breaks > 0 || out.len == 0))
            continue;
        for (; breaks > 0; breaks--)
            strbuf_add_char(&out, '\n');
        if (c < 0x20 || c == 0x7F)
            strbuf_add_char(&out, ' ');
        else
            strbuf_add_len(&out, at, (size_t)(text - at));
        if (c == '$' && *text == '{')
            strbuf_add(&out, "\xE2\x81\xA0"); /* U+2060, see activity/text.h */
        kept = blank ? kept : out.len;
    }
    strbuf_truncate(&out, kept);
    char *copy = arena_strdup(convert_arena(builder), out.text);
    strbuf_fini(&out);
    return copy;
}

struct question *convert_new_question(struct convert_builder *builder)
{
    struct arena *arena = convert_arena(builder);
    struct question *q = arena_alloc(arena, sizeof *q);
    *q = (struct question){ .difficulty = DIFFICULTY_MEDIUM,
                            .points = 1,
                            .limit_s = -1,
                            .valid_from = DATE_NONE,
                            .valid_until = DATE_NONE };
    q->wordings[0] = arena_alloc(arena, sizeof *q->wordings[0]);
    q->wordings[0]->stem = "";
    return q;
}

/* ---- items ---- */

static struct convert_item *add_item(struct convert_builder *builder,
                                     const struct convert_entry *entry)
{
    struct convert_result *result = builder->result;
    struct arena *arena = &result->arena;
    if (result->count >= CONVERT_QUESTIONS_MAX) {
        builder->full = true;
        return NULL;
    }
    result->items =
        mem_grow(result->items, result->count, &builder->item_capacity, sizeof *result->items);
    struct convert_item *item = &result->items[result->count++];
    const char *stem = entry->stem ? entry->stem : "";
    const char *quote = entry->quote ? entry->quote : stem;
    bool read = entry->status == CONVERT_READ;
    assert(read || (entry->reason && *entry->reason));
    *item = (struct convert_item){
        .number = arena_strdup(arena, entry->number ? entry->number : ""),
        .type = entry->type,
        .answer = entry->answer ? arena_strdup(arena, entry->answer) : NULL,
        .option_count = entry->option_count,
        .stem = arena_strdup(arena, stem),
        .quote = read || !*quote ? NULL : convert_quote(arena, quote),
        .status = entry->status,
        .reason = read ? "" : arena_strdup(arena, entry->reason),
        .line = entry->line,
        .sheet = builder->sheet,
        .question = -1,
    };
    return item;
}

static int add_to_form(struct convert_builder *builder, const struct question *question, int line)
{
    builder->questions = mem_grow(builder->questions, builder->question_count,
                                  &builder->question_capacity, sizeof *builder->questions);
    builder->item_of = mem_grow(builder->item_of, builder->question_count,
                                &builder->item_of_capacity, sizeof *builder->item_of);
    builder->item_of[builder->question_count] = builder->result->count - 1;
    struct question *q = &builder->questions[builder->question_count];
    *q = *question;
    q->place = (struct place){ builder->name, line };
    q->review = NULL;
    return builder->question_count++;
}

void convert_add_question(struct convert_builder *builder, struct question *question,
                          const struct convert_entry *entry)
{
    struct convert_entry full = *entry;
    full.type = question->type;
    full.stem = question->wordings[0]->stem;
    full.option_count = question->option_count;
    struct convert_item *item = add_item(builder, &full);
    if (item && item->status != CONVERT_REFUSED)
        item->question = add_to_form(builder, question, entry->line);
}

struct question *convert_last_question(struct convert_builder *builder)
{
    const struct convert_result *result = builder->result;
    int question = result->count > 0 ? result->items[result->count - 1].question : -1;
    return question >= 0 ? &builder->questions[question] : NULL;
}

/* ---- quiz questions ---- */

/* What is wrong with a question, for the reason; the worst status counts. */
struct faults {
    struct strbuf text;
    enum convert_status status;
};

static void fault(struct faults *faults, enum convert_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void fault(struct faults *faults, enum convert_status status, const char *format, ...)
{
    va_list args;
    if (faults->text.len > 0)
        strbuf_add(&faults->text, "；");
    va_start(args, format);
    strbuf_vaddf(&faults->text, format, args);
    va_end(args);
    if (status > faults->status)
        faults->status = status;
}

static void check_options(const struct convert_entry *entry, struct span *texts,
                          struct faults *faults)
{
    if (entry->option_count > OPTION_MAX)
        fault(faults, CONVERT_REFUSED, "选项有 %d 个，最多 %d 个", entry->option_count, OPTION_MAX);
    else if (entry->option_count == 0)
        fault(faults, CONVERT_REFUSED, "%s题没有选项", question_type_name(entry->type));
    else if (entry->option_count == 1)
        fault(faults, CONVERT_DOUBTFUL, "选项只有 1 个");
    for (int i = 0; i < entry->option_count && i < OPTION_MAX; i++) {
        if (texts[i].len == 0)
            fault(faults, CONVERT_DOUBTFUL, "选项 %c 是空的", 'A' + i);
        if (texts[i].len > QUESTION_STEM_MAX_CHARS)
            fault(faults, CONVERT_DOUBTFUL, "选项 %c 太长（%d 字，最多 %d 字）", 'A' + i,
                  texts[i].len, QUESTION_STEM_MAX_CHARS);
        for (int j = 0; j < i; j++)
            if (texts[i].len > 0 && span_equal_text(texts[i], texts[j]))
                fault(faults, CONVERT_DOUBTFUL, "选项 %c 和 %c 相同", 'A' + j, 'A' + i);
    }
}

/* Letters into the model; false at one beyond the options or one that comes twice. */
static bool take_letters(const char *answer, struct question *q)
{
    int count = 0;
    for (const char *p = answer; *p; p++) {
        int index = *p - 'A';
        if (index < 0 || index >= q->option_count || q->answer_choices & 1u << index)
            return false;
        q->answer_choices |= 1u << index;
        q->answer_order[count++] = (uint8_t)index;
    }
    if (q->type != QUESTION_ORDER)
        memset(q->answer_order, 0, sizeof q->answer_order);
    else
        q->answer_choices = 0;
    return q->type != QUESTION_ORDER || count == q->option_count;
}

static void take_answer(const char *answer, struct question *q, struct faults *faults)
{
    if (!answer || !*answer) {
        /* Where the reader says what is wrong with the answer, that is enough. */
        if (faults->status == CONVERT_READ || !strstr(faults->text.text, "答案"))
            fault(faults, CONVERT_DOUBTFUL, "没有答案");
        return;
    }
    bool ok = true;
    if (q->type == QUESTION_JUDGE) {
        bool right = strcmp(answer, "对") == 0;
        ok = right || strcmp(answer, "错") == 0;
        q->answer_choices = ok ? right ? 1 : 2 : 0;
    } else if (q->type == QUESTION_NUMBER) {
        ok = value_parse_number(answer, &q->answer_number);
    } else {
        ok = take_letters(answer, q);
    }
    q->has_answer = ok;
    if (!ok) {
        q->answer_choices = 0;
        fault(faults, CONVERT_DOUBTFUL, "答案“%s”不在选项中", answer);
    } else if (q->type == QUESTION_SINGLE && (q->answer_choices & (q->answer_choices - 1)) != 0) {
        fault(faults, CONVERT_DOUBTFUL, "单选题写了几个答案（%s）", answer);
    }
}

static bool holds(const struct convert_entry *entry, const char *mark)
{
    bool found = strstr(entry->stem, mark) != NULL;
    for (int i = 0; i < entry->option_count && !found; i++)
        found = strstr(entry->options[i], mark) != NULL;
    return found || (entry->extras.explanation && strstr(entry->extras.explanation, mark) != NULL);
}

static const char *copy_or_null(struct convert_builder *builder, const char *text)
{
    return text && *text ? convert_text_copy(builder, text) : NULL;
}

static void copy_extras(struct convert_builder *builder, const struct convert_extras *extras,
                        struct question *q)
{
    struct wording *w = q->wordings[0];
    w->explanation = copy_or_null(builder, extras->explanation);
    w->takeaway = copy_or_null(builder, extras->takeaway);
    w->basis = copy_or_null(builder, extras->basis);
    q->topic = copy_or_null(builder, extras->topic);
    q->edition = copy_or_null(builder, extras->edition);
    if (extras->has_difficulty)
        q->difficulty = extras->difficulty;
    q->points = extras->points > 0 && extras->points <= 100 ? extras->points : 1;
    q->limit_s = extras->limit_s > 0 ? extras->limit_s : extras->limit_s < 0 ? 0 : -1;
    q->valid_from = extras->valid_from;
    q->valid_until = extras->valid_until;
    if (extras->id && id_is_valid(extras->id))
        q->id = arena_strdup(convert_arena(builder), extras->id);
}

static void copy_options(struct convert_builder *builder, const struct convert_entry *entry,
                         struct question *q)
{
    struct arena *arena = convert_arena(builder);
    const char *const *texts = entry->options;
    q->option_count = entry->option_count;
    if (q->type == QUESTION_JUDGE) {
        texts = judge_labels(builder->language ? builder->language : "zh-CN");
        q->option_count = 2;
    }
    const size_t count = (size_t)q->option_count;
    q->options = arena_alloc(arena, (count + 1) * sizeof *q->options);
    const char **copies = arena_alloc(arena, (count + 1) * sizeof *copies);
    for (size_t i = 0; i < count; i++)
        copies[i] = convert_text_copy(builder, texts[i]);
    q->wordings[0]->options = copies;
}

static void check_texts(const struct convert_entry *entry, const struct question *q,
                        struct faults *faults)
{
    struct arena scratch;
    struct span texts[OPTION_MAX];
    arena_init(&scratch);
    struct span stem = span_decode(&scratch, entry->stem);
    for (int i = 0; i < entry->option_count && i < OPTION_MAX; i++)
        texts[i] = span_trim(span_decode(&scratch, entry->options[i]));
    if (span_trim(stem).len == 0)
        fault(faults, CONVERT_REFUSED, "题干是空的");
    if (stem.len > QUESTION_STEM_MAX_CHARS)
        fault(faults, CONVERT_DOUBTFUL, "题干太长（%d 字，最多 %d 字）", stem.len,
              QUESTION_STEM_MAX_CHARS);
    if (entry->type == QUESTION_SINGLE || entry->type == QUESTION_MULTIPLE ||
        entry->type == QUESTION_ORDER)
        check_options(entry, texts, faults);
    uint32_t letters = q->type == QUESTION_JUDGE ? 0 : q->answer_choices;
    if (q->has_answer && q->type != QUESTION_NUMBER && stem_shows_answer(stem, letters))
        fault(faults, CONVERT_DOUBTFUL, "题干里还留着答案");
    if (holds(entry, damaged))
        fault(faults, CONVERT_DOUBTFUL, "有读不出的字（坏字节）");
    if (holds(entry, object))
        fault(faults, CONVERT_DOUBTFUL, "有图片、公式或别的对象没有导入");
    arena_fini(&scratch);
}

void convert_add(struct convert_builder *builder, const struct convert_entry *entry)
{
    struct convert_entry full = *entry;
    struct faults faults = { .status = entry->status };
    strbuf_init(&faults.text);
    if (entry->reason)
        strbuf_add(&faults.text, entry->reason);
    if (!full.stem)
        full.stem = "";
    struct question *q = convert_new_question(builder);
    q->type = entry->type;
    if (entry->status != CONVERT_REFUSED) {
        if (entry->option_count <= OPTION_MAX) {
            copy_options(builder, &full, q);
            take_answer(entry->answer, q, &faults);
        }
        check_texts(&full, q, &faults);
        copy_extras(builder, &entry->extras, q);
        q->wordings[0]->stem = convert_text_copy(builder, full.stem);
    }
    full.status = faults.status;
    full.reason = faults.text.text;
    full.option_count = 0;
    for (int i = 0; i < entry->option_count; i++)
        full.option_count += entry->options[i][0] != '\0';
    if (entry->type == QUESTION_JUDGE)
        full.option_count = 2;
    if (full.answer && !*full.answer)
        full.answer = NULL;
    struct convert_item *item = add_item(builder, &full);
    if (item && item->status != CONVERT_REFUSED)
        item->question = add_to_form(builder, q, entry->line);
    strbuf_fini(&faults.text);
}
