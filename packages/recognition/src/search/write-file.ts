import { linkSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { syncFolder, writeDurably } from "../experiment/durable-files.js";

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
  writeDurably(working, content);
  return working;
}
