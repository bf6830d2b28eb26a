namespace Vae.Cli;

/// <summary>Something the user gave cannot be used. The message is one line for the terminal, and the exit code is 2.</summary>
internal sealed class InputException(string message) : Exception(message);
