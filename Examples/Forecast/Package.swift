// swift-tools-version: 6.1
import PackageDescription

// A program of somebody else's, which forecasts with a model that `seqcast train` wrote. Elsewhere the path is that of the
// checkout, whatever its folder is called. `traits: []` leaves the command out, and what it is parsed by: nothing is fetched.
let package = Package(
    name: "forecast",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "seqcast", path: "../..", traits: [])],
    targets: [
        .executableTarget(
            name: "forecast",
            dependencies: [
                .product(name: "ForecastModels", package: "seqcast"),
                .product(name: "RecurrentNets", package: "seqcast"),
            ])
    ]
)
