#include "view/topic.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *word;
    const char *icon;
    int name; /* a string_id, or -1: shown as it is written */
} topics[] = {
    { "专利", "ic-bulb.svg", STR_TOPIC_PATENT },
    { "发明", "ic-bulb.svg", -1 },
    { "商标", "ic-trademark.svg", STR_TOPIC_TRADEMARK },
    { "品牌", "ic-trademark.svg", -1 },
    { "著作", "ic-copyright.svg", STR_TOPIC_COPYRIGHT },
    { "版权", "ic-copyright.svg", STR_TOPIC_COPYRIGHT },
    { "地理标志", "ic-pin.svg", -1 },
    { "商业秘密", "ic-key.svg", -1 },
    { "植物", "ic-plant.svg", -1 },
    { "布图", "ic-chip.svg", -1 },
    { "集成电路", "ic-chip.svg", -1 },
    { "海关", "ic-globe.svg", -1 },
    { "维权", "ic-scale.svg", -1 },
    { "肖像", "ic-person.svg", -1 },
    { "不清楚", "ic-none.svg", -1 },
    { "没有", "ic-none.svg", -1 },
    { "不知道", "ic-none.svg", -1 },
    { "法", "ic-scale.svg", -1 },
    { "其他", "ic-book.svg", STR_TOPIC_OTHER },
};

static int find(const char *topic)
{
    for (int i = 0; topic != NULL && i < (int)(sizeof(topics) / sizeof(topics[0])); i++) {
        if (strstr(topic, topics[i].word) != NULL)
            return i;
    }
    return -1;
}

const char *topic_known_icon(const char *text)
{
    int at = find(text);

    return at < 0 ? NULL : topics[at].icon;
}

const char *topic_icon(const char *topic)
{
    const char *icon = topic_known_icon(topic);

    return icon != NULL ? icon : "ic-book.svg";
}

const char *topic_name(const struct view *view, const char *topic)
{
    int at = find(topic);

    /* In the first language the activity's own word stands. */
    if (view->kiosk->language == 0 || at < 0 || topics[at].name < 0)
        return topic;
    return view_text(view, (enum string_id)topics[at].name);
}
