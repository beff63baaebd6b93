import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { findImports } from "./find-imports.mjs";

/**
 * @typedef {object} SourceFile
 * @property {string} path from the root, with slashes
 * @property {boolean} isTest `*.test.ts`, or anything in a folder `testing`
 * @property {import("./find-imports.mjs").Import[]} imports
 */

/**
 * @typedef {object} Room
 * @property {string} name its folder's name
 * @property {string} folder from the root, with slashes
 * @property {string} door the name under which others import it
 * @property {ReadonlySet<string>} dependencies declared in its package.json
 * @property {ReadonlySet<string>} devDependencies declared in its package.json
 * @property {ReadonlySet<string> | null} references folders its tsconfig.json references; null without one
 * @property {SourceFile[]} files
 */

/**
 * Reads every room of the house: its declarations and what its files import.
 *
 * @param {string} root
 * @returns {{rooms: Room[], built: ReadonlySet<string>}} built: folders that the root's tsconfig.json references
 */
export function readHouse(root) {
  const folders = ["packages", "apps"].flatMap((parent) =>
    listFolders(join(root, parent)).map((name) => `${parent}/${name}`),
  );
  const rooms = [...folders, "bench"]
    .filter((folder) => existsSync(join(root, folder)))
    .map((folder) => readRoom(root, folder))
    .filter((room) => room.files.length > 0);
  return { rooms, built: readReferences(root, ".") ?? new Set() };
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {Room}
 */
function readRoom(root, folder) {
  const own = join(root, folder, "package.json");
  // bench may do without a package of its own; then it declares what it takes in the root's.
  const declared = readJson(existsSync(own) ? own : join(root, "package.json"));
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  const places = folder === "bench" ? [folder] : [`${folder}/src`, `${folder}/bin`];
  return {
    name,
    folder,
    door: existsSync(own) ? declared.name : folder,
    dependencies: new Set(
      Object.keys({
        ...declared.dependencies,
        ...declared.optionalDependencies,
        ...declared.peerDependencies,
      }),
    ),
    devDependencies: new Set(Object.keys(declared.devDependencies ?? {})),
    references: readReferences(root, folder),
    files: places.flatMap((place) => listSources(root, place)).map((path) => readSource(root, path)),
  };
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {SourceFile}
 */
function readSource(root, path) {
  return {
    path,
    isTest: /\.test\.[cm]?[jt]sx?$/.test(path) || path.includes("/testing/"),
    imports: findImports(readFileSync(join(root, path), "utf8")),
  };
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {Set<string> | null}
 */
function readReferences(root, folder) {
  const file = join(root, folder, "tsconfig.json");
  if (!existsSync(file)) return null;
  /** @type {{path: string}[]} */
  const references = readJson(file).references ?? [];
  return new Set(
    references.map(({ path }) =>
      relative(root, join(root, folder, path))
        .split(sep)
        .join("/"),
    ),
  );
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** @param {string} folder */
function listFolders(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function listSources(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.split(sep).join("/")}`)
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !/\/(node_modules|dist)\/|\.d\.ts$/.test(path))
    .sort();
}
