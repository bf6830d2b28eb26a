using System.Runtime;
using Vae.Training.Native;

namespace Vae.Training.Tests.Native;

/// <summary>Alone, as a pause holds for the whole process and other tests train.</summary>
[CollectionDefinition(nameof(CollectionPauseTests), DisableParallelization = true)]
[Collection(nameof(CollectionPauseTests))]
public sealed class CollectionPauseTests
{
    [Fact]
    public void A_pause_lasts_until_the_last_user_leaves()
    {
        var first = CollectionPause.Start();
        var second = CollectionPause.Start();
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        first.Dispose();
        first.Dispose();
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        second.Dispose();
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [Fact]
    public void The_pause_of_the_program_itself_is_left_alone()
    {
        Assert.True(GC.TryStartNoGCRegion(1 << 20));
        CollectionPause.Start().Dispose();
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        GC.EndNoGCRegion();
    }

    [Fact]
    public void A_pause_that_memory_ended_early_ends_quietly()
    {
        var pause = CollectionPause.Start();
        GC.Collect();
        var filled = Enumerable.Range(0, 300).Select(_ => new byte[1 << 20]).ToArray();
        Assert.Equal(300, filled.Length);
        pause.Dispose();
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }
}
