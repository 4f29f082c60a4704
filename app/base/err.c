#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"

static void set_text(struct err *err, const char *text)
{
    if (err && !err_is_set(err))
        (void)utf8_copy(err->text, sizeof(err->text), text);
}

bool err_set(struct err *err, const char *format, ...)
{
    struct strbuf text;
    va_list args;

    strbuf_init(&text);
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    set_text(err, text.text);
    strbuf_fini(&text);
    return false;
}

bool err_set_at(struct err *err, const char *file, int line, const char *cause, const char *format,
                ...)
{
    struct strbuf text;
    va_list args;

    strbuf_init(&text);
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    set_text(err, text.text);
    log_write(LOG_ERROR, file, line, "%s [%s]", text.text, cause ? cause : "-");
    strbuf_fini(&text);
    return false;
}

void err_clear(struct err *err)
{
    if (err)
        err->text[0] = '\0';
}

bool err_is_set(const struct err *err)
{
    return err && err->text[0] != '\0';
}

const char *err_reason(int code)
{
    static const struct {
        int code;
        const char *text;
    } reasons[] = {
        { ENOSPC, "磁盘已满，请清出空间后重试" },
        { EDQUOT, "磁盘配额已用完，请清出空间后重试" },
        { EROFS, "只读文件系统，请换一个可写的盘，或重新挂载为可写" },
        { EACCES, "没有权限，请检查文件和文件夹的归属与权限" },
        { EPERM, "没有权限，请检查文件和文件夹的归属与权限" },
        { ENOENT, "文件不存在，请检查路径" },
        { ENOTDIR, "路径中有一段不是文件夹，请检查路径" },
        { EISDIR, "这是文件夹，不是文件，请检查路径" },
        { EEXIST, "同名的文件已存在，请换一个名字或先移走它" },
        { ENOTEMPTY, "文件夹不是空的" },
        { ELOOP, "这里不接受符号链接，请改用真实路径" },
        { ENAMETOOLONG, "名字太长，请缩短" },
        { EFBIG, "文件太大，这个盘存不下单个这么大的文件" },
        { EIO, "磁盘读写出错，盘可能已损坏或被拔出，请换一个盘" },
        { ENXIO, "设备已断开，请重新插好" },
        { ENODEV, "设备已断开，请重新插好" },
        { EBUSY, "正被别的程序占用，请关闭它后重试" },
        { ETXTBSY, "正被别的程序占用，请关闭它后重试" },
        { EMFILE, "打开的文件太多，请重启程序" },
        { ENFILE, "打开的文件太多，请重启机器" },
        { ENOMEM, "内存不足，请重启程序" },
    };

    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
        if (reasons[i].code == code)
            return reasons[i].text;
    }
    return "系统出错，原因见日志";
}

void err_list_init(struct err_list *list)
{
    memset(list, 0, sizeof(*list));
}

void err_list_fini(struct err_list *list)
{
    for (int i = 0; i < list->count; i++) {
        free(list->items[i].path);
        free(list->items[i].text);
    }
    free(list->items);
    err_list_init(list);
}

void err_list_add(struct err_list *list, enum err_severity severity, const char *path, int line,
                  int col, const char *format, ...)
{
    struct strbuf text;
    va_list args;

    strbuf_init(&text);
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);

    list->items = mem_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
    list->items[list->count++] = (struct err_item){
        .severity = severity,
        .path = mem_strdup(path ? path : ""),
        .line = line,
        .col = col,
        .text = strbuf_take(&text),
    };
    if (severity == ERR_ERROR)
        list->error_count++;
}

/* What an item is ordered by; place makes the order total, hence stable. */
struct sort_key {
    struct err_item item;
    int path_rank, place;
};

static int compare_keys(const void *a, const void *b)
{
    const struct sort_key *left = a, *right = b;

    if (left->path_rank != right->path_rank)
        return left->path_rank < right->path_rank ? -1 : 1;
    if (left->item.line != right->item.line)
        return left->item.line < right->item.line ? -1 : 1;
    if (left->item.col != right->item.col)
        return left->item.col < right->item.col ? -1 : 1;
    return left->place < right->place ? -1 : 1;
}

