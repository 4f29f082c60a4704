/* The words by which Chinese banks name types of question, far more than the canonical text has. */
#ifndef WENDA_ACTIVITY_CONVERT_TYPE_WORD_H
#define WENDA_ACTIVITY_CONVERT_TYPE_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "activity/convert/span.h"

enum type_word {
    TYPE_WORD_NONE,
    TYPE_WORD_CHOICE,     /* 选择题: single or multiple, the answer tells */
    TYPE_WORD_SINGLE,     /* 单选 */
    TYPE_WORD_MULTIPLE,   /* 多选 */
    TYPE_WORD_INDEFINITE, /* 不定项: multiple, where one answer is usual too */
    TYPE_WORD_JUDGE,      /* 判断 是非 */
    TYPE_WORD_ORDER,      /* 排序 */
    TYPE_WORD_BLANK,      /* 填空 */
    TYPE_WORD_ESSAY,      /* 简答 问答 论述 名词解释 */
    TYPE_WORD_CASE,       /* 案例 材料 */
    TYPE_WORD_COUNT
};

/* The type that text (all of it, a remark in brackets and 题 aside) names, e.g. 单项选择题, single,
 * 判断题（每题 2 分）; TYPE_WORD_NONE when it names none. */
enum type_word type_word_find(const char *text, size_t text_len);
enum type_word type_word_of(struct span text);
/* The first type named anywhere in a heading; 选择题（单选）is narrowed to 单选. */
enum type_word type_word_within(struct span text);
/* The length of a type's word at an index, without 题, or 0. */
int type_word_at(struct span text, int index, enum type_word *out);
/* The name for messages: 单选, 填空 … */
const char *type_word_name(enum type_word word);
/* Types without options that a booth cannot mark. */
bool type_word_is_open(enum type_word word);

#endif
