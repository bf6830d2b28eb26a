using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>The columns of a table that stand beside its scores: the model's keys, and those that the options name.</summary>
/// <param name="Indexes">Their places in the table.</param>
/// <param name="AllNames">The names of the output's columns: its own, then these.</param>
internal sealed record KeptColumns(IReadOnlyList<int> Indexes, IReadOnlyList<string> AllNames)
{
    /// <summary>Finds them.</summary>
    /// <param name="model">The model, which knows its keys.</param>
    /// <param name="table">The table; keys that it does not have are no loss.</param>
    /// <param name="options">What to keep.</param>
    /// <param name="own">The output's own columns; a key of such a name is left out.</param>
    /// <exception cref="VaeDataException">A named column is not there, is named twice, or has the name of one of the output's own.</exception>
    public static KeptColumns Of(VaeModel model, ITableSource table, ScoreRunOptions options, IReadOnlyList<string> own)
    {
        var named = table.IndexesOf(options.Kept, options.Names.Kept);
        var keys = model.Info.Keys.Where(name => options.KeepsKeys && !own.Contains(name)).Select(name => table.IndexOf(name)).OfType<int>();
        int[] kept = [.. keys.Except(named), .. named];
        return new(kept, ResultColumns.OfTable(own.Skip(1), table, kept, options.Names));
    }
}
