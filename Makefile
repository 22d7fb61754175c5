# SPDX-License-Identifier: Apache-2.0
#
# `make help` says what there is.

MAVEN := mvn -B --no-transfer-progress

# Training is tested where its engine runs; Maven fetches it (115 MB) the first time.
TRAIN := $(if $(filter Linux-x86_64,$(shell uname -s)-$(shell uname -m)),-P train)

.DEFAULT_GOAL := help
.PHONY: help setup build fmt check lint proofs test demo demo-filter bench bench-lines \
  bench-compress golden-update clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

setup: ## install what is missing: JDK, Maven, Icarus, Verilator, Yosys (apt)
	@./setup

build: setup ## build the command line ./sparsil
	@./sparsil --version

fmt: ## format the Java sources
	@$(MAVEN) -q spotless:apply

check: setup lint ## the quick checks: format, compiler, lint of the Verilog
	@$(MAVEN) -q spotless:check test-compile

lint: ## lint the hand-written Verilog with Verilator, Icarus and Yosys
	@sim/lint $(wildcard rtl-templates/cells/*.v)

proofs: setup ## prove the control of the cells for all time, small ones (yosys-abc)
	@for proof in testbenches/formal/*.v; do sim/prove rtl-templates/cells $$proof || exit 1; done

test: setup build lint ## everything that CI checks
	@$(MAVEN) $(TRAIN) spotless:check test

demo: setup build ## ONNX to Verilog, proven in both simulators
	@sim/demo

demo-filter: setup build ## a picture through filters in Verilog; PICTURE=FILE for one of your own
	@sim/demo-filter $(if $(PICTURE),'$(PICTURE)')

bench-lines: setup build ## measure line buffers, and a frame of 1920x1080 in Verilator
	@$(MAVEN) -q test-compile org.codehaus.mojo:exec-maven-plugin:3.5.0:java \
	  -Dexec.classpathScope=test -Dexec.mainClass=org.sparsil.bench.LineBufferBenchmark

bench: setup build ## measure the speed of the tool
	@$(MAVEN) -q test-compile org.codehaus.mojo:exec-maven-plugin:3.5.0:java \
	  -Dexec.classpathScope=test -Dexec.mainClass=org.sparsil.bench.Benchmarks

bench-compress: setup build ## measure the compressed models; REBUILD=1 makes them anew first
	@$(if $(REBUILD),models/rebuild $(MODELS))
	@$(MAVEN) -q test-compile org.codehaus.mojo:exec-maven-plugin:3.5.0:java \
	  -Dexec.classpathScope=test -Dexec.mainClass=org.sparsil.cli.CompressionBenchmark \
	  -Dexec.args="$(MODELS)"

golden-update: ## accept the emitted Verilog as the expected one; look at the diff
	@$(MAVEN) -q test -Dsparsil.golden.update=true -Dtest='*Golden*' -Dsurefire.failIfNoSpecifiedTests=false
	@git status --short -- src/test/resources

clean: ## remove everything that was built
	rm -rf target build
