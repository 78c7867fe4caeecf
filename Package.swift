// swift-tools-version: 6.2
import PackageDescription

// Arrows point down the list in ARCHITECTURE.md only; a core module never imports Workspace.
let package = Package(
    name: "cede",
    products: [
        .executable(name: "cede", targets: ["cede"]),
        .library(name: "CedeRuntime", targets: ["CedeRuntime"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: [
        .target(name: "CedeRuntime"),
        .target(name: "CLibClang"),
        .target(name: "Planning"),
        .target(name: "CFrontend", dependencies: ["CLibClang", "Planning"]),
        .target(name: "Rewriting", dependencies: ["Planning"]),
        .target(name: "Reporting", dependencies: ["Planning", "Rewriting"]),
        .target(name: "Workspace", dependencies: ["CFrontend", "Planning", "Rewriting"]),
        .target(name: "Launching"),
        .executableTarget(
            name: "cede",
            dependencies: [
                "Launching", "Workspace", "Reporting", "Rewriting", "CFrontend", "Planning",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .testTarget(name: "LaunchingTests", dependencies: ["Launching"]),
        .testTarget(name: "ReportingTests", dependencies: ["Reporting", "Planning"]),
        // At process level: it runs the built tool and links none of it.
        .testTarget(name: "CLITests", dependencies: ["cede"]),
        .target(
            name: "TestSupport",
            dependencies: ["CFrontend", "Launching", "Planning", "Rewriting", "Workspace"],
            path: "Tests/Support"),
        .testTarget(name: "PlanningTests", dependencies: ["Planning"]),
        .testTarget(name: "RewritingTests", dependencies: ["Rewriting", "Planning"]),
        .testTarget(name: "CFrontendTests", dependencies: ["CFrontend", "TestSupport"]),
        .testTarget(name: "FixtureTests", dependencies: ["TestSupport"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu11
)
