using Vae.Fuzz.Tests.Campaigns;

namespace Vae.Fuzz.Tests.Models;

/// <summary>Model files and decoders.</summary>
internal sealed class ModelTarget : IFuzzTarget
{
    /// <summary>Of so many mutants one is asked for everything.</summary>
    private const int LooksFurther = 4;

    private readonly ModelSeed[] _seeds = ModelSeeds.All();

    public (byte[] Bytes, string Story) Make(int number)
    {
        var mutant = ModelMutant.Of(new Random(number), _seeds);
        return (mutant.Bytes, mutant.Story);
    }

    public Outcome Try(int number) => ModelJudge.Of(ModelMutant.Of(new Random(number), _seeds), looksFurther: number % LooksFurther == 0);

    public void Dispose()
    {
        // Seeds are bytes and numbers.
    }
}
