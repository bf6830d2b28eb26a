using Vae.Fuzz.Tests;

return FuzzCommand.Create().Parse(args).Invoke();
