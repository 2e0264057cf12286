namespace Ham4Db.Core.Tests.Fixtures;

/// <summary>Truth tables as aligned text: cells between bars, one case a line.</summary>
static class TextTable
{
    public static TheoryData<string[]> Rows(string table) => [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells)];

    static string[] Cells(string line) => [.. line.Split('|').Select(c => c.Trim())];
}
