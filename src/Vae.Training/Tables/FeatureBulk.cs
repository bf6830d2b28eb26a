namespace Vae.Training.Tables;

/// <summary>Where the bulk of a feature lies: statistics that a few cells cannot move.</summary>
/// <param name="Centre">The median.</param>
/// <param name="Reach">The middle four fifths; 0 where they are all the same.</param>
internal readonly record struct FeatureBulk(double Centre, double Reach)
{
    /// <summary>Rows that are looked at, evenly spread.</summary>
    private const int MostRows = 20_000;

    /// <summary>Measures one feature of rows [rows, width]; null where it has no number.</summary>
    public static FeatureBulk? Of(ReadOnlySpan<float> features, int width, int feature)
    {
        var rows = features.Length / width;
        var step = Math.Max(1, rows / MostRows);
        var values = new List<float>(Math.Min(rows, 2 * MostRows));
        for (var row = 0; row < rows; row += step)
        {
            var value = features[(row * width) + feature];
            if (float.IsFinite(value))
            {
                values.Add(value);
            }
        }

        if (values.Count == 0)
        {
            return null;
        }

        values.Sort();
        return new(values[values.Count / 2], (double)values[values.Count * 9 / 10] - values[values.Count / 10]);
    }

    /// <summary>How far a value is from the centre.</summary>
    public double Distance(float value) => Math.Abs(value - Centre);
}
