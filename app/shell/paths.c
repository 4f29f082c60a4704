#include "shell/paths.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"

#define SHARED "/usr/share/wenda"

enum { INI_MAX_LEN = 64 * 1024 };

/* A variable that is set to nothing counts as unset. */
static const char *from_environment(const char *name)
{
    const char *value = getenv(name);
    return value && value[0] ? value : NULL;
}

static char *first_folder(const char *first, const char *second)
{
    return mem_strdup(fs_is_folder(first) ? first : second);
}

char *paths_assets(void)
{
    const char *given = from_environment("WENDA_ASSETS");
    return given ? mem_strdup(given) : first_folder(WENDA_SOURCE_DIR "/assets", SHARED);
}

char *paths_data(void)
{
    const char *given = from_environment("WENDA_DATA");
    if (given)
        return mem_strdup(given);
    const char *shared = from_environment("XDG_DATA_HOME");
    if (shared)
        return fs_join(shared, "wenda");
    const char *home = from_environment("HOME");
    return fs_join(home ? home : "/var/lib", home ? ".local/share/wenda" : "wenda");
}

char *paths_cache(void)
{
    const char *given = from_environment("CACHE_DIRECTORY");
    if (given)
        return mem_strdup(given);
    const char *shared = from_environment("XDG_CACHE_HOME");
    if (shared)
        return fs_join(shared, "wenda");
    const char *home = from_environment("HOME");
    return home ? fs_join(home, ".cache/wenda") : NULL;
}

char *paths_activity(const char *data)
{
    char *installed = fs_join(data, "activity");
    if (fs_is_folder(installed))
        return installed;
    free(installed);
    return first_folder(WENDA_SOURCE_DIR "/questions", SHARED "/questions");
}

/* The number behind a key of booth.ini, with either colon; fallback where the key is missing. */
static double number_of(const char *text, const char *key, double fallback)
{
    const char *at = strstr(text, key);
    if (!at)
        return fallback;
    at += strlen(key);
    at += strspn(at, " \t");
    if (strncmp(at, "：", strlen("：")) == 0)
        at += strlen("：");
    else if (*at == ':')
        at++;
    return strtod(at, NULL);
}

double paths_screen_mm(const char *data)
{
    const double mm_an_inch = 25.4, usual = 21.5, least = 5, most = 200;
    double inches = usual;
    struct strbuf text;
    strbuf_init(&text);
    char *path = fs_join(data, "booth.ini");
    if (fs_exists(path) && fs_read(path, INI_MAX_LEN, &text, NULL))
        inches = number_of(text.text, "屏幕英寸", usual);
    if (inches < least || inches > most) {
        log_warn("%s 的“屏幕英寸”应在 %.0f 至 %.0f 之间，暂按 %.1f 英寸", path, least, most, usual);
        inches = usual;
    }
    free(path);
    strbuf_fini(&text);
    return inches * mm_an_inch;
}
