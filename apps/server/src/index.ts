export type { LiveEngine, RefusalCode, SessionProgress } from "./live/live-engine.js";
export { openStore, type StoreOptions } from "./store/open-store.js";
export type * from "./store/store.js";
