using System.Buffers.Binary;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.TestModels;

namespace Plyr.Genres.Benchmarks.Local;

/// <summary>Provides a model file with random weights and recordings: WAV files at 44.1 kHz in stereo.</summary>
internal sealed class LocalInputs : IDisposable
{
    private const int Rate = 44_100;
    private const int FrameLength = 4;
    private const int HeaderLength = 44;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plyr-genres-");

    private LocalInputs() => ModelPath = Path.Combine(_folder.FullName, "random.onnx");

    public string ModelPath { get; }

    /// <summary>Writes the model file.</summary>
    public static LocalInputs Create()
    {
        var inputs = new LocalInputs();
        File.WriteAllBytes(inputs.ModelPath, RandomModel.Large());
        return inputs;
    }

    /// <summary>Writes a recording: a second of noise, repeated.</summary>
    public string Write(TimeSpan duration)
    {
        var path = Path.Combine(_folder.FullName, $"{duration.TotalSeconds:0}.wav");
        var second = new byte[Rate * FrameLength];
        new Random(1).NextBytes(second);
        using var file = File.Create(path);
        file.Write(Header((uint)duration.TotalSeconds * Rate * FrameLength));
        for (var i = 0; i < (int)duration.TotalSeconds; i++)
            file.Write(second);
        return path;
    }

    /// <summary>Creates a container with the local model.</summary>
    public static ServiceProvider Open(string modelPath, int concurrency = 1)
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres().UseLocalModel(options =>
        {
            options.ModelPath = modelPath;
            options.Concurrency = concurrency;
        });
        return services.BuildServiceProvider();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Header(uint length)
    {
        var header = new byte[HeaderLength];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), length + HeaderLength - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 2);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), Rate * FrameLength);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), FrameLength);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), length);
        return header;
    }
}
