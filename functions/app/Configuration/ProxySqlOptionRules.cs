using Ham4Db.Functions.Publishing.ProxySql;

namespace Ham4Db.Functions.Configuration;

/// <summary>What holds for the items of <see cref="Ham4DbOptions.ProxySQLAdmins"/>.</summary>
internal sealed class ProxySqlOptionRules(OptionValues values, ConfigurationReport report)
{
    private const string Key = nameof(Ham4DbOptions.ProxySQLAdmins);

    /// <summary>Checks all.</summary>
    public void Check(IReadOnlyList<ProxySqlAdmin> admins)
    {
        foreach (var admin in admins)
        {
            if (!ProxySqlPublisher.TryParseAddress(admin.Address, out _)) Fail($"{Key} has an item with the Address \"{admin.Address}\"; allowed: host or host:port.");
            if (admin.User.Length == 0) Fail($"{Key}: {admin.Address} has no User; allowed: an account of its admin_credentials.");
            if (admin.Clusters.Count == 0) Fail($"{Key}: {admin.Address} has no Clusters; allowed: filters that choose those of its hostgroups.");
            foreach (var filter in admin.Clusters)
                if (filter.Length == 0 || (ClusterFilters.PatternOf(filter) is { } pattern && !Patterns.TryCompile(pattern, out _, out _)))
                    Fail($"{Key}: {admin.Address} has \"{filter}\" among its Clusters; allowed: a name, alias=, alias~= with a regular expression, *, or a regular expression.");
            if (admin.WriterHostgroup < 0 || admin.ReaderHostgroup < 0 || admin.WriterHostgroup == admin.ReaderHostgroup)
                Fail($"{Key}: {admin.Address} has the WriterHostgroup {admin.WriterHostgroup} and the ReaderHostgroup {admin.ReaderHostgroup}; allowed: two numbers from 0.");
        }
    }

    private void Fail(string text) => report.Fail(values.PlaceOf(Key), Key, text);
}
