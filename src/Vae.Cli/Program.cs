using Vae.Cli;

return await CommandLine.Run(args);
