using Example.LocalModel;
using Microsoft.AspNetCore.Builder;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.TestModels;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The programs and tables of local-model.md do what the page says.</summary>
[NonParallelizable]
internal sealed class LocalModelPageTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _current = Environment.CurrentDirectory;

    [OneTimeSetUp]
    public void WriteModel()
    {
        // The console program expects the file in its current folder.
        Environment.CurrentDirectory = _folder.Path;
        File.WriteAllBytes(LocalModelDefaults.FileName, RandomModel.Small());
    }

    [OneTimeTearDown]
    public void Remove()
    {
        Environment.CurrentDirectory = _current;
        _folder.Dispose();
    }

    [Test]
    public async Task Console_program_prints_ten_genres()
    {
        File.WriteAllBytes("song.wav", TestAudio.Wav(1));
        var console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);

        try
        {
            await LocalModel.RunAsync(["song.wav"]);
        }
        finally
        {
            Console.SetOut(console);
        }

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(10).And.All.Match(@"^[01][.,]\d{4} \S"));
    }

    [Test]
    public void Host_has_the_local_model_as_its_classifier()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

        LocalModel.Register(builder);

        var classifier = builder.Services.Last(service => service.ServiceType == typeof(IGenreClassifier));
        Assert.That(classifier.ImplementationType?.Name, Is.EqualTo("LocalGenreClassifier"));
    }

    [Test]
    public void Every_option_is_in_the_table()
    {
        var text = Repository.Read("docs", "local-model.md");

        var options = typeof(LocalModelOptions).GetProperties().Select(option => option.Name);

        foreach (var option in options)
            Assert.That(text, Does.Contain($"| `{option}` | "));
    }

    [TestCase("docs/local-model.md")]
    [TestCase("src/Plyr.Genres.Local/PACKAGE.md")]
    public void Commands_download_the_known_file_and_check_it(string page)
    {
        var text = Repository.Read(page.Split('/'));

        Assert.That(text, Does.Contain($"curl -O {LocalModelDefaults.DownloadUrl}\n"));
        Assert.That(
            text,
            Does.Contain($"echo \"{LocalModelDefaults.Sha256}  {LocalModelDefaults.FileName}\" | sha256sum --check\n"));
    }
}
