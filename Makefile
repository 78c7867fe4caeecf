# One verb a line. `make help` lists them.

PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
ifeq ($(origin CC),default)
# The Swift toolchain's clang cannot link ThreadSanitizer without libdispatch.
CC      := $(shell test "$(SAN)" != thread && command -v clang >/dev/null 2>&1 && echo clang || echo cc)
endif
CFLAGS  ?= -O2 -g
AR      ?= ar
NM      ?= nm
OBJCOPY ?= objcopy
SAN     ?=

# SWIFT=no: a tool for C alone, without swift-syntax, whose optimised build takes a quarter of an hour.
scratch := .build
ifeq ($(SWIFT),no)
scratch := .build-c
export CEDE := $(CURDIR)/$(scratch)/release/cede
endif

version  := $(shell sed -n 's/^\#define CEDE_VERSION "\(.*\)"/\1/p' Sources/CedeRuntime/include/cede.h)
soname   := libcede.so.0
runtime  := Sources/CedeRuntime
sources  := $(wildcard $(runtime)/*/*.c) $(wildcard $(runtime)/*/*.S)
public   := $(notdir $(wildcard $(runtime)/include/*.h))
headers  := $(wildcard $(runtime)/*.h) $(wildcard $(runtime)/*/*.h)
out      := $(BUILD)$(if $(SAN),/$(SAN))
objects  := $(patsubst $(runtime)/%,$(out)/obj/%.o,$(sources))
flags     = -std=gnu11 -Wall -Wextra -fPIC -I$(runtime)/include -I$(runtime) $(CFLAGS) $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer)

.DEFAULT_GOAL := all
.PHONY: help all setup tool runtime test test-swift test-programs test-measure test-runtime test-swift-runtime test-witness demo lua bench-runtime \
	bench-kernels bench-price bench-rewrite calibrate soak neighbours blocking-clients lint-agreement lint-planted witness csmith torture gaps install clean

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

all: tool runtime ## the tool (release) and the runtime

setup: ## what building and testing need, by apt
	@Tests/setup

# At a fixed address, so that nothing is relocated when it starts: it does so for every source of a build.
tool: ## .build/release/cede; SWIFT=no: .build-c/release/cede, for C alone
	swift build -c release $(if $(filter no,$(SWIFT)),--disable-default-traits --scratch-path $(scratch)) --product cede --static-swift-stdlib -Xlinker -no-pie -Xlinker --gc-sections

runtime: $(out)/lib/libcede.a $(out)/lib/libcede_blocking.a $(out)/lib/libcede_static.a $(out)/lib/$(soname) $(public:%=$(out)/include/%) $(out)/include/CedeCheck/module.modulemap $(out)/include/CedeCheck/cede_no_yield.h $(out)/include/CedeCheck/cede_turn.h $(out)/lib/pkgconfig/cede.pc ## the C runtime: build/lib, build/include

test: setup test-swift test-programs test-measure test-runtime test-swift-runtime test-witness ## all tests

test-swift: ## frontend, planner, rewriter, command line
	swift test

test-programs: runtime ## whole programs through cede cc, also with every check yielding
	swift build --product cede
	@CEDE=.build/debug/cede OUT="$(out)" Tests/programs/run

test-measure: runtime ## the witness of the bound (cede cc --measure), on work of known length
	swift build --product cede
	@CEDE="$(CURDIR)/.build/debug/cede" OUT="$(abspath $(out))" Tests/measure/run

test-runtime: runtime ## the runtime's tests; SAN=address, thread or undefined
	@CC="$(CC)" FLAGS="$(flags)" OUT="$(out)" UNDER="$(or $(UNDER),$(SAN))" RUN="$(RUN)" Tests/runtime/run

test-swift-runtime: ## Swift on tasks: the API, exclusivity, Swift's own tasks; debug, release and static
	@Tests/swift-runtime/run $(NAME)

test-witness: runtime ## the witness itself: it names what lost its check, and nothing else
	swift build --product cede
	@CEDE=.build/debug/cede CEDE_RUNTIME="$(out)" Tests/witness/run

.PHONY: test-report
test-report: ## what `cede lint` writes: held to the formats' schemas, and the HTML report in Chromium
	swift build --product cede
	@CEDE="$(CURDIR)/.build/debug/cede" OUT="$(abspath $(out))/report" Tests/report/run

