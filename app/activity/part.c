/* The texts of a draft: tags cut off, escapes taken, lengths checked. */
#include <string.h>

#include "activity/activity.h"
#include "activity/draft.h"
#include "activity/text.h"
#include "base/utf8.h"

static const char *limit_chars(struct reader *reader, struct spot at, char *text, int max_chars)
{
    int count = utf8_count(text);
    if (count > max_chars) {
        reader_error(reader, at, "文字太长：%d 字，最多 %d 字", count, max_chars);
        text[utf8_prefix_len(text, max_chars)] = '\0';
    }
    return text;
}

static const char *checked_picture(struct reader *reader, struct spot at, const char *path)
{
    bool odd = path[0] == '/' || strpbrk(path, "\\[]\n") || strstr(path, "..");
    if (!*path || odd) {
        reader_error(reader, at, "图片路径“%s”不能用：要写活动文件夹里的相对路径，例如 media/x.png",
                     path);
        return NULL;
    }
    return path;
}

void part_set_picture(struct reader *reader, struct spot at, const char **slot, const char *path)
{
    if (*slot)
        reader_error(reader, at, "只能放一张图片");
    else
        *slot = checked_picture(reader, at, path);
}

/* A tag that is none here: text, unless it is nearly one. */
static void judge_unknown_tag(struct reader *reader, struct spot at, const char *tag,
                              const char *const *names, int count)
{
    const char *near = err_nearest(tag, names, count);
    if (near)
        reader_error(reader, at, "不认识的标签[%s]，是不是[%s]？要作普通文字，请写成 \\[%s]", tag,
                     near, tag);
}

const char *part_take_stem(struct reader *reader, struct part *part, const char **picture,
                           enum question_type *type, bool *has_type)
{
    char *raw = part->raw.text;
    char *tag = NULL;
    size_t start = 0;
    while ((tag = text_last_tag(reader->arena, raw, &start))) {
        const char *path = text_tag_picture(tag);
        enum question_type named = QUESTION_SINGLE;
        if (path) {
            part_set_picture(reader, part->at, picture, path);
        } else if (type_find(tag, &named)) {
            *type = named;
            *has_type = true;
        } else {
            const char *names[QUESTION_TYPE_COUNT];
            judge_unknown_tag(reader, part->at, tag, names, type_names(FORM_SURVEY, names));
            break;
        }
        raw[start] = '\0';
    }
    const char *path = NULL;
    while ((path = text_take_picture(reader->arena, raw)))
        part_set_picture(reader, part->at, picture, path);
    return limit_chars(reader, part->at, text_decode(reader->arena, raw), QUESTION_STEM_MAX_CHARS);
}

const char *part_take_option(struct reader *reader, struct part *part, struct question_option *tags)
{
    static const char *const names[] = { "固定", "互斥", "其他" };
    bool *const flags[] = { &tags->fixed, &tags->exclusive, &tags->other };
    char *raw = part->raw.text;
    char *tag = NULL;
    size_t start = 0;
    while ((tag = text_last_tag(reader->arena, raw, &start))) {
        const char *path = text_tag_picture(tag);
        int which = 0;
        while (which < 3 && strcmp(tag, names[which]) != 0)
            which++;
        if (path) {
            part_set_picture(reader, part->at, &tags->picture, path);
        } else if (which < 3) {
            *flags[which] = true;
        } else {
            judge_unknown_tag(reader, part->at, tag, names, 3);
            break;
        }
        raw[start] = '\0';
    }
    const char *path = NULL;
    while ((path = text_take_picture(reader->arena, raw)))
        part_set_picture(reader, part->at, &tags->picture, path);
    return limit_chars(reader, part->at, text_decode(reader->arena, raw), QUESTION_STEM_MAX_CHARS);
}

const char *part_take_text(struct reader *reader, const struct part *part, int max_chars)
{
    char *text = text_decode(reader->arena, part->raw.text);
    if (!*text) {
        reader_warn(reader, part->at, "冒号后面没有内容，这一项不起作用");
        return NULL;
    }
    return limit_chars(reader, part->at, text, max_chars);
}

bool id_is_valid(const char *id)
{
    int count = utf8_count(id);
    if (count < 1 || count > 64)
        return false;
    for (const char *p = id; *p;) {
        bool first = p == id;
        uint32_t c = utf8_next(&p);
        bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    utf8_is_han(c);
        if (!word && (first || (c != '-' && c != '_' && c != '.')))
            return false;
    }
    return true;
}
