using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>How many texts of each column of categories the model knows, so that a column of which it knows none gets a sentence.</summary>
/// <param name="columns">The columns of the model.</param>
internal sealed class CategoryTally(IReadOnlyList<VaeColumn> columns)
{
    /// <summary>One unseen text says little of its column.</summary>
    private const int FewestTexts = 2;

    private readonly long[] _known = new long[columns.Count];
    private readonly long[] _unseen = new long[columns.Count];
    private readonly (long Row, string Text)?[] _first = new (long, string)?[columns.Count];

    /// <summary>A sentence for each column whose every text is new to the model.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            for (var column = 0; column < columns.Count; column++)
            {
                if (_known[column] == 0 && _unseen[column] >= FewestTexts && _first[column] is var (_, text))
                {
                    yield return FormattableString.Invariant(
                        $"Column '{columns[column].Name}': the model knows none of its {_unseen[column]:N0} texts, such as '{text}'; ")
                        + $"it knows {NameList.Of([.. columns[column].Categories!], 5)}. Check spelling and letter case.";
                }
            }
        }
    }

    /// <summary>Takes note of one text.</summary>
    public void Add(int column, bool isKnown, TableRows row, int place)
    {
        if (isKnown)
        {
            _known[column]++;
            return;
        }

        _unseen[column]++;
        _first[column] ??= (row.Row, row.Text(place).Trim().ToString());
    }

    /// <summary>Takes over what another block of the same table holds.</summary>
    public void Merge(CategoryTally other)
    {
        for (var column = 0; column < columns.Count; column++)
        {
            _known[column] += other._known[column];
            _unseen[column] += other._unseen[column];
            if (other._first[column] is { } first && !(_first[column]?.Row < first.Row))
            {
                _first[column] = first;
            }
        }
    }
}
