using Ham4Db.Core.Model;

namespace Ham4Db.Core.Tests.Model;

public class InstanceKeyTests
{
    [Theory]
    [InlineData("db1", "db1:3306")]
    [InlineData("db1:3307", "db1:3307")]
    [InlineData(" db1:3307 ", "db1:3307")]
    [InlineData("[::1]:3307", "[::1]:3307")]
    [InlineData("[::1]", "[::1]:3306")]
    [InlineData("fe80::1:2", "[fe80::1:2]:3306")]
    [InlineData("db1:x", null)]
    [InlineData("db1:0", null)]
    [InlineData("db1:65536", null)]
    [InlineData(":3306", null)]
    [InlineData("//db1:3306", null)]
    [InlineData("_", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Reads_addresses(string? text, string? expected)
    {
        var isKey = InstanceKey.TryParse(text, DatabaseEngine.MySql, 3306, out var key);
        Assert.Equal(expected is not null, isKey);
        if (expected is not null) Assert.Equal(expected, key.ToString());
    }

    [Fact]
    public void Coordinates_are_compared_as_numbers()
    {
        string[] ascending = ["", "bin.000009:4", "bin.000010:4", "bin.000010:400", "bin.999999:4", "bin.1000000:4"];
        var coordinates = ascending.Select(t => t.Split(':')).Select(p => p.Length < 2 ? BinlogCoordinates.None : new BinlogCoordinates(p[0], long.Parse(p[1]))).ToList();
        Assert.Equal(coordinates, coordinates.AsEnumerable().Reverse().Order());
    }
}
