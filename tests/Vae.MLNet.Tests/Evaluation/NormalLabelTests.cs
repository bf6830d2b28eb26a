
namespace Vae.MLNet.Tests.Evaluation;

public sealed class NormalLabelTests
{
    [Theory]
    [InlineData(null, "0", false)]
    [InlineData(null, "0.0", false)]
    [InlineData(null, "False", false)]
    [InlineData(null, " NORMAL ", false)]
    [InlineData(null, "1", true)]
    [InlineData(null, "-1", true)]
    [InlineData(null, "true", true)]
    [InlineData(null, "fraud", true)]
    [InlineData(null, "", null)]
    [InlineData(null, "  ", null)]
    [InlineData(null, "NaN", null)]
    [InlineData("benign", " benign ", false)]
    [InlineData("benign", "Benign", true)]
    [InlineData("benign", "normal", true)]
    [InlineData("benign", "0", true)]
    [InlineData("1", "1.0", false)]
    [InlineData("1", "0", true)]
    [InlineData("true", "True", false)]
    [InlineData("true", "false", true)]
    public void Text_labels_follow_the_rule(string? normal, string label, bool? anomaly) => Assert.Equal(anomaly, new NormalLabel(normal).IsAnomaly(label));

    [Fact]
    public void Numbers_and_flags_follow_the_rule()
    {
        var byDefault = new NormalLabel(null);

        Assert.False(byDefault.IsAnomaly(0.0));
        Assert.True(byDefault.IsAnomaly(2.0));
        Assert.Null(byDefault.IsAnomaly(double.NaN));
        Assert.True(byDefault.IsAnomaly(true));
        Assert.False(new NormalLabel("1").IsAnomaly(1.0));
        Assert.False(new NormalLabel("true").IsAnomaly(true));
        Assert.True(new NormalLabel("benign").IsAnomaly(0.0));
    }
}
