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

    public static func run<Result>(_ body: () -> Result) -> Result {
        var result: Result?
        withoutActuallyEscaping({ result = body() }) { body in
            let job = Unmanaged.passRetained(Job(body))
            var attributes = pthread_attr_t()
            var thread = pthread_t()
            pthread_attr_init(&attributes)
            defer { pthread_attr_destroy(&attributes) }
            let failure =
                pthread_attr_setstacksize(&attributes, size) != 0
                || pthread_create(
                    &thread, &attributes,
                    { job in
                        Unmanaged<Job>.fromOpaque(job!).takeRetainedValue().body()
                        return nil
                    }, job.toOpaque()) != 0
            if failure {
                // As deep as this thread goes.
                job.takeRetainedValue().body()
            } else {
                pthread_join(thread, nil)
            }
        }
        return result!
    }
}