test-runtime-aarch64: ## the same for aarch64, under qemu's user emulation
	@Tests/setup qemu-user gcc-aarch64-linux-gnu g++-aarch64-linux-gnu libc6-dev-arm64-cross
	@$(MAKE) --no-print-directory test-runtime BUILD=$(BUILD)/aarch64 CC=aarch64-linux-gnu-gcc AR=aarch64-linux-gnu-ar \
		OBJCOPY=aarch64-linux-gnu-objcopy NM=aarch64-linux-gnu-nm SAN= UNDER=qemu RUN="env CEDE_RESERVE=1024M qemu-aarch64 -L /usr/aarch64-linux-gnu"

test-runtime-call: ## the same with the switch as a function, for compilers without the inline one
	@$(MAKE) --no-print-directory test-runtime BUILD=$(BUILD)/call CFLAGS="$(CFLAGS) -DCEDE_SWITCH_CALL"

soak: ## SECONDS=600 for each of TSan, ASan and plain: everything at once, then 100 000 dropped connections
	@PLAIN_CC=$(CC) TSAN_CC=$(shell command -v gcc || echo cc) OUT=$(BUILD) SECONDS_EACH=$(or $(SECONDS),600) Tests/soak/run

bench-runtime: runtime ## the runtime's figures, each beside what it is measured against
	@CC="$(CC)" FLAGS="$(flags)" OUT="$(out)" Benchmarks/runtime/run

demo: ## the first thing to see: a plain build starves, the same source through Cede does not
	@Benchmarks/run starvation

lua: ## Debian's Lua built through Cede: what it costs, and a hundred states on two workers
	@Benchmarks/run lua
	@Benchmarks/run lua-states

bench-kernels: ## what the checks cost in vectorised loops
	@Benchmarks/run kernels

.PHONY: bench-build
bench-build: ## whole builds of zlib, pcre2 and SQLite through Cede: CPU time over plain
	@Benchmarks/run build-time

bench-price: ## what checks cost in 62 small programs and in real ones; CONFIGS="clang-O2 gcc-O3"
	@CONFIGS="$(CONFIGS)" Benchmarks/run price

.PHONY: bench-swift
bench-swift: ## what checks cost in 23 small programs in Swift
	@Benchmarks/run swift-kernels

bench-rewrite: ## rewriting SQLite against parsing it
	@Benchmarks/run rewrite-speed

.PHONY: build-systems
build-systems: tool runtime ## NAME=meson: make, autoconf, CMake, Meson, ccache, distcc, debuggers and coverage with cede cc
	@OUT="$(out)" Tests/build-systems/run $(NAME)

neighbours: tool runtime ## NAME=zlib: Debian's source plain and through cede, its own suite, every check yielding; COMPILERS, LEVELS
	@Tests/neighbours/run $(NAME)

lint-agreement: tool runtime ## NAMES="zlib lua": what `cede lint` reports is what `cede cc` gives a check, place by place
	@Tests/lint/run agreement $(or $(NAMES),zlib lua bzip2 pcre2 sqlite)

lint-planted: tool runtime ## NAMES="zlib lua": loops and recursions planted into the sources are found, bounded twins are not
	@Tests/lint/run planted $(or $(NAMES),zlib lua bzip2 pcre2)

.PHONY: verify-neighbours
verify-neighbours: tool runtime ## NAMES="zlib bzip2": `cede verify` on what clang and gcc make of them, plain and through cede
	@for name in $(or $(NAMES),zlib bzip2 lua pcre2); do Tests/verify/run $$name || status=1; done; exit $${status:-0}

.PHONY: bench-lint
bench-lint: tool runtime ## NAMES="sqlite zlib pcre2 lua": the lint, cold and warm, over `clang -fsyntax-only`; then lines of Swift a second
	@Tests/lint/run time $(or $(NAMES),sqlite zlib pcre2 lua)
	@Tests/lint/run lines .build/checkouts/swift-syntax/Sources

.PHONY: packages
packages: tool runtime ## NAME=BigInt: a Swift package plain and through cede, its own tests, every check yielding; CONFIGURATIONS
	@Tests/packages/run $(NAME)

witness: tool runtime ## NAME=zlib: back-edges taken without a check within the budget, counted in the compiled program; MODE=clock: measured
	@Tests/witness/run $(NAME)

blocking-clients: tool runtime ## hiredis and libpq, unmodified, --blocking=task: 10000 tasks at a Redis, 200 at a PostgreSQL
	@Tests/blocking-clients/run

csmith: tool runtime ## COUNT=500 generated programs, plain against rewritten against every check yielding; SEED=1
	@Tests/csmith/run $(or $(COUNT),500) $(or $(SEED),1)

