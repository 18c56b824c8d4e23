# seqcast: build, run pipelines, test. `make help` lists the targets.
SHELL := /bin/sh
SWIFT ?= swift
PIPELINE ?= pipelines/sine.yaml
PREFIX ?= /usr/local
BUILD := .build/release
SEQCAST := $(BUILD)/seqcast
SOURCES := $(shell find Sources -type f) Package.swift

.DEFAULT_GOAL := all
# What make needs before a target that runs the command; a command given by SEQCAST=FILE is taken as it is.
NEEDED := $(if $(filter $(BUILD)/seqcast,$(SEQCAST)),build)

.PHONY: all setup build test torture generate train predict plot run status graph help lint format docs install clean

all: build ## Build, run pipelines/sine.yaml, and say where the picture is
	@$(SEQCAST) run $(PIPELINE)

setup: ## Check for what is needed, and install the missing Debian packages where that is allowed
	@scripts/setup.sh

build: setup $(SEQCAST) ## Build the release command

$(SEQCAST): $(SOURCES)
	@$(SWIFT) build -c release --product seqcast
	@touch $@

test: build ## Build, then run the whole test suite
	@SEQCAST="$(CURDIR)/$(SEQCAST)" $(SWIFT) test

torture: build ## The faults and kills of the tests, each at every place: some twenty minutes
	@SEQCAST_TORTURE=1 SEQCAST="$(CURDIR)/$(SEQCAST)" $(SWIFT) test --filter FaultTests

# A stage of PIPELINE by its command, with whatever it needs first.
generate train predict plot: $(NEEDED)
	@$(SEQCAST) run $(PIPELINE) --command $@

run: $(NEEDED) ## Run PIPELINE=pipelines/sine.yaml
	@$(SEQCAST) run $(PIPELINE)

status: $(NEEDED) ## Say of each stage of PIPELINE whether it is up to date
	@$(SEQCAST) status $(PIPELINE)

graph: $(NEEDED) ## Show how the stages of PIPELINE hang together
	@$(SEQCAST) graph $(PIPELINE)

lint: ## Check the style
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

format: ## Put the style right
	@$(SWIFT) format --in-place --recursive Package.swift Sources Tests

docs: ## Make the library's documentation in docs/api, with the toolchain's own docc
	@rm -rf .build/symbol-graphs && mkdir -p .build/symbol-graphs
	@$(SWIFT) build --target RecurrentNets --scratch-path .build/docs \
		-Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$(CURDIR)/.build/symbol-graphs"
	@rm -f .build/symbol-graphs/CKernels*
	@docc convert Sources/RecurrentNets/RecurrentNets.docc --warnings-as-errors \
		--additional-symbol-graph-dir .build/symbol-graphs --output-dir docs/api
	@echo "the documentation is in docs/api"

install: $(NEEDED) ## Install the command under PREFIX=/usr/local
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 $(SEQCAST) "$(DESTDIR)$(PREFIX)/bin/seqcast"
	@echo "installed $(DESTDIR)$(PREFIX)/bin/seqcast"

clean: ## Remove what was built and what the pipelines made
	@rm -rf .build runs

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "make generate, make train, make predict, make plot: run those stages of PIPELINE with what they need first"
