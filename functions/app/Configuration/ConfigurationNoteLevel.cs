namespace Ham4Db.Functions.Configuration;

/// <summary>How much a remark about the configuration matters.</summary>
public enum ConfigurationNoteLevel
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>Probably not what was meant; the service starts.</summary>
    Warning,

    /// <summary>The configuration cannot be used.</summary>
    Error,
}
