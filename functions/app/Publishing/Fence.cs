using System.Globalization;

namespace Ham4Db.Functions.Publishing;

/// <summary>The epoch of the cluster as it was when its key was last written outside.</summary>
/// <param name="Text">As it stands there; empty for none.</param>
/// <param name="Version">The version of that key there; 0 or less where there is none.</param>
internal readonly record struct Fence(string Text, long Version)
{
    /// <summary>Ends the key of the fence.</summary>
    public const string Suffix = "/epoch";

    /// <summary>No fence yet.</summary>
    public static Fence None => new("", 0);

    /// <summary>The epoch; 0 for what is no number.</summary>
    public long Epoch => long.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0;
}
