// Usage: node score.mjs model.onnx rows.json [shape]
// rows.json holds an array of rows, each an array of numbers with null for a missing value; shape is that of a row, such as 1,64,72
// for images. Prints every output for all rows as one JSON object; NaN is null.
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [model, rowsPath, shape] = process.argv.slice(2);
const rows = JSON.parse(readFileSync(rowsPath, 'utf8'));
const sizes = shape?.split(',').map(Number) ?? [rows[0].length];
const features = Float32Array.from(rows.flat(), (value) => value ?? NaN);
const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
const outputs = await session.run({ [session.inputNames[0]]: new Tensor('float32', features, [rows.length, ...sizes]) });
console.log(JSON.stringify(Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, Array.from(tensor.data)]))));
