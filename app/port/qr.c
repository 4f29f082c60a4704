#include "port/qr.h"

#include <qrencode.h>
#include <string.h>

#include "base/log.h"

static void copy(const QRcode *code, struct qr *out)
{
    out->side = code->width;
    for (int row = 0; row < code->width; row++)
        for (int column = 0; column < code->width; column++)
            out->dark[row][column] = code->data[row * code->width + column] & 1;
}

bool qr_encode(const char *text, struct qr *out)
{
    memset(out, 0, sizeof *out);
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    bool fits = code && code->width <= QR_SIDE_MAX;
    if (fits)
        copy(code, out);
    else
        log_error("no QR code for a text of %zu bytes", strlen(text));
    QRcode_free(code);
    return fits;
}
