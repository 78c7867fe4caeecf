// A stack that is deep enough for any source: lowering and planning recurse as deep as the source is nested, and a
// generated source may be nested thousands deep.
//
// Rejected: lowering without recursion, which would hide what each construct becomes; and a limit, which compilers that are
// told to (`-fbracket-depth`) do not have.

import Glibc

public enum DeepStack {
    /// Only what is used of it becomes memory.
    private static let size = 1 << 30

    private final class Job {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// What a thread has that was started here.
    private static let mark: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// On a stack of its own, unless this thread's is deep already.
    public static func run<Result>(_ body: () -> Result) -> Result {
        if pthread_getspecific(mark) != nil { return body() }
        var result: Result?
        withoutActuallyEscaping({ result = body() }) { body in
            // Where no thread is to be had: as deep as this one goes.
            if let thread = start(body) { pthread_join(thread, nil) } else { body() }
        }
        return result!
    }

    /// A thread with such a stack; `nil` when none can be had.
    static func start(_ body: @escaping () -> Void) -> pthread_t? {
        let job = Unmanaged.passRetained(Job(body))
        var attributes = pthread_attr_t()
        var thread = pthread_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        let hasFailed =
            pthread_attr_setstacksize(&attributes, size) != 0
            || pthread_create(
                &thread, &attributes,
                { job in
                    pthread_setspecific(DeepStack.mark, job)
                    Unmanaged<Job>.fromOpaque(job!).takeRetainedValue().body()
                    return nil
                }, job.toOpaque()) != 0
        if !hasFailed { return thread }
        job.release()
        return nil
    }
}
