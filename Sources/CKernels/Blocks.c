#include "Support.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// Small blocks are kept by each thread for itself, in lists of one size each: a step of a graph takes and gives back dozens, and
// a lock or a search for each would be most of what it costs. Sizes are rounded up to whole cache lines.
#define LINE 64
#define SMALL_BYTES 8192
// What a thread keeps of them at most; beyond it they go back to the system.
#define MOST_SMALL_BYTES ((size_t)8 << 20)

typedef struct small_block {
    struct small_block *next;
} small_block;

static _Thread_local struct {
    small_block *first[SMALL_BYTES / LINE];
    size_t bytes;
} small;

// The address sanitizer is told which bytes are in use: no more than were asked for, and of a block that is kept what leads to
// the next one.
#if __has_feature(address_sanitizer)
void __asan_poison_memory_region(const volatile void *start, size_t bytes);
void __asan_unpoison_memory_region(const volatile void *start, size_t bytes);
#define FORBID(start, bytes) __asan_poison_memory_region(start, bytes)
#define ALLOW(start, bytes) __asan_unpoison_memory_region(start, bytes)
#else
#define FORBID(start, bytes) ((void)0)
#define ALLOW(start, bytes) ((void)0)
#endif

static pthread_key_t small_key;
static pthread_once_t small_once = PTHREAD_ONCE_INIT;

// At the end of a thread.
static void free_small_blocks(void *unused) {
    (void)unused;
    for (size_t kind = 0; kind < SMALL_BYTES / LINE; kind++)
        for (small_block *block = small.first[kind], *next; block; block = next) {
            next = block->next;
            free(block);
        }
    memset(&small, 0, sizeof small);
}

static void make_small_key(void) { ck_require(pthread_key_create(&small_key, free_small_blocks) ? NULL : &small_key); }

static size_t small_kind(size_t bytes) { return bytes == 0 ? 0 : (bytes - 1) / LINE; }

static void *from_system(size_t bytes) {
    void *memory = NULL;
    const int failed = posix_memalign(&memory, LINE, bytes);
    return ck_require(failed ? NULL : memory);
}

static void *take_small_block(size_t bytes) {
    const size_t kind = small_kind(bytes);
    const size_t room = (kind + 1) * LINE;
    small_block *block = small.first[kind];
    if (!block) {
        block = from_system(room);
    } else {
        ALLOW(block, room);
        small.first[kind] = block->next;
        small.bytes -= room;
    }
    FORBID((char *)block + bytes, room - bytes);
    return block;
}

static void give_back_small_block(void *memory, size_t bytes) {
    const size_t kind = small_kind(bytes), room = (kind + 1) * LINE;
    if (small.bytes + room > MOST_SMALL_BYTES) {
        free(memory);
        return;
    }
    if (small.bytes == 0) {
        pthread_once(&small_once, make_small_key);
        pthread_setspecific(small_key, &small);
    }
    small_block *block = memory;
    ALLOW(block, room);
    block->next = small.first[kind];
    small.first[kind] = block;
    small.bytes += room;
    FORBID(block + 1, room - sizeof *block);
}

// Of large blocks all threads together keep at most so much, in bytes and in blocks; beyond it the oldest go back to the system.
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
    if (bytes <= SMALL_BYTES) return take_small_block(bytes);
    void *memory = NULL;
    pthread_mutex_lock(&lock);
    for (size_t i = count; i-- > 0 && !memory;)
        if (kept[i].bytes == bytes) memory = remove_kept(i);
    pthread_mutex_unlock(&lock);
    return memory ? memory : from_system(bytes);
}

void ck_give_back_block(void *memory, size_t bytes) {
    if (bytes <= SMALL_BYTES) {
        give_back_small_block(memory, bytes);
        return;
    }
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
