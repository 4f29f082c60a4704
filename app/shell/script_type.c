#include "shell/script_type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "shell/script_finger.h"
#include "view/pinyin.h"

enum {
    SYLLABLE_LEN = 8,
    WORDS_MAX = 512,    /* characters of one syllable, and then some */
    LAYERS_BASE = 1000, /* layers of a keyboard over options are counted from there */
    LAYERS_MAX = 32,
    VISITS_MAX = 3, /* of one layer, then the key is nowhere */
    SPREAD_MAX = 60 /* pages of words */
};

static bool emits(const struct widget *widget, const void *wanted)
{
    return message_equal(&widget->message, wanted);
}

static bool emits_kind(const struct widget *widget, const void *wanted)
{
    return widget->message.kind == *(const enum message_kind *)wanted;
}

/* How often each layer of the keyboard was gone to, and the least of those in sight. */
struct layers {
    int visits[LAYERS_MAX];
    int least;
};

static int layer_of(int page)
{
    int layer = page % LAYERS_BASE;
    return layer >= 0 && layer < LAYERS_MAX ? layer : 0;
}

static bool leads_to_least(const struct widget *widget, const void *wanted)
{
    const struct layers *layers = wanted;
    return widget->message.kind == MSG_PAGE &&
           layers->visits[layer_of(widget->message.value)] == layers->least;
}

/* A key that is not in sight may be on another layer of the keyboard: on to the one that was seen
 * least, for a layer need not lead to every other. */
static const struct widget *find_key(struct loop *loop, const void *wanted,
                                     bool (*fits)(const struct widget *widget, const void *wanted),
                                     struct err *err)
{
    struct layers layers = { .least = 0 };
    layers.visits[layer_of(loop->parts.kiosk->page)]++;
    while (layers.least < VISITS_MAX) {
        finger_settle(loop);
        const struct widget *widget = finger_find(loop, fits, wanted);
        if (widget)
            return widget;
        for (layers.least = 0; layers.least < VISITS_MAX; layers.least++) {
            widget = finger_find(loop, leads_to_least, &layers);
            if (widget)
                break;
        }
        if (!widget)
            return NULL;
        layers.visits[layer_of(widget->message.value)]++;
        if (!finger_tap_widget(loop, widget, err))
            return NULL;
    }
    return NULL;
}

static bool tap_key(struct loop *loop, const struct message *wanted, struct err *err)
{
    const struct widget *widget = find_key(loop, wanted, emits, err);
    if (!widget)
        return err_set(err, "屏幕键盘上没有“%s”这个键", wanted->text);
    return finger_tap_widget(loop, widget, err);
}

/* ---- Chinese characters ---- */

static bool spells(const char *syllable, const char *character, struct pinyin_word *words)
{
    int count = pinyin_find(syllable, words, WORDS_MAX);
    for (int i = 0; i < count; i++)
        if (words[i].letters == (int)strlen(syllable) && strcmp(words[i].text, character) == 0)
            return true;
    return false;
}

/* The dictionary goes from letters to words only: every syllable is tried. */
static bool find_syllable(const char *character, char syllable[SYLLABLE_LEN])
{
    static const char *const initials[] = { "",  "b", "p", "m", "f", "d",  "t",  "n",
                                            "l", "g", "k", "h", "j", "q",  "x",  "r",
                                            "z", "c", "s", "y", "w", "zh", "ch", "sh" };
    static const char *const finals[] = { "a",   "o",   "e",   "i",    "u",    "v",   "ai",
                                          "ei",  "ao",  "ou",  "ia",   "ie",   "ua",  "uo",
                                          "ue",  "ve",  "iu",  "ui",   "an",   "en",  "in",
                                          "un",  "ang", "eng", "ing",  "ong",  "er",  "iao",
                                          "ian", "uai", "uan", "iang", "iong", "uang" };
    struct pinyin_word *words = mem_alloc(WORDS_MAX * sizeof *words);
    bool found = false;
    for (size_t i = 0; i < sizeof initials / sizeof *initials && !found; i++)
        for (size_t k = 0; k < sizeof finals / sizeof *finals && !found; k++) {
            (void)snprintf(syllable, SYLLABLE_LEN, "%s%s", initials[i], finals[k]);
            found = spells(syllable, character, words);
        }
    free(words);
    return found;
}

static bool pick(struct loop *loop, const char *character, int letters, struct err *err)
{
    struct message wanted = { .kind = MSG_PICK, .value = letters };
    enum message_kind paging = MSG_CANDIDATES;
    utf8_copy(wanted.text, sizeof wanted.text, character);
    for (int turns = 0; turns < SPREAD_MAX; turns++) {
        finger_settle(loop);
        const struct widget *widget = finger_find(loop, emits, &wanted);
        if (widget)
            return finger_tap_widget(loop, widget, err);
        struct message next = { .kind = paging,
                                .value = loop->parts.kiosk->survey.candidates_page + 1 };
        widget = finger_find(loop, emits, &next);
        if (!widget)
            break;
        if (!finger_tap_widget(loop, widget, err))
            return false;
    }
    return err_set(err, "候选字里没有“%s”", character);
}

static bool type_character(struct loop *loop, const char *character, struct err *err)
{
    enum message_kind kind = MSG_COMPOSE;
    char syllable[SYLLABLE_LEN];
    if (!find_key(loop, &kind, emits_kind, err))
        return err_set(err, "这里的屏幕键盘不能打“%s”：没有拼音", character);
    if (!find_syllable(character, syllable))
        return err_set(err, "拼音打不出“%s”", character);
    for (const char *at = syllable; *at; at++) {
        struct message letter = { .kind = MSG_COMPOSE, .text = { *at } };
        if (!tap_key(loop, &letter, err))
            return false;
    }
    return pick(loop, character, (int)strlen(syllable), err);
}

bool script_type(struct loop *loop, const char *text, struct err *err)
{
    while (*text) {
        struct message wanted = { .kind = MSG_TYPE };
        size_t len = (size_t)utf8_char_len(text);
        const char *at = text;
        memcpy(wanted.text, text, len);
        bool typed = utf8_is_han(utf8_next(&at)) ? type_character(loop, wanted.text, err)
                                                 : tap_key(loop, &wanted, err);
        if (!typed)
            return false;
        text += len;
    }
    return true;
}
