/* Options of blocks, questions that are glued together, and answers that are listed elsewhere. */
#include <stdlib.h>
#include <string.h>

#include "activity/convert/doc.h"
#include "activity/convert/marks.h"
#include "base/mem.h"

/* ---- splitting ---- */

static void find_chain(struct block *block)
{
    block->chained = true;
    block->has_chain = chain_find(block->body, block->value, &block->chain);
}

/* What stood behind the last option becomes a block of its own; the keys go with it, for they stood
 * behind both. */
static bool split_block(struct block *block, struct block *behind)
{
    struct number_mark mark;
    find_chain(block);
    if (!block->has_chain || block->chain.next < 0)
        return false;
    if (!mark_number(span_trim(span_from(block->body, block->chain.next)), &mark)) {
        block->doubt = "好像有两道题粘在一起";
        return false;
    }
    *behind = (struct block){ .kind = BLOCK_QUESTION,
                              .section = block->section,
                              .line = block->line,
                              .value = mark.value,
                              .digits = mark.digits,
                              .tag = mark.tag,
                              .body = mark.rest,
                              .first_key = block->first_key,
                              .key_count = block->key_count,
                              .lone_letter = block->lone_letter,
                              .lone = block->lone };
    block->body = span_sub(block->body, 0, block->chain.next);
    block->key_count = 0;
    block->lone_letter = false;
    return true;
}

/* 4. …… without options, 5. with some, and 5. again: the first 5 was a point of 4. */
static void doubt_twins(struct doc *doc)
{
    for (int i = 1; i + 1 < doc->block_count; i++) {
        struct block *before = &doc->blocks[i - 1], *block = &doc->blocks[i];
        if (block->value > 0 && block->value == doc->blocks[i + 1].value &&
            before->value == block->value - 1 && !before->has_chain && before->key_count == 0)
            block->doubt = before->doubt = "题号重复，可能把题干里的编号当成了题号";
    }
}

void doc_split(struct doc *doc)
{
    struct block *all = NULL;
    int count = 0, capacity = 0;
    for (int i = 0; i < doc->block_count; i++) {
        struct block block = doc->blocks[i], behind;
        while (block.kind == BLOCK_QUESTION && split_block(&block, &behind)) {
            all = mem_grow(all, count, &capacity, sizeof *all);
            all[count++] = block;
            block = behind;
        }
        all = mem_grow(all, count, &capacity, sizeof *all);
        all[count++] = block;
    }
    free(doc->blocks);
    doc->blocks = all;
    doc->block_count = count;
    doc->block_capacity = capacity;
    doubt_twins(doc);
}

/* ---- assigning ---- */

/* Sections of any real bank; beyond that comparing them all would only cost time. */
enum { GROUPS_MAX = 1000 };

/* Questions, or entries, that count upwards within one section. */
struct group {
    int section;
    int first, count; /* in the array it groups */
    bool taken;
};

struct groups {
    struct group *items;
    int count, capacity;
};

static void add_group(struct groups *groups, int section, int first)
{
    groups->items =
        mem_grow(groups->items, groups->count, &groups->capacity, sizeof *groups->items);
    groups->items[groups->count++] = (struct group){ section, first, 0, false };
}

/* Numbered questions, in an array of their own. */
struct target {
    struct block *block;
    int number;
};

struct assigner {
    struct doc *doc;
    struct target *targets;
    int target_count;
    struct groups questions, entries;
};

static void group_questions(struct assigner *a)
{
    struct doc *doc = a->doc;
    a->targets = mem_alloc(((size_t)doc->block_count + 1) * sizeof *a->targets);
    int last = 0;
    for (int i = 0; i < doc->block_count; i++) {
        struct block *block = &doc->blocks[i];
        if (block->kind != BLOCK_QUESTION || block->value == 0)
            continue;
        struct group *group =
            a->questions.count > 0 ? &a->questions.items[a->questions.count - 1] : NULL;
        if (!group || group->section != block->section || block->value < last)
            add_group(&a->questions, block->section, a->target_count);
        a->questions.items[a->questions.count - 1].count++;
        last = block->value;
        a->targets[a->target_count++] = (struct target){ block, block->value };
    }
}

static void group_entries(struct assigner *a)
{
    const struct doc *doc = a->doc;
    for (int i = 0; i < doc->entry_count; i++) {
        const struct doc_entry *entry = &doc->entries[i];
        if (i == 0 || doc->entries[i - 1].run != entry->run)
            add_group(&a->entries, entry->section, i);
        a->entries.items[a->entries.count - 1].count++;
    }
}

