// `cede explain`: every function, loop and jump of a plan with its decision and reason.
