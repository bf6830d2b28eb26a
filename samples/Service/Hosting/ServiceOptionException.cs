namespace Vae.Service.Hosting;

/// <summary>A setting that the service cannot start with; the message names it, the rule and what was found.</summary>
public sealed class ServiceOptionException(string message) : Exception(message);
