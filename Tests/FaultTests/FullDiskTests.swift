import Foundation
import TestSupport
import Testing

/// The command on a small disk of its own, which only root can make.
@Suite struct FullDiskTests {
    private static let canMount = geteuid() == 0 && (try? Shell.run("unshare -m true", in: "/"))?.code == 0

    private static let training =
        "train --data series.csv --output model --hidden-size 3 --epochs 4 --checkpoint-every 1 --keep 2"

    @Test(.enabled(if: canMount))
    func `while the disk is full every run says so; with room, it goes on to the same bytes`() throws {
        let series = try Scenario.outcome(of: ["generate", "--output", "series.csv", "--points", "60"], [:])
        let unbroken = try Scenario.outcome(of: Self.training.split(separator: " ").map(String.init), series)
        let directory = try Scenario.place(series)
        // A block of the disk is given back after each run that failed.
        let end = try Shell.run(
            """
            unshare -m sh -c '
                mkdir small && mount -t tmpfs -o size=1m none small && cp series.csv small && cd small || exit 1
                head -c 2000000 /dev/zero > filler
                for blocks in $(seq 100); do
                    "$SEQCAST" \(Self.training) > /dev/null 2> ../error
                    code=$?
                    echo "$code $(find . -name "*seqcast-tmp" | wc -l) $(tr "\\n" " " < ../error)" >> ../runs
                    [ $code = 0 ] && break
                    truncate -s -4096 filler
                done
                cp -r model ..' 2> complaints
            """, in: directory.path, environment: ["SEQCAST": SeqcastCommand.path])
        #expect(end.code == 0)
        let text = String(decoding: try Fixtures.contents(directory.file("runs")), as: UTF8.self)
        var runs = text.split(separator: "\n")
        #expect(runs.popLast()?.hasPrefix("0 0 ") == true, "\(text)")
        #expect(runs.count > 3, "\(text)")
        for run in runs {
            #expect(run.hasPrefix("73 0 ") || run.hasPrefix("74 0 "), "\(run)")
            #expect(run.contains("seqcast: model") && run.contains(": No space left on device"), "\(run)")
        }
        for name in ["runs", "error", "complaints", "small"] {
            try FileManager.default.removeItem(atPath: directory.file(name))
        }
        #expect(try Scenario.contents(of: directory) == unbroken)
    }
}
