import ArgumentParser

@main
struct Cede: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cede",
        abstract: "Makes compute-heavy C share the CPU: inserts checks that can yield, and the runtime they need."
    )
}
