/** Where a training keeps its state between epochs. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { decodeTensorFile, encodeTensorFile, type TensorFile } from "./tensorFile.js";

export interface CheckpointStore {
  load(): TensorFile | undefined;
  save(state: TensorFile): void;
}

/** A checkpoint in a file: written beside it, flushed to the disk and renamed, so that a kill leaves the old or the new. */
export function fileCheckpoint(path: string): CheckpointStore {
  return {
    load: () => (existsSync(path) ? decodeTensorFile(readFileSync(path)) : undefined),
    save(state) {
      const temporary = `${path}.writing`;
      const file = openSync(temporary, "w");
      try {
        writeSync(file, encodeTensorFile(state));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, path);
    },
  };
}
