/* recover-pin: the office's permit for a booth whose staff have forgotten the PIN. */
#include <stdio.h>

#include "activity/permit.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/rng.h"
#include "ctl/ctl.h"

int ctl_recover_pin(int argc, char **argv)
{
    const char *key_path = NULL, *out = NULL, *booth = NULL;
    int rest;
    const struct ctl_option options[] = {
        { "--key", &key_path, NULL },
        { "-o", &out, NULL },
        { "--booth", &booth, NULL },
    };
    if (!ctl_parse(argc, argv, options, 3, &rest) || rest != 0 || key_path == NULL || out == NULL ||
        booth == NULL)
        return ctl_usage("recover-pin");

    struct err err = { "" };
    struct crypt_secret key;
    struct strbuf text;
    uint8_t number[16];
    strbuf_init(&text);
    rng_secret_bytes(number, sizeof number);
    bool ok = crypt_secret_load(key_path, &key, &err);
    if (ok) {
        ok = permit_write(booth, number, clock_wall_ms(), &key, &text, &err) &&
             fs_replace(out, text.text, text.len, &err);
        crypt_secret_wipe(&key);
    }
    strbuf_fini(&text);
    if (!ok)
        return ctl_fail("recover-pin", &err);
    printf("%s：拷到 U 盘最外层，插到展位 %s 的问答亭上，在口令画面点“忘记口令”，就能设新口令。"
           "只能用一次\n",
           out, booth);
    return CTL_DONE;
}
