/* Run a command and tell what it took: `stopwatch CPU OUTPUT COMMAND [ARGUMENT]...` prints the
 * seconds that passed, the seconds of the processors, the peak memory in kB and the exit status.
 *
 * A child's peak memory starts from the size of its parent, and starting it takes a while: both are
 * small here, which they are not in Python. CPU is a number, or - for all of them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int stay_on(const char *cpu)
{
    cpu_set_t set;

    if (strcmp(cpu, "-") == 0)
        return 0;
    CPU_ZERO(&set);
    CPU_SET((size_t)strtoul(cpu, NULL, 10), &set);
    return sched_setaffinity(0, sizeof set, &set);
}

static int start(pid_t *child, const char *output, char **command)
{
    posix_spawn_file_actions_t files;

    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
    return posix_spawnp(child, command[0], &files, NULL, command, environ);
}

int main(int argc, char **argv)
{
    struct rusage usage;
    int status;
    pid_t child;
    double begin;

    if (argc < 4 || stay_on(argv[1]) != 0) {
        fprintf(stderr, "usage: stopwatch CPU OUTPUT COMMAND [ARGUMENT]...\n");
        return EXIT_FAILURE;
    }
    begin = now();
    errno = start(&child, argv[2], argv + 3);
    if (errno != 0 || wait4(child, &status, 0, &usage) != child) {
        perror(argv[3]);
        return EXIT_FAILURE;
    }
    printf("%.6f %.6f %ld %d\n", now() - begin, seconds(usage.ru_utime) + seconds(usage.ru_stime),
           usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
    return EXIT_SUCCESS;
}
