# Gap: with -fbracket-depth=5000 a source nested 2000 deep parses, and lowering it, which is recursive, may run out
# of an 8 MB stack in a debug build. Without the flag the parser refuses more than 256 levels, and says so.
python3 -c "print('int f(int n) { while (n) n = ' + '-('*2000 + 'n' + ')'*2000 + ' - 1; return n; }')"
