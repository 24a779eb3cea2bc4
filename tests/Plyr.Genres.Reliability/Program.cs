using Plyr.Genres.Reliability;

return await ReliabilityCommand.RunAsync(args);
