export { main } from "./main.js";
export { runCommandLine, type Surroundings } from "./run-command-line.js";
