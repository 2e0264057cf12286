namespace Ham4Db.Core.Model;

/// <summary>A position in a binary or relay log. Compared as numbers: the file's numeric suffix first, then the position in bytes.</summary>
/// <param name="File">Log file name, such as <c>mysql-bin.000167</c>; empty when there is none.</param>
/// <param name="Position">Position in the file, in bytes.</param>
public readonly record struct BinlogCoordinates(string File, long Position) : IComparable<BinlogCoordinates>
{
    /// <summary>No coordinates.</summary>
    public static BinlogCoordinates None => new("", 0);

    /// <summary>Whether there is no log file.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(File);

    /// <summary>The number at the end of the file's name; 0 when it has none.</summary>
    public long FileNumber =>
        !IsEmpty && long.TryParse(File.AsSpan(File.LastIndexOf('.') + 1), out var number) ? number : 0;

    /// <summary>Orders by file number and position, so that <c>bin.1000000</c> follows <c>bin.999999</c>.</summary>
    public int CompareTo(BinlogCoordinates other)
    {
        var byFile = FileNumber.CompareTo(other.FileNumber);
        return byFile != 0 ? byFile : Position.CompareTo(other.Position);
    }

    /// <summary><c>file:position</c>.</summary>
    public override string ToString() => $"{File}:{Position}";
}
