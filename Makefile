# seqcast: build, run pipelines, test. `make help` lists the targets.
SHELL := /bin/sh
SWIFT ?= swift
PIPELINE ?= pipelines/sine.yaml
PREFIX ?= /usr/local
BUILD := .build/release
SEQCAST := $(BUILD)/seqcast
SOURCES := $(shell find Sources -type f) Package.swift

# `make -j4 train` runs four stages at once: seqcast shares out the work, not make, as stages wait for files of others.
JOBS = $(patsubst -j%,--jobs %,$(filter-out -j,$(filter -j%,$(MAKEFLAGS))))
.NOTPARALLEL:

.DEFAULT_GOAL := all
# What make needs before a target that runs the command; a command given by SEQCAST=FILE is taken as it is.
NEEDED := $(if $(filter $(BUILD)/seqcast,$(SEQCAST)),build)

FILTER ?=

.PHONY: all setup build test check torture sanitize sanitize-address sanitize-thread fuzz test-kernels test-arm64-kernels test-report \
	bench \
	mutants round-trips bench-peers bench-charts bench-forecasts bench-many bench-tools generate train predict plot run status graph help \
	lint format docs gallery install dist deb test-examples clean

all: build ## Build, run pipelines/sine.yaml, and say where the picture is
	@$(SEQCAST) run $(PIPELINE) $(JOBS)

setup: ## Check for what is needed, and install the missing Debian packages where that is allowed
	@scripts/setup.sh

build: setup $(SEQCAST) ## Build the release command

$(SEQCAST): $(SOURCES)
	@scripts/build.sh .build/build.log $(SWIFT) build -c release --product seqcast
	@touch $@

test: build ## Build, then run the whole test suite
	@SEQCAST="$(CURDIR)/$(SEQCAST)" scripts/test.sh $(SWIFT) test

check: setup ## Build and run the tests of what was changed since the last commit, or those that match FILTER=
	@scripts/check.sh $(FILTER)

torture: build ## The faults and kills of the tests, each at every place, with 600 kills, and thousands of specs: some minutes
	@SEQCAST_TORTURE=1 SEQCAST="$(CURDIR)/$(SEQCAST)" $(SWIFT) test --filter 'FaultTests|SpecCorpusTests'

# The command and the tests, all C with checks for undefined behaviour. A find ends a process with 99, and is written down.
# What lives at the end of a Swift process is no leak, but would be told as one.
UNDEFINED := -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined
SANITIZER_OPTIONS = exitcode=99:detect_leaks=0:log_path=$(CURDIR)/.build/$*/report:allocator_may_return_null=1
# Left out: tests that take times, since all is several times slower, that of a limit of memory, since the sanitizers reserve
# terabytes, and that of memory that does not grow, since the address sanitizer keeps what was freed; under
# the thread sanitizer also the sweeps of faults, hundreds of runs of commands that have one thread, a limit of file sizes,
# which its own files exceed, and a second signal within a window, which it holds back to its end.
NOT_address := InNoTime WithoutLongWaits under.a.limit.of.memory PipelineCommandTests.speed FollowTests.memory
NOT_thread := $(NOT_address) FileFaultTests beyond.the.limit.of.sizes StopTests.twice

sanitize: sanitize-address sanitize-thread ## The whole test suite under the address and the thread sanitizer

sanitize-address sanitize-thread: sanitize-%: setup
	@rm -f .build/$*/report.*
	@$(SWIFT) build -c release --product seqcast --sanitize $* --scratch-path .build/$* $(UNDEFINED)
	@export ASAN_OPTIONS=$(SANITIZER_OPTIONS) TSAN_OPTIONS=$(SANITIZER_OPTIONS) UBSAN_OPTIONS=$(SANITIZER_OPTIONS); \
		SEQCAST="$(CURDIR)/.build/$*/release/seqcast" SEQCAST_SANITIZER=$* $(SWIFT) test --sanitize $* \
		--scratch-path .build/$* $(UNDEFINED) $(addprefix --skip ,$(NOT_$*))
	@! cat .build/$*/report.* 2> /dev/null

ONLY ?=
mutants: setup ## Make the small mistakes of Tests/Mutants one at a time, and tell which no test sees; ONLY=PART of a path
	@Tests/Mutants/run.py . .build/mutants --only "$(ONLY)"

ROUND_TRIPS := .build/round-trips
round-trips: build ## What this writes for shells, Snakemake and YAML, by their own readers: Snakemake and PyYAML, fetched for it
	@[ -x $(ROUND_TRIPS)/bin/python ] || python3 -m venv $(ROUND_TRIPS)
	@$(ROUND_TRIPS)/bin/pip install -q -r Tests/RoundTrips/requirements.txt
	@$(ROUND_TRIPS)/bin/python Tests/RoundTrips/round-trips.py $(SEQCAST)

