#include "Support.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    void *memory;
    size_t bytes;
} block;

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static _Thread_local block *blocks;

static void release(void *value) {
    block *all = value;
    for (size_t kind = 0; kind < CK_SCRATCH_KINDS; kind++) free(all[kind].memory);
    free(all);
}

static void make_key(void) { pthread_key_create(&key, release); }

void *ck_require(void *memory) {
    if (memory) return memory;
    fputs("seqcast: out of memory\n", stderr);
    abort();
}

void *ck_scratch(ck_scratch_kind kind, size_t bytes) {
    if (!blocks) {
        pthread_once(&once, make_key);
        blocks = ck_require(calloc(CK_SCRATCH_KINDS, sizeof(block)));
        pthread_setspecific(key, blocks);  // So that it is freed when the thread ends.
    }
    block *own = &blocks[kind];
    if (own->bytes < bytes) {
        free(own->memory);
        own->memory = NULL;
        own->bytes = 0;
        void *memory = NULL;
        const size_t size = (bytes + 63) / 64 * 64;
        ck_require(posix_memalign(&memory, 64, size) == 0 ? memory : NULL);
        own->memory = memory;
        own->bytes = size;
    }
    return own->memory;
}
