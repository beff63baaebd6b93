/** The door of this room for `wristprint bench`, which finds it at run time: users of the packages have no bench. */
export * from "./dist/index.js";
