# cede-gdb.py - tasks in gdb, of a live process and of a core file.
#
#     (gdb) source PREFIX/share/cede/cede-gdb.py
#     (gdb) cede tasks              every task: number, name, state, what it waits for, where it was spawned
#     (gdb) cede bt 7               the backtrace of task 7
#     (gdb) cede bt all
#     (gdb) cede apply 7 info locals    a command in a task's frames; `up 3` first by `cede apply 7 frame 3`
#
# A task that is not running has no registers of its own, and a core file does not let them be set. So while a command
# looks at a task, an unwinder claims the selected thread's innermost frame and says that the task called it: every
# frame above #0 is the task's, with arguments and locals.
#
# Rejected: setting $sp and $pc for the time of the command, the usual way: it changes a live process, which a
# breakpoint or an error in between leaves broken, and cannot be done to a core file.
import gdb
import gdb.unwinder

REGISTERS = {"i386:x86-64": ("rsp", "rbp", "rip"), "aarch64": ("sp", "x29", "pc")}
WAITING, ENDED = 1, 8 | 16 | 32


class FrameId:
    def __init__(self, sp, pc):
        self.sp, self.pc = sp, pc


class TaskUnwinder(gdb.unwinder.Unwinder):
    """Says that `task` called the innermost frame of the selected thread."""

    def __init__(self):
        super().__init__("cede-task")
        self.context = None
        self.names = None

    def __call__(self, pending):
        if self.context is None or pending.level() != 0:
            return None
        values = [self.context[field] for field in ("sp", "fp", "pc")]
        word = gdb.lookup_type("unsigned long")
        sp = int(values[0].cast(word))
        unwind = pending.create_unwind_info(FrameId(gdb.Value(sp - 256).cast(word), pending.read_register("pc")))
        for name, value in zip(self.names, values):
            kind = pending.read_register(name).type
            unwind.add_saved_register(name, gdb.Value(int(value.cast(word))).cast(word).cast(kind))
        return unwind


unwinder = TaskUnwinder()
gdb.unwinder.register_unwinder(None, unwinder, replace=True)


def tasks():
    slab = gdb.parse_and_eval("cede__task_memory.slabs")
    while int(slab):
        count = slab["tasks"].type.range()[1] + 1
        for i in range(count):
            task = slab["tasks"][i]
            if int(task["id"]):
                yield task
        slab = slab["next"]


def text(pointer):
    return pointer.string(errors="replace") if int(pointer) else None


def running():
    """Address of each running task, and the thread it is on."""
    scheduler = gdb.parse_and_eval("cede__sched")
    result = {}
    for i in range(int(scheduler["count"])):
        worker = (scheduler["workers"] + i).dereference()
        if int(worker["current"]):
            result[int(worker["current"])] = int(worker["thread_id"])
    return result


def state(task, on):
    if int(task.address) in on:
        return "running on thread %d" % on[int(task.address)]
    if not int(task["context"]["sp"]):
        return "never ran"
    if not int(task["stack"]):
        return "returned, not joined"
    bits = int(task["park"]["state"])
    if bits & WAITING and not bits & ENDED:
        what = "waits for %s" % (text(task["park"]["why"]) or "?")
        if int(task["park"]["object"]):
            what += " at %#x" % int(task["park"]["object"])
        return what
    return "runnable"


def line(task, on):
    name, file = text(task["name"]), text(task["file"])
    return "task %d%s, %s%s" % (
        int(task["id"]),
        ' "%s"' % name if name else "",
        state(task, on),
        ", spawned at %s:%d" % (file, int(task["line"])) if file else "",
    )


def thread_with(lwp):
    for thread in gdb.selected_inferior().threads():
        if thread.ptid[1] == lwp:
            return thread
    raise gdb.GdbError("no thread %d" % lwp)


def within(task, on, command):
    """Runs a gdb command where the task is."""
    before = gdb.selected_thread()
    try:
        if int(task.address) in on:
            thread_with(on[int(task.address)]).switch()
        elif int(task["stack"]):
            unwinder.names = REGISTERS[gdb.selected_inferior().architecture().name()]
            unwinder.context = task["context"]
            gdb.invalidate_cached_frames()
            gdb.execute("frame 1", to_string=True)
        else:
            return
        gdb.execute(command)
    finally:
        unwinder.context = None
        gdb.invalidate_cached_frames()
        before.switch()


def chosen(number):
    found = [t for t in tasks() if number == "all" or int(t["id"]) == int(number)]
    if not found:
        raise gdb.GdbError("no task %s" % number)
    return found


class Cede(gdb.Command):
    """Tasks of a program on Cede's runtime: cede tasks, cede bt N|all, cede apply N COMMAND."""

    def __init__(self):
        super().__init__("cede", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        words = argument.split(None, 2)
        on = running()
        if words[:1] == ["tasks"] and len(words) == 1:
            for task in tasks():
                print(line(task, on))
        elif words[:1] == ["bt"] and len(words) == 2:
            for task in chosen(words[1]):
                print(line(task, on))
                within(task, on, "backtrace")
        elif words[:1] == ["apply"] and len(words) == 3:
            for task in chosen(words[1]):
                within(task, on, words[2])
        else:
            raise gdb.GdbError("cede tasks | cede bt N|all | cede apply N COMMAND")


Cede()
