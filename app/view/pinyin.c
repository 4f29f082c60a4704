#include "view/pinyin.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"

/* The library's header is C++; its symbols are plain C. */
bool im_open_decoder(const char *system_dictionary, const char *user_dictionary);
void im_set_max_lens(size_t letters_max, size_t characters_max);
void im_reset_search(void);
size_t im_search(const char *letters, size_t letters_len);
uint16_t *im_get_candidate(size_t index, uint16_t *out, size_t out_len);
size_t im_get_spl_start_pos(const uint16_t **starts);

enum { CHARACTERS_MAX = 18 }; /* of a word: 18 characters and a sign fit into a message */

static bool is_open(void)
{
    static enum { UNTRIED, OPEN, MISSING } state;

    if (state != UNTRIED)
        return state == OPEN;
    state = im_open_decoder(WENDA_PINYIN_DICTIONARY, "/dev/null") ? OPEN : MISSING;
    if (state == MISSING)
        log_error("拼音词库 %s 打不开，屏幕键盘只有英文：请装 libgooglepinyin0",
                  WENDA_PINYIN_DICTIONARY);
    else
        im_set_max_lens(PINYIN_LETTERS_MAX, CHARACTERS_MAX);
    return state == OPEN;
}

bool pinyin_is_ready(void)
{
    return is_open();
}

/* Characters of the word in UTF-8; returns how many. */
static int copy_word(const uint16_t *word, char out[PINYIN_TEXT_LEN])
{
    size_t len = 0;
    int count = 0;

    for (; word[count] != 0 && len + 4 < PINYIN_TEXT_LEN; count++)
        len += (size_t)utf8_encode(word[count], out + len);
    out[len] = '\0';
    return count;
}

/* One character stands for one syllable. */
static int letters_of(const char *letters, const uint16_t *starts, size_t syllables, int characters)
{
    size_t last = (size_t)characters < syllables ? (size_t)characters : syllables;
    int end = starts[last];

    while (letters[end] == '\'')
        end++;
    return end;
}

int pinyin_find(const char *letters, struct pinyin_word *out, int max)
{
    uint16_t word[CHARACTERS_MAX + 2] = { 0 };
    const uint16_t *starts = NULL;
    int count = 0;

    if (letters[0] == '\0' || !is_open())
        return 0;
    im_reset_search();
    size_t found = im_search(letters, strlen(letters));
    size_t syllables = im_get_spl_start_pos(&starts);
    for (size_t i = 0; i < found && count < max && syllables > 0; i++) {
        if (!im_get_candidate(i, word, CHARACTERS_MAX + 1))
            continue;
        int characters = copy_word(word, out[count].text);
        if (characters == 0)
            continue;
        out[count++].letters = letters_of(letters, starts, syllables, characters);
    }
    return count;
}

void pinyin_split(const char *letters, char out[PINYIN_SPLIT_LEN])
{
    const uint16_t *starts = NULL;
    size_t syllables = 0, next = 1, len = 0;

    if (letters[0] != '\0' && is_open()) {
        im_reset_search();
        (void)im_search(letters, strlen(letters));
        syllables = im_get_spl_start_pos(&starts);
    }
    for (size_t i = 0; letters[i] != '\0' && len + 3 < PINYIN_SPLIT_LEN; i++) {
        bool begins = next <= syllables && starts[next] == i;
        next += begins;
        if (begins && letters[i - 1] != '\'')
            out[len++] = '\'';
        out[len++] = letters[i];
    }
    out[len] = '\0';
}
