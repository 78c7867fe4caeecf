// `lock-held-across-check`: loops with a check, and calls that reach one, between taking a lock and giving it back.

import Planning

public struct LockHeldAcrossCheck: Rule {
    public let name = "lock-held-across-check"
    public let summary = "a check is reached while a lock is held, so others may wait for a whole slice"
    public let severity = Finding.Severity.warning
    public let explanation = """
        A task that yields here keeps its lock, and whoever wants it waits until the task runs again. A spinning lock is \
        worse: who spins for it may keep the very worker that its holder needs. The runtime takes over the pthread locks, \
        for which tasks wait without blocking their worker, so those are notes.

        Do the long part outside of the lock, or mark it `cede:no-yield` where it is short.
        """
    public let examples = [
        Example(
            """
            #include <pthread.h>
            extern volatile int n;
            void f(pthread_spinlock_t *lock) {
                pthread_spin_lock(lock);
                ↓while (n) n--;
                pthread_spin_unlock(lock);
            }
            """),
        Example(
            """
            #include <pthread.h>
            extern volatile int n;
            static void drain(void) { while (n) n--; }
            void f(pthread_mutex_t *lock) {
                if (pthread_mutex_lock(lock)) return;
                ↓drain();
                pthread_mutex_unlock(lock);
            }
            """),
        Example(
            """
            #include <pthread.h>
            extern volatile int n;
            void f(pthread_mutex_t *lock) {
                pthread_mutex_lock(lock);
                n = 3;
                pthread_mutex_unlock(lock);
                while (n) n--;
            }
            """),
    ]

    public init() {}

    public func findings(in unit: LintUnit) -> [Finding] {
        guard Locks.areTaken(in: unit.links) else { return [] }
        var entries = unit.plan.entries[...]
        let index = unit.links.index
        return unit.skeleton.functions.flatMap { function in
            entries.removeFirst()
            var walk = LockWalk(function: function, unit: unit, index: index, entries: entries)
            walk.region(function.body)
            entries = walk.entries
            return walk.found
        }
    }
}

/// One function in the order of its text: which kinds of lock are held, and what is reached meanwhile.
private struct LockWalk {
    let function: Function
    let unit: LintUnit
    let index: [String: Int]
    var entries: ArraySlice<Plan.Entry>
    var found: [Finding] = []
    /// The call that took each kind.
    private var held: [String: Call]? = [:]

    init(function: Function, unit: LintUnit, index: [String: Int], entries: ArraySlice<Plan.Entry>) {
        self.function = function
        self.unit = unit
        self.index = index
        self.entries = entries
    }

    mutating func region(_ region: Region) {
        switch region {
        case .sequence(let parts): for part in parts { self.region(part) }
        case .branch(let ways):
            // Held behind it is what every way that gets there holds.
            let before = held
            var after = before
            for way in ways {
                held = before
                self.region(way)
                after = Self.both(after, held)
            }
            held = after
        case .loop(let loop):
            if let entry = entries.popFirst(), entry.decision != .none { report(entry.place, loop.keyword, "this loop") }
            self.region(loop.head)
            self.region(loop.body)
        case .choice(let body): self.region(body)
        case .jump: _ = entries.popFirst()
        case .leave: held = nil
        // What jumps here may hold anything: only what is sure counts.
        case .target: held = held ?? [:]
        case .call(let call): self.call(call)
        case .check, .cost, .entry: break
        }
    }

    private static func both(_ a: [String: Call]?, _ b: [String: Call]?) -> [String: Call]? {
        guard let a else { return b }
        guard let b else { return a }
        return a.filter { b[$0.key] != nil }
    }

    private mutating func call(_ call: Call) {
        guard case .direct(let id, _) = call.callee else { return }
        let name = call.calleeName
        if let kind = Locks.taken[name] {
            held?[kind] = call
        } else if held?.isEmpty ?? true {
            // Most code holds none.
        } else if let kind = Locks.given[name] {
            held?[kind] = nil
        } else if let i = index[id], unit.meetsChecks[i] {
            report(call.place, name, "'\(name)'")
        }
    }

    private mutating func report(_ place: Place, _ word: String, _ what: String) {
        guard let (kind, lock) = held?.min(by: { $0.value.place < $1.value.place }) else { return }
        found.append(
            Finding(
                rule: LockHeldAcrossCheck().name, severity: Locks.spinning.contains(kind) ? .warning : .note, place: place,
                function: function.name,
                message: "\(what) reaches a check while the lock of '\(lock.calleeName)' is held",
                related: [Finding.Related(place: lock.place, message: "it is taken here")], word: word))
    }
}

/// The functions that take and give back locks, by kind of lock.
private enum Locks {
    static let taken = [
        "pthread_mutex_lock": "mutex", "pthread_rwlock_rdlock": "rwlock", "pthread_rwlock_wrlock": "rwlock",
        "pthread_spin_lock": "spin", "mtx_lock": "mtx", "os_unfair_lock_lock": "unfair", "OSSpinLockLock": "OSSpin",
        "flockfile": "file",
    ]
    static let given = [
        "pthread_mutex_unlock": "mutex", "pthread_rwlock_unlock": "rwlock", "pthread_spin_unlock": "spin",
        "mtx_unlock": "mtx", "os_unfair_lock_unlock": "unfair", "OSSpinLockUnlock": "OSSpin", "funlockfile": "file",
    ]
    /// Hardly a file takes one.
    static func areTaken(in links: CallLinks) -> Bool {
        links.others.contains { taken[$0.calleeName] != nil } || links.index.keys.contains { taken[Call.name(of: $0)] != nil }
    }

    static let spinning: Set<String> = ["spin", "unfair", "OSSpin"]
}
