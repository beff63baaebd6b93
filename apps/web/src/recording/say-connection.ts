import type { CaptureState } from "@wristprint/capture";

/** The state of a recording's connection in words. */
export function sayConnection(state: CaptureState | null, running: boolean): string {
  if (state?.status === "refused") {
    return state.refusal === 401 ? "refused: the leave to record has run out" : `refused (${state.refusal})`;
  }
  if (state?.status === "too-long") return "ended: too long";
  if (!running) {
    return state === null || state.batchesWaiting === 0
      ? "all sent"
      : `${state.batchesWaiting} batches were lost`;
  }
  if (state === null) return "waiting for movement";
  if (state.status === "full") return "too slow: some movement is missed";
  if (!state.connected) return "connecting …";
  return state.transport === "websocket" ? "good" : "good (over HTTP)";
}
