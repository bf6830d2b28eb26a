using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Contract;
using Vae.MLNet.DataView;
using Vae.MLNet.Features;
using Vae.MLNet.Monitoring;

namespace Vae.MLNet;

// When the alarm is raised, what may be added, and how a watch survives its process.
public sealed partial class VaeDriftWatch
{
    /// <summary>Reads the features of the current row.</summary>
    private delegate void ReadFeatures(Span<float> features);

    /// <summary>
    /// p-values and features share the false-alarm rate: half for the p-values, half for all features in equal parts, so that the alarms of all
    /// channels together keep it (Bonferroni).
    /// </summary>
    private double PValueEvidence => _bets.LogCapital - (_features is null ? 0 : Math.Log10(2));

    /// <summary>Evidence at and above this is an alarm.</summary>
    private double AlarmAt => -Math.Log10(_options.FalseAlarmRate);

    /// <summary>Adds the rows of scored data, all of them, in order.</summary>
    /// <param name="scored">Rows with p-values.</param>
    /// <param name="pValueColumnName">The column with the p-values, single precision.</param>
    /// <param name="featureColumnName">The column with the raw features that the model scored; null to leave them out. Not read where features are
    /// not watched.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type, a p-value is out of range, or there are more or fewer features
    /// than the model has.</exception>
    public void Add(IDataView scored, string pValueColumnName = "PValue", string? featureColumnName = "Features")
    {
        ArgumentNullException.ThrowIfNull(scored);
        var pValues = RequiredColumn.Of(scored, pValueColumnName, nameof(pValueColumnName), NumberDataViewType.Single);
        DataViewSchema.Column? features = _features is null || featureColumnName is null
            ? null
            : RequiredColumn.Of(
                scored,
                featureColumnName,
                nameof(featureColumnName),
                new VectorDataViewType(NumberDataViewType.Single, _features.Names.Count));
        using var cursor = scored.GetRowCursor(features is { } active ? [pValues, active] : [pValues]);
        Add(cursor, pValues, features is { } column ? FeatureSource.Create(cursor, column, images: null, FeatureOffsets.None).Read : null);
    }

    /// <summary>
    /// Adds the rows of scored data, all of them, in order, and finds the features as the model does: in a vector column <c>Features</c>, or in the
    /// model's own columns by name.
    /// </summary>
    /// <param name="scored">Rows with p-values.</param>
    /// <param name="model">What the model says of itself, the one that the watch was made for.</param>
    /// <param name="pValueColumnName">The column with the p-values, single precision.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or of another type, a p-value is out of range, or the model has other features than the watch.
    /// </exception>
    public void Add(IDataView scored, VaeModelInfo model, string pValueColumnName = "PValue")
    {
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(model);
        if (_features is null)
        {
            Add(scored, pValueColumnName, featureColumnName: null);
            return;
        }

        if (!model.FeatureNames.SequenceEqual(_features.Names))
        {
            throw new ArgumentException(
                $"Argument 'model' must have the features of the watch, {NameList.Of(_features.Names)}; got {NameList.Of(model.FeatureNames)}. "
                + $"Make a watch for it with {nameof(For)}.",
                nameof(model));
        }

        // Raw, as the normal rows are: ranks do not mind an offset, but all must have it or none.
        var raw = model with { Columns = [.. model.Columns.Select(column => column with { Offset = 0 })] };
        var pValues = RequiredColumn.Of(scored, pValueColumnName, nameof(pValueColumnName), NumberDataViewType.Single);
        var features = FeatureBinding.Find(scored.Schema, raw, "watched", DefaultInput.Choose(scored.Schema, raw));
        using var cursor = scored.GetRowCursor([pValues, .. features.Columns]);
        Add(cursor, pValues, features.Open(cursor).Read);
    }

