using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Monitoring;

/// <summary>Alone, because a listener hears the models of all tests, and would cost those that count memory some.</summary>
[CollectionDefinition(nameof(ScoringMeterTests), DisableParallelization = true)]
public sealed class ScoringMeterAlone;

[Collection(nameof(ScoringMeterTests))]
public sealed class ScoringMeterTests
{
    /// <summary>Rows of score 0, 25 and NaN, under a name that no other test scores with.</summary>
    [Fact]
    public void A_listener_sees_rows_flags_gaps_times_and_p_values_of_a_model()
    {
        const string Name = "metered.onnx";
        using var model = VaeModel.Load(new TinyModel().Bytes(), $"folder/{Name}", new VaeModelOptions { Device = VaeDevice.Cpu });
        var seen = new ConcurrentBag<(string Instrument, double Value)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Vae.MLNet")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.Start();

        model.Score([0, 0, 0, 0, 1, 2, 3, 4, float.NaN, float.NaN, float.NaN, float.NaN]);
        model.Reconstruct([0, 0, 0, 0]);
        model.WhatWouldBeNormal([1, 2, 3, 4]);

        Assert.Equal(3, Sum("vae.rows"));
        Assert.Equal(1, Sum("vae.rows.flagged"));
        Assert.Equal(1, Sum("vae.rows.unjudged"));
        Assert.Equal([0.001f, 1f], seen.Where(one => one.Instrument == "vae.pvalue").Select(one => (float)one.Value).Order());
        Assert.True(Assert.Single(seen, one => one.Instrument == "vae.batch.duration").Value is > 0 and < 60);

        void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Contains(new KeyValuePair<string, object?>("model", Name)))
            {
                seen.Add((instrument.Name, value));
            }
        }

        double Sum(string instrument) => seen.Where(one => one.Instrument == instrument).Sum(one => one.Value);
    }
}
