// In C because posix_spawn cannot ask for a death signal, and prctl and fork are out of Swift's reach.
#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/resource.h>
#endif

#ifdef __linux__
/// Starts the process that becomes the program, in which this returns, and keeps it company until it ends.
///
/// A death signal reaches a child alone, not what that starts. So between the parent and the program stands this keeper,
/// which leads the group: when the parent dies, it kills the group; when the program ends, it ends in the same way.
/// It runs with all signals blocked, between fork and exec: only calls that are safe in a signal handler.
static void keep(pid_t parent, int report) {
    prctl(PR_SET_PDEATHSIG, SIGUSR1);
    pid_t keeper = getpid();
    pid_t program = fork();
    if (program == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != keeper) _exit(1);
        return;
    }
    if (program == -1) {
        int reason = errno;
        while (write(report, &reason, sizeof reason) == -1 && errno == EINTR) {}
        _exit(127);
    }
    // The program alone has its files, and the parent's lock is the parent's.
    struct rlimit files;
    int last = getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < 1 << 20 ? (int)files.rlim_cur : 1 << 20;
    if (close_range(0, ~0U, 0) != 0) for (int file = 0; file < last; file++) close(file);
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGCHLD);
    sigaddset(&awaited, SIGUSR1);
    // The parent may have died before the signal was asked for.
    while (getppid() == parent) {
        int status;
        if (waitpid(program, &status, WNOHANG) == program) {
            if (!WIFSIGNALED(status)) _exit(WEXITSTATUS(status));
            struct rlimit nothing = {0, 0};
            setrlimit(RLIMIT_CORE, &nothing);
            sigset_t all;
            sigfillset(&all);
            kill(keeper, WTERMSIG(status));
            sigprocmask(SIG_UNBLOCK, &all, NULL);
            _exit(128 + WTERMSIG(status));
        }
        sigwaitinfo(&awaited, NULL);
    }
    kill(0, SIGKILL);
    _exit(1);
}
#endif

/// What the child does between fork and exec; it may only make calls that are safe in a signal handler.
static void become(
    const char *path, char *const arguments[], char **environment, int output, pid_t parent, int report) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
    // Outside the terminal's foreground group, it must not be stopped for what it says.
    signal(SIGTTOU, SIG_IGN);
    setpgid(0, 0);
#ifdef __linux__
    keep(parent, report);
#else
    (void)parent;
#endif
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing > 0) {
        dup2(nothing, 0);
        close(nothing);
    }
    if (output >= 0) {
        dup2(output, 1);
        dup2(output, 2);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(path, arguments, environment);
    int reason = errno;
    while (write(report, &reason, sizeof reason) == -1 && errno == EINTR) {}
    _exit(127);
}

/// This process's environment with `additions`, which replace what has their names; NULL without memory.
static char **extended(char *const additions[]) {
    size_t count = 0, added = 0;
    while (environ && environ[count]) count++;
    while (additions[added]) added++;
    char **result = calloc(count + added + 1, sizeof *result);
    if (!result) return NULL;
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        int is_replaced = 0;
        for (size_t j = 0; j < added; j++) {
            size_t name = strcspn(additions[j], "=") + 1;
            if (strncmp(environ[i], additions[j], name) == 0) is_replaced = 1;
        }
        if (!is_replaced) result[length++] = environ[i];
    }
    for (size_t j = 0; j < added; j++) result[length++] = additions[j];
    return result;
}

int cspawn(const char *path, char *const arguments[], char *const additions[], int output, pid_t *child) {
    int report[2];
    char **environment = extended(additions);
    if (!environment) return ENOMEM;
    if (pipe(report) != 0) {
        int reason = errno;
        free(environment);
        return reason;
    }
    fcntl(report[0], F_SETFD, FD_CLOEXEC);
    fcntl(report[1], F_SETFD, FD_CLOEXEC);
    // Who ignores the end of children, or inherited that, cannot wait for them.
    struct sigaction ends;
    if (sigaction(SIGCHLD, NULL, &ends) == 0 && ends.sa_handler == SIG_IGN) signal(SIGCHLD, SIG_DFL);
    // No handler of the parent's may run in the child.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    *child = fork();
    int reason = *child == -1 ? errno : 0;
    if (*child == 0) become(path, arguments, environment, output, parent, report[1]);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    free(environment);
    close(report[1]);
    if (*child > 0) {
        // Silence means that exec succeeded: it closed the pipe.
        ssize_t count;
        do count = read(report[0], &reason, sizeof reason);
        while (count == -1 && errno == EINTR);
        if (count != sizeof reason) reason = 0;
        if (reason != 0) while (waitpid(*child, NULL, 0) == -1 && errno == EINTR) {}
    }
    close(report[0]);
    return reason;
}
