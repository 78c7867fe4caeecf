// What a frontend says about a file's use of its language's own tasks, beside the skeleton: which bodies run on them, where
// they let others run, and what blocks their thread. Only the lint asks; planning needs none of it.

public struct Concurrency: Sendable, Hashable {
    /// A body that runs on a task, by its place, and what makes it one: `a Task's closure`, `an actor's method`.
    public var bodies: [Body]
    /// Loops of which every turn holds a suspension point.
    public var suspendingLoops: Set<Place>
    public var blocking: [BlockingUse]

    public struct Body: Sendable, Hashable {
        /// Byte offset, as `Function.text`.
        public var text: Int
        public var why: String

        public init(text: Int, why: String) {
            self.text = text
            self.why = why
        }
    }

    /// A call that blocks the thread, by the syntax alone.
    public struct BlockingUse: Sendable, Hashable {
        /// `Thread.sleep`, `semaphore.wait`.
        public var spelling: String
        public var place: Place
        /// The body it stands in.
        public var text: Int?
        /// It runs on a task for sure.
        public var isOnTask: Bool
        /// What else there is to say: a lock, and the `await` behind it.
        public var remark: String?

        public init(spelling: String, place: Place, text: Int?, isOnTask: Bool, remark: String? = nil) {
            self.spelling = spelling
            self.place = place
            self.text = text
            self.isOnTask = isOnTask
            self.remark = remark
        }
    }

    public init(bodies: [Body] = [], suspendingLoops: Set<Place> = [], blocking: [BlockingUse] = []) {
        self.bodies = bodies
        self.suspendingLoops = suspendingLoops
        self.blocking = blocking
    }
}