void err_list_sort(struct err_list *list)
{
    struct sort_key *keys;
    const char **paths;
    int path_count = 0;

    if (list->count < 2)
        return;
    keys = mem_alloc((size_t)list->count * sizeof(*keys));
    paths = mem_alloc((size_t)list->count * sizeof(*paths));
    for (int i = 0; i < list->count; i++) {
        int rank = 0;
        while (rank < path_count && strcmp(paths[rank], list->items[i].path) != 0)
            rank++;
        if (rank == path_count)
            paths[path_count++] = list->items[i].path;
        keys[i] = (struct sort_key){ list->items[i], rank, i };
    }
    qsort(keys, (size_t)list->count, sizeof(*keys), compare_keys);
    for (int i = 0; i < list->count; i++)
        list->items[i] = keys[i].item;
    free(paths);
    free(keys);
}

static void add_item(struct strbuf *out, const struct err_item *item)
{
    if (item->path[0] != '\0')
        strbuf_addf(out, "%s:", item->path);
    if (item->line > 0)
        strbuf_addf(out, "%d:", item->line);
    if (item->line > 0 && item->col > 0)
        strbuf_addf(out, "%d:", item->col);
    if (out->len > 0)
        strbuf_add(out, " ");
    strbuf_addf(out, "%s: %s", item->severity == ERR_ERROR ? "错误" : "警告", item->text);
}

void err_list_print(const struct err_list *list, FILE *out)
{
    struct strbuf line;

    strbuf_init(&line);
    for (int i = 0; i < list->count; i++) {
        strbuf_clear(&line);
        add_item(&line, &list->items[i]);
        (void)fprintf(out, "%s\n", line.text);
    }
    strbuf_fini(&line);
}

void err_item_format(const struct err_item *item, char *buf, size_t buf_len)
{
    struct strbuf line;

    strbuf_init(&line);
    add_item(&line, item);
    (void)utf8_copy(buf, buf_len, line.text);
    strbuf_fini(&line);
}

/* The characters of text as an array the caller frees. */
static uint32_t *to_codepoints(const char *text, int count)
{
    uint32_t *points = mem_alloc((size_t)count * sizeof(*points));

    for (int i = 0; i < count; i++)
        points[i] = utf8_next(&text);
    return points;
}

/* Levenshtein distance, one row of the table at a time (Wagner and Fischer, 1974). */
static int edit_distance(const uint32_t *a, int a_count, const uint32_t *b, int b_count)
{
    int *row = mem_alloc(((size_t)b_count + 1) * sizeof(*row));
    int distance;

    for (int j = 0; j <= b_count; j++)
        row[j] = j;
    for (int i = 1; i <= a_count; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= b_count; j++) {
            int best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (row[j] + 1 < best)
                best = row[j] + 1;
            row[j] = best;
        }
    }
    distance = row[b_count];
    free(row);
    return distance;
}

const char *err_nearest(const char *word, const char *const *candidates, int count)
{
    int word_count = utf8_count(word);
    uint32_t *word_points = to_codepoints(word, word_count);
    const char *nearest = NULL;
    int least = 0;

    for (int i = 0; word_count > 0 && i < count; i++) {
        int candidate_count = utf8_count(candidates[i]);
        int longer = word_count > candidate_count ? word_count : candidate_count;
        int shorter = word_count + candidate_count - longer;
        uint32_t *points;
        int distance;

        /* The difference in length alone may already be too much. */
        if (longer - shorter > 1 && (longer - shorter) * 3 > longer)
            continue;
        points = to_codepoints(candidates[i], candidate_count);
        distance = edit_distance(word_points, word_count, points, candidate_count);
        free(points);
        if (distance > 1 && distance * 3 > longer)
            continue;
        if (!nearest || distance < least) {
            nearest = candidates[i];
            least = distance;
        }
    }
    free(word_points);
    return nearest;
}
