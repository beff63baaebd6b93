import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Puts a file in the place of what is there: at any moment the old one is there or the new one, whole. */
export function replaceFile(file: string, content: string): void {
  const working = writeBeside(file, content);
  renameSync(working, file);
  syncFolder(dirname(file));
}

/**
 * Puts a file, whole, where none is; what is there stays.
 * @returns whether it is this one
 */
export function createFile(file: string, content: string): boolean {
  const working = writeBeside(file, content);
  try {
    linkSync(working, file);
    syncFolder(dirname(file));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(working);
  }
}

function writeBeside(file: string, content: string): string {
  const working = `${file}.${process.pid}.partial`;
  const descriptor = openSync(working, "w");
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return working;
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
