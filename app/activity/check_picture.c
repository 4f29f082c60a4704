/* Pictures that a question names: whether the kiosk will be able to show them. Reads headers only;
 * decoding is the screen's business. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "activity/activity.h"
#include "activity/check_parts.h"
#include "base/fs.h"

struct size {
    unsigned width, height;
};

static unsigned read_u32(const unsigned char *p)
{
    return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3];
}

/* PNG (W3C, second edition): 8 bytes of signature, then IHDR with width and height. */
static bool png_size(const unsigned char *bytes, size_t len, struct size *out)
{
    if (len < 24 || memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) != 0)
        return false;
    *out = (struct size){ read_u32(bytes + 16), read_u32(bytes + 20) };
    return true;
}

/* JPEG (ITU-T T.81, B.2.2): the frame header is the first SOF segment. */
static bool jpeg_size(const unsigned char *bytes, size_t len, struct size *out)
{
    if (len < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8)
        return false;
    for (size_t i = 2; i + 9 < len && bytes[i] == 0xFF;) {
        unsigned marker = bytes[i + 1];
        unsigned segment_len = (unsigned)bytes[i + 2] << 8 | bytes[i + 3];
        bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) {
            *out = (struct size){ (unsigned)bytes[i + 7] << 8 | bytes[i + 8],
                                  (unsigned)bytes[i + 5] << 8 | bytes[i + 6] };
            return true;
        }
        i += 2 + (segment_len > 2 ? segment_len : 2);
    }
    return false;
}

static bool ends_with(const char *path, const char *ending)
{
    size_t len = strlen(path), ending_len = strlen(ending);
    return len > ending_len && strcasecmp(path + len - ending_len, ending) == 0;
}

/* What is wrong with the content, or NULL. */
static const char *judge_svg(const char *text)
{
    static const struct {
        const char *element, *fault;
    } unknown[] = {
        { "<text", "SVG 里的文字（<text>）显示不出来，请转成曲线" },
        { "<image", "SVG 里嵌的图片（<image>）显示不出来" },
        { "<use", "SVG 里的引用（<use>）显示不出来，请展开" },
        { "<style", "SVG 里的样式表（<style>）不起作用，请写成属性" },
        { "<script", "SVG 里不能有脚本" },
    };
    if (!strstr(text, "<svg"))
        return "不是 SVG 图片";
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        if (strstr(text, unknown[i].element))
            return unknown[i].fault;
    return NULL;
}

static const char *judge_bitmap(const char *path, const struct strbuf *file)
{
    const unsigned char *bytes = (const unsigned char *)file->text;
    struct size size = { 0, 0 };
    bool png = ends_with(path, ".png");
    if (png ? !png_size(bytes, file->len, &size) : !jpeg_size(bytes, file->len, &size))
        return png ? "不是 PNG 图片，或已损坏" : "不是 JPEG 图片，或已损坏";
    if (size.width == 0 || size.height == 0)
        return "图片的宽或高是 0";
    if (size.width > ACTIVITY_PICTURE_MAX_PX || size.height > ACTIVITY_PICTURE_MAX_PX)
        return "图片太大，宽和高都不能超过 4096 像素";
    return NULL;
}

static void check_picture(const struct question *q, const char *folder, const char *name,
                          struct err_list *faults)
{
    if (!name)
        return;
    static_assert(ACTIVITY_PICTURE_MAX_PX == 4096, "the message above says so");
    const char *fault = NULL;
    char *path = fs_join(folder, name);
    struct strbuf file;
    struct err err = { 0 };
    strbuf_init(&file);
    bool svg = ends_with(name, ".svg");
    bool known =
        svg || ends_with(name, ".png") || ends_with(name, ".jpg") || ends_with(name, ".jpeg");
    if (!known)
        fault = "图片只能是 .svg .png .jpg";
    else if (!fs_exists(path))
        fault = "图片文件不存在";
    else if (!fs_read(path, ACTIVITY_PICTURE_MAX_LEN, &file, &err))
        fault = err.text;
    else
        fault = svg ? judge_svg(file.text) : judge_bitmap(name, &file);
    if (fault)
        err_list_add(faults, ERR_ERROR, q->place.path, q->place.line, 0, "图片 %s：%s", name,
                     fault);
    strbuf_fini(&file);
    free(path);
}

void check_pictures(const struct form *form, const struct question *q, const char *folder,
                    struct err_list *faults)
{
    check_picture(q, folder, q->picture, faults);
    if (q->picture && form->kind == FORM_SURVEY && !question_type_has_choices(q->type))
        err_list_add(faults, ERR_WARNING, q->place.path, q->place.line, 0,
                     "题干的图片不会显示：问卷里只有单选、多选、判断、排序题的题干能带图");
    for (int i = 0; i < q->option_count; i++)
        check_picture(q, folder, q->options[i].picture, faults);
}
