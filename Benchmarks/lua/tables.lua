-- Tables, closures, metatables and coroutines: a heap, memoised closures, objects, producers, table.sort.
local rounds = tonumber(arg and arg[1]) or 60

local Heap = {}
Heap.__index = Heap

function Heap.new(less) return setmetatable({ size = 0, less = less }, Heap) end

function Heap:push(value)
    local at = self.size + 1
    self.size = at
    while at > 1 and self.less(value, self[at // 2]) do
        self[at] = self[at // 2]
        at = at // 2
    end
    self[at] = value
end

function Heap:pop()
    local top, last = self[1], self[self.size]
    self[self.size] = nil
    self.size = self.size - 1
    local at = 1
    while 2 * at <= self.size do
        local child = 2 * at
        if child < self.size and self.less(self[child + 1], self[child]) then child = child + 1 end
        if not self.less(self[child], last) then break end
        self[at] = self[child]
        at = child
    end
    if self.size > 0 then self[at] = last end
    return top
end

local function memoised(f)
    local known = {}
    return function(n)
        local value = known[n]
        if value == nil then
            value = f(n)
            known[n] = value
        end
        return value
    end
end

local function squares(n)
    return coroutine.wrap(function()
        for i = 1, n do coroutine.yield(i * i) end
    end)
end

local total = 0
for round = 1, rounds do
    local heap = Heap.new(function(a, b) return a < b end)
    for i = 1, 4000 do heap:push((i * 7919 + round) % 10007) end
    local rank = 0
    while heap.size > 0 do
        rank = rank + 1
        total = total + rank * heap:pop() % 31
    end
    local collatz
    collatz = memoised(function(n)
        if n == 1 then return 0 end
        return 1 + collatz(n % 2 == 0 and n // 2 or 3 * n + 1)
    end)
    for i = 1, 2500 do total = total + collatz(i) end
    for square in squares(3000) do total = total + square % 13 end
    local pairs_ = {}
    for i = 1, 3000 do pairs_[i] = { key = (i * 104729 + round) % 4093, at = i } end
    table.sort(pairs_, function(a, b) return a.key < b.key or a.key == b.key and a.at < b.at end)
    total = total + pairs_[1].at + pairs_[#pairs_].at
end
print(total)
