import { CoreError, decodeBatch, type LiveBatch } from "@wristprint/core";
import { LiveRefusal } from "./live-refusal.js";

/** @throws LiveRefusal `malformed` where the bytes are not one batch of the wire format */
export function readBatch(bytes: Uint8Array): LiveBatch {
  try {
    return decodeBatch(bytes);
  } catch (error) {
    if (error instanceof CoreError) throw new LiveRefusal("malformed", error.message, { cause: error });
    throw error;
  }
}
