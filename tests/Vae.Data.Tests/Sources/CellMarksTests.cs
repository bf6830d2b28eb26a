using CsCheck;
using Vae.Data.Sources.Csv;

namespace Vae.Data.Tests.Sources;

public sealed class CellMarksTests
{
    /// <summary>Cells from empty ones to some longer than one look covers; what lies behind the length is not looked at.</summary>
    private static readonly Gen<string> Records = Gen.OneOf(Gen.String[Gen.Char["123;\n\"\r,"], 0, 40], Gen.String[Gen.Char["abc"], 0, 150]).Array[0, 12].Select(string.Concat);

    [Fact]
    public void Every_mark_is_found_from_every_place_on() =>
        Gen.Select(Records, Gen.String[Gen.Char["a;\n"], 0, 70]).Sample((records, behind) =>
        {
            var data = System.Text.Encoding.ASCII.GetBytes(records + behind);
            var marks = new CellMarks(data, records.Length, (byte)';');
            for (var from = 0; from <= records.Length; from++)
            {
                Assert.Equal(First(records, from), marks.Next(from));
            }
        }, iter: 2_000);

    [Fact]
    public void Places_may_be_left_out_and_gone_back_to() =>
        Gen.Select(Records, Gen.Double[0, 1].Array[1, 30]).Sample((records, places) =>
        {
            var marks = new CellMarks(System.Text.Encoding.ASCII.GetBytes(records), records.Length, (byte)';');
            foreach (var from in places.Select(place => (int)(place * records.Length)))
            {
                Assert.Equal(First(records, from), marks.Next(from));
            }
        }, iter: 2_000);

    private static int First(string records, int from) => records.AsSpan(from).IndexOfAny(';', '\n', '"') is >= 0 and var step ? from + step : records.Length;
}
