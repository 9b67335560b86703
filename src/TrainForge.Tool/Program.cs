using TrainForge.Tool;

// Answered before anything else is loaded: scripts and editors ask this often, and it must not cost a command tree.
if (args is ["--version"])
{
    Console.Out.WriteLine(ProductVersion.Text);
    return ExitCode.Done;
}

using var interrupt = new Interrupt();
return await CommandLine.RunAsync(args, ToolContext.OfThisProcess(), interrupt.Token);
