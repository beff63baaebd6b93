/** A process that runs one command of ours, and ends with the process that started it. */
import { main } from "../main.js";

process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
// Listening alone would keep the process.
process.channel?.unref();
await main(process.argv.slice(2));
