-- Nested numeric loops that call a small function: the largest singular value of an infinite matrix's corner.
local n = tonumber(arg and arg[1]) or 500

local function entry(i, j)
    local ij = i + j - 1
    return 1.0 / (ij * (ij - 1) * 0.5 + i)
end

local function multiply(x, y, transposed)
    for i = 1, n do
        local sum = 0
        if transposed then
            for j = 1, n do sum = sum + x[j] * entry(j, i) end
        else
            for j = 1, n do sum = sum + x[j] * entry(i, j) end
        end
        y[i] = sum
    end
end

local u, v, t = {}, {}, {}
for i = 1, n do u[i] = 1.0 end
for _ = 1, 10 do
    multiply(u, t, false)
    multiply(t, v, true)
    multiply(v, t, false)
    multiply(t, u, true)
end
local uv, vv = 0, 0
for i = 1, n do
    uv = uv + u[i] * v[i]
    vv = vv + v[i] * v[i]
end
print(string.format("%.9f", math.sqrt(uv / vv)))
