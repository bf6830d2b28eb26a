using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Inference;

public sealed class VaeModelTests
{
    private static readonly TinyModel Tiny = new();

    [Fact]
    public void A_row_gets_the_numbers_computed_by_hand()
    {
        using var model = Tiny.Load();
        float[] row = [1, 2, 0, 1.5f];

        var scores = model.Score(row);

        Assert.Equal([2.25f], scores.Score);
        Assert.Equal([true], scores.PredictedLabel);
        Assert.Equal(Math.Pow(10, -2.25), scores.PValue[0], 1e-7);
        Assert.Equal([2.25f], scores.ReconstructionError);
        Assert.Equal([2.5f], scores.KlDivergence);
        Assert.Equal([1, 2, 0, 0], model.Reconstruct(row));
        Assert.Equal([0, 0, 0, 2.25f], model.FeatureErrors(row));
        Assert.Equal([1, 2], model.Encode(row));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1024)]
    public void Scores_are_the_same_bits_in_batches_of_any_size(int batchSize)
    {
        const int Rows = 2500;
        var features = Tiny.Rows(Rows);
        using var model = Tiny.Load(new() { Device = VaeDevice.Cpu, BatchSize = batchSize });

        var scores = model.Score(features);

        Assert.Equal(Enumerable.Range(0, Rows).Select(row => Tiny.Score(features.AsSpan(row * 4, 4))), scores.Score);
        Assert.Equal(scores.Score.Select(score => score >= 2), scores.PredictedLabel);
    }

    [Fact]
    public void Sixteen_threads_get_the_answers_of_one()
    {
        var features = Tiny.Rows(5000);
        using var model = Tiny.Load();
        var expected = model.Score(features).Score;
        var errors = model.FeatureErrors(features);

        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, call =>
        {
            var first = call * 17;
            Assert.Equal(expected[first..(first + call + 1)], model.Score(features.AsSpan(first * 4, (call + 1) * 4)).Score);
            Assert.Equal(errors, model.FeatureErrors(features));
        });
    }

    [Fact]
    public void No_rows_give_no_scores()
    {
        using var model = Tiny.Load();

        Assert.Equal(0, model.Score(ReadOnlySpan<float>.Empty).Rows);
        Assert.Empty(model.Reconstruct(ReadOnlySpan<float>.Empty));
    }

    [Fact]
    public void A_part_of_a_row_is_refused()
    {
        using var model = Tiny.Load();

        var error = Assert.Throws<ArgumentException>(() => model.Score(new float[5]));

        Assert.Equal("features", error.ParamName);
        Assert.StartsWith("Array 'features' must hold whole rows of 4 features; got 5 values.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_model_takes_the_pixels_of_a_row_in_order()
    {
        var images = Tiny with { Features = 12, InputShape = [3, 2, 2] };
        using var model = images.Load();
        var features = images.Rows(3);

        var scores = model.Score(features).Score;

        Assert.All(Enumerable.Range(0, 3), row => Assert.Equal(images.Score(features.AsSpan(row * 12, 12)), scores[row], 1e-4f));
    }

    [Fact]
    public void An_image_model_gives_images_and_a_heatmap()
    {
        using var model = (Tiny with { Features = 12, InputShape = [3, 2, 2] }).Load();
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]; // [channels, height, width]

        Assert.Equal(new VaeImageShape(3, 2, 2), model.Info.ImageShape);
        Assert.Equal([1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], model.Reconstruct(image));
        Assert.Equal([25 + 81, 36 + 100, 9 + 49 + 121, 16 + 64 + 144], model.Heatmap(image));
    }

    [Fact]
    public void A_model_of_tables_has_no_heatmaps()
    {
        using var model = Tiny.Load();

        var error = Assert.Throws<InvalidOperationException>(() => model.Heatmap(new float[4]));

        Assert.StartsWith("Model 'tiny.onnx' must be one of images to give heatmaps; got one of 4 features.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threshold_of_the_options_replaces_that_of_the_file()
    {
        float[] row = [0, 0, 0, 1.5f];
        using var stored = Tiny.Load();
        using var byHand = Tiny.Load(new() { Threshold = 2.5 });
        using var byRate = Tiny.Load(new() { FalseAlarmRate = 0.001 });

        Assert.Equal((2, 2.5, 3), (stored.Threshold, byHand.Threshold, byRate.Threshold));
        Assert.True(stored.Score(row).PredictedLabel[0]);
        Assert.False(byHand.Score(row).PredictedLabel[0]);
        Assert.False(byRate.Score(row).PredictedLabel[0]);
        Assert.Equal(stored.Score(row).Score, byHand.Score(row).Score);
    }

    [Fact]
    public void A_false_alarm_rate_that_the_calibration_cannot_promise_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tiny.Load(new() { FalseAlarmRate = 0.0009 }));

    [Fact]
    public void The_device_that_runs_is_told_with_its_reason()
    {
        using var chosen = Tiny.Load(new() { Device = VaeDevice.Cpu });
        using var automatic = Tiny.Load(new() { Device = VaeDevice.Auto });

        Assert.Equal(VaeDevice.Cpu, chosen.Device);
        Assert.Equal("the options ask for the CPU", chosen.DeviceReason);
        Assert.NotEqual(VaeDevice.Auto, automatic.Device);
        Assert.Contains("CUDA", automatic.DeviceReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuda_works_or_says_what_to_install()
    {
        try
        {
            using var model = Tiny.Load(new() { Device = VaeDevice.Cuda });
            Assert.Equal(VaeDevice.Cuda, model.Device);
            Assert.Equal([16f], model.Score([0, 0, 0, 4]).Score);
        }
        catch (InvalidOperationException exception)
        {
            Assert.StartsWith("Device 'Cuda' must be usable; got: ", exception.Message, StringComparison.Ordinal);
            Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_disposed_model_refuses_to_score()
    {
        var model = Tiny.Load();
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Score(new float[4]));
        Assert.Throws<ObjectDisposedException>(() => model.Score(new double[4]));
        Assert.Throws<ObjectDisposedException>(() => model.Encode(new float[4]));
        Assert.Throws<ObjectDisposedException>(() => model.Reconstruct(new float[4]));
        Assert.Throws<ObjectDisposedException>(() => model.WhatWouldBeNormal([1, 2, 3, 4]));
        Assert.Throws<ObjectDisposedException>(() => model.Save("never.onnx"));
    }

    [Fact]
    public void Disposing_while_other_threads_score_ends_their_next_call_and_no_process()
    {
        var features = Tiny.Rows(2000);
        for (var round = 0; round < 20; round++)
        {
            var model = Tiny.Load();
            var expected = model.Score(features).Score;
            using var started = new CountdownEvent(4);
            var threads = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    started.Signal();
                    try
                    {
                        while (true)
                        {
                            Assert.Equal(expected, model.Score(features).Score);
                        }
                    }
                    catch (ObjectDisposedException)
                    {
                        return true;
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)).ToArray();
            started.Wait();
            model.Dispose();

            Assert.All(threads, thread => Assert.True(thread.GetAwaiter().GetResult()));
        }
    }

    [Fact]
    public void Save_writes_the_bytes_that_were_loaded()
    {
        using var folder = new TemporaryFolder();
        using var model = Tiny.Load();

        model.Save(folder.File("model.onnx"));

        Assert.Equal(Tiny.Bytes(), File.ReadAllBytes(folder.File("model.onnx")));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Scoring_one_row_allocates_only_its_answer()
    {
        using var model = Tiny.Load();
        float[] row = [1, 2, 3, 4];
        var slot = model.Rent(MLNet.Outputs.OutputSet.Of(VaeOutputs.Score), 1);
        for (var call = 0; call < 100; call++)
        {
            model.Run(slot, 1);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 100; call++)
        {
            row.CopyTo(slot.Input, 0);
            model.Run(slot, 1);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(25, slot.Values<float>(VaeOutputs.Score)[0]);
    }

    [Fact]
    public void A_cancelled_call_ends_between_two_batches()
    {
        using var model = Tiny.Load(new() { Device = VaeDevice.Cpu, BatchSize = 16 });
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => model.Score(Tiny.Rows(100), cancellation.Token));
        Assert.Throws<OperationCanceledException>(() => model.Compute(VaeOutputs.Reconstruction, Tiny.Rows(100), cancellation.Token));
        Assert.Equal(100, model.Score(Tiny.Rows(100)).Rows);
    }

    [Fact]
    public void Arrays_are_scored_into_again_and_again()
    {
        using var model = Tiny.Load();
        var scores = new VaeScores(model, capacity: 5);

        model.Score([1, 2, 3, 4, 0, 0, 0, 1], scores);
        model.Score([0, 0, 0, 2], scores);

        Assert.Equal((1, 4f, 1f), (scores.Rows, scores.Score[0], scores.Score[1]));
        Assert.InRange(model.RowsAtOnce, 1, int.MaxValue);
        Assert.Equal(
            "Scores must have room for 6 rows; got room for 5. Make larger ones, or pass fewer rows. (Parameter 'scores')",
            Assert.Throws<ArgumentException>(() => model.Score(Tiny.Rows(6), scores)).Message);
    }

    [Fact]
    public void Sessions_of_new_outputs_are_opened_outside_the_gate_of_the_others()
    {
        using var model = Tiny.Load();
        var slots = new System.Collections.Concurrent.ConcurrentBag<object>();

        Parallel.For(0, 32, index => slots.Add(model.Compute(index % 2 == 0 ? VaeOutputs.LatentLogVariance : VaeOutputs.Reconstruction, [1, 2, 3, 4])));

        Assert.All(slots, values => Assert.Contains(((float[])values).Length, (int[])[2, 4]));
    }

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_out_of_range_are_refused_by_name(VaeModelOptions options, string name) =>
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => Tiny.Load(options)).ParamName);

    public static TheoryData<VaeModelOptions, string> BadOptions => new()
    {
        { new() { Device = (VaeDevice)7 }, "Device" },
        { new() { GpuDeviceId = -1 }, "GpuDeviceId" },
        { new() { Threads = -1 }, "Threads" },
        { new() { BatchSize = -1 }, "BatchSize" },
        { new() { Threshold = double.NaN }, "Threshold" },
        { new() { Threshold = 1, FalseAlarmRate = 0.1 }, "FalseAlarmRate" },
    };
}
