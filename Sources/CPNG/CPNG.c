#include "CPNG.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What libpng's callbacks share. Reached through pointers only, so longjmp leaves nothing of it indeterminate. */
typedef struct {
    jmp_buf escape;
    cpng_result *result;
    size_t capacity;
} encoding;

static void fail(png_structp png, png_const_charp message) {
    encoding *state = png_get_error_ptr(png);
    snprintf(state->result->message, sizeof state->result->message, "%s", message);
    longjmp(state->escape, 1);
}

static void ignore(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void append(png_structp png, png_bytep data, size_t length) {
    encoding *state = png_get_io_ptr(png);
    cpng_result *result = state->result;
    if (length > SIZE_MAX / 2 - result->count) png_error(png, "the image is too large");
    if (result->count + length > state->capacity) {
        size_t capacity = (result->count + length) * 2;
        uint8_t *bytes = realloc(result->bytes, capacity);
        if (bytes == NULL) png_error(png, "out of memory");
        result->bytes = bytes;
        state->capacity = capacity;
    }
    memcpy(result->bytes + result->count, data, length);
    result->count += length;
}

static void flush(png_structp png) {
    (void)png;
}

static void write_texts(png_structp png, png_infop info, const cpng_image *image) {
    for (int index = 0; index < image->text_count; index++) {
        png_text text;
        memset(&text, 0, sizeof text);
        text.compression = image->texts[index].is_utf8 ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
        text.key = (png_charp)image->texts[index].keyword;
        text.text = (png_charp)image->texts[index].text;
        text.lang = (png_charp) "";
        text.lang_key = (png_charp) "";
        png_set_text(png, info, &text, 1);
    }
}

static void write_image(png_structp png, png_infop info, const cpng_image *image) {
    int type = image->channels == 1   ? PNG_COLOR_TYPE_PALETTE
               : image->channels == 3 ? PNG_COLOR_TYPE_RGB
                                      : PNG_COLOR_TYPE_RGB_ALPHA;
    png_set_IHDR(png, info, image->width, image->height, 8, type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (type == PNG_COLOR_TYPE_PALETTE) {
        png_color palette[PNG_MAX_PALETTE_LENGTH];
        png_byte opacities[PNG_MAX_PALETTE_LENGTH];
        /* Opacities are written up to the last that is not full. */
        int opacity_count = 0;
        for (int index = 0; index < image->palette_count; index++) {
            palette[index].red = image->palette[index * 4];
            palette[index].green = image->palette[index * 4 + 1];
            palette[index].blue = image->palette[index * 4 + 2];
            opacities[index] = image->palette[index * 4 + 3];
            if (opacities[index] < 255) opacity_count = index + 1;
        }
        png_set_PLTE(png, info, palette, image->palette_count);
        if (opacity_count > 0) png_set_tRNS(png, info, opacities, opacity_count, NULL);
    }
    if (image->pixels_per_metre > 0) {
        png_set_pHYs(png, info, image->pixels_per_metre, image->pixels_per_metre, PNG_RESOLUTION_METER);
    }
    write_texts(png, info, image);
    png_set_compression_level(png, image->compression_level);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_write_info(png, info);
    size_t stride = (size_t)image->width * (size_t)image->channels;
    for (uint32_t row = 0; row < image->height; row++) {
        png_write_row(png, (png_bytep)(image->pixels + stride * row));
    }
    png_write_end(png, info);
}

int cpng_encode(const cpng_image *image, cpng_result *result) {
    memset(result, 0, sizeof *result);
    int paletted = image->channels == 1;
    if ((!paletted && image->channels != 3 && image->channels != 4) ||
        (paletted && (image->palette_count < 1 || image->palette_count > PNG_MAX_PALETTE_LENGTH))) {
        snprintf(result->message, sizeof result->message, "unknown arrangement of pixels");
        return 0;
    }
    encoding state;
    memset(&state, 0, sizeof state);
    state.result = result;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &state, fail, ignore);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL) {
        snprintf(result->message, sizeof result->message, "out of memory");
        png_destroy_write_struct(&png, NULL);
        return 0;
    }
    if (setjmp(state.escape)) {
        png_destroy_write_struct(&png, &info);
        free(result->bytes);
        result->bytes = NULL;
        result->count = 0;
        return 0;
    }
    png_set_write_fn(png, &state, append, flush);
    write_image(png, info, image);
    png_destroy_write_struct(&png, &info);
    result->width = image->width;
    result->height = image->height;
    return 1;
}

int cpng_decode(const uint8_t *bytes, size_t count, cpng_result *result) {
    memset(result, 0, sizeof *result);
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes, count)) {
        image.format = PNG_FORMAT_RGBA;
        result->count = (size_t)image.width * image.height * 4;
        result->bytes = malloc(result->count);
        if (result->bytes != NULL && png_image_finish_read(&image, NULL, result->bytes, 0, NULL)) {
            result->width = image.width;
            result->height = image.height;
            return 1;
        }
    }
    snprintf(result->message, sizeof result->message, "%s", image.message[0] ? image.message : "out of memory");
    png_image_free(&image);
    cpng_release(result);
    return 0;
}

void cpng_release(cpng_result *result) {
    free(result->bytes);
    result->bytes = NULL;
    result->count = 0;
}

int cpng_can_allocate(size_t count) {
    /* Volatile, or the compiler takes the pair away and answers yes. */
    void *volatile probe = malloc(count);
    int can = probe != NULL;
    free(probe);
    return can;
}
