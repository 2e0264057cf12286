using System.Globalization;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Reads numbers of a query.</summary>
internal static class Numbers
{
    /// <summary>The number.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="text">As it was given; null or empty for the standard.</param>
    /// <param name="standard">What holds where it is not given.</param>
    /// <param name="min">Least.</param>
    /// <param name="max">Most.</param>
    /// <exception cref="OperationException">It is no number, or too small or large.</exception>
    public static int Parse(string name, string? text, int standard, int min, int max)
    {
        if (string.IsNullOrEmpty(text)) return standard;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw OperationException.Invalid($"'{text}' is no {name}; use a number from {min} to {max}.");
    }
}
