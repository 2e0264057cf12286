using System.Text.RegularExpressions;
using Ham4Db.OpenGaussAgent.Parsing;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Tests.Parsing;

/// <summary>A million outputs that were damaged at random: nothing crashes or hangs, and nothing is called healthy that does not say so itself.</summary>
public sealed partial class FuzzTests
{
    private const int Rounds = 1_000_000;
    private static readonly string[] Scraps =
    [
        "Normal", "Primary", "Need repair", "\n", "\r\n", ":", " : ", "\t", "|", " HA state:           \n", " Senders info:       \n", "No information \n", "local_role", "db_state",
        "[", "]", "(", ")", "0/0", "-->", "<--", "%", "\0", "\u2028", "ä", "999999999999999999999", "-1", "exc_sql failed.\n", "P ", "[  Datanode State   ]\n", "Cascade Standby",
    ];

    [Fact]
    public void Damaged_outputs_are_never_mistaken_for_healthy_ones()
    {
        var seed = Random.Shared.Next();
        var queries = new[]
        {
            new GsCtlText().ToString(),
            new GsCtlText { Role = "Standby", State = "Need repair", Detail = "WAL segment removed" }.ToString(),
            new GsCtlText { Role = "Standby", State = "Need repair", Detail = "Disconnected", Indent = "        ", HeaderStyle = 1 }.ToString(),
            new GsCtlText { Role = "Cascade Standby", State = "Building", ReceiverChannel = "10.0.0.2:1<--10.0.0.1:2" }.ToString(),
            new GsCtlText { FromFile = true }.ToString(),
            new GsCtlText { State = "Promoting", Senders = [("Standby", "Quorum", 1, "10.0.0.1:1-->10.0.0.2:2")] }.ToString(),
        };
        var tables = new[]
        {
            "[   Cluster State   ]\n\ncluster_state   : Unavailable\n\n[  Datanode State   ]\n\nnode node_ip instance state | node node_ip instance state\n----\n"
            + "1  a 10.0.0.1 6001 /d P Down Manually stopped | 2  b 10.0.0.2 6002 /d S Standby Need repair(WAL) | \n3  c 10.0.0.3 6003 20128 /d C Cascade Standby Building(3%)\n",
        };
        Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            var random = new Random(seed + worker);
            for (var i = 0; i < Rounds / Environment.ProcessorCount; i++)
            {
                if (i % 4 == 3)
                    CheckTable(Damage(tables[0], random), seed);
                else
                    CheckQuery(Damage(queries[random.Next(queries.Length)], random), seed);
            }
        });
    }

    private static void CheckQuery(string text, int seed)
    {
        var report = GsCtlQuery.Parse(text);
        if (!report.IsHealthy)
            return;
        // Said once, in so many words, and nothing said the contrary.
        Assert.True(StatePattern.Count(text) == 1 && NormalState.IsMatch(text), $"seed {seed}: called healthy: {text}");
        Assert.True(DetailPattern.Count(text) == 1 && NormalDetail.IsMatch(text), $"seed {seed}: called healthy: {text}");
        Assert.True(!text.Contains("exc_sql failed", StringComparison.Ordinal) && !text.Contains("sync_mode", StringComparison.Ordinal), $"seed {seed}: called healthy: {text}");
    }

    private static void CheckTable(string text, int seed)
    {
        foreach (var member in ClusterStatus.Parse(text).Members)
        {
            // No row of the table says it, so a row that is read as normal must have been made so.
            if (member.State == State.Normal)
                Assert.True(text.Contains("Normal", StringComparison.Ordinal), $"seed {seed}: called normal: {text}");
            Assert.True(member.StateText.Length == 0 || text.Contains(member.StateText.Split(' ')[0], StringComparison.Ordinal), $"seed {seed}: a word that was never there: {member.StateText}");
        }
    }

    private static string Damage(string text, Random random)
    {
        for (var hits = random.Next(1, 4); hits > 0; hits--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 30), text.Length - at);
            text = random.Next(6) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Scraps[random.Next(Scraps.Length)]),
                2 => text.Insert(random.Next(text.Length + 1), text.Substring(at, length)),
                3 => text[..at],
                4 => at < text.Length ? string.Concat(text.AsSpan(0, at), ((char)random.Next(32, 127)).ToString(), text.AsSpan(at + 1)) : text,
                _ => SwapLines(text, random),
            };
        }

        return text;
    }

    private static string SwapLines(string text, Random random)
    {
        var from = text.IndexOf('\n', random.Next(text.Length + 1));
        var to = from < 0 || from + 1 >= text.Length ? -1 : text.IndexOf('\n', from + 1);
        if (to < 0)
            return text;
        var line = text[from..to];
        var rest = text.Remove(from, to - from);
        var target = rest.IndexOf('\n', random.Next(rest.Length + 1));
        return target < 0 ? rest : rest.Insert(target, line);
    }

    [GeneratedRegex(@"^[^\S\n]*db_state[^\S\n]*:", RegexOptions.Multiline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex StatePattern { get; }

    [GeneratedRegex(@"^[^\S\n]*db_state[^\S\n]*:[^\S\n]*Normal\s*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex NormalState { get; }

    [GeneratedRegex(@"^[^\S\n]*detail_information[^\S\n]*:", RegexOptions.Multiline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex DetailPattern { get; }

    [GeneratedRegex(@"^[^\S\n]*detail_information[^\S\n]*:[^\S\n]*Normal\s*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex NormalDetail { get; }
}
