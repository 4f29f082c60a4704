#include "activity/convert/stem.h"

enum { BRACKET_MAX = 24, BALLOT_MAX = 40, TAIL_MAX = 16, ANSWER_LETTERS_MAX = 10, TAGS_MAX = 8 };

int stem_points(struct span text)
{
    static const char *const words[] = { "本题", "每题", "每小题", "共", "分值", ":", "满分" };
    int value = 0, len = 0;
    text = span_trim(text);
    while ((len = span_match_any(text, 0, words, 7, NULL)) > 0)
        text = span_trim(span_from(text, len));
    len = span_digits(text, 0, &value);
    if (len == 0)
        return 0;
    if (span_fold(text, len) == '.' && span_fold(text, len + 1) == '0')
        len += 2;
    len = span_skip_blanks(text, len);
    return span_match(text, len, "分") > 0 && len + 1 == text.len ? value : 0;
}

/* ---- tags ---- */

static bool take_tag(struct stem *stem, struct span content)
{
    static const char *const others[] = { "必答", "必答题", "必填", "选答" };
    enum type_word word = type_word_of(content);
    int points = stem_points(content);
    content = span_trim(content);
    if (word != TYPE_WORD_NONE)
        stem->tag = word;
    else if (points > 0)
        stem->points = points;
    else if (content.len == 0 || span_match_any(content, 0, others, 4, NULL) != content.len)
        return false;
    return true;
}

static struct span cut(struct arena *arena, struct span text, int from, int to)
{
    struct span before = span_sub(text, 0, from), behind = span_from(text, to);
    if (span_trim(before).len == 0 || span_trim(behind).len == 0)
        return span_trim(before.len > behind.len ? before : behind);
    return span_join(arena, before, 0, behind);
}

/* 多选题：下列…… */
static struct span take_word_tag(struct stem *stem, struct span text)
{
    enum type_word word = TYPE_WORD_NONE;
    int len = type_word_at(text, 0, &word);
    if (len == 0)
        return text;
    len += span_match(text, len, "题");
    if (span_fold(text, len) != ':')
        return text;
    stem->tag = word;
    return span_trim(span_from(text, len + 1));
}

static void take_tags(struct arena *arena, struct stem *stem)
{
    struct span text = take_word_tag(stem, span_trim(stem->text));
    int tags = 0;
    for (int i = 0; i < text.len && tags < TAGS_MAX; i++) {
        int end = span_bracket_end(text, i, BRACKET_MAX);
        if (end == 0 || !take_tag(stem, span_sub(text, i + 1, end - 1)))
            continue;
        tags++;
        text = cut(arena, text, i, end);
        i = -1;
    }
    while (tags > 0 && text.len > 0 && span_fold(text, text.len - 1) == '*')
        text = span_trim(span_sub(text, 0, text.len - 1));
    while (tags > 0 && span_fold(text, 0) == '*')
        text = span_trim(span_from(text, 1));
    stem->text = text;
}

/* ---- marks ---- */

static bool is_blank_content(struct span text)
{
    for (int i = 0; i < text.len; i++) {
        uint32_t c = span_fold(text, i);
        if (!span_is_blank_char(text.at[i]) && c != '_' && c != '.' && c != SPAN_STOP && c != '-')
            return false;
    }
    return true;
}

static bool is_answer(struct span content, struct reply *reply)
{
    return reply_parse_whole(content, reply) &&
           ((reply->has_letters && reply->letter_count <= ANSWER_LETTERS_MAX) || reply->has_judge);
}

static void add_mark(struct stem *stem, struct stem_mark mark)
{
    if (stem->mark_count < STEM_MARKS_MAX)
        stem->marks[stem->mark_count++] = mark;
}

