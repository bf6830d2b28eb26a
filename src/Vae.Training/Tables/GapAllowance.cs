using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// What a gap adds to a member score by itself. A missing value counts as the mean, and a mean among values that do not go with it is odd, for a text
/// column impossible; that says nothing about the row. So gaps are made in held-out rows, column after column, and what they add is taken off again:
/// a row with gaps is judged by what it holds.
/// </summary>
internal sealed class GapAllowance
{
    /// <summary>Held-out rows of each member that gaps are made in, at most and at least.</summary>
    private const int MostRows = 64, LeastRows = 4;

    /// <summary>Multiplications that all gaps together may cost, about, and those of an input of a row beside its own whitening.</summary>
    private const double MostWork = 1e11, WorkPerInput = 1_500;

    /// <summary>Rows, and numbers of them, that are looked at at once.</summary>
    private const int ChunkRows = 2_048, ChunkValues = 1 << 23;

    /// <summary>Of more columns, neighbours miss together and share what that adds; so many gaps, about, are made then.</summary>
    private const int MostColumns = 1_024, GapsOfMany = 256;

    /// <summary>Where scores with and without the gap are compared: the larger difference counts, so that the upper end keeps the promise.</summary>
    private static readonly double[] Quantiles = [0.5, 0.95];

    private GapAllowance(float[] amounts) => Amounts = amounts;

    /// <summary>
    /// What a missing value takes off the member score [features]. Of a column of text or dates, whose features are missing together, the first has
    /// it all.
    /// </summary>
    public float[] Amounts { get; }

    /// <summary>Makes the gaps.</summary>
    /// <param name="scaler">Which features are inputs.</param>
    /// <param name="width">Number of features.</param>
    /// <param name="groups">The features of each column of text or dates.</param>
    /// <param name="inputs">Training rows, scaled [rows, inputs].</param>
    /// <param name="inside">The normal rows held out from each member [members] of [rows].</param>
    /// <param name="scores">
    /// The member scores, without novelties, of scaled rows [rows, inputs] under a member: [rows].
    /// </param>
    /// <param name="cancellation">Abandons the making.</param>
    public static GapAllowance Fit(
        TableScaler scaler, int width, IReadOnlyList<Range> groups, Tensor inputs, IReadOnlyList<Tensor> inside,
        Func<Tensor, int, Tensor> scores, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var columns = Columns(scaler, groups);
        var size = inputs.shape[1];
        var work = size * (WorkPerInput + (WideTable.HasMany(size) ? 0 : size)) * inside.Count * columns.Count;  // of each row
        var most = (int)Math.Clamp(MostWork / work, LeastRows, MostRows);
        var whole = new List<float>();
        var gapped = columns.Select(_ => new List<float>()).ToArray();
        for (var member = 0; member < inside.Count; member++)
        {
            using var memberScope = NewDisposeScope();
            var rows = Spread(inside[member], most);
            var own = inputs.index_select(0, rows);                                     // [rows, inputs]
            whole.AddRange(Values(scores(own, member)));
            var gaps = Math.Max(1, (int)Math.Min(ChunkRows, ChunkValues / size) / most);
            foreach (var chunk in columns.Select((column, i) => (Column: column, Index: i)).Chunk(gaps))
            {
                cancellation.ThrowIfCancellationRequested();
                using var chunkScope = NewDisposeScope();
                var keep = ones(chunk.Length, 1, size, device: inputs.device);
                for (var i = 0; i < chunk.Length; i++)
                {
                    keep[i].index_fill_(1, tensor(chunk[i].Column.Inputs, device: inputs.device), 0);
                }

                var made = (own.unsqueeze(0) * keep).flatten(0, 1);                     // [columns · rows, inputs]
                var found = Values(scores(made, member)).Chunk((int)rows.shape[0]);
                foreach (var (values, (_, index)) in found.Zip(chunk))
                {
                    gapped[index].AddRange(values);
                }
            }
        }

        var amounts = new float[width];
        foreach (var ((features, _), values) in columns.Zip(gapped))
        {
            var amount = Quantiles.Max(quantile => Math.Max(0, Quantile(values, quantile) - Quantile(whole, quantile)));
            foreach (var feature in features)
            {
                amounts[feature] = amount / features.Length;
            }
        }

        return new(amounts);
    }

    /// <summary>What the gaps of rows as the user has them [rows, features] take off: [rows].</summary>
    public Tensor Of(Tensor features) => features.isnan().to(float32).mv(tensor(Amounts, device: features.device));

    /// <summary>The columns with inputs, neighbours together where there are many: where the amounts stand, and the inputs.</summary>
    private static List<(int[] Features, long[] Inputs)> Columns(TableScaler scaler, IReadOnlyList<Range> groups)
    {
        int First(int feature) => TextColumns.IndexOf(groups, feature) is >= 0 and var group ? groups[group].Start.Value : feature;
        var places = scaler.Varying.Select((feature, place) => (Column: First(feature), Place: (long)place));
        var columns = places.GroupBy(input => input.Column, input => input.Place).ToArray();
        var together = columns.Length > MostColumns ? (columns.Length + GapsOfMany - 1) / GapsOfMany : 1;
        return
        [
            .. columns.Chunk(together).Select(gap => (gap.Select(column => column.Key).ToArray(), gap.SelectMany(column => column).ToArray())),
        ];
    }

    private static Tensor Spread(Tensor rows, int most)
    {
        var count = Math.Min(most, (int)rows.shape[0]);
        long[] places = [.. Enumerable.Range(0, count).Select(i => i * rows.shape[0] / count)];
        return rows.index_select(0, tensor(places, device: rows.device));
    }

    private static float[] Values(Tensor scores) => scores.to(float32).cpu().contiguous().data<float>().ToArray();

    private static float Quantile(List<float> values, double quantile) => values.Order().ElementAt((int)(quantile * (values.Count - 1)));
}
