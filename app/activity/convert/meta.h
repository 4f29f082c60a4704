/*
 * What GIFT has no word for travels in its comment lines: `// [id:x] [tag:y]` as Moodle knows them,
 * and `// 键: 值` with the keys of the canonical text.
 */
#ifndef WENDA_ACTIVITY_CONVERT_META_H
#define WENDA_ACTIVITY_CONVERT_META_H

#include "activity/convert/internal.h"
#include "base/mem.h"

/* Takes what a comment (behind its //) says into extras, and into fixed (bits) the options that
 * keep their place; other comments say nothing. */
void meta_read(struct arena *arena, const char *comment, size_t len, struct convert_extras *extras,
               uint32_t *fixed);
/* The same for what the head of a file says of the whole: 题库, 编号, 语言. */
void meta_read_head(struct convert_builder *builder, const char *comment, size_t len);
/* Appends the comment lines of a question, and of a file's head. */
void meta_write(struct strbuf *out, const struct question *question);
void meta_write_head(struct strbuf *out, const struct form *form);

#endif