FUZZ_SECONDS ?= 60
fuzz: setup ## Feed the readers of files made-up bytes, each for FUZZ_SECONDS=60
	@SEQCAST_FUZZ=1 $(SWIFT) build -c release --product Fuzz --scratch-path .build/fuzz -Xswiftc -sanitize=fuzzer -Xswiftc -enable-testing \
		-Xlinker --allow-multiple-definition
	@Fuzz/run.sh .build/fuzz/release/Fuzz $(FUZZ_SECONDS)

# A stage of PIPELINE by its command, with whatever it needs first.
generate train predict plot: $(NEEDED)
	@$(SEQCAST) run $(PIPELINE) --command $@ $(JOBS)

run: $(NEEDED) ## Run PIPELINE=pipelines/sine.yaml
	@$(SEQCAST) run $(PIPELINE) $(JOBS)

status: $(NEEDED) ## Say of each stage of PIPELINE whether it is up to date
	@$(SEQCAST) status $(PIPELINE)

graph: $(NEEDED) ## Show how the stages of PIPELINE hang together
	@$(SEQCAST) graph $(PIPELINE)

test-report: $(NEEDED) ## The page of `seqcast report` in headless Chromium, which Debian has; the pictures are to be looked at
	@scripts/test-report.sh $(SEQCAST)

