// swift-tools-version: 6.2
import PackageDescription

// Built through Cede: `cede swift run --package-path Examples/swift words`. Without, the same programs run, but a task that
// computes keeps its worker.
let package = Package(
    name: "examples",
    dependencies: [.package(name: "cede", path: "../..", traits: [])],
    targets: ["numbers", "numbers-recursive", "serialise", "web", "words"].map {
        .executableTarget(name: $0, dependencies: [.product(name: "Cede", package: "cede")])
    },
    swiftLanguageModes: [.v6]
)
