using System.Text;
using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Tests.Alerts.Fixtures;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;

namespace Ham4Db.Functions.Tests.Alerts;

public sealed class SignatureTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": "ünïcode"}""");

    [Fact]
    public void It_is_that_of_the_specification()
    {
        // The example of the specification's own libraries.
        var signed = WebhookSignature.Sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""u8);
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signed);
    }

    [Fact]
    public void Another_implementation_accepts_it_under_each_of_several_secrets()
    {
        // It looks at one signature only, where the specification allows several.
        var both = Headers("id-1", Now, [Hooks.Secret, Hooks.NewSecret])["webhook-signature"].ToString().Split(' ');
        var (text, headers) = (Encoding.UTF8.GetString(Body), Headers("id-1", Now, [Hooks.Secret]));
        foreach (var (signature, secret, other) in new[] { (both[0], Hooks.Secret, Hooks.NewSecret), (both[1], Hooks.NewSecret, Hooks.Secret) })
        {
            headers["webhook-signature"] = signature;
            new StandardWebhook(secret).Verify(text, headers);
            Assert.ThrowsAny<Exception>(() => new StandardWebhook(other).Verify(text, headers));
        }
    }

    [Fact]
    public void An_old_one_that_is_replayed_and_one_of_another_body_or_id_are_refused()
    {
        var webhook = new StandardWebhook(Hooks.Secret);
        var text = Encoding.UTF8.GetString(Body);
        Assert.ThrowsAny<Exception>(() => webhook.Verify(text, Headers("id-1", Now.AddMinutes(-10), [Hooks.Secret])));
        Assert.ThrowsAny<Exception>(() => webhook.Verify(text + " ", Headers("id-1", Now, [Hooks.Secret])));
        var other = Headers("id-1", Now, [Hooks.Secret]);
        other["webhook-id"] = "id-2";
        Assert.ThrowsAny<Exception>(() => webhook.Verify(text, other));
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64 at all, whatever it looks like")]
    public void What_is_no_secret_signs_nothing(string secret) => Assert.Null(WebhookSignature.KeyOf(secret));

    private static HeaderDictionary Headers(string id, DateTimeOffset at, string[] secrets) => new()
    {
        ["webhook-id"] = id,
        ["webhook-timestamp"] = WebhookSignature.Timestamp(at),
        ["webhook-signature"] = WebhookSignature.Sign(secrets, id, at, Body),
    };
}