KERNEL_C := $(wildcard Sources/CFunctions/*.c Sources/CKernels/*.c)
KERNEL_INCLUDES := -ISources/CFunctions/include -ISources/CKernels/include
KERNEL_SOURCES := $(KERNEL_C) $(wildcard Sources/CFunctions/*.h Sources/CFunctions/include/*.h Sources/CKernels/*.h \
	Sources/CKernels/Once/*.h Sources/CKernels/include/*.h)
KERNEL_TEST_SOURCES := $(wildcard Tests/CKernelsTests/*)
KERNEL_TEST_FLAGS := -Wall -Wextra $(KERNEL_INCLUDES) Tests/CKernelsTests/TestKernels.c $(KERNEL_C)
CLANG ?= $(firstword $(wildcard $(dir $(shell command -v $(SWIFT)))clang) clang)

test-kernels: .build/kernel-tests ## Test every kernel on every instruction set of this machine, under the address sanitizer
	@.build/kernel-tests

.build/kernel-tests: $(KERNEL_SOURCES) $(KERNEL_TEST_SOURCES)
	@mkdir -p .build
	@$(CLANG) -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all $(KERNEL_TEST_FLAGS) -lm -lpthread -o $@ 2> $@.log || { cat $@.log >&2; exit 1; }

test-arm64-kernels: .build/kernel-tests-arm64 ## The same for arm64 under qemu-user; needs gcc-aarch64-linux-gnu and qemu-user
	@qemu-aarch64 .build/kernel-tests-arm64 quick

.build/kernel-tests-arm64: $(KERNEL_SOURCES) $(KERNEL_TEST_SOURCES)
	@mkdir -p .build
	@command -v aarch64-linux-gnu-ld qemu-aarch64 > /dev/null || { echo "missing; run: apt-get install gcc-aarch64-linux-gnu qemu-user" >&2; exit 1; }
	@$(CLANG) --target=aarch64-linux-gnu --gcc-toolchain=/usr --sysroot=/usr/aarch64-linux-gnu \
		--ld-path=$$(command -v aarch64-linux-gnu-ld) -O2 $(KERNEL_TEST_FLAGS) -static -lm -lpthread -o $@

BASELINE ?=
ROUNDS ?= 7
BENCH_TOOLS := .build/bench
BENCHMARKS := .build/benchmarks/release/benchmarks
PEERS := .build/peers

bench: bench-tools ## Take times and memory of kernels, training, forecasts, whole processes; BASELINE=FILE.json compares, ROUNDS=7
	@$(BENCHMARKS) $(BENCH_TOOLS) $(SEQCAST) --rounds $(ROUNDS) --json .build/bench.json $(if $(BASELINE),--baseline $(BASELINE))

bench-peers: bench-tools ## The same jobs side by side with DeZero, PyTorch, JAX, onnxruntime, pandas, polars, matplotlib; ROUNDS=7
	@mkdir -p $(PEERS)
	@Benchmarks/peers/setup.sh $(PEERS)
	@$(PEERS)/bin/python Benchmarks/peers/compare.py $(BENCHMARKS) $(BENCH_TOOLS) $(SEQCAST) --rounds $(ROUNDS) \
		--json .build/bench-peers.json

bench-charts: bench-tools ## Measure and draw the charts of docs/performance.md
	@mkdir -p docs/performance runs/charts
	@$(SEQCAST) run Benchmarks/charts.yaml

bench-forecasts: build ## Forecast real series beside statsforecast and neuralforecast; HALF=dev, sealed or all
	@[ -x .build/forecast-venv/bin/python ] || python3 -m venv .build/forecast-venv
	@.build/forecast-venv/bin/pip install -q -r Benchmarks/forecasts/requirements.txt
	@.build/forecast-venv/bin/python Benchmarks/forecasts/bench.py $(SEQCAST) --half $(or $(HALF),dev) --gru

bench-many: build $(BENCH_TOOLS)/measure ## Seconds and kilobytes of commands on a table of many series; SERIES=30490 DAYS=1941 is the size of M5
	@python3 Benchmarks/Tools/many_series.py $(or $(SERIES),10000) $(or $(DAYS),200) .build/bench/many.csv
	@cd .build/bench && run() { printf '%-9s' "$$1"; ./measure "$(abspath $(SEQCAST))" "$$@"; } && run describe many.csv && \
		run train --data many.csv --time date --series-column id --target sales --cell gru --hidden-size 32 \
			--sampling windows --bptt-length 28 --horizon 7 --batch-size 256 --epochs 2 --test 28 --validation 28 --quiet --fresh \
			--output many && \
		run predict --model many --data many.csv --output predicted.csv && \
		run backtest --model many --data many.csv --step 14 --season 7 --baselines naive,seasonal-naive --table errors.csv

bench-tools: build $(addprefix $(BENCH_TOOLS)/,bound kernels measure)
	@$(SWIFT) build -c release --package-path Benchmarks --scratch-path .build/benchmarks

$(BENCH_TOOLS)/bound: Benchmarks/Tools/bound.c
	@mkdir -p $(BENCH_TOOLS)
	@$(CLANG) -O3 $(if $(shell grep -m 1 avx512bw /proc/cpuinfo 2> /dev/null),-mavx512f -mavx512vl -mavx512dq -mavx512bw) -mavx2 -mfma $< -lm -o $@

$(BENCH_TOOLS)/measure: Benchmarks/Tools/measure.c
	@mkdir -p $(BENCH_TOOLS)
	@$(CLANG) -O2 $< -o $@

$(BENCH_TOOLS)/kernels: Benchmarks/Tools/kernels.c $(KERNEL_SOURCES)
	@mkdir -p $(BENCH_TOOLS)
	@$(CLANG) -O2 $(KERNEL_INCLUDES) $< $(KERNEL_C) -lm -lpthread -o $@

lint: ## Check the style
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Fuzz Examples

format: ## Put the style right
	@$(SWIFT) format --in-place --recursive Package.swift Sources Tests Fuzz Examples

docs: setup ## Make the documentation: docs/site/index.html opens without a server; docs/api is the toolchain's own docc, for one
	@rm -rf .build/symbol-graphs .build/docc-graphs docs/site && mkdir -p .build/symbol-graphs .build/docc-graphs
	@$(SWIFT) build --target ForecastModels --scratch-path .build/docs \
		-Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$(CURDIR)/.build/symbol-graphs"
	@cp .build/symbol-graphs/RecurrentNets*.json .build/docc-graphs/
	@docc convert Sources/RecurrentNets/RecurrentNets.docc --warnings-as-errors \
		--additional-symbol-graph-dir .build/docc-graphs --output-dir docs/api
	@python3 scripts/site.py .build/symbol-graphs docs/site
	@echo "the documentation is docs/site/index.html; docs/api is for a server: docc preview, or any other"

gallery: $(NEEDED) ## Draw the figures of docs/gallery.md
	@scripts/gallery.sh $(SEQCAST)

dist: setup ## Make the archive of a release in dist/: a binary that needs nothing installed, completions, man pages, licences
	@scripts/dist.sh

deb: setup ## Make a Debian package in dist/, with the system's libpng and zlib
	@scripts/deb.sh

# The binary that `make dist` has, which needs no toolchain; a command given by SEQCAST=FILE is taken as it is.
STANDALONE := $(if $(NEEDED),.build/dist/seqcast,$(SEQCAST))

.build/dist/seqcast: $(SOURCES) | setup
	@scripts/binary.sh static $@

install: $(STANDALONE) ## Install the command, completions and man pages under PREFIX=/usr/local
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 $(STANDALONE) "$(DESTDIR)$(PREFIX)/bin/seqcast"
	@scripts/extras.sh $(STANDALONE) "$(DESTDIR)$(PREFIX)"
	@echo "installed $(DESTDIR)$(PREFIX)/bin/seqcast, its completions and its man pages (man seqcast)"

test-examples: $(NEEDED) ## Build Examples/ from outside, as somebody else's package, and compare with the command
	@scripts/test-examples.sh $(SEQCAST)

clean: ## Remove what was built and what the pipelines made
	@rm -rf .build runs

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "make generate, make train, make predict, make plot: run those stages of PIPELINE with what they need first"
