namespace Vae.Training.Tests.Fixtures;

/// <summary>A test with the independent ONNX checker, skipped with the reason where it is not installed.</summary>
internal sealed class NeedsPythonOnnxFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    private static readonly bool Installed = File.Exists(Python) && Command.Run(Python, ["-c", "import onnx"]).ExitCode == 0;

    public NeedsPythonOnnxFactAttribute()
    {
        if (!Installed)
        {
            Skip = "The independent ONNX checker is not installed: apt-get install python3-onnx.";
        }
    }
}
