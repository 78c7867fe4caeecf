// Two calls to itself and an addition: the price of a check at a function's entry.

func fib(_ n: Int) -> Int {
    n < 2 ? n : fib(n - 1) + fib(n - 2)
}

print(fib(CommandLine.arguments.count + 31))
