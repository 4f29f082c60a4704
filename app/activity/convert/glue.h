/* Questions that stand on one line, one behind the other: ……D.白 2.下列……（B）A.红…… */
#ifndef WENDA_ACTIVITY_CONVERT_GLUE_H
#define WENDA_ACTIVITY_CONVERT_GLUE_H

#include "activity/convert/span.h"

/* Where in the line, behind from, the question after number begins; -1 when nowhere. What stands
 * before has to end as questions do (options, or an answered statement), what follows to begin so.
 * begun says that the lines before hold options of the present question. */
int glue_find_next(struct span line, int from, int number, bool begun);

#endif
