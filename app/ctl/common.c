#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "ctl/ctl.h"
#include "port/json.h"

static const struct ctl_option *find_option(const char *argument, const struct ctl_option *options,
                                            int option_count, const char **inline_value)
{
    for (int i = 0; i < option_count; i++) {
        size_t len = strlen(options[i].name);
        *inline_value = NULL;
        if (strcmp(argument, options[i].name) == 0)
            return &options[i];
        if (strncmp(argument, options[i].name, len) == 0 && argument[len] == '=' &&
            options[i].value != NULL) {
            *inline_value = argument + len + 1;
            return &options[i];
        }
    }
    return NULL;
}

bool ctl_parse(int argc, char **argv, const struct ctl_option *options, int option_count, int *rest)
{
    bool only_rest = false;
    *rest = 0;
    for (int i = 1; i < argc; i++) {
        const char *inline_value;
        if (only_rest || argv[i][0] != '-' || argv[i][1] == '\0') {
            argv[1 + (*rest)++] = argv[i];
            continue;
        }
        if (strcmp(argv[i], "--") == 0) {
            only_rest = true;
            continue;
        }
        const struct ctl_option *option =
            find_option(argv[i], options, option_count, &inline_value);
        if (option == NULL) {
            fprintf(stderr, "wendactl %s: 不认识的选项 %s\n", argv[0], argv[i]);
            return false;
        }
        if (option->flag != NULL) {
            *option->flag = true;
        } else if (inline_value != NULL) {
            *option->value = inline_value;
        } else if (i + 1 < argc) {
            *option->value = argv[++i];
        } else {
            fprintf(stderr, "wendactl %s: 选项 %s 后面缺少内容\n", argv[0], argv[i]);
            return false;
        }
    }
    return true;
}

bool ctl_number(const char *name, const char *text, int64_t min, int64_t max, int64_t *out)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (*text == '\0' || *end != '\0' || errno != 0 || value < min || value > max) {
        fprintf(stderr, "wendactl: %s 应为 %lld 到 %lld 的整数，现在是“%s”\n", name, (long long)min,
                (long long)max, text);
        return false;
    }
    *out = value;
    return true;
}

int ctl_fail(const char *command, const struct err *err)
{
    fprintf(stderr, "wendactl %s: %s\n", command, err->text);
    return CTL_FAILED;
}

struct store *ctl_open_store(const char *command, const char *data)
{
    struct err err = { "" };
    const struct store_options options = { .folder = data, .any_kind = true, .must_exist = true };
    struct store *store = store_open(&options, &err);
    if (store == NULL)
        ctl_fail(command, &err);
    return store;
}

const char *ctl_assets(void)
{
    const char *assets = getenv("WENDA_ASSETS");
    if (assets != NULL && *assets != '\0')
        return assets;
    return fs_is_folder(WENDA_SOURCE_DIR "/assets") ? WENDA_SOURCE_DIR "/assets"
                                                    : "/usr/share/wenda";
}

struct json *ctl_begin_json(struct strbuf *text)
{
    strbuf_init(text);
    struct json *json = json_new(text, true);
    json_object(json);
    return json;
}

void ctl_print_json(struct json *json, struct strbuf *text)
{
    json_object_end(json);
    json_end_document(json);
    json_free(json);
    fwrite(text->text, 1, text->len, stdout);
    strbuf_fini(text);
}
