using Microsoft.ML;
using Vae.MLNet.Friend;

namespace Vae.MLNet.TestModels;

/// <summary>
/// The list that ML.NET holds its own estimators against: TestEstimatorCore of dotnet/machinelearning, test/Microsoft.ML.TestFramework/DataPipe.
/// </summary>
internal static class EstimatorChecks
{
    /// <summary>Runs down the list.</summary>
    /// <param name="context">Where the model is saved and loaded.</param>
    /// <param name="estimator">The estimator.</param>
    /// <param name="valid">Data that it can be fitted to, and that the transformer can read.</param>
    /// <param name="invalid">Data that neither can read.</param>
    /// <param name="validForFitOnly">Data that it can be fitted to, and that a transformer fitted to the others cannot read; null for none.</param>
    public static void Run(
        MLContext context, IEstimator<ITransformer> estimator, IDataView valid, IDataView invalid, IDataView? validForFitOnly = null)
    {
        var promised = estimator.GetOutputSchema(SchemaShapes.Of(valid.Schema));
        MustFail(() => estimator.GetOutputSchema(SchemaShapes.Of(invalid.Schema)));
        MustFail(() => estimator.Fit(invalid));
        if (validForFitOnly is not null)
        {
            estimator.GetOutputSchema(SchemaShapes.Of(validForFitOnly.Schema));
            (estimator.Fit(validForFitOnly) as IDisposable)?.Dispose();
        }

        var transformer = estimator.Fit(valid);
        using var zip = new MemoryStream();
        context.Model.Save(transformer, valid.Schema, zip);
        zip.Position = 0;
        var loaded = context.Model.Load(zip, out var loadedSchema);

        var schema = transformer.GetOutputSchema(valid.Schema);
        Assert.True(transformer.IsRowToRowMapper);
        var mapper = transformer.GetRowToRowMapper(valid.Schema);
        Assert.Same(valid.Schema, mapper.InputSchema);
        Assert.Equal(Describe(schema), Describe(mapper.OutputSchema));
        Assert.Equal(Describe(schema), Describe(loaded.GetOutputSchema(valid.Schema)));
        Assert.Equal(Describe(valid.Schema), Describe(loadedSchema));
        var (scored, scoredByLoaded) = (transformer.Transform(valid), loaded.Transform(valid));
        Assert.Equal(Describe(schema), Describe(scored.Schema));
        Assert.Equal(Describe(schema), Describe(scoredByLoaded.Schema));
        Assert.Equal(Values(context, scored), Values(context, scoredByLoaded));

        foreach (var unfit in new[] { invalid, validForFitOnly }.OfType<IDataView>())
        {
            MustFail(() => transformer.GetOutputSchema(unfit.Schema));
            MustFail(() => transformer.Transform(unfit));
            MustFail(() => loaded.GetOutputSchema(unfit.Schema));
            MustFail(() => loaded.Transform(unfit));
        }

        // Compatible both ways: nothing is promised that is not delivered, nothing delivered that was not promised.
        Assert.Equal(Describe(SchemaShapes.Of(schema)), Describe(promised));
        (loaded as IDisposable)?.Dispose();
        (transformer as IDisposable)?.Dispose();
    }

    /// <summary>The columns of a shape with their annotations, in any order.</summary>
    public static IEnumerable<string> Describe(SchemaShape shape) => shape.Select(column =>
        $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} [{string.Join(", ", column.Annotations.Select(annotation => $"{annotation.Name} {annotation.Kind} {annotation.ItemType}"))}]").Order();

    private static IEnumerable<string> Describe(DataViewSchema schema) => schema.Select(column =>
        $"{column.Index} {column.Name} {column.Type} {column.IsHidden} [{string.Join(", ", column.Annotations.Schema.Select(annotation => $"{annotation.Name} {annotation.Type}"))}]");

    /// <summary>The rows as ML.NET writes them to text.</summary>
    private static string Values(MLContext context, IDataView data)
    {
        using var text = new MemoryStream();
        context.Data.SaveAsText(data, text);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    private static void MustFail(Action action)
    {
        var error = Record.Exception(action);
        Assert.True(error is ArgumentOutOfRangeException or InvalidOperationException, $"must be an error that ML.NET's own steps throw; got {error}");
    }
}
