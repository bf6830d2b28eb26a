// Usage: node score.mjs model.onnx rows.json [shape]
// rows.json holds an array of rows, each an array of numbers as they are, with null for a missing value, and one text for a column of dates; shape
// is that of a row, such as 1,64,72 for images; of photographs that the model cuts into tiles the file says it. What the columns of the model have for an offset is taken off first, in double precision. Prints every output for all rows as one JSON
// object; NaN is null.
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { encode } from './dates.mjs';
import { metadata } from './metadata.mjs';
import { photograph } from './tiles.mjs';

const [model, rowsPath, shape] = process.argv.slice(2);
const rows = JSON.parse(readFileSync(rowsPath, 'utf8'));
const said = metadata(readFileSync(model));
if (!['1', '2', '3', '4'].includes(said['vae.format'])) throw new Error(`vae.format must be 1 to 4; got ${said['vae.format']}`);
const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
const input = session.inputNames[0];
const columns = JSON.parse(said['vae.columns'] ?? '[]');
const numbers = (row) => columns.length === 0 || input !== 'Features' ? row : columns.flatMap((column) => {
    const cells = row.splice(0, column.categories?.length ?? 1);
    return column.cycles ? encode(column, cells[0]) : column.categories ? cells : cells.map((value) => value === null ? null : value - (column.offset ?? 0));
});
const features = rows.map((row) => numbers([...row]).map((value) => value ?? NaN));
const sizes = shape?.split(',').map(Number) ?? [features[0].length];
const answer = async () => {
  if (!said['vae.tiles']) {
    const outputs = await session.run({ [input]: new Tensor('float32', Float32Array.from(features.flat()), [rows.length, ...sizes]) });
    return Object.entries(outputs).map(([name, tensor]) => [name, Array.from(tensor.data)]);
  }
  const answers = [];
  for (const row of features) answers.push(await photograph(session, said, row));
  return Object.keys(answers[0]).map((name) => [name, answers.flatMap((own) => own[name])]);
};
console.log(JSON.stringify(Object.fromEntries(await answer())));
