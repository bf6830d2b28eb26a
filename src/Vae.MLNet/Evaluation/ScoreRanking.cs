namespace Vae.MLNet.Evaluation;

/// <summary>Rows in groups of equal score, the highest first, so that ties are one step of every curve. NaN stands with infinity.</summary>
internal sealed class ScoreRanking
{
    public ScoreRanking(ReadOnlySpan<float> scores)
    {
        var ascending = new float[scores.Length];   // [rows], negated so that an ascending sort puts the highest score first
        var rows = new int[scores.Length];
        for (var row = 0; row < scores.Length; row++)
        {
            ascending[row] = float.IsNaN(scores[row]) ? float.NegativeInfinity : -scores[row];
            rows[row] = row;
        }

        Array.Sort(ascending, rows);
        GroupOfRow = new int[scores.Length];
        var groupScores = new List<float>();
        for (var position = 0; position < rows.Length; position++)
        {
            if (position == 0 || ascending[position] != ascending[position - 1])
            {
                groupScores.Add(-ascending[position]);
            }

            GroupOfRow[rows[position]] = groupScores.Count - 1;
        }

        GroupScores = [.. groupScores];
    }

    /// <summary>The group of each row, 0 for the highest score.</summary>
    public int[] GroupOfRow { get; }

    /// <summary>The score of each group, falling.</summary>
    public float[] GroupScores { get; }

    public int Groups => GroupScores.Length;
}
