using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Configuration;

/// <summary>What holds between keys and about files: checks it, and derives the values that depend on others.</summary>
internal sealed class OptionRules(Func<string, string?> environment, string workingFolder, OptionValues values, ConfigurationReport report)
{
    /// <summary>The options with every derived value in place. Errors are in the report.</summary>
    public Ham4DbOptions Complete(Ham4DbOptions options)
    {
        CheckPatterns(options);
        CheckFiles(options);
        CheckAddresses(options);
        CheckCombinations(options);
        new AccessOptionRules(options, environment, values, report).Check();
        new ProxySqlOptionRules(values, report).Check(options.ProxySQLAdmins);
        return Derive(options);
    }

    private void CheckPatterns(Ham4DbOptions options)
    {
        foreach (var key in OptionKey.All.Where(key => key.Rule.Pattern))
        {
            IEnumerable<string> patterns = key.Get(options) switch
            {
                string text => text.Length == 0 ? [] : [text],
                IReadOnlyDictionary<string, string> map => map.Keys,
                var list => ((IReadOnlyList<string>)list).Where(filter => !HostFilters.IsAddress(filter)),
            };
            foreach (var pattern in patterns) CheckPattern(key.Name, pattern, pattern);
        }

        if (options is { PseudoGTIDPattern.Length: > 0, PseudoGTIDPatternIsFixedSubstring: false })
            CheckPattern(nameof(options.PseudoGTIDPattern), options.PseudoGTIDPattern, options.PseudoGTIDPattern);
        foreach (var filter in options.RecoverMasterClusterFilters)
            CheckPattern(nameof(options.RecoverMasterClusterFilters), filter, ClusterFilters.PatternOf(filter));
        foreach (var filter in options.RecoverIntermediateMasterClusterFilters)
            CheckPattern(nameof(options.RecoverIntermediateMasterClusterFilters), filter, ClusterFilters.PatternOf(filter));
        foreach (var filter in options.DataLossPolicyByCluster.Keys)
            CheckPattern(nameof(options.DataLossPolicyByCluster), filter, ClusterFilters.PatternOf(filter));
    }

    private void CheckPattern(string key, string shown, string? pattern)
    {
        if (shown.Length == 0)
            Fail(key, $"{key} has an empty item; allowed: a regular expression, or no item at all.");
        else if (pattern is not null && !Patterns.TryCompile(pattern, out _, out var error))
            Fail(key, $"{key} holds \"{shown}\", which is not a regular expression: {error}.");
    }

    private void CheckFiles(Ham4DbOptions options)
    {
        foreach (var key in OptionKey.All.Where(key => key.Rule.File))
            if (key.Get(options) is string { Length: > 0 } path && Unreadable(path) is { } reason)
                Fail(key.Name, $"{key.Name} is \"{path}\"; allowed: a file that can be read: {reason}");
    }

