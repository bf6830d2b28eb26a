// Usage: node score.mjs model.onnx rows.json [shape]
// rows.json holds an array of rows, each an array of numbers as they are, with null for a missing value; shape is that of a row, such as 1,64,72
// for images. What the columns of the model have for an offset is taken off first, in double precision. Prints every output for all rows as one JSON
// object; NaN is null.
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { metadata } from './metadata.mjs';

const [model, rowsPath, shape] = process.argv.slice(2);
const rows = JSON.parse(readFileSync(rowsPath, 'utf8'));
const sizes = shape?.split(',').map(Number) ?? [rows[0].length];
const said = metadata(readFileSync(model));
if (!['1', '2'].includes(said['vae.format'])) throw new Error(`vae.format must be 1 or 2; got ${said['vae.format']}`);
const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
const input = session.inputNames[0];
const offsets = JSON.parse(said['vae.columns'] ?? '[]').flatMap(({ categories, offset }) => categories ? categories.map(() => 0) : [offset ?? 0]);
const features = Float32Array.from(rows.flatMap((row) => row.map((value, i) => value === null ? NaN : input === 'Features' ? value - (offsets[i] ?? 0) : value)));
const outputs = await session.run({ [input]: new Tensor('float32', features, [rows.length, ...sizes]) });
console.log(JSON.stringify(Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, Array.from(tensor.data)]))));
