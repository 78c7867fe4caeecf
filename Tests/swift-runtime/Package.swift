// swift-tools-version: 6.2
import PackageDescription

// Each test is a program, as the runtime starts once in a process and a failure may hang or crash it. `make
// test-swift-runtime` builds and runs them (./run).
let tests = ["api", "exclusivity", "io", "jobs", "once", "stress"]

let package = Package(
    name: "swift-runtime",
    dependencies: [.package(name: "cede", path: "../..", traits: [])],
    targets: [
        .target(name: "Expect"),
    ] + tests.map {
        .executableTarget(name: $0, dependencies: ["Expect", .product(name: "Cede", package: "cede")])
    },
    swiftLanguageModes: [.v6]
)
