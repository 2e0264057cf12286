using Ham4Db.Core.Binlogs;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Core.Tests.Binlogs;

/// <summary>The events are as MySQL 9.7 and MariaDB 10.11 describe them.</summary>
public class BinlogDecoderTests
{
    [Fact]
    public void Events_of_MySql_become_transactions()
    {
        var decoded = Decode(
            ("Format_desc", "Server ver: 9.7.4-2, Binlog ver: 4"),
            ("Previous_gtids", "47f5ab0e-e8ef-11f1-909c-02fc00000001:1-6"),
            ("Gtid", "SET @@SESSION.GTID_NEXT= '47f5ab0e-e8ef-11f1-909c-02fc00000001:7'"),
            ("Query", "CREATE DATABASE shop /* xid=8 */"),
            ("Gtid", "SET @@SESSION.GTID_NEXT= '47f1505f-e8ef-11f1-bb73-02fc00000001:1'"),
            ("Query", "BEGIN"),
            ("Rows_query", "# INSERT INTO shop.orders VALUES (1)"),
            ("Table_map", "table_id: 110 (shop.orders)"),
            ("Write_rows", "table_id: 110 flags: STMT_END_F"),
            ("Write_rows", "table_id: 110 flags: STMT_END_F"),
            ("Table_map", "table_id: 111 (shop.stock)"),
            ("Update_rows", "table_id: 111 flags: STMT_END_F"),
            ("Xid", "COMMIT /* xid=20 */"),
            ("Gtid", "SET @@SESSION.GTID_NEXT= '47f1505f-e8ef-11f1-bb73-02fc00000001:blue:2'"),
            ("Query", "BEGIN"),
            ("Query", "use `shop`; DELETE FROM orders"),
            ("Query", "COMMIT"));

        Assert.Equal(["47f5ab0e-e8ef-11f1-909c-02fc00000001:7", "47f1505f-e8ef-11f1-bb73-02fc00000001:1", "47f1505f-e8ef-11f1-bb73-02fc00000001:blue:2"], decoded.Select(t => t.Gtid));
        Assert.Equal(new BinlogChange("statement", "", "CREATE DATABASE shop /* xid=8 */", 0), Assert.Single(decoded[0].Changes));
        Assert.Equal(
            [new BinlogChange("insert", "shop.orders", "INSERT INTO shop.orders VALUES (1)", 2), new BinlogChange("update", "shop.stock", "INSERT INTO shop.orders VALUES (1)", 1)],
            decoded[1].Changes);
        Assert.Equal("use `shop`; DELETE FROM orders", Assert.Single(decoded[2].Changes).Statement);
        Assert.Equal(("bin.000001", 4L), (decoded[1].File, decoded[1].Position));
    }

    [Fact]
    public void Events_of_MariaDb_become_transactions()
    {
        var decoded = Decode(
            ("Gtid_list", "[0-1-100,\n7-3-2]"),
            ("Gtid", "GTID 0-1-101"),
            ("Query", "CREATE DATABASE shop"),
            ("Gtid", "BEGIN GTID 7-3-3"),
            ("Annotate_rows", "DELETE FROM shop.orders WHERE id = 'x'"),
            ("Table_map", "table_id: 33 (shop.orders)"),
            ("Delete_rows_v1", "table_id: 33 flags: STMT_END_F"),
            ("Xid", "COMMIT /* xid=20 */"),
            ("Rotate", "bin.000002;pos=4"),
            ("Query", "no transaction any more"));

        Assert.Equal(["0-1-101", "7-3-3"], decoded.Select(t => t.Gtid));
        Assert.Equal(new BinlogChange("delete", "shop.orders", "DELETE FROM shop.orders WHERE id = 'x'", 1), Assert.Single(decoded[1].Changes));
    }

    [Fact]
    public void A_long_statement_is_cut_and_a_file_says_where_it_begins()
    {
        var decoded = Decode(("Gtid", "GTID 0-1-1"), ("Query", new string('x', 5000)));
        Assert.Equal(1001, Assert.Single(Assert.Single(decoded).Changes).Statement.Length);
        Assert.Equal("0-1-100,7-3-2", BinlogDecoder.StartOf([Event("Format_desc", ""), Event("Gtid_list", "[0-1-100,\n7-3-2]")]));
        Assert.Equal("", BinlogDecoder.StartOf([Event("Previous_gtids", "")]));
        Assert.Null(BinlogDecoder.StartOf([Event("Format_desc", "")]));
    }

    static List<BinlogTransaction> Decode(params (string Type, string Info)[] events)
    {
        var decoder = new BinlogDecoder("bin.000001");
        List<BinlogTransaction?> decoded = [.. events.Select((e, i) => decoder.Add(Event(e.Type, e.Info, i))), decoder.End()];
        return [.. decoded.OfType<BinlogTransaction>()];
    }

    static LogEvent Event(string type, string info, long position = 4) => new(new("bin.000001", position), position + 1, type, info);
}
