namespace Vae.Training.Learning;

/// <summary>The loss is NaN or infinite. Caught at the door, where the feature has a name.</summary>
/// <param name="input">Index of the input with the largest value, the likely cause.</param>
/// <param name="largest">That value, in scaled units.</param>
/// <param name="step">The step at which it was seen.</param>
/// <param name="epoch">The epoch at which it was seen.</param>
internal sealed class NotFiniteLossException(int input, double largest, int step, int epoch) : ArithmeticException
{
    public int Input => input;

    public double Largest => largest;

    public int Step => step;

    public int Epoch => epoch;
}
