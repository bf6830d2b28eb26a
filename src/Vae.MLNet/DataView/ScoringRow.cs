using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Outputs;

namespace Vae.MLNet.DataView;

/// <summary>
/// One row at a time, scored when a getter first asks and again when the input has moved on. Every output may be active, as in a
/// prediction engine; only those with a getter are computed. Allocates nothing per row.
/// </summary>
internal sealed class ScoringRow : DataViewRow
{
    private readonly Func<VaeModel> _open;
    private readonly ScoringBinding _binding;
    private readonly DataViewRow _input;
    private readonly bool[] _active;
    private readonly ScoredPlace _place;
    private FeatureReader? _features;
    private OutputSet _wanted;
    private VaeModel _model;
    private long _scored = -1;

    /// <param name="open">The model, opened again where it was disposed; it stays its owner's.</param>
    /// <param name="binding">Where features and scores are.</param>
    /// <param name="input">The row to score.</param>
    /// <param name="columns">The columns that may be asked for.</param>
    public ScoringRow(Func<VaeModel> open, ScoringBinding binding, DataViewRow input, IEnumerable<DataViewSchema.Column> columns)
    {
        (_open, _model, _binding, _input) = (open, open(), binding, input);
        _place = new ScoredPlace(_model);
        _active = new bool[binding.OutputSchema.Count];
        foreach (var column in columns)
        {
            _active[column.Index] = true;
        }
    }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema => _binding.OutputSchema;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnGetters.CheckActive(this, column);
        if (_binding.Scored(column) is not { } scored)
        {
            return _input.GetGetter<TValue>(_binding.InputSchema[column.Index]);
        }

        var getter = ColumnGetters.Typed<TValue>(column, _place.Getter(scored));
        _features ??= _binding.Features.Open(_input);
        if (_place.Slot is { } slot && !slot.Outputs.Covers(scored.Needs))
        {
            // The next row, or this one asked again, is scored with the wider set.
            ReturnSlot();
        }

        _wanted |= scored.Needs;

        return (ref TValue value) =>
        {
            Score();
            getter(ref value);
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ReturnSlot();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Score()
    {
        var position = _input.Position;
        if (position == _scored && _place.Slot is not null)
        {
            return;
        }

        _scored = -1;
        while (!TryScore())
        {
            // Somebody else disposed the model, as a prediction engine does with the transformer that it shares.
            ReturnSlot();
            _place.Model = _model = _open();
        }

        _scored = position;
    }

    /// <summary>Scores the row; false where the model was disposed meanwhile.</summary>
    private bool TryScore()
    {
        try
        {
            var slot = _place.Slot ??= _model.Rent(_wanted, 1);
            _features!.Read(slot.Input.AsSpan(0, _binding.Info.FeatureCount));
            _model.Run(slot, 1);
            _place.Slot = slot;
            return true;
        }
        catch (ObjectDisposedException) when (_model.IsDisposed)
        {
            return false;
        }
    }

    private void ReturnSlot()
    {
        if (_place.Slot is { } slot)
        {
            _place.Slot = null;
            _model.Native.Return(slot);
        }
    }
}
