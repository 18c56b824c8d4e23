import ArgumentParser
import Files
import Pipelines
import Stages
import Texts

/// `seqcast forecast`: tries recipes on a file, combines the best, and forecasts.
struct ForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Forecast a file: try many recipes, choose by their errors, say how good that is, and forecast.")
    static var _errorPrefix: String { Seqcast._errorPrefix }

    @Argument(help: "The CSV file.") var file: String
    @Option(help: ArgumentHelp("The column to forecast. By default the likeliest.", valueName: "name"))
    var target: String?
    @Option(help: ArgumentHelp("The column of times. By default the one that is found.", valueName: "name"))
    var time: String?
    @Option(
        help: ArgumentHelp("The column that tells series apart. By default the one that is found.", valueName: "name"))
    var seriesColumn: String?
    @Option(help: ArgumentHelp("Steps to forecast. By default a season, or a tenth of the data.", valueName: "steps"))
    var horizon: Int?
    @Option(help: "The probability of the intervals.") var interval = ForecastRequest(file: "").interval
    @Option(
        help: ArgumentHelp(
            "How long it may take: 90, 90s, 5m. A table makes numbers of candidates of it, so that the result does not "
                + "depend on the clock.", valueName: "time"))
    var budget = "60s"
    @Option(
        help: ArgumentHelp(
            "The last rows, or the last part, that no choice reads, to measure it. By default what the data allow.",
            valueName: "part"))
    var test: Double?
    @Option(
        help: ArgumentHelp("The directory to write. By default the file's name, and -forecast.", valueName: "directory")
    )
    var output: String?
    @Option(help: "The seed of all that is drawn.") var seed: UInt64 = 0
    @Option(help: "How many stages may run at once. By default as many as there are processors.") var jobs: Int?
    @Flag(help: "Print one JSON object in place of all else.") var json = false

    func validate() throws {
        let targets = Seqcast.words.prefix { $0 != "--" }.count { $0 == "--target" || $0.begins(with: "--target=") }
        if targets > 1 {
            throw ValidationError("--target: found \(targets) columns; expected one; forecast one column at a time")
        }
        if let horizon, !(1...10_000).contains(horizon) {
            throw ValidationError("--horizon: found '\(horizon)'; expected a whole number from 1 to 10000")
        }
        guard interval > 0, interval < 1 else {
            throw ValidationError("--interval: found '\(interval)'; expected a number above 0, below 1")
        }
        if let test, !(test > 0 && (test < 1 || test == test.rounded() && test < 1e9)) {
            throw ValidationError(
                "--test: found '\(test)'; expected a number above 0 and below 1, or a whole number of rows from 1")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs: found '\(jobs)'; expected a whole number from 1") }
        if ForecastBudget.seconds(budget) == nil {
            throw ValidationError("--budget: found '\(budget)'; expected a time as 90, 90s, 5m or 1h")
        }
        try FileConflicts.refuse(
            writing: request.directory, by: "--output", contents: ForecastPlan.contents,
            over: [FileConflicts.Use(option: "FILE", path: file)])
    }

    func run() throws {
        let started = Machine.seconds
        let plan = try ForecastPlan(request)
        let console = ForecastConsole(TerminalConsole(), candidates: plan.candidates, isQuiet: json)
        try console.say(plan.data.line)
        let spec = try plan.writeSpec()
        var options = RunOptions()
        options.jobs = jobs ?? Machine.processorCount
        options.maxParallel = jobs
        let pipeline = try Pipeline(file: spec, commands: StageCatalog.stages)
        try pipeline.run(options, by: LocalExecutor(program: ownPath(), searchPath: searchPath()), console)
        let verdict = try ForecastVerdict(plan, interval: interval)
        try ForecastTimes.write(plan)
        try ReportCommand.write(
            pipeline, withDurations: false, to: plan.directory + "/" + ForecastPlan.reportName, console)
        if json { return try console.exact(verdict.json(plan)) }
        let took = Machine.seconds - started
        if let seconds = ForecastBudget.seconds(budget), took > seconds {
            console.note("it took \(Int(took.rounded())) s, longer than the budget of \(budget)")
        }
        try console.print(verdict.text)
        try console.print("result: \(plan.directory)/\(ForecastPlan.forecastName)")
    }

    private var request: ForecastRequest {
        var request = ForecastRequest(file: file)
        (request.target, request.time, request.series) = (target, time, seriesColumn)
        (request.horizon, request.interval, request.test) = (horizon, interval, test)
        (request.output, request.seed) = (output, seed)
        request.budget = ForecastBudget.seconds(budget) ?? request.budget
        return request
    }
}

/// What is shown of a forecast while it is made: a line for each recipe that was tried, with the best so far.
private final class ForecastConsole: Console {
    private let console: any Console
    private let candidates: [String]
    private let isQuiet: Bool
    private var tried: Set<String> = []
    private var noted: Set<String> = []
    private var best: (name: String, error: Double)?

    init(_ console: any Console, candidates: [String], isQuiet: Bool) {
        (self.console, self.candidates, self.isQuiet) = (console, candidates, isQuiet)
    }

    var stopSignal: Int32? { console.stopSignal }
    /// Shows a remark once, of however many stages it comes; that a network ended early is no news here.
    func note(_ line: String) {
        let said = line.parts(between: "|").dropFirst().joined(separator: "|")
        guard !isQuiet, !said.holds(text: "stopped after epoch "), said.isEmpty || noted.insert(said).inserted else {
            return
        }
        console.note(line)
    }
    func progress(_ progress: Progress) { console.progress(progress) }

    func say(_ line: String) throws { if !isQuiet { try console.result(line) } }
    func print(_ lines: String) throws { try console.results(lines) }
    func exact(_ text: String) throws { try console.exact(text) }

    func result(_ line: String) throws {
        guard let found = ForecastProgress(line) else { return }
        guard tried.insert(found.name).inserted else { return }
        let place = "tried \(tried.count) of \(candidates.count): \(found.name)"
        guard let error = found.error else { return try say("\(place), \(found.text)") }
        if error < best?.error ?? .infinity { best = (found.name, error) }
        try say("\(place), MASE \(found.text); the best so far \(best?.name ?? found.name)")
    }
}
