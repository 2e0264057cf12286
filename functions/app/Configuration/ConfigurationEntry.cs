using System.Text.Json;

namespace Ham4Db.Functions.Configuration;

/// <summary>One key as a source gives it.</summary>
/// <param name="Key">The key as it is written there.</param>
/// <param name="Value">Its value; settings give texts, lists and maps of texts.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ConfigurationEntry(string Key, JsonElement Value, string Place);
