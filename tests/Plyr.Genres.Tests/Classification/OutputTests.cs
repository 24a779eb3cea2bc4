using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Plyr.Genres.Replicate;

namespace Plyr.Genres.Tests.Classification;

/// <summary>The forms of outputs, and where they may be fetched.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Defect", "H1")]
internal sealed class OutputTests
{
    private const int Limit = 1024 * 1024;

    [TestCase("\"?\"")]
    [TestCase("[\"?\"]")]
    [TestCase("{\"file\":\"?\"}")]
    public async Task Address_is_a_text_a_list_of_one_or_an_object_of_one(string shape)
    {
        foreach (var address in new[] { Prediction.OutputUrl, Prediction.DataOutput })
        {
            await using var replicate = new ScriptedReplicate();
            replicate.Creates.Then(
                Answers.Created(
                    Prediction.With(
                        "succeeded",
                        JsonNode.Parse(shape.Replace("?", address, StringComparison.Ordinal)),
                        predictTime: 1)));
            replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
            Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
        }
    }

    [TestCase("[]")]
    [TestCase("[\"data:,{}\",\"data:,{}\"]")]
    [TestCase("{}")]
    [TestCase("{\"a\":\"data:,{}\",\"b\":\"data:,{}\"}")]
    [TestCase("[[\"data:,{}\"]]")]
    [TestCase("7")]
    [TestCase("true")]
    public async Task Output_of_another_shape_is_malformed(string output)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With("succeeded", JsonNode.Parse(output), predictTime: 1)));
        await AssertMalformed(replicate, "it is not the address of one file");
    }

    [Test]
    public async Task Address_that_is_not_well_formed_is_malformed()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            Answers.Created($$"""{"id":"{{Prediction.Id}}","status":"succeeded","output":"\ud800"}"""));
        await AssertMalformed(replicate, "it is not the address of one file");
    }

    [TestCase("data:application/json;base64,")]
    [TestCase("data:application/octet-stream;base64,")]
    [TestCase("data:None;base64,")]
    [TestCase("data:;base64,")]
    [TestCase("DATA:text/plain;charset=utf-8;BASE64,")]
    public async Task Media_type_of_a_data_URI_is_ignored(string start)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(
            start + Convert.ToBase64String("{\"Rock---Punk\":0.5}"u8));
        Assert.That(
            (await replicate.ClassifyAsync()).Labels, Is.EqualTo(new[] { new GenreLabelScore("Rock---Punk", 0.5) }));
    }

    [TestCase("data:,{\"Rock---Punk\":0.5}")]
    [TestCase("data:application/json,%7B%22Rock---Punk%22%3A0.5%7D")]
    public async Task Data_URI_can_be_percent_encoded(string output)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(output);
        Assert.That(
            (await replicate.ClassifyAsync()).Labels, Is.EqualTo(new[] { new GenreLabelScore("Rock---Punk", 0.5) }));
    }

    [TestCase("data:application/json;base64,%%%")]
    [TestCase("data:application/json;base64,e30")]
    [TestCase("data:application/json;base64")]
    [TestCase("data:")]
    public async Task Broken_data_URI_is_malformed(string output)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(output);
        await AssertMalformed(replicate, "it is a data URI that is broken or larger than 1 MiB");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Data_URI_of_more_than_1_MiB_is_malformed(bool base64)
    {
        var labels = Padded(Prediction.Labels, Limit);
        await using var within = new ScriptedReplicate().WithOutput(
            base64 ? Prediction.DataUri(labels) : "data:," + labels);
        Assert.That((await within.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
        await using var beyond = new ScriptedReplicate().WithOutput(
            base64 ? Prediction.DataUri(labels + " ") : "data:," + labels + " ");
        await AssertMalformed(beyond, "it is a data URI that is broken or larger than 1 MiB");
    }

    [Test]
    public async Task Percent_encoded_output_can_take_three_characters_a_byte()
    {
        var labels = string.Concat(Padded(Prediction.Labels, Limit).Select(c => $"%{(int)c:X2}"));
        await using var replicate = new ScriptedReplicate().WithOutput("data:," + labels);
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Data_URI_that_white_space_makes_too_long_is_malformed()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(
            Prediction.DataOutput + new string(' ', 2 * Limit));

        await AssertMalformed(replicate, "it is a data URI that is broken or larger than 1 MiB");
    }

    [TestCase("https://replicate.delivery/x")]
    [TestCase("https://tjzk.replicate.delivery/x")]
    [TestCase("https://a.b.REPLICATE.delivery/x")]
    [TestCase("https://replicate.delivery:443/x")]
    [TestCase("https://api.replicate.com/v1/files/x")]
    [TestCase("https://API.replicate.com:443/x")]
    [TestCase("https://files.example/x")]
    [TestCase("https://files.example:8443/x", Description = "a host without a port stands for any")]
    [TestCase("https://ported.example:8443/x")]
    public async Task Output_is_fetched_from_an_allowed_host(string output)
    {
        await using var replicate = new ScriptedReplicate(Hosts).WithOutput(output);
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [TestCase("http://replicate.delivery/x", "http://replicate.delivery")]
    [TestCase("https://replicate.delivery:8443/x", "https://replicate.delivery:8443")]
    [TestCase("https://evilreplicate.delivery/x", "https://evilreplicate.delivery")]
    [TestCase("https://replicate.delivery.evil.example/x", "https://replicate.delivery.evil.example")]
    [TestCase("https://user:geheim@replicate.delivery/x", "https://replicate.delivery")]
    [TestCase("http://api.replicate.com/x", "http://api.replicate.com")]
    [TestCase("https://api.replicate.com:8443/x", "https://api.replicate.com:8443")]
    [TestCase("https://www.replicate.com/x", "https://www.replicate.com")]
    [TestCase("http://files.example/x", "http://files.example")]
    [TestCase("https://sub.files.example/x", "https://sub.files.example")]
    [TestCase("https://ported.example/x", "https://ported.example")]
    [TestCase("https://ported.example:8444/x", "https://ported.example:8444")]
    [TestCase("http://169.254.169.254/latest/meta-data", "http://169.254.169.254")]
    [TestCase("http://localhost:5151/x", "http://localhost:5151")]
    [TestCase("https://localhost/x", "https://localhost")]
    [TestCase("ftp://replicate.delivery/x", "ftp://replicate.delivery")]
    [TestCase("file:///etc/passwd", "file://")]
    public async Task Output_is_not_fetched_from_another_host(string output, string address)
    {
        await using var replicate = new ScriptedReplicate(Hosts).WithOutput(output);
        await AssertNotAllowed(replicate, address);
    }

    [Test]
    public void Host_that_is_not_a_valid_name_is_not_allowed() =>
        Assert.That(
            ReplicateOutput.IsAllowed(new Uri("https://xn--ü.replicate.delivery/x"), new ReplicateOptions()), Is.False);

    [TestCase("not an address")]
    [TestCase("")]
    [TestCase("https://")]
    public async Task Output_that_is_not_an_address_is_malformed(string output)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(output);
        await AssertMalformed(replicate, "its address is not a URL");
    }

    [TestCase("http://127.0.0.1:5152/x", true)]
    [TestCase("http://127.0.0.1:5151/x", true, Description = "the API's own origin")]
    [TestCase("http://127.0.0.1:5153/x", false)]
    [TestCase("http://files.example/x", false, Description = "plain http only on loopback")]
    public async Task Allowed_loopback_host_is_fetched_from_over_http(string output, bool allowed)
    {
        await using var replicate = new ScriptedReplicate(options =>
        {
            options.Replicate.BaseAddress = new Uri("http://127.0.0.1:5151");
            options.Replicate.AllowedOutputHosts = ["127.0.0.1:5152", "files.example"];
        }).WithOutput(output);
        if (!allowed)
        {
            Assert.That(
                (await replicate.FailAsync()).Failure, Is.EqualTo(GenreClassificationFailure.OutputHostNotAllowed));
            return;
        }

        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
        Assert.That(replicate.Downloads.Only["Authorization"], Is.Null);
    }

    [Test]
    public async Task Redirect_to_an_allowed_host_is_followed_without_the_token()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(
            Answers.Redirect("https://b.replicate.delivery/2"),
            Answers.Redirect("/3?x=1"),
            Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
        Assert.That(
            replicate.Downloads.Sent.Select(sent => sent.Address),
            Is.EqualTo(
                new[]
                {
                    Prediction.OutputUrl,
                    "https://b.replicate.delivery/2",
                    "https://b.replicate.delivery/3?x=1",
                }));
        Assert.That(replicate.Downloads.Sent.Select(sent => sent["Authorization"]), Is.All.Null);
    }

    [TestCase("https://evil.example/x", "https://evil.example")]
    [TestCase("http://replicate.delivery/x", "http://replicate.delivery")]
    [TestCase("//evil.example/x", "https://evil.example")]
    public async Task Redirect_to_another_host_is_not_followed(string location, string address)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(Answers.Redirect(location));

        await AssertNotAllowed(replicate, address);
    }

    [Test]
    public async Task Redirect_to_something_that_is_not_a_URL_is_malformed()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(Answers.Redirect("//["));

        await AssertMalformed(replicate, "its address is not a URL");
    }

    [TestCase(5, true)]
    [TestCase(6, false)]
    public async Task At_most_five_redirects_are_followed(int redirects, bool followed)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        for (var i = 0; i < redirects; i++)
            replicate.Downloads.Then(Answers.Redirect($"/{i}"));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        if (followed)
            Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
        else
            await AssertMalformed(replicate, "its address redirects more than 5 times");
    }

    [Test]
    public async Task Answer_from_another_host_is_refused_after_a_handler_followed_a_redirect()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then((request, cancellationToken) =>
        {
            MockHttpBridge.AnswerFrom(request, new Uri("https://evil.example/x"));
            return Answers.Ok(Prediction.Labels)(request, cancellationToken);
        });
        await AssertNotAllowed(replicate, "https://evil.example");
    }

    [TestCase(true)]
    [TestCase(false, Description = "a length that nobody announced")]
    public async Task Output_of_more_than_1_MiB_is_malformed(bool announced)
    {
        var labels = Padded(Prediction.Labels, Limit);
        await using var within = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        within.Downloads.Then(File(labels));
        Assert.That((await within.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
        await using var beyond = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        beyond.Downloads.Then(File(labels + " "));
        await AssertMalformed(beyond, "it is larger than 1 MiB");

        Answer File(string text) => announced ? Answers.Ok(text) : async (request, cancellationToken) =>
        {
            var response = await Answers.Ok(text)(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            response.Content = new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(body)).AsStream());
            return response;
        };
    }

    [Test]
    public async Task Output_that_is_announced_as_larger_is_not_read()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(async (request, cancellationToken) =>
        {
            var response = await Answers.BreaksInBody(() => new IOException("It was read."))(
                request, cancellationToken);
            response.Content.Headers.ContentLength = Limit + 1;
            return response;
        });
        await AssertMalformed(replicate, "it is larger than 1 MiB");
    }

    [TestCase(300, true)]
    [TestCase(399, true)]
    [TestCase(200, false, Description = "a location that is only told")]
    public async Task Location_is_a_redirect_only_with_a_status_from_300_to_399(int status, bool redirects)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(
            Answers.Status(
                status, Prediction.Labels, headers: headers => headers.Location = new Uri("/2", UriKind.Relative)),
            Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
        Assert.That(replicate.Downloads.Sent, Has.Count.EqualTo(redirects ? 2 : 1));
    }

    [Test]
    public async Task Refusal_with_a_location_is_not_followed()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(
            Answers.Status(400, headers: headers => headers.Location = new Uri("/2", UriKind.Relative)));
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        Assert.That(replicate.Downloads.Sent, Has.Count.EqualTo(1));
    }

    [TestCase(401)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(410)]
    public async Task Output_that_was_deleted_is_expired(int status)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(Answers.Status(status));
        var failure = await replicate.FailAsync();
        Assert.That(
            (failure.Failure, (int?)failure.StatusCode, failure.PredictionId),
            Is.EqualTo((GenreClassificationFailure.OutputExpired, (int?)status, Prediction.Id)));
        Assert.That(failure.Message, Is.EqualTo(
            "The run succeeded, but its output was already deleted. Classify the audio again. Replicate keeps "
            + $"outputs for one hour. Prediction: {Prediction.Id}."));
    }

    [TestCase("null")]
    [TestCase(null, Description = "no output at all")]
    public async Task Succeeded_run_without_output_is_expired(string? output)
    {
        await using var replicate = new ScriptedReplicate();
        var pair = output is null ? "" : $",\"output\":{output}";
        replicate.Creates.Then(Answers.Created(
            $$"""{"id":"{{Prediction.Id}}","status":"succeeded"{{pair}},"data_removed":true}"""));
        var failure = await replicate.FailAsync();
        Assert.That(
            (failure.Failure, failure.StatusCode, failure.PredictionId),
            Is.EqualTo((GenreClassificationFailure.OutputExpired, (System.Net.HttpStatusCode?)null, Prediction.Id)));
    }

    [TestCase(300)]
    [TestCase(400)]
    [TestCase(451)]
    public async Task File_host_that_refuses_is_an_unavailable_service(int status)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(Answers.Status(status));
        var failure = await replicate.FailAsync();
        Assert.That(
            (failure.Failure, (int?)failure.StatusCode, failure.PredictionId),
            Is.EqualTo((GenreClassificationFailure.ServiceUnavailable, (int?)status, Prediction.Id)));
        Assert.That(
            failure.Message,
            Is.EqualTo(
                "The run succeeded and was charged, but its output could not be fetched. The file host of Replicate "
                + $"refused the output (HTTP {status}). Retry later. Prediction: {Prediction.Id}."));
    }

    private static void Hosts(PlyrGenresOptions options) =>
        options.Replicate.AllowedOutputHosts = ["Files.example", "ported.example:8443"];

    private static string Padded(string json, int length) => json + new string(' ', length - json.Length);

    private static async Task AssertNotAllowed(ScriptedReplicate replicate, string address)
    {
        var failure = await replicate.FailAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Message, Is.EqualTo(
                $"The output is at {address}, which is not allowed, although the run was charged. If the address is "
                + "right, add "
                + $"its host to Replicate.AllowedOutputHosts; it must use https. Prediction: {Prediction.Id}."));
            Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.OutputHostNotAllowed));
            Assert.That(failure.PredictTime, Is.EqualTo(TimeSpan.FromSeconds(2)), "the run was charged");
            Assert.That(replicate.Cancels.Sent, Is.Empty, "the run has ended");
        }
    }

    private static async Task AssertMalformed(ScriptedReplicate replicate, string what)
    {
        var failure = await replicate.FailAsync();
        Assert.That(
            failure.Message,
            Is.EqualTo(
                $"Replicate returned an output that can't be used: {what}. Check Replicate.ModelVersion and "
                + $"Replicate.BaseAddress. Prediction: {Prediction.Id}."));
        Assert.That(
            (failure.Failure, failure.PredictionId),
            Is.EqualTo((GenreClassificationFailure.MalformedOutput, Prediction.Id)));
        Assert.That(replicate.Cancels.Sent, Is.Empty, "there is nothing left to cancel");
    }
}
