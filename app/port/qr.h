/* QR codes as plain squares, a thin wrapper of libqrencode. Knows nothing of drawing: whoever
 * draws keeps two modules of quiet around it on pure white. */
#ifndef WENDA_PORT_QR_H
#define WENDA_PORT_QR_H

#include <stdbool.h>
#include <stdint.h>

enum { QR_SIDE_MAX = 57 }; /* version 10 */

struct qr {
    int side;                               /* modules */
    uint8_t dark[QR_SIDE_MAX][QR_SIDE_MAX]; /* [row][column]: 1 = dark */
};

/* The code of a text, with a quarter of it restorable. False when it is empty or too long for
 * QR_SIDE_MAX. */
bool qr_encode(const char *text, struct qr *out);

#endif
