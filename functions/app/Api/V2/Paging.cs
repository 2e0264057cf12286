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
        new(Numbers.Parse("page", page, 0, 0, int.MaxValue / MaxSize), Numbers.Parse("size", size, DefaultSize, 1, MaxSize));
}
