using Vae.MLNet.Features;

namespace Vae.MLNet.DataView;

/// <summary>Which columns of some data are those of a model: the ones with their names, each of a type that can hold its values.</summary>
internal static class NamedColumns
{
    private const string NumberAdvice = "Load it as Single, or convert it with ConvertType.";
    private const string TextAdvice = "Load it as text, or map it to a key with MapValueToKey.";
    private const string DateAdvice = "Load it as DateTime or as text.";

    /// <summary>Refuses data without a column of the model, or with one of another kind; what else the data have does not matter.</summary>
    /// <param name="columns">The columns of the model.</param>
    /// <param name="source">The name of the model.</param>
    /// <param name="find">The column of such a name, or null.</param>
    /// <param name="all">The names of the data's columns.</param>
    /// <param name="parameterName">The argument that holds the data, for the error.</param>
    /// <exception cref="ArgumentException">The message names every such column.</exception>
    public static void Require(
        IReadOnlyList<VaeColumn> columns, string source, Func<string, CellColumn?> find, IEnumerable<string> all, string parameterName)
    {
        RequireAll([.. columns.Select(column => column.Name)], $", as model '{source}' reads its columns by name", find, all, parameterName);
        var wrong = columns.Select(column => (Column: column, Found: find(column.Name)!))
            .Where(pair => !Suits(pair.Column, pair.Found))
            .Select(pair => Wrong(pair.Column, pair.Found, source)).ToList();
        if (wrong.Count > 0)
        {
            throw SchemaMismatch.Of(string.Join(" ", wrong), parameterName);
        }
    }

    /// <summary>Refuses data without a column that is needed.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="why">Who needs them, in words that follow "in the data".</param>
    /// <param name="find">The column of such a name, or null.</param>
    /// <param name="all">The names of the data's columns.</param>
    /// <param name="parameterName">The argument that holds the data, for the error.</param>
    /// <exception cref="ArgumentException">The message names every missing column.</exception>
    public static void RequireAll(
        IReadOnlyList<string> names, string why, Func<string, CellColumn?> find, IEnumerable<string> all, string parameterName)
    {
        var missing = names.Where(name => find(name) is null).ToList();
        if (missing.Count > 0)
        {
            throw SchemaMismatch.Of(
                $"Input column{(missing.Count > 1 ? "s" : "")} {NameList.Of(missing)} must be in the data{why}; got columns {NameList.Of([.. all])}. "
                + "Rename the data's columns, or name a vector column that holds the features.",
                parameterName);
        }
    }

    private static bool Suits(VaeColumn column, CellColumn found) => column.IsDate
        ? found.Kind is CellKind.Date or CellKind.Text
        : found.Kind == (column.IsNumber ? CellKind.Number : CellKind.Text);

    private static string Wrong(VaeColumn column, CellColumn found, string source) => column.IsDate
        ? $"Input column '{column.Name}' must be a date, or text that holds dates, as in model '{source}'; got {found.Type}. {DateAdvice}"
        : column.IsNumber
        ? $"Input column '{column.Name}' must be a number, or true and false, as in model '{source}'; got {found.Type}. {NumberAdvice}"
        : $"Input column '{column.Name}' must be text, or a key whose values are text, as in model '{source}'; got {found.Type}. {TextAdvice}";
}
