import Cede

/// Until it is told to stop, which on one worker takes a check.
func hog(_ stop: Cede.Channel<Int>) -> Int {
    var turns = 0
    while stop.count == 0 { turns &+= 1 }
    return turns
}

@main struct Tasks {
    static func main() throws {
        try Cede.run(Cede.Options(workers: 1)) {
            let stop = Cede.Channel<Int>(capacity: 1)
            let task = Cede.spawn { hog(stop) }
            try Cede.sleep(for: .milliseconds(1))
            try stop.send(1)
            print(try task.join() > 0)
        }
    }
}