/* ____ or __B__ */
static int take_line(struct stem *stem, int index)
{
    struct span text = stem->text;
    int end = index;
    while (span_fold(text, end) == '_')
        end++;
    int from = span_skip_blanks(text, end);
    struct reply reply;
    int len = reply_token(text, from, &reply);
    int to = span_skip_blanks(text, from + len);
    if (len > 0 && span_fold(text, to) == '_') {
        while (span_fold(text, to) == '_')
            to++;
        add_mark(stem, (struct stem_mark){ STEM_REPLY, index, to, true, reply });
        return to;
    }
    if (end - index > 1)
        add_mark(stem, (struct stem_mark){ .kind = STEM_BLANK, .from = index, .to = end });
    return end;
}

/* A bracket that the end of the stem cut off counts as closed. */
static int bracket_end(struct span text, int index)
{
    int end = span_bracket_end(text, index, BRACKET_MAX);
    if (end > 0 || span_fold(text, index) != '(' || text.len - index > 6)
        return end;
    struct reply reply;
    struct span content = span_from(text, index + 1);
    for (int i = 0; i < content.len; i++)
        if (span_fold(content, i) == ')')
            return 0;
    return is_blank_content(content) || is_answer(content, &reply) ? text.len : 0;
}

static void find_brackets(struct stem *stem)
{
    struct span text = stem->text;
    for (int i = 0; i < text.len;) {
        if (span_fold(text, i) == '_') {
            i = take_line(stem, i);
            continue;
        }
        int end = bracket_end(text, i);
        if (end == 0) {
            i++;
            continue;
        }
        bool closed = span_fold(text, end - 1) == ')' || span_fold(text, end - 1) == ']';
        struct span content = span_sub(text, i + 1, closed ? end - 1 : end);
        struct stem_mark mark = { .kind = STEM_BLANK, .from = i, .to = end };
        if (is_blank_content(content)) {
            add_mark(stem, mark);
        } else if (is_answer(content, &mark.reply)) {
            mark.kind = STEM_REPLY;
            add_mark(stem, mark);
        } else {
            end = i + 1; /* brackets may nest */
        }
        i = end;
    }
}

static bool is_sign(const struct reply *reply)
{
    uint32_t c = span_fold(reply->text, 0);
    return reply->has_judge && (c == SPAN_TICK || c == SPAN_CROSS);
}

/* What stands before a bare answer: -1 nothing that sets it apart, 0 a blank, 1 an end. */
static int apart_before(struct span text, int index)
{
    static const char *const ends[] = { "?", "。", ":", ")", "]", "!", "…", "_" };
    int i = index;
    while (i > 0 && span_is_blank_char(text.at[i - 1])) {
        if (text.at[i - 1] == '\n')
            return 1;
        i--;
    }
    if (i > 0 && span_match_any(text, i - 1, ends, 8, NULL) > 0)
        return 1;
    return i < index ? 0 : -1;
}

static bool overlaps(const struct stem *stem, int from)
{
    for (int i = 0; i < stem->mark_count; i++)
        if (stem->marks[i].to > from)
            return true;
    return false;
}

/* OCR reads the full stop behind a bracket as o, 0 or °. */
static bool is_ocr_stop(struct span text)
{
    text = span_trim(text);
    uint32_t c = span_fold(text, 0);
    return text.len == 1 &&
           (c == 'o' || c == 'O' || c == '0' || c == 0xB0 || c == 0xBA || c == 0x2DA);
}

/* 下列属于……的是？ B */
static void find_tail(struct stem *stem)
{
    struct span text = stem->text;
    int end = text.len;
    while (end > 0 && (span_fold(text, end - 1) == '.' || span_fold(text, end - 1) == SPAN_STOP ||
                       span_is_blank_char(text.at[end - 1])))
        end--;
    struct stem_mark found = { .kind = STEM_BARE, .to = text.len };
    bool any = false;
    if (stem->mark_count > 0 && is_ocr_stop(span_from(text, stem->marks[stem->mark_count - 1].to)))
        return;
    for (int from = end - 1; from > 0 && from >= end - TAIL_MAX && !overlaps(stem, from); from--) {
        struct reply reply;
        struct span words = span_sub(text, from, end);
        int apart = apart_before(text, from);
        if (span_is_blank_char(text.at[from]) || !is_answer(words, &reply) ||
            reply.text.len != words.len)
            continue;
        if (apart < 0 && !(is_sign(&reply) && words.len == 1))
            continue;
        any = true;
        found.from = from;
        found.apart = apart > 0 || is_sign(&reply);
        found.reply = reply;
    }
    if (any)
        add_mark(stem, found);
}

