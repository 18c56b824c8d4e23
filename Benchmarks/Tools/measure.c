// measure COMMAND ARGUMENT…: runs a command without its output, and prints its seconds and its peak memory in kilobytes;
// with BENCH_CLOCK=cpu the seconds that it computed.
//
// It is small on purpose: what is run begins as a copy of its parent, and the copy counts as memory.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double of(struct timeval time) { return (double)time.tv_sec + 1e-6 * (double)time.tv_usec; }

int main(int count, char **arguments) {
    if (count < 2) {
        fputs("usage: measure COMMAND ARGUMENT…\n", stderr);
        return 64;
    }
    const double start = now();
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execvp(arguments[1], arguments + 1);
        perror(arguments[1]);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
        perror("measure");
        return 71;
    }
    const char *clock = getenv("BENCH_CLOCK");
    const int cpu = clock && strcmp(clock, "cpu") == 0;
    const double seconds = cpu ? of(usage.ru_utime) + of(usage.ru_stime) : now() - start;
    printf("%.6f %ld\n", seconds, usage.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}
