using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Settings that hold everywhere.</summary>
/// <param name="AreRecoveriesDisabled">Automatic recoveries are switched off everywhere.</param>
/// <param name="ChangedBy">Who changed that last; null for nobody.</param>
/// <param name="ChangedAt">When (UTC); null for never.</param>
internal sealed record SettingsView(bool AreRecoveriesDisabled, string? ChangedBy, DateTimeOffset? ChangedAt)
{
    public static SettingsView Of(GlobalSwitch value) => value.By.Length == 0 ? new(value.AreRecoveriesDisabled, null, null) : new(value.AreRecoveriesDisabled, value.By, value.At);
}
