// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nobody who builds the product builds it.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "seqcast", path: "..")],
    targets: [
        .executableTarget(name: "benchmarks", dependencies: [.product(name: "RecurrentNets", package: "seqcast")])
    ]
)
