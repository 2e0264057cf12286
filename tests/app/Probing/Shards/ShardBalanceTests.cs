using Ham4Db.Functions.Probing.Shards;

namespace Ham4Db.Functions.Tests.Probing.Shards;

public sealed class ShardBalanceTests
{
    // Owners of shards 0, 1, ...; "-" for none. The message is about the first shard.
    [Theory]
    [InlineData("- - - -", false, 0, true)] //            alone, and has nothing
    [InlineData("- me me me", false, 0, true)] //         alone, and somebody has to
    [InlineData("dead me me me", false, 0, true)] //      a dead one is nobody to wait for
    [InlineData("dead dead me me", false, 0, true)] //    the rest of what it had comes by itself
    [InlineData("dead you me me", false, 0, false)] //    the other one has less
    [InlineData("dead you me you", false, 0, true)]
    [InlineData("- you me me", false, 0, false)]
    [InlineData("- you me me", false, 10, true)] //       nobody else took it
    [InlineData("me me me me", true, 0, false)] //        others may want it
    [InlineData("me me me me", true, 2, false)]
    [InlineData("me me me me", true, 3, true)] //         nobody came
    [InlineData("me you you you", true, 3, true)]
    [InlineData("you you you you", true, 0, true)] //     a newcomer
    [InlineData("you you you me", true, 0, true)]
    [InlineData("you you me me", true, 3, false)] //      as even as before
    [InlineData("you you me he", true, 9, false)]
    [InlineData("you you he he me me", true, 10, false)]
    [InlineData("you me he", true, 0, false)]
    [InlineData("you he", true, 0, false)] //             nothing to share
    [InlineData("you you he", true, 0, true)]
    public void A_process_takes_a_shard_where_nobody_is_to_have_it_rather(string owners, bool isOffer, int passes, bool takes)
    {
        var leases = owners.Split(' ').Select((owner, shard) => new ShardLease(shard, owner == "-" ? "" : owner, Term: 1, Beat: 7, default)).ToList();
        Assert.Equal(takes, ShardBalance.Takes(leases, "me", new ShardMessage(Shard: 0, leases.Count, Term: 1, isOffer ? null : 7, passes)));
    }

    [Theory]
    [InlineData(4, 7, 4, 7L, true)]
    [InlineData(4, 7, 4, null, true)] //  an offer holds while its owner gives signs of life
    [InlineData(4, 8, 4, 7L, false)] //   it lives after all
    [InlineData(5, 7, 4, 7L, false)]
    [InlineData(5, 0, 4, null, false)] // somebody has taken it since
    public void A_message_is_void_when_things_are_not_as_they_were(int term, int beat, int sentTerm, long? sentBeat, bool fits) =>
        Assert.Equal(fits, new ShardMessage(Shard: 0, Of: 4, sentTerm, sentBeat).Fits(new ShardLease(Shard: 0, "you", term, beat, default)));

    [Theory, InlineData(1), InlineData(2), InlineData(7), InlineData(32)]
    public void Every_cluster_is_in_one_shard_and_shards_are_about_as_large(int count)
    {
        var shards = Enumerable.Range(0, count).Select(index => new Shard(index, count)).ToList();
        var clusters = Enumerable.Range(0, 3200).Select(number => $"mysql-{number:x10}").ToList();
        Assert.All(clusters, cluster => Assert.Single(shards, shard => shard.Has(cluster)));
        Assert.All(shards, shard => Assert.InRange(clusters.Count(shard.Has), 3200 / count / 2, 3200 / count * 3 / 2));
    }
}
