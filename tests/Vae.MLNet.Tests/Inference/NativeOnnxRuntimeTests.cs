using Vae.MLNet.Inference;

namespace Vae.MLNet.Tests.Inference;

public sealed class NativeOnnxRuntimeTests
{
    [Fact]
    public void A_refused_model_is_told_when_the_library_has_been_loaded_so_that_no_process_ends_in_the_middle_of_it()
    {
        using var refused = new ManualResetEventSlim();
        var loaded = false;

        var refusal = Assert.Throws<InvalidDataException>(() => NativeOnnxRuntime.LoadDuring<int>(
            () =>
            {
                refused.Set();
                throw new InvalidDataException("no model");
            },
            () =>
            {
                refused.Wait();
                Thread.Sleep(50);
                loaded = true;
            }));

        Assert.Equal(("no model", true), (refusal.Message, loaded));
    }

    [Fact]
    public void What_is_wrong_with_the_library_is_left_to_who_opens_a_session() =>
        Assert.Equal(7, NativeOnnxRuntime.LoadDuring(() => 7, () => throw new DllNotFoundException("gone")));
}
