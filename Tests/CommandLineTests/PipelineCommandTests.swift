import Files
import Foundation
import TestSupport
import Testing

/// The pipeline commands, as they are typed.
@Suite("Pipeline commands", .serialized)
struct PipelineCommandTests {
    private static let small = """
        version: 1
        directory: run
        vars: { epochs: 2 }
        stages:
          series: { generate: { points: 50, output: series.csv } }
          training: { train: { data: series.csv, hidden-size: 4, epochs: "${epochs}", output: model } }

        """

    @Test("--set changes options and variables; what changed is said, old and new")
    func settings() throws {
        let project = try PipelineProject(Self.small)
        #expect(try project.run("run").code == 0)
        let status = try project.run("status", ["--set", "training.hidden-size=5", "--set", "epochs=3"])
        #expect(status.code == 1)
        #expect(
            status.output
                == "series: up to date\ntraining: hidden-size changed from 4 to 5; epochs changed from 2 to 3\n")
        let wrong = try project.run("status", ["--set", "training.hiden-size=5", "--set", "epoch=3"])
        #expect(wrong.code == 64)
        #expect(wrong.error.contains("did you mean 'hidden-size'?") && wrong.error.contains("did you mean 'epochs'?"))
    }

    @Test("two lock files are compared by path, directory and revision of git")
    func comparison() throws {
        let project = try PipelineProject(Self.small)
        #expect(try project.run("run").code == 0)
        let git = "git init -q && git add -A && git -c user.name=a -c user.email=a@b commit -qm one"
        #expect(try OtherProgram.run("/bin/sh", ["-c", git], in: project.path).code == 0)
        #expect(try project.run("run", ["--set", "epochs=3"]).code == 0)
        let end = try SeqcastCommand.run(["compare", "HEAD:run/seqcast.lock", "run"], in: project.path)
        #expect(end.code == 0, "\(end.error)")
        #expect(end.output.hasPrefix("training\n  epochs: 2 → 3\n  wrote output model: "))
        let same = try SeqcastCommand.run(["compare", "run", "run/seqcast.lock"], in: project.path)
        #expect(same.output == "no difference\n")
        #expect(try SeqcastCommand.run(["compare", "HEAD:no/lock", "run"], in: project.path).code == 66)
    }

    @Test("nothing to do over 100 stages takes under 50 ms, and 5,000 are planned in under a second")
    func speed() throws {
        let spec = """
            version: 1
            directory: run
            vars: { numbers: [\((0..<100).map(String.init).joined(separator: ", "))] }
            stages:
              one: { matrix: { n: "${numbers}" }, generate: { points: 3, seed: "${n}", output: "${n}.csv" } }

            """
        let project = try PipelineProject(spec)
        #expect(try project.run("run").code == 0)
        let times = try (0..<10).map { _ in try processorTime(of: "run", in: project.path) }
        #expect(times.min() ?? 1 < 0.05, "\(times)")
        let many = "[\((0..<50).map(String.init).joined(separator: ", "))]"
        let large = try PipelineProject(
            """
            version: 1
            directory: run
            stages:
              one: { matrix: { a: \(many), b: \(many) }, generate: { points: 3, output: "${instance}.csv" } }
              two: { matrix: one, train: { data: "${instance}.csv", output: "model/${instance}" } }

            """)
        #expect(try large.run("status").output.split(separator: "\n").count == 5000)
        let planning = try (0..<3).map { _ in try processorTime(of: "status", in: large.path) }
        #expect(planning.min() ?? 9 < 1, "\(planning)")
    }

    /// The seconds of processor time that a command takes, which other work on the machine does not lengthen.
    private func processorTime(of command: String, in directory: String) throws -> Double {
        let script = "\"$0\" \(command) pipeline.yaml >/dev/null; times"
        let end = try OtherProgram.run("/bin/sh", ["-c", script, SeqcastCommand.path], in: directory)
        // The second line is of the children: 0m0.010s 0m0.004s.
        let line = try #require(end.output.split(separator: "\n").last)
        return line.split(separator: " ").reduce(0) { sum, word in
            let parts = word.dropLast().split(separator: "m").compactMap { Double($0) }
            return parts.count == 2 ? sum + parts[0] * 60 + parts[1] : .infinity
        }
    }

    @Test("one interrupt stops all stages, with the signal's code; a second run is refused meanwhile")
    func interrupt() throws {
        let project = try PipelineProject(
            """
            version: 1
            directory: run
            stages:
              slow:
                matrix: { n: [1, 2] }
                run: [sh, -c, 'trap "echo $1 >> $2/told; exit 130" INT; touch "$2/begun-$1"; while :; do sleep 0.05; done',
                  sh, "${n}", "${directory}"]
                writes: "${n}.txt"

            """)
        let running = try project.start("run", ["--jobs", "2"])
        for number in 1...2 { try project.waitFor("run/begun-\(number)") }
        let second = try project.run("run")
        #expect(second.code == 73 && second.error.contains("process \(running.identifier) is at work"))
        kill(running.identifier, SIGINT)
        #expect(running.wait().code == 130)
        #expect(try project.text("run/told").split(separator: "\n").sorted() == ["1", "2"])
        #expect(
            try project.run("status").output == "slow[n=1]: did not finish when it last ran\n"
                + "slow[n=2]: did not finish when it last ran\n")
    }

    #if os(Linux)
        @Test("a run that is killed takes all with it that its stages started")
        func killed() throws {
            let project = try PipelineProject(
                """
                version: 1
                name: deep
                directory: run
                stages:
                  deep:
                    run: [sh, -c, 'sh -c "echo \\$\\$ > run/inner.part; mv run/inner.part run/inner; sleep 300; :"; :']
                    writes: deep.txt

                """)
            let running = try project.start("run", [])
            try project.waitFor("run/inner")
            let inner = try #require(Int32(project.text("run/inner").dropLast()))
            let group = getpgid(inner)
            kill(running.identifier, SIGKILL)
            // It may stay as a zombie where nobody takes orphans in.
            func isAlive() -> Bool {
                let state = try? FileReader.read("/proc/\(inner)/stat", limit: 4096)
                return state.map { !$0.contains(UInt8(ascii: "Z")) } ?? false
            }
            let deadline = ContinuousClock.now + .seconds(20)
            while isAlive(), ContinuousClock.now < deadline { usleep(1000) }
            #expect(!isAlive(), "process \(inner) outlived the run")
            if isAlive() { kill(-group, SIGKILL) }
            _ = running.wait()
            #expect(try project.run("status").output == "deep: did not finish when it last ran\n")
        }
    #endif

    @Test("the schema accepts the specs there are and refuses bad ones")
    func schema() throws {
        let schema = try SeqcastCommand.run(["schema"])
        #expect(schema.code == 0)
        let object = try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any]
        #expect(object?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        guard (try? OtherProgram.run("/usr/bin/env", ["python3", "-c", "import jsonschema, yaml"]).code) == 0 else {
            return
        }
        let directory = try TemporaryDirectory()
        let file = try directory.write(schema.output, to: "schema.json")
        let check = """
            import json, jsonschema, sys, yaml
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            spec = yaml.safe_load(open(sys.argv[2]))
            sys.exit(0 if jsonschema.Draft202012Validator(schema).is_valid(spec) else 9)
            """
        func isValid(_ spec: String) throws -> Bool {
            let end = try OtherProgram.run("/usr/bin/env", ["python3", "-c", check, file, spec])
            #expect(end.code == 0 || end.code == 9, "\(end.error)")
            return end.code == 0
        }
        let pipelines = Fixtures.packageDirectory + "/pipelines/"
        for name in try Directories.list(at: pipelines) where name.hasSuffix(".yaml") {
            #expect(try isValid(pipelines + name), "\(name)")
        }
        let head = "version: 1\ndirectory: d\nstages: "
        for bad in [
            "version: 2\ndirectory: d\nstages: {}\n", "version: 1\nstages: {}\n", head + "{ a b: { train: {} } }\n",
            head + "{ a: { train: { data: x, output: y, hidden-size: many } } }\n",
            head + "{ a: { train: { data: x, ouput: y } } }\n", head + "{ a: { trian: { data: x, output: y } } }\n",
            head + "{ a: { run: [x], reads: y } }\n", head + "{ a: { run: [x], writes: y, timout: 3 } }\n",
            head + "{ a: { generate: { output: y, curve: sinus } } }\n",
            head + "{ a: { generate: { output: y, points: 0 } } }\n",
            head + "{ a: { generate: { output: y, noise: -1 } } }\n",
            head + "{ a: { train: { data: x, output: y, learning-rate: 0 } } }\n",
            head + "{ a: { train: { data: x, output: y, layers: 1001 } } }\n",
            head + "{ a: { generate: { output: y }, retries: 101 } }\n",
            head + "{ a: { matrix: { n: [1] }, foreach: [1], generate: { output: y } } }\n",
        ] {
            #expect(try !isValid(directory.write(bad, to: "bad.yaml")), "\(bad)")
        }
    }
}
