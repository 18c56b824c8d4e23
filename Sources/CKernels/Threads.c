#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif

#include "Support.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

// From here on a second thread gains more than it costs: about 20 µs of work on one core.
#define WORTHWHILE 1e6
#define MOST_THREADS 64
// How often a thread looks again before it sleeps: some 100 µs, about what it costs to be woken. The parts of a window follow
// each other that closely.
#define LOOKS 10000

typedef struct {
    void (*work)(const void *context, size_t part, size_t parts);
    const void *context;
    size_t parts;
    atomic_size_t next, finished;
} job;

static pthread_mutex_t caller = PTHREAD_MUTEX_INITIALIZER;   // Held by the one call that uses the workers.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t posted = PTHREAD_COND_INITIALIZER, done = PTHREAD_COND_INITIALIZER;
static job *current;
static atomic_size_t generation, inside;
static size_t workers;
static atomic_size_t wanted = 1;

size_t ck_core_count(void) {
    const char *share = getenv("SEQCAST_THREADS");
    const long given = share ? strtol(share, NULL, 10) : 0;
    if (given > 0) return given < MOST_THREADS ? (size_t)given : MOST_THREADS;
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return (size_t)CPU_COUNT(&set);
#endif
    const long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (size_t)count;
}

static void rest(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

void ck_set_threads(size_t count) {
    atomic_store(&wanted, count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : count);
}

static void take_parts(job *job) {
    for (;;) {
        const size_t part = atomic_fetch_add(&job->next, 1);
        if (part >= job->parts) return;
        job->work(job->context, part, job->parts);
        atomic_fetch_add(&job->finished, 1);
    }
}

static void *run_worker(void *unused) {
    (void)unused;
    size_t seen = 0;
    pthread_mutex_lock(&lock);
    for (;;) {
        pthread_mutex_unlock(&lock);
        for (int look = 0; look < LOOKS && atomic_load(&generation) == seen; look++) rest();
        pthread_mutex_lock(&lock);
        while (!current || generation == seen) pthread_cond_wait(&posted, &lock);
        seen = generation;
        job *job = current;
        inside++;
        pthread_mutex_unlock(&lock);
        take_parts(job);
        pthread_mutex_lock(&lock);
        inside--;
        pthread_cond_signal(&done);
    }
    return NULL;
}

// Starts the workers that are missing; what cannot be started is done without.
static void start_workers(size_t count) {
    while (workers < count) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, run_worker, NULL) != 0) return;
        pthread_detach(thread);
        workers++;
    }
}

void ck_parallel(void (*work)(const void *context, size_t part, size_t parts), const void *context, double products,
                 size_t limit) {
    const size_t threads = atomic_load(&wanted), parts = threads < limit ? threads : limit;
    if (parts < 2 || products < WORTHWHILE || pthread_mutex_trylock(&caller) != 0) {
        work(context, 0, 1);
        return;
    }
    job job = {.work = work, .context = context, .parts = parts};
    pthread_mutex_lock(&lock);
    start_workers(parts - 1);
    current = &job;
    generation++;
    pthread_cond_broadcast(&posted);
    pthread_mutex_unlock(&lock);
    take_parts(&job);
    for (int look = 0; look < LOOKS && atomic_load(&job.finished) < parts; look++) rest();
    pthread_mutex_lock(&lock);
    current = NULL;
    while (inside > 0) pthread_cond_wait(&done, &lock);
    pthread_mutex_unlock(&lock);
    pthread_mutex_unlock(&caller);
}
