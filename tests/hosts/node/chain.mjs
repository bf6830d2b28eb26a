// Usage: node chain.mjs model.onnx columns.json
// columns.json holds an object: for every input of the model an array with one value a row, numbers or texts. Prints every output of numbers or texts
// for all rows as one JSON object; NaN is null.
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [model, columnsPath] = process.argv.slice(2);
const columns = JSON.parse(readFileSync(columnsPath, 'utf8'));
const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
const inputs = Object.fromEntries(session.inputNames.map((name) => [name, typeof columns[name][0] === 'string'
  ? new Tensor('string', columns[name], [columns[name].length, 1])
  : new Tensor('float32', Float32Array.from(columns[name]), [columns[name].length, 1])]));
const outputs = await session.run(inputs);
console.log(JSON.stringify(Object.fromEntries(Object.entries(outputs)
  .filter(([, tensor]) => tensor.type !== 'int64').map(([name, tensor]) => [name, Array.from(tensor.data)]))));
