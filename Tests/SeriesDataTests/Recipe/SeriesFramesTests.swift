import CSVTables
import TestSupport
import Testing

@testable import SeriesData

@Suite struct SeriesFramesTests {
    private func frames(
        _ text: String, _ columns: SeriesColumns, _ rule: MissingRule = .error
    ) throws -> SeriesFrames {
        let selection = CSVSelection.series(numbers: columns.values, time: columns.time, label: columns.series)
        return try SeriesFrames(of: readTable(text, keeping: selection), columns: columns, missing: rule)
    }

    private func message(_ text: String, _ columns: SeriesColumns, _ rule: MissingRule = .error) -> String {
        do {
            _ = try frames(text, columns, rule)
            return ""
        } catch {
            return "\(error)"
        }
    }

    private static let timed = SeriesColumns(targets: ["y"], time: "t")
    private static let gap =
        "t,y\n2024-01-01,1\n2024-01-02,\n2024-01-03,3\n2024-01-04,4\n2024-01-07,10\n2024-01-08,11\n"

    @Test func `an empty cell is an error with its line, or its row is left out, or filled from its neighbours`() throws
    {
        #expect(
            message(Self.gap, SeriesColumns(targets: ["y"]))
                == "line 3, column y: found an empty cell; expected a number in "
                + "every row; fill it in, or give --missing drop, carry or interpolate")
        let dropped = try frames(Self.gap, Self.timed, .drop).frames[0]
        #expect(dropped.targets == [[1, 3, 4, 10, 11]])
        let carried = try frames(Self.gap, Self.timed, .carry).frames[0].filled(by: .carry, lookingAheadIn: 8)
        #expect(carried.targets == [[1, 1, 3, 4, 4, 4, 10, 11]])
        let line = try frames(Self.gap, Self.timed, .interpolate).frames[0]
        #expect(line.filled(by: .interpolate, lookingAheadIn: 8).targets == [[1, 2, 3, 4, 6, 8, 10, 11]])
        // What lies after the training part is never looked at, not even for values before it.
        #expect(line.filled(by: .interpolate, lookingAheadIn: 6).targets == [[1, 2, 3, 4, 4, 4, 10, 11]])
    }

    @Test func `rows of series that take turns are put together, in the order of their first rows`() throws {
        let columns = SeriesColumns(targets: ["y"], time: "t", series: "id")
        let found = try frames("id,t,y\nb,1,1\nb,2,2\na,2,3\nc,2,4\na,3,5\nb,3,6\nc,3,7\n", columns).frames
        #expect(found.map(\.name) == ["b", "a", "c"])
        #expect(found.map(\.targets) == [[[1, 2, 6]], [[3, 5]], [[4, 7]]])
        #expect(found.map(\.times) == [[1, 2, 3], [2, 3], [2, 3]])
        #expect(
            message("id,t,y\nb,1,1\na,2,3\nb,2,\na,3,5\n", columns).hasPrefix("line 4, column y: found an empty cell"))
    }

    @Test func `missing rows, double times and disorder are named with their lines`() throws {
        let whole = "t,y\n1,1\n2,2\n3,3\n6,6\n7,7\n8,8\n"
        #expect(
            message(whole, Self.timed)
                == "line 5, column t: found 6 after 3: 2 rows are missing; expected times that are "
                + "every 1; add them, or give --missing drop, carry or interpolate")
        #expect(
            message("t,y\n1,1\n2,2\n2,3\n", Self.timed).hasPrefix("line 4, column t: found 2 again, which line 3 has"))
        #expect(message("t,y\n1,1\n3,2\n2,3\n", Self.timed, .drop).hasPrefix("line 4, column t: found 2 after a later"))
        let far = "t,y\n1,1\n2,2\n3,3\n1000000,4\n1000001,5\n"
        #expect(message(far, Self.timed, .carry).contains("999996 rows are missing, too many to fill"))
    }

    @Test func `rows in which a series has no value yet are left out where later ones are filled`() throws {
        let frames = try frames("y,f\n,1\n2,\n3,5\n,6\n", SeriesColumns(targets: ["y"], features: ["f"]), .carry)
        #expect(frames.leadingCount == 1)
        let frame = frames.frames[0].filled(by: .carry, lookingAheadIn: 0)
        #expect(bits(frame.targets[0]) == bits([2, 3, 3]))
        // The feature's value in the row that is left out is carried on from there.
        #expect(frame.features == [[1, 5, 6]])
    }

    @Test func `rows after the last target tell of the future, and only where a column is known of it`() throws {
        let text = "t,y,k\n1,10,1\n2,20,2\n3,,3\n4,,4\n"
        let frame = try frames(text, SeriesColumns(targets: ["y"], knownFuture: ["k"], time: "t")).frames[0]
        #expect(frame.count == 2 && frame.futureCount == 2 && frame.targets == [[10, 20]] && frame.time(at: 4) == 5)
        #expect(
            message(text, SeriesColumns(targets: ["y"], time: "t")).hasPrefix("line 4, column y: found an empty cell"))
        #expect(
            message("y,k\n1,1\n,\n", SeriesColumns(targets: ["y"], knownFuture: ["k"])).hasPrefix("line 3, column k: "))
    }

    @Test func `a long table holds a series for each name, numbers too, in the order of their first rows`() throws {
        let text = "id,y\nb,1\n7,10\nb,2\n\"b\",3\n7,20\n"
        let series = try frames(text, SeriesColumns(targets: ["y"], series: "id")).frames
        #expect(series.map(\.name) == ["b", "7"] && series.map(\.targets) == [[[1, 2, 3]], [[10, 20]]])
        #expect(
            message("id,y\nb,1\n,2\n", SeriesColumns(targets: ["y"], series: "id")).hasPrefix("line 3, column id: "))
    }
}
