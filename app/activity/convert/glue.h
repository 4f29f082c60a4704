/* Questions that stand on one line, one behind the other: ……D.白 2.下列……（B）A.红…… */
#ifndef WENDA_ACTIVITY_CONVERT_GLUE_H
#define WENDA_ACTIVITY_CONVERT_GLUE_H

#include "activity/convert/span.h"

/* Where in the line, behind from, the question after number begins; -1 when nowhere. What stands
 * before has to end as questions do (options, or an answered statement), what follows to begin so.
 * begun says that the lines before hold options of the present question. */
int glue_find_next(struct span line, int from, int number, bool begun);

/* Where a number mark (4. 4、 [4] 第4题 Q4:) begins and ends around the digits at index; false when
 * they are another number or a quantity. */
bool glue_mark_at(struct span line, int index, int number, int *from, int *to);
/* Back from a number's beginning over what belongs to its question: *, ###, 【单选题】. */
int glue_skip_back(struct span line, int from, int least);

#endif
