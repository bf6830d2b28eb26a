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
    private readonly VaeModel _model;
    private readonly ScoringBinding _binding;
    private readonly DataViewRow _input;
    private readonly bool[] _active;
    private readonly ScoredPlace _place;
    private FeatureReader? _features;
    private OutputSet _wanted;
    private long _scored = -1;

    public ScoringRow(VaeModel model, ScoringBinding binding, DataViewRow input, IEnumerable<DataViewSchema.Column> columns)
    {
        (_model, _binding, _input, _place) = (model, binding, input, new ScoredPlace(model));
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

        var slot = _place.Slot ??= _model.Rent(_wanted, 1);
        _features!.Read(slot.Input.AsSpan(0, _binding.Info.FeatureCount));
        _scored = -1;
        _model.Run(slot, 1);
        _scored = position;
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
