export type { CaptureState } from "./capture-state.js";
export type { Bytes, Page, PageAnswer, PageRequest, PageSocket } from "./page.js";
export { type Recording, type StartOptions, start } from "./start.js";
