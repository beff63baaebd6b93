/** `/health`: the process answers. `/ready`: it can do its work, so a balancer may send it some. */
import type { FastifyInstance } from "fastify";
import type { ServerContext } from "./context.js";

const PATIENCE_MS = 2_000;

export function serveHealth(
  app: FastifyInstance,
  { store, recogniser }: Pick<ServerContext, "store" | "recogniser">,
): void {
  let closing = false;
  app.addHook("preClose", async () => {
    closing = true;
  });
  app.get("/health", async () => ({ status: "ok" }));
  app.get("/ready", async (_, reply) => {
    const database = await answers(store.ping());
    const predictor = recogniser.model !== null && recogniser.predictors.some(({ healthy }) => healthy);
    const ready = database && predictor && !closing;
    return reply.code(ready ? 200 : 503).send({ ready, database, predictor, closing });
  });
}

async function answers(ping: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false);
  });
  const answered = ping.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
