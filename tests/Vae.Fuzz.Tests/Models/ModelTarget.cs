using Vae.Fuzz.Tests.Campaigns;

namespace Vae.Fuzz.Tests.Models;

/// <summary>Model files and decoders.</summary>
internal sealed class ModelTarget : IFuzzTarget
{
    /// <summary>Of so many mutants one is asked for everything.</summary>
    private const int LooksFurther = 4;

    private readonly ModelSeed[] _seeds = ModelSeeds.All();

    public Outcome Try(int number, out byte[] mutant)
    {
        var made = ModelMutant.Of(new Random(number), _seeds);
        mutant = made.Bytes;
        return ModelJudge.Of(made, looksFurther: number % LooksFurther == 0);
    }

    public void Dispose()
    {
        // Seeds are bytes and numbers.
    }
}
