using System.Globalization;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.V2;

/// <summary>The part of a list that is asked for.</summary>
/// <param name="Page">Page, from 0.</param>
/// <param name="Size">Rows of a page.</param>
internal readonly record struct Paging(int Page, int Size)
{
    private const int DefaultSize = 20;
    private const int MaxSize = 200;

    /// <summary>Understands <c>page</c> and <c>size</c> of a query.</summary>
    /// <exception cref="OperationException">One is no number in its range.</exception>
    public static Paging Parse(string? page, string? size) =>
        new(Parse("page", page, 0, 0, int.MaxValue / MaxSize), Parse("size", size, DefaultSize, 1, MaxSize));

    private static int Parse(string name, string? text, int standard, int min, int max)
    {
        if (string.IsNullOrEmpty(text)) return standard;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw OperationException.Invalid($"'{text}' is no {name}; use a number from {min} to {max}.");
    }
}
