// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing it may come to need reaches a user of Cede. It needs nothing yet:
// five subjects and one option are read by hand, and a newcomer's `make demo` builds in seconds.
let package = Package(
    name: "benchmarks",
    targets: [.executableTarget(name: "bench")],
    swiftLanguageModes: [.v6]
)
