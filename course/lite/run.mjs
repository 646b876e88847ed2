// Runs notebooks in the browser's Python, in node: node run.mjs PYODIDE FILE
// FILE holds a list of notebooks, each a list of sources of cells, and then what came of them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(error.message); // without the source of Pyodide, which node would print
  process.exit(1);
});
const [folder, file] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const packages = ["comm", "ipykernel", "ipython", "jedi", "pyodide-kernel"];
const python = await loadPyodide({ indexURL: folder, packages, stdout: () => {} });
await python.runPythonAsync(readFileSync(new URL("cells.py", import.meta.url), "utf8"));
writeFileSync(file, await python.globals.get("run_all")(readFileSync(file, "utf8")));
process.exit(0);
