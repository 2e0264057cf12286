namespace Ham4Db.Functions.Alerts;

/// <summary>A webhook that was asked does not let it happen.</summary>
internal sealed class HookRefusedException(string message) : Exception(message);
