/*
 * A bank as an office has it (.docx, .xlsx, .xls, .csv, .txt) becomes another version of the
 * activity in force: its questions beside or instead of the present ones. Only what was read
 * without a doubt goes in, as reviewed by the staff who looked through it and confirm.
 */
#ifndef WENDA_BOOTH_UPDATE_BANK_H
#define WENDA_BOOTH_UPDATE_BANK_H

#include "booth/update_open.h"

bool update_is_bank(const char *name);
/* stick: its top folder, opened. */
bool update_open_bank(const struct update_open_job *job, int stick, struct update_opened *opened,
                      struct update_preview *out, struct err *err);

#endif
