using System.Globalization;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Agents;

/// <summary>What is not as it should be with an agent that is accepted all the same: one that is turned away might stop its primary.</summary>
internal sealed class AgentWarnings(EngineRegistry engines, Ham4DbOptions options)
{
    /// <summary>The warnings, in words; most often none.</summary>
    /// <param name="record">The agent.</param>
    /// <param name="beside">Ids of all agents that say that they are beside the same instance, its own included.</param>
    public IReadOnlyList<string> Of(AgentRecord record, IEnumerable<string> beside)
    {
        var warnings = new List<string>();
        if (SelfFencing(record.Report) is { } unsafeFencing) warnings.Add(unsafeFencing);
        if (record.Report.Protocol == AgentProtocol.Original) warnings.Add("It speaks the first Ham4DB's protocol only: it is listed, and nothing is asked of it.");
        if (!engines.Has(record.Report.Engine)) warnings.Add($"The engine {record.Report.Engine} is not part of this deployment: its instance is not watched.");
        if (record.Instance is { } key && HostFilters.Matches(options.DiscoveryIgnoreHostnameFilters, key.Host, key.Port)) warnings.Add($"{key} matches DiscoveryIgnoreHostnameFilters: it is not watched.");
        if (record.Instance is { } own && beside.Where(id => id != record.Report.Id).ToList() is { Count: > 0 } others)
            warnings.Add($"{string.Join(", ", others)} {(others.Count == 1 ? "says" : "say")} that it is beside {own} too; the one that was heard last is asked.");
        return warnings;
    }

    /// <summary>The one inequality that keeps two primaries apart where the old one is cut off; null where it holds, or where the agent does not fence itself.</summary>
    public string? SelfFencing(AgentReport report) => report.SelfFencingSeconds <= 0 || report.SelfFencingSeconds < options.PromoteUnreachedAfterSeconds
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Its primary may accept writes for {report.SelfFencingSeconds:0.##} s after it was cut off, and this service promotes a standby {options.PromoteUnreachedAfterSeconds} s after it could not reach the old primary (PromoteUnreachedAfterSeconds): the first must be shorter, or there may be two primaries.");
}
