using System.Globalization;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>Finds what alerts name. Pure.</summary>
internal static class AlertTargets
{
    /// <summary>The known instances that an alert names: by address, by host whatever the port (which is often that of an exporter), else by cluster.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="directory">All that is known.</param>
    /// <param name="clusters">All clusters.</param>
    /// <param name="options">Names of labels.</param>
    public static IReadOnlyList<InstanceKey> Known(
        IncomingAlert alert, IReadOnlyList<DirectoryEntry> directory, IReadOnlyList<ClusterRecord> clusters, Ham4DbOptions options)
    {
        var named = Addresses(alert, options).SelectMany(address => Match(address, directory)).Distinct().ToList();
        if (named.Count > 0) return named;
        var meant = Values(alert, options.AlertClusterLabels).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var ids = clusters.Where(c => meant.Contains(c.ClusterId) || meant.Contains(c.Name) || meant.Contains(c.Alias)).Select(c => c.ClusterId).ToHashSet();
        return [.. directory.Where(entry => ids.Contains(entry.ClusterId)).Select(entry => entry.Key)];
    }

    /// <summary>Addresses that it names with a port of their own.</summary>
    public static IReadOnlyList<InstanceKey> Addresses(IncomingAlert alert, Ham4DbOptions options)
    {
        var hasPort = alert.Labels.TryGetValue(options.AlertPortLabel, out var text) & int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        var addresses = new List<InstanceKey>();
        foreach (var value in Values(alert, options.AlertInstanceLabels).Concat(alert.Hosts))
        {
            if (!InstanceKey.TryParse(value, DatabaseEngine.MySql, options.DefaultInstancePort, out var key)) continue;
            if (hasPort) key = key with { Port = port };
            if (key.IsValid) addresses.Add(key);
        }

        return addresses;
    }

    private static List<InstanceKey> Match(InstanceKey address, IReadOnlyList<DirectoryEntry> directory)
    {
        var onHost = directory.Select(entry => entry.Key).Where(key => IsHost(key.Host, address.Host)).ToList();
        var exact = onHost.Where(key => key.Port == address.Port).ToList();
        return exact.Count > 0 ? exact : onHost;
    }

    // Monitoring often knows a machine by the first label of its name.
    private static bool IsHost(string known, string named) =>
        string.Equals(known, named, StringComparison.OrdinalIgnoreCase) || (named.Length > 0 && !named.Contains('.') && known.StartsWith(named + ".", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Values(IncomingAlert alert, IReadOnlyList<string> labels) =>
        labels.Where(alert.Labels.ContainsKey).Select(label => alert.Labels[label].Trim()).Where(value => value.Length > 0);
}
