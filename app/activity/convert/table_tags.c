#include <string.h>

#include "activity/convert/table_row.h"

/* A line a tag: "A 固定", "C 图 media/c.png". False at anything else. */
static bool set_tag(struct table_row *r, const char *line, struct question *q)
{
    static const char picture[] = "图 ";
    int option = *line - 'A';
    if (option < 0 || option >= q->option_count || line[1] != ' ')
        return false;
    const char *tag = line + 2, *path = tag + strlen(picture);
    if (strcmp(tag, "固定") == 0 && q->type != QUESTION_JUDGE) {
        q->options[option].fixed = true;
        return true;
    }
    if (strncmp(tag, picture, strlen(picture)) != 0 || !convert_is_picture_path(path))
        return false;
    q->options[option].picture = arena_strdup(&r->arena, path);
    return true;
}

/* What goes straight into the question, once it is there. */
void table_set_tags(struct table_row *r, struct convert_builder *builder)
{
    struct question *q = convert_last_question(builder);
    if (!q)
        return;
    struct arena *arena = convert_arena(builder);
    if (r->limit_s == 0)
        q->limit_s = 0;
    if (convert_is_picture_path(r->picture))
        q->picture = arena_strdup(arena, r->picture);
    for (const char *line = r->tags; *line;) {
        size_t len = strcspn(line, "\n");
        (void)set_tag(r, arena_strndup(&r->arena, line, len), q);
        line += len + (line[len] == '\n');
    }
    for (int i = 0; i < q->option_count; i++)
        if (q->options[i].picture)
            q->options[i].picture = arena_strdup(arena, q->options[i].picture);
}

/* Before the question is added: tags that will not be understood make it doubtful. */
void table_check_tags(struct table_row *r, enum question_type type, int option_count)
{
    struct question_option options[OPTION_MAX] = { 0 };
    struct question probe = { .type = type, .options = options, .option_count = option_count };
    if (*r->picture && !convert_is_picture_path(r->picture))
        table_row_doubt(r, "图片“%s”没有导入：要写活动文件夹里的相对路径", r->picture);
    for (const char *line = r->tags; *line;) {
        size_t len = strcspn(line, "\n");
        const char *tag = arena_strndup(&r->arena, line, len);
        if (*tag && !set_tag(r, tag, &probe))
            table_row_doubt(r, "看不懂选项标记“%s”", tag);
        line += len + (line[len] == '\n');
    }
}
