using System.CommandLine;

return await new RootCommand("Your tests are your training set.").Parse(args).InvokeAsync();
