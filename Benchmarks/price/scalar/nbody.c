/* nbody.c - five bodies: nested loops with tiny constant trip counts. */
#include "../../kernels/kernel.h"

#include <math.h>

#define BODIES 5

static struct body { double x, y, z, vx, vy, vz, mass; } bodies[BODIES];

NEVER_INLINE static void advance(double dt) {
    for (int i = 0; i < BODIES; i++)
        for (int j = i + 1; j < BODIES; j++) {
            struct body *a = &bodies[i], *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double d2 = dx * dx + dy * dy + dz * dz + 0.01, pull = dt / (d2 * sqrt(d2));
            a->vx -= dx * b->mass * pull;
            a->vy -= dy * b->mass * pull;
            a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull;
            b->vy += dy * a->mass * pull;
            b->vz += dz * a->mass * pull;
        }
    for (int i = 0; i < BODIES; i++) {
        bodies[i].x += dt * bodies[i].vx;
        bodies[i].y += dt * bodies[i].vy;
        bodies[i].z += dt * bodies[i].vz;
    }
}

int main(int argc, char **argv) {
    int steps = argument(argc, argv, 1, 1200000);
    uint32_t state = 43;
    double *values = (double *)bodies;
    for (int i = 0; i < BODIES * 7; i++)
        values[i] = (double)(random_number(&state) % 1000) / 500 + 0.1;
    for (int i = 0; i < steps; i++)
        advance(0.001);
    print_digest(bodies, sizeof bodies);
}
