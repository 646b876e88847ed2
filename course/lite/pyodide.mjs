// Pyodide with its packages from archives: what is in use is fetched while Python starts, the rest
// when something of it is imported. JupyterLite loads this in place of Pyodide's file of that name.
import { loadPyodide as load, version } from "./pyodide.core.mjs";
export { version };

const DIGESTS = {};
const PART = 1 << 20; // bytes that are unpacked at once
const fs = globalThis.process?.versions?.node && (await import("node:fs"));

export async function loadPyodide(options = {}) {
  const folder = (options.indexURL ?? new URL(".", import.meta.url).href).replace(/\/?$/, "/");
  const coming = ["libraries", "book"].map((name) => read(folder, name));
  coming.forEach((each) => each.catch(() => {})); // told where it is awaited
  const python = await load({ ...options, packages: [] });
  for (const archive of coming) unpack(python, await archive);
  for (const name of Object.keys(python.lockfile.packages)) python.loadedPackages[name] = "archive";
  python.runPython(FINDER)(() => unpack(python, readNow(folder, "rest")));
  return python;
}

const FINDER = `
import sys
from importlib.machinery import PathFinder
from pathlib import Path

class Later:
    # Asked first: a folder whose data are there would be taken for a package without code.
    def __init__(self, fetch):
        self._fetch, self._names = fetch, frozenset()
        for folder in sys.path:
            if (names := Path(folder, "rest.txt")).is_file():
                self._names = frozenset(names.read_text().split())

    def find_spec(self, name, path=None, target=None):
        if name not in self._names:
            return None
        try:
            self._fetch()
        except Exception as error:
            raise ImportError(f"{name} can't be fetched: {error}", name=name) from error
        self._names = frozenset()
        return PathFinder.find_spec(name, path, target)

lambda fetch: sys.meta_path.insert(0, Later(fetch))
`;

// With its digest, so that a cache holds no old one.
const address = (folder, name) => `${folder}${name}.tar.zst${fs ? "" : `?${DIGESTS[name]}`}`;

async function read(folder, name) {
  if (fs) return readNow(folder, name);
  const answer = await fetch(address(folder, name));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// An import can't wait for a promise; a worker may wait for a request.
function readNow(folder, name) {
  if (fs) return new Uint8Array(fs.readFileSync(address(folder, name)));
  const request = new XMLHttpRequest();
  request.open("GET", address(folder, name), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${request.responseURL}: ${request.status}`);
  return new Uint8Array(request.response);
}

function unpack(python, archive) {
  const tar = decompressed(python, archive), { FS } = python, folders = new Set();
  const text = (at, most) => {
    const field = tar.subarray(at, at + most), end = field.indexOf(0);
    return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
  };
  for (let at = 0; tar[at]; ) { // a header of 512 bytes for each file (POSIX, ustar)
    const above = text(at + 345, 155), size = parseInt(text(at + 124, 12), 8);
    const path = `${python._api.sitepackages}/${above && `${above}/`}${text(at, 100)}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) FS.mkdirTree(folder);
    folders.add(folder);
    FS.writeFile(path, tar.subarray(at + 512, at + 512 + size), { canOwn: true });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  python.runPython("import importlib; importlib.invalidate_caches()");
}

function decompressed(python, archive) {
  const [stream, step] = python.runPython(`
from compression.zstd import ZstdDecompressor
ZstdDecompressor(), lambda stream, part: stream.decompress(part.to_bytes())`);
  const parts = [];
  for (let at = 0; at < archive.length; at += PART) {
    const made = step(stream, archive.subarray(at, at + PART)), buffer = made.getBuffer("u8");
    parts.push(buffer.data.slice());
    buffer.release();
    made.destroy();
  }
  if (!stream.eof) throw new Error("an archive ends before its end: load the page again");
  stream.destroy();
  step.destroy();
  const whole = new Uint8Array(parts.reduce((size, each) => size + each.length, 0));
  parts.reduce((at, each) => (whole.set(each, at), at + each.length), 0);
  return whole;
}
