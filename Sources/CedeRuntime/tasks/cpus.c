/*
 * cpus.c - how many CPUs this process may use: those of its affinity mask, and no more than its cgroups grant.
 *
 * A container that may use 1.5 of 64 CPUs is told 64 by sysconf; 64 workers there would spend their quota in the
 * first milliseconds of each period and then all stand still. So the quota counts, rounded up, of the cgroup and of
 * everything above it (version 2: cpu.max; version 1: cpu.cfs_quota_us over cpu.cfs_period_us).
 */
#include "cede_internal.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The numbers in a file; "max" is -1. How many there were. */
static int numbers_in(const char *path, long long *a, long long *b) {
    char first[32] = "";
    FILE *f = fopen(path, "r");
    int got = f ? fscanf(f, "%31s %lld", first, b) : 0;
    if (f)
        fclose(f);
    *a = strcmp(first, "max") == 0 ? -1 : atoll(first);
    return got;
}

static unsigned granted(const char *mount, const char *group, bool second_version) {
    char path[1024];
    long long quota = -1, period = 100000, unused;
    if (second_version) {
        snprintf(path, sizeof path, "%s%s/cpu.max", mount, group);
        if (numbers_in(path, &quota, &period) < 2)
            return UINT_MAX;
    } else {
        snprintf(path, sizeof path, "%s/cpu%s/cpu.cfs_quota_us", mount, group);
        if (numbers_in(path, &quota, &unused) < 1)
            return UINT_MAX;
        snprintf(path, sizeof path, "%s/cpu%s/cpu.cfs_period_us", mount, group);
        if (numbers_in(path, &period, &unused) < 1)
            return UINT_MAX;
    }
    return quota <= 0 || period <= 0 ? UINT_MAX : (unsigned)((quota + period - 1) / period);
}

/* Whether one of the names in "cpu,cpuacct" is cpu. */
static bool has_cpu(const char *controllers) {
    for (const char *at = controllers; *at; at += strcspn(at, ","), at += *at == ',')
        if (strncmp(at, "cpu", 3) == 0 && (at[3] == ',' || !at[3]))
            return true;
    return false;
}

/* The least that a group in `list` (/proc/self/cgroup) or one above it grants; UINT_MAX: no limit. */
unsigned cede__cgroup_cpus(const char *list, const char *mount) {
    char line[512];
    unsigned least = UINT_MAX;
    FILE *f = fopen(list, "r");
    while (f && fgets(line, sizeof line, f)) {
        char *controllers = strchr(line, ':'), *group = controllers ? strchr(controllers + 1, ':') : NULL;
        if (!group)
            continue;
        *controllers++ = *group++ = 0;
        group[strcspn(group, "\n")] = 0;
        bool second = strcmp(line, "0") == 0 && !*controllers;
        if (!second && !has_cpu(controllers))
            continue;
        for (;;) {
            char *slash = strrchr(group, '/');
            unsigned here = granted(mount, strcmp(group, "/") == 0 ? "" : group, second);
            if (here < least)
                least = here;
            if (!slash)
                break;
            *slash = 0;
        }
    }
    if (f)
        fclose(f);
    return least;
}

unsigned cede__usable_cpus(void) {
    cpu_set_t set;
    unsigned count = sched_getaffinity(0, sizeof set, &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
    unsigned grant = cede__cgroup_cpus("/proc/self/cgroup", "/sys/fs/cgroup");
    if (grant < count)
        count = grant;
    return count < CEDE__WORKERS_MAX ? count : CEDE__WORKERS_MAX;
}
