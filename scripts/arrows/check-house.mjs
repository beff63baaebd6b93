import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { findCircles } from "./find-circles.mjs";
import { testPackages, testRooms } from "./table.mjs";

/**
 * @typedef {import("./read-house.mjs").Room} Room
 * @typedef {import("./read-house.mjs").SourceFile} SourceFile
 * @typedef {import("./find-imports.mjs").Import} Import
 * @typedef {Readonly<Record<string, import("./table.mjs").Allowed>>} Table
 */

/**
 * Holds every import of the house against the table of arrows and the rooms' own declarations.
 *
 * @param {{rooms: Room[], built: ReadonlySet<string>}} house
 * @param {Table} table
 * @returns {string[]} one line for each breach: `file:line: what was imported: which rule`
 */
export function checkHouse({ rooms, built }, table) {
  return rooms.flatMap((room) => {
    const allowed = table[room.name];
    if (allowed === undefined)
      return [`${room.folder}: not in the table of arrows (scripts/arrows/table.mjs)`];
    const breaches = room.files.flatMap((file) =>
      file.imports.flatMap((taken) => {
        const rule = judge(taken, { file, room, rooms, allowed });
        return rule === null ? [] : [`${file.path}:${taken.line}: imports "${taken.specifier}": ${rule}`];
      }),
    );
    return [...checkDeclarations(room, rooms, allowed, built), ...breaches, ...checkCircles(room)];
  });
}

/**
 * @param {Import} taken
 * @param {{file: SourceFile, room: Room, rooms: Room[], allowed: import("./table.mjs").Allowed}} place
 * @returns {string | null} the rule it breaks
 */
function judge(taken, { file, room, rooms, allowed }) {
  const { specifier } = taken;
  if (specifier.startsWith(".") || specifier.startsWith("/")) return judgePath(specifier, file, room);
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith("node:")) return `write node:${specifier} for a module of Node`;
    if (allowed.browser && !file.isTest) return `${room.name} runs in a browser and takes no node: modules`;
    return null;
  }
  const name = packageOf(specifier);
  const other = rooms.find(({ door }) => door === name);
  if (other !== undefined || name.startsWith("@wristprint/")) {
    if (specifier !== name) return "a room is imported only through its door, never by a path inside";
    return other === undefined ? "there is no such room" : judgeRoom(taken, other, { file, room, allowed });
  }
  if (room.dependencies.has(name)) return null;
  if (file.isTest && (testPackages.includes(name) || room.devDependencies.has(name))) return null;
  return `not declared in ${room.folder}/package.json's dependencies`;
}

/**
 * @param {string} specifier
 * @param {SourceFile} file
 * @param {Room} room
 */
function judgePath(specifier, file, room) {
  const target = posix.join(posix.dirname(file.path), specifier);
  if (!target.startsWith(`${room.folder}/`))
    return "a path that leaves the room; go through the other room's door";
  const takesTest = /\.test\.[cm]?[jt]sx?$/.test(target) || target.includes("/testing/");
  if (takesTest && !file.isTest) return "what ships takes nothing from tests";
  return null;
}

/**
 * @param {Import} taken
 * @param {Room} other
 * @param {{file: SourceFile, room: Room, allowed: import("./table.mjs").Allowed}} place
 */
function judgeRoom({ typeOnly }, other, { file, room, allowed }) {
  if (other === room) return "inside a room, files import each other by path";
  if (file.isTest && testRooms.includes(other.name)) return null;
  const typesAllowed = allowed.types?.includes(other.name) ?? false;
  if (typesAllowed && !typeOnly) return `${room.name} takes only types from ${other.name}: write import type`;
  if (!typesAllowed && !allowed.rooms.includes(other.name))
    return `no arrow from ${room.name} to ${other.name}`;
  const declared = room.dependencies.has(other.door) || (typeOnly && room.devDependencies.has(other.door));
  if (!declared) return `not declared in ${room.folder}/package.json`;
  if (room.references !== null && !room.references.has(other.folder)) {
    return `${room.folder}/tsconfig.json has no reference to ${other.folder}`;
  }
  return null;
}

/**
 * Declarations are arrows too, used or not.
 *
 * @param {Room} room
 * @param {Room[]} rooms
 * @param {import("./table.mjs").Allowed} allowed
 * @param {ReadonlySet<string>} built
 */
function checkDeclarations(room, rooms, allowed, built) {
  const may = new Set([...allowed.rooms, ...(allowed.types ?? [])]);
  const breaches = rooms
    .filter((other) => other !== room && !may.has(other.name))
    .flatMap((other) => [
      ...(room.dependencies.has(other.door) ? [`${room.folder}/package.json: ${noArrow(room, other)}`] : []),
      ...(room.references?.has(other.folder)
        ? [`${room.folder}/tsconfig.json: ${noArrow(room, other)}`]
        : []),
    ]);
  if (room.references !== null && !built.has(room.folder)) {
    breaches.push(`tsconfig.json: does not reference ${room.folder}, so tsc -b never builds it`);
  }
  return breaches;
}

/**
 * @param {Room} room
 * @param {Room} other
 */
function noArrow(room, other) {
  return `declares "${other.door}": no arrow from ${room.name} to ${other.name}`;
}

/** @param {Room} room */
function checkCircles({ files }) {
  const paths = new Set(files.map(({ path }) => path));
  const graph = new Map(
    files.map(({ path, imports }) => {
      const targets = imports
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier }) => posix.join(posix.dirname(path), specifier))
        .flatMap((target) =>
          [target, target.replace(/js(x?)$/, "ts$1")].filter((candidate) => paths.has(candidate)),
        );
      return [path, targets];
    }),
  );
  return findCircles(graph).map((circle) => `${circle[0]}: imports go in a circle: ${circle.join(" → ")}`);
}

/** @param {string} specifier */
function packageOf(specifier) {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
