using System.Diagnostics;
using System.Text.Json;
using Ham4Db.Runtime.CrashHost;
using Ham4Db.Runtime.Tests.Fixtures;

namespace Ham4Db.Runtime.Tests.Crash;

public sealed class CrashTests
{
    private const int Kills = 30;

    [Fact]
    public async Task Nothing_is_lost_or_doubled_however_often_the_process_is_killed()
    {
        var folder = Directory.CreateTempSubdirectory("ham4db-crash-").FullName;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < Kills; i++)
        {
            using var victim = Start(folder, "work");
            try
            {
                // One in five while it starts, the others while it works.
                if (random.Next(5) > 0)
                    Assert.Equal("ready", await victim.StandardOutput.ReadLineAsync().WaitAsync(Wait.Limit));
                await Task.Delay(random.Next(250), TestContext.Current.CancellationToken);
                Assert.False(victim.HasExited, $"it ended by itself (seed {seed})");
            }
            finally
            {
                victim.Kill();
                await victim.WaitForExitAsync().WaitAsync(Wait.Limit);
            }
        }

        var report = await FinishAsync(folder);
        var rounds = report.Outputs.Count;
        Assert.True(rounds > 0, $"no round has begun (seed {seed})");
        Assert.All(report.Outputs, output => Assert.Equal($"{Rounds.Length}", output));
        Assert.Equal((rounds * Rounds.Length, seed), (report.States["calls"], seed));
        Assert.Equal((rounds * (Rounds.Length / 10) * 2, seed), (report.States["children"], seed));
        Assert.Equal((-rounds * (Rounds.Length / 13), seed), (report.States["a"], seed));
        Assert.Equal((rounds * (Rounds.Length / 13), seed), (report.States["b"], seed));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<CrashReport> FinishAsync(string folder)
    {
        using var last = Start(folder, "finish");
        try
        {
            Assert.Equal("ready", await last.StandardOutput.ReadLineAsync().WaitAsync(Wait.Limit));
            var report = await last.StandardOutput.ReadLineAsync().WaitAsync(Wait.Limit);
            await last.WaitForExitAsync().WaitAsync(Wait.Limit);
            Assert.Equal(0, last.ExitCode);
            return JsonSerializer.Deserialize<CrashReport>(report!)!;
        }
        finally
        {
            if (!last.HasExited)
                last.Kill();
        }
    }

    private static Process Start(string folder, string mode) => Process.Start(new ProcessStartInfo
    {
        FileName = Path.Combine(AppContext.BaseDirectory, "Ham4Db.Runtime.CrashHost"),
        ArgumentList = { folder, mode },
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;
}
