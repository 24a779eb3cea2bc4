using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Plyr.Genres.Local.Model;
using Plyr.Genres.Local.Tests.Support;
using Plyr.Genres.TestModels;

namespace Plyr.Genres.Local.Tests.Model;

internal sealed class GenreModelTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Number_of_patches_in_a_batch_does_not_change_the_scores()
    {
        using var model = GenreModel.Load(ModelFiles.Small);
        var random = new Random(1);
        var patches = Enumerable.Range(0, 8 * 128 * 96).Select(_ => (float)(6 * random.NextDouble())).ToArray();
        var (together, apart) = (new double[400], new double[400]);

        model.AddActivations(patches, together);
        for (var patch = 0; patch < 8; patch++)
            model.AddActivations(patches.AsMemory(patch * 128 * 96, 128 * 96), apart);

        Assert.That(together, Is.EqualTo(apart).Within(1e-6));
    }

    [Test]
    public void Model_of_another_file_is_named_by_the_first_digits_of_its_hash()
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(RandomModel.Small()));

        using var model = GenreModel.Load(ModelFiles.Small);

        Assert.That(model.Name, Is.EqualTo(hash[..12]));
    }

    [Test]
    public void Large_test_model_is_loaded_and_as_large_as_the_real_one()
    {
        var content = RandomModel.Large();
        var sums = new double[400];

        using var model = GenreModel.Load(_folder.Write("large.onnx", content));
        model.AddActivations(new float[128 * 96], sums);

        Assert.That(content, Has.Length.InRange(17_500_000, 18_500_000));
        Assert.That(sums, Is.All.InRange(0, 1));
    }

    private static IEnumerable<TestCaseData> OtherFiles()
    {
        yield return Case("bands and frames in another order", RandomModel.Small(frames: 96, bands: 128));
        yield return Case("96 frames", RandomModel.Small(frames: 96));
        yield return Case("64 bands", RandomModel.Small(bands: 64));
        yield return Case("519 labels", RandomModel.Small(labels: 519));
        yield return Case("half a file", RandomModel.Small()[..20_000]);
        yield return Case("text", "<html>Not found</html>"u8.ToArray());
        yield return Case("nothing", []);

        static TestCaseData Case(string name, byte[] file) => new TestCaseData(file).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(OtherFiles))]
    public void Another_file_is_refused_with_where_to_get_the_right_one(byte[] file)
    {
        var path = _folder.Write($"{TestContext.CurrentContext.Test.ID}.onnx", file);

        var exception = Assert.Throws<InvalidDataException>(() => GenreModel.Load(path));

        Assert.That(
            exception.Message,
            Does.Contain(path).And.Contain(LocalModelDefaults.DownloadUrl).And.Contain(LocalModelDefaults.Sha256));
    }

    [Test]
    public void Missing_file_is_an_error_at_the_start_of_the_host()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddPlyrGenres().UseLocalModel(_folder.File("missing.onnx"));
        using var host = builder.Build();

        var exception = Assert.Throws<OptionsValidationException>(host.Start);

        Assert.That(
            exception.Message,
            Does.Contain("missing.onnx' does not exist")
                .And.Contain(LocalModelDefaults.DownloadUrl).And.Contain(LocalModelDefaults.Sha256));
    }

    [Test]
    public void Missing_file_is_an_error_when_the_classifier_is_first_resolved()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres().UseLocalModel(_folder.File("missing.onnx"));
        using var provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IGenreClassifier>());
    }
}
