export type { Random } from "./random.js";
export { createRandom } from "./random.js";
export type { Button, EventKind, Part, Trace } from "./trace.js";
export { BUTTONS, buttonCode, EVENT_KINDS, eventKindCode } from "./trace.js";
