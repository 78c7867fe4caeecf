// swift-tools-version: 5.9
import PackageDescription

let package = Package(
    name: "shelf",
    products: [Product.`library`(name: "Shelf", targets: ["Shelf"])],
    targets: [.target(name: "Shelf", dependencies: ["CShelf"]), .target(name: "CShelf")])
