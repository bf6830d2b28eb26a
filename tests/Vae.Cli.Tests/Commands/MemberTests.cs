using System.Diagnostics;

namespace Vae.Cli.Tests.Commands;

/// <summary>Members in processes of their own, assembled by another: the bytes of one run, or a sentence.</summary>
public sealed class MemberTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public MemberTests()
    {
        var random = new Random(7);
        _data = _folder["rows.csv"];
        File.WriteAllLines(_data,
        [
            "A,B,C,Day",
            .. Enumerable.Range(0, 300).Select(row => FormattableString.Invariant(
                $"{random.NextDouble():0.000},{row % 7},{random.Next(100)},{(row % 3 == 0 ? "late" : "early")}")),
        ]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Five_members_in_five_processes_assemble_to_the_bytes_of_one_run()
    {
        VaeProcess.Answer([.. Training, "--output", _folder["one.onnx"], "--scores", _folder["one.csv"]]);
        for (var task = 5; task >= 1; task--)
        {
            var slurm = new Dictionary<string, string> { ["SLURM_ARRAY_TASK_ID"] = $"{task}", ["SLURM_ARRAY_TASK_COUNT"] = "5", ["SLURM_ARRAY_TASK_MIN"] = "1" };
            var trained = VaeProcess.RunIn(slurm, [.. Training, "--member", "auto", "--output", _folder["members"]]);
            Assert.Equal((0, $"Member {task}/5, 60 steps. Written to {Member(task)}.\n"), (trained.ExitCode, trained.Output.ReplaceLineEndings("\n")));
        }

        var answer = VaeProcess.Answer([.. Assembling, "--output", _folder["five.onnx"], "--scores", _folder["five.csv"]]);

        Assert.Contains("Trained on 300 rows, 5 features, 60 steps", answer, StringComparison.Ordinal);
        Same("one.onnx", "five.onnx");
        Same("one.decoder.onnx", "five.decoder.onnx");
        Same("one.csv", "five.csv");

        // Missing, damaged, and of other options or data: nothing is written.
        var bytes = File.ReadAllBytes(Member(4));
        File.Delete(Member(4));
        Refused($"Folder '{_folder["members"]}' must hold all 5 members; got none of 4. Train --member 4/5.", Nothing);
        File.WriteAllBytes(Member(4), bytes[..^1]);
        Refused($"Member '{Member(4)}' must have the digest that it ends with; got another, so it is damaged. Copy it again, or remove it and train it again.", Nothing);
        File.WriteAllBytes(Member(4), bytes);
        Refused(
            $"Member '{Member(1)}' must come from a run with the same option 'Seed', 2; got 1. Go on with what it was made with, or remove it to start anew.",
            [.. Nothing, "--seed", "2"]);
        File.AppendAllText(_data, "0.5,1,2,late\n");
        Refused($"Member '{Member(1)}' must come from a run with the same data, 301 rows of 5 features; got 300 rows of 5 features.", Nothing);
        Assert.False(File.Exists(_folder["none.onnx"]));
    }

    [Fact]
    public void A_member_that_is_killed_goes_on_and_one_that_is_there_is_left_alone()
    {
        string[] member = ["train", _data, "--steps", "4000", "--member", "2/5", "--output", _folder["members"], "--checkpoint-interval", "0"];
        using (var process = VaeProcess.Start(member))
        {
            var clock = Stopwatch.StartNew();
            while (!File.Exists(Member(2)) && clock.Elapsed < TimeSpan.FromMinutes(1))
            {
                Thread.Sleep(20);
            }

            process.Kill();
            process.WaitForExit();
        }

        Assert.Contains($"Member '{Member(2)}' must not be there unless a run goes on from it; got a file.", VaeProcess.Complaint(member), StringComparison.Ordinal);
        var (exitCode, output, error) = VaeProcess.Run([.. member, "--resume"]);
        Assert.Equal(0, exitCode);
        Assert.Contains("Went on from the member's file, after step ", error, StringComparison.Ordinal);
        Assert.Equal($"Member 2/5, 4,000 steps. Written to {Member(2)}.\n", output.ReplaceLineEndings("\n"));
        Assert.Equal(
            $"Member 2/5 is there already, whole and of the same data and options: {Member(2)}.\n", VaeProcess.Answer([.. member, "--resume"]).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void What_means_nothing_for_a_member_is_refused()
    {
        string[] member = [.. Training, "--member", "2/5", "--output", _folder["members"]];
        Refused("Option --time-limit must come without --member: all members have to take the same number of steps. Leave one out.", [.. member, "--time-limit", "00:01:00"]);
        Refused("Option --checkpoint must come without --member: its file is its checkpoint. Leave one out.", [.. member, "--checkpoint", _folder["x"]]);
        Refused("Option --scores must come without --member: 'vae assemble' writes them. Leave one out.", [.. member, "--scores", _folder["x"]]);
        Refused("Option --quarantine must come without --member: 'vae assemble' writes it. Leave one out.", [.. member, "--quarantine", _folder["x"]]);
        Refused("Member 6/5 must be counted from 1 to the number of members; got 6 of 5.", [.. Training, "--member", "6/5"]);
        Refused("Member '2' must be written as 3/8, the third of eight, or auto in a job array; got something else.", [.. Training, "--member", "2"]);
        Refused("Member auto must be asked for in a job array; got none of SLURM_ARRAY_TASK_ID,", [.. Training, "--member", "auto"]);
        Refused("Member 2/7 must be one of the 5 that this ensemble has; got one of 7. Train 5, from 1/5 to 5/5.", [.. Training, "--member", "2/7", "--output", _folder["members"]]);
        Refused("Option --resume must come with --checkpoint or --member, whose file it is about.", [.. Training, "--resume"]);
        Assert.False(Directory.Exists(_folder["members"]));
    }

    private string[] Training => ["train", _data, "--steps", "60"];

    private string[] Assembling => ["assemble", _folder["members"], _data, "--steps", "60"];

    private string[] Nothing => [.. Assembling, "--output", _folder["none.onnx"]];

    private string Member(int number) => Path.Combine(_folder["members"], $"member-0{number}-of-05.checkpoint");

    private void Same(string one, string five) => Assert.Equal(File.ReadAllBytes(_folder[one]), File.ReadAllBytes(_folder[five]));

    private static void Refused(string sentence, string[] arguments)
    {
        Assert.Contains(sentence, VaeProcess.Complaint(arguments), StringComparison.Ordinal);
    }
}
