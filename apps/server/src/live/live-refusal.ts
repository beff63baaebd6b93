import type { RefusalCode } from "./live-engine.js";

/** Why a batch is not taken. Nothing of it was kept. */
export class LiveRefusal extends Error {
  override readonly name = "LiveRefusal";
  constructor(
    readonly code: RefusalCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
