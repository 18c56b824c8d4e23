#ifndef CSPAWN_H
#define CSPAWN_H

#include <sys/types.h>

/// Starts the program at `path`, and does not wait for it.
///
/// It is in a process group of its own, so that the terminal's Ctrl-C reaches it only through this process. Its standard
/// input is /dev/null; output and error go to `output`, or where those of this process go. No signal is blocked or
/// ignored, but that which would stop it when it writes to a terminal.
/// On Linux, all of the group is killed when the thread that called this ends: that thread must wait for it.
/// @param path absolute, or from the current directory; it is not searched for
/// @param arguments the child's arguments, its name first, NULL last
/// @param additions texts `NAME=VALUE` that its environment has besides this process's, NULL last
/// @param output a descriptor for standard output and error, or -1
/// @param child takes the number of the group and of the process that ends as the program does
/// @return 0, or the errno that says why the program could not be started
int cspawn(const char *path, char *const arguments[], char *const additions[], int output, pid_t *child);

#endif
