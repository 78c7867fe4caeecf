-- Array swaps and short loops: the most prefix reversals any permutation of 1..n needs, by recursion over all.
local n = tonumber(arg and arg[1]) or 9

local work, most, checksum, parity = {}, 0, 0, 1

local function flips(p)
    for i = 1, n do work[i] = p[i] end
    local count = 0
    local first = work[1]
    while first ~= 1 do
        local i, j = 1, first
        while i < j do
            work[i], work[j] = work[j], work[i]
            i, j = i + 1, j - 1
        end
        count = count + 1
        first = work[1]
    end
    return count
end

-- Heap's order: each permutation differs from the one before by one swap.
local function permute(p, k)
    if k == 1 then
        local count = flips(p)
        if count > most then most = count end
        checksum = checksum + parity * count
        parity = -parity
        return
    end
    for i = 1, k do
        permute(p, k - 1)
        if i < k then
            local j = k % 2 == 0 and i or 1
            p[j], p[k] = p[k], p[j]
        end
    end
end

for _ = 1, tonumber(arg and arg[2]) or 2 do
    local p = {}
    for i = 1, n do p[i] = i end
    permute(p, n)
end
print(checksum, most)
