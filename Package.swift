// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "seqcast",
    platforms: [.macOS(.v13)],
    products: [
        .library(name: "RecurrentNets", targets: ["RecurrentNets"]),
        .library(name: "ForecastModels", targets: ["ForecastModels"]),
        .executable(name: "seqcast", targets: ["seqcast"]),
    ],
    // Who depends on a library alone gives `traits: []`, and then nothing is fetched.
    traits: [
        .default(enabledTraits: ["Command"]),
        .trait(name: "Command", description: "The command, and what its options are parsed by"),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // Bottom-up: each target uses only those above it.
        .target(name: "Texts"),
        .target(name: "CFunctions"),
        .target(name: "CKernels", dependencies: ["CFunctions"]),
        .target(name: "CSmoothing"),
        .target(name: "CSpawn"),
        .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
        .target(name: "CFont", exclude: ["LICENSE"]),
        .target(name: "CPretrained", exclude: ["network.safetensors"]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "RecurrentNets", dependencies: ["CFunctions", "CKernels"]),
        .target(name: "CSVTables"),
        .target(name: "SeriesData", dependencies: ["CFunctions", "CSVTables"]),
        .target(name: "ForeignFiles", dependencies: ["Texts", "CSVTables", "SeriesData"]),
        .target(name: "Forecasting", dependencies: ["Texts", "CSmoothing", "SeriesData"]),
        .target(name: "Files", dependencies: ["Texts", "CZlib"]),
        .target(name: "WeightFiles", dependencies: ["Texts", "RecurrentNets", "Files"]),
        .target(
            name: "ForecastModels",
            dependencies: [
                "Texts", "RecurrentNets", "CSVTables", "SeriesData", "Forecasting", "Files", "WeightFiles",
                "CPretrained",
            ]),
        .target(name: "ForeignWeights", dependencies: ["Texts", "RecurrentNets", "Files", "WeightFiles"]),
        .target(name: "LinePlots", dependencies: ["CSVTables", "SeriesData", "Files", "CPNG", "CFont"]),
        .target(
            name: "Stages",
            dependencies: [
                "Texts", "RecurrentNets", "CSVTables", "SeriesData", "ForeignFiles", "Forecasting", "Files",
                "WeightFiles", "ForecastModels", "ForeignWeights", "LinePlots",
            ]),
        .target(
            name: "Pipelines",
            dependencies: [
                "Texts", "Stages", "Files", "CSVTables", "SeriesData", "RecurrentNets", "LinePlots", "CSpawn",
                .product(name: "Yams", package: "Yams", condition: .when(traits: ["Command"])),
            ]),
        .executableTarget(
            name: "seqcast",
            dependencies: [
                "Texts", "Pipelines", "Stages", "ForecastModels", "RecurrentNets", "CSVTables", "WeightFiles",
                "LinePlots",
                "Files",
                .product(
                    name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["Command"])),
            ]),

        .target(name: "TestSupport", dependencies: ["Files", "CSVTables", "SeriesData"], path: "Tests/TestSupport"),
        .testTarget(name: "TextsTests", dependencies: ["Texts", "Files", "TestSupport"]),
        .testTarget(name: "RecurrentNetsTests", dependencies: ["RecurrentNets", "WeightFiles", "TestSupport"]),
        .testTarget(name: "CSVTablesTests", dependencies: ["CSVTables", "SeriesData", "Files", "TestSupport"]),
        .testTarget(name: "SeriesDataTests", dependencies: ["SeriesData", "CSVTables", "TestSupport"]),
        .testTarget(
            name: "ForeignFilesTests", dependencies: ["ForeignFiles", "CSVTables", "SeriesData", "TestSupport"]),
        .testTarget(name: "ForecastingTests", dependencies: ["Forecasting", "CSVTables", "SeriesData", "TestSupport"]),
        .testTarget(name: "FilesTests", dependencies: ["Texts", "Files", "TestSupport"]),
        .testTarget(
            name: "WeightFilesTests", dependencies: ["Texts", "WeightFiles", "RecurrentNets", "Files", "TestSupport"]),
        .testTarget(
            name: "ForecastModelsTests",
            dependencies: [
                "Texts", "ForecastModels", "RecurrentNets", "CSVTables", "SeriesData", "Files", "WeightFiles",
                "TestSupport",
            ]),
        .testTarget(
            name: "ForeignWeightsTests",
            dependencies: ["ForeignWeights", "WeightFiles", "RecurrentNets", "Files", "TestSupport"]),
        .testTarget(
            name: "LinePlotsTests",
            dependencies: ["LinePlots", "CSVTables", "SeriesData", "CPNG", "CZlib", "Files", "TestSupport"]),
        .testTarget(
            name: "StagesTests",
            dependencies: [
                "Texts", "Stages", "ForecastModels", "RecurrentNets", "CSVTables", "SeriesData", "ForeignFiles",
                "WeightFiles",
                "LinePlots", "Files",
                "TestSupport",
            ]),
        .testTarget(name: "PipelinesTests", dependencies: ["Texts", "Pipelines", "Files", "TestSupport"]),
        .testTarget(
            name: "FaultTests", dependencies: ["Texts", "RecurrentNets", "WeightFiles", "Files", "TestSupport"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["Texts", "WeightFiles", "CSVTables", "SeriesData", "Files", "TestSupport"]),
    ]
)

// `make fuzz`: built only when it is asked for.
if Context.environment["SEQCAST_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "Pipelines", "Stages", "ForecastModels", "CSVTables", "SeriesData", "ForeignFiles", "WeightFiles",
                "ForeignWeights",
                "RecurrentNets", "LinePlots", "Texts",
            ],
            path: "Fuzz", exclude: ["run.sh"],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
