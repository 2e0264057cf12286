using Ham4Db.Core.Model;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Core.Tests.PseudoGtid;

public class ReceivedEventsTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bin.000001", 30, "bin.000002", 34, 3)]
    [InlineData("bin.000001", 20, "bin.000001", 40, 2)]
    [InlineData("bin.000002", 24, "bin.000002", 34, 1)]
    [InlineData("bin.000001", 4, "bin.000002", 34, 5)]
    [InlineData("bin.000001", 2, "bin.000002", 34, null)]
    public async Task Events_are_counted_by_where_they_end_in_the_sources_log(string file, long position, string lastFile, long lastPosition, int? expected) =>
        Assert.Equal(expected, await ReceivedEvents.CountAsync(new Relay(), 2, new(file, position), new(lastFile, lastPosition), Token));

    sealed class Relay : IEventLog
    {
        static readonly (string Type, long End, string Info)[] First = [("Format_desc", 120, "ours"), ("Rotate", 0, "bin.000001;pos=4"), ("Format_desc", 120, "theirs"), ("Query", 20, "a"), ("Query", 30, "b"), ("Xid", 40, "c")];
        static readonly (string Type, long End, string Info)[] Second = [("Format_desc", 120, "ours"), ("Rotate", 0, "bin.000002;pos=4"), ("Format_desc", 120, "theirs"), ("Query", 24, "d"), ("Annotate_rows", 30, "e"), ("Xid", 34, "f"), ("Query", 44, "g")];

        public string Name => "the relay log";

        public Task<IReadOnlyList<string>> ListFilesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(["relay.000009", "relay.000010"]);

        public Task<IReadOnlyList<LogEvent>> ReadAsync(BinlogCoordinates from, int limit, CancellationToken cancellationToken)
        {
            var events = (from.File == "relay.000009" ? First : Second).Select((e, i) => new LogEvent(new BinlogCoordinates(from.File, 4 + 10 * i), e.End, e.Type, e.Info));
            return Task.FromResult<IReadOnlyList<LogEvent>>([.. events.Where(e => e.At.Position >= from.Position).Take(limit)]);
        }
    }
}
