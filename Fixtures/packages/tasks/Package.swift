// swift-tools-version: 6.2
import PackageDescription

// A program of tasks: Cede's package is among its dependencies, and with it the sources of the runtime.
let package = Package(
    name: "tasks",
    dependencies: [
        .package(name: "cede", path: Context.environment["CEDE_PACKAGE"] ?? "../../..", traits: [])
    ],
    targets: [.executableTarget(name: "tasks", dependencies: [.product(name: "Cede", package: "cede")])])
