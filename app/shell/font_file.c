#include "shell/font_file.h"

#include <SDL_error.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

/* Tables are read field by field, so short reads are served from what lies around the last one. */
enum { WINDOW_LEN = 4096 };

struct font_file {
    int file;
    Sint64 size, place;
    Sint64 window_at; /* where in the file the window begins */
    size_t window_len;
    unsigned char window[WINDOW_LEN];
};

static struct font_file *self(const SDL_RWops *stream)
{
    return stream->hidden.unknown.data1;
}

static Sint64 stream_size(SDL_RWops *stream)
{
    return self(stream)->size;
}

static Sint64 stream_seek(SDL_RWops *stream, Sint64 offset, int whence)
{
    struct font_file *font = self(stream);
    Sint64 from = whence == RW_SEEK_CUR ? font->place : whence == RW_SEEK_END ? font->size : 0;
    if (offset < -from || offset > font->size - from)
        return SDL_SetError("a place outside the font file");
    font->place = from + offset;
    return font->place;
}

/* As many bytes as the file has there; fewer only at its end or when it cannot be read. */
static size_t read_at(const struct font_file *font, void *out, size_t len, Sint64 at)
{
    size_t done = 0;
    while (done < len) {
        ssize_t got = pread(font->file, (char *)out + done, len - done, (off_t)(at + (Sint64)done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

static bool is_in_window(const struct font_file *font, size_t len)
{
    return font->place >= font->window_at &&
           font->place + (Sint64)len <= font->window_at + (Sint64)font->window_len;
}

static size_t stream_read(SDL_RWops *stream, void *out, size_t size, size_t count)
{
    struct font_file *font = self(stream);
    size_t left = (size_t)(font->size - font->place);
    if (size == 0 || count == 0)
        return 0;
    if (count > left / size)
        count = left / size;
    size_t len = size * count;
    if (len > WINDOW_LEN) {
        len = read_at(font, out, len, font->place);
    } else {
        if (!is_in_window(font, len)) {
            font->window_at = font->place;
            font->window_len = read_at(font, font->window, WINDOW_LEN, font->place);
        }
        if (len > font->window_len)
            len = font->window_len; /* only just read, so it begins here */
        memcpy(out, font->window + (font->place - font->window_at), len);
    }
    font->place += (Sint64)(len / size * size);
    return len / size;
}

static size_t stream_write(SDL_RWops *stream, const void *bytes, size_t size, size_t count)
{
    (void)stream, (void)bytes, (void)size, (void)count;
    (void)SDL_SetError("a font file is only read");
    return 0;
}

static int stream_close(SDL_RWops *stream)
{
    (void)close(self(stream)->file);
    free(self(stream));
    SDL_FreeRW(stream);
    return 0;
}

SDL_RWops *font_file_open(const char *path)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        (void)SDL_SetError("%s: %s", path, strerror(errno));
        if (file >= 0)
            (void)close(file);
        return NULL;
    }
    SDL_RWops *stream = SDL_AllocRW();
    if (!stream) {
        (void)close(file);
        return NULL;
    }
    struct font_file *font = mem_zalloc(sizeof *font);
    font->file = file;
    font->size = status.st_size;
    stream->type = SDL_RWOPS_UNKNOWN;
    stream->hidden.unknown.data1 = font;
    stream->size = stream_size;
    stream->seek = stream_seek;
    stream->read = stream_read;
    stream->write = stream_write;
    stream->close = stream_close;
    return stream;
}
