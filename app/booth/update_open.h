/* Looks into what a stick offers: a signed pack, or a folder where the activity takes unsigned
 * ones. Both end as the bytes of a pack and the key they are signed with. */
#ifndef WENDA_BOOTH_UPDATE_OPEN_H
#define WENDA_BOOTH_UPDATE_OPEN_H

#include "activity/model.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "play/update.h"
#include "port/crypt_sign.h"

struct update_opened {
    struct strbuf bytes;       /* of a pack; empty = nothing that could be installed */
    struct crypt_public key;   /* the office's, or for an unsigned one a key of the moment */
    struct activity *activity; /* what it holds, loaded from the job's `place`; NULL = unreadable */
};
void update_opened_init(struct update_opened *opened);
void update_opened_fini(struct update_opened *opened);

struct update_open_job {
    const char *home, *stick, *stale_path;
    const char *place;               /* folder where it is unpacked, and stays */
    const struct activity *activity; /* in force */
    int64_t wall_ms;
    enum update_mode mode; /* of a bank */
};

/* Fills sources: what is in the stick's top folder. */
bool update_list_sources(const char *stick, struct update_view *view, struct err *err);
/* Fills the preview of preview->source. What is wrong with the thing itself is told in the preview;
 * false when it could not be looked at. */
bool update_open(const struct update_open_job *job, struct update_opened *opened,
                 struct update_preview *preview, struct err *err);
/* Makes a folder into a pack with a key of the moment and looks into that: the same limits hold as
 * for a signed one, and what was looked at stays in memory. */
bool update_pack_folder(const struct update_open_job *job, const char *folder,
                        struct update_opened *opened, struct update_preview *out, struct err *err);
/* In the name of every report: it is no bank. */
extern const char update_report_mark[];
/* What was found, for the office: text with BOM and CRLF. */
void update_write_report(const struct update_preview *preview, struct strbuf *out);

#endif