    /// <summary>All that is known, as JSON in UTF-8, for <see cref="Restore"/> after a restart.</summary>
    public byte[] Save()
    {
        lock (_gate)
        {
            return new DriftSnapshot(
                DriftSnapshot.CurrentVersion,
                _options,
                _calibrationRows,
                _features?.Names ?? [],
                _rows,
                _unjudged,
                _alarmedAt,
                _cause,
                _alarmedFeature,
                DriftSnapshot.Channel.Of(_ranks, _bets),
                _features?.WarmUp ?? [],
                [.. _features?.All.Select(DriftSnapshot.Feature.Of) ?? []]).Write();
        }
    }

    /// <summary>A watch that goes on where a saved one was, to the bit.</summary>
    /// <param name="saved">What <see cref="Save"/> gave.</param>
    /// <exception cref="InvalidDataException">It is something else, incomplete, or of another version.</exception>
    public static VaeDriftWatch Restore(ReadOnlySpan<byte> saved) => new(DriftSnapshot.Read(saved));

    private VaeDriftWatch(DriftSnapshot saved)
    {
        (_options, _calibrationRows) = (saved.Options, saved.CalibrationRows);
        (_rows, _unjudged) = (saved.Rows, saved.UnjudgedRows);
        (_alarmedAt, _cause, _alarmedFeature) = (saved.AlarmedAtRow, saved.Cause, saved.AlarmedFeature);
        (_ranks, _bets) = saved.PValues.Open();
        _features = saved.FeatureNames.Count == 0 ? null : new FeatureWatches(
            saved.FeatureNames,
            _options.ReferenceRows,
            saved.WarmUp,
            [.. saved.Features.Zip(saved.FeatureNames, (feature, name) => feature.Open(name))]);
    }

    /// <summary>
    /// The p-values of the calibration rows under their own curves, evenly spaced by construction; of more than can be told apart, a smaller sample
    /// that is spaced alike.
    /// </summary>
    private static float[] Calibration(int rows)
    {
        var places = Math.Min(rows, MostPlaces);
        return [.. Enumerable.Range(1, places).Select(place => (float)(place / (places + 1.0)))];
    }

    private void Add(DataViewRowCursor cursor, DataViewSchema.Column pValues, ReadFeatures? read)
    {
        var readPValue = cursor.GetGetter<float>(pValues);
        var (pValue, row) = (0f, new float[read is null ? 0 : _features!.Names.Count]);
        while (cursor.MoveNext())
        {
            readPValue(ref pValue);
            read?.Invoke(row);
            Add([pValue], row);
        }
    }

    private double FeatureEvidence(FeatureWatch? feature) =>
        feature is null ? double.NegativeInfinity : feature.Bets.LogCapital - Math.Log10(2.0 * _features!.Names.Count);

    private FeatureWatch? MostMoved() => _features?.All.MaxBy(feature => feature.Bets.LogCapital);

    private void RaiseAlarm()
    {
        if (PValueEvidence >= AlarmAt)
        {
            (_alarmedAt, _cause) = (_rows, _bets.IsOnSmall ? VaeDriftCause.OdderRows : VaeDriftCause.MoreOrdinaryRows);
        }
        else if (MostMoved() is { } moved && FeatureEvidence(moved) >= AlarmAt)
        {
            (_alarmedAt, _cause, _alarmedFeature) = (_rows, VaeDriftCause.Feature, moved.Name);
        }
    }

    private void Check(ReadOnlySpan<float> pValues, ReadOnlySpan<float> features)
    {
        foreach (var pValue in pValues)
        {
            if (pValue is < 0 or > 1)
            {
                throw new ArgumentOutOfRangeException(nameof(pValues), FormattableString.Invariant(
                    $"p-values must lie between 0 and 1, or be NaN; got {pValue}. Pass the column PValue, not Score."));
            }
        }

        var width = _features?.Names.Count ?? 0;
        if (!features.IsEmpty && features.Length != pValues.Length * width)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Features must be those of {pValues.Length} rows with {width} features each, as this watch has; got {features.Length} values. ")
                + $"Make the watch with {nameof(For)}, or pass none.",
                nameof(features));
        }
    }
}
