# What compilers are asked for: precompiled headers, link-time optimisation, coverage, shared libraries, debuggers.

both() { echo gcc; command -v clang; }

test_one_runtime() {
    cat >lib.c <<'END'
extern __thread volatile unsigned char cede_flag;
volatile unsigned char *NAME(void) { return &cede_flag; }
int WORK(int n) { int k = 0; while (n) { k++; n &= n - 1; } return k; }
END
    cat >host.c <<'END'
#include <stdio.h>
extern __thread volatile unsigned char cede_flag;
volatile unsigned char *one(void), *two(void);
int one_work(int), two_work(int);
int main(void) {
    if (one() != &cede_flag || two() != &cede_flag) return puts("more than one flag"), 1;
    return one_work(255) + two_work(255) == 16 ? 0 : 2;
}
END
    for compiler in $(both); do
        "$cede" cc $compiler -fPIC -shared -DNAME=one -DWORK=one_work lib.c -o libone.so
        "$cede" cc $compiler -fPIC -shared -Wl,-z,defs -DNAME=two -DWORK=two_work lib.c -o libtwo.so
        "$cede" cc $compiler host.c -L. -lone -ltwo -Wl,-rpath,"$PWD" -o host
        ./host
        CEDE_MAIN=task CEDE_YIELD=always ./host
    done
}

test_lto() {
    for compiler in $(both); do
        local more=
        [ $compiler = gcc ] || more=-fuse-ld=lld
        [ $compiler = gcc ] || need lld
        for flag in -flto $([ $compiler = gcc ] || echo -flto=thin); do
            "$cede" cc $compiler -O2 $flag -Iinclude -c src/main.c -o main.o
            "$cede" cc $compiler -O2 $flag -Iinclude -c src/sum.c -o sum.o
            "$cede" cc $compiler -O2 $flag $more main.o sum.o -o program
            answers ./program
            CEDE_MAIN=task CEDE_YIELD=always answers ./program
        done
    done
}

test_precompiled_gch() {
    gcc -Iinclude -x c-header include/parts.h -o include/parts.h.gch
    "$cede" cc gcc -Iinclude -include parts.h -c src/sum.c -o sum.o
    checked sum.o
}

test_precompiled_pch() {
    clang -Iinclude -x c-header include/parts.h -o parts.h.pch
    "$cede" cc clang -Iinclude -include-pch parts.h.pch -c src/sum.c -o sum.o 2>said
    grep 'warning: compiled without checks: precompiled headers' said
    unchecked sum.o
    fails "$cede" cc --fail-closed clang -Iinclude -include-pch parts.h.pch -c src/sum.c -o closed.o
    [ ! -e closed.o ]
}

# Lines, counts and names of the source as it stands.
test_gcov() {
    "$cede" cc gcc --coverage -O0 -Iinclude -c src/sum.c -o sum.o
    "$cede" cc gcc --coverage -O0 -Iinclude -c src/main.c -o main.o
    "$cede" cc gcc --coverage main.o sum.o -o program
    answers ./program
    gcov -o . sum.o
    grep 'Source:src/sum.c' sum.c.gcov
    for line in 2 3 6; do grep -E "^ +1: +$line:" sum.c.gcov; done
    # What is inserted on a line counts there too, once a strip.
    grep -E '^ +100[01]: +5:' sum.c.gcov
}

test_llvm_cov() {
    local version
    version=$(clang --version | sed -n 's/.*version \([0-9]*\).*/\1/p;q')
    local tools
    tools=$(dirname "$(readlink -f "$(command -v clang)")")
    [ -x "$tools/llvm-profdata" ] || { echo "no llvm-profdata of clang $version"; return 0; }
    # Coverage mapping knows no line markers, so it takes an overlay.
    "$cede" cc clang -fprofile-instr-generate -fcoverage-mapping -Iinclude -c src/sum.c -o sum.o 2>said
    grep 'warning: compiled without checks: .*cede overlay' said
    overlay=$("$cede" overlay -o cede.yaml src -- -Iinclude)
    clang -ivfsoverlay "$overlay" -fprofile-instr-generate -fcoverage-mapping -Iinclude -c src/sum.c -o sum.o
    checked sum.o
    "$cede" cc clang -fprofile-instr-generate -Iinclude src/main.c sum.o -o program
    LLVM_PROFILE_FILE=raw answers ./program
    "$tools/llvm-profdata" merge raw -o profile
    "$tools/llvm-cov" show ./program -instr-profile=profile src/sum.c >shown
    grep -E '^ +5\| +1\.00k\|' shown
}

test_gdb() {
    need gdb
    for compiler in $(both); do
        "$cede" cc $compiler -g -O0 -Iinclude -c src/sum.c -o sum.o
        "$cede" cc $compiler -g -O0 -Iinclude -c src/main.c -o main.o
        "$cede" cc $compiler main.o sum.o -o program
        gdb -batch -ex 'break src/sum.c:5' -ex run -ex 'info line' -ex 'print values[0]' -ex bt ./program >said 2>&1
        grep -E 'Breakpoint 1, .*src/sum.c:5' said
        grep -E 'Line 5 of "src/sum.c"' said
        grep -F '$1 = 1' said
        grep -E '#1 .* main .* src/main.c:9' said
        grep -F 'total += values[i];' said
    done
}

test_quotes() {
    printf '#include <stdio.h>\nint main(void) { int n = 9; while (n) n &= n - 1; puts(TEXT); return 0; }\n' >'a b.c'
    for compiler in $(both); do
        "$cede" cc $compiler '-DTEXT="it'\''s \"$x\" a b"' 'a b.c' -o quoted
        [ "$(./quoted)" = 'it'\''s "$x" a b' ]
        echo '-DTEXT="\"a\\ b\"" "a b.c" -o from-file' >args
        "$cede" cc $compiler @args
        [ "$(./from-file)" = 'a\ b' ] || ./from-file
        (mkdir -p sub && cd sub && "$cede" cc $compiler '-DTEXT="x"' -c '../a b.c' && checked 'a b.o')
        "$cede" cc $compiler -Iinclude -E - <src/sum.c >/dev/null
    done
}
