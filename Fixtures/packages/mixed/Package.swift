// swift-tools-version: 6.0
import PackageDescription

// Unmodified by Cede: Swift and C, a dependency by path that has both, a resource, tests of both kinds.
let package = Package(
    name: "mixed",
    dependencies: [.package(path: "../shelf")],
    targets: [
        .executableTarget(name: "mixed", dependencies: ["Sums", "CSums"]),
        .target(
            name: "Sums", dependencies: ["CSums", .product(name: "Shelf", package: "shelf")],
            resources: [.copy("greeting.txt")], swiftSettings: [.define("DOUBLED")]),
        .target(name: "CSums", cSettings: [.headerSearchPath("inner"), .define("FACTOR", to: "3")]),
        .testTarget(name: "SumsTests", dependencies: ["Sums"]),
        .testTarget(name: "OldSumsTests", dependencies: ["Sums"]),
    ])
