/*
 * Sealed files: anybody who has the office's public key can seal, only the secret key opens. Made
 * of libsodium's sealed box, which holds a fresh key, and its secretstream over the content; the
 * signing keys (Ed25519) are turned into their X25519 counterparts.
 *
 * Layout: magic "WENDASL1", 80 bytes sealed key, 24 bytes stream header, then chunks of at most
 * CRYPT_SEAL_CHUNK_LEN bytes, 17 longer when sealed; the last one is marked as such, so that a file
 * that was cut short does not open.
 */
#ifndef WENDA_PORT_CRYPT_SEAL_H
#define WENDA_PORT_CRYPT_SEAL_H

#include "port/crypt_sign.h"

enum { CRYPT_SEAL_CHUNK_LEN = 64 * 1024 };

/* Reads in from its beginning and writes it sealed to out (file descriptors, not closed). */
bool crypt_seal(int in, int out, const struct crypt_public *key, struct err *err);
/* The other way; what was written to out is worth nothing unless it returns true. */
bool crypt_unseal(int in, int out, const struct crypt_secret *key, struct err *err);
/* Does the file begin as a sealed one? Leaves its position at the beginning. */
bool crypt_is_sealed(int in);

#endif
