namespace Ham4Db.Functions.Probing.Shards;

/// <summary>Sends what <see cref="ProbeShard"/> receives.</summary>
public interface IShardQueue
{
    /// <summary>Name of the queue.</summary>
    public const string Name = "ham4db-shards";

    /// <summary>Sends a message. Lost ones are sent again, and ones that come twice do no harm.</summary>
    /// <param name="message">The message.</param>
    /// <param name="after">How long nobody is to receive it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task SendAsync(ShardMessage message, TimeSpan after, CancellationToken cancellationToken);
}
