using Vae.MLNet.Inference;

namespace Vae.MLNet.Generation;

/// <summary>Makes candidates batch by batch, always as many: what a candidate is does not hang on how many are wanted.</summary>
internal sealed class Candidates : IDisposable
{
    /// <summary>Candidates of a batch, fewer where rows are wide.</summary>
    private const int MostRows = 256;

    private const int DecodedNumbers = 1 << 22;

    private readonly VaeModelInfo _info;
    private readonly CandidateDraw _draw;
    private readonly ValueWay? _way;
    private readonly GraphBinding _decoders;
    private readonly float[] _latent;                                                   // [rows, latent]
    private readonly float[] _residual;                                                 // [rows, inputs]
    private readonly float[] _gaps;                                                     // [rows, features]
    private readonly int[] _members;                                                    // [rows]

    public Candidates(VaeModelInfo info, StoredGenerator stored, ValueWay? way, MemberDecoders decoders, int seed, LatentPosterior? like)
    {
        (_info, _way) = (info, way);
        Rows = Math.Clamp(DecodedNumbers / (info.FeatureCount * info.Members), 1, MostRows);
        _draw = new(stored, info.LatentDimension, info.FeatureCount, seed, like);
        _latent = GC.AllocateUninitializedArray<float>(Rows * info.LatentDimension, pinned: true);
        _residual = new float[Rows * stored.Inputs];
        _gaps = new float[way is null ? 0 : Rows * info.FeatureCount];
        _members = new int[Rows];
        Features = new float[Rows * info.FeatureCount];
        _decoders = decoders.Bind();
    }

    /// <summary>Candidates of a batch.</summary>
    public int Rows { get; }

    /// <summary>The candidates of the batch [rows, features].</summary>
    public float[] Features { get; }

    /// <summary>Makes the next batch.</summary>
    public void Next()
    {
        var (width, inputs) = (_info.FeatureCount, _residual.Length / Rows);
        for (var row = 0; row < Rows; row++)
        {
            _members[row] = _draw.Next(
                _latent.AsSpan(row * _info.LatentDimension, _info.LatentDimension), _residual.AsSpan(row * inputs, inputs), Gaps(row));
        }

        _decoders.Run(_latent, Rows);
        var decoded = (float[])_decoders.Output(0);                                     // [rows, members, features]
        for (var row = 0; row < Rows; row++)
        {
            var own = decoded.AsSpan(((row * _info.Members) + _members[row]) * width, width);
            var features = Features.AsSpan(row * width, width);
            if (_way is null)
            {
                own.CopyTo(features);
            }
            else
            {
                _way.Apply(own, _residual.AsSpan(row * inputs, inputs), Gaps(row), features);
            }
        }
    }

    public void Dispose() => _decoders.Dispose();

    private Span<float> Gaps(int row) => _way is null ? [] : _gaps.AsSpan(row * _info.FeatureCount, _info.FeatureCount);
}
