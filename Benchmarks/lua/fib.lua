-- Calls: doubly recursive Fibonacci numbers. Prints the sum over a few arguments.
local function fib(n)
    if n < 2 then return n end
    return fib(n - 1) + fib(n - 2)
end

local total = 0
for n = 20, tonumber(arg and arg[1]) or 33 do total = total + fib(n) end
print(total)