/* √专利权…… */
static void find_head(struct stem *stem)
{
    struct reply reply;
    struct span text = stem->text;
    int len = reply_token(text, 0, &reply);
    reply.text = span_sub(text, 0, len);
    if (len != 1 || !is_sign(&reply) || text.len < 4 || stem->mark_count == STEM_MARKS_MAX)
        return;
    for (int i = stem->mark_count++; i > 0; i--)
        stem->marks[i] = stem->marks[i - 1];
    stem->marks[0] = (struct stem_mark){ STEM_BARE, 0, len, true, reply };
}

/* ---- ballots: 正确（　）错误（√） ---- */

struct ballot {
    int rights, wrongs, ticks;
    bool bracket_first, seen_any;
    bool ticked_right; /* what the tick stands at */
    bool last_word_right, has_word, pending_tick;
};

static void ballot_word(struct ballot *b, bool right)
{
    *(right ? &b->rights : &b->wrongs) += 1;
    if (b->pending_tick && b->bracket_first)
        b->ticked_right = right;
    b->pending_tick = false;
    b->last_word_right = right;
    b->has_word = true;
    b->seen_any = true;
}

static void ballot_bracket(struct ballot *b, bool tick)
{
    if (!b->seen_any)
        b->bracket_first = true;
    b->seen_any = true;
    if (!tick)
        return;
    b->ticks++;
    b->pending_tick = true;
    if (!b->bracket_first)
        b->ticked_right = b->last_word_right;
}

/* True if all of the text is a ballot with both words. */
static bool read_ballot(struct span text, struct ballot *b)
{
    static const char *const fillers[] = {
        "/", "□", "○", "◯", "☐", "、", ",", ";", "A.", "B.", "。"
    };
    *b = (struct ballot){ 0 };
    for (int i = 0; i < text.len;) {
        struct reply reply;
        int end = span_bracket_end(text, i, 8);
        int len = 0;
        if (span_is_blank_char(text.at[i])) {
            i++;
        } else if (end > 0) {
            struct span content = span_sub(text, i + 1, end - 1);
            bool tick = span_fold(span_trim(content), 0) == SPAN_TICK;
            if (!tick && !is_blank_content(content))
                return false;
            ballot_bracket(b, tick);
            i = end;
        } else if ((len = span_match_any(text, i, fillers, 11, NULL)) > 0) {
            i += len;
        } else if ((len = reply_token(text, i, &reply)) > 0 && reply.has_judge &&
                   !reply.judge_by_letter) {
            ballot_word(b, reply.right);
            i += len;
        } else {
            return false;
        }
    }
    return b->rights == 1 && b->wrongs == 1;
}

static void take_ballot(struct stem *stem)
{
    struct span text = stem->text;
    struct ballot ballot;
    int found = -1;
    int least = text.len > BALLOT_MAX ? text.len - BALLOT_MAX : 0;
    for (int from = text.len - 1; from >= least; from--) {
        struct reply reply;
        bool begins = span_fold(text, from) == '(' || reply_token(text, from, &reply) > 0;
        if (begins && read_ballot(span_from(text, from), &ballot))
            found = from;
    }
    if (found <= 0)
        return;
    read_ballot(span_from(text, found), &ballot);
    stem->text = span_trim(span_sub(text, 0, found));
    stem->has_ballot = true;
    stem->ballot_given = ballot.ticks == 1;
    stem->ballot_right = ballot.ticked_right;
    stem->ballot_unclear = ballot.ticks > 1;
}

