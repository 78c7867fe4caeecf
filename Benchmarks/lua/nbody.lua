-- Floating point and field access: a sun and four planets under gravity, symplectic Euler steps.
local steps = tonumber(arg and arg[1]) or 300000
local sqrt = math.sqrt

local function body(mass, x, y, z, vx, vy, vz)
    return { mass = mass, x = x, y = y, z = z, vx = vx, vy = vy, vz = vz }
end

-- A made-up system in units where the gravitational constant is 1.
local bodies = {
    body(40.0, 0, 0, 0, 0, 0, 0),
    body(0.04, 5.0, 0.5, -0.1, -0.2, 2.8, 0.01),
    body(0.01, -8.3, 4.1, 0.4, -0.9, -1.8, 0.02),
    body(0.002, 12.9, -15.1, -0.2, 1.1, 0.9, -0.03),
    body(0.002, 15.4, 25.9, 0.2, -1.0, 0.6, 0.01),
}

local function advance(dt)
    for i = 1, #bodies do
        local a = bodies[i]
        for j = i + 1, #bodies do
            local b = bodies[j]
            local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            local d2 = dx * dx + dy * dy + dz * dz
            local pull = dt / (d2 * sqrt(d2))
            local pa, pb = b.mass * pull, a.mass * pull
            a.vx, a.vy, a.vz = a.vx - dx * pa, a.vy - dy * pa, a.vz - dz * pa
            b.vx, b.vy, b.vz = b.vx + dx * pb, b.vy + dy * pb, b.vz + dz * pb
        end
    end
    for i = 1, #bodies do
        local a = bodies[i]
        a.x, a.y, a.z = a.x + dt * a.vx, a.y + dt * a.vy, a.z + dt * a.vz
    end
end

local function energy()
    local e = 0
    for i = 1, #bodies do
        local a = bodies[i]
        e = e + 0.5 * a.mass * (a.vx ^ 2 + a.vy ^ 2 + a.vz ^ 2)
        for j = i + 1, #bodies do
            local b = bodies[j]
            local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            e = e - a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
        end
    end
    return e
end

print(string.format("%.9f", energy()))
for _ = 1, steps do advance(0.001) end
print(string.format("%.9f", energy()))
