#ifndef CPNG_H
#define CPNG_H

#include <stddef.h>
#include <stdint.h>

/* libpng behind two calls, and what a picture needs to know of memory. libpng reports errors by longjmp, which must not cross Swift frames: here it stays in C,
   and comes back as a return value and a message. */

/* A text chunk: tEXt when the text is Latin-1, iTXt when it is UTF-8. Both strings end in a zero byte. */
typedef struct {
    const char *keyword;
    const char *text;
    int is_utf8;
} cpng_text;

/* What is to be encoded: rows from the top, without padding. */
typedef struct {
    uint32_t width;
    uint32_t height;
    /* 1 = index into the palette, 3 = RGB, 4 = RGBA. */
    int channels;
    const uint8_t *pixels;
    /* Red, green, blue and opacity of each colour; only with one channel, at most 256. */
    const uint8_t *palette;
    int palette_count;
    /* 0 leaves pHYs out. */
    uint32_t pixels_per_metre;
    /* zlib's, 0 to 9. */
    int compression_level;
    const cpng_text *texts;
    int text_count;
} cpng_image;

/* Bytes from malloc, to be given back with cpng_release, or a message. */
typedef struct {
    uint8_t *bytes;
    size_t count;
    uint32_t width;
    uint32_t height;
    char message[160];
} cpng_result;

/* Encodes to PNG bytes. Returns 1, or 0 with a message and no bytes. */
int cpng_encode(const cpng_image *image, cpng_result *result);

/* Decodes PNG bytes to RGBA, 8 bits a channel. Returns 1, or 0 with a message and no bytes. */
int cpng_decode(const uint8_t *bytes, size_t count, cpng_result *result);

void cpng_release(cpng_result *result);

/* Whether so many bytes can be had in one piece: Swift itself traps where an array cannot be made. */
int cpng_can_allocate(size_t count);

#endif
