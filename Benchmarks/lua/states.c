/*
 * states.c - a server in miniature: a hundred Lua states, each a task, on two workers. Four run
 * `while true do end`. The others wake thirty times, each in its own rhythm of 30 to 70 ms, and
 * compute a little each time. The run ends when these have finished, or after ten seconds. It prints
 *
 *     states TIMED FINISHED SECONDS
 *     late_us LATENESS             (one line a wake-up)
 *
 * A plain OS thread reports, since built without checks no task would ever get to it.
 */
#include <cede.h>
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATES = 100, ENDLESS = 4, TIMED = STATES - ENDLESS, WAKES = 30, LIMIT_MS = 10000 };

static const int64_t MILLISECOND = 1000000;

static const char endless[] = "while true do end";

static const char timed[] = "local number, wakes = ...\n"
                            "for wake = 1, wakes do\n"
                            "    sleep(30 + (number * 7 + wake * 13) % 41)\n"
                            "    local words = {}\n"
                            "    for i = 1, 600 do words[i] = ('%d'):format(i * wake % 97) end\n"
                            "    table.sort(words)\n"
                            "end\n";

static int64_t started;
static int64_t late[TIMED * WAKES];
static _Atomic int woken, finished;

static int sleep_milliseconds(lua_State *lua) {
    int64_t deadline = cede_now() + luaL_checkinteger(lua, 1) * MILLISECOND;
    cede_sleep_until(deadline);
    late[atomic_fetch_add(&woken, 1)] = cede_now() - deadline;
    return 0;
}

static void *run_script(void *number) {
    int hog = (intptr_t)number % (STATES / ENDLESS) == 0;
    lua_State *lua = luaL_newstate();
    if (!lua)
        abort();
    luaL_openlibs(lua);
    lua_register(lua, "sleep", sleep_milliseconds);
    int failed = luaL_loadstring(lua, hog ? endless : timed);
    if (!failed) {
        lua_pushinteger(lua, (intptr_t)number);
        lua_pushinteger(lua, WAKES);
        failed = lua_pcall(lua, 2, 0, 0);
    }
    if (failed) {
        fprintf(stderr, "states: %s\n", lua_tostring(lua, -1));
        exit(1);
    }
    lua_close(lua);
    atomic_fetch_add(&finished, 1);
    return NULL;
}

static void *program(void *unused) {
    /* Lua's pattern matcher and parser recurse in C, with buffers on the stack. */
    const cede_attributes attributes = {"lua", 256 * 1024, __FILE__, __LINE__};
    for (intptr_t i = 0; i < STATES; i++) {
        cede_task *task = cede_spawn_with(&attributes, run_script, (void *)i);
        if (!task) {
            perror("states: spawn");
            exit(1);
        }
        cede_detach(task);
    }
    cede_sleep_for(2 * LIMIT_MS * MILLISECOND);
    return unused;
}

static void *reporter(void *unused) {
    while (atomic_load(&finished) < TIMED && cede_now() - started < LIMIT_MS * MILLISECOND)
        cede_sleep_for(10 * MILLISECOND);
    printf("states %d %d %.3f\n", TIMED, atomic_load(&finished), (cede_now() - started) / 1e9);
    int count = atomic_load(&woken);
    for (int i = 0; i < count; i++)
        printf("late_us %.1f\n", late[i] / 1e3);
    exit(0);
    return unused;
}

int main(void) {
    started = cede_now();
    pthread_t thread;
    const cede_options options = {.workers = 2};
    int error = pthread_create(&thread, NULL, reporter, NULL);
    if (!error)
        error = cede_run(&options, program, NULL, NULL);
    fprintf(stderr, "states: %s\n", strerror(error));
    return 1;
}
