namespace Plyr.Genres.Simulator;

/// <summary>Reads the audio of a run from the request, an upload or a URL.</summary>
internal sealed class AudioReader(AudioSpool spool, AudioInspector inspector, AudioFetch fetch, UploadStore uploads)
{
    /// <returns>The SHA-256 of the audio.</returns>
    /// <exception cref="ModelFailure">The audio can't be read, or the model can't classify it.</exception>
    public async Task<string> ReadAsync(ModelInput input, CancellationToken cancellationToken)
    {
        var address = input.Audio ?? throw ModelFailure.NoInput();
        if (UploadStore.IdIn(address) is { } id)
        {
            var upload = uploads.Find(id) ?? throw AudioFetch.Refused(404, "Not Found", address);
            return await InspectAsync(input, upload.Audio, cancellationToken);
        }

        using var audio = DataUri.Is(address)
            ? await CopyAsync(input.Inline ?? throw new ModelFailure("Incorrect padding"), cancellationToken)
            : await fetch.FetchAsync(address, cancellationToken);
        return await InspectAsync(input, audio, cancellationToken);
    }

    private async Task<SpooledAudio> CopyAsync(byte[] inline, CancellationToken cancellationToken) =>
        (await spool.WriteAsync(new MemoryStream(inline), long.MaxValue, cancellationToken))!;

    private async Task<string> InspectAsync(ModelInput input, SpooledAudio audio, CancellationToken cancellationToken)
    {
        input.AudioSha256 = audio.Sha256;
        ModelFailure.ThrowIf(await inspector.InspectAsync(audio, cancellationToken));
        return audio.Sha256;
    }
}
