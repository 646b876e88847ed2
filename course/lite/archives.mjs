// Makes in the browser's Python what readers load, in node: node archives.mjs PYODIDE TARGET JOB
// JOB is JSON: the file name of the book's `wheel`, which is packed; or, if there are `names` of modules
// that are in use, all else is.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(error.message); // without the source of Pyodide, which node would print
  process.exit(1);
});
const [folder, target, job] = process.argv.slice(2);
const { names, wheel } = JSON.parse(job);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: folder, stdout: () => {} });
python.runPython(readFileSync(new URL("compiling.py", import.meta.url), "utf8"));

function write(name, made) {
  const buffer = made.getBuffer("u8");
  writeFileSync(join(target, name), buffer.data);
  buffer.release();
}

if (names) {
  const packages = Object.values(python.lockfile.packages).filter((each) => each.file_name !== wheel);
  await python.loadPackage(packages.map((each) => each.name), { messageCallback: () => {} });
  const made = await python.globals.get("libraries")(JSON.stringify(names));
  ["libraries.tar", "rest.tar", "python_stdlib.zip"].forEach((name, i) => write(name, made.get(i)));
} else {
  write("book.tar", python.globals.get("book")(new Uint8Array(readFileSync(join(folder, wheel)))));
}
process.exit(0);
