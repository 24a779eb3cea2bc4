using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;
using Plyr.Genres.Tests.Workflows;
using RichardSzalay.MockHttp;

namespace Plyr.Genres.Tests.Classification;

/// <summary>The client as a host registers it; only the network and the clock are fakes.</summary>
internal sealed class ScriptedReplicate : IAsyncDisposable
{
    public const string Token = "r8_a1b2c3d4e5f6g7h8i9j0";
    public const string Audio = "https://audio.example/a%20b.mp3?signature=geheim";

    // Only so that a test that would hang fails.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly ServiceProvider _provider;
    private readonly List<string> _unexpected = [];

    /// <param name="configure">Settings beyond the token.</param>
    /// <param name="register">Further registrations.</param>
    public ScriptedReplicate(Action<PlyrGenresOptions>? configure = null, Action<PlyrGenresBuilder>? register = null)
    {
        var http = new MockHttpMessageHandler();
        Serve(
            http.When(HttpMethod.Post, "*").With(
                request => request.RequestUri!.AbsolutePath.EndsWith("/predictions", StringComparison.Ordinal)),
            Creates);
        Serve(
            http.When(HttpMethod.Post, "*").With(
                request => request.RequestUri!.AbsolutePath.EndsWith("/cancel", StringComparison.Ordinal)),
            Cancels);
        Serve(
            http.When(HttpMethod.Get, "*").With(request => request.RequestUri!.AbsolutePath.Contains("/predictions/")),
            Polls);
        Serve(
            http.When(HttpMethod.Post, "*").With(
                request => request.RequestUri!.AbsolutePath.EndsWith("/files", StringComparison.Ordinal)),
            Uploads);
        Serve(http.When(HttpMethod.Delete, "*"), Deletes);
        Serve(
            http.When(HttpMethod.Get, "*").With(request => !request.RequestUri!.AbsolutePath.Contains("/predictions/")),
            Downloads);
        http.Fallback.Respond(
            request => throw new InvalidOperationException($"Nothing answers {request.Method} {request.RequestUri}."));

        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(Time);
        var builder = services.AddPlyrGenres(options =>
        {
            options.Replicate.ApiToken = Token;
            configure?.Invoke(options);
        });
        builder.HttpClient.ConfigurePrimaryHttpMessageHandler(() => new MockHttpBridge { InnerHandler = http });
        register?.Invoke(builder);
        _provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        Classifier = _provider.GetRequiredService<IGenreClassifier>();
    }

    public Route Creates { get; } = new();

    public Route Polls { get; } = new();

    public Route Cancels { get; } = new();

    public Route Downloads { get; } = new();

    public Route Uploads { get; } = new();

    public Route Deletes { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public LogRecorder Logs { get; } = new();

    public IGenreClassifier Classifier { get; }

    /// <summary>Scripts the usual run: created, then succeeded at the first poll, then fetched.</summary>
    public ScriptedReplicate WithUsualRun(string labels = Prediction.Labels)
    {
        Creates.Then(Answers.Created(Prediction.Starting));
        Polls.Then(Answers.Ok(Prediction.Succeeded));
        Downloads.Then(Answers.Ok(labels));
        return this;
    }

    /// <summary>Scripts a run that is answered within the wait, billed time included.</summary>
    public ScriptedReplicate WithOutput(string output)
    {
        Creates.Then(Answers.Created(Prediction.With("succeeded", output, predictTime: 2)));
        return this;
    }

    public Task<GenreClassification> ClassifyAsync(
        string audio = Audio, CancellationToken cancellationToken = default) =>
        RunAsync(Classifier.ClassifyAsync(new Uri(audio), cancellationToken));

    public Task<GenreClassification> ClassifyAsync(AudioSource audio) => RunAsync(Classifier.ClassifyAsync(audio));

    public Task<GenreClassificationException> FailAsync(AudioSource audio) =>
        FailAsync(Classifier.ClassifyAsync(audio));

    /// <summary>The failure of a classification.</summary>
    public Task<GenreClassificationException> FailAsync(string audio = Audio) =>
        FailAsync(Classifier.ClassifyAsync(new Uri(audio)));

    public async Task<GenreClassificationException> FailAsync(Task<GenreClassification> classification)
    {
        try
        {
            await RunAsync(classification);
        }
        catch (GenreClassificationException exception)
        {
            return exception;
        }

        throw new AssertionException("The classification gave an answer.");
    }

    /// <summary>Advances the clock from wait to wait until the task ends.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        await RunAsync((Task)task);
        return await task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public async Task RunAsync(Task task)
    {
        while (true)
        {
            var waits = Time.WhenDelayWaitsAsync();
            if (await Task.WhenAny(task, waits).WaitAsync(Guard) == task)
                break;
            Time.Advance(await waits);
        }

        await task;
    }

    /// <summary>Disposes the container, which ends what runs in the background.</summary>
    public async ValueTask DisposeAsync()
    {
        await RunAsync(_provider.DisposeAsync().AsTask());
        Assert.That(_unexpected, Is.Empty, "requests that the test does not expect");
    }

    private void Serve(MockedRequest requests, Route route) => requests.Respond(async request =>
    {
        // MockHttp 6 never passes on what is thrown here.
        try
        {
            var sent = await SentRequest.OfAsync(request);
            var answer = route.Take(sent);
            if (answer is null)
            {
                lock (_unexpected)
                    _unexpected.Add(sent.ToString());
            }

            return await (answer ?? Answers.Throws(() => new InvalidOperationException($"Nothing answers {sent}.")))(
                request, MockHttpBridge.TokenOf(request));
        }
        catch (Exception exception)
        {
            return MockHttpBridge.Throw(request, exception);
        }
    });
}
