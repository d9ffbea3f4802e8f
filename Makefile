# `make demo` and `make test` are the two commands to know. Both set up all they need, and a second run takes seconds.
#
# Everything is built once, in release, and the tests share every object with the product. (`swift test` on its own would
# compile all of it again, for @testable imports; `swift build --build-tests` would link the examples and plug-ins of
# every dependency as well.)

SWIFT ?= swift
BUILD = $(SWIFT) build --configuration release --explicit-target-dependency-import-check error
# Tests that all begin at once wait so long for a core that their waits for each other run out.
AT_ONCE = $(shell $(SWIFT) test --help-hidden 2>&1 | grep -q maximum-parallelization-width && \
	echo --experimental-maximum-parallelization-width 12)
TEST = $(SWIFT) test --configuration release --skip-build --disable-xctest $(AT_ONCE)
DIVERT = .build/release/divert
SOURCES = Package.swift Sources Tests examples/swift Fuzzing/Package.swift Sanitizing/Package.swift Benchmarks/Package.swift \
	$(wildcard Fuzzing/Sources/Fuzz* Fuzzing/Sources/Crypto Benchmarks/Sources/SIPSpeed)
FUZZ_SECONDS ?= 600
EXAMPLES ?= 500
PATIENCE = the first time 10 to 20 minutes on two cores, then seconds; an interrupted build goes on where it stopped

.PHONY: demo test unit fuzz sanitize schemathesis run build build-tests dist bench-sip bench-events bench-redirects docs \
	format format-lint lint clean help

help:
	@echo "make demo    places a real SIP call, redirects it over HTTP and tells the story"
	@echo "make test    runs every test        make unit    runs the pure ones, in seconds"
	@echo "make fuzz    feeds made-up input to every parser, for FUZZ_SECONDS=$(FUZZ_SECONDS) each"
	@echo "make sanitize  runs the SIP tests under the thread and the address sanitizer"
	@echo "make schemathesis  holds the server against its OpenAPI document, with EXAMPLES=$(EXAMPLES) for each operation"
	@echo "make run     starts the server      make build   builds it"
	@echo "make bench-sip  prints what a redirected call costs, beside Kamailio"
	@echo "make bench-redirects  prints what a redirect request costs"
	@echo "make bench-events  prints what an event costs and how long it takes, beside Kamailio"
	@echo "make dist    makes a tarball and a Debian package of it, in .build/dist"
	@echo "make docs    renews the generated parts of docs/"
	@echo "make lint    checks format and imports; make format mends the format; make clean removes what was built"

demo: build
	@echo "==> Demo (seconds)"
	@$(DIVERT) demo --example Tests/Fixtures/redirect-example.json

run: build
	@$(DIVERT) serve $(ARGUMENTS)

build:
	@Scripts/install-packages build
	@echo "==> Building divert ($(PATIENCE))"
	@$(BUILD) --product divert

build-tests: build
	@echo "==> Building the tests (the first time about 5 minutes, then seconds)"
	@$(BUILD) --product divertPackageTests

unit: build-tests
	@echo "==> Pure tests (seconds)"
	@$(TEST) --skip AcceptanceTests --skip CompatibilityTests

dist: build
	@Scripts/install-packages dist
	@Scripts/make-dist

schemathesis: build
	@echo "==> Schemathesis, $(EXAMPLES) requests for each operation (minutes)"
	@Scripts/schemathesis $(EXAMPLES)

bench-sip: build
	@Scripts/install-packages bench
	@echo "==> Server CPU per redirected call (about two minutes)"
	@Benchmarks/sip/bench-sip $(DIVERT)
	@echo "==> A new call while 1,000 and while 91,000 ring (about two minutes)"
	@Benchmarks/sip/bench-sip $(DIVERT) --ringing

bench-redirects: build
	@Scripts/install-packages bench
	@echo "==> Server CPU of a durable redirect over HTTP (about three minutes)"
	@Benchmarks/redirects/bench-redirects $(DIVERT)
	@Benchmarks/redirects/bench-redirects $(DIVERT) --instructions
	@Benchmarks/redirects/bench-redirects $(DIVERT) --floor

bench-events: build
	@Scripts/install-packages bench
	@echo "==> Server CPU and time of events and of the calls that they decide (about three minutes)"
	@Benchmarks/events/bench-events $(DIVERT)

docs: build
	@$(DIVERT) documentation configuration --into docs/configuration.md
	@Scripts/manual markdown >docs/command-line.md

test: build-tests dist
	@Scripts/install-packages test
	@Scripts/fuzz runs 20000
	@for requirements in Tests/CompatibilityTests/Environments/*.txt; do \
		Scripts/python-environment "$$requirements" >/dev/null || exit; \
	done
	@python=$$(Scripts/python-environment)/bin/python && \
	echo "==> Every test, the real server among them (about two minutes)" && \
	DIVERT_BINARY="$(CURDIR)/$(DIVERT)" DIVERT_PYTHON="$$python" $(TEST)

fuzz:
	@Scripts/fuzz seconds $(FUZZ_SECONDS)

sanitize:
	@Scripts/sanitize

format:
	@$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

format-lint:
	@echo "==> Checking the format (seconds)"
	@$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

lint: format-lint build-tests

clean:
	$(SWIFT) package clean
