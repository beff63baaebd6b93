export type { LiveEngine, RefusalCode, SessionProgress } from "./live/live-engine.js";
export type * from "./store/store.js";
