using System.Globalization;
using Plyr.Genres.Host.Commands;

// Figures and dates are written alike on every machine.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
