using Plyr.Genres.TestModels;

// Writes a model file with random weights, to try the programs without the real weights.
if (args is not [var path, .. var options] || options is not ([] or ["--small"]))
{
    Console.Error.WriteLine("Usage: Plyr.Genres.TestModels FILE [--small]");
    return 2;
}

File.WriteAllBytes(path, options.Length == 0 ? RandomModel.Large() : RandomModel.Small());
return 0;
