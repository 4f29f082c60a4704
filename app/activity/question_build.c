/* From the raw parts of a question to its model: type, stem, what hangs together. */
#include <string.h>

#include "activity/activity.h"
#include "activity/draft.h"
#include "activity/text.h"
#include "port/crypt.h"

static void name_types(struct build *b, struct spot at, const char *word)
{
    const char *names[QUESTION_TYPE_COUNT];
    reader_unknown(b->reader, at, "题型", word, names, type_names(b->kind, names));
}

/* Key before tag before heading; a key and a tag must agree. */
static bool find_type(struct build *b, bool has_tag, enum question_type tag)
{
    const struct draft *draft = b->draft;
    const struct part *part = &draft->keys[KEY_TYPE];
    enum question_type *type = &b->question->type;
    if (part->given) {
        const char *word = text_decode(b->reader->arena, part->raw.text);
        if (!type_find(word, type)) {
            name_types(b, part->at, word);
            return false;
        }
        if (has_tag && tag != *type) {
            reader_error(b->reader, part->at, "“题型”写的是%s，题干后面的标签写的是[%s]",
                         question_type_name(*type), question_type_name(tag));
            return false;
        }
    } else if (has_tag) {
        *type = tag;
    } else if (draft->has_heading_type) {
        *type = draft->heading_type;
    } else if (draft->has_bad_heading) {
        return false;
    } else {
        reader_error(
            b->reader, draft->at,
            "不知道这是什么题：请在前面写一行“一、单选题”这样的标题，或给这道题写“题型: 单选”");
        return false;
    }
    if (!type_belongs_to(*type, b->kind)) {
        reader_error(b->reader, part->given ? part->at : draft->at,
                     "题库里不能有%s题，只能有：单选 多选 判断 排序 数字",
                     question_type_name(*type));
        return false;
    }
    return true;
}

static void check_keys_fit(struct build *b)
{
    for (int i = 0; i < KEY_COUNT; i++)
        if (b->draft->keys[i].given && !key_fits_type((enum key)i, b->question->type))
            reader_error(b->reader, b->draft->keys[i].at, "%s题没有“%s”这一项",
                         question_type_name(b->question->type), key_name((enum key)i));
}

/* The same stem gives the same id wherever it stands, so that order does not matter. */
static void derive_id(struct build *b)
{
    struct question *q = b->question;
    char hex[CRYPT_HEX_LEN];
    const char *stem = b->wording->stem;
    crypt_hash_hex(stem, strlen(stem), hex);
    struct strbuf id;
    strbuf_init(&id);
    strbuf_addf(&id, "q-%.8s", hex);
    q->id = arena_strdup(b->reader->arena, id.text);
    q->id_derived = true;
    strbuf_fini(&id);
}

static void set_hash(struct question *question)
{
    struct strbuf text;
    strbuf_init(&text);
    question_write(question, 1, 0, &text);
    crypt_hash_hex(text.text, text.len, question->hash);
    strbuf_fini(&text);
}

static void set_defaults(struct build *b)
{
    struct question *q = b->question;
    *q = (struct question){ .place = { b->reader->path, b->draft->at.line },
                            .difficulty = DIFFICULTY_MEDIUM,
                            .points = 1,
                            .limit_s = -1,
                            .valid_from = DATE_NONE,
                            .valid_until = DATE_NONE };
    b->wording = arena_alloc(b->reader->arena, sizeof *b->wording);
    q->wordings[0] = b->wording;
}

bool question_build(struct reader *reader, const struct form_header *header, struct draft *draft,
                    struct question *out)
{
    struct build b = { .reader = reader,
                       .kind = header->kind,
                       .language = header->language,
                       .draft = draft,
                       .question = out };
    bool has_tag = false;
    enum question_type tag = QUESTION_SINGLE;
    set_defaults(&b);
    b.wording->stem = part_take_stem(reader, &draft->stem, &out->picture, &tag, &has_tag);
    if (!*b.wording->stem)
        reader_error(reader, draft->at, "题干为空");
    if (!find_type(&b, has_tag, tag))
        return false;
    check_keys_fit(&b);
    build_options(&b);
    build_keys(&b);
    build_answer(&b);
    if (!out->id)
        derive_id(&b);
    if (reader->error_count > draft->errors_before)
        return false;
    set_hash(out);
    return true;
}
