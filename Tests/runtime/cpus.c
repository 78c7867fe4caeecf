/* The workers that a cgroup's quota allows, of both versions, of the group itself and of those above it. */
#include "cede_internal.h"
#include "test.h"

#include <sys/stat.h>

static char directory[] = "/tmp/cede-cpus-XXXXXX";

static void put(const char *path, const char *text) {
    char whole[300];
    snprintf(whole, sizeof whole, "%s/%s", directory, path);
    for (char *slash = whole + strlen(directory) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = 0;
        mkdir(whole, 0700);
        *slash = '/';
    }
    FILE *f = fopen(whole, "w");
    EXPECT(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

static unsigned cpus(const char *list) {
    char path[300];
    put("list", list);
    snprintf(path, sizeof path, "%s/list", directory);
    return cede__cgroup_cpus(path, directory);
}

int main(void) {
    char command[100];
    EXPECT(mkdtemp(directory));
    EXPECT(cede__cgroup_cpus("/nowhere", directory) == UINT_MAX);
    EXPECT(cpus("0::/a/b\n") == UINT_MAX);
    put("a/b/cpu.max", "max 100000\n");
    EXPECT(cpus("0::/a/b\n") == UINT_MAX);
    put("a/cpu.max", "350000 100000\n");
    EXPECT(cpus("0::/a/b\n") == 4);
    put("a/b/cpu.max", "50000 100000\n");
    EXPECT(cpus("0::/a/b\n") == 1);
    EXPECT(cpus("0::/a\n") == 4);
    put("cpu.max", "200000 100000\n");
    EXPECT(cpus("0::/a\n") == 2);
    EXPECT(cpus("0::/\n") == 2);
    put("cpu/x/cpu.cfs_quota_us", "300000\n");
    put("cpu/x/cpu.cfs_period_us", "100000\n");
    EXPECT(cpus("5:cpuset:/x\n4:cpuacct,cpu:/x\n") == 3);
    put("cpu/x/cpu.cfs_quota_us", "-1\n");
    EXPECT(cpus("4:cpu,cpuacct:/x/y\n") == UINT_MAX);
    EXPECT(cpus("4:cpuacct:/x\n") == UINT_MAX);
    EXPECT(cede__usable_cpus() >= 1);
    snprintf(command, sizeof command, "rm -r %s", directory);
    return system(command);
}
