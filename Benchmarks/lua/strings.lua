-- The string library and the collector: building, formatting, pattern matching, substitution, splitting.
local rounds = tonumber(arg and arg[1]) or 1000

local words = {}
local seed = 42
local function random(n)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % n
end
for i = 1, 400 do
    local letters = {}
    for j = 1, 3 + random(9) do letters[j] = string.char(97 + random(26)) end
    words[i] = table.concat(letters)
end
local text = table.concat(words, " ")

local total = 0
for round = 1, rounds do
    local counts = {}
    for word in text:gmatch("%a+") do counts[word] = (counts[word] or 0) + #word end
    local lines = {}
    for i = 1, #words do
        local word = words[i]
        lines[#lines + 1] = string.format("%s=%d:%x", word:upper(), counts[word], round * i)
    end
    local joined = table.concat(lines, "\n")
    local swapped = joined:gsub("(%u+)=(%d+)", "%2=%1")
    total = total + #swapped
    for i = 1, #swapped, 7 do total = total + swapped:byte(i) end
    local from, found = 1, 0
    while true do
        local s, e = swapped:find("[aeiou].-\n", from)
        if not s then break end
        found, from = found + 1, e + 1
    end
    total = (total + found + #text:reverse():rep(2)) % 1000000007
end
print(total)
