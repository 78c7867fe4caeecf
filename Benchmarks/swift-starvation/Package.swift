// swift-tools-version: 6.2
import PackageDescription

// Hogs and a sleeper in Swift: `run` builds it through Cede and without.
let package = Package(
    name: "swift-starvation",
    dependencies: [.package(name: "cede", path: "../..", traits: [])],
    targets: [
        .executableTarget(name: "starvation", dependencies: [.product(name: "Cede", package: "cede")]),
    ],
    swiftLanguageModes: [.v6]
)
