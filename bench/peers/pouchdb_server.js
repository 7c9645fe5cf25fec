// Serves a PouchDB on LevelDB by express-pouchdb. Arguments: folder of modules, file of documents (JSON lines), folder.
"use strict";
const { createRequire } = require("module");
const [modules, documents, folder] = process.argv.slice(2);
const load = createRequire(modules + "/package.json");
const fs = require("fs");
const PouchDB = load("pouchdb").defaults({ prefix: folder + "/" });
const app = load("express")();
app.use("/", load("express-pouchdb")(PouchDB, { mode: "minimumForPouchDB", logPath: folder + "/log.txt", configPath: folder + "/config.json" }));

async function main() {
  const source = new PouchDB("tickets");
  const lines = fs.readFileSync(documents, "utf8").trimEnd().split("\n");
  for (let start = 0; start < lines.length; start += 1000) {
    await source.bulkDocs(lines.slice(start, start + 1000).map((line) => JSON.parse(line)));
  }
  const server = app.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
}
main();
