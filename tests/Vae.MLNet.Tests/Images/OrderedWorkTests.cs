using Vae.MLNet.Images;

namespace Vae.MLNet.Tests.Images;

/// <summary>However the reading ends, no work goes on behind the caller's back and no result is lost with what it holds.</summary>
public sealed class OrderedWorkTests
{
    private int _begun;
    private int _ended;
    private int _made;
    private int _disposed;

    [Fact]
    public void Results_come_in_order_whatever_takes_longest() => Assert.Equal(
        Enumerable.Range(0, 50),
        OrderedWork.Run(Enumerable.Range(0, 50), item =>
        {
            Thread.Sleep(item % 3);
            return item;
        }, CancellationToken.None));

    [Fact]
    public void A_reader_that_stops_early_leaves_no_work_and_no_result()
    {
        foreach (var result in OrderedWork.Run(Enumerable.Range(0, 100), Slow, CancellationToken.None))
        {
            result.Dispose();
            WaitForWork(2);
            break;
        }

        Assert.Equal((_begun, _made), (_ended, _disposed));
    }

    [Fact]
    public void A_failure_is_thrown_in_order_and_leaves_no_work_and_no_result()
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(OrderedWork.Run(Enumerable.Range(0, 100), item => item is 1 or 2 ? throw Late(item) : Slow(item), CancellationToken.None)));

        Assert.Equal("item 1", error.Message);
        Assert.Equal((_begun, _made), (_ended, _disposed));
    }

    [Fact]
    public void Items_that_fail_leave_no_work_and_no_result()
    {
        Assert.Throws<InvalidDataException>(() => Read(OrderedWork.Run(Enumerable.Range(0, 100).Select(item => item == 2 ? throw Late(item) : item), Slow, CancellationToken.None)));
        Assert.Equal((_begun, _made), (_ended, _disposed));
    }

    [Fact]
    public void Cancellation_takes_no_further_item_and_leaves_no_work_and_no_result()
    {
        using var stop = new CancellationTokenSource();
        var taken = 0;
        Assert.Throws<OperationCanceledException>(() => Read(OrderedWork.Run(
            Enumerable.Range(0, 100).Select(item =>
            {
                taken++;
                return item;
            }),
            item =>
            {
                stop.Cancel();
                return Slow(item);
            },
            stop.Token)));
        Assert.Equal((_begun, _made), (_ended, _disposed));
        Assert.Equal(taken, _begun);
    }

    private static void Read(IEnumerable<IDisposable> results)
    {
        foreach (var result in results)
        {
            result.Dispose();
        }
    }

    /// <summary>A failure while other work is under way.</summary>
    private InvalidDataException Late(int item)
    {
        WaitForWork(2);
        return new($"item {item}");
    }

    private void WaitForWork(int items) => Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _begun) >= items, TimeSpan.FromSeconds(30)));

    private Result Slow(int item)
    {
        Interlocked.Increment(ref _begun);
        Thread.Sleep(item == 0 ? 0 : 300);
        Interlocked.Increment(ref _ended);
        Interlocked.Increment(ref _made);
        return new Result(this);
    }

    private sealed class Result(OrderedWorkTests test) : IDisposable
    {
        public void Dispose() => Interlocked.Increment(ref test._disposed);
    }
}
