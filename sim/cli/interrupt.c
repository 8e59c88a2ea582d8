// Ctrl-C, and waiting on the real clock. A signal handler can reach nothing but an object with
// static storage: this file has the only one there is, a flag.
#include "cli_internal.h"

#include <signal.h>
#include <sys/select.h>
#include <time.h>

static volatile sig_atomic_t seen;

static void note_signal(int number) {
    (void)number;
    seen = 1;
}

// No SA_RESTART: a write that waits comes back. SA_RESETHAND: a program that does not listen can be
// ended by a second Ctrl-C.
void vl__interrupt_watch(void) {
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND};
    struct sigaction ignored;
    sigemptyset(&action.sa_mask);
    // Started in the background by a shell without job control: Ctrl-C is not meant for us.
    if (sigaction(SIGINT, NULL, &ignored) == 0 && ignored.sa_handler == SIG_IGN)
        return;
    sigaction(SIGINT, &action, NULL);
}

bool vl__interrupt_seen(void) {
    return seen != 0;
}

void vl__interrupt_hold(bool hold) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

// The signal is let in only while pselect waits, so none can slip in between look and wait.
void vl__interrupt_sleep(int64_t ns) {
    sigset_t open;
    struct timespec wait = {.tv_sec = (time_t)(ns / VL_NS_PER_S),
                            .tv_nsec = (long)(ns % VL_NS_PER_S)};
    vl__interrupt_hold(true);
    sigprocmask(SIG_BLOCK, NULL, &open);
    sigdelset(&open, SIGINT);
    if (!vl__interrupt_seen())
        pselect(0, NULL, NULL, NULL, &wait, &open);
    vl__interrupt_hold(false);
}

int64_t vl__real_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * VL_NS_PER_S + now.tv_nsec;
}