    private static bool IsService(string address) =>
        Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : "http://" + address, UriKind.Absolute, out var url)
        && url is { Scheme: "http" or "https", UserInfo.Length: 0, AbsolutePath: "/", Query.Length: 0 };

    private string? Unreadable(string path)
    {
        try
        {
            using var stream = File.OpenRead(Path.GetFullPath(path, workingFolder));
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private void CheckAddresses(Ham4DbOptions options)
    {
        if (!ListenEndpoint.TryParse(options.ListenAddress, out _))
            Fail(nameof(options.ListenAddress), $"ListenAddress is \"{options.ListenAddress}\"; allowed: an address or localhost with its port such as \"127.0.0.1:3000\", or :port for all interfaces.");
        foreach (var (key, path) in ((string, string)[])[(nameof(options.URLPrefix), options.URLPrefix), (nameof(options.StatusEndpoint), options.StatusEndpoint)])
            if (path.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('/' or '-' or '_' or '.')))
                Fail(key, $"{key} is \"{path}\"; allowed: a path of letters, digits, /, -, _ and dots, such as \"/ham4db\".");
        foreach (var (key, address) in (IEnumerable<(string, string)>)[(nameof(options.ConsulAddress), options.ConsulAddress), .. options.EtcdAddresses.Select(member => (nameof(options.EtcdAddresses), member))])
            if (address.Length > 0 && !IsService(address)) Fail(key, $"{key} has \"{address}\"; allowed: host:port, or the same with http:// or https://.");
        foreach (var seed in options.DiscoverySeeds)
            if (!DiscoverySeed.TryParse(seed, options.DefaultInstancePort, out _))
                Fail(nameof(options.DiscoverySeeds), $"DiscoverySeeds holds \"{seed}\"; allowed: host, host:port or engine:host:port, such as \"db-1.example.com:3306\".");
        foreach (var pattern in options.DiscoveryAllowedHosts)
            if (AllowedHost.Explain(pattern) is { } reason)
                Fail(nameof(options.DiscoveryAllowedHosts), $"DiscoveryAllowedHosts holds \"{pattern}\": {reason}.");
        if (!IsStorage(options.Storage))
            Fail(nameof(options.Storage), "Storage is not right (its value is not shown); allowed: sqlite, UseDevelopmentStorage=true, a connection string of Azure Table storage, or an https address of a table service.");
    }

    private static bool IsStorage(string storage) =>
        storage is "sqlite" or "UseDevelopmentStorage=true"
        || storage.Contains("AccountName=", StringComparison.OrdinalIgnoreCase)
        || storage.Contains("TableEndpoint=", StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(storage, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps);

    private void CheckCombinations(Ham4DbOptions options)
    {
        foreach (var (filter, policy) in options.DataLossPolicyByCluster)
            if (!Enum.TryParse<DataLossPolicy>(policy, ignoreCase: true, out _) || int.TryParse(policy, out _))
                Fail(nameof(options.DataLossPolicyByCluster), $"DataLossPolicyByCluster is \"{policy}\" for \"{filter}\"; allowed: none, prefer, require.");
        if (options is { FailMasterPromotionIfSQLThreadNotUpToDate: true, DelayMasterPromotionIfSQLThreadNotUpToDate: true })
            Fail(nameof(options.DelayMasterPromotionIfSQLThreadNotUpToDate), "FailMasterPromotionIfSQLThreadNotUpToDate and DelayMasterPromotionIfSQLThreadNotUpToDate are both true; allowed: one of them.");
        if (options is { FailMasterPromotionOnLagMinutes: > 0, ReplicationLagQuery: "" })
            Fail(nameof(options.FailMasterPromotionOnLagMinutes), $"FailMasterPromotionOnLagMinutes is {options.FailMasterPromotionOnLagMinutes}, and ReplicationLagQuery is empty; allowed: 0, or a query that measures the lag.");
        if (options.MySQLTopologySSLCertFile.Length > 0 != options.MySQLTopologySSLPrivateKeyFile.Length > 0)
            Fail(nameof(options.MySQLTopologySSLCertFile), "MySQLTopologySSLCertFile and MySQLTopologySSLPrivateKeyFile belong together, and one of them is empty; allowed: both or neither.");
        if (options is { MySQLTopologyUseMutualTLS: true, MySQLTopologySSLCertFile: "" })
            Fail(nameof(options.MySQLTopologyUseMutualTLS), "MySQLTopologyUseMutualTLS is true, and MySQLTopologySSLCertFile is empty; allowed: false, or a certificate to show.");
        if (options is { MySQLReplicationUser: "", MySQLReplicationPassword.Length: > 0 })
            Fail(nameof(options.MySQLReplicationUser), "MySQLReplicationUser is empty, and MySQLReplicationPassword is set; allowed: both or neither.");
        if (options is { PostgreSQLReplicationUser: "", PostgreSQLReplicationPassword.Length: > 0 })
            Fail(nameof(options.PostgreSQLReplicationUser), "PostgreSQLReplicationUser is empty, and PostgreSQLReplicationPassword is set; allowed: both or neither.");
    }

    private Ham4DbOptions Derive(Ham4DbOptions options)
    {
        var (user, password) = ReadCredentials(options);
        var minutesCount = options.RecoveryPeriodBlockSeconds == 0
            || (values.IsSet(nameof(options.RecoveryPeriodBlockMinutes)) && !values.IsSet(nameof(options.RecoveryPeriodBlockSeconds)));
        return options with
        {
            MySQLTopologyUser = user,
            MySQLTopologyPassword = password,
            MySQLTopologyCredentials = [.. options.MySQLTopologyCredentials.Select(Complete)],
            RecoveryPeriodBlockSeconds = minutesCount ? options.RecoveryPeriodBlockMinutes * 60 : options.RecoveryPeriodBlockSeconds,
            ReasonableLockedSemiSyncMasterSeconds = options.ReasonableLockedSemiSyncMasterSeconds == 0 ? options.ReasonableReplicationLagSeconds : options.ReasonableLockedSemiSyncMasterSeconds,
            DetachLostReplicasAfterMasterFailover = options is { DetachLostReplicasAfterMasterFailover: true, DetachLostSlavesAfterMasterFailover: true },
            DataFolder = DataFolder(options.DataFolder),
            Webhooks = new WebhookOptionRules(workingFolder, values, report).Complete(options.Webhooks),
            MySQLTopologySSLCAFile = Absolute(options.MySQLTopologySSLCAFile),
            MySQLTopologySSLCertFile = Absolute(options.MySQLTopologySSLCertFile),
            MySQLTopologySSLPrivateKeyFile = Absolute(options.MySQLTopologySSLPrivateKeyFile),
            AgentCertFile = Absolute(options.AgentCertFile),
            AgentKeyFile = Absolute(options.AgentKeyFile),
            AgentCAFile = Absolute(options.AgentCAFile),
            PostgreSQLTopologySSLCAFile = Absolute(options.PostgreSQLTopologySSLCAFile),
            SSLCertFile = Absolute(options.SSLCertFile),
            SSLPrivateKeyFile = Absolute(options.SSLPrivateKeyFile),
            SSLCAFile = Absolute(options.SSLCAFile),
        };
    }

    private (string User, string Password) ReadCredentials(Ham4DbOptions options)
    {
        var path = Absolute(options.MySQLTopologyCredentialsConfigFile);
        if (path.Length == 0 || Unreadable(path) is not null) return (options.MySQLTopologyUser, options.MySQLTopologyPassword);
        return ReadClient(nameof(options.MySQLTopologyCredentialsConfigFile), path);
    }

    private (string User, string Password) ReadClient(string key, string path)
    {
        var unset = new List<string>();
        var variables = new VariableExpansion(environment);
        var client = ClientCredentials.Parse(File.ReadLines(path));
        var read = (User: variables.Expand(client.User, unset), Password: variables.Expand(client.Password, unset));
        if (unset.Count > 0) Fail(key, $"The file of {key} uses the environment variable {unset[0]}, which is not set.");
        else if (read.User.Length == 0) Fail(key, $"{key} names \"{path}\", which has no user in a section [client].");
        return read;
    }

    private TopologyCredentials Complete(TopologyCredentials account)
    {
        const string Key = nameof(Ham4DbOptions.MySQLTopologyCredentials);
        if (account.Pattern.Length == 0)
            Fail(Key, $"{Key} has an item without a Pattern; allowed: an address, or a regular expression.");
        else if (!HostFilters.IsAddress(account.Pattern) && !Patterns.TryCompile(account.Pattern, out _, out var error))
            Fail(Key, $"{Key} holds the Pattern \"{account.Pattern}\", which is not a regular expression: {error}.");
        if (account.File.Length > 0 == account.User.Length > 0)
            Fail(Key, $"{Key} has for the Pattern \"{account.Pattern}\" {(account.File.Length > 0 ? "both a User and a File" : "neither a User nor a File")}; allowed: one of them.");
        if (account.File.Length == 0 || account.User.Length > 0) return account;
        var path = Absolute(account.File);
        if (Unreadable(path) is { } reason)
        {
            Fail(Key, $"{Key} names the File \"{account.File}\"; allowed: a file that can be read: {reason}");
            return account;
        }

        var (user, password) = ReadClient(Key, path);
        return account with { User = user, Password = password };
    }

    private string DataFolder(string given)
    {
        var home = environment("HOME") is { Length: > 0 } folder ? folder : workingFolder;
        if (given.StartsWith("~/", StringComparison.Ordinal)) return Path.Combine(home, given[2..]);
        if (given.Length > 0) return Absolute(given);
        return environment("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)
            ? Path.Combine(state, "ham4db")
            : Path.Combine(home, ".local", "state", "ham4db");
    }

    private string Absolute(string path) => path.Length == 0 ? path : Path.GetFullPath(path, workingFolder);

    private void Fail(string key, string text) => report.Fail(values.PlaceOf(key), key, text);
}
