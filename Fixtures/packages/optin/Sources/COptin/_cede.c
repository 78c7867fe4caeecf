/* What SwiftPM compiles of this target while plugins bring the rest; empty, as C goes. */
