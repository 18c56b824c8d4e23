/* Makes file operations of a program go wrong, one chosen by its number. For LD_PRELOAD; the tests compile and use it.
 *
 * FAULT_CALLS    the operations that are counted: a list as `open,write,close`, or `all`
 * FAULT_AT       which of them goes wrong, the first being 1; 0 for none
 * FAULT_ERROR    the errno with which it fails
 * FAULT_SIGNAL   or the signal that it raises before it is done
 * FAULT_SHORT    or 1: a write writes half of what it is given
 * FAULT_FOR_GOOD 1: all that follow fail as well
 * FAULT_CLOCK    1: the time of day goes back an hour whenever it is asked for
 * FAULT_TRACE    a file that gets a line for each operation that counts for durability, in their order, with its paths:
 *                `write PATH`, `fsync PATH`, `close PATH`, `rename OLD NEW`, `mkdir PATH`, `unlink PATH`
 * FAULT_LOG      a file that gets a line for each fault, and the number of operations at the end: `write 7`, `count 40`
 *
 * Operations on standard input, output and error are not counted. Programs started from this one are left alone.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static char calls[256];
static long at, error_number, signal_number, is_short, is_for_good, is_clock_wrong;
static int log_file = -1, trace_file = -1;
static long count;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

/* System calls are made directly, so that nothing of this is counted. */
static void say(const char *what, long n) {
    char line[128];
    int length = snprintf(line, sizeof line, "%s %ld\n", what, n);
    if (log_file >= 0 && syscall(SYS_write, log_file, line, length) < 0) return;
}

static int opened(const char *path) {
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    /* Out of the way of the numbers that the program gets. */
    int kept = fcntl(file, F_DUPFD_CLOEXEC, 500);
    syscall(SYS_close, file);
    return kept;
}

/* The path of a descriptor, and behind it `name` where there is one. */
static void place(char *path, size_t size, int file, const char *name) {
    char link[64];
    snprintf(link, sizeof link, file == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", file);
    ssize_t length = name && name[0] == '/' ? 0 : syscall(SYS_readlinkat, AT_FDCWD, link, path, size - 1);
    if (length < 0) length = 0;
    snprintf(path + length, size - length, "%s%s", name && length ? "/" : "", name ? name : "");
}

static void trace(const char *call, int file, const char *name, int to, const char *new_name) {
    if (trace_file < 0) return;
    char old[2048], new[2048] = "", line[4200];
    place(old, sizeof old, file, name);
    if (new_name) place(new, sizeof new, to, new_name);
    int length = snprintf(line, sizeof line, "%s %s%s%s\n", call, old, new_name ? " " : "", new);
    if (syscall(SYS_write, trace_file, line, length) < 0) return;
}

__attribute__((constructor)) static void begin(void) {
    const char *list = getenv("FAULT_CALLS"), *path = getenv("FAULT_LOG"), *traced = getenv("FAULT_TRACE");
    snprintf(calls, sizeof calls, ",%s,", list ? list : "");
    at = number("FAULT_AT");
    error_number = number("FAULT_ERROR");
    signal_number = number("FAULT_SIGNAL");
    is_short = number("FAULT_SHORT");
    is_for_good = number("FAULT_FOR_GOOD");
    is_clock_wrong = number("FAULT_CLOCK");
    if (path) log_file = opened(path);
    if (traced) trace_file = opened(traced);
    unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void) { say("count", count); }

/* Counts an operation; 1 if it is to go wrong. */
static int goes_wrong(const char *call) {
    char word[32];
    snprintf(word, sizeof word, ",%s,", call);
    if (!strstr(calls, word) && !strstr(calls, ",all,")) return 0;
    long n = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
    if (at == 0 || n < at || (n > at && !is_for_good)) return 0;
    say(call, n);
    if (signal_number) {
        raise((int)signal_number);
        return 0;
    }
    errno = (int)error_number;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAILS(call) (goes_wrong(call) && !is_short)

#define OPEN(name, arguments, values)                                                                                 \
    int name arguments {                                                                                              \
        mode_t mode = 0;                                                                                              \
        va_list rest;                                                                                                 \
        va_start(rest, flags);                                                                                        \
        if (flags & (O_CREAT | O_TMPFILE)) mode = va_arg(rest, mode_t);                                                \
        va_end(rest);                                                                                                 \
        return FAILS("open") ? -1 : REAL(name) values;                                                                \
    }
OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int directory, const char *path, int flags, ...), (directory, path, flags, mode))
OPEN(openat64, (int directory, const char *path, int flags, ...), (directory, path, flags, mode))

DIR *opendir(const char *path) { return FAILS("open") ? NULL : REAL(opendir)(path); }

ssize_t read(int file, void *buffer, size_t size) {
    return file > 2 && FAILS("read") ? -1 : REAL(read)(file, buffer, size);
}

static size_t part(size_t size) { return size > 1 ? size / 2 : size; }

ssize_t write(int file, const void *buffer, size_t size) {
    if (file > 2) trace("write", file, NULL, 0, NULL);
    if (file > 2 && goes_wrong("write")) {
        if (!is_short) return -1;
        size = part(size);
    }
    return REAL(write)(file, buffer, size);
}

ssize_t pwrite(int file, const void *buffer, size_t size, off_t offset) {
    if (goes_wrong("write")) {
        if (!is_short) return -1;
        size = part(size);
    }
    return REAL(pwrite)(file, buffer, size, offset);
}

int fsync(int file) {
    trace("fsync", file, NULL, 0, NULL);
    return FAILS("fsync") ? -1 : REAL(fsync)(file);
}
int fdatasync(int file) { return FAILS("fsync") ? -1 : REAL(fdatasync)(file); }

/* A close that fails has closed all the same. */
int close(int file) {
    if (file > 2) trace("close", file, NULL, 0, NULL);
    if (file <= 2 || !FAILS("close")) return REAL(close)(file);
    int error = errno;
    REAL(close)(file);
    errno = error;
    return -1;
}

int rename(const char *old, const char *new) { return FAILS("rename") ? -1 : REAL(rename)(old, new); }
int renameat(int from, const char *old, int to, const char *new) {
    trace("rename", from, old, to, new);
    return FAILS("rename") ? -1 : REAL(renameat)(from, old, to, new);
}
int unlink(const char *path) { return FAILS("unlink") ? -1 : REAL(unlink)(path); }
int unlinkat(int directory, const char *path, int flags) {
    trace("unlink", directory, path, 0, NULL);
    return FAILS("unlink") ? -1 : REAL(unlinkat)(directory, path, flags);
}
int mkdir(const char *path, mode_t mode) {
    int result = FAILS("mkdir") ? -1 : REAL(mkdir)(path, mode), error = errno;
    if (result == 0) trace("mkdir", AT_FDCWD, path, 0, NULL);
    errno = error;
    return result;
}
int mkdirat(int directory, const char *path, mode_t mode) {
    int result = FAILS("mkdir") ? -1 : REAL(mkdirat)(directory, path, mode), error = errno;
    if (result == 0) trace("mkdir", directory, path, 0, NULL);
    errno = error;
    return result;
}

/* The other clocks are never set. */
int clock_gettime(clockid_t clock, struct timespec *time) {
    static long looks;
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (is_clock_wrong && clock == CLOCK_REALTIME)
        time->tv_sec -= 3600 * __atomic_add_fetch(&looks, 1, __ATOMIC_SEQ_CST);
    return result;
}
int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}
time_t time(time_t *seconds) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (seconds) *seconds = now.tv_sec;
    return now.tv_sec;
}
