using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>The state of a generator of random numbers as bytes.</summary>
internal static class GeneratorState
{
    /// <summary>Copies the state.</summary>
    public static byte[] Take(this Generator generator)
    {
        using var scope = NewDisposeScope();
        return generator.get_state().cpu().data<byte>().ToArray();
    }

    /// <summary>Goes on from a state that a generator of the same kind of device had.</summary>
    public static void Restore(this Generator generator, byte[] state)
    {
        using var scope = NewDisposeScope();
        generator.set_state(tensor(state));
    }
}
