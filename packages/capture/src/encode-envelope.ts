import type { WaitingBatch } from "./outbox.js";
import type { Bytes } from "./page.js";

const VERSION = 1;
/** Below the 64 KiB that browsers take on for a page that closes, and that the server takes. */
const LARGEST_BODY = 61_440;

/**
 * The body of an HTTP request with as many batches, from the first, as go into one: at least one, since no
 * batch is larger.
 *
 * @param token empty where a header carries it; ASCII, start() takes no other
 * @param batches one or more
 * @returns the body, and the sequence number of the last batch in it
 */
export function encodeEnvelope(token: string, batches: readonly WaitingBatch[]): [body: Bytes, last: number] {
  const body = new Uint8Array(LARGEST_BODY);
  let end = 0;
  let last = 0;
  const add = (bytes: ArrayLike<number>) => {
    body.set([bytes.length & 255, bytes.length >> 8], end);
    body.set(bytes, end + 2);
    end += 2 + bytes.length;
  };
  body[end++] = VERSION;
  add(new TextEncoder().encode(token));
  for (const { bytes, sequence } of batches) {
    if (end + 2 + bytes.length > LARGEST_BODY) break;
    add(bytes);
    last = sequence;
  }
  return [body.slice(0, end), last];
}
