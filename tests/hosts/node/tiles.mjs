// Whole photographs by a model that looks at tiles of them, by docs/model-format.md alone.
import { Tensor } from 'onnxruntime-node';

const numbers = ['Score', 'PredictedLabel', 'PValue', 'ReconstructionError', 'KlDivergence'];

/** What a photograph [channels · height · width] has of each output: numbers of its oddest tile, pictures put together. */
export async function photograph(session, said, pixels) {
  const { height, width, tops, lefts } = JSON.parse(said['vae.tiles']);
  const [channels, down, across] = JSON.parse(said['vae.inputShape']);
  const places = tops.flatMap((top) => lefts.map((left) => [top, left]));
  const tiles = new Float32Array(places.length * channels * down * across);
  let next = 0;
  for (const [top, left] of places) {
    for (let channel = 0; channel < channels; channel++) {
      for (let y = 0; y < down; y++) {
        const from = (channel * height + top + y) * width + left;
        tiles.set(pixels.slice(from, from + across), next);
        next += across;
      }
    }
  }
  const outputs = await session.run({ Features: new Tensor('float32', tiles, [places.length, channels, down, across]) });
  const scores = outputs.Score.data;
  let oddest = 0;
  scores.forEach((score, tile) => { if (!Number.isNaN(score) && !(score <= scores[oddest])) oddest = tile; });
  const shares = (starts, side, whole) => {
    const weight = (pixel) => Math.min(pixel + 1, side - pixel);
    const sums = Array(whole).fill(0);
    for (const start of starts) for (let pixel = 0; pixel < side; pixel++) sums[start + pixel] += weight(pixel);
    return starts.map((start) => Array.from({ length: side }, (_, pixel) => weight(pixel) / sums[start + pixel]));
  };
  const [rows, columns] = [shares(tops, down, height), shares(lefts, across, width)];
  const stitched = ({ data }) => {
    const size = data.length / places.length;
    const picture = Array(size / (down * across) * height * width).fill(0);
    places.forEach(([top, left], tile) => {
      const [row, column] = [rows[Math.floor(tile / lefts.length)], columns[tile % lefts.length]];
      for (let i = 0; i < size; i++) {
        const [plane, y, x] = [Math.floor(i / (down * across)), Math.floor(i / across) % down, i % across];
        picture[(plane * height + top + y) * width + left + x] += row[y] * column[x] * data[tile * size + i];
      }
    });
    return picture;
  };
  return Object.fromEntries([
    ...numbers.map((name) => [name, [outputs[name].data[oddest]]]),
    ...['Heatmap', 'Reconstruction', 'FeatureErrors'].map((name) => [name, stitched(outputs[name])]),
  ]);
}
