#include "play/effect.h"

#include <assert.h>
#include <string.h>

struct effect *effects_add(struct effects *effects, enum effect_kind kind)
{
    assert(effects->count < EFFECTS_MAX);
    struct effect *effect = &effects->items[effects->count++];
    memset(effect, 0, sizeof(*effect));
    effect->kind = kind;
    return effect;
}

struct effect *effects_add_save(struct effects *effects, enum effect_kind kind,
                                uint64_t *next_ticket, int64_t wall_ms)
{
    struct effect *effect = effects_add(effects, kind);
    effect->ticket = (*next_ticket)++;
    effect->wall_ms = wall_ms;
    assert(effect->ticket != 0);
    return effect;
}

void effects_add_sound(struct effects *effects, enum sound sound)
{
    effects_add(effects, EFFECT_SOUND)->sound = sound;
}
