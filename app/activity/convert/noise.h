/* Lines that every bank downloaded or scanned carries and that mean nothing: page numbers, rules,
 * heads of examination papers, watermarks and advertisements, garbled lines. */
#ifndef WENDA_ACTIVITY_CONVERT_NOISE_H
#define WENDA_ACTIVITY_CONVERT_NOISE_H

#include <stdbool.h>

#include "activity/convert/span.h"

enum noise {
    NOISE_NONE,
    NOISE_LIKELY, /* looks like an advertisement, but could be a line of a question */
    NOISE_SITE,   /* names a site or asks to follow one: hardly the end of an option */
    NOISE_SURE
};

enum noise noise_of(struct span line);

#endif
