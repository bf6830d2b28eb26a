using Vae.Quality.Data;

namespace Vae.Quality.Detectors;

/// <summary>A detector under test: it trains on rows without labels and scores others.</summary>
internal interface IDetector
{
    string Name { get; }

    /// <summary>Trains on <paramref name="train"/> and scores <paramref name="test"/>; the labels of both are not for it to read.</summary>
    IReadOnlyList<Detection> Run(LabelledTable train, LabelledTable test, int seed);
}
