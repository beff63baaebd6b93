// `node supervise.mjs PROGRAM MODELS`: supervises a predictor, and says its process id once it listens.
import { superviseLocalPredictor } from "@wristprint/prediction";

const [modulePath = "", models = ""] = process.argv.slice(2);
const local = superviseLocalPredictor({ modulePath, models, onAddress: () => {}, onLine: () => {} });
await local.started;
console.log(local.pid);
