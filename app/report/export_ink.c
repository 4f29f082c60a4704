#include "report/export_ink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/ink.h"
#include "base/log.h"
#include "base/mem.h"

enum {
    PICTURES_MAX = 16, /* questions that were answered by hand */
    SIDE_PX = 160,     /* of a sheet */
    SHEETS_A_ROW = 8,
    HEAD_PX = 40,
    GAP_PX = 30
};

struct picture {
    char *question;
    struct strbuf body;
    int y, answers;
};

struct ink_pictures {
    struct picture items[PICTURES_MAX];
    int count;
    struct ink ink; /* of the answer taken up last: too large for a stack */
};

struct ink_pictures *ink_pictures_new(void)
{
    return mem_zalloc(sizeof(struct ink_pictures));
}

void ink_pictures_free(struct ink_pictures *pictures)
{
    for (int i = 0; i < pictures->count; i++) {
        free(pictures->items[i].question);
        strbuf_fini(&pictures->items[i].body);
    }
    free(pictures);
}

static struct picture *find(struct ink_pictures *pictures, const char *question)
{
    for (int i = 0; i < pictures->count; i++)
        if (strcmp(pictures->items[i].question, question) == 0)
            return &pictures->items[i];
    if (pictures->count == PICTURES_MAX)
        return NULL;
    struct picture *picture = &pictures->items[pictures->count++];
    picture->question = mem_strdup(question);
    strbuf_init(&picture->body);
    return picture;
}

void ink_pictures_add(struct ink_pictures *pictures, const struct store_answer_row *row)
{
    if (row->ink == NULL)
        return;
    struct picture *picture = find(pictures, row->question_id);
    if (picture == NULL || !ink_parse(row->ink, &pictures->ink)) {
        log_error("到访 %s 对 %s 的字迹没有导出成图片", row->visit, row->question_id);
        return;
    }
    strbuf_addf(&picture->body,
                "<g id=\"%s\" transform=\"translate(0 %d)\">\n"
                "<text x=\"0\" y=\"24\" font-size=\"20\">%s</text>\n"
                "<g transform=\"translate(0 %d)\">\n",
                row->visit, picture->y, row->visit, HEAD_PX);
    int height = ink_write_svg(&pictures->ink, SIDE_PX, &picture->body);
    strbuf_add(&picture->body, "</g>\n</g>\n");
    picture->y += HEAD_PX + height + GAP_PX;
    picture->answers++;
}

static bool write_picture(const struct picture *picture, const char *folder,
                          struct export_files *files, struct err *err)
{
    struct strbuf name;
    if (files->count == EXPORT_FILES_MAX)
        return err_set(err, "导出的文件超过 %d 个，手写的题太多", EXPORT_FILES_MAX);
    struct out_file *file = &files->items[files->count++];
    strbuf_init(&name);
    strbuf_addf(&name, "data/ink-%s.svg", picture->question);
    bool ok = out_file_open(file, folder, name.text, err);
    strbuf_fini(&name);
    if (!ok)
        return false;
    int width = SHEETS_A_ROW * SIDE_PX;
    strbuf_addf(&file->buffer,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                "viewBox=\"0 0 %d %d\">\n"
                "<rect width=\"100%%\" height=\"100%%\" fill=\"#FFFFFF\"/>\n",
                width, picture->y, width, picture->y);
    strbuf_add_len(&file->buffer, picture->body.text, picture->body.len);
    strbuf_add(&file->buffer, "</svg>\n");
    file->rows = picture->answers;
    return out_file_flush(file, err);
}

bool ink_pictures_write(const struct ink_pictures *pictures, const char *folder,
                        struct export_files *files, struct err *err)
{
    for (int i = 0; i < pictures->count; i++)
        if (!write_picture(&pictures->items[i], folder, files, err))
            return false;
    return true;
}
