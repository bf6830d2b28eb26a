using System.Diagnostics;
using k8s;
using k8s.Models;

namespace Vae.Cli.Tests.Deploy;

/// <summary>The manifests of deploy/kubernetes, which no cluster has seen: their names, types and sense.</summary>
public sealed class KubernetesTests : IDisposable
{
    private static readonly string Manifests = Path.Combine(Repository.Root, "deploy/kubernetes");

    private static readonly string[] Names = ["score", "merge", "train", "assemble"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Jobs => [.. Names];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_manifest_has_only_fields_that_there_are()
    {
        Assert.Equal(
            ["assemble.yaml", "merge.yaml", "score.yaml", "train.yaml", "volume.yaml"],
            Directory.GetFiles(Manifests, "*.yaml").Select(path => Path.GetFileName(path)).Order());
        Assert.All(Names, name => Assert.Equal($"vae-{name}", Job(name).Metadata.Name));
        Assert.Equal("vae-data", Volume().Metadata.Name);
        Assert.ThrowsAny<Exception>(() => KubernetesYaml.Deserialize<V1Job>(Text("score").Replace("completions:", "completion:", StringComparison.Ordinal), strict: true));
    }

    [NeedsKubernetesSchemaFact]
    public void Every_manifest_is_valid_by_the_published_schema()
    {
        object[] objects = [.. Names.Select(Job), Volume()];
        Assert.Equal("", Flaws(objects));

        var broken = Job("score");
        broken.Spec.Template = null;
        Assert.Contains("Job 'vae-score': data/spec must have required property 'template'", Flaws(broken).Replace("property template", "property 'template'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score", "--shard")]
    [InlineData("train", "--member")]
    public void An_array_tells_its_tasks_how_many_they_are(string name, string option)
    {
        var (spec, container) = (Job(name).Spec, Container(name));
        Assert.Equal("Indexed", spec.CompletionMode);
        Assert.Equal((spec.Completions, spec.Completions), (spec.Parallelism, int.Parse(Assert.Single(container.Env, variable => variable.Name == "JOB_COMPLETION_COUNT").Value)));
        Assert.Equal("auto", container.Args[container.Args.IndexOf(option) + 1]);
        Assert.Contains("--resume", container.Args);
        Assert.Equal("Never", spec.Template.Spec.RestartPolicy);
        Assert.True(spec.BackoffLimitPerIndex > 0);
        Assert.Equal(container.Name, Assert.Single(spec.PodFailurePolicy.Rules, rule => rule.Action == "FailIndex").OnExitCodes.ContainerName);
        Assert.Equal(name == "train" ? 5 : spec.Completions, spec.Completions);
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Every_task_runs_the_tool_with_options_that_it_has_on_the_volume_and_not_as_root(string name)
    {
        var (pod, container) = (Job(name).Spec.Template.Spec, Container(name));
        var help = VaeProcess.Answer(container.Args[0], "--help");
        Assert.All(container.Args.Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains(option, help, StringComparison.Ordinal));
        Assert.All(container.Args.Where(word => word.StartsWith('/')), path => Assert.StartsWith("/data/", path, StringComparison.Ordinal));
        Assert.All(container.VolumeMounts, mount => Assert.Contains(pod.Volumes, volume => volume.Name == mount.Name));
        Assert.Contains(pod.Volumes, volume => volume.PersistentVolumeClaim?.ClaimName == Volume().Metadata.Name);
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.NotNull(container.Resources.Limits["memory"]);
    }

    [Fact]
    public void What_is_made_of_parts_and_members_reads_where_they_are_written()
    {
        Assert.Equal(After("score", "--output"), Container("merge").Args[1]);
        Assert.Equal(After("train", "--output"), Container("assemble").Args[1]);
        Assert.Equal(Container("train").Args[1], Container("assemble").Args[2]);

        string After(string name, string option) => Container(name).Args[Container(name).Args.IndexOf(option) + 1];
    }

    [Fact]
    public void The_image_is_made_of_what_the_repository_has_and_does_not_run_as_root()
    {
        var lines = File.ReadAllLines(Path.Combine(Manifests, "Dockerfile"));
        string[] copied =
        [
            .. lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
                .SelectMany(line => line.Split(' ')[1..^1]),
        ];
        Assert.True(copied.Length >= 6);
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"Dockerfile copies '{path}'"));
        var project = Assert.Single(lines, line => line.StartsWith("RUN dotnet publish ", StringComparison.Ordinal)).Split(' ')[3];
        Assert.True(File.Exists(Path.Combine(Repository.Root, project)));
        Assert.Contains("USER $APP_UID", lines);
        Assert.Contains("ENTRYPOINT [\"/app/vae\"]", lines);
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(Manifests, $"{name}.yaml"));

    private static V1Job Job(string name) => KubernetesYaml.Deserialize<V1Job>(Text(name), strict: true);

    private static V1PersistentVolumeClaim Volume() => KubernetesYaml.Deserialize<V1PersistentVolumeClaim>(Text("volume"), strict: true);

    private static V1Container Container(string name) => Assert.Single(Job(name).Spec.Template.Spec.Containers);

    private string Flaws(params object[] objects)
    {
        var path = _folder.Write("objects.json", $"[{string.Join(',', objects.Select(one => KubernetesJson.Serialize(one)))}]");
        using var process = Process.Start(new ProcessStartInfo("node", ["manifests.mjs", path])
        {
            WorkingDirectory = NeedsKubernetesSchemaFactAttribute.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
