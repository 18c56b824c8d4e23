#include "Support.h"

#include <pthread.h>
#include <stdlib.h>

// What is kept at most, in bytes and in blocks; beyond it the oldest go back to the system.
#define MOST_BYTES ((size_t)256 << 20)
#define MOST_BLOCKS 128

typedef struct {
    void *memory;
    size_t bytes;
} block;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static block kept[MOST_BLOCKS];  // The oldest first.
static size_t count, bytes_kept;

// Takes out one of the blocks that are kept.
static void *remove_kept(size_t index) {
    void *memory = kept[index].memory;
    bytes_kept -= kept[index].bytes;
    count--;
    memmove(kept + index, kept + index + 1, (count - index) * sizeof(block));
    return memory;
}

void *ck_take_block(size_t bytes) {
    void *memory = NULL;
    pthread_mutex_lock(&lock);
    for (size_t i = count; i-- > 0 && !memory;)
        if (kept[i].bytes == bytes) memory = remove_kept(i);
    pthread_mutex_unlock(&lock);
    if (!memory) {
        const int failed = posix_memalign(&memory, 64, bytes);
        memory = ck_require(failed ? NULL : memory);
    }
    return memory;
}

void ck_give_back_block(void *memory, size_t bytes) {
    if (bytes > MOST_BYTES) {
        free(memory);
        return;
    }
    pthread_mutex_lock(&lock);
    while (count == MOST_BLOCKS || bytes_kept + bytes > MOST_BYTES) free(remove_kept(0));
    kept[count++] = (block){memory, bytes};
    bytes_kept += bytes;
    pthread_mutex_unlock(&lock);
}
