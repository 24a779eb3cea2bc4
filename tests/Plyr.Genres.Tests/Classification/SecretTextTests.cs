using NUnit.Framework;
using Plyr.Genres.Replicate;

namespace Plyr.Genres.Tests.Classification;

/// <summary>Texts of the service that repeat the audio URL in another spelling.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class SecretTextTests
{
    private const string Url = "https://audio.example/a%20b.mp3?X-Amz-Signature=geheim%2B1&exp=1764370000";
    private const string Odd = "https://audio.example/a.mp3?sig=\"ge<heim>'x'\"";
    private const string User = "https://bobby:ge%2Fheim1@audio.example/a.mp3";
    private const string Data = "data:audio/mpeg;base64,SUQzBAAAAAAAI1RTU0UAAAAPAAADTGF2ZjU4LjI5LjEwMA==";

    [TestCase(Url, "no file at https://audio.example/a%20b.mp3?X-Amz-Signature=geheim%2B1&exp=1764370000")]
    [TestCase(Url, "no file at https%3A%2F%2Faudio.example%2Fa%2520b.mp3%3FX-Amz-Signature%3Dgeheim%252B1")]
    [TestCase(Url, "no file at https://audio.example/a b.mp3\\u003fX-Amz-Signature\\u003dgeheim\\u002b1")]
    [TestCase(Url, "no file at https://audio.example/a b.mp3&#63;X-Amz-Signature&#x3d;geheim&#43;1")]
    [TestCase(Url, "no file at https://audio.example/a b.mp3 ?X-Amz-Signature=geheim+1")]
    [TestCase(Url, "no file at https://audio.example/a b.mp3;X-Amz-Signature=geheim%2b1")]
    [TestCase(Url, "no file with {'X-Amz-Signature': 'geheim+1', 'exp': '1764370000'}")]
    [TestCase(Url, "no file with \\x67eheim\\x2b1")]
    [TestCase(Url, "no file with GEHEIM%2B1")]
    [TestCase(Url, "no file with geheim 1")]
    [TestCase(Odd, "no file at https://audio.example/a.mp3?sig=\"ge<heim>'x'\"")]
    [TestCase(Odd, "no file at https://audio.example/a.mp3?sig=%22ge%3Cheim%3E'x'%22")]
    [TestCase(Odd, "no file at https://audio.example/a.mp3?sig=&quot;ge&lt;heim&gt;&#39;x&#39;&quot;")]
    [TestCase(Odd, "no file at {\"sig\": \"\\\"ge<heim>'x'\\\"\"}")]
    [TestCase("https://audio.example/a.mp3?sig=ge\"heim", "no file with {\"sig\": \"ge\\\"heim\"}")]
    [TestCase(User, "no file at https://bobby:ge/heim1@audio.example/a.mp3")]
    [TestCase(User, "no file at https://bobby:ge%2fheim1@audio.example/a.mp3")]
    [TestCase(User, "no file for user bobby with password 'ge/heim1'")]
    [TestCase("https://audio.example/a.mp3#geheim", "no file at https://audio.example/a.mp3#geheim")]
    [TestCase("https://audio.example/a.mp3?geheim", "no file for geheim")]
    [TestCase(Data, "no file at data: audio/mpeg;base64,SUQzBAAAAAAAI1RTU0UAAAAPAAADTGF2ZjU4LjI5LjEwMA==")]
    [TestCase(Data, "no file at data%3Aaudio%2Fmpeg%3Bbase64%2CSUQzBAAAAAAAI1RTU0UAAAAPAAADTGF2ZjU4LjI5LjEwMA%3D%3D")]
    [TestCase(Data, "no file in AAAI1RTU0UAAAAPAAADTGF2Z")]
    public void Secrets_of_the_audio_URL_are_removed_in_every_spelling(string url, string text)
    {
        var shown = new SecretText(new Uri(url), () => null).Quote(text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown, Does.StartWith("no file"));
            Assert.That(
                shown, Does.Not.Contain("heim").IgnoreCase.And.Not.Contain("1764370000").And.Not.Contain("bobby"));
            Assert.That(shown, Does.Not.Contain("AAAI1RTU0U"));
        }
    }

    [TestCase("https://audio.example/a.mp3?a=lock&b=lock-smith", "no file for lock-smith", "no file for ***.")]
    [TestCase("https://audio.example/a.mp3?key=ab1z", "no file for ab1z", "no file for ***.")]
    [TestCase("https://audio.example/a.mp3?key=ab1", "no file for ab1", "no file for ab1.")]
    [TestCase(Data, "no file in AudioLoaderConfiguration", "no file in AudioLoaderConfiguration.")]
    public void Whole_secrets_of_at_least_4_characters_and_nothing_else_are_removed(
        string url, string text, string shown) =>
        Assert.That(new SecretText(new Uri(url), () => null).Quote(text), Is.EqualTo(shown));

    [TestCase("r8_abcdef", "token r8_abcdef", "token ***.")]
    [TestCase("r8_abcdef", "token r8%5Fabcdef", "token ***.")]
    [TestCase("r8_abcdef", "token \\u0072\\u0038_abcdef", "token ***.")]
    public void Token_is_removed_in_every_spelling(string token, string text, string shown) =>
        Assert.That(new SecretText(null, () => token).Quote(text), Is.EqualTo(shown));

    [TestCase("Buy credit at https://replicate.com/account/billing#billing.")]
    [TestCase("Is it mono and/or stereo? Write to help@replicate.com.")]
    [TestCase("404 Client Error: Not Found for url: https://audio.example/a b.mp3.")]
    public void Text_without_a_secret_is_shown_as_it_is(string text) =>
        Assert.That(new SecretText(new Uri(Url), () => "r8_abcdef").Quote(text), Is.EqualTo(text));

    [Test]
    public void Secret_that_is_cut_in_half_by_a_limit_is_not_shown([Values(290, 295, 299, 16 * 1024 - 5)] int before)
    {
        var shown = new SecretText(new Uri(Url), () => "r8_abcdef").Quote(
            $"{new string(' ', before)}x r8_abcdef geheim%2B1");

        Assert.That(shown, Is.EqualTo("x *** ***."));
    }
}
