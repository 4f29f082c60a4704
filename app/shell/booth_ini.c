#include "shell/booth_ini.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "play/effect.h"

#define FILE_NAME "booth.ini"
#define KEY_VOLUME "音量"
#define KEY_STILL "减少动画"
#define COLON_WIDE "："

enum { MAX_LEN = 64 * 1024 };

/* Behind the colon of a line that begins with key, or NULL. */
static const char *value_of(const char *line, const char *key)
{
    size_t len = strlen(key);
    line += strspn(line, " \t");
    if (strncmp(line, key, len) != 0)
        return NULL;
    line += len;
    line += strspn(line, " \t");
    if (strncmp(line, COLON_WIDE, strlen(COLON_WIDE)) == 0)
        line += strlen(COLON_WIDE);
    else if (*line == ':')
        line++;
    else
        return NULL;
    return line + strspn(line, " \t");
}

static void read_line(const char *line, struct booth_ini *out)
{
    const char *volume = value_of(line, KEY_VOLUME), *still = value_of(line, KEY_STILL);
    if (volume && *volume >= '0' && *volume <= '0' + BOOTH_VOLUME_MOST)
        out->volume = *volume - '0';
    if (still)
        out->still = strncmp(still, "是", strlen("是")) == 0;
}

static bool read_file(const char *path, struct strbuf *out)
{
    return fs_exists(path) && fs_read(path, MAX_LEN, out, NULL);
}

void booth_ini_read(const char *data, struct booth_ini *out)
{
    char *path = fs_join(data, FILE_NAME);
    struct strbuf text;
    strbuf_init(&text);
    *out = (struct booth_ini){ .volume = BOOTH_VOLUME_USUAL };
    if (read_file(path, &text))
        for (const char *line = text.text; *line; line += *line == '\n') {
            read_line(line, out);
            line += strcspn(line, "\n");
        }
    strbuf_fini(&text);
    free(path);
}

/* All lines but those of our keys. */
static void copy_others(const char *text, struct strbuf *out)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        if (!value_of(text, KEY_VOLUME) && !value_of(text, KEY_STILL))
            strbuf_addf(out, "%.*s\n", (int)len, text);
        text += len + (text[len] == '\n');
    }
}

bool booth_ini_write(const char *data, const struct booth_ini *ini, struct err *err)
{
    char *path = fs_join(data, FILE_NAME);
    struct strbuf before, after;
    strbuf_init(&before);
    strbuf_init(&after);
    if (read_file(path, &before))
        copy_others(before.text, &after);
    strbuf_addf(&after, KEY_VOLUME ": %d\n" KEY_STILL ": %s\n", ini->volume,
                ini->still ? "是" : "否");
    bool done = fs_replace(path, after.text, after.len, err);
    strbuf_fini(&before);
    strbuf_fini(&after);
    free(path);
    return done;
}
