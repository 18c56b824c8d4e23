/// What is shown where nothing is asked for: the three ways on.
enum Welcome {
    static let text = """
        seqcast: from a file of numbers to a forecast and a picture. Three ways on:

          seqcast forecast FILE    forecast a CSV file: recipes are tried, the best is measured and drawn
          seqcast describe FILE    see what a file holds, with the commands that lead from it to a forecast
          seqcast run SPEC         run a pipeline, as pipelines/sine.yaml: what is up to date is not run again

        seqcast --help lists all commands; seqcast COMMAND --help shows what one takes, with examples.

        """
}
