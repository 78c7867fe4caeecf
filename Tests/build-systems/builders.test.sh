# Build systems: make, autoconf, CMake in three ways, Meson, Ninja.

test_make() {
    cat >Makefile <<'END'
CFLAGS = -O2 -Wall -Werror -Iinclude -MMD
program: src/main.o src/sum.o
	$(CC) $^ -o $@
-include $(wildcard src/*.d)
END
    make CC="$cede cc gcc"
    answers ./program
    checked src/sum.o
    # A change of a header, and of Cede, is one that make sees; nothing else is.
    make -q CC="$cede cc gcc"
    touch include/parts.h
    fails make -q CC="$cede cc gcc"
    make CC="$cede cc gcc"
    cp "$cede" other-cede
    rm -f src/*.o
    make CC="$PWD/other-cede cc gcc"
    make -q CC="$PWD/other-cede cc gcc"
    touch other-cede
    fails make -q CC="$PWD/other-cede cc gcc"
    # One that is gone is no missing rule.
    rm other-cede
    make CC="$cede cc gcc"
    answers ./program
}

test_autoconf() {
    need autoconf automake
    cat >configure.ac <<'END'
AC_INIT([parts], [1])
AM_INIT_AUTOMAKE([foreign subdir-objects])
AC_PROG_CC
AC_CHECK_FUNCS([memcpy no_such_function])
AC_CHECK_SIZEOF([long])
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
END
    cat >Makefile.am <<'END'
bin_PROGRAMS = program
program_SOURCES = src/main.c src/sum.c
AM_CPPFLAGS = -I$(srcdir)/include
END
    autoreconf -i
    ./configure CC=gcc && mv config.log plain.log && mv Makefile plain.mk
    ./configure CC="$cede cc gcc"
    # The same answers, from probes that went through untouched.
    diff <(grep '^ac_cv_' plain.log | grep -v 'CC[_=]') <(grep '^ac_cv_' config.log | grep -v 'CC[_=]')
    make
    answers ./program
    checked src/sum.o
}

cmake_project() { # WHAT STANDS AT THE END
    need cmake ninja-build
    cat >CMakeLists.txt <<END
cmake_minimum_required(VERSION 3.21)
project(parts C)
include_directories(include)
add_library(parts STATIC src/sum.c)
add_executable(program src/main.c)
target_link_libraries(program parts)
$1
END
}

test_cmake_launcher() {
    cmake_project ""
    for generator in Ninja "Unix Makefiles"; do
        local build="build ${generator%% *}"
        cmake -G "$generator" -B "$build" -DCMAKE_C_COMPILER_LAUNCHER="$cede;cc" -DCMAKE_C_LINKER_LAUNCHER="$cede;cc"
        cmake --build "$build"
        answers "$build/program"
        checked "$build/CMakeFiles/parts.dir/src/sum.c.o"
    done
    # Ninja knows from the dependency file that nothing is to be done, and that a header has changed.
    ninja -C "build Ninja" | grep 'no work to do'
    touch include/parts.h
    ninja -C "build Ninja" -n | grep sum.c.o
}

test_cmake_package() {
    need cmake ninja-build
    make -C "$root" install DESTDIR="$PWD/stage" PREFIX=/usr >/dev/null
    cmake_project 'find_package(Cede 0.1 REQUIRED)
cede_enable(program parts)
add_executable(plain src/main.c src/sum.c)'
    env -u CEDE_RUNTIME cmake -G Ninja -B build -DCMAKE_PREFIX_PATH="$PWD/stage/usr"
    env -u CEDE_RUNTIME cmake --build build
    answers build/program
    answers build/plain
    checked build/CMakeFiles/parts.dir/src/sum.c.o
    unchecked build/CMakeFiles/plain.dir/src/sum.c.o
}

test_cmake_precompiled_header() {
    cmake_project 'target_precompile_headers(program PRIVATE <stdio.h> include/parts.h)'
    for compiler in gcc clang; do
        cmake -G Ninja -B $compiler -DCMAKE_C_COMPILER=$compiler -DCMAKE_C_COMPILER_LAUNCHER="$cede;cc" \
            -DCMAKE_C_LINKER_LAUNCHER="$cede;cc"
        cmake --build $compiler
        answers $compiler/program
        checked $compiler/CMakeFiles/program.dir/src/main.c.o
    done
}

test_meson() {
    need meson ninja-build
    cat >meson.build <<'END'
project('parts', 'c', default_options: ['warning_level=2', 'werror=true'])
cc = meson.get_compiler('c')
assert(cc.has_function('memcpy') and not cc.has_function('no_such_function'))
parts = static_library('parts', 'src/sum.c', include_directories: 'include')
program = executable('program', 'src/main.c', include_directories: 'include', link_with: parts)
test('program', program)
END
    cat >cede.ini <<END
[binaries]
c = ['$cede', 'cc', 'gcc']
END
    meson setup --native-file cede.ini build
    meson test -C build
    answers build/program
    nm build/libparts.a | grep cede_check
    ninja -C build | grep 'no work to do'
}
