using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Classification;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.Tests.Classification;

/// <summary>What each failure means for the track and for further calls.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 25)]
internal sealed class FailureKindsTests
{
    [TestCase(AuthenticationFailed, "authentication_failed", false, true, false)]
    [TestCase(BillingRequired, "billing_required", false, true, false)]
    [TestCase(RateLimited, "rate_limited", false, false, true)]
    [TestCase(InvalidInput, "invalid_input", false, false, false)]
    [TestCase(ModelUnavailable, "model_unavailable", false, true, false)]
    [TestCase(AudioRejected, "audio_rejected", true, false, false)]
    [TestCase(ModelFailed, "model_failed", false, false, true)]
    [TestCase(Canceled, "canceled", false, false, true)]
    [TestCase(TimedOut, "timed_out", false, false, true)]
    [TestCase(ServiceUnavailable, "service_unavailable", false, false, true)]
    [TestCase(OutputExpired, "output_expired", false, false, true)]
    [TestCase(MalformedOutput, "malformed_output", true, false, false)]
    [TestCase(AudioUnavailable, "audio_unavailable", false, false, true)]
    [TestCase(AudioUnreachable, "audio_unreachable", false, false, true)]
    [TestCase(OutputHostNotAllowed, "output_host_not_allowed", false, true, false)]
    [TestCase(ModelNotUsable, "model_not_usable", false, true, false)]
    public void Each_failure_has_a_text_and_a_kind(
        GenreClassificationFailure failure, string text, bool isOfAudio, bool affectsEveryCall, bool isTemporary)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.ToText(), Is.EqualTo(text));
            Assert.That(FailureKinds.Parse(text), Is.EqualTo(failure));
            Assert.That(JsonSerializer.Serialize(failure), Is.EqualTo($"\"{text}\""));
            Assert.That(failure.IsOfAudio(), Is.EqualTo(isOfAudio));
            Assert.That(failure.AffectsEveryCall(), Is.EqualTo(affectsEveryCall));
            Assert.That(failure.IsTemporary(), Is.EqualTo(isTemporary));
        }
    }

    [Test]
    public void A_text_of_another_version_is_no_failure() => Assert.That(FailureKinds.Parse("unheard_of"), Is.Null);

    [Test]
    public void Only_failures_of_the_output_follow_a_run_that_succeeded() =>
        Assert.That(
            Enum.GetValues<GenreClassificationFailure>().Where(failure => failure.FollowsSuccessfulRun()),
            Is.EquivalentTo([MalformedOutput, OutputHostNotAllowed, OutputExpired]));

    [Test]
    public void All_failures_are_tested() =>
        Assert.That(Enum.GetValues<GenreClassificationFailure>(), Has.Length.EqualTo(16));

    [Test]
    public void A_hint_to_wait_is_cut_to_an_hour()
    {
        var exception = new GenreClassificationException(RateLimited, "Slow down.")
        {
            RetryAfter = TimeSpan.FromDays(10),
        };

        Assert.That(exception.RetryAfter, Is.EqualTo(TimeSpan.FromHours(1)));
    }
}
