using Vae.Benchmarks;

// The floor must not pay for loading anything else, so it is looked for before the command line is parsed.
return args is [StartFloor.Name, var model] ? StartFloor.Run(model) : BenchmarkCommand.Run(args);