gaps: ## what is not right yet, a line each
	@Tests/gaps/run

torture: tool runtime ## gcc's own torture suite the same three ways; ONLY='2000*', COMPILERS, LEVELS
	@Tests/torture/run $(ONLY)

install: all ## library, headers, cede.pc, the CMake package, gdb script and the tool under PREFIX
	install -d $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(out)/lib/libcede.a $(out)/lib/libcede_blocking.a $(out)/lib/libcede_static.a $(DESTDIR)$(PREFIX)/lib
	install -m 755 $(out)/lib/$(soname) $(DESTDIR)$(PREFIX)/lib
	install -m 644 $(public:%=$(out)/include/%) $(DESTDIR)$(PREFIX)/include
	install -d $(DESTDIR)$(PREFIX)/include/CedeCheck
	install -m 644 $(runtime)/include/CedeCheck/* $(DESTDIR)$(PREFIX)/include/CedeCheck
	sed 's|^prefix=.*|prefix=$(PREFIX)|' $(out)/lib/pkgconfig/cede.pc > $(DESTDIR)$(PREFIX)/lib/pkgconfig/cede.pc
	install -d $(DESTDIR)$(PREFIX)/share/cede
	install -m 644 $(runtime)/seen/cede-gdb.py $(DESTDIR)$(PREFIX)/share/cede
	install -d $(DESTDIR)$(PREFIX)/lib/cmake/Cede
	install -m 644 Sources/CMake/CedeConfig.cmake $(DESTDIR)$(PREFIX)/lib/cmake/Cede
	sed 's|@version@|$(version)|' Sources/CMake/CedeConfigVersion.cmake.in > $(DESTDIR)$(PREFIX)/lib/cmake/Cede/CedeConfigVersion.cmake
	install -m 755 $(scratch)/release/cede $(DESTDIR)$(PREFIX)/bin

clean: ## remove build/
	rm -rf $(BUILD)

$(out)/obj/%.o: $(runtime)/% $(headers) Makefile
	@mkdir -p $(@D)
	$(CC) $(flags) -c $< -o $@

# What takes over functions of the C library gives way to a program that brings its own (usleep, C11's threads). Not
# under a sanitizer, whose interceptors give way too and may come first.
$(out)/obj/posix/posix_%.c.o: $(runtime)/posix/posix_%.c $(headers) Makefile
	@mkdir -p $(@D)
	$(CC) $(flags) -c $< -o $@
	$(if $(SAN),,$(NM) -g --defined-only --format=posix $@ | cut -d' ' -f1 > $@.names && $(OBJCOPY) --weaken-symbols=$@.names $@)

# What takes over the C library's blocking calls, for executables that ask for it (--blocking=task).
blocking := $(out)/obj/posix/posix_io.c.o $(out)/obj/posix/posix_pool.c.o
none     := $(out)/obj/posix/posix_none.c.o

$(out)/lib/libcede_blocking.a: $(blocking)
	@mkdir -p $(@D)
	@rm -f $@
	$(AR) rcs $@ $^

# For static executables.
$(out)/lib/libcede_static.a: $(filter-out $(out)/obj/posix/%.o,$(objects)) $(none)
	@mkdir -p $(@D)
	@rm -f $@
	$(AR) rcs $@ $^

$(out)/lib/libcede.a: $(filter-out $(blocking) $(none),$(objects))
	@mkdir -p $(@D)
	@rm -f $@
	$(AR) rcs $@ $^

# For libraries that may not have undefined symbols. Without a libcede.so beside it, as a program's own checks need the flag in
# the program: -lcede is the archive.
$(out)/lib/$(soname): $(filter-out %/main_on_task.c.o $(blocking) $(none),$(objects))
	@mkdir -p $(@D)
	$(CC) -shared -Wl,-soname,$(soname) $(if $(SAN),-fsanitize=$(SAN)) $^ -o $@ -pthread

$(out)/include/%.h: $(runtime)/include/%.h
	@mkdir -p $(@D)
	cp $< $@

$(out)/include/CedeCheck/%: $(runtime)/include/CedeCheck/%
	@mkdir -p $(@D)
	cp $< $@

# The archive, as executables hold the flag at a constant offset, which a shared library cannot provide.
$(out)/lib/pkgconfig/cede.pc: Makefile $(runtime)/include/cede.h
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(abspath $(out))' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' 'Name: cede' 'Description: Tasks for C that share the CPU' 'Version: $(version)' 'Libs: -L$${libdir} -l:libcede.a -pthread' 'Cflags: -I$${includedir}' > $@
