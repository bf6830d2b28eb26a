// Usage: node manifests.mjs objects.json
// objects.json holds an array of Kubernetes objects. Each is checked against the schema that Kubernetes publishes for its kind, as the package
// kubernetes-models has it; prints one line for each flaw.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
for (const object of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
    const { [object.kind]: Kind } = require(`kubernetes-models/${object.apiVersion}/${object.kind}`);
    try {
        new Kind(object).validate();
    } catch (error) {
        console.log(`${object.kind} '${object.metadata?.name}': ${error.message}`);
    }
}
