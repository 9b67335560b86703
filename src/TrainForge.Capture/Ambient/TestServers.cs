using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Extensions.DependencyInjection;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// Where each request to a TestServer comes from. Such a server hands a request over without headers and leaves the execution context
/// of whoever asked behind, on purpose. Here it takes the context along as far as the first thing that the application is asked for,
/// the HTTP context; there it is left behind all the same, and only the test stays known. The application sees what it saw before.
/// </summary>
/// <remarks>
/// By names and reflection over public members: capture loads into projects without ASP.NET Core. Hosts say that they are built through
/// a diagnostic listener; whatever is not as expected leaves the server as it is.
/// </remarks>
internal sealed class TestServers(CaptureHost host) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Hosts = "Microsoft.Extensions.Hosting";
    private const string HostBuilding = "HostBuilding";
    private const string Server = "Microsoft.AspNetCore.TestHost.TestServer";
    private const string Contexts = "Microsoft.AspNetCore.Http.IHttpContextFactory";
    private const string UsualContexts = "Microsoft.AspNetCore.Http.DefaultHttpContextFactory";
    private const string Preserve = "PreserveExecutionContext";

    private static int _isFollowing;

    /// <summary>
    /// Once in a process, before its first server is built, and for the process: whichever host of ours asks first, a test that keeps one of
    /// its own, perhaps switched off, is not who decides for the others.
    /// </summary>
    public static void Follow()
    {
        if (Volatile.Read(ref _isFollowing) == 0 && Interlocked.Exchange(ref _isFollowing, 1) == 0)
        {
            DiagnosticListener.AllListeners.Subscribe(new TestServers(CaptureHost.Default));
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == Hosts)
        {
            value.Subscribe(this, static name => name == HostBuilding);
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: HostBuilding, Value: { } builder } && host.Settings.Enabled)
        {
            Guard(() => builder.GetType().GetInterface("Microsoft.Extensions.Hosting.IHostBuilder")?.GetMethod("ConfigureServices")
                ?.Invoke(builder, [(Action<object, IServiceCollection>)((_, services) => Guard(() => Stand(services)))]));
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    // In the place of the usual factory of HTTP contexts; one of the user's own is left alone.
    private void Stand(IServiceCollection services)
    {
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i] is { IsKeyedService: false } service && service.ServiceType.FullName == Contexts)
            {
                if (service.ImplementationType is { FullName: UsualContexts } usual)
                {
                    services[i] = new ServiceDescriptor(service.ServiceType, provider => Made(provider, service.ServiceType, usual), service.Lifetime);
                }

                return;
            }
        }
    }

    private object Made(IServiceProvider provider, Type service, Type usual)
    {
        var made = ActivatorUtilities.CreateInstance(provider, usual);
        Guard(() =>
        {
            if (Type.GetType("Microsoft.AspNetCore.Hosting.Server.IServer, Microsoft.AspNetCore.Hosting.Server.Abstractions") is { } type
                && provider.GetService(type) is { } server && WithoutContext(server) is { } preserve)
            {
                // The door first: without it, the context would go in.
                made = Door.Before(made, service, host);
                preserve.SetValue(server, true);
            }
        });
        return made;
    }

    // The switch of a test server that leaves the context behind, as all do that nobody told otherwise; null for all others.
    private static PropertyInfo? WithoutContext(object server)
    {
        var type = server.GetType();
        while (type is not null && type.FullName != Server)
        {
            type = type.BaseType;
        }

        return type?.GetProperty(Preserve) is { } property && property.GetValue(server) is false && !MayBeSet() ? property : null;
    }

    // Whoever sets it himself wants the context in the application, and then calls find their test by it.
    private static bool MayBeSet() => AppDomain.CurrentDomain.GetAssemblies()
        .Where(a => !a.IsDynamic && a.GetName().Name?.StartsWith("Microsoft.", StringComparison.Ordinal) == false
            && a.GetReferencedAssemblies().Any(reference => reference.Name == "Microsoft.AspNetCore.TestHost"))
        .Any(Sets);

    private static bool Sets(Assembly assembly)
    {
        if (assembly.Location is not { Length: > 0 } file)
        {
            return true;
        }

        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return metadata.MemberReferences.Any(member => metadata.StringComparer.Equals(metadata.GetMemberReference(member).Name, "set_" + Preserve));
    }

    private void Guard(Action work) => host.Trouble.Guard("following requests to a test server", work);

    /// <summary>Between a server and what makes the HTTP context of a request: the caller's context ends here.</summary>
    internal class Door : DispatchProxy
    {
        private static readonly Lazy<ExecutionContext> Empty = new(Capture);

        private object _inner = new();
        private CaptureHost? _host;

        public static object Before(object inner, Type service, CaptureHost host)
        {
            var door = Create(service, typeof(Door));
            ((Door)door)._inner = inner;
            ((Door)door)._host = host;
            return door;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod?.Name == "Create")
            {
                var test = AmbientStash.Find(_host!) ?? AmbientStash.OnFlow;
                ExecutionContext.Restore(Empty.Value);
                AmbientStash.Continue(test);
            }

            return targetMethod!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        }

        // As a thread of the pool has it to which nobody gave one.
        private static ExecutionContext Capture()
        {
            ExecutionContext? empty = null;
            var thread = new Thread(() => empty = ExecutionContext.Capture());
            thread.UnsafeStart();
            thread.Join();
            return empty!;
        }
    }
}
