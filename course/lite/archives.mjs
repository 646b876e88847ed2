// What a browser's Python loads, compiled and in archives: node archives.mjs PYODIDE TARGET JOB
// JOB is a file of JSON: `names` of modules to import, and the `book`, which is a package.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(error.message); // without the source of Pyodide, which node would print
  process.exit(1);
});
const [folder, target, job] = process.argv.slice(2);
const { names, book } = JSON.parse(readFileSync(job, "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: folder, stdout: () => {} });
python.runPython(readFileSync(new URL("compiling.py", import.meta.url), "utf8"));
const packages = Object.keys(python.lockfile.packages).filter((each) => each !== book);
await python.loadPackage(packages);
