namespace Ham4Db.Functions.Api.Legacy;

/// <content>Moving replicas about.</content>
internal sealed partial class LegacyTable
{
    private const string Below = "/{host}/{port}/{belowHost}/{belowPort}";

    private IEnumerable<LegacyRoute> Relocation =>
    [
        Change("relocate" + Below, relocation.RelocateAsync),
        Change("relocate-below" + Below, relocation.RelocateAsync),
        Change("repoint" + Below, relocation.RepointAsync),
    ];
}
