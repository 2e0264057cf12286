using System.Globalization;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Chooses recoveries by what the path of a call means.</summary>
internal sealed class RecoveryScope(FleetLookup lookup)
{
    /// <summary>Recoveries with a numeric id.</summary>
    /// <exception cref="OperationException">It is no number.</exception>
    public static Func<RecoveryRecord, bool> WithId(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? recovery => recovery.NumericId == id
            : throw OperationException.Invalid($"Invalid recovery id: {text}");

    /// <summary>Recoveries of a cluster that is known by this hint, or that had this name or alias when they began.</summary>
    public async Task<Func<RecoveryRecord, bool>> OfClusterAsync(string hint, LegacyCall call)
    {
        string? clusterId = null;
        try
        {
            clusterId = (await lookup.FindClusterAsync(hint, call.Engine, call.Cancellation)).ClusterId;
        }
        catch (OperationException exception) when (exception.Error == OperationError.NotFound)
        {
            // A cluster that is forgotten still has a history.
        }

        return recovery => recovery.ClusterId == clusterId || (clusterId is null && (recovery.ClusterName == hint || recovery.ClusterAlias == hint));
    }
}
