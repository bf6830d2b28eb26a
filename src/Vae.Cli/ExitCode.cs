namespace Vae.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Something failed that the user could not know: a full disk, no CUDA, a bug.</summary>
    public const int Failure = 1;

    /// <summary>The command line, a data file or a model file cannot be used as given.</summary>
    public const int Input = 2;

    /// <summary>A signal ended the run before its work was done; 128 + SIGINT by the convention of shells, whichever signal it was.</summary>
    public const int Interrupted = 130;
}
