// Replicates documents into an RxDB held in memory, by its own HTTP replication, from a server in the same process.
// Arguments: folder of modules, file of documents (JSON lines).
import { createHash } from "crypto";
import { createRequire } from "module";
import { readFileSync } from "fs";
import { createServer } from "http";
import { pathToFileURL } from "url";

const [modules, documents] = process.argv.slice(2);
const find = createRequire(modules + "/package.json");
const load = (name) => import(pathToFileURL(find.resolve(name)).href);
const { createRxDatabase } = await load("rxdb");
const { getRxStorageMemory } = await load("rxdb/plugins/storage-memory");
const { replicateRxCollection } = await load("rxdb/plugins/replication");

const lines = readFileSync(documents, "utf8").trimEnd().split("\n");
const server = createServer((request, response) => {
  const after = Number(new URL(request.url, "http://x").searchParams.get("after"));
  response.setHeader("content-type", "application/json");
  response.end("[" + lines.slice(after, after + 1000).join(",") + "]");
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${server.address().port}/?after=`;

const database = await createRxDatabase({ name: "replica", storage: getRxStorageMemory(), multiInstance: false });
const schema = {
  version: 0, primaryKey: "id", type: "object", additionalProperties: true, required: ["id"],
  properties: { id: { type: "string", maxLength: 40 } },
};
const { tickets } = await database.addCollections({ tickets: { schema } });
const began = process.hrtime.bigint();
const replication = replicateRxCollection({
  collection: tickets, replicationIdentifier: "bench", live: false, deletedField: "gone",
  pull: {
    batchSize: 1000,
    async handler(checkpoint, size) {
      const after = checkpoint ? checkpoint.after : 0;
      const found = await (await fetch(address + after)).json();
      return { documents: found.map(({ _id, ...rest }) => ({ ...rest, gone: false })), checkpoint: { after: after + found.length } };
    },
  },
});
await replication.awaitInitialReplication();
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
const held = (await tickets.find().exec()).map((found) => found.toJSON());
held.sort((one, other) => (one.id < other.id ? -1 : 1));
const hash = createHash("sha256");
for (const each of held) {
  const document = { _id: each.id, ...each };
  hash.update(JSON.stringify(document, Object.keys(document).sort()) + "\n");
}
console.log(JSON.stringify({ seconds, documents: held.length, hash: hash.digest("hex") }));
process.exit(0);
