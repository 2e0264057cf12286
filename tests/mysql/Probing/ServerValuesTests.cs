using System.Data;
using Ham4Db.Engines.MySql.Connections;
using Ham4Db.Engines.MySql.Probing;

namespace Ham4Db.Engines.MySql.Tests.Probing;

public sealed class ServerValuesTests
{
    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("OFF", false)]
    [InlineData("ON", true)]
    [InlineData("NO_LOCK", true)]
    [InlineData("NO_LOCK_NO_ADMIN", true)]
    [InlineData("NO", false)]
    [InlineData("YES", true)]
    [InlineData("", false)]
    public async Task A_switch_is_read_in_all_its_spellings(string text, bool isOn) =>
        Assert.Equal(isOn, (await ValuesAsync("read_only", text)).Flag("read_only"));

    [Theory]
    [InlineData("17", 17)]
    [InlineData("17.9", 17)]
    [InlineData("-3", -3)]
    [InlineData("1e40", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    [InlineData(null, null)]
    public void A_number_is_read_or_missing(string? text, int? number) => Assert.Equal(number, ServerValues.ParseNumber(text));

    private static async Task<ServerValues> ValuesAsync(string name, string value)
    {
        using var table = new DataTable();
        table.Columns.Add("Variable_name");
        table.Columns.Add("Value");
        table.Rows.Add(name, value);
        await using var reader = table.CreateDataReader();
        var values = new ServerValues();
        values.AddPairs(await ResultTable.ReadAsync(reader));
        return values;
    }
}
