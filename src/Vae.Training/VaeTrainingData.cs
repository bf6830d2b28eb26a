using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.MLNet;
using Vae.MLNet.DataView;
using Vae.Training.DataView;
using Vae.Training.Pixels;

namespace Vae.Training;

/// <summary>
/// The rows to train on: one contiguous matrix in memory, and the names of its columns or the size of its images; or images that stay in their files.
/// </summary>
public sealed partial class VaeTrainingData
{
    /// <summary>Wraps rows that are already in memory.</summary>
    /// <param name="features">
    /// Unscaled features [rows, features], row after row, less the offsets of their columns. NaN = missing. A copy is made where columns without an
    /// offset need one.
    /// </param>
    /// <param name="columns">The columns in order; their widths add up to the number of features.</param>
    /// <exception cref="ArgumentException">
    /// No column, an empty or a repeated name, or a length that is no multiple of the number of features.
    /// </exception>
    public VaeTrainingData(float[] features, IReadOnlyList<VaeColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(features);
        FeatureCount = ColumnWidths.Sum(columns, features.Length, nameof(features));
        (Values, Columns) = FarFeatures.TakeOff(features, columns);
        Rows = features.Length / FeatureCount;
        Coarse = [.. columns.Zip(Columns).Where(pair => pair.First.Offset != pair.Second.Offset).Select(pair => pair.First.Name)];
    }

    /// <summary>Takes rows of double precision: each number is rounded to single once, when the offset of its column is off.</summary>
    /// <param name="rows">Unscaled values as they are [rows, features], row after row. NaN = missing.</param>
    /// <param name="columns">The columns in order; their widths add up to the number of features.</param>
    /// <exception cref="ArgumentException">As for rows of single precision.</exception>
    public VaeTrainingData(double[] rows, IReadOnlyList<VaeColumn> columns)
        : this(Without(rows, columns))
    {
    }

    private VaeTrainingData((float[] Features, IReadOnlyList<VaeColumn> Columns) rows)
        : this(rows.Features, rows.Columns)
    {
    }

    /// <summary>
    /// Unscaled features [rows, features], row after row, less the offsets of their columns; of images [rows, channels, height, width], and none of
    /// those that stay in their files.
    /// </summary>
    public ReadOnlyMemory<float> Features => Values;

    /// <summary>The columns, in order; none for images.</summary>
    public IReadOnlyList<VaeColumn> Columns { get; }

    /// <summary>
    /// Which rows belong together, such as those of one part, machine, customer or day: a text for each row, the same for rows of one group [rows].
    /// Default null: every row stands for itself. A group lies in one fold as a whole, and the promise counts groups: it holds for rows of groups
    /// that training never saw. A group is no feature.
    /// </summary>
    /// <exception cref="ArgumentException">There is not one text a row, or an empty one.</exception>
    public IReadOnlyList<string>? Groups
    {
        get;
        init
        {
            GroupIndexes = value is null ? null : RowGroups.IndexesOf(value, Rows, nameof(Groups));
            field = value;
        }
    }

    /// <summary>
    /// Columns of the table that were left out because they name rows or say when they were; the model keeps their names, and scoring the columns.
    /// Default none.
    /// </summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The size of the images, of photographs before they are cut into tiles, or null for a table.</summary>
    public VaeImageShape? ImageShape { get; }

