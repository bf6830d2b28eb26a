namespace Vae.Data.Runs;

/// <summary>What a model has to say of each row beside its score: some cells.</summary>
internal interface IRowAnswer
{
    /// <summary>The columns of the cells, in order.</summary>
    IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>True where <see cref="Write"/> looks at the row as it stands in the table.</summary>
    bool QuotesCells { get; }

    /// <summary>The numbers behind the cells of rows [rows, features]: [rows, width].</summary>
    float[] Of(ReadOnlySpan<float> features, CancellationToken cancellation);

    /// <summary>Writes the cells of one row.</summary>
    /// <param name="numbers">The row's numbers [width].</param>
    /// <param name="features">The row [features].</param>
    /// <param name="source">The row as it stands in the table, where <see cref="QuotesCells"/> asks for it; else null.</param>
    /// <param name="cells">Takes them.</param>
    void Write(ReadOnlySpan<float> numbers, ReadOnlySpan<float> features, TableRows? source, CellWriter cells);
}
