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

.PHONY: all setup build test generate train predict plot run status graph help lint format docs gallery install clean

all: build ## Build, run pipelines/sine.yaml, and say where the picture is
	@$(SEQCAST) run $(PIPELINE) $(JOBS)

setup: ## Check for what is needed, and install the missing Debian packages where that is allowed
	@scripts/setup.sh

build: setup $(SEQCAST) ## Build the release command

$(SEQCAST): $(SOURCES)
	@$(SWIFT) build -c release --product seqcast
	@touch $@

test: build ## Build, then run the whole test suite
	@SEQCAST="$(CURDIR)/$(SEQCAST)" $(SWIFT) test

# A stage of PIPELINE by its command, with whatever it needs first.
generate train predict plot: $(NEEDED)
	@$(SEQCAST) run $(PIPELINE) --command $@ $(JOBS)

run: $(NEEDED) ## Run PIPELINE=pipelines/sine.yaml
	@$(SEQCAST) run $(PIPELINE) $(JOBS)

status: $(NEEDED) ## Say of each stage of PIPELINE whether it is up to date
	@$(SEQCAST) status $(PIPELINE)

graph: $(NEEDED) ## Show how the stages of PIPELINE hang together
	@$(SEQCAST) graph $(PIPELINE)

lint: ## Check the style
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

format: ## Put the style right
	@$(SWIFT) format --in-place --recursive Package.swift Sources Tests

docs: setup ## Make the library's documentation in docs/api, with the toolchain's own docc
	@rm -rf .build/symbol-graphs && mkdir -p .build/symbol-graphs
	@$(SWIFT) build --target RecurrentNets --scratch-path .build/docs \
		-Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$(CURDIR)/.build/symbol-graphs"
	@rm -f .build/symbol-graphs/CKernels*
	@docc convert Sources/RecurrentNets/RecurrentNets.docc --warnings-as-errors \
		--additional-symbol-graph-dir .build/symbol-graphs --output-dir docs/api
	@echo "the documentation is in docs/api"

gallery: $(NEEDED) ## Draw the figures of docs/gallery.md
	@scripts/gallery.sh $(SEQCAST)

install: $(NEEDED) ## Install the command under PREFIX=/usr/local
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 $(SEQCAST) "$(DESTDIR)$(PREFIX)/bin/seqcast"
	@echo "installed $(DESTDIR)$(PREFIX)/bin/seqcast"

clean: ## Remove what was built and what the pipelines made
	@rm -rf .build runs

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "make generate, make train, make predict, make plot: run those stages of PIPELINE with what they need first"
