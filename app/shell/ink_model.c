#include "shell/ink_model.h"

#include <fcntl.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
    MAGIC = 0xef71821,
    HEADER_LEN = 12,
    TEXT_LEN = 16,
    HEAD_LEN = TEXT_LEN + 4, /* of a record, before its features */
    FEATURE_LEN = 8,
    GB_FIRST_ROW = 0xB0, /* rows of the first level in EUC-CN */
    GB_LAST_ROW = 0xD7
};

const char *const ink_model_path = WENDA_ZINNIA_MODEL;

struct record {
    char text[INK_GUESS_LEN];
    const char *at;
    size_t len;
    bool is_common;
};

/* A model of its own in memory, as zinnia expects one. */
struct part {
    char *data;
    size_t len;
    zinnia_recognizer_t *zinnia;
};

struct ink_model {
    struct part parts[INK_PARTS];
    struct record *common; /* by text */
    int common_count;
};

/* ---- a part ---- */

static void part_reserve(struct part *part, size_t len)
{
    part->data = mem_alloc(HEADER_LEN + len);
    part->len = HEADER_LEN;
}

static void part_add(struct part *part, const char *record, size_t len)
{
    memcpy(part->data + part->len, record, len);
    part->len += len;
}

static bool part_open(struct part *part, int count)
{
    uint32_t header[] = { (uint32_t)part->len ^ MAGIC, 1, (uint32_t)count };

    _Static_assert(sizeof header == HEADER_LEN, "three words");
    memcpy(part->data, header, sizeof header);
    part->zinnia = zinnia_recognizer_new();
    return part->zinnia && zinnia_recognizer_open_from_ptr(part->zinnia, part->data, part->len);
}

static void part_close(struct part *part)
{
    if (part->zinnia)
        zinnia_recognizer_destroy(part->zinnia);
    free(part->data);
    *part = (struct part){ 0 };
}

/* ---- the file ---- */

static bool is_common(iconv_t to_gb, const char *text)
{
    unsigned char gb[4] = { 0 };
    char *in = (char *)text, *out = (char *)gb;
    size_t in_len = strlen(text), out_len = sizeof gb;

    if (iconv(to_gb, &in, &in_len, &out, &out_len) == (size_t)-1)
        return false;
    return gb[0] >= GB_FIRST_ROW && gb[0] <= GB_LAST_ROW && out_len == sizeof gb - 2;
}

/* The record at `at`; false when it does not end before `end`. */
static bool read_record(const char *at, const char *end, struct record *out)
{
    const char *next = at + HEAD_LEN;
    int32_t feature = 0;

    for (; feature != -1; next += FEATURE_LEN) {
        if (end - next < FEATURE_LEN)
            return false;
        memcpy(&feature, next, sizeof feature);
    }
    *out = (struct record){ .at = at, .len = (size_t)(next - at) };
    utf8_copy(out->text, sizeof out->text, at);
    return memchr(at, '\0', TEXT_LEN) != NULL;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct record *)a)->text, ((const struct record *)b)->text);
}

/* The file's records into the two parts; false when it is no such file. */
static bool sort_records(struct ink_model *model, const char *file, size_t len, int count,
                         iconv_t to_gb)
{
    struct part *common = &model->parts[INK_COMMON], *rare = &model->parts[INK_RARE];
    const char *at = file + HEADER_LEN;
    struct record *records = mem_alloc(((size_t)count + 1) * sizeof *records);
    size_t common_len = 0;

    model->common = records; /* all of them at first */
    for (int i = 0; i < count; i++, at += records[i - 1].len) {
        if (!read_record(at, file + len, &records[i]))
            return false;
        records[i].is_common = is_common(to_gb, records[i].text);
        common_len += records[i].is_common ? records[i].len : 0;
    }
    part_reserve(common, common_len);
    part_reserve(rare, len - common_len);
    for (int i = 0; i < count; i++) {
        struct record record = records[i];
        struct part *part = record.is_common ? common : rare;
        record.at = part->data + part->len;
        part_add(part, records[i].at, record.len);
        if (record.is_common)
            records[model->common_count++] = record;
    }
    qsort(records, (size_t)model->common_count, sizeof *records, by_text);
    return part_open(common, model->common_count) && part_open(rare, count - model->common_count);
}

static bool sort_file(struct ink_model *model, const char *file, size_t len)
{
    uint32_t header[3];
    iconv_t to_gb = iconv_open("GB2312", "UTF-8");
    bool ok = false;

    if (to_gb == (iconv_t)-1)
        return false;
    if (len >= HEADER_LEN) {
        memcpy(header, file, sizeof header);
        ok = header[0] == ((uint32_t)len ^ MAGIC) && header[1] == 1 && header[2] < len / HEAD_LEN &&
             sort_records(model, file, len, (int)header[2], to_gb);
    }
    iconv_close(to_gb);
    return ok;
}

static bool read_file(struct ink_model *model, int fd)
{
    struct stat stat;
    bool ok = false;

    if (fstat(fd, &stat) != 0 || stat.st_size <= 0)
        return false;
    char *file = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (file != MAP_FAILED) {
        ok = sort_file(model, file, (size_t)stat.st_size);
        munmap(file, (size_t)stat.st_size);
    }
    return ok;
}

struct ink_model *ink_model_new(const char *path, struct err *err)
{
    struct ink_model *model = mem_zalloc(sizeof *model);
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd >= 0 && read_file(model, fd)) {
        close(fd);
        return model;
    }
    if (fd >= 0)
        close(fd);
    err_set(err,
            "手写识别的字模 %s 打不开，手写照常保存，只是不提示候选字："
            "请装 tegaki-zinnia-simplified-chinese",
            path);
    ink_model_free(model);
    return NULL;
}

void ink_model_free(struct ink_model *model)
{
    if (!model)
        return;
    for (int i = 0; i < INK_PARTS; i++)
        part_close(&model->parts[i]);
    free(model->common);
    free(model);
}

/* ---- asking ---- */

int ink_model_ask(const struct ink_model *model, enum ink_part part,
                  const zinnia_character_t *character, struct ink_guess *out, int max)
{
    int count = 0;
    zinnia_result_t *result = NULL;

    if (model->parts[part].zinnia)
        result = zinnia_recognizer_classify(model->parts[part].zinnia, character, (size_t)max);
    if (!result)
        return 0;
    for (size_t i = 0; i < zinnia_result_size(result) && count < max; i++, count++) {
        utf8_copy(out[count].text, sizeof out[count].text, zinnia_result_value(result, i));
        out[count].score = (double)zinnia_result_score(result, i);
    }
    zinnia_result_destroy(result);
    return count;
}

bool ink_model_list(struct ink_model *model, const struct ink_guess *guesses, int count)
{
    struct part *part = &model->parts[INK_LISTED];
    const struct record **found = mem_alloc(((size_t)count + 1) * sizeof(const struct record *));
    int found_count = 0;
    size_t len = 0;

    ink_model_unlist(model);
    for (int i = 0; i < count; i++) {
        struct record wanted = { .len = 0 };
        memcpy(wanted.text, guesses[i].text, sizeof wanted.text);
        const struct record *record = bsearch(&wanted, model->common, (size_t)model->common_count,
                                              sizeof *model->common, by_text);
        if (record) {
            found[found_count++] = record;
            len += record->len;
        }
    }
    part_reserve(part, len);
    for (int i = 0; i < found_count; i++)
        part_add(part, found[i]->at, found[i]->len);
    free(found);
    return found_count > 0 && part_open(part, found_count);
}

void ink_model_unlist(struct ink_model *model)
{
    part_close(&model->parts[INK_LISTED]);
}
