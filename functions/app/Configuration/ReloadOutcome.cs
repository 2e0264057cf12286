namespace Ham4Db.Functions.Configuration;

/// <summary>What a reload of the configuration did.</summary>
/// <param name="InForce">Keys whose new values are in force.</param>
/// <param name="AtNextStart">Keys whose new values count from the next start of the process on.</param>
/// <param name="Warnings">What is probably not as it was meant.</param>
public sealed record ReloadOutcome(IReadOnlyList<string> InForce, IReadOnlyList<string> AtNextStart, IReadOnlyList<ConfigurationNote> Warnings)
{
    /// <summary>The outcome in sentences.</summary>
    public override string ToString()
    {
        List<string> sentences = ["Config reloaded in this process."];
        if (InForce.Count + AtNextStart.Count == 0) sentences.Add("Nothing has changed.");
        if (InForce.Count > 0) sentences.Add($"In force now: {string.Join(", ", InForce)}.");
        if (AtNextStart.Count > 0) sentences.Add($"From the next start on: {string.Join(", ", AtNextStart)}.");
        sentences.AddRange(Warnings.Select(warning => warning.ToString()));
        return string.Join(' ', sentences);
    }
}
