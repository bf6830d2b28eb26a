using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>How many texts of each column of categories the model knows, so that a column of which it knows none gets a sentence.</summary>
/// <param name="columns">The columns of the model.</param>
internal sealed class CategoryTally(IReadOnlyList<VaeColumn> columns)
{
    /// <summary>One unseen text says little of its column.</summary>
    private const int FewestTexts = 2;

    /// <summary>Nothing as long as there was no text: most tables have none, and every block of rows counts for itself.</summary>
    private Seen[] _columns = [];

    /// <summary>A sentence for each column whose every text is new to the model.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            for (var column = 0; column < _columns.Length; column++)
            {
                if (_columns[column] is { Known: 0, Unseen: >= FewestTexts and var unseen, First: var (_, text) })
                {
                    yield return FormattableString.Invariant(
                        $"Column '{columns[column].Name}': the model knows none of its {unseen:N0} texts, such as '{text}'; ")
                        + $"it knows {NameList.Of([.. columns[column].Categories!], 5)}. Check spelling and letter case.";
                }
            }
        }
    }

    /// <summary>Takes note of one text.</summary>
    public void Add(int column, bool isKnown, TableRows row, int place)
    {
        Start();
        ref var seen = ref _columns[column];
        if (isKnown)
        {
            seen.Known++;
            return;
        }

        seen.Unseen++;
        seen.First ??= (row.Row, row.Text(place).Trim().ToString());
    }

    /// <summary>Takes over what another block of the same table holds.</summary>
    public void Merge(CategoryTally other)
    {
        for (var column = 0; column < other._columns.Length; column++)
        {
            Start();
            ref var seen = ref _columns[column];
            ref readonly var more = ref other._columns[column];
            seen.Known += more.Known;
            seen.Unseen += more.Unseen;
            if (more.First is { } first && !(seen.First?.Row < first.Row))
            {
                seen.First = first;
            }
        }
    }

    private void Start() => _columns = _columns.Length > 0 ? _columns : new Seen[columns.Count];

    private struct Seen
    {
        public long Known, Unseen;

        public (long Row, string Text)? First;
    }
}
