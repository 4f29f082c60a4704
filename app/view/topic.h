/* Topics (知识点) as the screens show them: an icon each, and names in other languages. */
#ifndef WENDA_VIEW_TOPIC_H
#define WENDA_VIEW_TOPIC_H

#include "view/view.h"

/* Both match by words in the name, so that 专利基础 is a patent too; topic may be NULL. */
const char *topic_icon(const char *topic);
/* NULL where no word of the text is known. */
const char *topic_known_icon(const char *text);
const char *topic_name(const struct view *view, const char *topic);

#endif
