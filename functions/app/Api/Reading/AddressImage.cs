using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Reading;

/// <summary>All known addresses.</summary>
/// <param name="List">In the order of their rows.</param>
/// <param name="ByKey">By instance.</param>
internal sealed record AddressImage(IReadOnlyList<DirectoryEntry> List, IReadOnlyDictionary<InstanceKey, DirectoryEntry> ByKey)
{
    public static AddressImage Of(FleetDirectory directory) => new([.. directory], directory.ToDictionary(entry => entry.Key));
}
