using TrainForge.Data.Catalog;
using TrainForge.Files;

namespace TrainForge.Tests.Probes;

internal static class CatalogProbes
{
    /// <summary>Makes the catalog of a root again and again until killed.</summary>
    public static int Rebuild(string[] args)
    {
        var catalog = new ProjectCatalog(new TrainForgeRoot(args[0], RootSource.Option));
        while (true)
        {
            catalog.Rebuild(CancellationToken.None);
            Console.WriteLine("again");
        }
    }
}
