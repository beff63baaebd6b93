/** Where a training keeps its state between epochs. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { GraphError } from "../errors.js";
import { decodeTensorFile, encodeTensorFile, type TensorFile } from "./tensor-file.js";

export interface CheckpointStore {
  /** What was saved last; undefined where nothing was. */
  load(): TensorFile | undefined;
  save(state: TensorFile): void;
}

/**
 * A checkpoint in a file: written beside it, flushed to the disk and renamed, so that a kill leaves the old or
 * the new. Loading a file that is none throws GraphError `checkpoint`.
 */
export function fileCheckpoint(path: string): CheckpointStore {
  return {
    load() {
      if (!existsSync(path)) return undefined;
      try {
        return decodeTensorFile(readFileSync(path));
      } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        throw new GraphError(error.code, `${path}: ${error.message}`);
      }
    },
    save(state) {
      const bytes = encodeTensorFile(state);
      const temporary = `${path}.writing`;
      const file = openSync(temporary, "w");
      try {
        writeFileSync(file, bytes);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, path);
    },
  };
}
