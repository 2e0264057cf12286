namespace Ham4Db.Functions.Configuration;

/// <summary>Options that are complete and checked.</summary>
/// <param name="Options">The options.</param>
/// <param name="Notes">Warnings and information for the log, in the order of the sources.</param>
public sealed record LoadedOptions(Ham4DbOptions Options, IReadOnlyList<ConfigurationNote> Notes);
