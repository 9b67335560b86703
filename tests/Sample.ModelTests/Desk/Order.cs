namespace Sample.ModelTests.Desk;

public enum OrderState
{
    Packing,
    Shipped,
    Delivered,
    Cancelled,
}

public sealed record Order(string Id, string Customer, string Item, OrderState State, string? Parcel = null);
