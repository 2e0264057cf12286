using Ham4Db.OpenGaussAgent.Parsing;

namespace Ham4Db.OpenGaussAgent.Tests.Parsing;

public sealed class SmallParserTests
{
    [Theory]
    [InlineData("0/0", 0UL)]
    [InlineData("16/B374D848", 0x16B374D848UL)]
    [InlineData("FFFFFFFF/FFFFFFFF", ulong.MaxValue)]
    [InlineData("", null)]
    [InlineData("16", null)]
    [InlineData("/1", null)]
    [InlineData("1/", null)]
    [InlineData("1/2/3", null)]
    [InlineData("123456789/0", null)]
    [InlineData("x/0", null)]
    [InlineData("-1/0", null)]
    public void A_position_is_two_halves(string text, ulong? expected)
    {
        Assert.Equal(expected, WalPosition.Parse(text));
        if (expected is { } position)
            Assert.Equal(text, WalPosition.Text(position));
    }

    [Theory]
    [InlineData("10.0.0.1:1-->10.0.0.2", false)]
    [InlineData("10.0.0.1:1->10.0.0.2:2", false)]
    [InlineData("10.0.0.1:1-->10.0.0.2:65536", false)]
    [InlineData("host:1-->10.0.0.2:2", false)]
    [InlineData("-->", false)]
    [InlineData("::1:5432<--2001:db8::1:5433", true)]
    [InlineData("[::1]:5432<--[2001:db8::1]:5433", true)]
    public void A_channel_has_two_ends(string text, bool valid) => Assert.Equal(valid, ChannelText.Parse(text) is not null);

    [Fact]
    public void Control_data_is_read_in_part()
    {
        var control = ControlData.Parse("pg_control version number:            1300\nDatabase system identifier:           7312345678901234567\nDatabase cluster state:               shut down\nLatest checkpoint's TimeLineID:       12\n");
        Assert.Equal(new("7312345678901234567", 12, "shut down"), control);
        Assert.Equal(new("", 0, ""), ControlData.Parse("no such file: x\n"));
    }

    [Fact]
    public void A_view_gives_every_address_its_node()
    {
        var nodes = OmView.Parse("nodeName:Db-One\ndatanodeListenIP 1:10.0.0.1,10.1.0.1\ndatanodePort :26000\nnodeName:db-two\ndatanodeListenIP 1:2001:db8::2\nnodeName:db-three\ndatanodeListenIP 1:10.0.0.3\ndatanodePort :26001\n");
        Assert.Equal(["Db-One", "db-three"], nodes.Select(node => node.Name));
        Assert.Equal(["10.0.0.1", "10.1.0.1"], nodes[0].Addresses);
        Assert.Equal(26001, nodes[1].Port);
    }
}
