using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Sample.ModelTests.Desk;

/// <summary>What the assistant may do: five tools over a handful of orders. Each test has a desk of its own.</summary>
public sealed class OrderDesk
{
    private readonly Dictionary<string, Order> _orders = new Order[]
    {
        new("A-1001", "Ada", "tea kettle", OrderState.Packing),
        new("A-1002", "Ada", "reading lamp", OrderState.Shipped, "P-77"),
        new("A-1003", "Grace", "desk chair", OrderState.Delivered, "P-78"),
        new("A-1004", "Linus", "rain coat", OrderState.Cancelled),
        new("A-1005", "Grace", "wool blanket", OrderState.Packing),
    }.ToDictionary(order => order.Id);

    public IReadOnlyList<AITool> Tools =>
    [
        AIFunctionFactory.Create(FindOrder, "find_order"),
        AIFunctionFactory.Create(ListOrders, "list_orders"),
        AIFunctionFactory.Create(TrackParcel, "track_parcel"),
        AIFunctionFactory.Create(CancelOrder, "cancel_order"),
        AIFunctionFactory.Create(OpenReturn, "open_return"),
    ];

    public Order this[string id] => _orders[id];

    /// <summary>Orders for which a return was opened, with the reason.</summary>
    public Dictionary<string, string> Returns { get; } = [];

    [Description("Looks an order up by its number.")]
    private string FindOrder([Description("Order number, such as A-1001.")] string id) =>
        _orders.TryGetValue(id, out var order) ? $"{order.Item}, {order.State.ToString().ToLowerInvariant()}" : $"no order {id}";

    [Description("Lists the orders of a customer.")]
    private string ListOrders([Description("First name of the customer.")] string customer)
    {
        var mine = _orders.Values.Where(order => order.Customer == customer).Select(order => $"{order.Id} {order.Item}").ToArray();
        return mine.Length == 0 ? $"no orders for {customer}" : string.Join("; ", mine);
    }

    [Description("Says where the parcel of an order is.")]
    private string TrackParcel([Description("Order number, such as A-1001.")] string id) => _orders.GetValueOrDefault(id) switch
    {
        null => $"no order {id}",
        { State: OrderState.Packing } => "not shipped yet",
        { State: OrderState.Cancelled } => "cancelled, there is no parcel",
        { State: OrderState.Delivered, Parcel: var parcel } => $"{parcel} delivered",
        { Parcel: var parcel } => $"{parcel} is on its way",
    };

    [Description("Cancels an order that has not been shipped.")]
    private string CancelOrder([Description("Order number, such as A-1001.")] string id)
    {
        if (!_orders.TryGetValue(id, out var order))
        {
            return $"no order {id}";
        }

        if (order.State != OrderState.Packing)
        {
            return $"cannot cancel, the order is {order.State.ToString().ToLowerInvariant()}";
        }

        _orders[id] = order with { State = OrderState.Cancelled };
        return "cancelled";
    }

    [Description("Opens a return for an order that was delivered.")]
    private string OpenReturn(
        [Description("Order number, such as A-1001.")] string id,
        [Description("Why it comes back: broken, wrong or unwanted.")] string reason)
    {
        if (_orders.GetValueOrDefault(id)?.State != OrderState.Delivered)
        {
            return "only delivered orders can be returned";
        }

        Returns[id] = reason;
        return $"return opened, reason {reason}";
    }
}
