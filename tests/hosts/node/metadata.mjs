// What a model file says of itself: metadata_props (field 14 of ModelProto), each a StringStringEntryProto of key (1) and value (2).
// onnxruntime-node does not hand them out, and the format of protocol buffers is short.
export function metadata(bytes) {
  const entries = {};
  for (const [field, value] of fields(bytes)) {
    if (field === 14) {
      const entry = Object.fromEntries(fields(value));
      entries[Buffer.from(entry[1]).toString('utf8')] = Buffer.from(entry[2] ?? []).toString('utf8');
    }
  }
  return entries;
}

function* fields(bytes) {
  let place = 0;
  const number = () => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = bytes[place++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (place < bytes.length) {
    const tag = number();
    const [field, kind] = [Math.floor(tag / 8), tag % 8];
    if (kind === 0) number();
    else if (kind === 1) place += 8;
    else if (kind === 5) place += 4;
    else {
      const length = number();
      yield [field, bytes.subarray(place, place += length)];
    }
  }
}
