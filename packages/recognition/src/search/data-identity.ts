import { createHash } from "node:crypto";
import type { Trace } from "@wristprint/core";

/** A hash of sessions in their order: what two machines must agree in before their figures are compared. */
export function dataIdentity(traces: readonly Trace[]): string {
  const hash = createHash("sha256");
  for (const { subject, session, part, genuine, tMs, x, y, kind, button } of traces) {
    hash.update(`${JSON.stringify([subject, session, part, genuine ?? null, tMs.length])}\n`);
    for (const { buffer, byteOffset, byteLength } of [tMs, x, y, kind, button]) {
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
  }
  return hash.digest("hex");
}