/* The question of that number in a group; *twice when there are two. */
static struct block *find_target(const struct assigner *a, const struct group *group, int number,
                                 bool *twice)
{
    int low = group->first, high = group->first + group->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (a->targets[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    int end = group->first + group->count;
    if (low >= end || a->targets[low].number != number)
        return NULL;
    *twice = low + 1 < end && a->targets[low + 1].number == number;
    return a->targets[low].block;
}

static void give(struct block *block, const struct doc_entry *entry)
{
    if (entry->words.len == 0) {
        block->doubt = "答案表里这一段的答案个数和题号对不上";
    } else if (block->listed.len > 0 && !span_equal_text(block->listed, entry->words)) {
        block->doubt = "答案表里这一题的答案写了两次，不一样";
    } else {
        block->listed = entry->words;
        block->listed_explanation = entry->explanation;
    }
}

/* Could lines of another question hide in this one? */
static bool is_loose(const struct block *block)
{
    if (!block->has_chain)
        return true;
    struct span last = block->chain.options[block->chain.count - 1];
    for (int i = 0; i < last.len; i++)
        if (last.at[i] == '\n')
            return true;
    return false;
}

/* A number of the list that no question has, though those around it are there: its question was
 * probably lost in the one before it. */
static void tell_lost(const struct assigner *a, const struct group *group, int number)
{
    bool twice;
    struct block *before = find_target(a, group, number - 1, &twice);
    if (before && find_target(a, group, number + 1, &twice) && !before->doubt && is_loose(before))
        before->doubt = "答案表里有下一题，正文里没有，可能并进了这一题";
}

static void assign_group(struct assigner *a, const struct group *entries,
                         const struct group *questions)
{
    for (int i = entries->first; i < entries->first + entries->count; i++) {
        const struct doc_entry *entry = &a->doc->entries[i];
        bool twice = false;
        struct block *block = find_target(a, questions, entry->number, &twice);
        if (block && twice)
            block->doubt = "这一节里题号重复，答案表对不上";
        else if (block)
            give(block, entry);
        else
            tell_lost(a, questions, entry->number);
    }
}

static bool is_answered(const struct assigner *a, const struct group *questions)
{
    for (int i = questions->first; i < questions->first + questions->count; i++)
        if (a->targets[i].block->listed.len > 0)
            return true;
    return false;
}

/* Whether every number of the entries is a question of the group. */
static bool covers(const struct assigner *a, const struct group *questions,
                   const struct group *entries)
{
    bool twice;
    for (int i = entries->first; i < entries->first + entries->count; i++)
        if (!find_target(a, questions, a->doc->entries[i].number, &twice))
            return false;
    return true;
}

static int count_in_section(const struct groups *groups, int section)
{
    int count = 0;
    for (int i = 0; i < groups->count; i++)
        count += groups->items[i].section == section;
    return count;
}

/* The n-th group of a section. */
static struct group *nth_in_section(const struct groups *groups, int section, int n)
{
    for (int i = 0; i < groups->count; i++)
        if (groups->items[i].section == section && n-- == 0)
            return &groups->items[i];
    return NULL;
}

static int rank_in_section(const struct groups *groups, int index)
{
    int rank = 0;
    for (int i = 0; i < index; i++)
        rank += groups->items[i].section == groups->items[index].section;
    return rank;
}

/* Answers at the end of the section they belong to. */
static struct group *find_own(struct assigner *a, int index)
{
    const struct group *entries = &a->entries.items[index];
    int section = entries->section;
    int groups = count_in_section(&a->questions, section);
    if (groups == 0 || groups != count_in_section(&a->entries, section))
        return NULL;
    struct group *found =
        nth_in_section(&a->questions, section, rank_in_section(&a->entries, index));
    return found && covers(a, found, entries) ? found : NULL;
}

/* Answers under a heading that repeats that of their questions. */
static struct group *find_by_heading(struct assigner *a, const struct group *entries)
{
    const struct doc_section *heading = &a->doc->sections[entries->section];
    struct group *found = NULL;
    int fits = 0, exact = 0;
    bool by_numeral = heading->type == TYPE_WORD_NONE && heading->numeral > 0;
    if ((heading->type == TYPE_WORD_NONE && !by_numeral) ||
        count_in_section(&a->questions, entries->section) > 0)
        return NULL;
    for (int i = 0; i < a->questions.count; i++) {
        struct group *group = &a->questions.items[i];
        const struct doc_section *section = &a->doc->sections[group->section];
        bool same = heading->numeral > 0 && section->numeral == heading->numeral;
        if (group->section > entries->section || group->taken ||
            (by_numeral ? !same : section->type != heading->type))
            continue;
        fits++;
        exact += same;
        if (!found || same)
            found = group;
    }
    return fits == 1 || exact == 1 ? found : NULL;
}

static int count_open(const struct groups *groups)
{
    int count = 0;
    for (int i = 0; i < groups->count; i++)
        count += !groups->items[i].taken;
    return count;
}

/* Where all else is silent: the only group, or the groups one after another if they fit. */
static struct group *find_in_order(struct assigner *a, int index)
{
    int open_questions = count_open(&a->questions), open_entries = count_open(&a->entries);
    if (open_questions != open_entries)
        return NULL;
    int rank = 0;
    for (int i = 0; i < index; i++)
        rank += !a->entries.items[i].taken;
    for (int i = 0; i < a->questions.count; i++) {
        struct group *group = &a->questions.items[i];
        if (!group->taken && rank-- == 0)
            return covers(a, group, &a->entries.items[index]) ? group : NULL;
    }
    return NULL;
}

/* One count over the whole document: numbers are unique in it. */
static bool assign_by_number(struct assigner *a, const struct group *entries)
{
    bool all = true;
    for (int i = entries->first; i < entries->first + entries->count; i++) {
        const struct doc_entry *entry = &a->doc->entries[i];
        struct block *found = NULL;
        int hits = 0;
        for (int g = 0; g < a->questions.count; g++) {
            bool twice = false;
            struct block *block = find_target(a, &a->questions.items[g], entry->number, &twice);
            hits += block ? 1 + twice : 0;
            found = block ? block : found;
        }
        if (hits == 1)
            give(found, entry);
        for (int g = 0; hits == 0 && g < a->questions.count; g++)
            tell_lost(a, &a->questions.items[g], entry->number);
        all = all && hits <= 1;
    }
    return all;
}

static void doubt_unassigned(struct assigner *a, const struct group *entries)
{
    for (int g = 0; g < a->questions.count; g++) {
        const struct group *group = &a->questions.items[g];
        if (is_answered(a, group))
            continue;
        for (int i = entries->first; i < entries->first + entries->count; i++) {
            bool twice;
            struct block *block = find_target(a, group, a->doc->entries[i].number, &twice);
            if (block && !block->doubt)
                block->doubt = "题号在文中重复，不能确定答案表里哪一个是它的";
        }
    }
}

static void assign_rest(struct assigner *a)
{
    for (int i = 0; i < a->entries.count; i++) {
        struct group *entries = &a->entries.items[i];
        if (entries->taken)
            continue;
        struct group *found = find_in_order(a, i);
        if (found)
            assign_group(a, entries, found);
        else if (!assign_by_number(a, entries))
            doubt_unassigned(a, entries);
    }
}

/* The last question that begins before a line. */
static struct block *block_before(struct doc *doc, int line)
{
    int low = 0, high = doc->block_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (doc->blocks[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &doc->blocks[low - 1] : NULL;
}

/* 12345√ among questions, and no question has that number: the line may be an option. */
static void doubt_unknown_numbers(const struct assigner *a)
{
    enum { NUMBERS = 100000 }; /* what span_digits can give */
    struct doc *doc = a->doc;
    bool *known = mem_zalloc(NUMBERS * sizeof *known);
    for (int i = 0; i < a->target_count; i++)
        if (a->targets[i].number < NUMBERS)
            known[a->targets[i].number] = true;
    for (int i = 0; i < doc->entry_count; i++) {
        const struct doc_entry *entry = &doc->entries[i];
        if (doc->sections[entry->section].answers || entry->number >= NUMBERS ||
            known[entry->number])
            continue;
        struct block *block = block_before(doc, entry->line);
        if (block && !block->doubt)
            block->doubt = "后面有一行像是答案，却没有这个题号，也可能是选项";
    }
    free(known);
}

void doc_assign(struct doc *doc)
{
    struct assigner a = { .doc = doc };
    group_questions(&a);
    group_entries(&a);
    bool usable = a.entries.count <= GROUPS_MAX && a.questions.count <= GROUPS_MAX;
    for (int i = 0; usable && i < a.entries.count; i++) {
        struct group *entries = &a.entries.items[i];
        struct group *found = find_own(&a, i);
        if (!found)
            found = find_by_heading(&a, entries);
        if (!found)
            continue;
        assign_group(&a, entries, found);
        entries->taken = found->taken = true;
    }
    if (usable)
        assign_rest(&a);
    doubt_unknown_numbers(&a);
    free(a.targets);
    free(a.questions.items);
    free(a.entries.items);
}
