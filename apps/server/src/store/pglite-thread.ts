/** The thread that a data folder's database runs in: statements come one by one, and are answered by their number. */
import { parentPort, workerData } from "node:worker_threads";
import { openFolder } from "./pglite-folder.js";
import { type FromThread, failureOf, type ToThread } from "./pglite-messages.js";

const port = parentPort;
if (port === null) throw new Error("pglite-thread.js is a worker's program, and no command");
const answer = (message: FromThread) => port.postMessage(message);

try {
  const database = await openFolder(String(workerData));
  port.on("message", async (message: ToThread) => {
    const { id } = message;
    try {
      if ("close" in message) {
        await database.close();
        answer({ id, result: undefined });
        port.close();
        return;
      }
      const { text, values, rowMode, asText } = message.statement;
      const parsers = Object.fromEntries(asText.map((type) => [type, (value: string) => value]));
      const { rows, affectedRows } = await database.query(text, [...values], { rowMode, parsers });
      answer({ id, result: { rows, affectedRows } });
    } catch (error) {
      answer({ id, failure: failureOf(error) });
    }
  });
  answer({ ready: true });
} catch (error) {
  answer({ id: "opening", failure: failureOf(error) });
}
