using System.Buffers.Binary;
using System.Text;

namespace Ham4Db.Functions.Tests.Telemetry;

/// <summary>A field of a message in protobuf's wire format.</summary>
internal sealed record ProtoField(int Number, ulong Value, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public double Double => BitConverter.UInt64BitsToDouble(Value);

    /// <summary>Fields of the message that this is, with one number.</summary>
    public IEnumerable<ProtoField> Of(int number) => Read(Bytes).Where(field => field.Number == number);

    /// <summary>The only field with that number; null for none.</summary>
    public ProtoField? One(int number) => Of(number).SingleOrDefault();

    public static IReadOnlyList<ProtoField> Read(byte[] message)
    {
        List<ProtoField> fields = [];
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint();
            switch (tag & 7)
            {
                case 0:
                    fields.Add(new((int)(tag >> 3), Varint(), []));
                    break;
                case 1:
                    fields.Add(new((int)(tag >> 3), BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at)), []));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint();
                    fields.Add(new((int)(tag >> 3), 0, message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    fields.Add(new((int)(tag >> 3), BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at)), []));
                    at += 4;
                    break;
                default: throw new InvalidDataException($"Tag {tag} at {at}.");
            }
        }

        return fields;

        ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = message[at++];
                value |= (ulong)(part & 0x7f) << shift;
                if (part < 0x80) return value;
            }
        }
    }
}
