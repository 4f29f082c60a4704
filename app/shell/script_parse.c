#include "shell/script_parse.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "play/kiosk.h"

enum argument {
    ARG_NONE,
    ARG_TARGET,
    ARG_POINTS,
    ARG_TEXT,
    ARG_ONTO,
    ARG_ANSWER,
    ARG_SCREEN,
    ARG_MS,
    ARG_NAME,
    ARG_PATH
};

/* What each command takes. */
static const struct {
    const char *name;
    enum argument arguments[2];
} verbs[] = {
    [SCRIPT_TAP] = { "tap", { ARG_TARGET } },
    [SCRIPT_PRESS] = { "press", { ARG_TARGET, ARG_MS } },
    [SCRIPT_STROKE] = { "stroke", { ARG_POINTS } },
    [SCRIPT_DRAG] = { "drag", { ARG_TEXT, ARG_ONTO } },
    [SCRIPT_TYPE] = { "type", { ARG_TEXT } },
    [SCRIPT_ANSWER] = { "answer", { ARG_ANSWER } },
    [SCRIPT_EXPECT] = { "expect", { ARG_TEXT } },
    [SCRIPT_EXPECT_NOT] = { "expect-not", { ARG_TEXT } },
    [SCRIPT_EXPECT_SCREEN] = { "expect-screen", { ARG_SCREEN } },
    [SCRIPT_UNTIL_SCREEN] = { "until-screen", { ARG_SCREEN } },
    [SCRIPT_WAIT] = { "wait", { ARG_MS } },
    [SCRIPT_SHOT] = { "shot", { ARG_NAME } },
    [SCRIPT_DUMP] = { "dump", { ARG_NAME } },
    [SCRIPT_USB] = { "usb", { ARG_PATH } },
};
static_assert(sizeof verbs / sizeof *verbs == SCRIPT_VERB_COUNT, "every command has a name");

static const char *const answers[] = { "right", "wrong", "any" };
enum { ANSWER_COUNT = sizeof answers / sizeof *answers };

const char *script_verb_name(enum script_verb verb)
{
    assert(verb < SCRIPT_VERB_COUNT);
    return verbs[verb].name;
}

/* One line being read. */
struct reader {
    struct script *script;
    struct err_list *faults;
    const char *at, *start; /* terminated copy of the line */
    int line;
};

static bool fault(struct reader *reader, const char *at, const char *text)
{
    int col = 1;
    for (const char *c = reader->start; c < at; c += utf8_char_len(c))
        col++;
    err_list_add(reader->faults, ERR_ERROR, reader->script->path, reader->line, col, "%s", text);
    return false;
}

/* A word that is none of the accepted ones: says which they are, and the nearest. */
static bool fault_unknown(struct reader *reader, const char *at, const char *what, const char *word,
                          const char *const *accepted, int count)
{
    struct strbuf text;
    const char *nearest = err_nearest(word, accepted, count);
    strbuf_init(&text);
    strbuf_addf(&text, "没有%s“%s”", what, word);
    if (nearest)
        strbuf_addf(&text, "，是不是“%s”", nearest);
    strbuf_add(&text, "；可用：");
    for (int i = 0; i < count; i++)
        strbuf_addf(&text, "%s%s", i > 0 ? " " : "", accepted[i]);
    fault(reader, at, text.text);
    strbuf_fini(&text);
    return false;
}

static void skip_blanks(struct reader *reader)
{
    reader->at += strspn(reader->at, " \t");
}

static char *next_word(struct reader *reader)
{
    skip_blanks(reader);
    size_t len = strcspn(reader->at, " \t");
    char *word = arena_strndup(&reader->script->arena, reader->at, len);
    reader->at += len;
    return word;
}

/* "…" with \" and \\ inside. */
static char *quoted(struct reader *reader)
{
    const char *open = reader->at;
    char *text = arena_alloc(&reader->script->arena, strlen(open) + 1);
    size_t len = 0;
    for (reader->at++; *reader->at != '"'; reader->at++) {
        if (*reader->at == '\\' && (reader->at[1] == '"' || reader->at[1] == '\\'))
            reader->at++;
        if (*reader->at == '\0') {
            fault(reader, open, "引号没有合上");
            return NULL;
        }
        text[len++] = *reader->at;
    }
    reader->at++;
    return text;
}

static bool read_text(struct reader *reader, struct script_command *command)
{
    skip_blanks(reader);
    if (*reader->at != '"')
        return fault(reader, reader->at, "这里要写 \"文字\"，带双引号");
    const char *at = reader->at;
    command->text = quoted(reader);
    if (command->text && command->text[0] == '\0')
        return fault(reader, at, "引号里没有文字");
    return command->text != NULL;
}

/* A second text: what the first is dragged onto. */
static bool read_onto(struct reader *reader, struct script_command *command)
{
    const char *text = command->text;
    bool read = read_text(reader, command);
    command->onto = command->text;
    command->text = text;
    return read;
}

static bool parse_int(const char *text, char stop, long max, long *out, const char **end)
{
    char *after;
    if (*text < '0' || *text > '9')
        return false;
    *out = strtol(text, &after, 10);
    *end = after;
    return *after == stop && *out <= max;
}

static bool read_point(struct reader *reader, struct script_command *command)
{
    enum { PLACE_MAX = 100000 };
    const char *at = reader->at;
    const char *word = next_word(reader), *end;
    struct script_point *points = command->points;
    long x, y;
    if (!parse_int(word, ',', PLACE_MAX, &x, &end) ||
        !parse_int(end + 1, '\0', PLACE_MAX, &y, &end))
        return fault(reader, at, "这里要写 \"标签\" 或 X,Y（设计像素）");
    if (command->point_count == SCRIPT_POINTS_MAX)
        return fault(reader, at, "一笔最多 64 个点");
    if (!points)
        points = arena_alloc(&reader->script->arena, SCRIPT_POINTS_MAX * sizeof *points);
    points[command->point_count++] = (struct script_point){ (int)x, (int)y };
    command->points = points;
    return true;
}

