import CSVTables
import Files
import TestSupport
import Testing
import Texts

/// The models of each version that was released, as that version wrote them.
@Suite struct ReleasedModelsTests {
    private static let released = Fixtures.path("released")

    private static let models: [String] = {
        let versions = ((try? Directories.list(at: released)) ?? []).filter { !$0.ends(with: ".sh") }
        return versions.flatMap { version in
            ((try? Directories.list(at: "\(released)/\(version)")) ?? []).filter { !$0.ends(with: ".csv") }
                .map { "\(version)/\($0)" }
        }
    }()

    @Test func thereAreModelsOfEveryKind() {
        #expect(Self.models.count { $0.begins(with: "0.1.0/") } == 8)
        #expect(Self.models.count { $0.begins(with: "0.2.0/") } == 14)
    }

    @Test(arguments: models)
    func aModelOfAnOlderVersionForecastsAsItDid(_ model: String) throws {
        let temporary = try TemporaryDirectory()
        let data = (model.cut(atLast: "/")?.before ?? "")
        let isOfShops = ["gaussian", "quantile", "several", "counts"].has(model.lastPathPart)
        let end = try SeqcastCommand.run([
            "predict", "--model", "\(Self.released)/\(model)", "--data",
            "\(Self.released)/\(data)/\(isOfShops ? "shops" : "plain").csv", "--output", temporary.file("now.csv"),
        ])
        #expect(end.code == 0, "\(end.error)")
        let then = try Self.cells(of: "\(Self.released)/\(model)/prediction.csv")
        let now = try Self.cells(of: temporary.file("now.csv"))
        #expect(then.map(\.count) == now.map(\.count) && then.count > 60)
        for (old, new) in zip(then.joined(), now.joined()) where !old.isSame(as: new) {
            // Sums may be taken in another order.
            let (a, b) = (try #require(decimal(old)), try #require(decimal(new), "\(old) is \(new)"))
            #expect(abs(a - b) <= 1e-4 * max(1, abs(a)), "\(old) is \(new)")
        }
    }

    private static func cells(of path: String) throws -> [[String]] {
        let text = String(decoding: try Fixtures.contents(path), as: UTF8.self)
        return text.parts(between: "\n").map { $0.parts(between: ",") }
    }
}
