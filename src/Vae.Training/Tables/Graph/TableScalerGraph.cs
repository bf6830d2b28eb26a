using Vae.Training.Graph;

namespace Vae.Training.Tables.Graph;

/// <summary>The scaler as graph: features to inputs and back.</summary>
internal sealed class TableScalerGraph(OnnxTape tape, TableScaler scaler, int width)
{
    private readonly bool _all = scaler.Varying.Length == width;

    /// <summary>The features that vary: [rows, features] → [rows, inputs].</summary>
    public string Varying(string features) =>
        _all ? features : tape.Gather(features, tape.Integers("varying", [.. scaler.Varying.Select(j => (long)j)]), 1);

    /// <summary>Varying features to inputs, given which are missing: [rows, inputs].</summary>
    public string Scale(string varying, string missing)
    {
        var z = tape.Op("Div", [tape.Sub(varying, Row("mean", scaler.Mean)), Row("scale", scaler.Scale)]);
        z = tape.Clip(tape.Where(missing, 0, z), -TableScaler.Limit, TableScaler.Limit);
        var beyond = tape.Relu(tape.Sub(tape.Abs(z), tape.Scalar("core", TableScaler.Core)));
        var tail = tape.Log(tape.Add(beyond, tape.Scalar("one", 1)));
        var scaled = tape.Add(tape.Clip(z, -TableScaler.Core, TableScaler.Core), tape.Mul(tape.Op("Sign", [z]), tail));
        return scaler.Weight is { } weight ? tape.Mul(scaled, Row("units", weight)) : scaled;
    }

    /// <summary>Inputs back to features in their own units: [rows, inputs] → [rows, features].</summary>
    public string Invert(string scaled)
    {
        scaled = scaler.Weight is { } weight ? tape.Div(scaled, Row("units", weight)) : scaled;
        var beyond = tape.Clip(tape.Sub(tape.Abs(scaled), tape.Scalar("core", TableScaler.Core)), 0, TableScaler.LogLimit);
        var tail = tape.Sub(tape.Exp(beyond), tape.Scalar("one", 1));
        var z = tape.Add(tape.Clip(scaled, -TableScaler.Core, TableScaler.Core), tape.Mul(tape.Op("Sign", [scaled]), tail));
        var varying = tape.Add(tape.Mul(z, Row("scale", scaler.Scale)), Row("mean", scaler.Mean));
        return _all ? varying : tape.Add(Spread(varying), tape.Constant("constants", Constants(), 1, width));
    }

    /// <summary>Puts varying features in their places among all, 0 elsewhere: [rows, inputs] → [rows, features].</summary>
    public string Spread(string varying)
    {
        if (_all)
        {
            return varying;
        }

        // One column of zeros at the end serves all places that are not varying.
        var places = Enumerable.Repeat((long)scaler.Varying.Length, width).ToArray();
        foreach (var (feature, i) in scaler.Varying.Select((feature, i) => (feature, i)))
        {
            places[feature] = i;
        }

        var padded = tape.Op("Pad", [varying, tape.Integers("pads", 0, 0, 0, 1)]);
        return tape.Gather(padded, tape.Integers("places", places), 1);
    }

    private string Row(string hint, float[] values) => tape.Constant(hint, [.. scaler.Varying.Select(j => values[j])], 1, scaler.Varying.Length);

    /// <summary>The mean of the features that do not vary, 0 for those that do.</summary>
    private float[] Constants()
    {
        var constants = scaler.Mean.ToArray();
        foreach (var feature in scaler.Varying)
        {
            constants[feature] = 0;
        }

        return constants;
    }
}
