using System.Net;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>What each value may be beside the others.</summary>
internal static class AgentOptionsCheck
{
    public const int ShortestToken = 16;

    public static void Check(AgentOptions options, List<string> errors)
    {
        if (options.Database.DataFolder.Length == 0 || !Path.IsPathRooted(options.Database.DataFolder))
            errors.Add($"Database:DataFolder is '{options.Database.DataFolder}'; it must be the full path of the instance's data folder.");
        if (!Path.IsPathRooted(options.StateFolder) || IsInside(options.StateFolder, options.Database.DataFolder))
            errors.Add($"StateFolder is '{options.StateFolder}'; it must be a full path outside the data folder, which a build replaces.");
        if (options.NodeName.Length == 0)
            errors.Add("NodeName is empty; it must be the name of this node.");
        if (!IPAddress.TryParse(options.ListenAddress, out var listen))
            errors.Add($"ListenAddress is '{options.ListenAddress}'; it must be an IP address of this host, or 0.0.0.0 or :: for all.");
        if (options.Database.KeepFiles.Any(name => name.Contains('/', StringComparison.Ordinal)))
            errors.Add("Database:KeepFiles must hold names of files in the data folder, without a path.");
        if (options.Database.Engine == Engine.Postgresql && (options.Database.ManagerUser.Length == 0 || options.Database.ReplicationUser.Length == 0))
            errors.Add("Database:ManagerUser and Database:ReplicationUser are needed for PostgreSQL.");
        CheckAdvertised(options, errors);
        CheckAccess(options.Access, listen, errors);
        CheckOriginal(options.Original, options.Port, errors);
        CheckFencing(options, errors);
    }

    private static void CheckAdvertised(AgentOptions options, List<string> errors)
    {
        if (options.AdvertisedAddress.Length == 0 ? options.Server.Addresses.Count > 0 : IPAddress.TryParse(options.AdvertisedAddress, out var address) && AdvertisedAddress.IsAny(address))
            errors.Add($"AdvertisedAddress is '{options.AdvertisedAddress}'; it must be an address at which the managers reach this host, never one that means all.");
    }

    private static void CheckAccess(AccessOptions access, IPAddress? listen, List<string> errors)
    {
        if (access.CertificateFile.Length > 0 != access.KeyFile.Length > 0)
            errors.Add("Access:CertificateFile and Access:KeyFile are needed together.");
        if (access.ClientAuthorityFile.Length > 0 && !access.UsesTls)
            errors.Add("Access:ClientAuthorityFile needs Access:CertificateFile: callers' certificates come with TLS.");
        if (access.ClientNames.Count > 0 && access.ClientAuthorityFile.Length == 0)
            errors.Add("Access:ClientNames needs Access:ClientAuthorityFile.");
        if (access.Token.Length == 0 && access.ClientAuthorityFile.Length == 0)
            errors.Add("Neither Access:ClientAuthorityFile (mutual TLS) nor Access:Token or Access:TokenFile is set: nobody could call the agent.");
        if (access.Token.Length is > 0 and < ShortestToken)
            errors.Add($"The token of Access:Token or Access:TokenFile has {access.Token.Length} characters; it must have at least {ShortestToken}.");
        if (!access.UsesTls && listen is not null && !IPAddress.IsLoopback(listen) && !access.AllowPlaintext)
            errors.Add("Without Access:CertificateFile the token would travel in the clear: set the certificate, listen on loopback, or set Access:AllowPlaintext to true.");
        foreach (var (key, file) in new[]
        {
            ("CertificateFile", access.CertificateFile), ("KeyFile", access.KeyFile), ("ClientAuthorityFile", access.ClientAuthorityFile),
        })
        {
            if (file.Length > 0 && !File.Exists(file))
                errors.Add($"Access:{key} is '{file}'; there is no such file.");
        }
    }

    private static void CheckOriginal(OriginalOptions original, int port, List<string> errors)
    {
        if (original.Port == 0)
            return;
        if (port != 0 && Math.Abs(original.Port - port) < 2)
            errors.Add($"Original:Port is {original.Port} and Port {port}; each needs the next port for HTTP too.");
        if (original.AllowedAddresses.Count == 0)
            errors.Add("Original:AllowedAddresses is empty; the first Ham4DB's service has no credentials, so the addresses of its servers must be named.");
        errors.AddRange(original.AllowedAddresses.Where(text => !IPAddress.TryParse(text, out _)).Select(text => $"Original:AllowedAddresses has '{text}'; each must be an IP address."));
    }

    // The one inequality that keeps a cluster from two primaries.
    private static void CheckFencing(AgentOptions options, List<string> errors)
    {
        var fencing = options.Fencing;
        if (!fencing.Enabled)
            return;
        if (fencing.ServerPromotesAfter <= TimeSpan.Zero)
            errors.Add("Fencing:ServerPromotesAfterSeconds is needed with Fencing:Enabled: how long the manager waits before it promotes a standby without having reached the old primary.");
        else if (fencing.Longest >= fencing.ServerPromotesAfter)
            errors.Add(
                $"Fencing:AfterSeconds + 2 x Fencing:IntervalSeconds + Fencing:StopTimeoutSeconds is {fencing.Longest.TotalSeconds:0.##} s; it must be shorter than "
                + $"Fencing:ServerPromotesAfterSeconds, {fencing.ServerPromotesAfter.TotalSeconds:0.##} s: otherwise there may be two primaries.");
        if (options.Server.Addresses.Count == 0)
            errors.Add("Fencing:Enabled needs Server:Addresses: an agent that knows no manager cannot lose it.");
        else if (options.Server.Interval * 2 >= fencing.After)
            errors.Add($"Server:IntervalSeconds is {options.Server.Interval.TotalSeconds:0.##}; with fencing it must be shorter than half of Fencing:AfterSeconds, or one lost heartbeat would fence a primary.");
    }

    private static bool IsInside(string folder, string parent) =>
        parent.Length > 0 && (Path.GetFullPath(folder) + "/").StartsWith(Path.GetFullPath(parent).TrimEnd('/') + "/", StringComparison.Ordinal);
}
