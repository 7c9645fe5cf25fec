// Replicates from a PouchDB server once, into a new PouchDB on LevelDB. Arguments: folder of modules, address, folder.
"use strict";
const { createRequire } = require("module");
const crypto = require("crypto");
const [modules, address, folder] = process.argv.slice(2);
const load = createRequire(modules + "/package.json");
const PouchDB = load("pouchdb").defaults({ prefix: folder + "/" });

async function main() {
  const replica = new PouchDB("replica");
  await replica.info();
  const began = process.hrtime.bigint();
  const result = await replica.replicate.from(address + "/tickets", { batch_size: 1000 });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const took = process.resourceUsage();
  const [cpu_s, peak_mb] = [(took.userCPUTime + took.systemCPUTime) / 1e6, took.maxRSS / 1024];
  const rows = (await replica.allDocs({ include_docs: true })).rows;
  const hash = crypto.createHash("sha256");
  for (const { doc } of rows) {
    delete doc._rev;
    hash.update(JSON.stringify(doc, Object.keys(doc).sort()) + "\n");
  }
  console.log(JSON.stringify({ seconds, cpu_s, peak_mb, documents: result.docs_written, hash: hash.digest("hex") }));
  await replica.close();
}
main();
