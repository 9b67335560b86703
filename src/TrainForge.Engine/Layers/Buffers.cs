namespace TrainForge.Engine.Layers;

/// <summary>Arrays that grow and are kept: after the first steps nothing is allocated. Contents are whatever was there before.</summary>
internal static class Buffers
{
    public static float[] Room(ref float[] buffer, int count)
    {
        if (buffer.Length < count)
        {
            buffer = new float[count];
        }

        return buffer;
    }
}