static bool read_points(struct reader *reader, struct script_command *command)
{
    do {
        skip_blanks(reader);
        if (!read_point(reader, command))
            return false;
        skip_blanks(reader);
    } while (*reader->at != '\0' && *reader->at != '#');
    return true;
}

static bool read_target(struct reader *reader, struct script_command *command)
{
    skip_blanks(reader);
    return *reader->at == '"' ? read_text(reader, command) : read_point(reader, command);
}

static bool read_ms(struct reader *reader, struct script_command *command)
{
    skip_blanks(reader);
    const char *at = reader->at, *end;
    long ms;
    if (!parse_int(next_word(reader), '\0', SCRIPT_WAIT_MAX_MS, &ms, &end))
        return fault(reader, at, "这里要写毫秒数，0 至 86400000");
    command->ms = (int)ms;
    return true;
}

static bool read_one_of(struct reader *reader, struct script_command *command, const char *what,
                        const char *const *accepted, int count)
{
    skip_blanks(reader);
    const char *at = reader->at;
    command->text = next_word(reader);
    for (int i = 0; i < count; i++)
        if (strcmp(command->text, accepted[i]) == 0)
            return true;
    return fault_unknown(reader, at, what, command->text, accepted, count);
}

static bool read_screen(struct reader *reader, struct script_command *command)
{
    const char *names[SCREEN_COUNT];
    for (int i = 0; i < SCREEN_COUNT; i++)
        names[i] = screen_name((enum screen_id)i);
    return read_one_of(reader, command, "画面", names, SCREEN_COUNT);
}

static bool read_word(struct reader *reader, struct script_command *command)
{
    skip_blanks(reader);
    const char *at = reader->at;
    if (*reader->at == '"')
        command->text = quoted(reader);
    else
        command->text = next_word(reader);
    if (!command->text)
        return false;
    return command->text[0] != '\0' || fault(reader, at, "这里少了一个名称");
}

/* Names of files stay inside their folder. */
static bool read_name(struct reader *reader, struct script_command *command)
{
    skip_blanks(reader);
    const char *at = reader->at;
    if (!read_word(reader, command))
        return false;
    if (strchr(command->text, '/') || command->text[0] == '.')
        return fault(reader, at, "文件名里不能有 /，也不能以 . 开头");
    return true;
}

static bool read_argument(struct reader *reader, enum argument argument,
                          struct script_command *command)
{
    switch (argument) {
    case ARG_TARGET:
        return read_target(reader, command);
    case ARG_POINTS:
        return read_points(reader, command);
    case ARG_TEXT:
        return read_text(reader, command);
    case ARG_ONTO:
        return read_onto(reader, command);
    case ARG_ANSWER:
        return read_one_of(reader, command, "答法", answers, ANSWER_COUNT);
    case ARG_SCREEN:
        return read_screen(reader, command);
    case ARG_MS:
        return read_ms(reader, command);
    case ARG_NAME:
        return read_name(reader, command);
    case ARG_PATH:
        return read_word(reader, command);
    case ARG_NONE:
        break;
    }
    return true;
}

static bool find_verb(struct reader *reader, const char *word, enum script_verb *out)
{
    const char *names[SCRIPT_VERB_COUNT];
    for (int i = 0; i < SCRIPT_VERB_COUNT; i++) {
        names[i] = verbs[i].name;
        if (strcmp(word, names[i]) == 0) {
            *out = (enum script_verb)i;
            return true;
        }
    }
    return fault_unknown(reader, reader->start, "命令", word, names, SCRIPT_VERB_COUNT);
}

static void add_command(struct script *script, const struct script_command *command)
{
    if (script->count == script->capacity)
        script->commands =
            mem_grow(script->commands, script->count, &script->capacity, sizeof *script->commands);
    script->commands[script->count++] = *command;
}

static void read_line(struct reader *reader)
{
    struct script_command command = { .line = reader->line };
    skip_blanks(reader);
    if (*reader->at == '\0' || *reader->at == '#')
        return;
    if (!find_verb(reader, next_word(reader), &command.verb))
        return;
    for (int i = 0; i < 2; i++)
        if (!read_argument(reader, verbs[command.verb].arguments[i], &command))
            return;
    skip_blanks(reader);
    if (*reader->at != '\0' && *reader->at != '#')
        fault(reader, reader->at, "命令后面有多余的内容");
    else
        add_command(reader->script, &command);
}

bool script_parse(struct script *script, const char *path, const char *text, size_t text_len,
                  struct err_list *faults)
{
    int before = faults->error_count;
    size_t bad;
    memset(script, 0, sizeof *script);
    arena_init(&script->arena);
    script->path = arena_strdup(&script->arena, path);
    if (!utf8_validate(text, text_len, &bad)) {
        err_list_add(faults, ERR_ERROR, path, 0, 0, "不是有效的 UTF-8 文本（第 %zu 字节起）",
                     bad + 1);
        return false;
    }
    struct reader reader = { .script = script, .faults = faults };
    for (const char *at = text, *end = text + text_len; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t len = (size_t)((stop ? stop : end) - at);
        size_t kept = len > 0 && at[len - 1] == '\r' ? len - 1 : len;
        reader.line++;
        reader.start = reader.at = arena_strndup(&script->arena, at, kept);
        read_line(&reader);
        at += len + 1;
    }
    return faults->error_count == before;
}

void script_fini(struct script *script)
{
    free(script->commands);
    arena_fini(&script->arena);
}
