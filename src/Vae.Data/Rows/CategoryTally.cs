using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>How many texts of each column of categories the model knows, so that a column of which it knows none gets a sentence.</summary>
/// <param name="columns">The columns of the model.</param>
internal sealed class CategoryTally(IReadOnlyList<VaeColumn> columns)
{
    /// <summary>One unseen text says little of its column.</summary>
    private const int FewestTexts = 2;

    /// <summary>By column; none until there is a text, so that blocks of numbers cost nothing.</summary>
    private Texts?[]? _texts;

    /// <summary>A sentence for each column whose every text is new to the model.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            for (var column = 0; column < _texts?.Length; column++)
            {
                if (_texts[column] is { Known: 0, Unseen: >= FewestTexts and var unseen, First.Text: var text })
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
        var texts = Of(column);
        if (isKnown)
        {
            texts.Known++;
            return;
        }

        texts.Unseen++;
        texts.First ??= new(row.Row, row.Text(place).Trim().ToString());
    }

    /// <summary>Takes over what another block of the same table holds.</summary>
    public void Merge(CategoryTally other)
    {
        for (var column = 0; column < other._texts?.Length; column++)
        {
            if (other._texts[column] is { } theirs)
            {
                Of(column).Add(theirs);
            }
        }
    }

    private Texts Of(int column) => (_texts ??= new Texts?[columns.Count])[column] ??= new();

    /// <summary>What one column held.</summary>
    private sealed class Texts
    {
        public long Known { get; set; }

        public long Unseen { get; set; }

        public FirstText? First { get; set; }

        public void Add(Texts other)
        {
            Known += other.Known;
            Unseen += other.Unseen;
            First = First?.Row < other.First?.Row ? First : other.First ?? First;
        }
    }

    /// <summary>The first unseen text, and its row.</summary>
    private sealed record FirstText(long Row, string Text);
}
