namespace TrainForge.Files;

/// <summary>What decided where the root is, in the order they are asked.</summary>
public enum RootSource { Option, Environment, Property, Configuration, Solution, Git, Start }
