namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Settings that hold everywhere.</summary>
/// <param name="AreRecoveriesDisabled">Automatic recoveries are switched off everywhere.</param>
internal sealed record SettingsBody(bool? AreRecoveriesDisabled);
