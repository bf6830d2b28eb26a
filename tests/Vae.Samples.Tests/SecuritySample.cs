using Microsoft.ML;
using Vae.MLNet;

namespace Vae.Samples.Tests;

/// <summary>The code of docs/security.md, compiled and run as it stands there.</summary>
internal static class SecuritySample
{
    public static ITransformer? Run(MLContext mlContext)
    {
        ITransformer? pipeline = null;
        #region security
        try { pipeline = mlContext.Model.Load("model.zip", out _); }
        catch (Exception error) when (VaeModelException.In(error) is { } flaw) { Console.Error.WriteLine(flaw.Message); }
        #endregion
        return pipeline;
    }
}
