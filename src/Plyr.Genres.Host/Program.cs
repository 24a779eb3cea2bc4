using System.Globalization;
using Plyr.Genres.Host.Commands;

// Numbers and dates have the same format on every machine.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
