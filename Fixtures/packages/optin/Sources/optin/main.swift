import COptin

print(coptin_steps(27), coptin_halves(1024))
