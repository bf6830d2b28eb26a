using Vae.Quality;

return QualityCommand.Create().Parse(args).Invoke();