void stem_scan(struct arena *arena, struct span text, struct stem *out)
{
    *out = (struct stem){ .text = text };
    take_tags(arena, out);
    take_ballot(out);
    find_brackets(out);
    find_tail(out);
    find_head(out);
}

/* ---- without them ---- */

static bool is_only_stop(struct span text)
{
    text = span_trim(text);
    uint32_t c = span_fold(text, 0);
    return text.len == 0 || (text.len == 1 && (c == '.' || c == SPAN_STOP));
}

static void add_blank(struct span_buf *out)
{
    static const uint32_t blank[] = { 0xFF08, 0x3000, 0x3000, 0xFF09 };
    span_buf_add_span(out, (struct span){ blank, 4 });
}

static void add_mark_text(struct span_buf *out, const struct stem *stem,
                          const struct stem_mark *mark, bool taken, bool statement)
{
    struct span text = stem->text;
    bool line = span_fold(text, mark->from) == '_';
    if (mark->kind == STEM_BARE || (mark->kind == STEM_REPLY && !taken)) {
        if (!taken)
            span_buf_add_span(out, span_sub(text, mark->from, mark->to));
        return;
    }
    bool at_start = span_trim(span_sub(text, 0, mark->from)).len == 0;
    bool at_end = is_only_stop(span_from(text, mark->to)) || is_ocr_stop(span_from(text, mark->to));
    if (at_start || (statement && (at_end || taken)))
        return;
    if (line && !taken)
        span_buf_add_span(out, span_sub(text, mark->from, mark->to));
    else
        add_blank(out);
}

struct span stem_clean(struct arena *arena, const struct stem *stem, unsigned taken, bool statement)
{
    struct span_buf out = { 0 };
    struct span text = stem->text;
    int from = 0;
    for (int i = 0; i < stem->mark_count; i++) {
        const struct stem_mark *mark = &stem->marks[i];
        struct span before = span_sub(text, from, mark->from);
        span_buf_add_span(&out, i == 0 ? before : span_sub(text, from, mark->from));
        add_mark_text(&out, stem, mark, taken & 1u << i, statement);
        from = mark->to;
    }
    struct span rest = span_from(text, from);
    bool doubled = statement && is_only_stop(rest) && out.len > 0 &&
                   (out.chars[out.len - 1] == SPAN_STOP || out.chars[out.len - 1] == '.');
    if (stem->mark_count > 0 && is_ocr_stop(rest))
        span_buf_add(&out, SPAN_STOP);
    else if (!doubled)
        span_buf_add_span(&out, rest);
    struct span clean = span_trim((struct span){ out.chars, out.len });
    clean = span_join(arena, clean, 0, (struct span){ NULL, 0 });
    span_buf_fini(&out);
    return clean;
}

bool stem_shows_answer(struct span text, uint32_t letters)
{
    for (int i = 0; i < text.len; i++) {
        struct reply reply;
        int end = span_bracket_end(text, i, BRACKET_MAX);
        if (end > 0 && is_answer(span_sub(text, i + 1, end - 1), &reply) &&
            (is_sign(&reply) || (reply.has_letters && reply.letters == letters)))
            return true;
    }
    return false;
}

bool stem_asks(struct span text)
{
    for (int i = 0; i < text.len; i++) {
        struct reply reply;
        if (span_fold(text, i) == '?')
            return true;
        int end = span_bracket_end(text, i, BRACKET_MAX);
        if (end == 0)
            continue;
        struct span content = span_sub(text, i + 1, end - 1);
        if (is_blank_content(content) || is_answer(content, &reply))
            return true;
    }
    return false;
}

bool stem_holds_answer(struct span text)
{
    struct arena arena;
    struct stem stem;
    bool found = false;
    arena_init(&arena);
    stem_scan(&arena, text, &stem);
    for (int i = 0; i < stem.mark_count; i++)
        found = found || stem.marks[i].kind != STEM_BLANK;
    arena_fini(&arena);
    return found;
}
