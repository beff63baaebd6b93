import { readBytes } from "./byte-reader.js";
import { LIVE_LIMITS } from "./live-batch.js";

const VERSION = 1;
/** Letters, digits and `-._~`: what a header, a subprotocol and a URL all carry as it stands. */
const TOKEN = /^[\w.~-]*$/;

/** The body of an HTTP request that delivers batches. */
export interface Envelope {
  /** Who sends; empty where the request's `Authorization` header says so. */
  readonly token: string;
  /** Batches still encoded, in the order sent; views of the body. */
  readonly batches: readonly Uint8Array[];
}

/**
 * Reads the body of an HTTP request or beacon: a token and one or more batches, each for `decodeBatch`.
 *
 * @throws CoreError `malformed` on anything else than one whole envelope within {@link LIVE_LIMITS}; the
 *   message names the byte
 */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  const reader = readBytes(bytes, "envelope");
  if (bytes.length > LIVE_LIMITS.envelopeBytes) {
    throw reader.malformed(
      LIVE_LIMITS.envelopeBytes,
      `the end expected by here, got ${bytes.length} bytes in all`,
    );
  }
  const version = reader.byte("version");
  if (version !== VERSION) throw reader.malformed(0, `version ${VERSION} expected, got ${version}`);
  const tokenLength = reader.uint16("length of the token");
  if (tokenLength > LIVE_LIMITS.tokenBytes) {
    throw reader.malformed(
      1,
      `a token of at most ${LIVE_LIMITS.tokenBytes} bytes expected, got ${tokenLength}`,
    );
  }
  const token = String.fromCharCode(...reader.bytes(tokenLength, "token"));
  if (!TOKEN.test(token)) throw reader.malformed(3, "a token of letters, digits and -._~ expected");
  const batches: Uint8Array[] = [];
  do {
    const at = reader.position;
    const length = reader.uint16("length of a batch");
    if (length === 0) throw reader.malformed(at, "a batch expected, got length 0");
    batches.push(reader.bytes(length, "batch"));
  } while (reader.left > 0);
  return { token, batches };
}
