namespace Ham4Db.Functions.Configuration;

/// <summary>What the value of a key may be, where its type alone does not say it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionRuleAttribute : Attribute
{
    /// <summary>Smallest number.</summary>
    public int Min { get; init; }

    /// <summary>Largest number.</summary>
    public int Max { get; init; } = int.MaxValue;

    /// <summary>The only texts that are allowed; empty for any.</summary>
    public string[] Allowed { get; init; } = [];

    /// <summary>Another name by which older files give the key.</summary>
    public string? Alias { get; init; }

    /// <summary>The value is never printed.</summary>
    public bool Secret { get; init; }

    /// <summary>The text, each item of the list or each key of the map is a regular expression.</summary>
    public bool Pattern { get; init; }

    /// <summary>The text is a path of a file that must be readable.</summary>
    public bool File { get; init; }
}
