// Five bodies that attract each other.

struct Body {
    var x, y, z, vx, vy, vz, mass: Double
}

struct System {
    var bodies: [Body]

    @inline(never)
    mutating func advance(by time: Double) {
        for i in bodies.indices {
            for j in (i + 1)..<bodies.count {
                let dx = bodies[i].x - bodies[j].x
                let dy = bodies[i].y - bodies[j].y
                let dz = bodies[i].z - bodies[j].z
                let square = dx * dx + dy * dy + dz * dz
                let magnitude = time / (square * square.squareRoot())
                let (mi, mj) = (bodies[i].mass * magnitude, bodies[j].mass * magnitude)
                bodies[i].vx -= dx * mj
                bodies[i].vy -= dy * mj
                bodies[i].vz -= dz * mj
                bodies[j].vx += dx * mi
                bodies[j].vy += dy * mi
                bodies[j].vz += dz * mi
            }
        }
        for i in bodies.indices {
            bodies[i].x += time * bodies[i].vx
            bodies[i].y += time * bodies[i].vy
            bodies[i].z += time * bodies[i].vz
        }
    }
}

var system = System(
    bodies: (0..<5).map { i in
        let d = Double(i)
        return Body(x: d * 3, y: d * d, z: 1 - d, vx: d * 0.1, vy: 0.3 - d * 0.1, vz: 0.05, mass: 1 / (d + 1))
    })
for _ in 0..<1_000_000 {
    system.advance(by: 0.001)
}
print(system.bodies[0].x, system.bodies[4].z)