    /// <summary>How photographs become the tiles that are looked at; null where images are looked at whole, and for a table.</summary>
    public VaeTiling? Tiling { get; private init; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>The shape of what is looked at: [features], of images or their tiles [channels, height, width].</summary>
    internal IReadOnlyList<int> InputShape =>
        (Tiling?.Tile ?? ImageShape) is { } shape ? [shape.Channels, shape.Height, shape.Width] : [FeatureCount];

    /// <summary>Columns whose values had been rounded to single precision before their offset came off.</summary>
    internal IReadOnlyCollection<string> Coarse { get; } = [];

    /// <summary>The groups numbered by their first rows, from 0 [rows]; null where every row stands for itself.</summary>
    internal int[]? GroupIndexes { get; private init; }

    /// <summary>The pixels of what is looked at, images or their tiles; null for a table.</summary>
    internal IPixelSource? Pixels { get; }

    /// <summary>The array behind <see cref="Features"/>, for those who hand it to native code.</summary>
    internal float[] Values { get; }

    /// <summary>
    /// Reads a vector column in one pass; slot names become column names, or <c>Feature0</c>, <c>Feature1</c>, … where there are none. Of more rows
    /// than fit into
    /// <paramref name="memoryBytes"/>, a uniform random sample is kept: training looks at far fewer rows than a gibibyte holds.
    /// A vector of three dimensions holds images, as <c>ExtractPixels</c> makes them; a column of images is read as <see cref="VaeImageReader"/>
    /// does. Rows without an image are left out.
    /// </summary>
    /// <param name="data">Data of any length.</param>
    /// <param name="featureColumnName">
    /// A vector of single- or double-precision values of known size; of images [channels, height, width], or flat with
    /// <paramref name="imageShape"/>; or images,
    /// with <paramref name="imageShape"/>. A null array is a row without any value.
    /// </param>
    /// <param name="memoryBytes">Most bytes that the rows may take. Default 1 GiB: nine million rows of 30 features.</param>
    /// <param name="seed">Seed of the sample. Default 1.</param>
    /// <param name="imageShape">
    /// The size of the images that a flat vector holds. Default null: that of a vector of three dimensions, otherwise a table. Needed for a column of
    /// images.
    /// </param>
    /// <param name="groupColumnName">
    /// The column that says which rows belong together: see <see cref="Groups"/>. It is no feature. Default null: every row stands for itself.
    /// </param>
    /// <param name="tiling">
    /// How photographs become tiles, in place of <paramref name="imageShape"/>. Default null: images are looked at whole.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The column is missing, or no vector of single- or double-precision values of known size, its size is not that of the images, or a row's own
    /// array is of
    /// another length.
    /// </exception>
    public static VaeTrainingData FromDataView(
        IDataView data, string featureColumnName = "Features", long memoryBytes = 1 << 30, int seed = 1, VaeImageShape? imageShape = null,
        string? groupColumnName = null, VaeTiling? tiling = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        imageShape?.Validate(nameof(imageShape));
        if (data.Schema.GetColumnOrNull(featureColumnName) is not { } column)
        {
            throw FeatureBinding.Missing(
                featureColumnName, data.Schema.Select(other => other.Name), nameof(featureColumnName), FeatureBinding.TrainingAdvice);
        }

        var group = GroupColumn.Find(data.Schema, groupColumnName, featureColumnName);
        if (column.Type is ImageDataViewType)
        {
            var size = tiling?.Photograph ?? imageShape ?? throw new ArgumentException(
                $"Input column '{featureColumnName}' holds images of any size, so their shape for training must be given; got none. "
                + $"Set {nameof(VaeTrainingOptions)}.{nameof(VaeTrainingOptions.ImageShape)}.",
                nameof(imageShape));
            return OfImages(ImageRows.Read(data, column, group, size, memoryBytes, seed), size, tiling);
        }

        if (column.Type is not VectorDataViewType { IsKnownSize: true } type || !FeatureColumn.IsItem(type.ItemType))
        {
            var vector = column.Type as VectorDataViewType;
            throw FeatureColumn.NoVector(
                featureColumnName, column.Type.ToString()!, vector is not null, vector?.ItemType ?? column.Type, nameof(featureColumnName));
        }

        if (ImageColumn.Shape(featureColumnName, type, tiling?.Photograph ?? imageShape) is { } shape)
        {
            return OfImages(ImageRows.Read(data, column, group, shape, memoryBytes, seed), shape, tiling);
        }

        var columns = ColumnsOf(column, type.Size);
        return type.ItemType == NumberDataViewType.Double
            ? OfValues(VectorRows.Read<double>(data, column, group, type.Size, memoryBytes, seed), columns)
            : OfFeatures(VectorRows.Read<float>(data, column, group, type.Size, memoryBytes, seed), columns);
    }

    /// <summary>
    /// Reads columns by name, as the tool reads a table: numbers of any type, and true and false as 1 and 0, are one feature each; texts, and keys
    /// whose values are texts, become one feature per category, in ordinal order. Nothing else of the data becomes a feature. Two passes where there
    /// is text, or a number that single precision cannot hold, else one. Of more rows than fit into
    /// <paramref name="memoryBytes"/>, a uniform random sample is kept, for which numbers too are read in two passes; the same rows by the
    /// same seed as the tool's.
    /// </summary>
    /// <param name="data">Data of any length, which gives the same rows each time it is read.</param>
    /// <param name="columnNames">The columns to learn from, in the order of the features; at least one, each once.</param>
    /// <param name="memoryBytes">Most bytes that the rows may take. Default 1 GiB: nine million rows of 30 features.</param>
    /// <param name="seed">Seed of the sample. Default 1.</param>
    /// <param name="groupColumnName">
    /// The column that says which rows belong together: see <see cref="Groups"/>. It is no feature. Default null: every row stands for itself.
    /// </param>
    /// <param name="dates">
    /// What columns of dates become: <c>DateTime</c>, and text that holds dates and times. Default: none may be named.
    /// </param>
    /// <exception cref="ArgumentException">
    /// No name, or one twice; a column is missing, neither number nor text, or its texts are no categories: dates, numbers, too many, all different.
    /// </exception>
    public static VaeTrainingData FromDataView(
        IDataView data, IReadOnlyList<string> columnNames, long memoryBytes = 1 << 30, int seed = 1, string? groupColumnName = null,
        VaeDateUse dates = VaeDateUse.LeaveOut)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(columnNames);
        var (rows, columns) = NamedRows.Read(data, columnNames, groupColumnName, memoryBytes, seed, dates);
        return OfFeatures(rows, columns);
    }

    private static (float[] Features, IReadOnlyList<VaeColumn> Columns) Without(double[] rows, IReadOnlyList<VaeColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ColumnWidths.Sum(columns, rows.Length, nameof(rows));
        return FarFeatures.TakeOff(rows, columns);
    }

    private static VaeTrainingData OfImages(ReadRows<float> rows, VaeImageShape shape, VaeTiling? tiling) =>
        tiling is null ? new(rows.Values, shape) { Groups = rows.Groups } : new(rows.Values, tiling) { Groups = rows.Groups };

    private static VaeTrainingData OfFeatures(ReadRows<float> rows, IReadOnlyList<VaeColumn> columns) =>
        new(rows.Values, columns) { Groups = rows.Groups };

    private static VaeTrainingData OfValues(ReadRows<double> rows, IReadOnlyList<VaeColumn> columns) =>
        new(rows.Values, columns) { Groups = rows.Groups };

    private static VaeColumn[] ColumnsOf(DataViewSchema.Column column, int width)
    {
        if (!column.HasSlotNames())
        {
            return [.. Enumerable.Range(0, width).Select(i => new VaeColumn(FormattableString.Invariant($"Feature{i}")))];
        }

        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref names);
        return
        [
            .. names.DenseValues()
                .Select((name, i) => new VaeColumn(name.IsEmpty ? FormattableString.Invariant($"Feature{i}") : name.ToString())),
        ];
    }
}
